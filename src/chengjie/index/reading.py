"""An index definition from its file or zone, with the tree and weights inside it or in a table beside it."""

from __future__ import annotations

import csv
import difflib
import io
from pathlib import Path
from typing import Any

import chengjie.package
from chengjie.errors import Fault, Refusal, Where
from chengjie.index.definition import IndexDefinition
from chengjie.index.sheet import MISSING
from chengjie.package import Package, documents, files
from chengjie.package.rows import Definition, Origin

_COLUMNS = ("iCode", "Parent", "Direction", "Weight", "Type")
_NUMBERS = {"Target": "target", "Benchmark": "benchmark"}
_LARGEST = 4 * 1024 * 1024
_SIGNS = {"+": 1.0, "positive": 1.0, "正向": 1.0, "-": -1.0, "negative": -1.0, "负向": -1.0}
_KINDS = {
    "indicator": "indicators",
    "指标": "indicators",
    "aggregate": "groups",
    "composite": "groups",
    "分组": "groups",
}


def read_definition(path: Path, *, meta: Path | None = None) -> IndexDefinition:
    """A YAML definition; `meta` is a CSV with columns iCode, Parent, Direction, Weight, Type, and where wanted iName, Unit,
    Denominator, Target, Worst, Best, Benchmark.

    Type is Indicator or Aggregate; other rows (groups of units, denominators) are read over. A blank or NA weight is a weight that
    nobody has stated. Refuses `definition-invalid`, `index-meta-column-missing`, `index-meta-number`, `index-meta-direction`.
    """
    data = documents.read_yaml(path, file=path.name)
    data.setdefault("id", path.stem)
    data.setdefault("title", {"zh": str(data["id"]), "en": str(data["id"])})
    if meta is not None:
        data |= _tree(meta)
    definition = Definition("indices", str(data["id"]), data, Origin("", path.name))
    return chengjie.package.checked([definition], IndexDefinition)[0]


def indices(package: Package) -> tuple[IndexDefinition, ...]:
    """The indices of a zone, those that it can fill from its own data first. Refuses `definition-invalid`."""
    found = chengjie.package.checked(package.definitions("indices"), IndexDefinition)
    return tuple(sorted(found, key=lambda each: (each.data is None, each.id)))


def index_of(package: Package, name: str) -> IndexDefinition:
    """One index of a zone. Refuses `index-definition-unknown` with the nearest."""
    found = {each.id: each for each in indices(package)}
    if name not in found:
        near = difflib.get_close_matches(name, found, 3, 0.3) or sorted(found)
        raise Refusal.of("index-definition-unknown", name=name, nearest="、".join(near))
    return found[name]


def _tree(meta: Path) -> dict[str, Any]:
    text = files.decode(files.read(meta, file=meta.name, largest=_LARGEST), file=meta.name)
    reader = csv.DictReader(io.StringIO(text))
    rows = [{key: _cell(value) for key, value in row.items() if key} for row in reader]
    missing = [name for name in _COLUMNS if rows and name not in rows[0]]
    if missing or not rows:
        names = missing or list(_COLUMNS)
        raise Refusal([Fault("index-meta-column-missing", Where(file=meta.name), {"name": name}) for name in names])
    faults: list[Fault] = []
    tree: dict[str, list[dict[str, Any]]] = {"indicators": [], "groups": []}
    for number, row in enumerate(rows, start=2):
        kind = _KINDS.get(row["Type"].split(" ")[0].lower())
        if kind:
            tree[kind].append(_node(row, kind, Where(file=meta.name, row=number), faults))
    if faults:
        raise Refusal(faults)
    return dict(tree)


def _cell(written: object) -> str:
    """Text without its margins; what R and offices write for an empty cell is empty."""
    text = written.strip() if isinstance(written, str) else ""
    return "" if text in MISSING and text != "-" else text


def _node(row: dict[str, str], kind: str, where: Where, faults: list[Fault]) -> dict[str, Any]:
    node: dict[str, Any] = {"code": row["iCode"], "name": row.get("iName", ""), "parent": row["Parent"] or None}
    node["weight"] = _number(row, "Weight", where, faults)
    if kind == "groups":
        return node
    direction = _SIGNS.get(row["Direction"].lower())
    direction = _number(row, "Direction", where, faults) if direction is None else direction
    if direction == 0 or not row["Direction"]:
        faults.append(Fault("index-meta-direction", _at(where, "Direction"), {"name": row["iCode"]}))
    node |= {"direction": -1 if (direction or 1) < 0 else 1, "unit": row.get("Unit", "")}
    node["denominator"] = row.get("Denominator") or None
    node |= {key: _number(row, name, where, faults) for name, key in _NUMBERS.items() if row.get(name)}
    ends = [_number(row, name, where, faults) for name in ("Worst", "Best") if row.get(name)]
    if len(ends) == 2:
        node["goalposts"] = ends
    return node


def _at(where: Where, column: str) -> Where:
    return Where(file=where.file, row=where.row, column=column)


def _number(row: dict[str, str], name: str, where: Where, faults: list[Fault]) -> float | None:
    try:
        return float(row[name]) if row[name] else None
    except ValueError:
        faults.append(Fault("index-meta-number", _at(where, name), {"written": row[name]}))
        return None
