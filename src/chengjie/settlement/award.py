"""What became of a claim (核定结果): each stage with its amount, what held, what is missing and the arithmetic."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from chengjie.expression import Evaluated
from chengjie.settlement import money
from chengjie.settlement.claims import Claim, Term
from chengjie.settlement.statement import Statement, StatementLine
from chengjie.settlement.support import Scheme, Stage
from chengjie.values import Text

Status = Literal["due", "paid", "refused", "unknown", "held", "early", "taken", "capped"]
STATUSES: Mapping[Status, Text] = {
    "due": Text("应付", "due"), "paid": Text("已付", "paid"), "refused": Text("不符条件", "conditions not met"), "unknown": Text("缺资料，不能定", "cannot say yet"),
    "held": Text("暂缓", "held"), "early": Text("未到时候", "not yet"), "taken": Text("已有人领", "claimed before"), "capped": Text("超过上限", "beyond the ceiling"),
}  # fmt: skip
ZERO = Decimal("0.00")
PAYER = "payer"


@dataclass(frozen=True, slots=True)
class Missing:
    """What nobody has given: its name, what people call it, and who can supply it."""

    name: str
    title: Text
    supplier: Text | None = None
    kind: Literal["input", "parameter", "proof"] = "input"


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition against one claim."""

    id: str
    title: Text
    trail: Evaluated
    remedy: Text

    @property
    def answer(self) -> str:
        """yes, no or unknown."""
        return "unknown" if self.trail.value is None else "yes" if self.trail.value else "no"


@dataclass(frozen=True, slots=True)
class Award:
    """One stage of one claim: what became of it, how much, and why."""

    claim: Claim
    stage: Stage
    status: Status
    amount: Decimal | None
    conditions: tuple[Checked, ...] = ()
    missing: tuple[Missing, ...] = ()
    arithmetic: tuple[str, ...] = ()
    taken_by: str = ""
    trail: Evaluated | None = None
    line: str = ""
    """The name of its line in the ledger: the stage and what may be paid once, whoever claims it."""
    anew: Decimal | None = None
    """What a paid stage would come to today, where that differs from what was paid."""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "claim": self.claim.id, "claimant": self.claim.claimant, "day": self.claim.day.isoformat(), "row": self.claim.row,
            "stage": self.stage.id, "title": self.stage.title.text.as_json(), "status": self.status,
            "amount": None if self.amount is None else f"{self.amount:f}",
            "conditions": [{"id": each.id, "title": each.title.as_json(), "verdict": each.answer, "remedy": each.remedy.as_json() if each.answer == "no" else None} for each in self.conditions],
            "missing": [{"name": each.name, "kind": each.kind, "title": each.title.as_json(), "supplier": each.supplier.as_json() if each.supplier else None} for each in self.missing],
            "arithmetic": list(self.arithmetic), "taken_by": self.taken_by or None, "line": self.line, "anew": None if self.anew is None else f"{self.anew:f}",
        }  # fmt: skip


@dataclass(frozen=True)
class Decided:
    """All awards under a scheme, with the fund they are paid from."""

    scheme: Scheme
    version: str
    awards: tuple[Award, ...]
    terms: tuple[Term, ...] = ()
    fund: Decimal | None = None
    asked: Decimal = ZERO
    simulated: bool = False

    def total(self, *statuses: Status) -> Decimal:
        """What the awards of some states come to."""
        return money.total([each.amount for each in self.awards if each.status in statuses and each.amount is not None])

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        states = dict.fromkeys(each.status for each in self.awards)
        return {
            "scheme": self.scheme.id,
            "version": self.version,
            "simulated": self.simulated,
            "fund": None if self.fund is None else f"{self.fund:f}",
            "asked": f"{self.asked:f}",
            "totals": {state: f"{self.total(state):f}" for state in states},
            "terms": {each.name: {"value": str(each.value), "source": each.source} for each in self.terms},
            "awards": [each.as_json() for each in self.awards],
        }

    def statement(self, *, correct: bool = False) -> Statement:
        """What is due as a statement that the ledger takes, payer against claimants; with `correct` also what was paid and has
        changed, which the ledger then reverses and posts anew."""
        lines = tuple(
            self._line(each, amount)
            for each in self.awards
            if (amount := each.amount if each.status == "due" else each.anew if correct else None)
        )
        titles = {each.claim.claimant: Text(each.claim.claimant, each.claim.claimant) for each in self.awards}
        titles = {PAYER: self.scheme.payer.text, **titles}
        return Statement(self.scheme.id, self.version, titles, lines, simulated=self.simulated)

    def _line(self, each: Award, amount: Decimal) -> StatementLine:
        return StatementLine(
            str(each.claim.day.year), each.stage.id, each.line, "revenue", each.stage.title.text, "settled", amount,
            {PAYER: -amount, each.claim.claimant: amount}, (), each.arithmetic, self.scheme.source, self.version,
        )  # fmt: skip


def version_of(scheme: Scheme, terms: Iterable[Term]) -> str:
    """The mark of exactly this scheme with exactly these terms: 16 hex digits."""
    filled = sorted((each.name, str(each.value), each.source) for each in terms)
    written = json.dumps([scheme.model_dump(mode="json"), filled], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]
