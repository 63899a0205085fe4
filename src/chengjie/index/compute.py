"""The steps of an index in their order, each kept, so that any score can be unfolded to the raw figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from chengjie.errors import Refusal
from chengjie.index import aggregating, checking, expanding, preparing, ranking, weighing
from chengjie.index.definition import Group, IndexDefinition
from chengjie.index.preparing import Columns, Prepared
from chengjie.index.sheet import Numbers, Sheet

STEPS = ("raw", "denominated", "imputed", "treated", "normalised", "aggregated")


@dataclass(frozen=True)
class Scores:
    """An index computed: every step by column, the weights used, what was done to each indicator, who was left out and why.

    `steps[step][code]` has shape (units,); NaN is unknown, and a unit whose score is unknown has no rank. `weights[group]` are
    the shares of what is weighed under it. `definition` is as computed: level and growth set apart, given groups as indicators.
    """

    definition: IndexDefinition
    sheet: Sheet
    steps: Mapping[str, Mapping[str, Numbers]]
    weights: Mapping[str, Mapping[str, float]]
    treatment: Mapping[str, str]
    screened_out: Mapping[str, str]
    dropped: Mapping[str, float]

    @property
    def units(self) -> tuple[str, ...]:
        """Who is scored, in the order of the data."""
        return self.sheet.units

    @property
    def score(self) -> Numbers:
        """The index itself, one value a unit."""
        return self.steps["aggregated"][self.definition.root]

    @property
    def ranks(self) -> tuple[int | float | None, ...]:
        """1 for the best of its period; None where the score is unknown."""
        return ranking.by_period(self.score, self.sheet.periods, self.definition.rank)

    @property
    def grades(self) -> tuple[str | None, ...]:
        """The class of each unit, where the definition has classes."""
        return ranking.classes(self.score, self.ranks, self.definition.grades, periods=self.sheet.periods)

    def as_json(self) -> dict[str, Any]:
        """`units`, `steps`, `scores`, `ranks` and what was done on the way (DESIGN §11)."""
        return {
            "index": self.definition.id,
            "units": list(self.units),
            "periods": list(self.sheet.periods),
            "steps": {
                step: {code: [plain(value) for value in column.tolist()] for code, column in columns.items()}
                for step, columns in self.steps.items()
            },
            "scores": [plain(value) for value in self.score.tolist()],
            "ranks": list(self.ranks),
            "grades": list(self.grades),
            "weights": {group: dict(shares) for group, shares in self.weights.items()},
            "treatment": dict(self.treatment),
            "screened_out": dict(self.screened_out),
            "dropped": dict(self.dropped),
        }


def plain(value: float) -> float | None:
    """A number as JSON has it: unknown is null."""
    return None if value != value else value  # NaN alone differs from itself


def compute(definition: IndexDefinition, sheet: Sheet) -> Scores:
    """Score every unit of the sheet.

    Refuses, all at once: a broken tree, parts and weights that nobody stated, missing columns, words for numbers; then empty
    or constant indicators; then what a mean cannot take.
    """
    definition, prepared = ready(definition, sheet)
    columns, weights = aggregate(definition, prepared.normalised)
    steps = (*prepared.steps, columns)
    return Scores(
        definition, prepared.sheet, dict(zip(STEPS, steps, strict=True)), weights, prepared.treatment, prepared.screened_out, prepared.dropped
    )  # fmt: skip


def ready(definition: IndexDefinition, sheet: Sheet) -> tuple[IndexDefinition, Prepared]:
    """The definition as computed and the figures up to the normalised, checked."""
    faults = checking.tree_faults(definition)
    if faults:
        raise Refusal(faults)
    definition = expanding.expanded(expanding.with_given(definition, sheet.numbers))
    faults = [*checking.missing(definition), *preparing.faults(definition, sheet)]
    if faults:
        raise Refusal(faults)
    prepared = preparing.prepare(definition, sheet)
    return preparing.without(definition, prepared.dropped), prepared


def aggregate(definition: IndexDefinition, normalised: Columns) -> tuple[Columns, dict[str, dict[str, float]]]:
    """Every group from the bottom up, and the shares of weight under each."""
    columns: Columns = dict(normalised)
    shares: dict[str, dict[str, float]] = {}
    for group in definition.bottom_up():
        columns[group.code], shares[group.code] = _group(definition, group, columns)
    return columns, shares


def _group(definition: IndexDefinition, group: Group, columns: Columns) -> tuple[Numbers, dict[str, float]]:
    children = definition.children(group.code)
    counted = [child for child in children if not child.bonus]
    weights = weighing.weights(definition, group, columns)
    values = np.array([columns[child.code] for child in counted])
    method = definition.method(group)
    score = aggregating.combine(values, weights[:, None], method, definition.aggregate, name=group.code)[0]
    bonuses = [(columns[child.code], child.most) for child in children if child.bonus]
    whole = 1.0 if method == "sum" else float(weights.sum())
    shares = {child.code: float(weight) / whole for child, weight in zip(counted, weights, strict=True)}
    return aggregating.finish(score, group, list(values), bonuses), shares
