"""The register of promises, day by day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.settlement import promises
from chengjie.settlement.promises import Happening, Promise

HEADER = "承诺编号,事项,日期,承诺单位,受益企业,内容,金额,兑现期限,依据\n"


def read(*rows: str) -> tuple[Happening, ...]:
    return promises.read_promises((HEADER + "\n".join(rows) + "\n").encode())


def on(day: str, *rows: str) -> Promise:
    (found,) = promises.standing(read(*rows), on=date.fromisoformat(day))
    return found


MADE = "P1,承诺,2024-01-10,某县政府,甲公司,厂房租金补贴,1000000,2024-06-30,会议纪要〔2024〕1号"


@pytest.mark.parametrize(
    ("day", "rows", "state", "late"),
    [
        ("2024-06-30", (), "open", 0),
        ("2024-07-01", (), "overdue", 1),
        ("2024-06-30", ("P1,兑现,2024-06-01,,,,400000,,凭证1",), "partly", 0),
        ("2024-07-10", ("P1,兑现,2024-06-01,,,,400000,,凭证1",), "overdue", 10),
        ("2024-07-10", ("P1,兑现,2024-06-30,,,,1000000,,凭证1",), "delivered", 0),
        ("2024-08-10", ("P1,兑现,2024-07-05,,,,1000000,,凭证1",), "late", 5),
        ("2024-07-10", ("P1,展期,2024-06-20,,,,,2024-12-31,补充协议",), "open", 0),
        ("2024-07-10", ("P1,兑现,2024-06-01,,,,1000000,,凭证1", "P1,退回,2024-06-05,,,,1000000,,退款单"), "overdue", 10),
        ("2024-07-10", ("P1,撤回,2024-06-01,,,,,,双方协商",), "withdrawn", 0),
        ("2024-07-10", ("P1,争议,2024-06-01,,,,,,来函",), "disputed", 0),
        ("2024-07-10", ("P1,争议,2024-06-01,,,,,,来函", "P1,消除争议,2024-06-09,,,,,,复函"), "overdue", 10),
    ],
)  # fmt: skip
def test_a_promise_stands_as_its_entries_make_it(day: str, rows: tuple[str, ...], state: str, late: int) -> None:
    found = on(day, MADE, *rows)
    assert (found.state, found.days_late) == (state, late)


def test_a_promise_without_a_date_is_neither_kept_nor_broken() -> None:
    assert on("2030-01-01", "P1,承诺,2024-01-10,某县,甲,代办证照,,,承诺书").state == "undated"
    assert (
        on("2030-01-01", "P1,承诺,2024-01-10,某县,甲,代办证照,,,承诺书", "P1,兑现,2024-03-01,,,,,,回执").state
        == "delivered"
    )


def test_what_happens_later_is_not_there_yet() -> None:
    rows = (MADE, "P1,兑现,2024-08-01,,,,1000000,,凭证1")
    assert on("2024-07-31", *rows).state == "overdue"
    assert on("2024-08-01", *rows).state == "late"
    assert promises.standing(read(*rows), on=date(2024, 1, 1)) == ()


def test_the_overview_counts_those_that_fell_due() -> None:
    entries = read(
        MADE,
        "P2,承诺,2024-01-10,某县政府,乙公司,用地,,2024-03-01,合同", "P2,兑现,2024-02-01,,,,,,移交单",
        "P3,承诺,2024-01-10,某县政府,丙公司,奖励,500,,合同",
    )  # fmt: skip
    table = promises.overview(promises.standing(entries, on=date(2024, 12, 31)))
    assert list(table.records()) == [
        {"by": "某县政府", "promises": 3, "delivered": 1, "late": 0, "overdue": 1, "apart": 1, "owed": Decimal("1000000.00"), "kept": Decimal("50.0")}
    ]  # fmt: skip
    untouched = promises.overview(promises.standing(entries, on=date(2024, 1, 15)))
    assert untouched.rows[0][-1] is None


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(0, 1000), st.booleans()), max_size=12), st.integers(0, 400))
def test_what_is_owed_and_delivered_makes_the_promise(moves: list[tuple[int, int, bool]], day: int) -> None:
    entries = [Happening("p", "promised", date(2024, 1, 1), "s", "a", "b", "c", Decimal(5000), date(2024, 6, 30))]
    for number, (offset, amount, back) in enumerate(moves):
        moved = date.fromordinal(date(2024, 1, 1).toordinal() + offset)
        entries.append(
            Happening("p", "returned" if back else "delivered", moved, "s", amount=Decimal(amount), row=number)
        )
    (found,) = promises.standing(entries, on=date.fromordinal(date(2024, 1, 1).toordinal() + day))
    assert found.owed is not None
    assert found.owed == max(Decimal(5000) - found.delivered, Decimal(0))
    assert (found.state in {"delivered", "late"}) == (found.delivered >= 5000)
    assert found.days_late >= 0


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (("P1,承诺,2024-01-10,某县,,厂房,,,纪要",), "promises-cell-missing"),
        (("P1,许诺,2024-01-10,某县,甲,厂房,,,纪要",), "promises-event"),
        (("P1,承诺,去年,某县,甲,厂房,,,纪要",), "promises-day"),
        (("P1,承诺,2024-01-10,某县,甲,厂房,-3,,纪要",), "promises-amount"),
        ((MADE, MADE), "promises-made-twice"),
        (("P1,承诺,2024-01-10,某县,甲,厂房,,2023-01-01,纪要",), "promises-due-before-made"),
        (("P9,兑现,2024-01-10,,,,3,,凭证",), "promises-not-made"),
        ((MADE, "P1,兑现,2023-01-10,,,,3,,凭证"), "promises-clock-backwards"),
    ],
)
def test_bad_entries_are_refused(rows: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(*rows)
    assert code in {fault.code for fault in refused.value.faults}


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(Refusal, match="promises-column-missing"):
        promises.read_promises("承诺编号\nP1\n".encode())
