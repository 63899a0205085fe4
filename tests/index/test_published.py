"""Indices that others published, written as definitions: each comes out as printed, from the figures that were printed."""

from math import log

import pytest
import yaml
from tests.index.conftest import GAP, codes, sheet

from chengjie.index import IndexDefinition, compute

HUMAN = """
id: human-development
title: {zh: 人类发展指数, en: Human Development Index}
take_given: true
normalise: {method: goalposts, high: 1}
aggregate: {method: geometric}
rank: {decimals: 3}
groups:
  - {code: hdi}
  - {code: health, parent: hdi}
  - {code: education, parent: hdi, method: arithmetic}
  - {code: income, parent: hdi}
indicators:
  - {code: life, parent: health, goalposts: [20, 85]}
  - {code: expected, parent: education, goalposts: [0, 18]}
  - {code: attained, parent: education, goalposts: [0, 15]}
  - {code: gni, parent: income, goalposts: [100, 75000], normalise: {method: goalposts, high: 1, log: true}}
"""
TECHNOLOGY = """
id: technology-achievement
title: {zh: 技术成就指数, en: Technology Achievement Index}
normalise: {method: goalposts, high: 1}
groups:
  - {code: tai}
  - {code: creation, parent: tai}
  - {code: recent, parent: tai}
  - {code: old, parent: tai}
  - {code: skills, parent: tai}
indicators:
  - {code: patents, parent: creation, goalposts: [0, 900]}
  - {code: royalties, parent: creation, goalposts: [0, 250]}
  - {code: hosts, parent: recent, goalposts: [0, 200]}
  - {code: exports, parent: recent, goalposts: [0, 80]}
  - {code: telephones, parent: old, goalposts: [1, 1000], normalise: {method: goalposts, high: 1, log: true}}
  - {code: electricity, parent: old, goalposts: [10, 10000], normalise: {method: goalposts, high: 1, log: true}}
  - {code: schooling, parent: skills, goalposts: [0, 12]}
  - {code: science, parent: skills, goalposts: [0, 30]}
"""


def defined(text: str) -> IndexDefinition:
    return IndexDefinition.model_validate(yaml.safe_load(text))


def test_the_worked_example_of_the_human_development_report() -> None:
    """UNDP, technical note 1 to the report of 2020: dimensions 0.6971 and 0.3447, income of 3,829, index 0.510."""
    data = sheet(health=[0.6971, 0.5], education=[0.3447, 0.5], gni=[3829, 5000])
    scores = compute(defined(HUMAN), data)
    assert round(float(scores.steps["aggregated"]["income"][0]), 4) == 0.5506
    assert round(float(scores.score[0]), 3) == 0.510


def test_dimensions_stop_at_their_goalposts_and_a_gap_leaves_no_index() -> None:
    data = sheet(life=[90, 70, 70], expected=[21, 12, 12], attained=[15, 8, GAP], gni=[120_000, 9_000, 9_000])
    scores = compute(defined(HUMAN), data)
    assert scores.score[0] == 1
    education = (12 / 18 + 8 / 15) / 2
    assert scores.score[1] == pytest.approx((50 / 65 * education * log(90) / log(750)) ** (1 / 3), rel=1e-12)
    assert scores.ranks == (1, 2, None)


def test_values_that_print_alike_share_a_place() -> None:
    data = sheet(life=[82.30, 82.31, 60], expected=[16, 16, 12], attained=[13, 13, 8], gni=[50_000, 50_000, 9_000])
    scores = compute(defined(HUMAN), data)
    assert scores.score[0] != scores.score[1]
    assert scores.ranks == (1, 1, 3)


def test_an_index_of_logged_capped_and_averaged_halves() -> None:
    """The shape of UNDP's Technology Achievement Index (report of 2001): four means of two, one logged and capped; figures invented."""
    figures = {
        "patents": [450, 9], "royalties": [25, 0], "hosts": [100, 2], "exports": [20, 40],
        "telephones": [100, 10], "electricity": [20_000, 100], "schooling": [9, 6], "science": [15, 3],
    }  # fmt: skip
    scores = compute(defined(TECHNOLOGY), sheet(**figures))  # type: ignore[arg-type]
    parts = (0.5 + 0.1) / 2, (0.5 + 0.25) / 2, (2 / 3 + 1) / 2, (0.75 + 0.5) / 2
    assert scores.score[0] == pytest.approx(sum(parts) / 4, rel=1e-12)
    assert [float(scores.steps["aggregated"][code][0]) for code in ("creation", "recent", "old", "skills")] == [
        pytest.approx(part) for part in parts
    ]


def test_a_goalpost_that_has_no_logarithm_is_refused() -> None:
    text = TECHNOLOGY.replace("goalposts: [10, 10000]", "goalposts: [0, 10000]")
    figures = {each.code: [1.0, 2.0] for each in defined(text).indicators}
    assert codes(lambda: compute(defined(text), sheet(**figures))) == ["index-not-loggable"]
