"""Worked cases of an index (算例): rows given, parts filled, and what must come out; run by the tests and shown on the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from chengjie.errors import Fault, Refusal, Where
from chengjie.index.compute import Scores, compute
from chengjie.index.definition import Example, IndexDefinition
from chengjie.index.filling import filled
from chengjie.index.sheet import Sheet
from chengjie.values import Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a case came out as written, and where not, what differed."""

    index: str
    name: Text
    passed: bool
    detail: str = ""


def sheet_of_rows(rows: Sequence[Mapping[str, float | str | None]]) -> Sheet:
    """Rows with `unit` and figures as a sheet. Refuses `index-data-no-units`, `index-data-duplicate-unit`, `index-data-not-finite`."""
    faults: list[Fault] = []
    units: dict[str, Mapping[str, float | str | None]] = {}
    for number, row in enumerate(rows, start=1):
        unit = str(row.get("unit") or "").strip()
        if not unit:
            faults.append(Fault("index-data-unit-unnamed", Where(row=number), {}))
        elif unit in units:
            faults.append(Fault("index-data-duplicate-unit", Where(row=number), {"name": unit}))
        units[unit] = {name: cell for name, cell in row.items() if name != "unit"}
        faults += [
            Fault("index-data-not-finite", Where(row=number, column=name), {})
            for name, cell in row.items()
            if isinstance(cell, float) and not np.isfinite(cell)
        ]
    if not units:
        faults.append(Fault("index-data-one-unit", parameters={"count": 0}))
    if faults:
        raise Refusal(faults)
    return _sheet(units, "")


def sheet_of_case(example: Example) -> Sheet:
    """The rows of a case as a sheet."""
    return _sheet(example.given, example.name.zh)


def _sheet(given: Mapping[str, Mapping[str, float | str | None]], file: str) -> Sheet:
    units = tuple(given)
    names = dict.fromkeys(name for row in given.values() for name in row)
    numbers, labels = {}, {}
    for name in names:
        cells = [row.get(name) for row in given.values()]
        if any(isinstance(cell, str) for cell in cells):
            labels[name] = tuple(None if cell is None else str(cell) for cell in cells)
        else:
            numbers[name] = np.array([np.nan if cell is None else float(cell) for cell in cells])
    return Sheet(units, numbers, labels, file=file)


def run(definition: IndexDefinition, example: Example) -> Outcome:
    """One case. A refusal is an outcome like any other: it has to be the one that is written."""
    try:
        scores = compute(filled(definition, example.fill) if example.fill else definition, sheet_of_case(example))
    except Refusal as refusal:
        found = sorted({fault.code for fault in refusal.faults})
        passed = found == sorted(set(example.refused))
        return Outcome(definition.id, example.name.text, passed, "" if passed else str(refusal)[:400])
    if example.refused:
        return Outcome(definition.id, example.name.text, False, f"not refused; expected {', '.join(example.refused)}")
    differences = list(_differences(scores, example))
    return Outcome(definition.id, example.name.text, not differences, "; ".join(differences))


def run_all(definition: IndexDefinition) -> tuple[Outcome, ...]:
    """Every case of a definition."""
    return tuple(run(definition, example) for example in definition.cases)


def _differences(scores: Scores, example: Example) -> list[str]:
    place = {unit: row for row, unit in enumerate(scores.units)}
    found = [f"{unit} is not scored" for unit in {*example.scores, *example.ranks, *example.grades} - set(place)]
    for unit, wanted in example.scores.items():
        if unit not in place:
            continue
        got = float(scores.score[place[unit]])
        same = np.isnan(got) if wanted is None else abs(got - wanted) <= example.margin
        if not same:
            found.append(f"score of {unit}: {got:.9g}, expected {wanted}")
    for said, wanted_all, given in (("rank", example.ranks, scores.ranks), ("grade", example.grades, scores.grades)):
        for unit, expected in wanted_all.items():
            if unit in place and given[place[unit]] != expected:
                found.append(f"{said} of {unit}: {given[place[unit]]}, expected {expected}")
    return found
