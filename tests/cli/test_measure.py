"""`chengjie measure`: every figure with its trail, holes said as holes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import chengjie.cli.main
import chengjie.system

ZONE = chengjie.system.open_zone("xiangnan-xiangxi")


def test_every_figure_has_a_trail_that_can_be_asked() -> None:
    found = chengjie.system.measure(ZONE)
    assert len(found) > 100
    assert {each.verdict for each in found} <= {"yes", "no", "unknown"}
    step = max(1, len(found) // 25)
    for each in found[::step]:
        assert chengjie.system.why(ZONE, each.trail).id == each.trail


def test_a_target_without_a_figure_is_unknown_and_not_zero() -> None:
    holes = [each for each in chengjie.system.measure(ZONE) if each.target is not None and each.value is None]
    assert holes
    assert all(each.verdict == "unknown" and each.because for each in holes)


def test_periods_that_had_not_ended_on_the_day_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert chengjie.cli.main.run(["measure", "--as-of", "2020-12-31", "--indicator", "gdp", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert {each["indicator"] for each in figures} == {"gdp"}
    assert max(each["period"] for each in figures) == "2020"


def test_the_list_goes_out_as_a_sheet(tmp_path: Path) -> None:
    assert chengjie.cli.main.run(["measure", "--out", str(tmp_path / "a.xlsx")]) == 0
    assert (tmp_path / "a.xlsx").stat().st_size > 0


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--indicator", "no-such"], "leave out --indicator"), (["--zone", "china"], "chengjie zone export")],
)
def test_where_there_is_nothing_to_list_it_says_what_to_do(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chengjie.cli.main.run(["--lang", "en", "measure", *options]) == 0
    assert said in capsys.readouterr().out
