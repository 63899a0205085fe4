"""A reading as plain values for scripts; the shape is relied upon from outside, keys are only ever added."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from chengjie.plan.claims import Citation, Claim, Entry, Measure, Reading, System, Target, Thing, claim_id


def as_json(reading: Reading) -> dict[str, Any]:
    """`{"document": …, "claims": […]}`."""
    document = reading.document
    return {
        "document": {
            "title": document.title,
            "issue_number": document.issue_number,
            "issuer": document.issuer,
            "issued": document.issued.isoformat() if document.issued else None,
            "sections": [{"id": each.id, "level": each.level, "title": each.title} for each in document.sections],
            "name": document.name,
            "format": document.format,
            "digest": document.digest,
        },
        "claims": [claim_json(claim) for claim in reading.claims],
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """One claim."""
    return {
        "kind": claim.kind,
        **_own(claim),
        "citation": citation_json(claim.citation),
        "id": claim_id(claim),
        "rule": claim.rule,
        "grade": claim.grade,
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """Where a claim stands."""
    return {
        "document": citation.document,
        "section": citation.section,
        "paragraph": citation.paragraph,
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        "mark_start": citation.mark_start,
        "mark_end": citation.mark_end,
        "digest": citation.digest,
    }


def number(value: Decimal | None) -> int | float | None:
    """A decimal as JSON has numbers."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _own(claim: Claim) -> dict[str, Any]:
    match claim:
        case Target():
            return {
                "indicator": claim.indicator,
                "place": claim.place,
                "period": claim.period,
                "comparator": claim.comparator,
                "value": number(claim.value),
                "unit": claim.unit,
                "role": claim.role,
                "force": claim.force,
                "upper": number(claim.upper),
                "versus": claim.versus,
            }
        case Entry():
            reading = {name: list(parts) for name, parts in claim.reading.items()}
            return {"table": claim.table, "row": claim.row, "cells": dict(claim.cells), "reading": reading}
        case Measure():
            return {
                "title": claim.title,
                "goal": claim.goal,
                "deadline": claim.deadline,
                "places": list(claim.places),
                "bodies": list(claim.bodies),
                "parent": claim.parent,
            }
        case Thing():
            return {
                "type": claim.type,
                "name": claim.name,
                "aliases": list(claim.aliases),
                "place": claim.place,
                "aim": claim.aim,
            }
        case System():
            return {"name": claim.name}
