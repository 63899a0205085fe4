"""Who is to be told what (提醒): kinds of notice as data, and what an entry or a clock of a case gives to tell."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from chengjie.package import Package
from chengjie.process import clocks, rights
from chengjie.process.definition import Definition
from chengjie.process.entry import Entry
from chengjie.process.law import Law
from chengjie.process.parts import Clock, Step
from chengjie.process.state import State, Token
from chengjie.values import Text

Way = Literal["site", "mail", "daily", "off"]
TABLE = "notices"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice (notices.csv). `on` is what gives it; `tells` whom it goes to; `secures` says that nobody can shut it off."""

    id: str
    on: str
    process: str
    step: str
    tells: tuple[str, ...]
    way: Way
    secures: bool
    title: Text
    words: Text


@dataclass(frozen=True, slots=True)
class Told:
    """Something to tell about a case: its words' parts, the roles at places that hear of it, and once for what (`occasion`).

    `people` names others: the opener, applicants. Nobody hears of a case that lies beyond the reach; the door sees to it.
    """

    kind: Kind
    occasion: str
    parts: tuple[tuple[str, Text], ...] = ()
    roles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    level: str = ""
    people: tuple[str, ...] = ()


_kept: weakref.WeakKeyDictionary[Package, Mapping[str, Kind]] = weakref.WeakKeyDictionary()


def kinds(package: Package) -> Mapping[str, Kind]:
    """The kinds of notice of a zone, by id; none where it has no table of them.

    >>> import chengjie.package
    >>> kinds(chengjie.package.open_package("xiangnan-xiangxi"))["sign-in-new"].secures
    True
    """
    if package not in _kept:
        rows = package.rows(TABLE) if TABLE in package.tables else ()
        _kept[package] = {
            row["id"]: Kind(
                row["id"], row["on"], row.get("process") or "", row.get("step") or "", tuple(row["tells"].split()),
                cast("Way", row["way"]), row.get("secures") == "yes", Text(row["title_zh"], row["title_en"]), Text(row["zh"], row["en"]),
            )
            for row in rows
        }  # fmt: skip
    return _kept[package]


def chosen(known: Mapping[str, Kind], on: str, *, process: str = "", step: str = "") -> Kind | None:
    """The kind for something that happened: one that names process and step goes before a general one."""
    fitting = [
        each for each in known.values() if each.on == on and each.process in {"", process} and each.step in {"", step}
    ]
    return max(fitting, key=lambda each: (bool(each.process), bool(each.step)), default=None)


def of_entry(known: Mapping[str, Kind], entry: Entry, state: State, definition: Definition) -> tuple[Told, ...]:
    """What an entry gives to tell, `state` being the case after it."""
    return tuple(_of_entry(known, entry, state, definition))


def _of_entry(known: Mapping[str, Kind], entry: Entry, state: State, definition: Definition) -> Iterator[Told]:
    once = f"{state.case}:{entry.number}"
    for token in state.tokens:
        if token.since == entry.at:
            step = definition.step_of[token.step]
            again = entry.act.kind == "decide" and token.round > 1 and token.step != entry.act.step
            yield from _to_step(known, "returned" if again else "waits", token, step, state, definition, once)
        elif entry.act.kind == "handover":
            step = definition.step_of[token.step]
            yield from _to_step(known, "handed-over", token, step, state, definition, once)
    if entry.act.kind in {"decide", "lapse"}:
        yield from _decided(known, entry, state, definition, once)
    if state.ended and state.last == entry.at:
        end = next((each.title.text for each in definition.ends if each.id == state.ended), Text("已撤回", "withdrawn"))
        yield from _told(known, "ended", definition, "", once, parts=(("end", end),))


def _decided(known: Mapping[str, Kind], entry: Entry, state: State, definition: Definition, once: str) -> Iterator[Told]:  # fmt: skip
    """What a certain step of a certain process tells when it is done, such as a circular to the places that were asked."""
    kind = chosen(known, "decided", process=definition.name, step=entry.act.step)
    if kind is None or any(each.step == entry.act.step for each in state.tokens):
        return
    for tells in kind.tells:
        asked = definition.step_of.get(tells.partition(":")[2])
        if asked is not None:
            yield Told(kind, once, roles=asked.who.roles, places=rights.seats_asked(state, asked))


