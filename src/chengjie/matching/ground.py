"""What a zone knows of its carriers whoever asks (底数): opened once for a package, shared by all matches."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from chengjie.expression.schema import Value
from chengjie.matching.answer import Offer
from chengjie.matching.fitting import Fit, Labels, fits
from chengjie.package import Package
from chengjie.register import (  # fmt: skip
    Carrier,
    CatalogueRow,
    Distance,
    Industries,
    Suggestion,
    carriers,
    catalogue,
    distances,
    industries,
    keeping,
    places,
)
from chengjie.values import Text

MU_PER_HECTARE = 15
ANNEX = re.compile(r"([AB])(\d+)")
_KEPT = 256  # industries whose fits are remembered


@dataclass(frozen=True)
class Site:
    """One carrier: its rows of the catalogues, its labels, its distances, and the inputs that are the same for every project."""

    offer: Offer
    carrier: Carrier
    rows: tuple[CatalogueRow, ...]
    directions: tuple[CatalogueRow, ...]
    labels: Labels
    near: Mapping[str, Distance | None]
    values: Mapping[str, Value]
    above: tuple[frozenset[str], ...]
    """Of each of its counties, the county itself and every place that it lies in."""


@dataclass(frozen=True)
class Ground:
    """The carriers that are asked and what their labels mean.

    Where a zone has regions, only carriers in one of them are asked: the others are outside its plans.
    """

    package: Package
    industries: Industries
    sites: tuple[Site, ...]
    _fits: dict[tuple[str, ...], Mapping[str, Fit]] = field(default_factory=dict, repr=False)

    def fits(self, wanted: tuple[Suggestion, ...]) -> Mapping[str, Fit]:
        """How well every row and every carrier's own labels fit, by the row's id or `carrier:` and the carrier's."""
        key = tuple(f"{each.industry.code} {each.sure} {each.score:.6f}" for each in wanted)
        if key not in self._fits:
            if len(self._fits) >= _KEPT:
                self._fits.pop(next(iter(self._fits)))
            self._fits[key] = self._fitted(wanted)
        return self._fits[key]

    def _fitted(self, wanted: tuple[Suggestion, ...]) -> Mapping[str, Fit]:
        return fits(wanted, self._labels, self.industries)

    @cached_property
    def _labels(self) -> Mapping[str, Labels]:
        """The labels of every row and every carrier."""
        found: dict[str, Labels] = {}
        for site in self.sites:
            for row in (*site.rows, *site.directions):
                found.setdefault(row.id, tuple((use.label, use.mappings) for use in row.industries))
            found[f"carrier:{site.carrier.id}"] = site.labels
        return found


def ground(package: Package) -> Ground:
    """The ground of a package."""
    return keeping.once(package, _opened)


def _opened(package: Package) -> Ground:
    directions, by_county, by_carrier = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in sorted(catalogue(package), key=lambda row: not ANNEX.fullmatch(row.section)):
        if row.county is None and row.prefecture:
            directions[row.prefecture.code].append(row)
        if row.county:
            by_county[row.county.code].append(row)
            for carrier in {use.carrier.id for use in row.carriers if use.carrier}:
                by_carrier[carrier].append(row)
    asked = tuple(carriers(package))
    inside = tuple(each for each in asked if each.regions) or asked
    sites = (
        _site(each, package, by_carrier.get(each.id) or [row for code in each.counties for row in by_county.get(code, ())], directions)
        for each in inside
    )  # fmt: skip
    return Ground(package, industries(package), tuple(sites))


def _site(
    carrier: Carrier, package: Package, rows: list[CatalogueRow], directions: Mapping[str, list[CatalogueRow]]
) -> Site:
    known = places(package)
    found = [place for code in carrier.counties if (place := known.by_code(code))]
    title = Text("、".join(place.name for place in found), ", ".join(place.en or place.name for place in found))
    prefectures = dict.fromkeys(place.parent for place in found)
    near = {"port": _nearest(package, carrier, "port", "road"), "airport": _nearest(package, carrier, "airport", None)}
    approved = float(carrier.area_ha) * MU_PER_HECTARE if carrier.area_ha is not None else None
    return Site(
        Offer(carrier.id, carrier.title, title, carrier), carrier, tuple(rows),
        tuple(row for code in prefectures if code for row in directions.get(code, ())),
        tuple((label, industries(package).label(label)) for label in carrier.leading_industries), near,
        {
            "approved_mu": approved, "is_park": carrier.is_park,
            **{f"{name}_km": float(distance.km) if distance else None for name, distance in near.items()},
        },
        tuple(above(package, code) for code in carrier.counties),
    )  # fmt: skip


def above(package: Package, code: str | None) -> frozenset[str]:
    """A place and every place that it lies in, short of the country; nothing for a place that is not known."""
    found = set()
    place = places(package).by_code(code) if code else None
    while place is not None and place.level != "country":
        found.add(place.code)
        place = places(package).by_code(place.parent) if place.parent else None
    return frozenset(found)


def _nearest(package: Package, carrier: Carrier, kind: str, mode: str | None) -> Distance | None:
    known = distances(package)
    found = (known.nearest(code, kind, mode) for code in carrier.counties)
    return min((each for each in found if each), key=lambda each: each.km, default=None)
