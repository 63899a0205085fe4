"""Claims under a scheme (申领): one row a claim, checked against what the scheme asks; an empty cell is unknown."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from chengjie.errors import Fault, Refusal, Where
from chengjie.expression.schema import Kind
from chengjie.package import documents
from chengjie.settlement import sheets
from chengjie.settlement.support import Scheme
from chengjie.values import Column, Table, Text, reading
from chengjie.values.exact import Exact

MOST_ROWS = 200_000
FIXED: Mapping[str, Text] = {
    "claim": Text("申领编号", "claim"),
    "claimant": Text("申领人", "claimant"),
    "day": Text("申领日期", "day"),
    "proofs": Text("已交佐证", "proofs on file"),
    "disputed": Text("有争议", "disputed"),
    "note": Text("备注", "note"),
}
NEEDED = ("claim", "claimant", "day")
Given = Exact | str | bool | date
"""A value of a claim: numbers are exact."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: whose, of which day, what it says, which proofs are on file."""

    id: str
    claimant: str
    day: date
    values: Mapping[str, Given]
    proofs: frozenset[str] = frozenset()
    disputed: bool = False
    note: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A parameter of a scheme that somebody filled, and on what ground."""

    name: str
    value: Given
    source: str


def columns(scheme: Scheme) -> Table:
    """The columns of a claims table with their meaning: what a template is made of."""
    rows = [(name, title.zh, title.en, "", "") for name, title in FIXED.items()]
    rows += [(each.name, each.title.zh, each.title.en, each.unit, each.supplier.zh) for each in scheme.inputs]
    named = (("column", "列", "column"), ("zh", "含义", "in Chinese"), ("en", "英文", "in English"), ("unit", "单位", "unit"), ("supplier", "谁能提供", "who knows"))  # fmt: skip
    return Table(tuple(Column(key, Text(zh, en)) for key, zh, en in named), tuple(rows), scheme.title.text)


def template(scheme: Scheme) -> Table:
    """An empty claims table: the header only."""
    fixed = [Column(name, title) for name, title in FIXED.items()]
    asked = [Column(each.name, each.title.text, each.unit, each.kind == "number") for each in scheme.inputs]
    return Table((*fixed, *asked), (), scheme.title.text)


def read_claims(source: Path | bytes, scheme: Scheme, *, name: str = "claims.csv") -> tuple[Claim, ...]:
    """The claims of a CSV or Excel file. A header may be the column's key or its Chinese or English title, with the unit or without.

    Refuses `claims-…`, every fault at its row and column.
    """
    file, lines = sheets.rows(source, name=name)
    return claims_of(lines, scheme, file=file)


def claims_of(lines: Sequence[Sequence[str]], scheme: Scheme, *, file: str) -> tuple[Claim, ...]:
    """The claims of a sheet's rows, the first of them the header. Refuses as `read_claims` does."""
    if not lines or len(lines) > MOST_ROWS:
        raise Refusal.of("claims-size", file=file, rows=max(len(lines) - 1, 0), most=MOST_ROWS)
    keys, faults = _header(lines[0], scheme, file)
    if faults:
        raise Refusal(faults)
    found: list[Claim] = []
    for number, cells in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in cells):
            said = {key: cell.strip() for key, cell in zip(keys, cells, strict=False)}
            claim, wrong = _claim(said, scheme, Where(file=file, row=number))
            faults += wrong
            found += [claim] if claim else []
    faults += _twice(found, file)
    if faults:
        raise Refusal(faults)
    return tuple(found)


def _header(cells: Sequence[str], scheme: Scheme, file: str) -> tuple[list[str], list[Fault]]:
    named: dict[str, str] = {}
    for column in template(scheme).columns:
        for word in (column.key, column.title.zh, column.title.en):
            named[word.lower()] = column.key
            named[f"{word.lower()}（{column.unit}）"] = named[f"{word.lower()} ({column.unit})"] = column.key
    keys = [named.get(cell.strip().lower(), "") for cell in cells]
    where = Where(file=file, row=1)
    faults = [
        Fault(
            "claims-column-unknown",
            Where(file=file, row=1, column=cell[:40]),
            {"column": cell[:40], "nearest": "".join(difflib.get_close_matches(cell.strip().lower(), named, 1, 0.3))},
        )
        for cell, key in zip(cells, keys, strict=True)
        if not key and cell.strip()
    ]
    faults += [Fault("claims-column-missing", where, {"column": each}) for each in NEEDED if each not in keys]
    faults += [Fault("claims-column-twice", where, {"column": key}) for key in sorted({k for k in keys if k and keys.count(k) > 1})]  # fmt: skip
    return keys, faults


