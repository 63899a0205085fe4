"""The ledger: it only grows, corrections reverse, closing binds, and any touch is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.settlement.test_statement import BARE, fact

from chengjie.errors import Refusal
from chengjie.settlement import Fact, Ledger, Statement, close, ledger, post, read_agreement, settle, verify
from chengjie.values import Period

DAY = date(2025, 3, 1)


def statement(terms: dict[str, Any], *amounts: str) -> Statement:
    facts = [
        Fact(Period.year(2024 + place), "增值税", Decimal(amount), "税务局") for place, amount in enumerate(amounts)
    ]
    return settle(read_agreement(terms), facts)


def test_the_same_statement_twice_adds_nothing(terms: dict[str, Any]) -> None:
    once = post(Ledger(), statement(terms, "200"), day=DAY)
    assert post(once, statement(terms, "200"), day=DAY) == once
    assert once.balances() == {
        "origin": Decimal("50.00") - Decimal("300.55"),
        "host": Decimal("50.00") + Decimal("300.55"),
    }


@given(st.lists(st.decimals("0", "100000", places=2), min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_however_often_it_was_corrected_a_ledger_stands_where_the_last_statement_does(amounts: list[Decimal]) -> None:
    book = Ledger()
    for amount in amounts:
        last = settle(read_agreement(BARE), [fact("2022", "增值税", str(amount))])
        grown = post(book, last, day=DAY)
        assert grown.entries[: len(book.entries)] == book.entries
        assert post(grown, last, day=DAY) == grown
        book = grown
    assert {party: amount for party, amount in book.balances().items() if amount} == {party: amount for party, amount in last.totals().items() if amount}  # fmt: skip
    assert verify(book) == ()


def test_a_correction_is_a_reversal_and_a_new_entry(terms: dict[str, Any]) -> None:
    once = post(Ledger(), statement(terms, "200"), day=DAY)
    twice = post(once, statement(terms, "240"), day=DAY)
    assert twice.entries[: len(once.entries)] == once.entries
    assert [entry.kind for entry in twice.entries[len(once.entries) :]] == ["reversal", "posting"]
    assert twice.balances()["origin"] == Decimal("60.00") - Decimal("300.55")


def test_a_closed_period_takes_corrections_but_nothing_new(terms: dict[str, Any]) -> None:
    closed = close(post(Ledger(), statement(terms, "200"), day=DAY), "enclave", "2024", day=DAY)
    corrected = post(closed, statement(terms, "240"), day=date(2025, 6, 1))
    assert [entry.kind for entry in corrected.entries][-2:] == ["reversal", "posting"]
    late = settle(
        read_agreement(terms),
        [Fact(Period.year(2024), "增值税", Decimal(200), "税务局"), Fact(Period.year(2024), "产值", Decimal(1), "局")],
    )
    assert post(closed, late, day=DAY) == closed
    with pytest.raises(Refusal) as refused:
        close(closed, "enclave", "2024", day=DAY)
    assert refused.value.faults[0].code == "ledger-nothing-to-close"


def test_a_first_posting_into_a_closed_period_is_refused(terms: dict[str, Any]) -> None:
    terms["phases"][1]["lines"].append(
        {
            "id": "fee",
            "title": {"zh": "费", "en": "fee"},
            "items": {"管理费": "1"},
            "shares": {"origin": "1"},
            "source": "第九条",
        }
    )
    closed = close(post(Ledger(), statement(terms, "200"), day=DAY), "enclave", "2024", day=DAY)
    late = settle(read_agreement(terms), [Fact(Period.year(2024), "管理费", Decimal(5), "局")])
    with pytest.raises(Refusal) as refused:
        post(closed, late, day=DAY)
    assert "ledger-period-closed" in {fault.code for fault in refused.value.faults}


def test_the_clock_does_not_go_backwards(terms: dict[str, Any]) -> None:
    once = post(Ledger(), statement(terms, "200"), day=DAY)
    with pytest.raises(Refusal) as refused:
        post(once, statement(terms, "200", "10"), day=date(2025, 2, 28))
    assert refused.value.faults[0].code == "ledger-clock-backwards"


@pytest.mark.parametrize("algorithm", ["sm3", "sha256"])
def test_any_touch_is_found_at_its_entry(terms: dict[str, Any], algorithm: Any) -> None:
    held = post(Ledger((), algorithm), statement(terms, "200", "300"), day=DAY)
    assert verify(held) == ()
    for place, entry in enumerate(held.entries):
        touched = replace(entry, amounts={**entry.amounts, "host": Decimal("9.99")})
        (fault,) = verify(Ledger((*held.entries[:place], touched, *held.entries[place + 1 :]), algorithm))
        assert fault.parameters["entry"] == place + 1
    (fault,) = verify(Ledger(held.entries[1:], algorithm))
    assert fault.parameters["entry"] == 1


def test_a_ledger_comes_back_from_its_file_as_it_was(terms: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    assert ledger.read(path) == Ledger()
    held = post(Ledger(), statement(terms, "200"), day=DAY)
    ledger.write(held, path)
    assert ledger.read(path) == held
    path.write_text(path.read_text(encoding="utf-8").replace("50.00", "51.00"), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        ledger.read(path)
    assert refused.value.faults[0].code == "ledger-broken"
    path.write_text("not json\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        ledger.read(path)
    assert refused.value.faults[0].code == "ledger-malformed"
