"""What people said about claims: confirmations, corrections, rejections and additions, re-attached after every reading."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from chengjie.errors import Fault
from chengjie.package import Package, Row
from chengjie.plan.claims import digest
from chengjie.plan.document import Document
from chengjie.system.claim_rows import TABLES, ClaimRow

TABLE = "claims/corrections"
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]|[^。！？；]+$")


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of corrections.csv: who said when and why that a claim is right, wrong, not there, or missing."""

    row: Row

    @property
    def id(self) -> str:
        """Its own id."""
        return self.row["id"]

    @property
    def action(self) -> str:
        """confirm, correct, reject or add."""
        return self.row["action"]

    def stands_for(self, claim: ClaimRow) -> bool:
        """Whether a claim is the one that it was made for: by id, else by the sentence and the value it found wrong."""
        if claim.kind != self.row["kind"] or claim.values["document"] != self.row["document"]:
            return False
        return self.row["claim"] == claim.id if self.row["claim"] else self.is_in_its_sentence(claim)

    def is_in_its_sentence(self, claim: ClaimRow) -> bool:
        """Whether a claim of the same kind stands in the sentence and has the value that was found wrong, or right."""
        same = claim.kind == self.row["kind"] and claim.values["document"] == self.row["document"]
        field = self.row["field"]
        fits = not field or claim.values.get(field) in {self.row["old"], self.row["new"]}
        return same and claim.values["digest"] == self.row["digest"] and fits


@dataclass(frozen=True, slots=True)
class Attached:
    """Claims after the corrections: which corrections found their claim, and which found no sentence any more."""

    claims: tuple[ClaimRow, ...]
    applied: tuple[Correction, ...]
    lost: tuple[Correction, ...]


def read(package: Package, documents: Iterable[str]) -> tuple[Correction, ...]:
    """The corrections about some documents, in the order they were made."""
    wanted = set(documents)
    return tuple(Correction(row) for row in package.rows(TABLE) if row["document"] in wanted)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a sentence or a cell stands in a document."""

    section: str
    paragraph: str
    start: int
    end: int


def sentences(document: Document) -> Mapping[str, Sentence]:
    """Every sentence and cell of a document by its digest; of equal ones the first."""
    found: dict[str, Sentence] = {}
    for text, where in _texts(document):
        found.setdefault(digest(text), where)
    return found


def _texts(document: Document) -> Iterator[tuple[str, Sentence]]:
    for paragraph in document.paragraphs:
        for part in _SENTENCE.finditer(paragraph.text):
            yield part[0], Sentence(paragraph.section, paragraph.id, part.start(), part.end())
        yield paragraph.text, Sentence(paragraph.section, paragraph.id, 0, len(paragraph.text))
    for table in document.tables:
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row, 1):
                yield cell.text, Sentence(table.section, table.cell_id(number, column), 0, len(cell.text))


def attach(
    claims: tuple[ClaimRow, ...], corrections: Iterable[Correction], present: Mapping[str, Mapping[str, Sentence]]
) -> Attached:
    """Apply corrections in order. `present` has the sentences of each document, for additions."""
    applied: list[Correction] = []
    lost: list[Correction] = []
    current = list(claims)
    for correction in corrections:
        if correction.action == "add":
            where = present.get(correction.row["document"], {}).get(correction.row["digest"])
            own = _own(correction)
            (lost if where is None or own is None else applied).append(correction)
            if where is not None and own is not None:
                current.append(_added(correction, where, own))
            continue
        at = _found(current, correction)
        if at is None:
            lost.append(correction)
            continue
        applied.append(correction)
        changed = _changed(current[at], correction)
        current[at : at + 1] = [] if changed is None else [changed]
    return Attached(tuple(current), tuple(applied), tuple(lost))


def _found(claims: list[ClaimRow], correction: Correction) -> int | None:
    """By id; where the id is gone, the only claim of that sentence that fits."""
    for at, claim in enumerate(claims):
        if correction.row["claim"] and correction.stands_for(claim):
            return at
    fitting = [at for at, claim in enumerate(claims) if correction.is_in_its_sentence(claim)]
    return fitting[0] if len(fitting) == 1 else None


def _changed(claim: ClaimRow, correction: Correction) -> ClaimRow | None:
    if correction.action == "reject":
        return None
    if correction.action == "confirm":
        return replace(claim, values={**claim.values, "grade": "confirmed"})
    return replace(claim, values={**claim.values, correction.row["field"]: correction.row["new"], "grade": "corrected"})


def _added(correction: Correction, where: Sentence, own: Mapping[str, str]) -> ClaimRow:
    """A claim that a person added: `new` holds its own columns as a JSON object; its place is that of its sentence."""
    ends = {"start": where.start, "mark_start": where.start, "end": where.end, "mark_end": where.end}
    fixed = {
        "id": f"{correction.row['kind']}-{digest(correction.id)[:10]}",
        "document": correction.row["document"],
        "digest": correction.row["digest"],
        "section": where.section,
        "paragraph": where.paragraph,
        "rule": "added",
        "grade": "added",
    }
    return ClaimRow(correction.row["kind"], {**{key: str(at) for key, at in ends.items()}, **own, **fixed})


def _own(correction: Correction) -> Mapping[str, str] | None:
    """The columns that an addition gives, None where they are not a JSON object."""
    try:
        given = json.loads(correction.row["new"])
    except ValueError:
        return None
    return {key: str(value) for key, value in given.items()} if isinstance(given, dict) else None


def check(package: Package) -> Iterator[Fault]:
    """Corrections that cannot be applied: a column that its kind of claim does not have, an addition that is no object."""
    for row in package.rows(TABLE):
        table = TABLES.get(row["kind"])
        if table is None:
            continue  # named already: not a kind of claim
        columns = package.schema(table).names
        if row["action"] == "correct" and row["field"] not in columns:
            yield Fault("correction-unreadable", row.origin.at("field"), {"detail": row["field"] or "—"})
        own = _own(Correction(row)) if row["action"] == "add" else {}
        if own is None or not set(own) <= set(columns):
            yield Fault("correction-unreadable", row.origin.at("new"), {"detail": row["new"][:60]})
