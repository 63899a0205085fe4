"""A person's confirmation of what a label means, kept in a zone's own table (确认对应): added, or put in the place of an earlier one."""

from __future__ import annotations

import csv
from pathlib import Path

from chengjie.errors import Fault, Refusal, Where
from chengjie.package import Package, writing
from chengjie.register.industries import industries
from chengjie.register.industry import LabelMapping

FILE = "industry_labels.csv"
COLUMNS = ("label", "code", "certainty", "mapped_by", "source", "note")
ITSELF = "chengjie"  # what the product proposes is confirmed by nobody


def confirm(package: Package, folder: Path, mapping: LabelMapping) -> Path:
    """Keep a mapping in the zone folder; a label may mean several industries, and each is confirmed by itself.

    The row of the same label and code is replaced, every other stays as it is. Refuses, all at once: `industry-unknown`,
    `source-unknown`, `label-by-nobody`, `label-zone-packaged` for a folder that is no zone of one's own; `zone-not-writable`.
    """
    known = industries(package)
    faults: list[Fault] = []
    if not (folder / "zone.yaml").is_file():
        faults.append(Fault("label-zone-packaged", Where(file=folder.name), {"zone": folder.name}))
    if mapping.code and known.by_code(mapping.code) is None:
        nearest = "、".join(each.industry.code for each in known.suggest(mapping.label, 3))
        faults.append(Fault("industry-unknown", Where(file=FILE), {"industry": mapping.code, "nearest": nearest}))
    if mapping.source not in package.sources:
        nearest = next(iter(package.sources), "")
        faults.append(Fault("source-unknown", Where(file=FILE), {"value": mapping.source, "nearest": nearest}))
    if not mapping.mapped_by.strip() or not mapping.confirmed:
        faults.append(Fault("label-by-nobody", Where(file=FILE), {"label": mapping.label}))
    if faults:
        raise Refusal(faults)
    path = folder / FILE
    kept = [row for row in _rows(path) if (row["label"], row["code"]) != (mapping.label, mapping.code or "")]
    rows = [*kept, dict(zip(COLUMNS, _cells(mapping), strict=True))]
    writing.put(folder, {FILE: writing.as_csv(COLUMNS, rows)}, layer=folder.name)
    return path


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _cells(mapping: LabelMapping) -> tuple[str, ...]:
    return mapping.label, mapping.code or "", mapping.certainty, mapping.mapped_by, mapping.source, mapping.note
