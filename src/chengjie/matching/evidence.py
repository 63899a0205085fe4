"""What is known of a carrier for a project: the values of the inputs, the words of the evidence, the figures under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from chengjie.expression.schema import Value
from chengjie.matching.fitting import Fit
from chengjie.matching.ground import ANNEX, Ground, Site, above
from chengjie.matching.project import Project
from chengjie.package import Package
from chengjie.register import CatalogueRow, Distance, Suggestion, distances, places
from chengjie.values import Quantity, Text

_AMOUNTS = {"land": "land", "power": "power", "energy": "energy", "water": "water", "plant_area": "plant"}

_LEVELS = (("国", "country"), ("省", "province"), ("市州", "prefecture"), ("县市区", "county"))


@dataclass(frozen=True)
class Asking:
    """A project before the carriers of a zone: how its industry was read, where it may go, where it comes from, where it is."""

    project: Project
    read: tuple[Suggestion, ...]
    ground: Ground
    wished: frozenset[str] | None
    origin: str | None
    home: str | None = None

    @classmethod
    def of(
        cls, project: Project, read: tuple[Suggestion, ...], ground: Ground, origins: Mapping[str, str], *, home: str | None = None
    ) -> Asking:  # fmt: skip
        """Refuses `place-unknown` for a wish that no place bears."""
        known = places(ground.package)
        wished = frozenset(known.one(name).code for name in project.wishes.places) if project.wishes.places else None
        return cls(project, read, ground, wished, _origin(project.origin or "", origins), home)

    @cached_property
    def fits(self) -> Mapping[str, Fit]:
        """How well each row and each carrier's labels fit."""
        return self.ground.fits(self.read)

    @cached_property
    def shared(self) -> dict[str, Value]:
        """The inputs that are the same for every carrier."""
        farthest = self.project.wishes.most_km_to_port
        values: dict[str, Value] = {
            "wishes_place": self.wished is not None,
            "wishes_distance": farthest is not None,
            "most_port_km": float(farthest) if farthest is not None else None,
            "investment": _amount(self.project.investment), "jobs": _amount(self.project.jobs),
        }  # fmt: skip
        for name, of in _AMOUNTS.items():
            values[name] = amount = _amount(getattr(self.project, name))
            values[f"needs_{of}"] = amount is not None
        return values

    @cached_property
    def _home(self) -> frozenset[str]:
        return above(self.ground.package, self.home)

    def values(self, site: Site) -> dict[str, Value]:
        """Every input for one carrier."""
        origin = self._from_origin(site)
        return {
            **site.values, **self.shared,
            "catalogue_fit": self._best(site.rows)[0].value,
            "direction_fit": self._best(site.directions)[0].value,
            "park_fit": self.fits[f"carrier:{site.carrier.id}"].value,
            "origin_km": float(origin.km) if origin else None,
            "in_wished_place": any(self.wished & up for up in site.above) if self.wished is not None and site.above else None,
            "near": float(max(len(self._home & up) for up in site.above)) if self._home and site.above else None,
        }  # fmt: skip

    def _best(self, rows: tuple[CatalogueRow, ...]) -> tuple[Fit, CatalogueRow | None]:
        best, best_row = Fit(None), None
        for row in rows:
            here = self.fits[row.id]
            if here.value is not None and (best.value is None or here.value > best.value):
                best, best_row = here, row
        return best, best_row

    def _from_origin(self, site: Site) -> Distance | None:
        known = distances(self.ground.package)
        if not self.origin or self.origin not in known.destinations:
            return None
        found = (known.between(code, self.origin, "road") for code in site.carrier.counties)
        return min((each for each in found if each), key=lambda each: each.km, default=None)

    def words(self, site: Site) -> dict[str, str]:
        """What the sentences about one carrier are filled with."""
        found = {
            "park_label": self.fits[f"carrier:{site.carrier.id}"].label,
            "park_labels": "、".join(site.carrier.leading_industries),
        }
        for name, rows in (("catalogue", site.rows), ("direction", site.directions)):
            found |= _cited(name, rows, *self._best(rows), self.ground.package)
        for name, distance in (*site.near.items(), ("origin", self._from_origin(site))):
            if distance:
                title = distance.destination.title
                found |= {f"{name}_km": f"{distance.km:.0f}", name: title.zh, f"{name}_en": title.en}
        near = self.values(site)["near"]
        zh, en = _LEVELS[int(near)] if isinstance(near, float) else ("—", "—")
        found |= {"near_words": zh, "near_words_en": en}
        found |= {
            name: f"{amount:,g}" for name in ("investment", "jobs") if isinstance(amount := self.shared[name], float)
        }
        land, approved = self.shared["land"], site.values["approved_mu"]
        if isinstance(land, float) and isinstance(approved, float) and approved:
            share = f"{land / approved * 100:.1f}"
            found |= {"land": f"{land:,.0f}", "approved_mu": f"{approved:,.0f}", "land_percent": share}
        return found

    def figures(self, site: Site) -> dict[str, tuple[str, ...]]:
        """The figures under each criterion, by its id."""
        found = {
            "county-catalogue": self._figure(site.rows),
            "prefecture-directions": self._figure(site.directions),
            "park-industries": (f"carrier:{site.carrier.id}:leading_industries",) if site.carrier.leading_industries else (),
            "park-size": (f"carrier:{site.carrier.id}:area_ha",) if site.values["approved_mu"] else (),
        }  # fmt: skip
        for name, distance in (*site.near.items(), ("origin", self._from_origin(site))):
            if distance:
                found[f"{name}-distance"] = (f"distance:{distance.place}:{distance.destination.id}:{distance.mode}",)
        return found

    def _figure(self, rows: tuple[CatalogueRow, ...]) -> tuple[str, ...]:
        shown = self._best(rows)[1] or (rows[0] if rows else None)
        return (f"claim:{shown.id}",) if shown else ()


