"""Rows of a table before the carriers of a zone: each a firm or a lead, alone or in the group that moves together (组团)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from chengjie.errors import Fault, Refusal, Where
from chengjie.expression.schema import Value
from chengjie.matching.answer import Offer
from chengjie.matching.definition import Definition
from chengjie.matching.evidence import Asking
from chengjie.matching.ground import Ground
from chengjie.matching.match import carrier_pairs, read_industry
from chengjie.matching.pairs import FAILS, NOT_ASKED, OPEN, Pairs
from chengjie.matching.project import AMOUNTS, Project, Wishes
from chengjie.matching.sheet import Entry, Sheet
from chengjie.values import Quantity, Text


def firm_pairs(wanted: Definition, sheet: Sheet, known: Ground) -> Pairs:
    """Every row by itself against every carrier."""
    return carrier_pairs(wanted, tuple(_asking(wanted, each, sheet, known) for each in sheet.entries), known)


def _asking(wanted: Definition, entry: Entry, sheet: Sheet, known: Ground) -> Asking:
    project = Project(
        entry.name, _said(entry.values.get("industry")), origin=_said(entry.values.get("origin")) or None,
        wishes=Wishes((_said(entry.values.get("wished")),) if entry.values.get("wished") else ()), **_amounts(entry, sheet),
    )  # fmt: skip
    home = _said(entry.values.get("place")) or None
    return Asking.of(project, read_industry(project.industry, known.industries), known, wanted.origins, home=home)


def _said(value: Value) -> str:
    return "" if value is None else str(value)


def _amounts(entry: Entry, sheet: Sheet) -> dict[str, Quantity]:
    found = {}
    for name, (unit, _) in AMOUNTS.items():
        column, value = sheet.side.column(name), entry.values.get(name)
        if column is not None and isinstance(value, float) and value > 0:
            found[name] = Quantity(Decimal(str(value)), column.unit).to(unit)
    return found


@dataclass(frozen=True)
class Grouped:
    """The groups of a table, by name: the rows of each."""

    names: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]


def groups(sheet: Sheet, column: str) -> Grouped:
    """The rows that name the same group; a row without one is a group of its own. Refuses `group-amount-missing`."""
    found: dict[str, list[int]] = {}
    for place, entry in enumerate(sheet.entries):
        found.setdefault(_said(entry.values.get(column)) or entry.name, []).append(place)
    faults = [
        Fault("group-amount-missing", Where(file=sheet.file, row=sheet.entries[place].row, column=held.title.zh), {"group": name})
        for name, rows in found.items()
        for held in sheet.side.columns
        if held.name in AMOUNTS
        for place in rows
        if sheet.entries[place].values.get(held.name) is None and any(sheet.entries[other].values.get(held.name) is not None for other in rows)
    ]  # fmt: skip
    if faults:
        raise Refusal(faults)
    return Grouped(tuple(found), tuple(tuple(rows) for rows in found.values()))


def group_pairs(wanted: Definition, sheet: Sheet, known: Ground) -> Pairs:
    """Groups against every carrier: a criterion is the mean of the firms', a condition must hold for each firm and for their sum.

    It is unknown where it is unknown for one of them. A carrier is a good one where it is for more than half of the firms.
    """
    held = groups(sheet, str(wanted.together))
    alone = tuple(_asking(wanted, each, sheet, known) for each in sheet.entries)
    together = tuple(_sum(name, [alone[row] for row in rows]) for name, rows in zip(held.names, held.rows, strict=True))
    each, all_ = carrier_pairs(wanted, alone, known), carrier_pairs(wanted, together, known)
    worth = np.stack([each.criteria[list(rows)].mean(axis=0) for rows in held.rows])
    said = np.stack([_strictest(all_.conditions[k], each.conditions[list(rows)]) for k, rows in enumerate(held.rows)])
    good = np.stack([each.good[list(rows)].mean(axis=0) > 0.5 for rows in held.rows])
    asked = np.stack([each.asked[list(rows)].all(axis=0) for rows in held.rows])
    lacking = tuple(tuple(dict.fromkeys(name for row in rows for name in each.unasked[row])) for rows in held.rows)

    def reasons(i: int, j: int, k: int) -> tuple[str, str] | None:
        return _of_each(
            wanted.criteria[k].title.text,
            [(sheet.entries[row].name, float(each.criteria[row, j, k])) for row in held.rows[i]],
        )

    demand = tuple(Offer(name, Text(name, name)) for name in held.names)
    return Pairs(wanted, demand, all_.supply, worth, said, good, asked, lacking, all_.read, all_.case, reasons)


def _sum(name: str, askings: Sequence[Asking]) -> Asking:
    first = askings[0]
    amounts: dict[str, Any] = {
        key: Quantity(sum((found.value for found in stated), Decimal(0)), unit)
        for key, (unit, _) in AMOUNTS.items()
        if (stated := [found for each in askings if (found := getattr(each.project, key)) is not None])
    }
    project = Project(
        name, "、".join(each.project.industry for each in askings), origin=first.project.origin, **amounts
    )
    read = tuple(dict.fromkeys(found for each in askings for found in each.read[:1]))
    return Asking(project, read, first.ground, None, first.origin, first.home)


def _strictest(total: np.ndarray[tuple[int, ...], np.dtype[np.int8]], each: np.ndarray[tuple[int, ...], np.dtype[np.int8]]) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:  # fmt: skip
    said = np.concatenate([total[None], each])
    worst = np.where((said == OPEN).any(axis=0), OPEN, np.where((said == NOT_ASKED).all(axis=0), NOT_ASKED, 1))
    return np.where((said == FAILS).any(axis=0), FAILS, worst).astype(np.int8)


def _of_each(title: Text, values: list[tuple[str, float]]) -> tuple[str, str]:
    said = "、".join(f"{name} {'？' if np.isnan(value) else f'{value:.2f}'}" for name, value in values)
    return f"{title.zh}，各企业：{said}", f"{title.en}, firm by firm: {said}"
