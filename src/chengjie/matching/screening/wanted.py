"""What is wanted of a register: rows with an id, a title, and the industries that each takes, with how much each counts.

A carrier wants what its catalogue rows and approved industries name; a gap of a chain wants who could close it. Both are
screened alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from chengjie.errors import Fault, Refusal
from chengjie.matching.fitting import CERTAINTY, relation
from chengjie.package import Package
from chengjie.register import Carrier, Industries, LabelMapping, carriers, catalogue, industries
from chengjie.values import Text

Kind = Literal["carrier", "gap"]


@dataclass(frozen=True, slots=True)
class Want:
    """An industry that is wanted: its code, how much it counts (0 to 1), the words that name it and where they stand."""

    code: str
    weight: float
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who asks, and what they want."""

    id: str
    title: Text
    kind: Kind
    wants: tuple[Want, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well an industry fits, 0 to 1, and by which want."""

    value: float
    want: Want


def fits(wanted: Wanted, known: Industries, related: dict[str, Mapping[str, float]]) -> dict[str, Fit]:
    """Every industry that fits, by its best want; the first of equals. `related` remembers between calls."""
    best: dict[str, Fit] = {}
    for want in wanted.wants:
        if want.code not in related:
            related[want.code] = _related(want.code, known)
        for code, value in related[want.code].items():
            fit = round(value * want.weight, 4)
            if fit > (best[code].value if code in best else 0.0):
                best[code] = Fit(fit, want)
    return best


def by_carriers(package: Package) -> tuple[Wanted, ...]:
    """What each carrier of the zone wants; a carrier that wants nothing known is there with no wants."""
    known = industries(package)
    by_county: dict[str, list[Want]] = defaultdict(list)
    by_carrier: dict[str, list[Want]] = defaultdict(list)
    for row in catalogue(package):
        uses = [want for use in row.industries for want in _wants(use.mappings)]
        if row.county:
            by_county[row.county.code] += uses
        for identity in {use.carrier.id for use in row.carriers if use.carrier}:
            by_carrier[identity] += uses
    found = []
    for carrier in asked(package):
        wants = list(by_carrier.get(carrier.id) or [each for code in carrier.counties for each in by_county[code]])
        wants += [want for label in carrier.leading_industries for want in _wants(known.label(label))]
        found.append(Wanted(carrier.id, carrier.title, "carrier", tuple(dict.fromkeys(wants))))
    return tuple(found)


def of_labels(
    identity: str, title: Text, labels: Iterable[str], known: Industries, *, weight: float = 1.0, source: str = "",
    kind: Kind = "gap",
) -> Wanted:  # fmt: skip
    """What somebody wants who names it by codes or by a plan's labels. Refuses `industry-unknown` for every word that is neither."""
    wants: list[Want] = []
    faults: list[Fault] = []
    for label in labels:
        industry = known.by_code(label)
        mapped = () if industry else _wants(known.label(label))
        if industry:
            wants.append(Want(industry.code, weight, industry.name, source))
        wants += [Want(each.code, each.weight * weight, each.words, source or each.source) for each in mapped]
        if not industry and not mapped:
            nearest = known.suggest(label, 1)
            parameters = {"industry": label, "nearest": "".join(each.industry.code for each in nearest)}
            faults.append(Fault("industry-unknown", parameters=parameters))  # type: ignore[arg-type]  # a dict of words
    if faults:
        raise Refusal(faults)
    return Wanted(identity, title, kind, tuple(wants))


def asked(package: Package) -> tuple[Carrier, ...]:
    """The carriers that a screening asks: those of the zone's regions, or all where the zone has none."""
    every = tuple(carriers(package))
    return tuple(each for each in every if each.regions) or every


def _wants(mappings: Iterable[LabelMapping]) -> list[Want]:
    return [Want(each.code, CERTAINTY[each.certainty], each.label, each.source) for each in mappings if each.code]


def _related(code: str, known: Industries) -> Mapping[str, float]:
    """Every industry that has something to do with a code, and how much."""
    path = known.path(code)
    if not path:
        return {}
    top = path[min(1, len(path) - 1)]  # the division, or the section where the code is one
    return {each: value for each in _within(top.code, known) if (value := relation(each, code, known))}


def _within(code: str, known: Industries) -> Iterator[str]:
    yield code
    for each in known.children(code):
        yield from _within(each.code, known)
