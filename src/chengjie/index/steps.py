"""The choices at each step of an index: what is asked of the data, how gaps, outliers, scales and weights are dealt with."""

from __future__ import annotations

import itertools
from typing import Annotated, Literal

from pydantic import Field, model_validator

from chengjie.package.written import Part

Finite = Annotated[float, Field(allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Portion = Annotated[float, Field(ge=0, le=1)]
Method = Literal[
    "arithmetic", "geometric", "harmonic", "sum", "minimum", "shortfall", "copeland", "kemeny", "benefit-of-the-doubt"
]
Weights = Literal["given", "equal", "entropy", "critic", "pca", "ahp", "budget", "best-worst"]


class Screening(Part):
    """Who and what is left out, by name: units that know, or have non-zero, too small a share of their indicators;
    indicators known for too small a share of units."""

    at_least: Portion = 0.0
    nonzero: Portion = 0.0
    indicators_at_least: Portion = 0.0


class Imputation(Part):
    """How a gap is filled: not at all; by the mean or median of all units or of the unit's group; by regression on the
    indicators without gaps; by expectation-maximisation of a joint normal; by the unit's last figure, up to `years` old."""

    method: Literal["none", "mean", "median", "regression", "em", "carry"] = "none"
    group: str | None = None
    years: Annotated[int, Field(ge=1)] = 1


class Treatment(Part):
    """Outliers. Where |skewness| and kurtosis both pass their limits, values are winsorised, up to `most` a side; where that
    does not suffice, `then` is put on the untreated values. `always` treats without asking."""

    method: Literal["none", "winsorise", "log", "log-shifted", "log-gii", "box-cox"] = "none"
    skewness: Positive = 2.0
    kurtosis: Positive = 3.5
    most: Annotated[int, Field(ge=0)] = 5
    then: Literal["none", "log", "log-shifted", "log-gii", "box-cox"] = "log"
    power: Finite = 0.0
    always: bool = False


class StepPoints(Part):
    """Points by steps from a reference: holding it earns `holding` (0–1 of the points); each `step` (0.05 = 5 %) above
    earns `each` points more and below as many less, between `floor` and `cap` (in points of 100)."""

    holding: Portion = 0.8
    step: Positive = 0.05
    each: Finite = 1.0
    floor: Finite = 0.0
    cap: Positive = 150.0


class Normalisation(Part):
    """How an indicator is put on its scale. `low` and `high` bound min–max and goalposts, `mean` and `deviation` shape z-scores,
    `knots` give (value, score) pairs, `bands` (from this value on, score) pairs, or for `quantile-bands` (from this share of the
    units on, score) pairs; `margin` is what counts as about the mean; `cap` bounds ratios; `log` comes first."""

    method: Literal[
        "min-max", "z-score", "rank", "percentile-rank", "borda", "distance-to-maximum", "distance-to-reference",
        "distance-to-target", "fraction-of-maximum", "goalposts", "ratio", "piecewise", "bands", "steps", "as-is",
        "above-mean", "quantile-bands", "cyclical", "balance-of-opinions", "yearly-difference",
    ] = "min-max"  # fmt: skip
    low: Finite = 0.0
    high: Finite = 100.0
    mean: Finite = 0.0
    deviation: Positive = 1.0
    goalposts: dict[str, tuple[Finite, Finite]] = Field(default_factory=dict)
    targets: dict[str, Finite] = Field(default_factory=dict)
    benchmarks: dict[str, Finite] = Field(default_factory=dict)
    reference: str | None = None
    clip: bool = True
    cap: Positive | None = None
    log: bool = False
    knots: tuple[tuple[Finite, Finite], ...] = ()
    bands: tuple[tuple[Finite, Finite], ...] = ()
    margin: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    steps: StepPoints = StepPoints()

    @model_validator(mode="after")
    def _ascending(self) -> Normalisation:
        for pairs in (self.knots, self.bands):
            if any(one[0] >= other[0] for one, other in itertools.pairwise(pairs)):
                raise ValueError("values ascend")
        if self.method == "quantile-bands" and not all(0 <= share <= 1 for share, _ in self.bands):
            raise ValueError("shares of the units lie between 0 and 1")
        return self


class Weighing(Part):
    """Where the weights under a group come from.

    `given` are the nodes' own; `equal`; from the data: `entropy`, `critic`, `pca`; from people: `ahp` (comparisons `a/b: 3`,
    refused above the `consistency` limit), `budget` (each expert's points), `best-worst` (linear model).
    """

    method: Weights = "given"
    comparisons: dict[str, Positive] = Field(default_factory=dict)
    consistency: Positive = 0.1
    experts: tuple[dict[str, Finite], ...] = ()
    total: Positive = 100.0
    best: str | None = None
    worst: str | None = None
    best_to_others: dict[str, Positive] = Field(default_factory=dict)
    others_to_worst: dict[str, Positive] = Field(default_factory=dict)


class Gate(Part):
    """A threshold that good results elsewhere do not make up for: a child below `below` holds the parent at `most` at best."""

    below: Finite
    most: Finite


class Aggregation(Part):
    """How children become their parent. With `unknown` one unknown child leaves the parent unknown; with `known` the others
    share its weight, as long as `at_least` of the weight is known. `levels` overrules by level (1 is above the indicators)."""

    method: Method = "arithmetic"
    missing: Literal["unknown", "known"] = "unknown"
    at_least: Portion = 0.0
    levels: dict[int, Method] = Field(default_factory=dict)
    shares: tuple[Portion, Portion] = (0.0, 1.0)


class Ranking(Part):
    """Places by score: `decimals` rounds first; ties share the best place (1 2 2 4), the middle (1 2.5 2.5 4), or leave no gap."""

    ties: Literal["best", "middle", "dense"] = "best"
    decimals: Annotated[int, Field(ge=0, le=12)] | None = None


class Doubts(Part):
    """What is varied to see how far the ranks can be trusted: each weight by up to `weights` of itself either way; another
    imputation, treatment, normalisation, way of weighing or of aggregating beside the definition's own; one indicator or none
    left out. A way of weighing is one for the whole index, or one by the code of each group that it is for."""

    runs: Annotated[int, Field(ge=1, le=100_000)] = 1000
    seed: Annotated[int, Field(ge=0)] = 0
    weights: Portion = 0.25
    normalise: tuple[Normalisation, ...] = ()
    weigh: tuple[Weighing | dict[str, Weighing], ...] = ()
    aggregate: tuple[Method, ...] = ()
    impute: tuple[Imputation, ...] = ()
    treat: tuple[Treatment, ...] = ()
    leave_out: bool = True
