"""The same index under many choices at once: prepared once for each combination of steps, then aggregated for all its runs.

A combination that cannot be computed is kept with its runs and its reasons; it is never left away in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chengjie.errors import Fault, Refusal
from chengjie.index import preparing, running
from chengjie.index.compute import ready
from chengjie.index.definition import IndexDefinition
from chengjie.index.preparing import Columns, Prepared
from chengjie.index.sheet import Numbers, Sheet
from chengjie.index.steps import Doubts, Imputation, Method, Normalisation, Ranking, Treatment, Weighing
from chengjie.index.words import word
from chengjie.values import Text

MEANS = ("arithmetic", "geometric", "harmonic")
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
    weigh: Whole
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

    @property
    def title(self) -> Text:
        """The combination in words, step by step.

        >>> Failure({"normalise": "z-score", "aggregate": "geometric"}, 9, ()).title.en
        'normalisation: z-score; aggregation: weighted geometric mean'
        """
        named = [(word(step), _said(choice)) for step, choice in self.combination.items()]
        return Text("；".join(f"{step.zh}：{way.zh}" for step, way in named), "; ".join(f"{step.en}: {way.en}" for step, way in named))  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """For a script or a page."""
        codes = sorted({fault.code for fault in self.faults})
        return {"combination": dict(self.combination), "title": self.title.as_json(), "runs": self.runs, "codes": codes}


def _said(choice: str) -> Text:
    """A choice in words; one for some groups only names each group before its own."""
    parts = [each.rpartition(" ") for each in choice.split(", ")]
    return Text("、".join(f"{code} {word(way).zh}".strip() for code, _, way in parts), ", ".join(f"{code} {word(way).en}".strip() for code, _, way in parts))  # fmt: skip


@dataclass(frozen=True)
class Varied:
    """The scores of each run, (runs, units), NaN where the run failed; the failures; the definition and units as computed, and
    the period of each unit's row, where there are periods."""

    definition: IndexDefinition
    units: tuple[str, ...]
    periods: tuple[str, ...]
    scores: Numbers
    failures: tuple[Failure, ...]

    def ranks(self, among: NDArray[np.bool_]) -> Numbers:
        """Places of each run by the rule of the definition, among the units of the same period."""
        return ranks(self.scores, among, periods=self.periods, how=self.definition.rank)

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
    weigh: tuple[Weighing | dict[str, Weighing], ...]
    aggregate: tuple[Method, ...]

    @classmethod
    def of(cls, definition: IndexDefinition, doubts: Doubts) -> Alternatives:
        """The definition's own and what its doubts add."""
        own = definition
        return cls(
            (own.impute, *(each for each in doubts.impute if each != own.impute)),
            (own.treat, *(each for each in doubts.treat if each != own.treat)),
            (own.normalise, *(each for each in doubts.normalise if each != own.normalise)),
            (own.weigh, *(each for each in doubts.weigh if each != own.weigh)),
            (own.aggregate.method, *(each for each in doubts.aggregate if each != own.aggregate.method)),
        )

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways of weighing by name."""
        return tuple(
            each.method
            if isinstance(each, Weighing)
            else ", ".join(f"{code} {how.method}" for code, how in each.items())
            for each in self.weigh
        )

    def joined(self, definition: IndexDefinition, weigh: int, aggregate: int) -> IndexDefinition:
        """The definition weighed and aggregated by an alternative. A way of weighing for the whole index leaves groups with
        their own way alone; a way of aggregating takes the place of the definition's own and of every mean."""
        groups, way, method = definition.groups, self.weigh[weigh], self.aggregate[aggregate]
        if isinstance(way, dict):
            groups = tuple(each.model_copy(update={"weigh": way.get(each.code, each.weigh)}) for each in groups)
        if aggregate:
            swapped = {*MEANS, definition.aggregate.method}
            groups = tuple(
                each.model_copy(
                    update={"method": method if definition.method(each) in swapped else definition.method(each)}
                )
                for each in groups
            )
        whole = definition.weigh if isinstance(way, dict) else way
        return definition.model_copy(update={"groups": groups, "weigh": whole})


