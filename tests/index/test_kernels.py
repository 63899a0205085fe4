"""Compiled passes over long columns give what NumPy gives, and the threads change nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.index import Group, IndexDefinition, Indicator, Sheet, compute, kernels, treating
from chengjie.index.steps import Imputation, Normalisation, Treatment

FEW = st.lists(st.sampled_from([-3.0, -1.5, 0.0, 0.1, 2.0, 7.0, 1e6]), min_size=1, max_size=40).map(np.array)
KEPT = settings(max_examples=60, deadline=None)


@KEPT
@given(FEW, st.integers(1, 6))
def test_the_outermost_values_are_the_different_ones_in_order(known: np.ndarray, count: int) -> None:
    different = np.unique(known)
    assert kernels.outermost(known, count, -1.0).tolist() == different[:count].tolist()
    assert kernels.outermost(known, count, 1.0).tolist() == different[::-1][:count].tolist()


@KEPT
@given(FEW)
def test_moments_are_those_of_numpy(known: np.ndarray) -> None:
    away = known - known.mean()
    wanted = [(away**power).sum() for power in (2, 3, 4)]
    scale = [max((np.abs(away) ** power).sum(), 1e-12) for power in (2, 3, 4)]
    for one, other, whole in zip(kernels.moments(known), wanted, scale, strict=True):
        assert abs(one - other) <= 1e-12 * whole


def doubtful(rows: int, *, constant: bool = False) -> tuple[IndexDefinition, Sheet]:
    """Ten indicators of every shape with gaps, filled by region, winsorised, on min–max both ways."""
    generator = np.random.default_rng(4)
    shapes: list[np.ndarray] = [
        generator.lognormal(size=rows),
        generator.normal(size=rows),
        -generator.lognormal(1, 2, rows),
    ]
    numbers = {f"x{n}": shapes[n % 3] * (n + 1) for n in range(10)}
    numbers["x9"] = generator.poisson(0.4, rows) ** 3.0
    if constant:
        numbers["x2"], numbers["x5"] = np.full(rows, 3.0), np.full(rows, np.nan)
    for name in ("x0", "x1", "x7"):
        numbers[name][generator.random(rows) < 0.05] = np.nan
    definition = IndexDefinition(
        id="long",
        title={"zh": "长列", "en": "long"},  # type: ignore[arg-type]
        groups=(Group(code="index"),),
        indicators=tuple(Indicator(code=f"x{n}", parent="index", direction=-1 if n % 2 else 1) for n in range(10)),
        impute=Imputation(method="mean", group="region"),
        treat=Treatment(method="winsorise"),
        normalise=Normalisation(),
    )
    regions = tuple(f"r{row % 7}" for row in range(rows))
    return definition, Sheet(tuple(f"u{row}" for row in range(rows)), numbers, {"region": regions})


def test_long_columns_are_scored_as_short_ones_are(monkeypatch: pytest.MonkeyPatch) -> None:
    definition, data = doubtful(treating.LONG + 5)
    compiled = compute(definition, data)
    monkeypatch.setattr("chengjie.index.treating.LONG", 10**9)
    monkeypatch.setattr("chengjie.index.columns.LONG", 10**9)
    plain = compute(definition, data)
    assert dict(compiled.treatment) == dict(plain.treatment)
    for step, columns in plain.steps.items():
        for code, values in columns.items():
            np.testing.assert_allclose(compiled.steps[step][code], values, rtol=1e-12, atol=1e-12)
    assert compiled.ranks == plain.ranks


def test_the_steps_of_long_columns_leave_the_figures_of_the_sheet_alone() -> None:
    definition, data = doubtful(treating.LONG)
    before = {name: values.copy() for name, values in data.numbers.items()}
    scores = compute(definition, data)
    for name, values in before.items():
        np.testing.assert_array_equal(data.numbers[name], values)
        np.testing.assert_array_equal(scores.steps["raw"][name], values)


def test_faults_of_long_columns_come_together_in_the_order_of_the_indicators() -> None:
    with pytest.raises(Refusal) as refused:
        compute(*doubtful(treating.LONG, constant=True))
    assert [(fault.code, fault.parameters["name"]) for fault in refused.value.faults] == [
        ("index-indicator-constant", "x2"),
        ("index-indicator-empty", "x5"),
    ]
