"""Worked cases of processes (样例): given, when, then in a planner's words; run by the tests and by the command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import Field

import chengjie.package
from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.package.written import Part, Said
from chengjie.process import clocks, drawing, papers
from chengjie.process.acting import SYSTEM, act
from chengjie.process.definition import Definition
from chengjie.process.entry import CHINA, Act, Entry, data_of
from chengjie.process.law import Law
from chengjie.process.library import Library, processes
from chengjie.process.people import Actor, Grant
from chengjie.process.replaying import advance, replay
from chengjie.process.state import State
from chengjie.rule import Budget

_BY = re.compile(r"([a-z-]+)(?:@([^/]*))?(?:/(\S+))?")
CASE = "CASE-1"


class Turn(Part):
    """An act (`do`), by whom and on which day, perhaps with the code that it is refused with; or what then holds."""

    day: date
    by: str = ""
    stands_in: str = ""
    do: str = ""
    seat: str = ""
    data: dict[str, Any] = Field(default_factory=dict)
    note: str = "样例"
    evidence: tuple[str, ...] = ()
    reused_from: str = ""
    channel: str = ""
    refused: tuple[str, ...] = ()
    then: dict[str, Any] = Field(default_factory=dict)


class Given(Part):
    """Where and about whom the case is, and what is known besides."""

    place: str = "431127"
    carrier: str = ""
    enterprise: str = ""
    budgets: dict[str, Decimal] = Field(default_factory=dict)
    certificates: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    limits: dict[str, int] = Field(default_factory=dict)
    """Limits that a place has filled in for itself; the sample says so."""


class Worked(Part):
    """One worked case."""

    name: Said
    process: str
    version: int | None = None
    systems: tuple[str, ...] = ()
    given: Given = Given()
    when: tuple[Turn, ...] = Field(min_length=1)


class WorkedFile(Part):
    """A file of worked cases (`cases/*.yaml`)."""

    id: str
    mechanism: str
    cases: tuple[Worked, ...]


@dataclass(frozen=True, slots=True)
class Ran:
    """How a worked case went: what did not come out as written, if anything."""

    name: str
    process: str
    systems: tuple[str, ...]
    detail: str
    entries: tuple[Entry, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything came out as written."""
        return not self.detail


def worked(package: Package) -> tuple[Worked, ...]:
    """Every worked case of a zone. Refuses `definition-invalid`."""
    found = [each for each in package.definitions("cases") if each.data.get("mechanism") == "process"]
    return tuple(case for file in chengjie.package.checked(found, WorkedFile) for case in file.cases)


def run_all(package: Package) -> tuple[Ran, ...]:
    """Run all of them."""
    library = processes(package)
    return tuple(run(each, library) for each in worked(package))


@dataclass(slots=True)
class _Play:
    """A worked case while it is played."""

    case: Worked
    library: Library
    definition: Definition
    law: Law
    budgets: dict[str, Budget]
    entries: list[Entry] = field(default_factory=list)
    state: State | None = None


def run(case: Worked, library: Library) -> Ran:
    """Play a worked case turn by turn; the first thing that differs from what is written ends it."""
    definition = library.get(case.process, case.version)
    budgets = {name: Budget(name, "", total) for name, total in case.given.budgets.items()}
    play = _Play(case, library, definition, _law(case.given, library.law), budgets)
    detail = ""
    for number, turn in enumerate(case.when, start=1):
        detail = "；".join(_turn(play, turn, number))
        if detail:
            detail = f"{turn.day} {turn.do or 'then'}: {detail}"
            break
    if not detail and play.entries and replay(play.entries, library.definitions) != play.state:
        detail = "replay differs"
    return Ran(case.name.zh, case.process, case.systems, detail, tuple(play.entries))


def _law(given: Given, law: Law) -> Law:
    filled = {name: replace(law.limits[name], value=days) for name, days in given.limits.items()}
    held = given.certificates
    return replace(
        law,
        limits={**law.limits, **filled},
        holds=lambda case, name: name in held.get(case, ()) if case in held else None,
    )


def _turn(play: _Play, turn: Turn, number: int) -> Iterator[str]:
    if turn.do:
        yield from _act(play, turn, number)
    if turn.then and play.state is not None:
        yield from _then(play, play.state, turn)


