"""Handing a zone on: all its layers as one folder that any Data Package tool can validate and read."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from chengjie.package import descriptor, documents
from chengjie.package.package import Package


def publish(package: Package, folder: Path) -> tuple[Path, ...]:
    """Write the merged tables and one descriptor into a folder; the files written, the descriptor last.

    The tables of the result refer only to one another, so the folder stands on its own.
    """
    written = []
    resources = []
    for table in package.tables:
        path = folder / f"{table}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        _table(package, table, path)
        written.append(path)
        resources.append(_resource(package, table))
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": package.id,
        "title": f"{package.title.zh} · {package.title.en}",
        "licenses": _licences(package),
        "resources": resources,
    }
    target = folder / descriptor.FILE
    target.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return (*written, target)


def _table(package: Package, table: str, path: Path) -> None:
    columns = package.schema(table).names
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([row.values.get(name, "") for name in columns] for row in package.rows(table))


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
