"""Years on one scale."""

import pytest
from tests.index.conftest import codes, index, indicator, sheet

from chengjie.index import compute
from chengjie.index.coherence import alpha, coherence, correlation
from chengjie.index.definition import Grade
from chengjie.index.panel import moves

PANEL = sheet(("1", "1", "2", "2"), ("x", "y", "x", "y"), a=[0, 4, 10, 6], b=[1, 2, 5, 4])


def test_a_figure_has_one_score_whatever_its_year() -> None:
    scores = compute(index(indicator("a")), PANEL)
    assert scores.score.tolist() == [0, 40, 100, 60]
    assert scores.ranks == (2, 1, 1, 2)


def test_gains_and_climbs_are_against_the_period_before() -> None:
    found = {each.unit: each for each in moves(compute(index(indicator("a")), PANEL))}
    assert (found["x"].gain, found["x"].climb) == (100, 1)
    assert (found["y"].gain, found["y"].climb) == (20, -1)


def test_one_period_has_no_change() -> None:
    assert codes(lambda: moves(compute(index(indicator("a")), sheet(a=[1, 2])))) == ["index-panel-one-period"]


def test_coherence_asks_about_pairs_that_say_the_same_or_the_opposite() -> None:
    data = sheet(a=[1, 2, 3, 4, 5], b=[2, 4, 6, 8, 10.5], c=[5, 4, 3, 2, 1.5])
    found = coherence(compute(index(*(indicator(code) for code in "abc")), data))
    assert {(each.one, each.other, each.remark) for each in found.siblings} == {
        ("a", "b", "collinear"), ("a", "c", "negative"), ("b", "c", "negative"),
    }  # fmt: skip
    assert found.groups[0].first_share > 0.9
    assert sum(found.groups[0].eigenvalues) == pytest.approx(3)


def test_too_little_to_tell_is_unknown() -> None:
    import numpy as np

    assert np.isnan(correlation(np.array([1.0, 2]), np.array([1.0, 2]))[0])
    assert np.isnan(alpha(np.ones((2, 2))))
    assert np.isnan(alpha(np.ones((5, 2))))


def test_a_class_for_the_first_share_is_filled_anew_in_every_period() -> None:
    grades = (Grade(id="a", title={"zh": "甲", "en": "A"}, top=0.5), Grade(id="b", title={"zh": "乙", "en": "B"}))  # type: ignore[arg-type]
    panel = sheet(("1", "1", "2", "2"), ("x", "y") * 2, a=[1, 2, 9, 3])
    assert compute(index(indicator("a"), grades=grades), panel).grades == ("b", "a", "a", "b")
