"""What people said about claims: confirmations, corrections, rejections and additions, re-attached after every reading."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from chengjie.package import Package, Row
from chengjie.plan.claims import digest
from chengjie.plan.document import Document
from chengjie.system.claim_rows import ClaimRow

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


def sentences(document: Document) -> frozenset[str]:
    """The digests of every sentence and cell of a document."""
    return frozenset(digest(text) for text in _texts(document))


def _texts(document: Document) -> Iterator[str]:
    for paragraph in document.paragraphs:
        yield paragraph.text
        yield from (found[0] for found in _SENTENCE.finditer(paragraph.text))
    for table in document.tables:
        for row in table.rows:
            yield from (cell.text for cell in row)


def attach(
    claims: tuple[ClaimRow, ...], corrections: Iterable[Correction], present: Mapping[str, frozenset[str]]
) -> Attached:
    """Apply corrections in order. `present` has the digests of the sentences of each document, for additions."""
    applied: list[Correction] = []
    lost: list[Correction] = []
    current = list(claims)
    for correction in corrections:
        if correction.action == "add":
            known = correction.row["digest"] in present.get(correction.row["document"], frozenset())
            (applied if known else lost).append(correction)
            if known:
                current.append(_added(correction))
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


def _added(correction: Correction) -> ClaimRow:
    """A claim that a person added: `new` holds its columns as a JSON object."""
    given = json.loads(correction.row["new"])
    cited = {"section": "", "paragraph": "", "start": "0", "end": "0", "mark_start": "0", "mark_end": "0"}
    own = {key: str(value) for key, value in given.items()}
    fixed = {
        "id": f"{correction.row['kind']}-{digest(correction.id)[:10]}",
        "document": correction.row["document"],
        "digest": correction.row["digest"],
        "rule": "added",
        "grade": "added",
    }
    return ClaimRow(correction.row["kind"], {**cited, **own, **fixed})
