"""A stated certainty grows with what speaks for a reading, and can be trusted about as far as it says."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import chengjie.package
from chengjie.register import industries
from chengjie.register.certainty import Signs, certainty


def test_more_of_what_speaks_for_a_reading_makes_it_likelier() -> None:
    little = Signs(0.6, 0.5, 0.3, 0.0, 0.0)
    for more in ({"lead": 0.95}, {"evidence": 3.0}, {"telling": 1.0}, {"short": 1.0}):
        assert certainty(dataclasses.replace(little, **more)) > certainty(little)


def test_labels_of_another_classification_are_right_about_as_often_as_stated() -> None:
    """The half of the Shenwan labels that the weights were not fitted on."""
    known = industries(chengjie.package.open_package("xiangnan-xiangxi")).without()
    path = Path(__file__).parents[2] / "benchmarks/sw_divisions.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    found = [(known.suggest(row["label"], 1), row["divisions"].split(";")) for row in rows]
    held = [(first[0], divisions) for first, divisions in found if first][1::2]
    stated = sum(each.certainty for each, _ in held) / len(held)
    right = sum(each.industry.code[:2] in divisions for each, divisions in held) / len(held)
    assert abs(stated - right) < 0.05
