"""The steps of an index in their order, each kept, so that any score can be unfolded to the raw figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from chengjie.errors import Fault, Refusal
from chengjie.index import scaling, treating
from chengjie.index.definition import Group, IndexDefinition, check
from chengjie.index.sheet import Numbers, Sheet

STEPS = ("raw", "denominated", "imputed", "treated", "normalised", "aggregated")
Columns = dict[str, Numbers]


@dataclass(frozen=True)
class Scores:
    """An index computed: every step by column, what was done to each indicator, who was left out and why.

    `steps[step][code]` has shape (units,); NaN is unknown, and a unit whose score is unknown has no rank.
    """

    definition: IndexDefinition
    units: tuple[str, ...]
    steps: Mapping[str, Mapping[str, Numbers]]
    treatment: Mapping[str, str]
    screened_out: Mapping[str, float]

    @property
    def score(self) -> Numbers:
        """The index itself, one value a unit."""
        return self.steps["aggregated"][self.definition.root]

    @property
    def ranks(self) -> tuple[int | None, ...]:
        """1 for the best; ties share the best rank of theirs; None where the score is unknown."""
        known = np.sort(-self.score[~np.isnan(self.score)])
        return tuple(
            None if np.isnan(value) else int(np.searchsorted(known, -value, side="left")) + 1 for value in self.score
        )

    def as_json(self) -> dict[str, Any]:
        """`units`, `steps`, `scores`, `ranks` and what was done on the way (DESIGN §11)."""
        return {
            "index": self.definition.id,
            "units": list(self.units),
            "steps": {
                step: {code: [_plain(value) for value in column] for code, column in columns.items()}
                for step, columns in self.steps.items()
            },
            "scores": [_plain(value) for value in self.score],
            "ranks": list(self.ranks),
            "treatment": dict(self.treatment),
            "screened_out": dict(self.screened_out),
        }


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def compute(definition: IndexDefinition, sheet: Sheet) -> Scores:
    """Score every unit of the sheet. Refuses a broken tree, unknown weights, missing columns, constant indicators."""
    check(definition)
    _check_columns(definition, sheet)
    sheet, screened_out = _screen(definition, sheet)
    raw = {each.code: sheet.numbers[each.code] for each in definition.indicators}
    denominated = {
        each.code: treating.divide(raw[each.code], sheet.numbers[each.denominator])
        if each.denominator
        else raw[each.code]
        for each in definition.indicators
    }
    labels = sheet.labels.get(definition.impute.group or "", ())
    imputed = {code: treating.fill(values, definition.impute, labels) for code, values in denominated.items()}
    tamed = {code: treating.tame(values, definition.treat) for code, values in imputed.items()}
    treated = {code: values for code, (values, _) in tamed.items()}
    normalised = _normalise(definition, treated)
    steps = (raw, denominated, imputed, treated, normalised, _aggregate(definition, normalised))
    done = {code: what for code, (_, what) in tamed.items() if what}
    return Scores(definition, sheet.units, dict(zip(STEPS, steps, strict=True)), done, screened_out)


def _check_columns(definition: IndexDefinition, sheet: Sheet) -> None:
    wanted = {each.code for each in definition.indicators} | {
        each.denominator for each in definition.indicators if each.denominator
    }
    faults = [
        Fault("index-data-column-missing", parameters={"name": name}) for name in sorted(wanted - set(sheet.numbers))
    ]
    group = definition.impute.group
    if group and group not in sheet.labels:
        faults.append(Fault("index-data-column-missing", parameters={"name": group}))
    if len(sheet.units) < 2:
        faults.append(Fault("index-data-one-unit", parameters={"count": len(sheet.units)}))
    if faults:
        raise Refusal(faults)


def _screen(definition: IndexDefinition, sheet: Sheet) -> tuple[Sheet, dict[str, float]]:
    known = np.mean([~np.isnan(sheet.numbers[each.code]) for each in definition.indicators], axis=0)
    keep = known >= definition.screen.at_least
    if keep.sum() < 2:
        raise Refusal.of("index-data-one-unit", count=int(keep.sum()))
    dropped = {unit: float(share) for unit, share, kept in zip(sheet.units, known, keep, strict=True) if not kept}
    kept_units = tuple(unit for unit, kept in zip(sheet.units, keep, strict=True) if kept)
    labels = {
        name: tuple(word for word, kept in zip(words, keep, strict=True) if kept)
        for name, words in sheet.labels.items()
    }
    return Sheet(kept_units, {name: values[keep] for name, values in sheet.numbers.items()}, labels), dropped


def _normalise(definition: IndexDefinition, treated: Columns) -> Columns:
    faults: list[Fault] = []
    normalised: Columns = {}
    for each in definition.indicators:
        try:
            normalised[each.code] = scaling.scale(
                treated[each.code], each.direction, definition.normalise, code=each.code
            )
        except Refusal as refusal:
            faults.extend(refusal.faults)
    if faults:
        raise Refusal(faults)
    return normalised


def _aggregate(definition: IndexDefinition, normalised: Columns) -> Columns:
    columns: Columns = dict(normalised)
    for group in definition.bottom_up():
        columns[group.code] = _mean(definition, group, columns)
    return columns


def _mean(definition: IndexDefinition, group: Group, columns: Columns) -> Numbers:
    """The weighted mean of the children (§4: an unknown one makes it unknown, unless the definition says otherwise)."""
    children = definition.children(group.code)
    values = np.array([columns[child.code] for child in children])
    weights = np.array([[child.weight or 0.0] for child in children]) * ~np.isnan(values)
    total = weights.sum(axis=0)
    method = group.method or definition.aggregate.method
    if definition.aggregate.missing == "unknown":
        total[np.isnan(values).any(axis=0)] = np.nan
    if method != "arithmetic" and (values <= 0).any():
        raise Refusal.of("index-not-positive", name=group.code, method=method)
    filled = np.where(np.isnan(values), 1.0, values)
    with np.errstate(invalid="ignore", divide="ignore"):
        if method == "geometric":
            return np.asarray(np.exp((weights * np.log(filled)).sum(axis=0) / total))
        if method == "harmonic":
            return np.asarray(total / (weights / filled).sum(axis=0))
        return np.asarray((weights * filled).sum(axis=0) / total)
