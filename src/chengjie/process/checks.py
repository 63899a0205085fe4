"""What stands in the way of an act, kind by kind; every reason at once (核对)."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chengjie.errors import Fault, Refusal, Where
from chengjie.process import clocks, fields, papers, rights, versions
from chengjie.process.definition import Definition
from chengjie.process.entry import Act
from chengjie.process.law import Law
from chengjie.process.parts import Outcome, Step
from chengjie.process.people import Actor
from chengjie.process.replaying import decided_by, undone
from chengjie.process.state import State

_Faults = Iterator[Fault]
_WHEN_ENDED = frozenset({"reverse", "reopen", "correct", "note", "link", "migrate"})
_NEED_A_REASON = frozenset({"note", "suspend", "extend", "reverse", "reopen", "correct"})


@dataclass(frozen=True, slots=True)
class Asked:
    """An act that is looked at, with everything that it depends on."""

    state: State
    definition: Definition
    who: Actor
    what: Act
    law: Law
    day: date
    where: Where


def faults(
    state: State, definition: Definition, who: Actor, what: Act, *, law: Law, day: date, where: Where
) -> _Faults:
    """Every reason against an act on a case that goes on."""
    yield from _against(Asked(state, definition, who, what, law, day, where))


def _against(it: Asked) -> _Faults:
    if it.what.kind == "open":
        yield Fault("process-open-already", it.where, {"case": it.state.case})
        return
    if it.state.ended and it.what.kind not in _WHEN_ENDED:
        yield Fault("process-ended", it.where, {"case": it.state.case, "end": it.state.ended})
        return
    if it.what.kind == "decide":
        yield from _deciding(it)
        return
    if it.what.kind != "lapse":
        if it.definition.may(it.what.kind) is None:
            yield Fault("process-act-not-allowed", it.where, {"kind": it.what.kind, "process": it.definition.name})
        elif rights.grant(it.state, it.definition, it.who, it.what, law=it.law, day=it.day) is None:
            yield rights.not_entitled(it.definition, it.who, it.what, it.where)
    if it.what.kind in _NEED_A_REASON and not it.what.note.strip():
        yield Fault("process-note-missing", it.where, {"kind": it.what.kind})
    look = _LOOKS.get(it.what.kind)
    if look is not None:
        yield from look(it)


def _deciding(it: Asked) -> _Faults:
    step = it.definition.step_of.get(it.what.step)
    if step is None:
        nearest = "".join(difflib.get_close_matches(it.what.step, list(it.definition.step_of), 1, 0.4))
        yield Fault("process-step-unknown", it.where, {"step": it.what.step, "nearest": nearest or None})
        return
    outcome = step.outcomes.get(it.what.outcome)
    if outcome is None:
        yield Fault(
            "process-outcome-unknown",
            it.where,
            {"step": step.id, "outcome": it.what.outcome, "known": "、".join(step.outcomes)},
        )
    if step.id not in it.state.open:
        yield _closed(it.state, step, it.where)
        return
    if step.who.each is not None and it.what.seat not in rights.seats_asked(it.state, step):
        yield Fault("process-seat-unknown", it.where, {"step": step.id, "seat": it.what.seat or None})
    elif rights.grant(it.state, it.definition, it.who, it.what, law=it.law, day=it.day) is None:
        yield rights.not_entitled(it.definition, it.who, it.what, it.where)
    yield from _persons(it, step)
    if outcome is not None:
        yield from _demands(it, step, outcome)


def _closed(state: State, step: Step, where: Where) -> Fault:
    """Why a step cannot be decided: somebody has, or it is not its turn."""
    last = next((each for each in reversed(state.visits) if each.step == step.id and not each.annulled), None)
    if last is not None and last.left is not None:
        person = "、".join(each.person for each in last.votes)
        return Fault(
            "process-decided-already", where, {"step": step.id, "outcome": last.outcome, "person": person or "—"}
        )
    return Fault("process-wrong-step", where, {"step": step.id, "open": "、".join(state.open) or "—"})


def _persons(it: Asked, step: Step) -> _Faults:
    """One seat answers once, one person answers once, and nobody checks their own work."""
    votes = it.state.open[step.id].votes
    seat = it.what.seat if step.who.each is not None else it.who.seat
    if any(each.seat == seat or (step.who.each is None and each.person == it.who.person) for each in votes):
        yield Fault(
            "process-decided-already", it.where, {"step": step.id, "outcome": votes[-1].outcome, "person": seat}
        )
    for visit in it.state.visits:
        persons = {name for each in visit.votes for name in (each.person, each.seat)}
        if visit.step in step.who.not_by and not visit.annulled and persons & {it.who.person, it.who.seat}:
            yield Fault(
                "process-same-person", it.where, {"step": step.id, "other": visit.step, "person": it.who.person}
            )
            return


def _demands(it: Asked, step: Step, outcome: Outcome) -> _Faults:
    """Papers, fields, evidence, a reason, and budgets that an outcome asks for."""
    for name in outcome.needs:
        if not papers.stands(it.state, it.definition, name):
            yield Fault("process-document-missing", it.where, {"step": step.id, "document": name})
    for name in outcome.tolerates:
        if not papers.tolerated(it.state, name):
            yield Fault("process-document-missing", it.where, {"step": step.id, "document": name})
    yield from fields.faults(it.definition, it.what, outcome.asks, it.state.data, it.where, roles=_roles(it))
    if outcome.evidence and not it.what.evidence:
        yield Fault("process-evidence-missing", it.where, {"step": step.id, "outcome": it.what.outcome})
    if outcome.note and not it.what.note.strip():
        yield Fault("process-note-missing", it.where, {"kind": f"{step.id}={it.what.outcome}"})
    yield from _budgets(it)


def _roles(it: Asked) -> frozenset[str]:
    return rights.roles(it.who, rights.subjects(it.state, it.definition), it.law)


def draws(state: State | None, definition: Definition, what: Act) -> tuple[tuple[str, str, str], ...]:
    """The budget entries that an act makes: those of its outcome, or the release of what it undoes."""
    if state is None:
        return ()
    if what.kind == "withdraw":
        return tuple((resource, "release", "0") for resource, _ in state.held)
    if what.kind == "reverse":
        gone = undone(state.visits, definition, what.number)
        return tuple((resource, "release", "0") for resource, number in state.held if number in gone)
    if what.kind not in {"decide", "lapse"}:
        return ()
    known = {**state.data, **dict(what.data)}
    outcome = definition.step_of[what.step].outcomes[what.outcome]
    return tuple(
        (each.resource, each.do, f"{amount:f}" if isinstance(amount := known.get(each.amount or ""), Decimal) else "0")
        for each in outcome.draws
    )


def _budgets(it: Asked) -> _Faults:
    for resource, do, amount in draws(it.state, it.definition, it.what):
        budget = it.law.budgets.get(resource)
        if budget is None:
            yield Fault("process-budget-unknown", it.where, {"resource": resource})
            continue
        try:
            if do == "reserve":
                budget.reserve(it.state.case, Decimal(amount), day=it.day)
            elif do == "commit":
                budget.commit(it.state.case, day=it.day)
            else:
                budget.release(it.state.case, day=it.day)
        except Refusal as refusal:
            yield from refusal.faults


def _paper(it: Asked) -> _Faults:
    yield from papers.faults(it.definition, it.what, law=it.law, where=it.where)


def _data(it: Asked) -> _Faults:
    yield from fields.faults(it.definition, it.what, (), it.state.data, it.where, roles=_roles(it))
    if not it.what.data:
        yield Fault("process-field-missing", it.where, {"name": "—", "supplier": "—"})
    if it.what.kind == "correct" and not 1 <= it.what.number <= it.state.count:
        yield Fault("process-entry-unknown", it.where, {"entry": it.what.number, "count": it.state.count})


def _clock(it: Asked) -> _Faults:
    if it.what.clock and it.what.clock not in it.definition.clock_of:
        yield Fault(
            "process-clock-unknown",
            it.where,
            {"clock": it.what.clock, "known": "、".join(it.definition.clock_of) or "—"},
        )
        return
    stands = any(each.until is None and each.clock == it.what.clock for each in it.state.pauses)
    if it.what.kind == "suspend" and stands:
        yield Fault("process-suspended-already", it.where, {"clock": it.what.clock or "*"})
    if it.what.kind == "resume" and not stands:
        yield Fault("process-not-suspended", it.where, {"clock": it.what.clock or "*"})


def _extension(it: Asked) -> _Faults:
    clock = it.definition.clock_of.get(it.what.clock)
    if clock is None:
        yield Fault(
            "process-clock-unknown",
            it.where,
            {"clock": it.what.clock, "known": "、".join(it.definition.clock_of) or "—"},
        )
        return
    limit = it.law.limits.get(clock.extension or "")
    if limit is None or limit.value is None:
        yield Fault("process-extension-unknown", it.where, {"clock": clock.id, "limit": clock.extension})
    elif not 1 <= it.what.days <= limit.value:
        yield Fault("process-extension-range", it.where, {"days": it.what.days, "most": limit.value})
    read = clocks.reading(it.state, clock, law=it.law, day=it.day)
    if read is not None and read.late is True:
        yield Fault("process-extension-late", it.where, {"clock": clock.id})
    if any(each.clock == clock.id for each in it.state.extended):
        yield Fault("process-extended-already", it.where, {"clock": clock.id})


def _delegation(it: Asked) -> _Faults:
    if it.what.step not in it.state.open:
        yield Fault("process-wrong-step", it.where, {"step": it.what.step, "open": "、".join(it.state.open) or "—"})
    if not it.what.to:
        yield Fault("process-person-missing", it.where, {"kind": it.what.kind})


def _handover(it: Asked) -> _Faults:
    if it.what.to and it.what.to not in it.law.parents:
        yield Fault("process-place-unknown", it.where, {"place": it.what.to})
    if not it.what.to and not it.what.carrier:
        yield Fault("process-person-missing", it.where, {"kind": it.what.kind})


def _reverse(it: Asked) -> _Faults:
    visit = decided_by(it.state.visits, it.what.number) if it.what.number > 0 else None
    if visit is None or visit.step not in it.definition.step_of:
        yield Fault("process-nothing-to-reverse", it.where, {"entry": it.what.number})


def _reopen(it: Asked) -> _Faults:
    if not it.state.ended:
        yield Fault("process-not-ended", it.where, {"case": it.state.case})
    if it.what.to not in it.definition.reopens_at:
        yield Fault(
            "process-reopens-elsewhere",
            it.where,
            {"step": it.what.to, "known": "、".join(it.definition.reopens_at) or "—"},
        )


def _lapse(it: Asked) -> _Faults:
    due = clocks.lapses(it.state, it.definition, law=it.law, day=it.day)
    if not any((step, outcome) == (it.what.step, it.what.outcome) for _, step, outcome in due):
        yield Fault("process-lapse-not-due", it.where, {"step": it.what.step, "outcome": it.what.outcome})


def _migrate(it: Asked) -> _Faults:
    yield from versions.obstacles(it.state, it.definition)


_LOOKS: dict[str, Callable[[Asked], _Faults]] = {
    "submit": _paper, "promise": _paper, "supply": _data, "correct": _data, "suspend": _clock, "resume": _clock,
    "extend": _extension, "delegate": _delegation, "handover": _handover, "reverse": _reverse, "reopen": _reopen,
    "lapse": _lapse, "migrate": _migrate,
}  # fmt: skip
