"""Claims as rows of a zone's claims tables: facts and citations; the sentence itself stays in the document (§3)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chengjie.plan.claims import Citation, Claim, Entry, Measure, System, Target, Thing, claim_id

TABLES: Mapping[str, str] = {
    "target": "claims/targets",
    "entry": "claims/entries",
    "measure": "claims/measures",
    "thing": "claims/things",
    "system": "claims/systems",
}
KINDS: Mapping[str, str] = {table: kind for kind, table in TABLES.items()}


LONGEST_PHRASE = 30  # characters


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as text by column, and its kind."""

    kind: str
    values: Mapping[str, str]

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.values["id"]

    @property
    def place_in_text(self) -> tuple[str, ...]:
        """The words it stands on: two readings of the same words of the same sentence are one claim that changed."""
        own = (self.values["table"], self.values["row"]) if self.kind == "entry" else ()
        marks = () if own else (self.values["mark_start"], self.values["mark_end"])
        return self.kind, self.values["document"], self.values["digest"], *marks, *own


def rows(document: str, claims: Iterable[Claim]) -> tuple[ClaimRow, ...]:
    """The rows of all claims of a document, in reading order. Claims that cannot be told apart are numbered."""
    found: list[ClaimRow] = []
    times: dict[str, int] = {}
    for claim in claims:
        name = claim_id(claim)
        times[name] = times.get(name, 0) + 1
        marked = name if times[name] == 1 else f"{name}-{times[name]}"
        cited = {"id": marked, "document": document, **_citation(claim.citation)}
        found.append(ClaimRow(claim.kind, {**cited, **_own(claim), "rule": claim.rule, "grade": claim.grade}))
    return tuple(found)


def _citation(citation: Citation) -> dict[str, str]:
    return {
        "section": citation.section,
        "paragraph": citation.paragraph,
        "start": str(citation.start),
        "end": str(citation.end),
        "mark_start": str(citation.mark_start),
        "mark_end": str(citation.mark_end),
        "digest": citation.digest,
    }


def _own(claim: Claim) -> dict[str, str]:
    if isinstance(claim, Target):
        return _target(claim)
    if isinstance(claim, Entry):
        return {
            "table": claim.table,
            "row": str(claim.row),
            "cells": json.dumps(dict(claim.cells), ensure_ascii=False),
            "reading": json.dumps({key: list(value) for key, value in claim.reading.items()}, ensure_ascii=False),
        }
    if isinstance(claim, Measure):
        named = {"title": claim.title, "goal": _phrase(claim.goal), "deadline": claim.deadline, "parent": claim.parent}
        return {**_texts(named), "places": _listed(claim.places), "bodies": _listed(claim.bodies)}
    if isinstance(claim, Thing):
        named = {"type": claim.type, "name": claim.name, "place": claim.place, "aim": claim.aim}
        return {**_texts(named), "aliases": _listed(claim.aliases)}
    return _system(claim)


def _phrase(words: str | None) -> str:
    """A goal as far as it is a phrase; a longer one is the plan's own sentence, which is cited and not kept (§7)."""
    return words if words and len(words) <= LONGEST_PHRASE and "。" not in words else ""


def _target(claim: Target) -> dict[str, str]:
    figures = {"value": claim.value, "upper": claim.upper}
    words = {
        "indicator": claim.indicator,
        "place": claim.place,
        "period": claim.period,
        "comparator": claim.comparator,
        "unit": claim.unit,
        "role": claim.role,
        "force": claim.force,
        "versus": claim.versus,
    }
    return {**_texts(words), **{key: "" if value is None else f"{value:f}" for key, value in figures.items()}}


def _system(claim: System) -> dict[str, str]:
    return {"name": claim.name}


def _texts(words: Mapping[str, str | None]) -> dict[str, str]:
    return {key: (value or "").strip() for key, value in words.items()}


def _listed(parts: Iterable[str]) -> str:
    return ";".join(part.replace(";", "；").strip() for part in parts)
