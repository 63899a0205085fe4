"""An agreement on sharing (分享协议): parties, phases, what is shared of each item and by whom; read from YAML and checked."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import pydantic

from chengjie.errors import Fault, Refusal, Where
from chengjie.package import documents, mistakes
from chengjie.package.written import Part, Said

ID = r"^[a-z0-9][a-z0-9-]{0,63}$"
ONE = Decimal(1)


def _exact(value: object) -> object:
    """Shares are written as text or whole numbers; a YAML float is read by its digits, not by its bits."""
    return repr(value) if isinstance(value, float) else value


Exact = Annotated[Decimal, pydantic.BeforeValidator(_exact), pydantic.Field(allow_inf_nan=False)]
Share = Annotated[Exact, pydantic.Field(ge=0, le=1)]


class Party(Part):
    """Someone who shares."""

    id: str = pydantic.Field(pattern=ID)
    title: Said


class Cap(Part):
    """The most that a party gets of a line, in each period, year or the whole phase; the rest goes to `then`."""

    party: str
    most: Exact = pydantic.Field(ge=0)
    over: Literal["period", "year", "phase"] = "phase"
    then: str


class Line(Part):
    """One thing that is shared: the local part of items, above a threshold, in shares.

    `items` gives for each item the part of it that is shared at all (地方留存部分); what lies below `above` in a period
    goes to `below`; a negative base (a refund) is shared alike only where `refunds` says so.
    """

    id: str = pydantic.Field(pattern=ID)
    title: Said
    kind: Literal["revenue", "statistic", "duty"] = "revenue"
    items: dict[str, Share] = pydantic.Field(min_length=1)
    shares: dict[str, Share] = pydantic.Field(min_length=1)
    above: Exact | None = pydantic.Field(default=None, ge=0)
    below: str | None = None
    caps: tuple[Cap, ...] = ()
    refunds: Literal["share", "refuse"] = "refuse"
    source: str = pydantic.Field(min_length=1)


class Phase(Part):
    """A stretch of days in which lines hold; an amendment is a later phase that says what it amends."""

    id: str = pydantic.Field(pattern=ID)
    start: date = pydantic.Field(alias="from")
    end: date = pydantic.Field(alias="until")
    amends: str | None = None
    lines: tuple[Line, ...] = pydantic.Field(min_length=1)


class OneOff(Part):
    """A payment of its own day: a compensation, the value of a brand or of management."""

    id: str = pydantic.Field(pattern=ID)
    title: Said
    day: date
    payer: str = pydantic.Field(alias="from")
    payee: str = pydantic.Field(alias="to")
    amount: Exact = pydantic.Field(gt=0)
    source: str = pydantic.Field(min_length=1)


class Agreement(Part):
    """The whole agreement. Statistics (kind `statistic`) are shared for assessment and never mixed with money."""

    id: str = pydantic.Field(pattern=ID)
    title: Said
    currency: Literal["CNY"] = "CNY"
    parties: tuple[Party, ...] = pydantic.Field(min_length=2)
    phases: tuple[Phase, ...] = pydantic.Field(min_length=1)
    one_off: tuple[OneOff, ...] = ()
    agreed: date | None = None
    agreed_first: bool = False
    """Whether shares have to be agreed before the first income (先确权后转化); facts of earlier days are then refused."""
    simulated: bool = False
    note: str = ""

    @property
    def version(self) -> str:
        """The mark of exactly these terms: 16 hex digits."""
        written = json.dumps(self.model_dump(mode="json", by_alias=True), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:16]


def read_agreement(source: Path | Mapping[str, object]) -> Agreement:
    """An agreement from a YAML file or a mapping. Refuses `agreement-…`, every fault at once."""
    file = source.name if isinstance(source, Path) else "agreement"
    data = documents.read_yaml(source, file=file) if isinstance(source, Path) else source
    if open_places := _blanks(data):
        raise Refusal(Fault("agreement-blank", Where(file=file, column=each), {"place": each}) for each in open_places)
    try:
        agreement = Agreement.model_validate(data)
    except pydantic.ValidationError as error:
        raise Refusal(_malformed(each, file) for each in mistakes.listed(error)) from error
    faults = list(_faults(agreement, file))
    if faults:
        raise Refusal(faults)
    return agreement


def _malformed(mistake: Mapping[str, Any], file: str) -> Fault:
    words = mistakes.said(mistake)
    where = Where(file=file, column=".".join(map(str, mistake["loc"])))
    return Fault("agreement-malformed", where, {"detail": f"{words.zh} · {words.en}"})


def _blanks(data: Mapping[str, object], path: tuple[str, ...] = ()) -> list[str]:
    """The places that are still open, as dotted paths."""
    found: list[str] = []
    for key, value in data.items():
        items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else None
        if value is None or value == "":
            found += [] if key == "note" else [".".join((*path, str(key)))]
        elif items is not None:
            found += _blanks({str(name): each for name, each in items}, (*path, str(key)))
    return found


def _faults(agreement: Agreement, file: str) -> Iterator[Fault]:
    if agreement.agreed_first and agreement.agreed is None:
        yield Fault("agreement-day-missing", Where(file=file, column="agreed"), {"agreement": agreement.id})
    known = {party.id for party in agreement.parties}
    yield from _twice([party.id for party in agreement.parties], file, "parties")
    yield from _twice([phase.id for phase in agreement.phases], file, "phases")
    yield from _twice([each.id for each in agreement.one_off], file, "one_off")
    yield from _overlaps(agreement, file)
    for phase in agreement.phases:
        where = Where(file=file, column=f"phases.{phase.id}")
        if phase.end < phase.start:
            yield Fault(
                "agreement-phase-backwards",
                where,
                {"phase": phase.id, "from": str(phase.start), "until": str(phase.end)},
            )
        if phase.amends and phase.amends not in {each.id for each in agreement.phases}:
            yield Fault("agreement-amends-unknown", where, {"phase": phase.id, "amends": phase.amends})
        yield from _twice([line.id for line in phase.lines], file, f"phases.{phase.id}.lines")
        for line in phase.lines:
            yield from _line_faults(line, known, Where(file=file, column=f"phases.{phase.id}.{line.id}"))
    for each in agreement.one_off:
        yield from _unknown({each.payer, each.payee} - known, Where(file=file, column=f"one_off.{each.id}"))


def _line_faults(line: Line, known: set[str], where: Where) -> Iterator[Fault]:
    whole = sum(line.shares.values(), Decimal(0))
    if whole != ONE:
        yield Fault("agreement-shares-sum", where, {"line": line.id, "sum": f"{whole * 100:f}".rstrip("0").rstrip(".")})
    named = {*line.shares, *(cap.party for cap in line.caps), *(cap.then for cap in line.caps)}
    yield from _unknown(({*named, line.below} - {None} if line.below else named) - known, where)
    if line.above is not None and line.below is None:
        yield Fault("agreement-below-missing", where, {"line": line.id})
    capped = {cap.party for cap in line.caps}
    for cap in line.caps:
        if cap.then in capped:
            yield Fault("agreement-cap-circular", where, {"line": line.id, "party": cap.then})


def _unknown(names: set[str] | set[str | None], where: Where) -> Iterator[Fault]:
    for name in sorted(str(name) for name in names):
        yield Fault("agreement-party-unknown", where, {"party": name})


def _twice(names: list[str], file: str, column: str) -> Iterator[Fault]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Fault("agreement-id-twice", Where(file=file, column=column), {"id": name})


def _overlaps(agreement: Agreement, file: str) -> Iterator[Fault]:
    ordered = sorted(agreement.phases, key=lambda phase: phase.start)
    for one, other in itertools.pairwise(ordered):
        if other.start <= one.end:
            yield Fault(
                "agreement-phases-overlap",
                Where(file=file, column="phases"),
                {"one": one.id, "other": other.id, "from": str(other.start), "until": str(min(one.end, other.end))},
            )
