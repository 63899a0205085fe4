"""Who sits on which link, and which links are strong, weak or missing (强、弱、缺): by what plans and parks say, or by firms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import chengjie.register
from chengjie.network.assumptions import Assumptions, assumptions
from chengjie.network.chains import Chain, Link
from chengjie.network.firms import Firm
from chengjie.package import Package
from chengjie.register import Industries, keeping
from chengjie.values import Text

State = Literal["strong", "weak", "missing"]
Advice = Literal["strengthen", "fill", "extend", "bring"]
STATES: Mapping[State, Text] = {
    "strong": Text("强", "strong"),
    "weak": Text("弱", "weak"),
    "missing": Text("缺", "missing"),
}
ADVICE: Mapping[Advice, Text] = {
    "strengthen": Text("强", "strengthen"), "fill": Text("补", "fill"), "extend": Text("延", "extend"),
    "bring": Text("引", "bring in"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seat:
    """That a county sits on a link: by a catalogue row of a plan, a leading industry of a park, or a firm.

    `exact` where the label surely names an industry of the link itself; otherwise it is broader, so that the link lies
    within it, or what it means is not sure.
    """

    place: str
    carrier: str
    basis: Literal["catalogue", "leading", "firm"]
    label: str
    code: str
    exact: bool
    ref: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A link with who sits on it, the measure, its thresholds, and what to do about it.

    `firms` is None where no register was given: then the state rests on labels alone.
    """

    link: Link
    seats: tuple[Seat, ...]
    exact: int
    broad: int
    firms: int | None
    strong_at: int
    weak_at: int
    state: State
    advice: Advice

    @property
    def measure(self) -> Text:
        """The measure in words."""
        if self.firms is not None:
            return Text(
                f"{self.firms} 家企业（强 ≥ {self.strong_at}）", f"{self.firms} firms (strong ≥ {self.strong_at})"
            )
        return Text(
            f"明确 {self.exact} 个县区，含笼统 {self.exact + self.broad} 个（强 ≥ {self.strong_at}，弱 ≥ {self.weak_at}）",
            f"counties: {self.exact} plainly, {self.exact + self.broad} with broad labels (strong ≥ {self.strong_at}, weak ≥ {self.weak_at})",
        )


@dataclass(frozen=True, slots=True)
class _Label:
    place: str
    carrier: str
    basis: Literal["catalogue", "leading"]
    label: str
    code: str
    ref: str
    sure: bool


def labels(package: Package) -> tuple[_Label, ...]:
    """Every label of a catalogue row of a county and every leading industry of a park, with each code it is mapped to."""
    return keeping.once(package, _labels)


def _labels(package: Package) -> tuple[_Label, ...]:
    industries, found = chengjie.register.industries(package), []
    for row in chengjie.register.catalogue(package):
        if row.county:
            found += [
                _Label(row.county.code, "", "catalogue", use.label, each.code, row.id, each.certainty != "low")
                for use in row.industries
                for each in use.mappings
                if each.code
            ]
    for carrier in chengjie.register.carriers(package):
        for label in carrier.leading_industries:
            found += [
                _Label(county, carrier.id, "leading", label, each.code, carrier.id, each.certainty != "low")
                for each in industries.label(label)
                for county in carrier.counties
                if each.code
            ]
    return tuple(found)


def standings(
    package: Package, chain: Chain, *, firms: Iterable[Firm] | None = None, known: Assumptions | None = None
) -> tuple[Standing, ...]:
    """The links of a chain, in its order, with who sits on them within the chain's region.

    >>> import chengjie.network, chengjie.package
    >>> zone = chengjie.package.open_package("xiangnan-xiangxi")
    >>> {each.link.id: each.state for each in standings(zone, chengjie.network.chain(zone, "xx-lithium"))}["cells"]
    'missing'
    """
    if firms is None and known is None:
        kept = keeping.once(package, _kept)
        if chain.id not in kept:
            kept[chain.id] = _measured(package, chain, None, assumptions(package))
        return kept[chain.id]
    return _measured(package, chain, firms, known or assumptions(package))


