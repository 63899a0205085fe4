"""The proof of the record for programs: a stretch of cases at a time, or one (核验)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

import chengjie.process.auditing
from chengjie.process.auditing import Proof
from chengjie.report import refusal
from chengjie.web import cases, scope
from chengjie.web.api.cases import found
from chengjie.web.api.shape import Field, Line, Number, Query, Router, Schema, told
from chengjie.web.records.cases import Case, CaseEntry

router = Router(tags=["audit"])


class Stretch(Schema):
    """A stretch of cases, from the earliest on."""

    after: Number = 0
    limit: int = Field(default=100, ge=1, le=500)


@router.get("/audit/cases", **told("核验一段办件", "verify a stretch of cases", "read:audit"))
def stretch(request: HttpRequest, given: Query[Stretch]) -> dict[str, Any]:
    """Every entry of the cases within one's reach, from `after` on: hash, order, and the first that cannot be trusted."""
    rows = list(cases.visible(scope.of(request)).filter(pk__gt=given.after).order_by("pk")[: given.limit + 1])
    shown = rows[: given.limit]
    kept: dict[int, list[Any]] = {}
    for row in CaseEntry.objects.filter(case__in=[each.pk for each in shown]).order_by("case_id", "number"):
        kept.setdefault(row.case_id, []).append(row.entry())
    proofs = [_proof(each, chengjie.process.auditing.verify(kept.get(each.pk, []))) for each in shown]
    broken = [each for each in proofs if not each["holds"]]
    return {
        "cases": len(shown), "entries": sum(len(each) for each in kept.values()), "holds": not broken, "broken": broken,
        "next": shown[-1].pk if len(rows) > given.limit else None,
    }  # fmt: skip


def _proof(case: Case, proof: Proof) -> dict[str, Any]:
    """A proof, that its last hash is the one that the case is listed with included."""
    whole = proof.holds and (not proof.heads or proof.heads[0][2] == case.head) and proof.entries == case.count
    said = refusal.sentence(proof.broken).as_json() if proof.broken else None
    return {"case": case.number, "entries": proof.entries, "holds": whole, "why": said, "simulated": case.simulated}


@router.get("/audit/cases/{str:number}", **told("核验一个办件", "verify one case", "read:audit"))
def one(request: HttpRequest, number: Line) -> dict[str, Any]:
    """Every entry of one case."""
    case, _, _ = found(request, number)
    return _proof(case, chengjie.process.auditing.verify([each.entry() for each in case.entries.order_by("number")]))
