"""Who may do what with a case: by role and level, by the place of the step, by delegation, by escalation (权限)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from chengjie.errors import Fault, Where
from chengjie.process import clocks
from chengjie.process.definition import Definition
from chengjie.process.entry import Act
from chengjie.process.law import Law
from chengjie.process.parts import Step, Who
from chengjie.process.people import Actor, Grant, Subject, covers, sees
from chengjie.process.state import State


def subjects(state: State, definition: Definition) -> tuple[Subject, ...]:
    """What a case is about: where it is, where it came from and was, and the places that are asked or work on it."""
    places = [state.place, state.origin, *(place for place, _ in state.handovers)]
    for step in definition.steps:
        places += _places(state, step.who.each) + _places(state, step.place)
    return tuple(Subject(place, state.carrier, state.enterprise) for place in dict.fromkeys(places))


def _places(state: State, field: str | None) -> list[str]:
    named = state.data.get(field, ()) if field else ()
    return [named] if isinstance(named, str) else list(named) if isinstance(named, tuple) else []


def visible(state: State, definition: Definition, who: Actor, *, law: Law) -> bool:
    """Whether a person may see a case at all. Doors ask this for pages, lists, files and answers alike."""
    return sees(who, subjects(state, definition), law) or any(who.person in each.delegates for each in state.tokens)


def in_scope(state: State, definition: Definition, who: Actor, what: Act, *, law: Law) -> bool:
    """Whether a person may touch a case at all; the clock's own entries (`lapse`) need no person."""
    return what.kind == "lapse" or visible(state, definition, who, law=law)


def grant(state: State | None, definition: Definition, who: Actor, what: Act, *, law: Law, day: date) -> Grant | None:
    """The grant by which a person may do something; None where there is none."""
    if what.kind == "decide":
        return _deciding(state, definition, who, what, law, day) if state is not None else None
    named = definition.may(what.kind)
    if named is None:
        return None
    subject = (
        Subject(what.place, what.carrier, what.enterprise) if state is None
        else Subject(state.place, state.carrier, state.enterprise)
    )  # fmt: skip
    return next(_matching(named, who, [subject], law), None)


def _deciding(state: State, definition: Definition, who: Actor, what: Act, law: Law, day: date) -> Grant | None:
    step = definition.step_of[what.step]
    where = [Subject(place, state.carrier, state.enterprise) for place in _at(state, definition, what)]
    found = next(_matching(step.who, who, where, law), None)
    if found is not None:
        return found
    token = state.open.get(step.id)
    if token is not None and who.person in token.delegates:
        return next((each for each in who.rights if any(covers(each, one, law) for one in where)), None)
    for clock in definition.clocks:
        if clock.escalate is not None and (not clock.over or step.id in clock.over):
            read = clocks.reading(state, clock, law=law, day=day)
            if read is not None and read.left is not None and read.left < -clock.escalate.after:
                named = Who(roles=clock.escalate.roles, level=clock.escalate.level)
                return next(_matching(named, who, where, law), None)
    return None


def _at(state: State, definition: Definition, what: Act) -> list[str]:
    """The place at which a step is done: the one asked, the one that the step names, or the one in charge."""
    step = definition.step_of[what.step]
    if step.who.each is not None:
        return [what.seat] if what.seat in _places(state, step.who.each) else []
    named = _places(state, step.place)
    return named or [state.place]


def _matching(named: Who, who: Actor, where: list[Subject], law: Law) -> Iterator[Grant]:
    for each in who.rights:
        if each.role not in named.roles:
            continue
        if named.level is not None and law.levels.get(each.place) != named.level:
            continue
        if any(covers(each, subject, law) for subject in where):
            yield each


def roles(who: Actor, about: Iterable[Subject], law: Law) -> frozenset[str]:
    """The roles that a person has with regard to subjects."""
    wanted = tuple(about)
    return frozenset(each.role for each in who.rights if any(covers(each, one, law) for one in wanted))


def seats_asked(state: State, step: Step) -> tuple[str, ...]:
    """The places from each of which an answer is wanted at a step."""
    return tuple(_places(state, step.who.each))


def seats_of(state: State, definition: Definition, who: Actor, step: str, *, law: Law) -> tuple[str, ...]:
    """The places that a person may answer for at a step; one empty seat where persons answer for themselves."""
    each = definition.step_of[step].who.each
    if each is None:
        return ("",)
    return tuple(
        place for place in _places(state, each)
        if any(covers(one, Subject(place, state.carrier, state.enterprise), law) for one in who.rights)
    )  # fmt: skip


def not_entitled(definition: Definition, who: Actor, what: Act, where: Where) -> Fault:
    """The refusal, with the roles that could."""
    named = definition.step_of[what.step].who if what.kind == "decide" else definition.may(what.kind)
    roles = "、".join(named.roles) if named else "—"
    return Fault("process-not-entitled", where, {"person": who.person, "kind": what.kind, "roles": roles})
