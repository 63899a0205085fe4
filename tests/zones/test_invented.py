"""Another province brings its plan: a folder of tables and a text give claims, a sound zone and progress, without code."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import chengjie.indicator
import chengjie.package
import chengjie.system
from chengjie.values import Period

FOLDER = Path(__file__).parent / "invented"


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    folder = tmp_path / "invented"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("plan.txt"))
    return folder


def built(folder: Path) -> chengjie.package.Package:
    package = chengjie.system.open_zone(folder)
    chengjie.system.accept(package, chengjie.system.build_claims(package, {"P": FOLDER / "plan.txt"}))
    return chengjie.system.open_zone(folder)


def test_a_zone_of_tables_is_sound_before_its_plan_is_read(invented: Path) -> None:
    assert chengjie.system.check_zone(invented) == ()


def test_the_plan_becomes_claims_and_the_zone_stays_sound(invented: Path) -> None:
    package = built(invented)
    assert chengjie.system.check_zone(invented) == ()
    figures = {(row["indicator"], row["period"], row["value"]) for row in package.rows("claims/targets")}
    assert {
        ("地区生产总值", "2020", "320"),
        ("地区生产总值", "2025", "470"),
        ("常住人口城镇化率", "2025", "55"),
    } <= figures


def test_no_sentence_of_the_plan_is_kept(invented: Path) -> None:
    package = built(invented)
    kept = "\n".join(path.read_text(encoding="utf-8") for path in (package.nearest.folder / "claims").glob("*.csv"))
    assert "。" not in kept


def test_progress_is_told_with_its_holes(invented: Path) -> None:
    gdp, firms, trade, towns = chengjie.indicator.progress(built(invented), region="qinghe-baishi")
    assert gdp.baseline is not None
    assert (gdp.baseline.value, gdp.targets[0].value) == (Decimal(320), Decimal(470))
    assert gdp.growth_needed == Decimal("7.99")
    (sum_of_both,) = gdp.seen
    assert (sum_of_both.value, sum_of_both.derived, len(sum_of_both.parts)) == (Decimal("485.5"), True, 2)
    assert (gdp.verdict, gdp.holes[0].because) == ("unknown", "definition-break")
    assert (firms.verdict, firms.judgements[0].gap) == ("yes", Decimal(3))
    assert (trade.verdict, trade.holes[0].names) == ("unknown", ("白石市",))
    assert (towns.verdict, towns.holes[0].because) == ("unknown", "not-stated")


def test_the_verdict_can_be_asked_why(invented: Path) -> None:
    package = built(invented)
    gdp = chengjie.indicator.progress(package)[0]
    trail = chengjie.system.why(package, gdp.id(Period.year(2025)))
    base, goal, seen, hole = trail.parts
    assert (base.value, goal.value, seen.value) == (Decimal(320), Decimal(470), Decimal("485.5"))
    assert [part.value for part in seen.parts] == [Decimal(290), Decimal("195.5")]
    assert hole.id.endswith("definition-break")


def test_a_second_reading_changes_nothing(invented: Path) -> None:
    difference = chengjie.system.build_claims(built(invented), {"P": FOLDER / "plan.txt"})
    assert difference.is_empty
    assert difference.kept
