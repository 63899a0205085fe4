"""Figures over cases (办件指标): rates, sums and days with their definitions as data; what is unknown in one case stays unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from pydantic import Field, model_validator

import chengjie.package
from chengjie.errors import Fault, Refusal, Where
from chengjie.package import Package
from chengjie.package.written import Part, Said
from chengjie.process import clocks
from chengjie.process.definition import Definition
from chengjie.process.law import Law
from chengjie.process.library import Library
from chengjie.process.parts import ID
from chengjie.process.state import State
from chengjie.process.workdays import UnknownYearError
from chengjie.values import Source, Trail

KIND = "rates"
_CENT = Decimal("0.01")


class Rate(Part):
    """A figure: what is counted, summed or averaged, over which cases.

    `share`: of the cases that reached one of `among` those that reached one of `reached`. `sum`: the field `top` over the field
    `base`. `days`: working days from a milestone (or `opened`) to another, on average. `channel`: the share of cases opened by
    `channel`. `visits`: how often an applicant came to a window, on average. `on-time`: the share of ended cases whose `clock`
    was kept.
    """

    id: str = Field(pattern=ID)
    title: Said
    kind: Literal["share", "sum", "days", "channel", "visits", "on-time"]
    processes: tuple[str, ...] = Field(min_length=1)
    among: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    top: str = ""
    base: str = ""
    start: str = "opened"
    until: str = ""
    channel: str = "online"
    clock: str = ""
    source: str
    note: Said | None = None

    @model_validator(mode="after")
    def _complete(self) -> Rate:
        wanted = {
            "share": self.reached and self.among,
            "sum": self.top and self.base,
            "days": self.until,
            "on-time": self.clock,
        }
        if not wanted.get(self.kind, True):
            raise ValueError(f"a figure of kind {self.kind} lacks what it counts")
        return self


@dataclass(frozen=True, slots=True)
class One:
    """What one case adds: to the top and to the base; None is unknown, and `why` says what is missing."""

    case: str
    top: Decimal | None
    base: Decimal | None
    why: str = ""
    number: int = 0


def rates(package: Package) -> tuple[Rate, ...]:
    """The figures of a zone. Refuses `definition-invalid`, `process-name-unknown`, `process-source-unknown`."""
    found = chengjie.package.checked(package.definitions(KIND), Rate)
    processes = {each.id.partition("@")[0] for each in package.definitions("processes")}
    faults: list[Fault] = []
    for rate in found:
        where = Where(file=f"{KIND}/{rate.id}.yaml")
        faults += [
            Fault("process-name-unknown", where, {"kind": "process", "name": name, "nearest": None})
            for name in rate.processes if name not in processes
        ]  # fmt: skip
        if rate.source not in package.sources:
            faults.append(Fault("process-source-unknown", where, {"source": rate.source}))
    if faults:
        raise Refusal(faults)
    return found


def measured(
    rate: Rate, states: Iterable[State], library: Library, *, day: date, sources: Mapping[str, Source] | None = None
) -> Trail:
    """A figure over cases as they stand on a day, with each case under it.

    One case of which something is missing leaves the whole unknown; without any case that counts it is unknown as well. Shares
    are in %, rounded half to even to two places; the exact counts stand under them.
    """
    ones = [
        one for state in states if state.definition in rate.processes for one in each(rate, state, library, day=day)
    ]
    value, unit = total(rate, ones)
    parts = tuple(
        Trail(
            f"case:{one.case}", rate.title.text, one.top, ground="unknown" if one.why else "filing", how=one.why,
            locator=f"entry {one.number}" if one.number else "",
        )
        for one in ones
    )  # fmt: skip
    top, base = _sums(ones)
    how = "" if value is None else f"{top:f} / {base:f}"
    source = (sources or {}).get(rate.source)
    return Trail(
        f"rate:{rate.id}",
        rate.title.text,
        value,
        unit,
        "unknown" if value is None else "formula",
        how,
        source,
        parts=parts,
    )


def total(rate: Rate, ones: Sequence[One]) -> tuple[Decimal | None, str]:
    """The figure and its unit."""
    return figure(rate, *_sums(ones), count=len(ones), unknown=sum(bool(one.why) for one in ones))


def figure(rate: Rate, top: Decimal, base: Decimal, *, count: int, unknown: int) -> tuple[Decimal | None, str]:
    """The same from sums over the cases that count, and how many of these are unknown."""
    unit = "%" if rate.kind in {"share", "sum", "channel", "on-time"} else "工作日" if rate.kind == "days" else "次"
    if not count or unknown or not base:
        return None, unit
    ratio = top / base * (100 if unit == "%" else 1)
    return ratio.quantize(_CENT, ROUND_HALF_EVEN), unit


def _sums(ones: Sequence[One]) -> tuple[Decimal, Decimal]:
    return (
        sum((one.top for one in ones if one.top is not None), Decimal(0)),
        sum((one.base for one in ones if one.base is not None), Decimal(0)),
    )


def each(rate: Rate, state: State, library: Library, *, day: date) -> Iterable[One]:
    """What a case adds to a figure; nothing where it does not count."""
    definition = library.get(state.definition, state.version)
    if rate.among and not any(state.reached(name) for name in rate.among):
        return ()
    if rate.kind == "share":
        found = next((found for name in rate.reached if (found := state.reached(name))), None)
        return (One(state.case, Decimal(1 if found else 0), Decimal(1), number=found.number if found else 0),)
    if rate.kind == "sum":
        return (_sum(rate, state),)
    if rate.kind == "days":
        return _days(rate, state, library.law)
    if rate.kind == "on-time":
        return _on_time(rate, state, definition, library.law, day)
    known = [channel for channel in state.channels if channel]
    if not known:
        return (One(state.case, None, None, "channel"),)
    if rate.kind == "channel":
        return (One(state.case, Decimal(known[0] == rate.channel), Decimal(1), number=1),)
    return (One(state.case, Decimal(known.count("window")), Decimal(1)),)


def _sum(rate: Rate, state: State) -> One:
    top, base = state.data.get(rate.top), state.data.get(rate.base)
    missing = [name for name, value in ((rate.top, top), (rate.base, base)) if not isinstance(value, Decimal)]
    if missing:
        return One(state.case, None, None, "、".join(missing))
    return One(state.case, top if isinstance(top, Decimal) else None, base if isinstance(base, Decimal) else None)


def _days(rate: Rate, state: State, law: Law) -> Iterable[One]:
    """Cases that have not come so far do not count."""
    reached = state.reached(rate.until)
    begun = state.reached(rate.start)
    if reached is None or (rate.start != "opened" and begun is None):
        return ()
    start = clocks.day_of(state.opened) if begun is None else begun.day
    try:
        return (One(state.case, Decimal(law.calendar.count(start, reached.day)), Decimal(1), number=reached.number),)
    except UnknownYearError as error:
        return (One(state.case, None, None, f"year:{error.year}"),)


def _on_time(rate: Rate, state: State, definition: Definition, law: Law, day: date) -> Iterable[One]:
    clock = definition.clock_of.get(rate.clock)
    read = clocks.reading(state, clock, law=law, day=day) if clock is not None and state.ended else None
    if read is None:
        return ()
    if read.late is None:
        return (One(state.case, None, None, "、".join(read.missing) or f"limit:{rate.clock}"),)
    return (One(state.case, Decimal(not read.late), Decimal(1)),)
