"""Claims of a zone from the documents of its plans: read, re-attach what people said, compare, and write on acceptance."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path

import chengjie.plan
from chengjie.errors import Fault, Refusal
from chengjie.package import Package, writing
from chengjie.plan.claims import Reading
from chengjie.system import claim_rows, corrections, differences
from chengjie.system.claim_rows import KINDS, TABLES, ClaimRow
from chengjie.system.differences import Difference


def build_claims(package: Package, documents: Mapping[str, Path]) -> Difference:
    """What reading the documents would change in the claims of the zone's own layer; writes nothing.

    `documents` gives a file for a plan's short name in documents.csv. Refuses `document-unknown` with the nearest known one.
    """
    known = {row["id"]: row for row in package.rows("documents")}
    _refuse_unknown(documents, tuple(known))
    readings = {name: chengjie.plan.read(path) for name, path in documents.items()}
    warnings = tuple(
        Fault("document-differs", known[name].origin.at("digest"), {"document": name, "file": documents[name].name})
        for name, reading in readings.items()
        if known[name]["digest"] not in {"", reading.document.digest}
    )
    return _difference(package, readings, warnings)


def _difference(package: Package, readings: Mapping[str, Reading], warnings: tuple[Fault, ...]) -> Difference:
    found = tuple(row for name, reading in readings.items() for row in claim_rows.rows(name, reading.claims))
    present = {name: corrections.sentences(reading.document) for name, reading in readings.items()}
    said = corrections.read(package, readings)
    attached = corrections.attach(found, said, present)
    before = _present_rows(package, readings)
    added, removed, changed, kept = differences.compare(before, attached.claims)
    return Difference(
        documents=tuple(readings),
        added=tuple(added),
        removed=tuple(removed),
        changed=tuple(changed),
        kept=tuple(kept),
        applied=attached.applied,
        lost=attached.lost,
        warnings=warnings,
        result=attached.claims,
        before=before,
    )


def _refuse_unknown(documents: Iterable[str], known: tuple[str, ...]) -> None:
    faults = [
        Fault("document-unknown", parameters={"document": name, "nearest": _nearest(name, known)})
        for name in documents
        if name not in known
    ]
    if faults:
        raise Refusal(faults)


def _nearest(name: str, known: tuple[str, ...]) -> str:
    return "".join(difflib.get_close_matches(name, known, 1, 0.0)) or "—"


def _present_rows(package: Package, documents: Iterable[str]) -> tuple[ClaimRow, ...]:
    """The claims of the documents as they stand in the zone's own layer."""
    wanted = set(documents)
    return tuple(
        ClaimRow(kind, {name: row.values[name] for name in package.schema(table).names})
        for kind, table in TABLES.items()
        for row in package.rows(table)
        if row["document"] in wanted and row.origin.layer == package.id
    )


def accept(package: Package, difference: Difference) -> tuple[Path, ...]:
    """Write the claims of a difference into the zone's own layer; the files written.

    Rows of documents that were not read stay as they are. Refuses `claims-changed-meanwhile`, `zone-not-writable`.
    """
    if _present_rows(_fresh(package), difference.documents) != difference.before:
        raise Refusal.of("claims-changed-meanwhile", zone=package.id)
    folder = package.nearest.folder
    contents = {f"{table}.csv": _content(package, table, difference) for table in KINDS}
    changed = {name: content for name, content in contents.items() if not _stands(folder / name, content)}
    return writing.put(folder, changed, layer=package.id)


def _stands(path: Path, content: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == content


def _fresh(package: Package) -> Package:
    return Package(package.layers)


def _content(package: Package, table: str, difference: Difference) -> str:
    columns = package.schema(table).names
    others = [
        row.values
        for row in package.rows(table)
        if row.origin.layer == package.id and row["document"] not in difference.documents
    ]
    own = [row.values for row in difference.result if TABLES[row.kind] == table]
    return writing.as_csv(columns, (*others, *own))
