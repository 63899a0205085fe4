"""An index definition from its file, with the tree and weights inside it or in a table beside it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import chengjie.package
from chengjie.errors import Fault, Refusal, Where
from chengjie.index.definition import IndexDefinition
from chengjie.package import documents, files
from chengjie.package.rows import Definition, Origin

_COLUMNS = ("iCode", "Parent", "Direction", "Weight", "Type")
_LARGEST = 4 * 1024 * 1024


def read_definition(path: Path, *, meta: Path | None = None) -> IndexDefinition:
    """A YAML definition; `meta` is a CSV with columns iCode, Parent, Direction, Weight, Type (and iName, Denominator, Unit).

    Type is Indicator or Aggregate; other rows (groups of units, denominators) are read over. A blank weight is a weight
    that nobody has stated. Refuses `definition-invalid`, `index-meta-column-missing`, `index-meta-number`.
    """
    data = documents.read_yaml(path, file=path.name)
    data.setdefault("id", path.stem)
    if meta is not None:
        data |= _tree(meta)
    definition = Definition("indices", str(data["id"]), data, Origin("", path.name))
    return chengjie.package.checked([definition], IndexDefinition)[0]


def _tree(meta: Path) -> dict[str, Any]:
    text = files.decode(files.read(meta, file=meta.name, largest=_LARGEST), file=meta.name)
    rows = list(csv.DictReader(io.StringIO(text)))
    missing = [name for name in _COLUMNS if rows and name not in rows[0]]
    if missing or not rows:
        names = missing or list(_COLUMNS)
        raise Refusal([Fault("index-meta-column-missing", Where(file=meta.name), {"name": name}) for name in names])
    faults: list[Fault] = []
    tree: dict[str, list[dict[str, Any]]] = {"indicators": [], "groups": []}
    for number, row in enumerate(rows, start=2):
        node: dict[str, Any] = {"code": row["iCode"], "name": row.get("iName") or "", "parent": row["Parent"] or None}
        node["weight"] = _number(row["Weight"], Where(file=meta.name, row=number, column="Weight"), faults)
        if row["Type"] == "Indicator":
            direction = _number(row["Direction"], Where(file=meta.name, row=number, column="Direction"), faults)
            node |= {"direction": -1 if (direction or 1) < 0 else 1, "unit": row.get("Unit") or ""}
            node["denominator"] = row.get("Denominator") or None
            tree["indicators"].append(node)
        elif row["Type"] == "Aggregate":
            tree["groups"].append(node)
    if faults:
        raise Refusal(faults)
    return dict(tree)


def _number(written: str, where: Where, faults: list[Fault]) -> float | None:
    try:
        return float(written) if written.strip() else None
    except ValueError:
        faults.append(Fault("index-meta-number", where, {"written": written}))
        return None
