"""From entries to a state: a case is replayed up to any day, and comes out the same each time (回放)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from chengjie.errors import Refusal
from chengjie.process import moving
from chengjie.process.definition import WITHDRAWN, Definition
from chengjie.process.entry import Entry
from chengjie.process.state import (
    Answer,
    Certificate,
    Draft,
    Extended,
    Head,
    Milestone,
    Paper,
    Pause,
    State,
    Version,
    Visit,
    Vote,
)

Definitions = Mapping[tuple[str, int], Definition]
"""Definitions by name and version."""


def replay(entries: Iterable[Entry], definitions: Definitions, *, until: date | None = None) -> State:
    """The state of a case after its entries, or after those up to a day. Refuses `process-entry-illegal`, `process-no-entries`.

    Gates are not asked again: each entry says how they were answered. The hashes are not checked here; `verify` does that.
    """
    draft: Draft | None = None
    for entry in entries:
        if until is not None and entry.day > until:
            break
        definition = _definition(draft, entry, definitions)
        try:
            draft = folded(draft, entry, definition, recorded(entry))
        except (KeyError, IndexError, ValueError) as error:
            raise illegal(entry, str(error)) from error
    if draft is None:
        raise Refusal.of("process-no-entries", until=until.isoformat() if until else None)
    return draft.state()


def advance(state: State | None, entry: Entry, definitions: Definitions) -> State:
    """The state after one more entry: the same as a replay of all of them."""
    draft = Draft.of(state) if state is not None else None
    definition = _definition(draft, entry, definitions)
    try:
        return folded(draft, entry, definition, recorded(entry)).state()
    except (KeyError, IndexError, ValueError) as error:
        raise illegal(entry, str(error)) from error


def illegal(entry: Entry, detail: str) -> Refusal:
    """An entry that the definition does not allow: the record and the definitions do not belong together."""
    return Refusal.of(
        "process-entry-illegal", case=entry.case, entry=entry.number, kind=entry.act.kind, detail=detail[:120]
    )


def _definition(draft: Draft | None, entry: Entry, definitions: Definitions) -> Definition:
    act = entry.act
    named = (act.definition, act.version) if draft is None or act.kind == "migrate" else None
    key = named or (draft.head.definition, draft.head.version)  # type: ignore[union-attr]  # named where there is no draft
    found = definitions.get(key)
    if found is None:
        raise Refusal.of("process-definition-unknown", name=key[0], version=key[1], case=entry.case)
    return found


def folded(draft: Draft | None, entry: Entry, definition: Definition, ask: Answer) -> Draft:
    """The draft with one more entry; `ask` answers the gates on the way. Raises where the definition does not allow it."""
    if draft is None:
        return _opened(entry, definition, ask)
    if entry.number != draft.head.count + 1 or entry.at < draft.head.last or entry.case != draft.head.case:
        raise ValueError("the entries do not follow one another")
    head = draft.head
    head.count, head.last, head.head = entry.number, entry.at, entry.hash
    if entry.act.channel:
        draft.channels.append(entry.act.channel)
    draft.ask = ask
    draft.passed.update(entry.passed)
    for resource, do, _ in entry.draws:
        if do == "release":
            draft.held.pop(resource, None)
        elif do == "reserve":
            draft.held[resource] = entry.number
    if entry.act.kind != "note":
        _KINDS[entry.act.kind](draft, entry, definition)
    return draft


def _opened(entry: Entry, definition: Definition, ask: Answer) -> Draft:
    act = entry.act
    if act.kind != "open":
        raise ValueError("the first entry opens the case")
    draft = Draft(
        Head(
            entry.case, act.definition, act.version, act.digest, act.place, act.place, act.carrier, act.enterprise,
            entry.at, entry.at, 1, entry.hash, entry.by.instead_of or entry.by.person,
        )
    )  # fmt: skip
    draft.data.update(act.data)
    if act.channel:
        draft.channels.append(act.channel)
    draft.ask = ask
    draft.passed.update(entry.passed)
    moving.go(draft, definition.graph, definition.start, source="", at=entry.at)
    return draft


def recorded(entry: Entry) -> Answer:
    """The answers of gates as the entry keeps them."""
    answers = dict(entry.passed)
    return lambda _, node: answers[node]


def seats(draft: Draft, definition: Definition, step: str) -> tuple[str, ...] | None:
    """The places that are asked at a step; None where persons answer."""
    field = definition.step_of[step].who.each
    if field is None:
        return None
    asked = draft.data.get(field, ())
    return asked if isinstance(asked, tuple) else (str(asked),)


def _decide(draft: Draft, entry: Entry, definition: Definition) -> None:
    act, step = entry.act, definition.step_of[entry.act.step]
    token = draft.tokens[step.id]
    outcome = step.outcomes[act.outcome]
    seat = act.seat or entry.by.instead_of or entry.by.person
    vote = Vote(
        seat, entry.by.person, act.outcome, entry.number, entry.at, act.data if step.who.each else (), act.evidence
    )
    draft.tokens[step.id] = replace(token, votes=(*token.votes, vote))
    if step.who.each is None:
        draft.data.update(act.data)
    asked = seats(draft, definition, step.id)
    decided = act.outcome if act.kind == "lapse" else moving.result(
        step.who, draft.tokens[step.id].votes, None if asked is None else len(asked), tuple(step.outcomes)
    )  # fmt: skip
    if decided is None:
        return
    outcome = step.outcomes[decided]
    draft.leave(step.id, entry.at, outcome=decided, number=entry.number)
    if outcome.reaches and not any(each.name == outcome.reaches for each in draft.milestones):
        draft.milestones.append(Milestone(outcome.reaches, entry.at, entry.number))
    draft.certificates = [
        replace(each, revoked=entry.at) if each.name in outcome.revokes and each.revoked is None else each
        for each in draft.certificates
    ]
    draft.certificates += [Certificate(name, entry.number, entry.at) for name in outcome.issues]
    moving.go(draft, definition.graph, outcome.to, source=step.id, at=entry.at)


def _submit(draft: Draft, entry: Entry, definition: Definition) -> None:
    act, name = entry.act, definition.document_of[entry.act.document].id
    paper = draft.papers.get(name, Paper(name))
    version = Version(len(paper.versions) + 1, act.digest, entry.at, entry.by.person, act.reused_from)
    draft.papers[name] = replace(paper, versions=(*paper.versions, version))


def _promise(draft: Draft, entry: Entry, definition: Definition) -> None:
    name = definition.document_of[entry.act.document].id
    draft.papers[name] = replace(draft.papers.get(name, Paper(name)), promised=entry.at)


def _data(draft: Draft, entry: Entry, _: Definition) -> None:
    draft.data.update(entry.act.data)


def _link(draft: Draft, entry: Entry, _: Definition) -> None:
    draft.links.append((entry.act.to, entry.act.note))


def _suspend(draft: Draft, entry: Entry, _: Definition) -> None:
    draft.pauses.append(Pause(entry.act.clock, entry.at, None, entry.act.note))


def _resume(draft: Draft, entry: Entry, _: Definition) -> None:
    draft.pauses = [
        replace(each, until=entry.at) if each.until is None and each.clock == entry.act.clock else each
        for each in draft.pauses
    ]


def _extend(draft: Draft, entry: Entry, definition: Definition) -> None:
    draft.extended.append(
        Extended(definition.clock_of[entry.act.clock].id, entry.act.days, entry.number, entry.act.note)
    )


def _delegate(draft: Draft, entry: Entry, _: Definition) -> None:
    token = draft.tokens[entry.act.step]
    draft.tokens[token.step] = replace(token, delegates=(*token.delegates, entry.act.to))


def _handover(draft: Draft, entry: Entry, _: Definition) -> None:
    draft.handovers.append((draft.head.place, entry.at))
    draft.head.place = entry.act.to or draft.head.place
    draft.head.carrier = entry.act.carrier or draft.head.carrier


def _withdraw(draft: Draft, entry: Entry, _: Definition) -> None:
    moving.end(draft, WITHDRAWN, entry.at)


def decided_by(visits: Iterable[Visit], number: int) -> Visit | None:
    """The stay that an entry decided, if it stands."""
    return next((each for each in visits if each.number == number and not each.annulled), None)


def undone(visits: Iterable[Visit], definition: Definition, number: int) -> frozenset[int]:
    """The entries that fall with a decision: itself, and what was decided after it at steps that may follow from it."""
    kept = tuple(visits)
    visit = decided_by(kept, number)
    if visit is None:
        return frozenset()
    following = moving.downstream(definition.graph, visit.step)
    return frozenset(
        each.number for each in kept if each.number >= number and each.step in following and not each.annulled
    )


def _reverse(draft: Draft, entry: Entry, definition: Definition) -> None:
    visit = decided_by(draft.visits, entry.act.number)
    if visit is None:
        raise ValueError("nothing to reverse")
    gone = undone(draft.visits, definition, visit.number)
    draft.visits = [replace(each, annulled=True) if each.number in gone else each for each in draft.visits]
    draft.milestones = [each for each in draft.milestones if each.number not in gone]
    draft.certificates = [
        replace(each, revoked=entry.at) if each.number in gone and each.revoked is None else each
        for each in draft.certificates
    ]
    moving.back(draft, definition.graph, visit.step, entry.at)


def _reopen(draft: Draft, entry: Entry, definition: Definition) -> None:
    moving.back(draft, definition.graph, definition.step_of[entry.act.to].id, entry.at)


def _migrate(draft: Draft, entry: Entry, definition: Definition) -> None:
    act = entry.act
    renamed = steps_from(definition, draft.head.version)
    draft.tokens = {
        name: replace(token, step=name) for old, token in draft.tokens.items() for name in (renamed.get(old, old),)
    }
    if not set(draft.tokens) <= set(definition.step_of) or not set(draft.forks) <= set(definition.graph.forks):
        raise ValueError("an open step has no counterpart")
    draft.visits = [replace(each, step=renamed.get(each.step, each.step)) for each in draft.visits]
    draft.rounds = {renamed.get(step, step): turn for step, turn in draft.rounds.items()}
    draft.head.definition, draft.head.version, draft.head.digest = act.definition, act.version, act.digest


def steps_from(definition: Definition, version: int) -> Mapping[str, str]:
    """Which step of an earlier version is which step here."""
    return next((each.steps for each in definition.migrations if each.source_version == version), {})


_KINDS: dict[str, Callable[[Draft, Entry, Definition], None]] = {
    "decide": _decide, "lapse": _decide, "submit": _submit, "promise": _promise, "supply": _data, "correct": _data,
    "link": _link, "suspend": _suspend, "resume": _resume, "extend": _extend, "delegate": _delegate,
    "handover": _handover, "withdraw": _withdraw, "reverse": _reverse, "reopen": _reopen, "migrate": _migrate,
}  # fmt: skip
