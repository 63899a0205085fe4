"""What the simulated projects (模拟数据) are to be: drawn from the zone's catalogue by a seed, scaled to totals that a plan states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from chengjie.errors import Refusal
from chengjie.register import CatalogueRow
from chengjie.web import zone

FIRST, LAST = date(2018, 1, 1), date(2025, 12, 31)
COUNT = 2000
NUMBER, MONEY = "累计引进三类500强企业项目数", "累计引进三类500强项目资金"
PERIODS = ("2018", "2020", "2025")
SPANS = (
    (5, 60),
    (10, 110),
    (3, 30),
    (5, 60),
    (5, 40),
    (10, 60),
    (20, 150),
    (15, 120),
    (120, 540),
    (30, 180),
    (90, 360),
)
"""Days from one milestone to the next: an assumption of the simulation, no statistic."""
OTHERS = Decimal("0.1")
"""A project of nobody on the three lists is a tenth of one that is, on average: an assumption of the simulation."""
STOPS = 0.08
"""How many projects stop before full output, of those that are not bound to a stated total: an assumption of the simulation."""


@dataclass(frozen=True, slots=True)
class Total:
    """A total that a plan states, by the claims that hold it: so many projects, so much money (亿元), up to a year."""

    year: int
    projects: int
    money: Decimal
    claims: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """A simulated project: where, what, when it begins, how many days to each milestone, and where it stops."""

    county: str
    carrier: str
    industry: str
    three_500: bool
    opened: date
    days: tuple[int, ...]
    stops_after: int
    contract: int
    paid: int
    land: int

    def day(self, milestone: int) -> date:
        """The day of a milestone, counted from nought."""
        return self.opened + timedelta(days=sum(self.days[: milestone + 1]))


def totals() -> tuple[Total, ...]:
    """What the plan states of firms of the three 500 lists, year by year. Refuses `demo-claims-missing`."""
    found = {
        (row["indicator"], row["period"]): row
        for row in zone.claims("targets")
        if row["document"] == "S1" and row["grade"] == "certain" and row["comparator"] == "="
    }
    missing = [f"{name} {period}" for name in (NUMBER, MONEY) for period in PERIODS if (name, period) not in found]
    if missing:
        raise Refusal.of("demo-claims-missing", claims="、".join(missing))
    return tuple(
        Total(
            int(period), int(found[NUMBER, period]["value"]), Decimal(found[MONEY, period]["value"]),
            (found[NUMBER, period]["id"], found[MONEY, period]["id"]),
        )
        for period in PERIODS
    )  # fmt: skip


def plans(seed: int) -> tuple[Plan, ...]:
    """All simulated projects of a seed, the earliest first. The same seed gives the same projects."""
    rng, made = Random(seed), list[Plan]()  # noqa: S311  # no secret hangs on it
    before, so_far, spent = FIRST.year, 0, Decimal(0)
    mean = Decimal(0)
    for total in totals():
        count, money = total.projects - so_far, int((total.money - spent) * 10_000)
        mean = Decimal(money) / count
        for amount in _shares(rng, count, money):
            made.append(_listed(rng, before, total.year, amount))
        before, so_far, spent = total.year + 1, total.projects, total.money
    rest = COUNT - len(made)
    made += [_other(rng, amount) for amount in _shares(rng, rest, int(mean * OTHERS * rest))]
    return tuple(sorted(made, key=lambda each: (each.opened, each.county, each.contract)))


def _shares(rng: Random, count: int, total: int) -> list[int]:
    """Uneven amounts in 万元 that add up to the total exactly."""
    weights = [rng.lognormvariate(0, 0.9) for _ in range(count)]
    found = [max(1, int(total * weight / sum(weights))) for weight in weights]
    found[found.index(max(found))] += total - sum(found)
    return found


def _listed(rng: Random, first: int, last: int, contract: int) -> Plan:
    """A project of a firm on a list, signed within the years, so that the stated total is met; it does not stop before."""
    days = _days(rng)
    lead = timedelta(days=sum(days[:4]))
    earliest = max(date(first, 1, 1), FIRST + lead)
    signed = earliest + timedelta(days=rng.randrange((date(last, 12, 31) - earliest).days + 1))
    return _plan(rng, True, signed - lead, days, len(SPANS), contract)


def _other(rng: Random, contract: int) -> Plan:
    days = _days(rng)
    opened = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days))
    stops = rng.randrange(2, len(SPANS)) if rng.random() < STOPS else len(SPANS)
    return _plan(rng, False, opened, days, stops, contract)


def _days(rng: Random) -> tuple[int, ...]:
    return tuple(rng.randint(*span) for span in SPANS)


def _plan(rng: Random, three_500: bool, opened: date, days: tuple[int, ...], stops: int, contract: int) -> Plan:
    row = rng.choice(_rows())
    county = row.county.code if row.county else rng.choice(_below(row))
    carriers = [use.carrier.id for use in row.carriers if use.carrier and county in use.carrier.counties]
    return Plan(
        county, rng.choice(carriers) if carriers else "", rng.choice(row.industries).label, three_500, opened, days,
        stops, contract, contract * rng.randint(55, 100) // 100, rng.randint(10, 300),
    )  # fmt: skip


def _below(row: CatalogueRow) -> Sequence[str]:
    prefecture = row.prefecture.code if row.prefecture else ""
    return [code for code in zone.covered() if (place := zone.places().by_code(code)) and place.parent == prefecture]


def _rows() -> list[CatalogueRow]:
    """Rows of the catalogue from which a project can be drawn: an industry, and a county or a prefecture with counties."""
    covered = set(zone.covered())
    return [each for each in zone.catalogue() if each.industries and (each.county.code in covered if each.county else _below(each))]  # fmt: skip
