"""One function by which a case goes on: `act` gives the entry that an act becomes, or refuses with every reason (办理)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from chengjie.errors import Fault, Refusal, Where
from chengjie.process import checks, fields, gates, rights
from chengjie.process.clocks import day_of
from chengjie.process.definition import Definition
from chengjie.process.entry import Act, By, Entry
from chengjie.process.law import Judged, Law
from chengjie.process.people import Actor, Subject, sees
from chengjie.process.replaying import decided_by, folded, illegal
from chengjie.process.sealing import FIRST, Algorithm
from chengjie.process.state import Draft, State

SYSTEM = Actor("system", ())
"""Enters what follows from the clock alone (lapses); it may do nothing else."""


def act(
    state: State | None, definition: Definition, who: Actor, what: Act, when: datetime, *, law: Law, case: str = "",
    algorithm: Algorithm = "sm3",
) -> Entry:  # fmt: skip
    """The sealed entry that an act becomes. Refuses `process-…` with every reason at once, and then nothing has happened.

    `state` is None to open a case, whose id is then `case`. To migrate, `definition` is the version to go to. The entry follows
    the state given: whoever stores it makes (case, number) unique, and so of two acts at one instant one wins.
    """
    faults = list(refusals(state, definition, who, what, when, law=law, case=case))
    if faults:
        raise Refusal(faults)
    grant = rights.grant(state, definition, who, what, law=law, day=day_of(when))
    by = By(
        who.person, grant.role if grant else "", grant.place if grant else "",
        who.stands_in_for.person if who.stands_in_for else "",
    )  # fmt: skip
    entry = Entry(
        state.case if state else case, state.count + 1 if state else 1, when, by, _stamped(what, definition),
        before=state.head if state else FIRST, algorithm=algorithm,
    )  # fmt: skip
    passed: list[tuple[str, str]] = []

    def ask(draft: Draft, node: str) -> str:
        judged = gates.judged(definition, node, draft.data, draft.papers, law=law, day=day_of(when))
        passed.append((node, judged.answer))
        return judged.answer

    try:
        draft = folded(Draft.of(state) if state else None, entry, definition, ask)
    except (KeyError, IndexError, ValueError) as error:
        raise illegal(entry, str(error)) from error
    draws = _draws(state, definition, what, draft, entry.number)
    draws += _given_back(draft, definition, law, {resource for resource, _, _ in draws})
    return replace(entry, passed=tuple(passed), draws=draws).sealed()


def _draws(
    state: State | None, definition: Definition, what: Act, draft: Draft, number: int
) -> tuple[tuple[str, str, str], ...]:
    """A vote that does not decide draws on no budget; what decides does, by the outcome that it came to."""
    if what.kind not in {"decide", "lapse"}:
        return checks.draws(state, definition, what)
    visit = decided_by(draft.visits, number)
    return () if visit is None else checks.draws(state, definition, replace(what, outcome=visit.outcome))


def _given_back(draft: Draft, definition: Definition, law: Law, touched: set[str]) -> tuple[tuple[str, str, str], ...]:
    """A case that is refused or stopped gives back what it had reserved; what is spent, such as land handed over, stays spent."""
    kind = next((each.kind for each in definition.ends if each.id == draft.ended), "done")
    if kind == "done":
        return ()
    return tuple(
        (resource, "release", "0") for resource in draft.held
        if resource not in touched and (budget := law.budgets.get(resource)) and not budget.is_committed(draft.head.case)
    )  # fmt: skip


def _stamped(what: Act, definition: Definition) -> Act:
    if what.kind in {"open", "migrate"}:
        return replace(what, definition=definition.name, version=definition.version, digest=definition.digest)
    return what


def refusals(
    state: State | None, definition: Definition, who: Actor, what: Act, when: datetime, *, law: Law, case: str = ""
) -> Iterator[Fault]:
    """Why an act would be refused; nothing where it would not. A case out of scope says nothing more about itself."""
    where = Where(file=f"processes/{definition.id}.yaml", column=what.step or None)
    if when.tzinfo is None:
        yield Fault("process-time-without-zone", where, {"at": when.isoformat()})
        return
    if not _is_unicode(what):
        yield Fault("process-text-unreadable", where, {"kind": what.kind})
        return
    if state is None:
        yield from _opening(definition, who, what, law, case, where)
        return
    if not rights.in_scope(state, definition, who, what, law=law):
        yield Fault("process-out-of-scope", where, {"person": who.person, "case": state.case})
        return
    if when < state.last:
        yield Fault("process-clock-backwards", where, {"at": when.isoformat(), "last": state.last.isoformat()})
    if what.kind != "migrate" and not _belongs(state, definition):
        yield Fault("process-definition-differs", where, {"case": state.case, "version": state.version})
        return
    yield from checks.faults(state, definition, who, what, law=law, day=day_of(when), where=where)


def _is_unicode(what: Act) -> bool:
    """Whether the act can be written down: half a surrogate pair cannot."""
    try:
        json.dumps(what.content(), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _belongs(state: State, definition: Definition) -> bool:
    return (state.definition, state.version, state.digest) == (definition.name, definition.version, definition.digest)


def _opening(definition: Definition, who: Actor, what: Act, law: Law, case: str, where: Where) -> Iterator[Fault]:
    if what.kind != "open" or not case:
        yield Fault("process-not-open", where, {"kind": what.kind})
        return
    if not sees(who, [Subject(what.place, what.carrier, what.enterprise)], law):
        yield Fault("process-out-of-scope", where, {"person": who.person, "case": case})
        return
    if rights.grant(None, definition, who, what, law=law, day=date.min) is None:
        yield rights.not_entitled(definition, who, what, where)
    if what.place and what.place not in law.parents:
        yield Fault("process-place-unknown", where, {"place": what.place})
    about = [Subject(what.place, what.carrier, what.enterprise)]
    yield from fields.faults(definition, what, definition.asks, {}, where, roles=rights.roles(who, about, law))


def possible(
    state: State, definition: Definition, who: Actor, when: datetime, *, law: Law
) -> tuple[tuple[Act, tuple[Fault, ...]], ...]:
    """What a person may do next with a case: every outcome of every open step that is theirs, with what still stands in its way."""
    found: list[tuple[Act, tuple[Fault, ...]]] = []
    for token in state.tokens:
        step = definition.step_of[token.step]
        for outcome in step.outcomes:
            for seat in rights.seats_of(state, definition, who, step.id, law=law):
                what = Act("decide", step=step.id, outcome=outcome, seat=seat)
                faults = tuple(refusals(state, definition, who, what, max(when, state.last), law=law))
                if not any(each.code in _NOT_THEIRS for each in faults):
                    found.append((what, faults))
    for kind in definition.kinds_of_acts():
        what = Act(kind)
        allowed = not state.ended or kind in {"reverse", "reopen", "note", "correct"}
        if allowed and rights.grant(state, definition, who, what, law=law, day=day_of(when)) is not None:
            found.append((what, ()))
    return tuple(found)


_NOT_THEIRS = frozenset(
    {
        "process-out-of-scope",
        "process-not-entitled",
        "process-decided-already",
        "process-wrong-step",
        "process-same-person",
    }
)


def doubts(state: State, definition: Definition, *, law: Law, day: date) -> tuple[tuple[str, str, str], ...]:
    """Gates that would be answered otherwise today than when the case passed them: gate, then, today (存疑).

    Data corrected after a gate was passed, or rules that have changed, do not move a case by themselves; they are shown here.
    """
    found = []
    for node, then in state.passed:
        if node in definition.graph.gates:
            today = gates.judged(definition, node, state.data, state.paper, law=law, day=day).answer
            if today != then:
                found.append((node, then, today))
    return tuple(found)


def answers(state: State, definition: Definition, *, law: Law, day: date) -> dict[str, Judged]:
    """How every gate would be answered with what is known today: what is missing, before anybody decides."""
    return {
        gate.id: gates.judged(definition, gate.id, state.data, state.paper, law=law, day=day)
        for gate in definition.gates
    }