def _claim(said: Mapping[str, str], scheme: Scheme, where: Where) -> tuple[Claim | None, list[Fault]]:
    faults = [Fault("claims-cell-missing", _at(where, name), {"column": name}) for name in NEEDED if not said.get(name)]
    day = _day(said.get("day", ""), where, faults)
    values: dict[str, Given] = {}
    for asked in scheme.inputs:
        if cell := said.get(asked.name, ""):
            value = given(cell, asked.kind)
            if value is None:
                faults.append(Fault("claims-cell", _at(where, asked.name), {"value": cell[:40], "kind": asked.kind}))
            elif isinstance(value, Exact) and value < 0:
                faults.append(Fault("claims-negative", _at(where, asked.name), {"value": cell[:40]}))
            else:
                values[asked.name] = value
    proofs = frozenset(part for part in said.get("proofs", "").replace("；", ";").replace("、", ";").split(";") if part)
    titles = {word: each.id for each in scheme.proofs for word in (each.id, each.title.zh, each.title.en)}
    known = "、".join(each.id for each in scheme.proofs) or "—"
    strange = sorted(part.strip()[:40] for part in proofs if part.strip() not in titles)
    faults += [Fault("claims-proof-unknown", _at(where, "proofs"), {"proof": each, "known": known}) for each in strange]
    disputed = reading.truth(said.get("disputed", "") or "no")
    if disputed is None:
        faults.append(Fault("claims-cell", _at(where, "disputed"), {"value": said["disputed"][:40], "kind": "truth"}))
    if faults or day is None:
        return None, faults
    named = frozenset(titles[part.strip()] for part in proofs)
    return Claim(said["claim"], said["claimant"], day, values, named, bool(disputed), said.get("note", ""), where.row or 0), []  # fmt: skip


def given(cell: str, kind: Kind) -> Given | None:
    """A cell as a value of its kind, numbers exact; None where it is none.

    >>> given("1,200.50", "number"), given("是", "truth"), given("about", "number")
    (Exact(value=Fraction(2401, 2)), True, None)
    """
    if kind == "text":
        return cell
    if kind == "truth":
        return reading.truth(cell)
    if kind == "date":
        return reading.day(cell)
    amount = reading.number(cell)
    return None if amount is None else Exact.of(amount)


def _day(cell: str, where: Where, faults: list[Fault]) -> date | None:
    day = reading.day(cell)
    if cell and day is None:
        faults.append(Fault("claims-day", _at(where, "day"), {"value": cell[: reading.SHOWN]}))
    return day


def _at(where: Where, column: str) -> Where:
    return Where(file=where.file, row=where.row, column=column)


def _twice(found: Iterable[Claim], file: str) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for claim in found:
        if claim.id in seen:
            yield Fault("claims-id-twice", Where(file=file, row=claim.row, column="claim"), {"claim": claim.id, "first": seen[claim.id]})  # fmt: skip
        seen.setdefault(claim.id, claim.row)


def read_terms(source: Path | Mapping[str, Any], scheme: Scheme) -> tuple[Term, ...]:
    """Parameters filled by a user: `name: {value: …, source: …}`. Refuses `terms-…`, every fault at once."""
    file = source.name if isinstance(source, Path) else "terms"
    data = documents.read_yaml(source, file=file) if isinstance(source, Path) else source
    known = {each.name: each for each in scheme.parameters}
    faults: list[Fault] = []
    found: list[Term] = []
    for name, said in data.items():
        where = Where(file=file, column=str(name))
        if name not in known:
            nearest = "".join(difflib.get_close_matches(str(name), known, 1, 0.3))
            faults.append(Fault("terms-name-unknown", where, {"name": str(name), "nearest": nearest}))
        elif not isinstance(said, Mapping) or not str(said.get("source") or "").strip():
            faults.append(Fault("terms-without-source", where, {"name": str(name)}))
        else:
            filled = said.get("value")
            value = given({True: "yes", False: "no"}.get(filled, str(filled)) if isinstance(filled, bool) else str(filled), known[name].kind)  # fmt: skip
            if value is None or (isinstance(value, Exact) and value < 0):
                faults.append(Fault("terms-value", where, {"name": str(name), "value": str(filled)[:40]}))
            else:
                found.append(Term(str(name), value, str(said["source"])))
    if faults:
        raise Refusal(faults)
    return tuple(found)
