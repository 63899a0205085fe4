"""Dirty registers: every row that cannot be screened is counted, written down, and costs neither the rest nor the memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.matching.screening.simulated import ZONE, firms, shown, written

from chengjie.errors import Refusal
from chengjie.matching.screening import screen

DIRTY = """id,name,industry,employees,founded
模拟1,模拟甲,1819,1200,2001
模拟2,模拟乙,3982,-3,2001
,模拟丙,3982,很多,1700
模拟4,模拟丁,从未有过的行当,7,2001
模拟5,模拟戊,1819,8,2001,多出一格,又多一格
模拟6,模拟己,1819,inf,2001
"""


def test_every_fault_of_every_row_is_written_with_its_row_column_and_value(tmp_path: Path) -> None:
    register, rejects = tmp_path / "名录.csv", tmp_path / "未计入.csv"
    register.write_text(DIRTY, encoding="utf-8")
    answer = screen(register, ZONE, top=2, rejects=rejects)
    assert rejects.read_bytes().startswith(b"\xef\xbb\xbf"), "office programs know UTF-8 by its mark"
    told = pl.read_csv(rejects, infer_schema=False).sort("row", "code").rows()
    assert [(row, code, column, value) for row, _, _, code, column, value in told] == [
        ("2", "row-out-of-bounds", "employees", "-3"),
        ("3", "row-cell-missing", "id", None),
        ("3", "row-not-a-number", "employees", "很多"),
        ("3", "row-out-of-bounds", "founded", "1700"),
        ("4", "row-industry-unknown", "industry", "从未有过的行当"),
        ("5", "row-malformed", None, "模拟5,模拟戊,1819,8,2001,多出一格,又多一格"),
        ("6", "row-not-finite", "employees", "inf"),
    ]
    counted = {(each.code, each.column): each.rows for each in answer.set_aside}
    assert sum(counted.values()) == len(told)
    assert (answer.rows, answer.screened) == (6, 1)


def test_a_register_that_an_office_program_saved_in_its_own_encoding_is_read(tmp_path: Path) -> None:
    (tmp_path / "utf.csv").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "gb.csv").write_bytes(DIRTY.encode("gb18030"))
    assert screen(tmp_path / "utf.csv", ZONE, top=2) == screen(tmp_path / "gb.csv", ZONE, top=2)


def test_rejects_are_written_as_tables_only(tmp_path: Path) -> None:
    path = written(firms(3), tmp_path / "firms.csv")
    with pytest.raises(Refusal) as refused:
        screen(path, ZONE, rejects=tmp_path / "rejects.docx")
    assert refused.value.faults[0].code == "rejects-form"


def test_a_register_larger_than_the_memory_with_nothing_but_bad_rows_is_told_in_a_few_words(tmp_path: Path) -> None:
    count = 1_500_000
    row = np.arange(count)
    frame = pl.DataFrame(
        {
            "id": pl.Series(row).cast(pl.String).str.zfill(18),
            "name": "模拟企业有限责任公司第" + pl.Series(row).cast(pl.String),
            "industry": pl.Series(np.where(row == 7, "1819", "没有的行当")),
            "employees": pl.Series(np.where(row == 7, 10, -row)),
        }
    )
    frame.write_parquet(tmp_path / "firms.parquet")
    assert frame.estimated_size() > 100_000_000
    rejects = tmp_path / "rejects.parquet"
    answer = screen(tmp_path / "firms.parquet", ZONE, top=3, memory="100MB", rejects=rejects)
    assert {each.id for one in answer.carriers for each in one.top} == {"000000000000000007"}
    assert {each.code: each.rows for each in answer.set_aside} == {
        "row-out-of-bounds": count - 2,
        "row-industry-unknown": count - 1,
    }
    assert all(len(each.examples) <= 5 for each in answer.set_aside)
    assert pl.scan_parquet(rejects).select(pl.len()).collect().item() == 2 * count - 3


def test_a_run_that_was_broken_off_goes_on_and_reads_no_piece_twice(tmp_path: Path) -> None:
    path = written(firms(100), tmp_path / "firms.parquet", group=20)
    seen: list[tuple[str, int]] = []

    def until_second(step: object) -> None:
        seen.append((step.name, step.done))  # type: ignore[attr-defined]  # a step has both
        if seen[-1] == ("rows", 2):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screen(path, ZONE, top=5, resume=tmp_path / "work", piece=20, done=until_second)
    again: list[tuple[str, int]] = []
    answer = screen(
        path, ZONE, top=5, resume=tmp_path / "work", piece=20, done=lambda step: again.append((step.name, step.done))
    )
    assert [step for step in again if step[0] in {"rows", "resumed"}] == [
        ("resumed", 1), ("resumed", 2), ("rows", 3), ("rows", 4), ("rows", 5),
    ]  # fmt: skip
    assert answer == screen(path, ZONE, top=5)


def test_a_changed_register_or_question_begins_anew_and_says_so(tmp_path: Path) -> None:
    work = tmp_path / "work"
    path = written(firms(60), tmp_path / "firms.parquet")
    assert screen(path, ZONE, top=5, resume=work).changed == ()
    assert screen(path, ZONE, top=4, resume=work).changed == ("top",)
    written(firms(60, seed=9), path)
    changed = screen(path, ZONE, top=4, resume=work)
    assert changed.changed == ("register",)
    assert shown(changed) == shown(screen(path, ZONE, top=4))


def test_a_folder_with_other_things_in_it_is_not_worked_in(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work/letter.txt").write_text("x", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        screen(written(firms(3), tmp_path / "firms.csv"), ZONE, resume=tmp_path / "work")
    assert refused.value.faults[0].code == "screen-folder-strange"
    assert (tmp_path / "work/letter.txt").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("engine", ["indexed", "spark"])
def test_only_one_engine_goes_on_where_a_run_was_broken_off(tmp_path: Path, engine: Any) -> None:
    path = written(firms(3), tmp_path / "firms.csv")
    with pytest.raises(Refusal) as refused:
        screen(path, ZONE, engine=engine, resume=tmp_path / "work")
    assert refused.value.faults[0].code == "screen-resume-engine"
    assert not (tmp_path / "work").exists()
