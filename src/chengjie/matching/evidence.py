"""What is known of a carrier for a project: the values of the inputs, the words of the evidence, the figures under it."""

from __future__ import annotations

from collections.abc import Callable
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
from chengjie.values import Quantity

MU_PER_HECTARE = 15
_ORIGINS = {"深圳": "shenzhen", "珠海": "zhuhai-hengqin", "横琴": "zhuhai-hengqin", "澳门": "zhuhai-hengqin", "香港": "shenzhen", "广东": "guangzhou", "广州": "guangzhou", "东莞": "shenzhen", "佛山": "guangzhou", "惠州": "shenzhen", "中山": "guangzhou", "长沙": "changsha"}  # fmt: skip


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
    rows: tuple[CatalogueRow, ...]
    carriers: tuple[Carrier, ...]
    wished: frozenset[str] | None
    relations: dict[tuple[str, str], float] = field(default_factory=dict)
    """How codes relate to the codes of labels, remembered while a match runs."""

    @classmethod
    def of(cls, package: Package, project: Project) -> Ground:
        """Open the registers. Refuses `place-unknown` for a wish that no place bears."""
        known = places(package)
        wished = frozenset(known.one(name).code for name in project.wishes.places) if project.wishes.places else None
        return cls(package, industries(package), catalogue(package), tuple(carriers(package)), wished)


def evidence(project: Project, wanted: tuple[Suggestion, ...], carrier: Carrier, ground: Ground) -> Evidence:
    """Everything known that bears on this project in this carrier."""
    found = Evidence()
    _industry(found, wanted, carrier, ground)
    _far(found, project, carrier, ground)
    _room(found, project, carrier)
    _wishes(found, project, carrier, ground)
    return found


def _industry(found: Evidence, wanted: tuple[Suggestion, ...], carrier: Carrier, ground: Ground) -> None:
    own = [row for row in ground.rows if row.county and any(use.carrier == carrier for use in row.carriers)]
    rows = own or [row for row in ground.rows if row.county and row.county.code in carrier.counties]
    _fitted(found, "catalogue", rows, wanted, ground)
    prefectures = {place.parent for code in carrier.counties if (place := places(ground.package).by_code(code))}
    _fitted(
        found,
        "direction",
        [row for row in ground.rows if row.county is None and row.prefecture and row.prefecture.code in prefectures],
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
        here = fit(
            wanted,
            [(use.label, use.mappings) for use in row.industries],
            ground.industries,
            relations=ground.relations,
        )
        if here.value is not None and (best.value is None or here.value > best.value):
            best, best_row = here, row
    shown = best_row or (rows[0] if rows else None)
    labels = "、".join(dict.fromkeys(use.label for row in rows for use in row.industries))
    found.values[f"{name}_fit"] = best.value
    found.words |= {
        f"{name}_label": best.label,
        f"{name}_labels": labels,
        f"{name}_place": shown.place.name if shown and shown.place else "",
        f"{name}_document": shown.document if shown else "",
        f"{name}_where": f"{shown.section} {shown.paragraph}" if shown else "",
    }
    criterion = "county-catalogue" if name == "catalogue" else "prefecture-directions"
    found.figures[criterion] = (f"claim:{shown.id}",) if shown else ()


def _far(found: Evidence, project: Project, carrier: Carrier, ground: Ground) -> None:
    known = distances(ground.package)

    def nearest(wanted: Callable[[str], Distance | None]) -> Distance | None:
        all_found = [each for code in carrier.counties if (each := wanted(code))]
        return min(all_found, key=lambda each: each.km, default=None)

    origin = next((to for word, to in _ORIGINS.items() if project.origin and word in project.origin), None)
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
        "land_share": land / approved if land is not None and approved else None,
        "is_park": carrier.is_park,
        "needs_land": land is not None,
    }
    for name in ("power", "energy", "water"):
        amount = _amount(getattr(project, name))
        found.values |= {name: amount, f"needs_{name}": amount is not None}
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
