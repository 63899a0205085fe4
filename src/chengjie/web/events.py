"""Events (发件箱): what happens is written beside it in the same transaction, where anybody has asked to hear of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.utils import timezone

from chengjie.process import Entry
from chengjie.settlement.ledger import Entry as LedgerEntry
from chengjie.values import Text
from chengjie.web.records.cases import Case
from chengjie.web.records.hooks import Event, Hook
from chengjie.web.records.registers import Record, RegisterImport
from chengjie.web.records.settlement import Desk, PromiseEntry

KINDS: dict[str, Text] = {
    "case.opened": Text("立案", "a case is opened"), "case.acted": Text("办件有新记录", "a case has a further entry"), "case.ended": Text("办结", "a case has ended"),
    "record.changed": Text("登记有变动", "a record is made or changed"), "import.accepted": Text("导入写入", "an import is written"), "import.undone": Text("导入撤销", "an import is undone"),
    "promise.entered": Text("政策兑现台账有新记录", "the register of promises has a further entry"),
    "settlement.posted": Text("结算入账", "a settlement is posted"), "settlement.closed": Text("结算期结清", "a period of settlement is closed"),
    "ping": Text("试推送", "a trial"),
}  # fmt: skip


def of_entry(case: Case, entry: Entry) -> None:
    """What an entry of a case gives to tell; to be called in the transaction that writes the entry."""
    body = {"case": case.number, "process": case.definition, "place": case.place, "entry": entry.number, "act": entry.act.kind, "step": entry.act.step,
            "outcome": entry.act.outcome, "hash": entry.hash, "simulated": case.simulated, "see": f"/api/cases/{case.number}"}  # fmt: skip
    _write("case.opened" if entry.number == 1 else "case.acted", body, at=entry.at, case=case)
    if case.ended:
        _write("case.ended", {**body, "ended": case.ended}, at=entry.at, case=case)


def of_record(row: Record) -> None:
    """What a change of one record gives to tell; in the transaction that writes its version."""
    body = {"register": row.register, "record": row.pk, "key": row.key, "version": row.version, "state": row.state, "see": f"/api/registers/{row.register}/records/{row.pk}"}  # fmt: skip
    _write("record.changed", body, at=row.changed, record=row, register=row.register)


def of_import(row: RegisterImport, kind: str) -> None:
    """An import written or undone: one event for the whole of it."""
    body = {"register": row.register, "import": str(row.pk), "new": row.fresh, "changed": row.changed, "see": f"/api/registers/{row.register}/records"}  # fmt: skip
    _write(kind, body, at=timezone.now(), register=row.register)


def of_promise(row: PromiseEntry) -> None:
    """What an entry of the register of promises gives to tell; in the transaction that writes it."""
    body = {"promise": row.promise, "event": row.event, "day": row.day.isoformat(), "place": row.place, "amount": None if row.amount is None else f"{row.amount:f}",
            "due": row.due.isoformat() if row.due else None, "see": f"/api/promises/{quote(row.promise, safe='')}"}  # fmt: skip
    _write("promise.entered", body, at=row.when, promise=row)


def of_desk(desk: Desk, kind: str, fresh: Sequence[LedgerEntry], period: str = "") -> None:
    """What was posted to a ledger or closed in it: one event for all entries that were made at once."""
    if not fresh:
        return
    body = {"desk": str(desk.pk), "form": desk.form, "definition": desk.definition, "period": period, "first": fresh[0].number, "last": fresh[-1].number,
            "hash": fresh[-1].hash, "see": f"/api/settlement/desks/{desk.pk}/ledger"}  # fmt: skip
    _write(kind, body, at=timezone.now(), desk=desk)


def _write(
    kind: str, body: Mapping[str, Any], *, at: datetime, case: Case | None = None, record: Record | None = None, register: str = "",
    promise: PromiseEntry | None = None, desk: Desk | None = None,
) -> None:  # fmt: skip
    if Hook.objects.filter(ended=None).exists():
        Event.objects.create(
            kind=kind, at=at, case=case, record=record, register=register, promise=promise, desk=desk, body=dict(body)
        )
