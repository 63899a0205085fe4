"""What is known of a carrier for a project: the values of the inputs, the words of the evidence, the figures under it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from chengjie.expression.schema import Value
from chengjie.matching.fitting import Fit, fit
from chengjie.matching.project import Project
from chengjie.package import Package
from chengjie.register import (
    Carrier,
    CatalogueRow,
    Distance,
    Industries,
    Suggestion,
    carriers,
    catalogue,
    distances,
    industries,
    places,
)
from chengjie.values import Quantity, Text

MU_PER_HECTARE = 15
_ANNEX = re.compile(r"([AB])(\d+)")


@dataclass
class Evidence:
    """Values by input name, words by placeholder, figure ids by criterion."""

    values: dict[str, Value] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    figures: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Ground:
    """What a zone knows, opened once for all carriers of a match."""

    package: Package
    industries: Industries
    directions: dict[str, list[CatalogueRow]]
    """Rows about whole prefectures, by their code."""
    by_county: dict[str, list[CatalogueRow]]
    by_carrier: dict[str, list[CatalogueRow]]
    carriers: tuple[Carrier, ...]
    wished: frozenset[str] | None
    origin: str | None
    relations: dict[tuple[str, str], float] = field(default_factory=dict)
    """How codes relate to the codes of labels, remembered while a match runs."""
    fits: dict[str, Fit] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, project: Project, origins: Mapping[str, str]) -> Ground:
        """Open the registers. Refuses `place-unknown` for a wish that no place bears.

        Where a zone has regions, only carriers in one of them are asked: the others are outside its plans.
        """
        known = places(package)
        wished = frozenset(known.one(name).code for name in project.wishes.places) if project.wishes.places else None
        directions, by_county, by_carrier = defaultdict(list), defaultdict(list), defaultdict(list)
        for row in sorted(catalogue(package), key=lambda row: not _ANNEX.fullmatch(row.section)):
            if row.county is None and row.prefecture:
                directions[row.prefecture.code].append(row)
            if row.county:
                by_county[row.county.code].append(row)
                for carrier in {use.carrier.id for use in row.carriers if use.carrier}:
                    by_carrier[carrier].append(row)
        asked = tuple(carriers(package))
        inside = tuple(each for each in asked if each.regions) or asked
        origin = _origin(project.origin or "", origins)
        return cls(package, industries(package), directions, by_county, by_carrier, inside, wished, origin)

    def fit(self, row: CatalogueRow, wanted: tuple[Suggestion, ...]) -> Fit:
        """How well a row fits what the project makes: asked once, many carriers share a row."""
        if row.id not in self.fits:
            labels = [(use.label, use.mappings) for use in row.industries]
            self.fits[row.id] = fit(wanted, labels, self.industries, relations=self.relations)
        return self.fits[row.id]


def _origin(said: str, origins: Mapping[str, str]) -> str | None:
    """The place that stands for an address: its last known word, the narrowest of 广东省深圳市."""
    found = [(said.rfind(word), to) for word, to in origins.items() if word in said]
    return max(found)[1] if found else None


def evidence(project: Project, wanted: tuple[Suggestion, ...], carrier: Carrier, ground: Ground) -> Evidence:
    """Everything known that bears on this project in this carrier."""
    found = Evidence()
    _industry(found, wanted, carrier, ground)
    _far(found, carrier, ground)
    _room(found, project, carrier)
    _wishes(found, project, carrier, ground)
    return found


def _industry(found: Evidence, wanted: tuple[Suggestion, ...], carrier: Carrier, ground: Ground) -> None:
    rows = ground.by_carrier.get(carrier.id) or [
        row for code in carrier.counties for row in ground.by_county.get(code, ())
    ]
    _fitted(found, "catalogue", rows, wanted, ground)
    known = places(ground.package)
    prefectures = dict.fromkeys(place.parent for code in carrier.counties if (place := known.by_code(code)))
    _fitted(
        found,
        "direction",
        [row for code in prefectures if code for row in ground.directions.get(code, ())],
        wanted,
        ground,
    )
    labels = [(label, ground.industries.label(label)) for label in carrier.leading_industries]
    park = fit(wanted, labels, ground.industries, relations=ground.relations)
    found.values["park_fit"] = park.value
    found.words |= {"park_label": park.label, "park_labels": "、".join(carrier.leading_industries)}
    found.figures["park-industries"] = (
        (f"carrier:{carrier.id}:leading_industries",) if carrier.leading_industries else ()
    )


def _fitted(
    found: Evidence, name: str, rows: list[CatalogueRow], wanted: tuple[Suggestion, ...], ground: Ground
) -> None:
    best, best_row = Fit(None), None
    for row in rows:
        here = ground.fit(row, wanted)
        if here.value is not None and (best.value is None or here.value > best.value):
            best, best_row = here, row
    shown = best_row or (rows[0] if rows else None)
    labels = "、".join(dict.fromkeys(use.label for row in rows for use in row.industries))
    found.values[f"{name}_fit"] = best.value
    found.words |= {
        f"{name}_label": best.label,
        f"{name}_labels": labels,
        f"{name}_place": shown.place.name if shown and shown.place else "",
        f"{name}_document": _document(shown, ground.package) if shown else "",
        f"{name}_where": _where(shown).zh if shown else "",
        f"{name}_where_en": _where(shown).en if shown else "",
    }
    criterion = "county-catalogue" if name == "catalogue" else "prefecture-directions"
    found.figures[criterion] = (f"claim:{shown.id}",) if shown else ()


def _document(row: CatalogueRow, package: Package) -> str:
    source = package.sources.get(row.document)
    return f"《{source.title}》" if source else row.document


def _where(row: CatalogueRow) -> Text:
    """The section as a person cites it: an annex (附件), a box (专栏), or a numbered section."""
    found = _ANNEX.fullmatch(row.section)
    if not found:
        return Text(f"第{row.section}节", f"section {row.section}")
    zh, en = ("附件", "annex") if found[1] == "A" else ("专栏", "box")
    return Text(f"{zh}{found[2]}", f"{en} {found[2]}")


def _far(found: Evidence, carrier: Carrier, ground: Ground) -> None:
    known = distances(ground.package)

    def nearest(wanted: Callable[[str], Distance | None]) -> Distance | None:
        all_found = [each for code in carrier.counties if (each := wanted(code))]
        return min(all_found, key=lambda each: each.km, default=None)

    origin = ground.origin
    for name, distance in (
        ("port", nearest(lambda code: known.nearest(code, "port", "road"))),
        ("airport", nearest(lambda code: known.nearest(code, "airport"))),
        (
            "origin",
            nearest(lambda code: known.between(code, origin, "road"))
            if origin and origin in known.destinations
            else None,
        ),
    ):
        found.values[f"{name}_km"] = float(distance.km) if distance else None
        if distance:
            found.words |= {
                f"{name}_km": f"{distance.km:.0f}",
                name: distance.destination.title.zh,
                f"{name}_en": distance.destination.title.en,
            }
            found.figures[f"{name}-distance"] = (
                f"distance:{distance.place}:{distance.destination.id}:{distance.mode}",
            )


def _room(found: Evidence, project: Project, carrier: Carrier) -> None:
    approved = float(carrier.area_ha) * MU_PER_HECTARE if carrier.area_ha is not None else None
    land = _amount(project.land)
    found.values |= {
        "land": land,
        "approved_mu": approved,
        "is_park": carrier.is_park,
        "needs_land": land is not None,
    }
    for name, of in {"power": "power", "energy": "energy", "water": "water", "plant_area": "plant"}.items():
        amount = _amount(getattr(project, name))
        found.values |= {name: amount, f"needs_{of}": amount is not None}
    if land is not None and approved:
        found.words |= {
            "land": f"{land:,.0f}",
            "approved_mu": f"{approved:,.0f}",
            "land_percent": f"{land / approved * 100:.1f}",
        }
    found.figures["park-size"] = (f"carrier:{carrier.id}:area_ha",) if approved else ()


def _wishes(found: Evidence, project: Project, carrier: Carrier, ground: Ground) -> None:
    farthest = project.wishes.most_km_to_port
    inside: bool | None = None
    if ground.wished is not None:
        known = places(ground.package)
        inside = (
            any(known.lies_in(code, wish) for code in carrier.counties for wish in ground.wished)
            if carrier.counties
            else None
        )
    found.values |= {
        "wishes_place": ground.wished is not None,
        "in_wished_place": inside,
        "wishes_distance": farthest is not None,
        "most_port_km": float(farthest) if farthest is not None else None,
    }


def _amount(quantity: Quantity | None) -> float | None:
    return None if quantity is None else float(quantity.value)
