"""Promises as cases and as rows of the register: one leads to the other, and what a case comes to is entered in the register once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.contrib.auth.models import User

from chengjie.process import Act, State, data_of
from chengjie.process.state import Milestone
from chengjie.settlement import Promise
from chengjie.web import events
from chengjie.web.records.cases import Case
from chengjie.web.records.settlement import PromiseCase, PromiseEntry

PROCESS = "promise"
WAN = Decimal(10_000)


def keep(case: Case, state: State) -> None:
    """Enter in the register what a promise case has come to: that it was promised, that it was kept. Entries are only added, and
    only once; a simulated case enters nothing."""
    promised, kept = state.reached("promised"), state.reached("kept")
    if case.simulated or promised is None:
        return
    link, _ = PromiseCase.objects.get_or_create(case=case, defaults={"promise": case.number})
    told = PromiseEntry.objects.filter(promise=link.promise)
    if not told.filter(event="promised").exists():
        _entry(case, state, link.promise, "promised", promised)
    if kept is not None and not told.filter(event="delivered").exists():
        _entry(case, state, link.promise, "delivered", kept)


def _entry(case: Case, state: State, promise: str, event: str, reached: Milestone) -> None:
    data = state.data
    by = User.objects.filter(username=case.entries.get(number=reached.number).by).first() or case.opener
    amount, due = data.get("amount"), data.get("keep_by")
    if by is None:
        return
    first = event == "promised"
    row = PromiseEntry.objects.create(
        place=case.place, carrier=case.carrier, enterprise=case.enterprise, promise=promise, event=event, day=reached.day, by=by, source=f"办件 {case.number}",
        unit=str(data.get("promiser", ""))[:200] if first else "", firm=str(data.get("firm", ""))[:200] if first else "",
        what=str(data.get("promised", ""))[:500] if first else "", amount=amount * WAN if isinstance(amount, Decimal) else None,
        due=date.fromisoformat(due) if first and isinstance(due, str) else None,
    )  # fmt: skip
    events.of_promise(row)


def opening(promise: Promise, *, place: str) -> Act:
    """The act that opens a case for a promise of the register, with what the register knows of it."""
    data = {
        "firm": promise.to, "promised": promise.what, "promiser": promise.by,
        "keep_by": promise.due, "amount": promise.amount / WAN if promise.amount is not None else None,
    }  # fmt: skip
    return Act(
        "open", place=place, data=data_of({key: value for key, value in data.items() if value}), channel="online"
    )