def to_step(known: Mapping[str, Kind], on: str, token: Token, state: State, definition: Definition, *, occasion: str, by: Text | None = None) -> tuple[Told, ...]:  # fmt: skip
    """A word to those whose turn it is at an open step, such as a reminder that somebody sends."""
    return tuple(_to_step(known, on, token, definition.step_of[token.step], state, definition, occasion, by))


def _to_step(known: Mapping[str, Kind], on: str, token: Token, step: Step, state: State, definition: Definition, once: str, by: Text | None = None) -> Iterator[Told]:  # fmt: skip
    voted = {vote.seat for vote in token.votes}
    seats = [seat for seat in rights.seats_asked(state, step) if seat not in voted]
    named = state.data.get(step.place or "")
    places = seats or [named if isinstance(named, str) else state.place]
    parts = [("step", step.title.text), *([("by", by)] if by is not None else [])]
    yield from _told(known, on, definition, step.id, f"{once}:{step.id}", parts=parts, roles=step.who.roles, places=places, level=step.who.level or "")  # fmt: skip


def _told(
    known: Mapping[str, Kind], on: str, definition: Definition, step: str, occasion: str, *, parts: Iterable[tuple[str, Text]] = (),
    roles: Iterable[str] = (), places: Iterable[str] = (), level: str = "",
) -> Iterator[Told]:  # fmt: skip
    kind = chosen(known, on, process=definition.name, step=step)
    if kind is not None:
        people = tuple(each for each in kind.tells if each in {"opener", "applicants"})
        yield Told(kind, occasion, tuple(parts), tuple(roles), tuple(places), level, people)


def of_clocks(
    known: Mapping[str, Kind], state: State, definition: Definition, *, law: Law, day: date
) -> tuple[Told, ...]:
    """What the clocks of a case give to tell on a day: what falls due, what is overdue, and who has to look after it besides.

    A clock is told once for each day of `remind`, and once when it is overdue, however often it is asked.
    """
    return tuple(_of_clocks(known, state, definition, law, day))


def _of_clocks(known: Mapping[str, Kind], state: State, definition: Definition, law: Law, day: date) -> Iterator[Told]:
    for each in clocks.reminders(state, definition, law=law, day=day):
        clock = definition.clock_of[each.clock]
        read = clocks.reading(state, clock, law=law, day=day)
        if read is None:
            continue
        on = "escalated" if each.escalated else "late" if each.left < 0 else "due"
        parts = (("clock", clock.title.text), ("left", _days(abs(each.left), clock, working=read.working)))
        since = max((token.since.isoformat() for token in state.tokens if token.step in each.steps), default="")
        once = f"{state.case}:{each.clock}:{since}:{each.left if on == 'due' else on}"
        places = _at(state, definition, each.steps)
        level = clock.escalate.level or "" if each.escalated and clock.escalate is not None else ""
        yield from _told(known, on, definition, "", once, parts=parts, roles=each.roles, places=places, level=level)


def _at(state: State, definition: Definition, steps: tuple[str, ...]) -> list[str]:
    """The places that still have to act at these steps."""
    found: list[str] = []
    for token in state.tokens:
        if token.step in steps:
            step, voted = definition.step_of[token.step], {vote.seat for vote in token.votes}
            named = state.data.get(step.place or "")
            asked = [seat for seat in rights.seats_asked(state, step) if seat not in voted]
            found += asked or [named if isinstance(named, str) else state.place]
    return list(dict.fromkeys(found))


def _days(count: int, clock: Clock, *, working: bool) -> Text:
    """A number of days: working days, or days of the calendar where the case itself names the day."""
    plural = "" if count == 1 else "s"
    if working and clock.until is None:
        return Text(f"{count}个工作日", f"{count} working day{plural}")
    return Text(f"{count}天", f"{count} day{plural}")