def vary(definition: IndexDefinition, sheet: Sheet, doubts: Doubts, draw: Draw) -> Varied:
    """Every run of a draw. Refuses only what the definition with these doubts is itself refused for."""
    definition = definition.model_copy(update={"doubts": doubts})
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
        except Refusal as refusal:
            failures.append(Failure(named, int(mine.sum()), refusal.faults))
            continue
        for weigh, method in product(range(len(choices.weigh)), range(len(choices.aggregate))):
            runs = np.flatnonzero(mine & (draw.weigh == weigh) & (draw.aggregate == method))
            if not len(runs):
                continue
            changed = choices.joined(definition, weigh, method)
            try:
                for part in np.array_split(runs, max(1, len(runs) * scores.shape[1] // CELLS)):
                    factors = draw.weights[part] * ~_left_out(definition, draw.left_out[part])
                    scores[part] = running.scores(changed, columns, factors)
            except Refusal as refusal:
                scores[runs] = np.nan
                last = {"weigh": choices.ways[weigh], "aggregate": choices.aggregate[method]}
                failures.append(Failure(named | last, len(runs), refusal.faults))
    return Varied(definition, prepared.sheet.units, prepared.sheet.periods, scores, tuple(failures))


def _left_out(definition: IndexDefinition, left_out: Whole) -> NDArray[np.bool_]:
    """For each run, which node is the indicator that is left out."""
    place = {node.code: number for number, node in enumerate(definition.nodes)}
    found = np.zeros((len(left_out), len(place)), dtype=bool)
    runs = np.flatnonzero(left_out >= 0)
    places = np.array([place[each.code] for each in definition.indicators])
    found[runs, places[left_out[runs]]] = True
    return found


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


def ranks(
    scores: Numbers,
    among: NDArray[np.bool_] | None = None,
    *,
    periods: Sequence[str] = (),
    how: Ranking = Ranking(),  # noqa: B008  # frozen
) -> Numbers:
    """Places within each run, and where there are periods within each of them; NaN where the score is unknown. `among` names the
    rows that take part, so that runs in which more are known do not change the size of the field.

    >>> import numpy as np
    >>> ranks(np.array([[5.0, 7.0, 5.0, np.nan]])).tolist()
    [[2.0, 1.0, 2.0, nan]]
    >>> ranks(np.array([[5.0, 7.0, 5.0, 1.0]]), periods=("a", "a", "b", "b")).tolist()
    [[2.0, 1.0, 1.0, 2.0]]
    """
    if among is not None:
        scores = np.where(among, scores, np.nan)
    if how.decimals is not None:
        scores = np.round(scores, how.decimals)
    if len(set(periods)) < 2:
        return _places(scores, how.ties)
    answer = np.empty(scores.shape)
    words = np.array(periods)
    for period in sorted(set(periods)):
        own = np.flatnonzero(words == period)
        answer[:, own] = _places(scores[:, own], how.ties)
    return answer


def _places(scores: Numbers, ties: str) -> Numbers:
    order = np.argsort(-scores, axis=1, kind="stable")
    ordered = np.take_along_axis(scores, order, axis=1)
    size = scores.shape[1]
    fresh = np.ones(scores.shape, dtype=bool)
    fresh[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    if ties == "dense":
        places = np.cumsum(fresh, axis=1).astype(float)
    else:
        places = np.maximum.accumulate(np.where(fresh, np.arange(1.0, size + 1), 0), axis=1)
    if ties == "middle":
        final = np.ones(scores.shape, dtype=bool)
        final[:, :-1] = fresh[:, 1:]
        last = np.where(final, np.arange(1.0, size + 1), size)[:, ::-1]
        places = (places + np.minimum.accumulate(last, axis=1)[:, ::-1]) / 2
    answer = np.empty(scores.shape)
    np.put_along_axis(answer, order, places, axis=1)
    answer[np.isnan(scores)] = np.nan
    return answer
