"""Zones written as a few files in a temporary folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

ZONE = "id: {id}\ntitle: {{zh: 试验区, en: Trial zone}}\n"
Write = Callable[..., Path]

PLACES: dict[str, Any] = {
    "name": "places",
    "path": "places.csv",
    "schema": {
        "fields": [
            {"name": "code", "type": "string", "constraints": {"required": True, "pattern": "^[0-9]{6}$"}},
            {"name": "name", "type": "string", "constraints": {"required": True}},
            {"name": "people", "type": "number", "constraints": {"minimum": 0}},
            {"name": "source", "type": "string", "constraints": {"required": True}},
        ],
        "primaryKey": ["code"],
        "foreignKeys": [{"fields": ["source"], "reference": {"resource": "sources", "fields": ["id"]}}],
    },
}
SOURCES: dict[str, Any] = {
    "name": "sources",
    "path": "sources.csv",
    "schema": {
        "fields": [{"name": name, "type": "string"} for name in ("id", "title")],
        "primaryKey": ["id"],
    },
}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a zone's folder: `write("hill", {"places.csv": "…"}, extends="plain")` gives its path."""

    def make(name: str, files: Mapping[str, str], *, extends: str | None = None, described: bool = True) -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        head = ZONE.format(id=name) + (f"extends: {extends}\n" if extends else "")
        given = {"zone.yaml": head, **files}
        if described and "datapackage.json" not in given and extends is None:
            given["datapackage.json"] = json.dumps({"name": name, "resources": [SOURCES, PLACES]})
            given.setdefault("sources.csv", "id,title\nbook,登记册\n")
            given.setdefault("places.csv", "code,name,people,source\n")
        for file, text in given.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    return make
