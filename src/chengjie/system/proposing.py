"""What a plan names and a zone's tables do not have yet (建议): rows for a person to complete and take, each with where the plan says it.

A proposal is no fact. What only a person can say (a place's code) stays empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from chengjie.package import Package, Row
from chengjie.register import CatalogueRow, Industries, Places, catalogue, industries, places
from chengjie.register.carriers import kind_of
from chengjie.register.industry import Suggestion

_CERTAINTY = ((0.8, "high"), (0.5, "medium"), (0.0, "low"))
"""The word for a suggestion's certainty, from this value on."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row that a table may take: its values by column, and the plan and paragraph that name it."""

    table: str
    values: Mapping[str, str]
    document: str
    paragraph: str = ""


def proposals(package: Package) -> Mapping[str, tuple[Proposal, ...]]:
    """The proposed rows of each table, in reading order, each once."""
    sources = {row["id"]: row["source"] for row in package.rows("documents")}
    found: dict[str, dict[tuple[str, ...], Proposal]] = {}
    for each in _all(package):
        row = replace(each, values={**each.values, "source": sources[each.document]})
        found.setdefault(row.table, {}).setdefault(tuple(row.values.values()), row)
    return {table: tuple(rows.values()) for table, rows in found.items()}


def _all(package: Package) -> Iterator[Proposal]:
    rows = catalogue(package)
    yield from _members(package, rows)
    yield from _places(rows, places(package))
    yield from _carriers(rows)
    yield from _labels(rows, industries(package))
    yield from _indicators(package)
    yield from _headlines(package)


def _places(rows: Iterable[CatalogueRow], known: Places) -> Iterator[Proposal]:
    """Places that a directory names and no table of places knows; the codes are for a person to look up."""
    for row in rows:
        for name, level in zip(row.named, ("prefecture", "county"), strict=True):
            if name and not known.find(name):
                parent = row.prefecture.code if row.prefecture and level == "county" else ""
                yield Proposal(
                    "places", {"code": "", "name": name, "level": level, "parent": parent}, row.document, row.paragraph
                )


def _members(package: Package, rows: Iterable[CatalogueRow]) -> Iterator[Proposal]:
    """The prefectures of a directory as members of the zone's own region; the county itself where no prefecture is named."""
    region = package.nearest.zone.region
    here = {row["code"] for row in package.rows("region_members") if row["region"] == region}
    for row in rows:
        place = row.prefecture or row.county
        name = next(filter(None, row.named), "")
        if region and name and (place is None or place.code not in here):
            values = {"region": region, "code": place.code if place else "", "note": name}
            yield Proposal("region_members", values, row.document, row.paragraph)


def _carriers(rows: Iterable[CatalogueRow]) -> Iterator[Proposal]:
    for row in rows:
        for use in row.carriers:
            if use.carrier is not None:
                continue
            name = carrier_id(use.name)
            yield Proposal(
                "carriers", {"id": name, "name": use.name, "kind": kind_of(use.name)}, row.document, row.paragraph
            )
            place = row.place.code if row.place else ""
            values = {"carrier": name, "place": place, "basis": "listed"}
            yield Proposal("carrier_places", values, row.document, row.paragraph)


def carrier_id(name: str) -> str:
    """An id for a carrier that has none yet; the same name gives the same id.

    >>> carrier_id("白石经济开发区") == carrier_id("白石经济开发区")
    True
    """
    return f"c-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _labels(rows: Iterable[CatalogueRow], known: Industries) -> Iterator[Proposal]:
    for row in rows:
        for use in row.industries:
            if not use.mappings:
                suggested = next(iter(known.suggest(use.label, 1)), None)
                yield Proposal("industry_labels", _label(use.label, suggested), row.document, row.paragraph)


def _label(label: str, suggested: Suggestion | None) -> dict[str, str]:
    code = suggested.industry.code if suggested else ""
    certainty = next(word for least, word in _CERTAINTY if suggested.certainty >= least) if suggested else "none"
    note = suggested.industry.name if suggested else ""
    return {"label": label, "code": code, "certainty": certainty, "mapped_by": "chengjie", "note": note}  # fmt: skip


def _indicators(package: Package) -> Iterator[Proposal]:
    """Labels of indicators in the targets; an indicator of just that name is proposed, any other is for a person to choose."""
    mapped = {(row["document"], row["label"]) for row in package.rows("indicator_labels")}
    for claim, indicator in _meant(package):
        label = claim["indicator"]
        if (claim["document"], label) not in mapped:
            values = {"document": claim["document"], "label": label, "indicator": indicator}
            yield Proposal("indicator_labels", values, claim["document"], claim["paragraph"])


def _headlines(package: Package) -> Iterator[Proposal]:
    """Indicators with a target of their own, for the first page of the zone; which of them are headlines, a person says."""
    shown = {(row["document"], row["indicator"]) for row in package.rows("headlines")}
    for claim, indicator in _meant(package):
        region = package.nearest.zone.region
        if claim["role"] == "target" and indicator and region and (claim["document"], indicator) not in shown:
            values = {"region": region, "document": claim["document"], "indicator": indicator, "called": claim["place"]}
            yield Proposal("headlines", values, claim["document"], claim["paragraph"])


def _meant(package: Package) -> Iterator[tuple[Row, str]]:
    """Every target that names an indicator, with the indicator that its label means; none where nobody has said."""
    known = {row["zh"]: row["id"] for row in package.rows("indicators")}
    mapped = {(row["document"], row["label"]): row["indicator"] for row in package.rows("indicator_labels")}
    for claim in package.rows("claims/targets"):
        if label := claim["indicator"]:
            yield claim, mapped.get((claim["document"], label)) or known.get(label, "")
