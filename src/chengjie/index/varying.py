"""The same index under many choices at once: prepared once for each combination of steps, then aggregated for all its runs.

A combination that cannot be computed is kept with its runs and its reasons; it is never left away in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from chengjie.errors import Fault, Refusal
from chengjie.index import aggregating, preparing
from chengjie.index.compute import aggregate, ready
from chengjie.index.definition import Group, IndexDefinition
from chengjie.index.preparing import Columns, Prepared
from chengjie.index.sheet import Numbers, Sheet
from chengjie.index.steps import Doubts, Imputation, Normalisation, Treatment

Whole = NDArray[np.int64]
CELLS = 4_000_000
"""Runs times units that are held at once."""


@dataclass(frozen=True)
class Draw:
    """For each run: which alternative of each step (0 is the definition's own), which indicator is left out (-1 for none), and
    what each node's weight is multiplied by, (runs, nodes)."""

    impute: Whole
    treat: Whole
    normalise: Whole
    aggregate: Whole
    left_out: Whole
    weights: Numbers

    def __len__(self) -> int:
        return len(self.left_out)


@dataclass(frozen=True)
class Failure:
    """Runs that could not be computed: how many, under which combination, and why."""

    combination: Mapping[str, str]
    runs: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Varied:
    """The scores of each run, (runs, units), NaN where the run failed; the failures; the definition and units as computed."""

    definition: IndexDefinition
    units: tuple[str, ...]
    scores: Numbers
    failures: tuple[Failure, ...]

    @property
    def failed(self) -> int:
        """How many runs could not be computed."""
        return sum(each.runs for each in self.failures)


@dataclass(frozen=True)
class Alternatives:
    """The choices at each step, the definition's own first."""

    impute: tuple[Imputation, ...]
    treat: tuple[Treatment, ...]
    normalise: tuple[Normalisation, ...]
    aggregate: tuple[str, ...]

    @classmethod
    def of(cls, definition: IndexDefinition, doubts: Doubts) -> Alternatives:
        """The definition's own and what its doubts add."""
        own = definition
        return cls(
            (own.impute, *(each for each in doubts.impute if each != own.impute)),
            (own.treat, *(each for each in doubts.treat if each != own.treat)),
            (own.normalise, *(each for each in doubts.normalise if each != own.normalise)),
            (own.aggregate.method, *(each for each in doubts.aggregate if each != own.aggregate.method)),
        )


def vary(definition: IndexDefinition, sheet: Sheet, doubts: Doubts, draw: Draw) -> Varied:
    """Every run of a draw. Refuses only what the definition itself is refused for."""
    definition, prepared = ready(definition, sheet)
    choices = Alternatives.of(definition, doubts)
    scores = np.full((len(draw), len(prepared.sheet.units)), np.nan)
    failures: list[Failure] = []
    steps = product(range(len(choices.impute)), range(len(choices.treat)), range(len(choices.normalise)))
    for impute, treat, scale in steps:
        mine = (draw.impute == impute) & (draw.treat == treat) & (draw.normalise == scale)
        if not mine.any():
            continue
        named = {
            "impute": choices.impute[impute].method,
            "treat": choices.treat[treat].method,
            "normalise": choices.normalise[scale].method,
        }
        try:
            columns = _columns(definition, prepared, choices, impute, treat, scale)
            shares = aggregate(definition, columns)[1] if _is_weighed_by_figures(definition) else {}
        except Refusal as refusal:
            failures.append(Failure(named, int(mine.sum()), refusal.faults))
            continue
        for number, method in enumerate(choices.aggregate):
            runs = np.flatnonzero(mine & (draw.aggregate == number))
            if not len(runs):
                continue
            try:
                for part in np.array_split(runs, max(1, len(runs) * scores.shape[1] // CELLS)):
                    scores[part] = _run(definition, columns, shares, method if number else "", draw, part)
            except Refusal as refusal:
                failures.append(Failure({**named, "aggregate": method}, len(runs), refusal.faults))
    return Varied(definition, prepared.sheet.units, scores, tuple(failures))


def _is_weighed_by_figures(definition: IndexDefinition) -> bool:
    return any((group.weigh or definition.weigh).method != "given" for group in definition.groups)


def _columns(
    definition: IndexDefinition, prepared: Prepared, choices: Alternatives, impute: int, treat: int, scale: int
) -> Columns:
    """The figures on one scale under one combination; what is the definition's own is not computed again."""
    _, divided, imputed, treated, normalised = prepared.steps
    changed = definition.model_copy(
        update={"impute": choices.impute[impute], "treat": choices.treat[treat], "normalise": choices.normalise[scale]}
    )
    if impute:
        found = preparing.grouping_faults(changed, prepared.sheet)
        if found:
            raise Refusal(found)
        imputed = preparing.impute(changed, prepared.sheet, dict(divided))
    if impute or treat:
        treated = preparing.treat(changed, imputed)[0]
    if impute or treat or scale:
        return preparing.normalise(changed, treated, prepared.sheet)
    return dict(normalised)


def _run(
    definition: IndexDefinition,
    columns: Columns,
    shares: Mapping[str, Mapping[str, float]],
    method: str,
    draw: Draw,
    runs: Whole,
) -> Numbers:
    """All runs of one combination, group by group; a group that is left without an indicator gives its weight to its neighbours."""
    place = {node.code: number for number, node in enumerate(definition.nodes)}
    left = {each.code: number for number, each in enumerate(definition.indicators)}
    found: dict[str, Numbers] = dict(columns)
    empty: dict[str, NDArray[np.bool_]] = {}
    for group in definition.bottom_up():
        children = definition.children(group.code)
        counted = [child for child in children if not child.bonus]
        weights = np.empty((len(counted), len(runs)))
        for row, child in enumerate(counted):
            own = shares[group.code][child.code] if shares else child.weight or 0.0
            weights[row] = own * draw.weights[runs, place[child.code]]
            weights[row] *= draw.left_out[runs] != left.get(child.code, -2)
            if child.code in empty:
                weights[row] *= ~empty[child.code]
        nothing = weights.sum(axis=0) == 0
        if nothing.any():
            empty[group.code] = nothing
            weights[:, nothing] = 1.0
        found[group.code] = _group(
            definition, group, [found[each.code] for each in counted], weights, method, len(runs)
        )
        bonuses = [(found[child.code], child.most) for child in children if child.bonus]
        found[group.code] = aggregating.finish(
            found[group.code], group, [found[each.code] for each in counted], bonuses
        )
    return found[definition.root]


def _group(
    definition: IndexDefinition, group: Group, children: list[Numbers], weights: Numbers, method: str, runs: int
) -> Numbers:
    own = definition.method(group)
    used = method if method and own in {"arithmetic", "geometric", "harmonic"} else own
    if any(child.ndim == 2 for child in children):
        units = children[0].shape[-1]
        children = [child if child.ndim == 2 else np.broadcast_to(child, (runs, units)) for child in children]
    return aggregating.combine(np.array(children), weights, used, definition.aggregate, name=group.code)  # type: ignore[arg-type]  # one of the means


def ranks(scores: Numbers, among: NDArray[np.bool_] | None = None) -> Numbers:
    """Places within each run, 1 for the best, ties sharing the best; NaN where the score is unknown. `among` names the units that
    take part, so that runs in which more are known do not change the size of the field.

    >>> import numpy as np
    >>> ranks(np.array([[5.0, 7.0, 5.0, np.nan]])).tolist()
    [[2.0, 1.0, 2.0, nan]]
    """
    if among is not None:
        scores = np.where(among, scores, np.nan)
    order = np.argsort(-scores, axis=1, kind="stable")
    ordered = np.take_along_axis(scores, order, axis=1)
    places = np.ones(scores.shape)
    fresh = ordered[:, 1:] != ordered[:, :-1]
    places[:, 1:] = np.where(fresh, np.arange(2, scores.shape[1] + 1), 0)
    places = np.maximum.accumulate(places, axis=1)
    answer = np.empty(scores.shape)
    np.put_along_axis(answer, order, places, axis=1)
    answer[np.isnan(scores)] = np.nan
    return answer
