"""What an index refuses, and what it leaves unknown."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.index import Group, IndexDefinition, Indicator, Sheet, compute, read_sheet
from chengjie.index.scaling import scale
from chengjie.index.steps import Aggregation, Normalisation, Screening

ROOT = Group(code="total")


def index(*indicators: Indicator, groups: tuple[Group, ...] = (ROOT,), **steps: object) -> IndexDefinition:
    title = {"zh": "示例", "en": "example"}
    return IndexDefinition(id="example", title=title, indicators=indicators, groups=groups, **steps)  # type: ignore[arg-type]


def sheet(**columns: list[float]) -> Sheet:
    size = len(next(iter(columns.values())))
    return Sheet(tuple(f"u{n}" for n in range(size)), {name: np.array(values) for name, values in columns.items()}, {})


A, B = Indicator(code="a", parent="total"), Indicator(code="b", parent="total")


def codes(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Refusal) as refused:
        call()
    return [fault.code for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        (index(groups=(ROOT,)), ["index-empty", "index-tree-childless"]),
        (index(A, A), ["index-tree-duplicate"]),
        (index(A, groups=(ROOT, Group(code="other"))), ["index-tree-root", "index-tree-childless"]),
        (index(A, Indicator(code="b", parent="nowhere")), ["index-tree-orphan"]),
        (index(A, Indicator(code="b", parent="total", weight=None)), ["index-weight-unknown"]),
        (
            index(A, groups=(ROOT, Group(code="x", parent="y"), Group(code="y", parent="x"))),
            ["index-tree-circle", "index-tree-circle"],
        ),
    ],
)
def test_a_definition_that_does_not_hold_together_is_refused(definition: IndexDefinition, expected: list[str]) -> None:
    assert codes(lambda: compute(definition, sheet(a=[1, 2], b=[1, 2]))) == expected


def test_every_missing_column_is_named_at_once() -> None:
    assert codes(lambda: compute(index(A, B), sheet(c=[1, 2]))) == ["index-data-column-missing"] * 2


def test_one_unit_cannot_be_compared() -> None:
    assert codes(lambda: compute(index(A), sheet(a=[1]))) == ["index-data-one-unit"]


def test_every_constant_indicator_is_named_at_once() -> None:
    assert codes(lambda: compute(index(A, B), sheet(a=[1, 1], b=[2, 2]))) == ["index-indicator-constant"] * 2


def test_a_geometric_mean_of_zero_is_refused() -> None:
    definition = index(A, aggregate=Aggregation(method="geometric"))
    assert codes(lambda: compute(definition, sheet(a=[1, 2]))) == ["index-not-positive"]


def test_goalposts_that_nobody_set_are_asked_for() -> None:
    assert codes(lambda: scale(np.array([1.0, 2.0]), 1, Normalisation(method="goalposts"), code="a")) == [
        "index-goalposts-unknown"
    ]


def test_goalposts_bound_the_score() -> None:
    how = Normalisation(method="goalposts", goalposts={"a": (10.0, 0.0)})
    assert scale(np.array([-5.0, 5.0, 20.0]), -1, how, code="a").tolist() == [100.0, 50.0, 0.0]


def test_an_unknown_figure_leaves_the_score_unknown_and_unranked() -> None:
    scores = compute(index(A, B), sheet(a=[1, 2, float("nan")], b=[1, 2, 3]))
    assert scores.ranks == (2, 1, None)
    assert scores.as_json()["scores"] == [0.0, 75.0, None]


def test_unknown_may_be_shared_out_where_the_definition_says_so() -> None:
    definition = index(A, B, aggregate=Aggregation(missing="known"))
    assert compute(definition, sheet(a=[1, 2, float("nan")], b=[1, 2, 3])).ranks == (3, 2, 1)


def test_who_knows_too_little_is_left_out_by_name() -> None:
    definition = index(A, B, screen=Screening(at_least=0.6))
    scores = compute(definition, sheet(a=[1, 2, float("nan")], b=[1, 2, 3]))
    assert (scores.units, dict(scores.screened_out)) == (("u0", "u1"), {"u2": "coverage 0.5"})


def test_nobody_known_is_nothing_to_score() -> None:
    gap = float("nan")
    definition = index(A, screen=Screening(at_least=1.0))
    assert codes(lambda: compute(definition, sheet(a=[gap, gap]))) == ["index-data-one-unit"]


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30, unique=True), st.floats(0.1, 10), st.floats(-100, 100))
def test_ranks_do_not_depend_on_the_unit_of_measurement(values: list[float], factor: float, shift: float) -> None:
    rounded = [round(value, 2) for value in values]
    if len(set(rounded)) < len(rounded):
        return
    one = compute(index(A), sheet(a=rounded)).ranks
    other = compute(index(A), sheet(a=[value * factor + shift for value in rounded])).ranks
    assert one == other


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", ["index-data-no-units"]),
        ("", ["index-data-unreadable"]),
        ("unit,a\nx,1\nx,2\n", ["index-data-duplicate-unit"]),
        ("unit,a\nx,inf\ny,2\n", ["index-data-not-finite"]),
    ],
)
def test_data_that_cannot_be_read_is_refused_at_its_place(tmp_path: Path, text: str, expected: list[str]) -> None:
    file = tmp_path / "data.csv"
    file.write_text(text, encoding="utf-8")
    assert codes(lambda: read_sheet(file)) == expected


def test_blanks_are_unknown_and_words_are_labels(tmp_path: Path) -> None:
    file = tmp_path / "data.csv"
    file.write_text("unit,a,group\nx,1,甲\ny,,乙\n", encoding="utf-8")
    read = read_sheet(file)
    assert np.isnan(read.numbers["a"][1])
    assert read.labels["group"] == ("甲", "乙")


@given(
    st.lists(
        st.tuples(st.integers(1, 100), st.integers(1, 100), st.integers(1, 100)), min_size=3, max_size=12, unique=True
    ),
    st.sampled_from(["arithmetic", "geometric", "harmonic", "minimum"]),
    st.integers(1, 9),
)
def test_a_mean_lies_between_its_children_and_does_not_depend_on_the_scale_of_weights(
    rows: list[tuple[int, int, int]], method: str, weight: int
) -> None:
    data = sheet(
        a=[float(row[0]) for row in rows], b=[float(row[1]) for row in rows], c=[float(row[2]) for row in rows]
    )

    def scored(times: int) -> np.ndarray:
        nodes = [
            Indicator(code=code, parent="total", weight=own * times)
            for code, own in (("a", 1), ("b", weight), ("c", 2))
        ]
        return compute(index(*nodes, normalise={"method": "as-is"}, aggregate={"method": method}), data).score

    low = np.minimum(np.minimum(data.numbers["a"], data.numbers["b"]), data.numbers["c"])
    high = np.maximum(np.maximum(data.numbers["a"], data.numbers["b"]), data.numbers["c"])
    found = scored(1)
    assert (found >= low - 1e-9).all()
    assert (found <= high + 1e-9).all()
    np.testing.assert_allclose(found, scored(7), rtol=1e-12)


@given(st.permutations(range(8)))
def test_the_order_of_the_units_does_not_matter(order: list[int]) -> None:
    a, b = np.array([3.0, 1, 4, 1, 5, 9, 2, 6]), np.array([2.0, 7, 1, 8, 2, 8, 1, 8])
    plain = compute(index(A, B), sheet(a=a.tolist(), b=b.tolist())).score
    mixed = compute(index(A, B), sheet(a=a[order].tolist(), b=b[order].tolist())).score
    np.testing.assert_allclose(mixed, plain[order], rtol=1e-12)
