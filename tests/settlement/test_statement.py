"""A statement: each line with its term, inputs and arithmetic; order does not matter, disputes hold only their own line."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.settlement import Fact, read_agreement, read_facts, settle
from chengjie.values import Period


def fact(period: str, item: str, amount: str, *, source: str = "税务局", disputed: bool = False) -> Fact:
    return Fact(Period.parse(period), item, Decimal(amount), source, disputed)


def test_the_local_part_above_the_threshold_is_shared_and_the_rest_stays(terms: dict[str, Any]) -> None:
    statement = settle(read_agreement(terms), [fact("2022", "增值税", "1000"), fact("2022", "所得税", "250")])
    (line,) = [each for each in statement.lines if each.line == "tax"]
    assert (line.base, line.phase, line.source) == (Decimal("600.00"), "early", "第三条")
    assert line.amounts == {"origin": Decimal("200.00"), "host": Decimal("400.00")}
    assert line.arithmetic[0].endswith("= 600.00")
    assert {each.item for each in line.inputs} == {"增值税", "所得税"}


def test_a_cap_over_a_phase_remembers_what_was_paid(terms: dict[str, Any]) -> None:
    statement = settle(read_agreement(terms), [fact("2022", "增值税", "4200"), fact("2023", "增值税", "4200")])
    first, second = (each for each in statement.lines if each.line == "tax")
    assert first.amounts == {"origin": Decimal("800.00"), "host": Decimal("1300.00")}
    assert second.amounts == {"origin": Decimal("200.00"), "host": Decimal("1900.00")}


def test_an_amendment_holds_from_its_day_on(terms: dict[str, Any]) -> None:
    statement = settle(read_agreement(terms), [fact("2023", "增值税", "300"), fact("2024", "增值税", "300")])
    shares = {line.period: line.amounts["origin"] for line in statement.lines if line.line == "tax"}
    assert shares == {"2023": Decimal("20.00"), "2024": Decimal("75.00")}


def test_statistics_agreed_for_assessment_are_kept_apart_from_money(terms: dict[str, Any]) -> None:
    statement = settle(read_agreement(terms), [fact("2024", "产值", "1000"), fact("2024", "增值税", "200")])
    assert statement.totals("revenue") == {"origin": Decimal("50.00"), "host": Decimal("50.00")}
    assert statement.totals("statistic") == {"origin": Decimal("300.00"), "host": Decimal("700.00")}


def test_a_disputed_fact_holds_its_line_and_no_other(terms: dict[str, Any]) -> None:
    statement = settle(
        read_agreement(terms), [fact("2024", "增值税", "200", disputed=True), fact("2025", "增值税", "200")]
    )
    assert {line.period: line.status for line in statement.lines if line.line == "tax"} == {
        "2024": "held",
        "2025": "settled",
    }
    assert statement.totals() == {"origin": Decimal("50.00"), "host": Decimal("50.00")}
    assert statement.as_json()["held"] == [["2024", "tax"]]


def test_what_no_term_speaks_of_is_listed_and_not_shared(terms: dict[str, Any]) -> None:
    statement = settle(read_agreement(terms), [fact("2030", "增值税", "200"), fact("2024", "房产税", "10")])
    assert {(str(each.period), each.item) for each in statement.unshared} == {("2030", "增值税"), ("2024", "房产税")}


def test_a_refund_is_refused_unless_the_terms_provide_for_it(terms: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        settle(read_agreement(terms), [fact("2022", "增值税", "-10")])
    assert refused.value.faults[0].code == "facts-refund"
    statement = settle(read_agreement(terms), [fact("2024", "增值税", "-10")])
    assert statement.totals() == {"origin": Decimal("-2.50"), "host": Decimal("-2.50")}


def test_a_period_in_two_phases_is_refused(terms: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        settle(read_agreement(terms), [fact("2023/2024", "增值税", "10")])
    assert refused.value.faults[0].code == "facts-period-spans-phases"


FACTS = st.lists(
    st.tuples(st.sampled_from(["2022", "2023", "2022-Q1", "2023-06"]), st.sampled_from(["增值税", "所得税"]),
              st.decimals("0", "1000000", places=2)),
    max_size=12,
)  # fmt: skip


@given(FACTS, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_money_is_conserved_and_the_order_of_facts_is_no_matter(
    rows: list[tuple[str, str, Decimal]], chance: random.Random
) -> None:
    terms = read_agreement(BARE)
    facts = [
        Fact(Period.parse(period), item, amount, f"来源{place}") for place, (period, item, amount) in enumerate(rows)
    ]
    one = settle(terms, facts)
    for line in one.lines:
        assert sum(line.amounts.values()) == line.base
        assert min(line.amounts.values()) >= 0
    assert sum(one.totals().values()) == sum(line.base for line in one.lines)
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert settle(terms, shuffled).as_json() == one.as_json()


@given(st.decimals("0", "100000", places=2), st.decimals("0", "100000", places=2))
def test_more_revenue_gives_no_party_a_cent_less_than_a_cent_less(amount: Decimal, more: Decimal) -> None:
    terms = read_agreement(BARE)
    before, after = (settle(terms, [fact("2022", "增值税", str(each))]).totals() for each in (amount, amount + more))
    assert all(after[party] >= before[party] - Decimal("0.01") for party in before)
    assert after["a"] <= 10_000


BARE: dict[str, Any] = {
    "id": "bare",
    "title": {"zh": "甲乙协议", "en": "bare"},
    "parties": [{"id": "a", "title": {"zh": "甲", "en": "a"}}, {"id": "b", "title": {"zh": "乙", "en": "b"}}],
    "phases": [{
        "id": "only", "from": "2022-01-01", "until": "2023-12-31",
        "lines": [{"id": "tax", "title": {"zh": "税", "en": "tax"}, "items": {"增值税": "0.5", "所得税": "0.333"},
                   "shares": {"a": "0.333", "b": "0.667"}, "above": "50", "below": "b",
                   "caps": [{"party": "a", "most": "10000", "over": "year", "then": "b"}], "source": "第一条"}],
    }],
}  # fmt: skip


def test_facts_are_refused_with_every_fault_at_its_cell() -> None:
    written = "period,item,amount,source,disputed\n2024,增值税,12x,局,\n,所得税,5,局,也许\n2024-13,增值税,NaN,局,\n2024,产值,1,,\n"
    with pytest.raises(Refusal) as refused:
        read_facts(written.encode())
    found = {(fault.where.row, fault.where.column, fault.code) for fault in refused.value.faults}
    assert found == {
        (2, "amount", "facts-amount"), (3, "period", "facts-cell-missing"), (3, "disputed", "facts-truth"),
        (4, "period", "facts-period"), (4, "amount", "facts-amount"), (5, "source", "facts-cell-missing"),
    }  # fmt: skip


def test_one_row_twice_and_another_currency_are_refused() -> None:
    written = "period,item,amount,source,currency\n2024,增值税,1,局,CNY\n2024,增值税,1,局,\n2024,所得税,1,局,USD\n"
    with pytest.raises(Refusal) as refused:
        read_facts(written.encode())
    assert {fault.code for fault in refused.value.faults} == {"facts-currency"} or {
        fault.code for fault in refused.value.faults
    } == {"facts-currency", "facts-row-twice"}


def test_columns_are_asked_for_by_name() -> None:
    with pytest.raises(Refusal) as refused:
        read_facts("period,item,sum\n2024,增值税,1\n".encode())
    assert [fault.code for fault in refused.value.faults] == [
        "facts-column-missing",
        "facts-column-missing",
        "facts-column-unknown",
    ]
