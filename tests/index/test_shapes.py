"""The usual shapes of published indices can be written down from their technical notes; figures invented, sums by hand."""

import numpy as np
import pytest
import yaml
from tests.index.conftest import GAP, codes, sheet

from chengjie.index import IndexDefinition, compute, uncertainty
from chengjie.index.explaining import Explainer

INEQUALITY = """
id: gender-inequality
title: {zh: 性别不平等, en: gender inequality}
normalise: {method: as-is}
weigh: {method: equal}
aggregate: {method: geometric}
groups:
  - {code: inequality, method: shortfall}
  - {code: both, parent: inequality, method: harmonic}
  - {code: reference, parent: inequality}
  - {code: women, parent: both}
  - {code: men, parent: both}
  - {code: health, parent: women}
  - {code: voice, parent: women}
  - {code: voice-men, parent: men}
  - {code: health-all, parent: reference, method: arithmetic}
  - {code: health-again, parent: health-all}
  - {code: voice-all, parent: reference, method: arithmetic}
  - {code: voice-women, parent: voice-all}
  - {code: voice-of-men, parent: voice-all}
  - {code: work-all, parent: reference, method: arithmetic}
indicators:
  - {code: mortality, parent: health, direction: -1, benchmark: 10, normalise: {method: ratio, high: 1}}
  - {code: births, parent: health, direction: -1, benchmark: 1, normalise: {method: ratio, high: 1}}
  - {code: seats, parent: voice}
  - {code: school, parent: voice}
  - {code: work, parent: women}
  - {code: whole, parent: men}
  - {code: seats-men, parent: voice-men}
  - {code: school-men, parent: voice-men}
  - {code: work-men, parent: men}
  - {code: mortality2, column: mortality, parent: health-again, direction: -1, benchmark: 10, normalise: {method: ratio, high: 1}}
  - {code: births2, column: births, parent: health-again, direction: -1, benchmark: 1, normalise: {method: ratio, high: 1}}
  - {code: whole2, column: whole, parent: health-all}
  - {code: seats2, column: seats, parent: voice-women}
  - {code: school2, column: school, parent: voice-women}
  - {code: seats-men2, column: seats-men, parent: voice-of-men}
  - {code: school-men2, column: school-men, parent: voice-of-men}
  - {code: work2, column: work, parent: work-all}
  - {code: work-men2, column: work-men, parent: work-all}
"""
FRONTIER = """
id: frontier
title: {zh: 到前沿的距离, en: distance to the frontier}
normalise: {method: goalposts}
weigh: {method: equal}
groups: [{code: total}, {code: start, parent: total}, {code: pay, parent: total}]
indicators:
  - {code: steps, parent: start, goalposts: [18, 1]}
  - {code: days, parent: start, goalposts: [100, 0.5]}
  - {code: burden, parent: pay, normalise: {method: piecewise, knots: [[26.1, 100], [84, 0]]}}
"""
SEVEN = """
id: one-to-seven
title: {zh: 一至七分, en: one to seven}
normalise: {method: goalposts, low: 1, high: 7}
groups: [{code: total}, {code: basic, parent: total, weight: 0.4}, {code: efficiency, parent: total, weight: 0.6}]
indicators:
  - {code: survey, parent: basic, weight: 3, normalise: {method: as-is}}
  - {code: deaths, parent: basic, goalposts: [40, 0]}
  - {code: lines, parent: efficiency, goalposts: [1, 100], normalise: {method: goalposts, low: 1, high: 7, log: true}}
"""


def defined(text: str) -> IndexDefinition:
    return IndexDefinition.model_validate(yaml.safe_load(text))


COUNTRY = {
    "mortality": [20, 10], "births": [25, 1], "seats": [0.36, 0.25], "school": [0.64, 0.25], "work": [0.5, 0.5], "whole": [1, 1],
    "seats-men": [0.64, 0.25], "school-men": [0.81, 0.25], "work-men": [0.8, 0.5],
}  # fmt: skip


def test_an_index_of_inequality_is_what_the_harmonic_mean_lacks_of_its_reference() -> None:
    """The shape of UNDP's Gender Inequality Index: 1 − HARM(women, men) ÷ geometric mean of the means of both."""
    scores = compute(defined(INEQUALITY), sheet(**COUNTRY))  # type: ignore[arg-type]
    health = (10 / 20 / 25) ** 0.5
    women = (health * (0.36 * 0.64) ** 0.5 * 0.5) ** (1 / 3)
    men = ((0.64 * 0.81) ** 0.5 * 0.8) ** (1 / 3)
    reference = ((health + 1) / 2 * ((0.36 * 0.64) ** 0.5 + (0.64 * 0.81) ** 0.5) / 2 * (0.5 + 0.8) / 2) ** (1 / 3)
    assert scores.score[0] == pytest.approx(1 - 2 / (1 / women + 1 / men) / reference, rel=1e-12)
    assert scores.score[1] == pytest.approx(0, abs=1e-12)


def test_a_shortfall_is_unknown_without_its_reference_and_unfolds_to_both() -> None:
    data = sheet(**(COUNTRY | {"births": [25, GAP]}))  # type: ignore[arg-type]
    scores = compute(defined(INEQUALITY), data)
    assert np.isnan(scores.score[1])
    assert Explainer(scores).trail("u0").how.startswith("1 − ")


def test_a_shortfall_keeps_its_rule_in_every_run() -> None:
    found = uncertainty(defined(INEQUALITY), sheet(**COUNTRY))  # type: ignore[arg-type]
    assert found.computed == found.runs


@pytest.mark.parametrize(
    "change", ["{code: more, parent: inequality}", "{code: more, parent: inequality, bonus: true}"]
)
def test_a_shortfall_is_of_two(change: str) -> None:
    text = INEQUALITY.replace("indicators:\n", f"indicators:\n  - {change}\n")
    assert codes(lambda: compute(defined(text), sheet(more=[1, 2], **COUNTRY))) == ["index-shortfall-of-two"]  # type: ignore[arg-type]


def test_a_distance_to_the_frontier_is_the_mean_of_its_topics() -> None:
    scores = compute(defined(FRONTIER), sheet(steps=[1, 9.5], days=[100, 0.5], burden=[26.1, 55.05]))
    assert scores.score.tolist() == pytest.approx([(50 + 100) / 2, (75 + 50) / 2])


def test_scores_from_one_to_seven_take_surveys_as_they_are() -> None:
    scores = compute(defined(SEVEN), sheet(survey=[4.0, 5.0], deaths=[20, 0], lines=[10, 100]))
    assert scores.score[0] == pytest.approx(0.4 * (3 * 4 + 4) / 4 + 0.6 * 4)
    assert scores.score[1] == pytest.approx(0.4 * (3 * 5 + 7) / 4 + 0.6 * 7)