def _act(play: _Play, turn: Turn, number: int) -> Iterator[str]:
    when = datetime(turn.day.year, turn.day.month, turn.day.day, 9, number // 60, number % 60, tzinfo=CHINA)
    who = SYSTEM if turn.by == "system" else actor(turn.by, play.case.given, turn.stands_in)
    law = play.law.with_(budgets=play.budgets)
    definition = play.definition
    try:
        what = said(turn, play.case.given, play.state)
        if what.kind == "migrate":
            definition = play.library.get(play.case.process, what.version)
        entry = act(play.state, definition, who, what, when, law=law, case=CASE)
    except Refusal as refusal:
        codes = {each.code for each in refusal.faults}
        if codes != set(turn.refused):
            yield f"refused with {refusal}"
        return
    if turn.refused:
        yield f"not refused; wanted {', '.join(turn.refused)}"
    play.definition = definition
    play.entries.append(entry)
    play.state = advance(play.state, entry, play.library.definitions)
    play.budgets = drawing.drawn(play.budgets, [entry])


def actor(by: str, given: Given, stands_in: str = "") -> Actor:
    """A person from `role`, `role@where` or `role@where/name`; without a place the case's own, carrier or enterprise likewise."""
    found = _BY.fullmatch(by)
    if found is None:
        raise Refusal.of("process-sample-unreadable", words=by)
    role, where, name = found[1], found[2], found[3] or ""
    place = given.place if where is None else where
    bound = {
        "park-manager": Grant(role, carrier=given.carrier if where is None else where),
        "enterprise": Grant(role, enterprise=given.enterprise if where is None else where),
        "public": Grant(role, enterprise=given.enterprise if where is None else where),
    }
    other = actor(stands_in, given) if stands_in else None
    return Actor(
        f"{role}@{where or ''}/{name}" if where or name else role, (bound.get(role, Grant(role, place)),), other
    )


_DECIDE = re.compile(r"(lapse )?([a-z0-9-]+)=([a-z0-9-]+)")


def said(turn: Turn, given: Given, state: State | None) -> Act:
    """The act that a turn's words mean."""
    rest: dict[str, Any] = {
        "data": data_of(turn.data), "note": turn.note, "evidence": turn.evidence, "seat": turn.seat, "channel": turn.channel,
    }  # fmt: skip
    decided = _DECIDE.fullmatch(turn.do)
    if decided is not None:
        return Act("lapse" if decided[1] else "decide", step=decided[2], outcome=decided[3], **rest)
    verb, _, words = turn.do.partition(" ")
    if verb == "open":
        return Act("open", place=given.place, carrier=given.carrier, enterprise=given.enterprise, **rest)
    if verb in {"submit", "promise"}:
        digest = "" if verb == "promise" or turn.reused_from else f"digest-of-{words}"
        return Act(verb, document=words, digest=digest, reused_from=turn.reused_from, **rest)  # type: ignore[arg-type]  # a verb of an act
    if verb in {"suspend", "resume"}:
        return Act(verb, clock=words, **rest)  # type: ignore[arg-type]  # a verb of an act
    if verb in {"reverse", "correct"}:
        return Act(verb, number=_number(words, state), **rest)  # type: ignore[arg-type]  # a verb of an act
    first, _, second = words.partition(" ")
    parts: Mapping[str, dict[str, Any]] = {
        "extend": {"clock": first, "days": int(second) if second.isdigit() else 0}, "delegate": {"step": first, "to": second},
        "handover": {"to": first, "carrier": second}, "link": {"to": words}, "reopen": {"to": words},
        "migrate": {"version": int(first) if first.isdigit() else 0},
        "supply": {}, "note": {}, "withdraw": {},
    }  # fmt: skip
    if verb not in parts:
        raise Refusal.of("process-sample-unreadable", words=turn.do)
    return Act(verb, **parts[verb], **rest)  # type: ignore[arg-type]  # a verb of an act


def _number(words: str, state: State | None) -> int:
    """The entry that is meant: by its number, as `open`, or by the step that it decided last; 0 where there is none."""
    if words.isdigit() or words == "open":
        return 1 if words == "open" else int(words)
    visits = () if state is None else state.visits
    return max((each.number for each in visits if each.step == words and not each.annulled), default=0)


def _then(play: _Play, state: State, turn: Turn) -> Iterator[str]:
    for key, wanted in turn.then.items():
        look = _LOOKS.get(key)
        found = look(play, state, turn.day) if look is not None else f"no such check: {key}"
        if isinstance(wanted, dict) and isinstance(found, dict):
            found = {name: found.get(name) for name in wanted}
        if found != wanted:
            yield f"{key} is {found}, wanted {wanted}"


def _clock(play: _Play, state: State, day: date, part: str) -> dict[str, Any]:
    read = clocks.readings(state, play.definition, law=play.law, day=day)
    return {each.clock: "unknown" if (value := getattr(each, part)) is None else value for each in read}


_LOOKS: dict[str, Callable[[_Play, State, date], Any]] = {
    "open": lambda _, state, __: sorted(state.open),
    "ended": lambda _, state, __: state.ended,
    "place": lambda _, state, __: state.place,
    "reached": lambda _, state, __: {each.name: each.day for each in state.milestones},
    "lacking": lambda play, state, _: [each.document for each in papers.lacking(state, play.definition)],
    "certificates": lambda _, state, __: [each.name for each in state.certificates if each.revoked is None],
    "due": lambda play, state, day: _clock(play, state, day, "due"),
    "left": lambda play, state, day: _clock(play, state, day, "left"),
    "late": lambda play, state, day: _clock(play, state, day, "late"),
    "missing": lambda play, state, day: {name: list(each) for name, each in _clock(play, state, day, "missing").items()},
    "elapsed": lambda play, state, day: _clock(play, state, day, "elapsed"),
    "votes": lambda _, state, __: {step: len(each.votes) for step, each in state.open.items()},
    "data": lambda _, state, __: {name: float(each) if isinstance(each, Decimal) else each for name, each in state.data.items()},
    "budget": lambda play, _, __: {name: float(each.left) for name, each in play.budgets.items()},
    "days": lambda _, state, __: {
        each.step: (clocks.day_of(each.left) - clocks.day_of(each.entered)).days for each in state.visits if each.left and not each.annulled
    },
    "reminded": lambda play, state, day: sorted(
        role for each in clocks.reminders(state, play.definition, law=play.law, day=day) for role in each.roles
    ),
    "version": lambda _, state, __: state.version,
}  # fmt: skip
