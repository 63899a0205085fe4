"""Many cases at once answer as each does alone."""

from __future__ import annotations

from datetime import date

import polars as pl

import chengjie.rule
import chengjie.system
from chengjie.rule.many import over

ZONE = chengjie.system.open_zone("xiangnan-xiangxi")
CASES = [case for book in chengjie.rule.books(ZONE).books for case in book.cases]


def test_every_worked_case_comes_out_as_it_does_alone() -> None:
    known = chengjie.rule.books(ZONE)
    types = {"number": pl.Float64, "text": pl.String, "truth": pl.Boolean, "date": pl.Date}
    for day in sorted({case.day for case in CASES}):
        given = [chengjie.rule.read_case(case.given, known) for case in CASES if case.day == day]
        names = dict.fromkeys(name for each in given for name in each)
        frame = pl.DataFrame(
            [{name: each.get(name) for name in names} or {"none": None} for each in given],
            schema={name: types[known.inputs[name].kind] for name in names} or {"none": pl.Null},
        )
        found = over(frame, ZONE, day=day, parameters={"least_plot_ratio": 1.0})
        for row, case in zip(found.to_dicts(), given, strict=True):
            alone = chengjie.rule.admit(case, ZONE, day=day, parameters={"least_plot_ratio": 1.0})
            assert {rule: answer for rule, answer in row.items() if answer is not None} == {
                each.rule.id: each.answer for each in alone.verdicts
            }


def test_what_the_frame_lacks_is_unknown_in_every_row() -> None:
    found = over(pl.DataFrame({"office_land_share": [5.0, 9.0]}), ZONE, day=date(2026, 1, 1))
    assert found["office-land"].to_list() == ["yes", "no"]
    assert found["chemical-one-km"].to_list() == ["unknown", "unknown"]