def _kept(package: Package) -> dict[str, tuple[Standing, ...]]:  # noqa: ARG001  # one for each package
    return {}


def _measured(package: Package, chain: Chain, firms: Iterable[Firm] | None, known: Assumptions) -> tuple[Standing, ...]:
    industries = chengjie.register.industries(package)
    inside = {county.code for county in chengjie.register.places(package).counties(chain.region)}
    listed = None if firms is None else tuple(firm for firm in firms if firm.place in inside)
    made = {link.id: _seats(package, link, inside, industries, listed) for link in chain.links}
    states = {name: _state(seats, listed is not None, known) for name, seats in made.items()}
    return tuple(_standing(chain, link, made[link.id], states, listed is not None, known) for link in chain.links)


def _seats(
    package: Package, link: Link, inside: set[str], industries: Industries, firms: tuple[Firm, ...] | None
) -> tuple[Seat, ...]:
    found = []
    for each in labels(package):
        exact = fits(each.code, link, industries)
        if each.place in inside and exact is not None:
            found.append(
                Seat(each.place, each.carrier, each.basis, each.label, each.code, exact and each.sure, each.ref)
            )
    found += [
        Seat(firm.place, "", "firm", firm.name, firm.industry, True, firm.id)
        for firm in firms or ()
        if makes(firm, link)
    ]
    return tuple(dict.fromkeys(found))


def fits(code: str, link: Link, industries: Industries) -> bool | None:
    """True for an industry that surely is the link's, False for one that may be: mapped with little certainty, or broader and
    holding it (never a whole section); None for another.
    """
    own = [certainty for each, certainty in link.codes.items() if code.startswith(each)]
    if own:
        return any(certainty != "low" for certainty in own)
    broad = len(code) > 1 and any(each.startswith(code) for each in link.codes) and industries.by_code(code) is not None
    return False if broad else None


def makes(firm: Firm, link: Link) -> bool:
    """Whether a firm's industry is one of the link's."""
    return any(firm.industry.startswith(each) for each in link.codes)


def _counties(seats: Iterable[Seat]) -> tuple[set[str], set[str]]:
    plain = {seat.place for seat in seats if seat.exact and seat.basis != "firm"}
    return plain, {seat.place for seat in seats if not seat.exact} - plain


def _threshold(known: Assumptions, name: str) -> int:
    value = known.value(name)
    return int(value) if value is not None else 1


def _state(seats: tuple[Seat, ...], by_firms: bool, known: Assumptions) -> State:
    plain, broad = _counties(seats)
    if by_firms:
        count = sum(seat.basis == "firm" for seat in seats)
        return "strong" if count >= _threshold(known, "chain-firms") else "weak" if count else "missing"
    if len(plain) >= _threshold(known, "chain-strong"):
        return "strong"
    return "weak" if len(plain) + len(broad) >= _threshold(known, "chain-weak") else "missing"


def _standing(
    chain: Chain, link: Link, seats: tuple[Seat, ...], states: Mapping[str, State], by_firms: bool, known: Assumptions
) -> Standing:
    plain, broad = _counties(seats)
    count = sum(seat.basis == "firm" for seat in seats) if by_firms else None
    strong_at = _threshold(known, "chain-firms" if by_firms else "chain-strong")
    weak_at = 1 if by_firms else _threshold(known, "chain-weak")
    return Standing(
        link, seats, len(plain), len(broad), count, strong_at, weak_at, states[link.id], _advice(chain, link, states)
    )


def _advice(chain: Chain, link: Link, states: Mapping[str, State]) -> Advice:
    """强 what is strong; 补 what is weak; 延 a missing end of the chain beside a link that is there; 引 what else is missing."""
    if states[link.id] != "missing":
        return "strengthen" if states[link.id] == "strong" else "fill"
    end = not link.feeds or not chain.suppliers(link.id)
    return "extend" if end and any(states[each.id] != "missing" for each in chain.beside(link.id)) else "bring"
