"""Both plans against a reader's list: at least 97 of 100 figures found, at least 97 of 100 right."""

from pathlib import Path

import pytest
from benchmarks.grammar import score

from chengjie.plan.claims import Target
from chengjie.plan.reading import read_document
from chengjie.plan.targets import targets


@pytest.mark.parametrize("plan", ["s1", "s2"])
def test_the_bar_is_held(shared: Path, plan: str) -> None:
    recall, precision, missed, false = score(plan, shared / "plans")
    assert recall >= 0.97, missed
    assert precision >= 0.97, false


def test_every_cell_of_the_indicator_table_is_a_claim_and_blanks_stay_blank(shared: Path) -> None:
    cells = [
        each for each in targets(read_document(shared / "plans/s1.txt")) if each.citation.paragraph.startswith("t1.")
    ]
    assert len(cells) == 51
    assert sum(each.value is None for each in cells) == 3
    assert all(each.rule == "table-cell" for each in cells)


def test_figures_of_other_provinces_reports_are_placed_and_dated(shared: Path) -> None:
    found: dict[str, tuple[Target, ...]] = {
        name: targets(read_document(shared / f"plans/others/{name}-2026-report.txt")) for name in ("sichuan", "guangxi")
    }
    for name, place in (("sichuan", "四川省"), ("guangxi", "广西壮族自治区")):
        assert len(found[name]) > 100
        here = sum(each.place == place for each in found[name])
        assert here > 0.6 * len(found[name]), name
    grown = next(each for each in found["sichuan"] if each.indicator == "地区生产总值" and each.comparator == "growth")
    assert (grown.period, str(grown.value), grown.role) == ("2025", "5.5", "baseline")
