"""What the plans promise: headline targets of a region, read from the claims of its plan through the plan's own wording."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from chengjie.errors import Refusal
from chengjie.indicator.definitions import Indicator
from chengjie.package import Package, Row
from chengjie.values import Period, Quantity

CLAIMS = "claims/targets"
_GROWTH = {"growth", "growth>="}
_CHANGE = {"increase", "increase>=", "decrease"}


@dataclass(frozen=True, slots=True)
class Milestone:
    """A figure that a plan gives for a period. None is a blank in the plan. `base` is the claim it was computed from."""

    period: Period
    value: Decimal | None
    comparator: str
    unit: str
    force: str
    claims: tuple[str, ...]
    how: str = ""

    @property
    def computed(self) -> bool:
        """Whether the plan gives it as growth on a base instead of a figure."""
        return bool(self.how)


@dataclass(frozen=True, slots=True)
class Goal:
    """A headline target: the figure that the plan starts from and those it sets, by period."""

    region: str
    document: str
    indicator: Indicator
    baseline: Milestone | None
    targets: tuple[Milestone, ...]
    unplaced: tuple[str, ...] = ()
    """Claims about the indicator that give no figure by themselves, such as growth without a base."""


def goals(package: Package, known: dict[str, Indicator], *, region: str | None = None) -> tuple[Goal, ...]:
    """The headline targets in the order of headlines.csv, of one region or of all."""
    claims = package.rows(CLAIMS)
    wordings = _wordings(package)
    return tuple(
        _goal(row, known[row["indicator"]], claims, wordings.get((row["document"], row["indicator"]), frozenset()))
        for row in package.rows("headlines")
        if region in {None, row["region"]} and row["indicator"] in known
    )


def _wordings(package: Package) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for row in package.rows("indicator_labels"):
        found.setdefault((row["document"], row["indicator"]), set()).add(row["label"])
    return {key: frozenset(labels) for key, labels in found.items()}


def _goal(headline: Row, indicator: Indicator, claims: Iterable[Row], labels: frozenset[str]) -> Goal:
    called = {"", *(headline.get("called") or "").split(";")}
    own = [
        row
        for row in claims
        if row["document"] == headline["document"] and row["indicator"] in labels and row["place"] in called
    ]
    own = _preferred(own, headline.get("table"))
    levels = [row for row in own if row["comparator"] not in _GROWTH | _CHANGE and row["period"]]
    baselines = [_level(row, indicator) for row in levels if row["role"] == "baseline"]
    targets = [_level(row, indicator) for row in levels if row["role"] == "target"]
    first = max((each for each in baselines if each.value is not None), key=lambda each: each.period, default=None)
    changes = [row for row in own if row["comparator"] in _GROWTH | _CHANGE and row["role"] == "target"]
    computed = [_changed(row, first) for row in changes]
    given = {each.period for each in targets}
    targets += [each for each in computed if each is not None and each.period not in given]
    unplaced = tuple(row["id"] for row, each in zip(changes, computed, strict=True) if each is None)
    if first is None and baselines:
        first = baselines[0]
    return Goal(headline["region"], headline["document"], indicator, first, _ordered(targets), unplaced)


def _preferred(claims: list[Row], table: str | None) -> list[Row]:
    """The claims of the plan's indicator table where it has one; prose repeats them in rounder figures."""
    inside = [row for row in claims if table and row["paragraph"].startswith(f"{table}.")]
    return inside or claims


def _ordered(targets: list[Milestone]) -> tuple[Milestone, ...]:
    """One a period: what the plan repeats is one target with several claims."""
    merged: dict[Period, Milestone] = {}
    for each in targets:
        first = merged.get(each.period)
        merged[each.period] = each if first is None else dataclasses.replace(first, claims=first.claims + each.claims)
    return tuple(merged[period] for period in sorted(merged))


def _level(row: Row, indicator: Indicator) -> Milestone:
    value = Decimal(row["value"]) if row["value"] else None
    unit = row["unit"] or indicator.unit
    if value is not None:
        value, unit = _converted(value, unit, indicator.unit)
    return Milestone(_period(row), value, row["comparator"], unit, row["force"], (row["id"],))


def _period(row: Row) -> Period:
    """The year in which a target falls due: a span's last year."""
    return Period.year(Period.parse(row["period"]).last_year)


def _converted(value: Decimal, unit: str, wanted: str) -> tuple[Decimal, str]:
    try:
        return Quantity(value, unit).to(wanted).value, wanted
    except Refusal:
        return value, unit


def _changed(row: Row, base: Milestone | None) -> Milestone | None:
    """Growth on the plan's own base, where it has one and the change is a share."""
    if base is None or base.value is None or not row["value"] or row["unit"] != "%" or not row["period"]:
        return None
    due = _period(row)
    years = due.first_year - base.period.first_year
    rate = Decimal(row["value"]) / 100
    if row["comparator"] in _GROWTH:
        if years <= 0:
            return None
        value = (base.value * (1 + rate) ** years).quantize(Decimal("0.01"))
        how = f"{base.value} × (1 + {row['value']}%)^{years}"
    else:
        sign = -1 if row["comparator"] == "decrease" else 1
        value = (base.value * (1 + sign * rate)).quantize(Decimal("0.01"))
        how = f"{base.value} × (1 {'-' if sign < 0 else '+'} {row['value']}%)"
    comparator = ">=" if row["comparator"].endswith(">=") else "="
    return Milestone(due, value, comparator, base.unit, row["force"], (row["id"], *base.claims), how)
