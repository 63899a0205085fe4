"""Why a firm stands where it stands: the same points and place as in the list, and the words that made the industries meet."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.matching.screening.simulated import ZONE, firms, written

from chengjie.errors import Refusal
from chengjie.matching.screening import screen, why


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(firms(120), tmp_path_factory.mktemp("asking") / "firms.parquet")


def test_the_reasons_give_the_points_and_the_place_of_the_list(register: Path) -> None:
    answer = screen(register, ZONE, top=100)
    one = next(each for each in answer.carriers if len(each.top) > 6)
    for found in (one.top[0], one.top[6]):
        reasons = why(register, ZONE, found.id, one.asker)
        assert (reasons.rank, reasons.of, reasons.score) == (found.rank, one.matched, found.score)
        assert [(each.id, each.points) for each in reasons.criteria] == [
            (each.criterion, each.points) for each in found.earned
        ]
        assert tuple(each.id for each in reasons.conditions if each.holds is None) == found.unknown
        assert reasons.fit is not None
        assert reasons.fit.want.words
        assert reasons.fit.want.source


def test_a_firm_is_asked_for_by_its_whole_name_and_a_carrier_by_its_name(register: Path) -> None:
    answer = screen(register, ZONE, top=1)
    one = next(each for each in answer.carriers if each.top)
    reasons = why(register, ZONE, one.top[0].name, one.title.zh)
    assert (reasons.firm["id"], reasons.asker.id, reasons.rank) == (one.top[0].id, one.asker, 1)


def test_a_firm_that_is_not_ranked_is_told_why(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "name": "模拟甲", "industry": "1819", "employees": -4, "status": "存续"},
        {"id": "2", "name": "模拟乙", "industry": "1819", "employees": 4, "status": "注销"},
    ]
    path = written(rows, tmp_path / "firms.csv")
    asker = next(each for each in screen(path, ZONE, top=1).carriers if each.matched == 0).asker
    dirty, gone = why(path, ZONE, "1", asker), why(path, ZONE, "2", asker)
    assert dirty.faults == (("row-out-of-bounds", "employees", "-4"),)
    assert [each.id for each in gone.conditions if each.holds is False] == ["in-business"]
    assert dirty.rank is gone.rank is dirty.score is None


@pytest.mark.parametrize(
    ("firm", "asker", "code"),
    [("没有这家", "", "firm-unknown"), ("模拟00001", "没有这个园区", "asker-unknown"), ("同名", "", "firm-ambiguous")],
)
def test_who_is_not_there_or_there_twice_is_refused(tmp_path: Path, firm: str, asker: str, code: str) -> None:
    twins = [{"id": f"又{each}", "name": "同名", "industry": "1819"} for each in (1, 2)]
    path = written([*firms(3), *twins], tmp_path / "firms.parquet")
    known = screen(path, ZONE, top=1).carriers[0].asker
    with pytest.raises(Refusal) as refused:
        why(path, ZONE, firm, asker or known)
    assert refused.value.faults[0].code == code