def _origin(said: str, origins: Mapping[str, str]) -> str | None:
    """The place that stands for an address: its last known word, the narrowest of 广东省深圳市."""
    found = [(said.rfind(word), to) for word, to in origins.items() if word in said]
    return max(found)[1] if found else None


def _cited(name: str, rows: tuple[CatalogueRow, ...], best: Fit, row: CatalogueRow | None, package: Package) -> dict[str, str]:  # fmt: skip
    shown = row or (rows[0] if rows else None)
    return {
        f"{name}_label": best.label,
        f"{name}_labels": "、".join(dict.fromkeys(use.label for each in rows for use in each.industries)),
        f"{name}_place": shown.place.name if shown and shown.place else "",
        f"{name}_place_en": (shown.place.en or shown.place.name) if shown and shown.place else "",
        f"{name}_document": _document(shown, package).zh if shown else "",
        f"{name}_document_en": _document(shown, package).en if shown else "",
        f"{name}_where": _where(shown).zh if shown else "",
        f"{name}_where_en": _where(shown).en if shown else "",
    }


def _document(row: CatalogueRow, package: Package) -> Text:
    source = package.sources.get(row.document)
    if source is None:
        return Text(row.document, row.document)
    return Text(f"《{source.title}》", source.title_en or f"《{source.title}》")


def _where(row: CatalogueRow) -> Text:
    """The section as a person cites it: an annex (附件), a box (专栏), or a numbered section."""
    found = ANNEX.fullmatch(row.section)
    if not found:
        return Text(f"第{row.section}节", f"section {row.section}")
    zh, en = ("附件", "annex") if found[1] == "A" else ("专栏", "box")
    return Text(f"{zh}{found[2]}", f"{en} {found[2]}")


def _amount(quantity: Quantity | None) -> float | None:
    return None if quantity is None else float(quantity.value)
