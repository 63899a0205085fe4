"""Handing a zone on: all its layers as one folder that any Data Package tool can validate and read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from chengjie.package import descriptor, documents, writing
from chengjie.package.package import Package


def publish(package: Package, folder: Path) -> tuple[Path, ...]:
    """Write the merged tables and one descriptor into a folder; the files written, the descriptor last.

    The tables of the result refer only to one another, so the folder stands on its own. Refuses `zone-not-writable`.
    """
    tables = {f"{table}.csv": _table(package, table) for table in package.tables}
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": package.id,
        "title": f"{package.title.zh} · {package.title.en}",
        "licenses": _licences(package),
        "resources": [_resource(package, table) for table in package.tables],
    }
    text = json.dumps(described, ensure_ascii=False, indent=1) + "\n"
    return writing.put(folder, {**tables, descriptor.FILE: text}, layer=package.id)


def _table(package: Package, table: str) -> str:
    return writing.as_csv(package.schema(table).names, (row.values for row in package.rows(table)))


def _resource(package: Package, table: str) -> dict[str, Any]:
    """The resource as the farthest layer that has it describes it, with all properties that others read."""
    for layer in package.layers:
        data = documents.read_json(layer.folder / descriptor.FILE, file=layer.id) if _described(layer.folder) else {}
        for resource in data.get("resources", []):
            if resource.get("name") == table and "schema" in resource:
                return {**resource, "path": f"{table}.csv"}
    raise LookupError(table)


def _described(folder: Path) -> bool:
    return (folder / descriptor.FILE).is_file()


def _licences(package: Package) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for layer in package.layers:
        if _described(layer.folder):
            for licence in documents.read_json(layer.folder / descriptor.FILE, file=layer.id).get("licenses", []):
                found.setdefault(str(licence.get("name")), licence)
    return list(found.values())
