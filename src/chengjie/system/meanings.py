"""Checks of meaning: units that are declared, places that exist, codes that fit their parents, indicators that fit plans."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from chengjie.errors import Fault, Where
from chengjie.package import Package, Row
from chengjie.values.quantity import units


def check(package: Package) -> Iterator[Fault]:
    """Every fault of meaning."""
    yield from _units(package)
    yield from _observations(package)
    yield from _places(package)
    yield from _industries(package)
    yield from _headlines(package)
    yield from _claims(package)
    yield from _geometry(package)


def _units(package: Package) -> Iterator[Fault]:
    known = units()
    for table in package.tables:
        if "unit" not in package.schema(table).names or table.startswith("claims/"):
            continue
        for row in package.rows(table):
            unit = row.get("unit")
            if unit and unit not in known:
                yield Fault("unit-undeclared", row.origin.at("unit"), {"unit": unit})


def _observations(package: Package) -> Iterator[Fault]:
    """A figure is about a place or a region, and in the dimension of its indicator."""
    known = units()
    indicators = {row["id"]: row for row in package.rows("indicators")}
    places = {row["code"] for row in package.rows("places")} | {row["region"] for row in package.rows("regions")}
    for row in package.rows("observations"):
        if row["place"] not in places:
            yield Fault("place-unknown", row.origin.at("place"), {"place": row["place"]})
        wanted = indicators[row["indicator"]].get("unit") if row["indicator"] in indicators else None
        unit = row.get("unit")
        if wanted in known and unit in known and known[wanted or ""].dimension != known[unit or ""].dimension:
            parameters = {"unit": unit, "other": wanted, "indicator": row["indicator"]}
            yield Fault("unit-unlike-indicator", row.origin.at("unit"), dict(parameters))


def _places(package: Package) -> Iterator[Fault]:
    """A code of GB/T 2260 begins as its parent's does; provinces end in 0000, prefectures in 00."""
    endings = {"province": "0000", "prefecture": "00"}
    shared = {"prefecture": 2, "county": 4}
    for row in package.rows("places"):
        code, level, parent = row["code"], row["level"], row.get("parent")
        prefix = shared.get(level, 0)
        if parent and level == "county" and parent.endswith("0000"):
            prefix = 2
        if not code.endswith(endings.get(level, "")) or (parent and code[:prefix] != parent[:prefix]):
            yield Fault("code-unlike-parent", row.origin.at("code"), {"code": code, "parent": parent or "—"})


def _industries(package: Package) -> Iterator[Fault]:
    """A group's code begins with its division's, a class's with its group's (GB/T 4754)."""
    for row in package.rows("industries"):
        code, parent = row["code"], row.get("parent") or ""
        letter = len(code) == 2 and parent.isalpha() and len(parent) == 1
        fits = (len(code) == 1 and not parent) or letter or (len(code) > 2 and code[:-1] == parent)
        if not fits:
            yield Fault("code-unlike-parent", row.origin.at("code"), {"code": code, "parent": parent or "—"})


def _headlines(package: Package) -> Iterator[Fault]:
    """A headline target can be found in its plan: somebody has said how the plan words its indicator."""
    worded = {(row["document"], row["indicator"]) for row in package.rows("indicator_labels")}
    for row in package.rows("headlines"):
        if (row["document"], row["indicator"]) not in worded:
            parameters = {"indicator": row["indicator"], "document": row["document"]}
            yield Fault("headline-without-label", row.origin.at("indicator"), dict(parameters))


def _claims(package: Package) -> Iterator[Fault]:
    """A mark lies inside its sentence; an id is used once over all kinds of claims."""
    seen: dict[str, Row] = {}
    for table in (name for name in package.tables if name.startswith("claims/") and name != "claims/corrections"):
        for row in package.rows(table):
            try:
                ends = [int(row[name]) for name in ("start", "mark_start", "mark_end", "end")]
            except ValueError:
                continue  # named already: not whole numbers
            if ends != sorted(ends):
                yield Fault("mark-outside-sentence", row.origin.at("mark_start"), {"id": row["id"]})
            if row["id"] in seen:
                yield Fault(
                    "claim-twice", row.origin.at("id"), {"id": row["id"], "first": str(seen[row["id"]].origin.where)}
                )
            seen.setdefault(row["id"], row)


def _geometry(package: Package) -> Iterator[Fault]:
    """County shapes are GeoJSON features whose code is a place."""
    path = package.path("counties.geojson")
    if path is None:
        return
    places = {row["code"] for row in package.rows("places")}
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        codes = [_code(feature) for feature in features]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        yield Fault("geometry-malformed", _where(path), {"detail": type(error).__name__})
        return
    for number, code in enumerate(codes, 1):
        if code not in places:
            yield Fault("geometry-place-unknown", _where(path), {"place": code or "—", "feature": number})


def _code(feature: Mapping[str, Any]) -> str | None:
    code = feature["properties"].get("code")
    return None if code is None else str(code)


def _where(path: Path) -> Where:
    return Where(file=f"{path.parent.name}/{path.name}")
