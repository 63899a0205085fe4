"""Schemes of support: worked cases of every one, and what holds of all."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import chengjie.system
from chengjie.errors import Refusal
from chengjie.settlement import claims, deciding, ledger, support
from chengjie.settlement.award import PAYER, Decided
from chengjie.settlement.claims import Claim
from chengjie.settlement.support import Scheme

ZONE = chengjie.system.open_zone("xiangnan-xiangxi")
SCHEMES = support.schemes(ZONE)
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
REVIEWED = {"general_eligibility": True, "review_passed": True, "valid_until": "2026-12-31"}
FUND = {"reward_share": 20, "most_of_project": 500, "fund_of_year": 300, **REVIEWED}


def terms_of(known: Scheme, filled: dict[str, Any]) -> tuple[claims.Term, ...]:
    return claims.read_terms({name: {"value": value, "source": "样例"} for name, value in filled.items()}, known)


def claim_of(known: Scheme, said: dict[str, Any], name: str = "c1", claimant: str = "甲公司") -> Claim:
    cells = {"claim": name, "claimant": claimant, **said, "proofs": ";".join(said.get("proofs", []))}
    written = {
        key: "是" if value is True else "否" if value is False else str(value)
        for key, value in cells.items()
        if value != ""
    }
    (found,) = claims.claims_of([list(written), list(written.values())], known, file="c.csv")
    return found


def decided(case: dict[str, Any]) -> Decided:
    known = SCHEMES[case["scheme"]]
    return deciding.entitle(known, [claim_of(known, case["claim"])], terms=terms_of(known, case.get("terms", {})))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['scheme']}-{case['why']}")
def test_a_worked_case_comes_out_as_written(case: dict[str, Any]) -> None:
    found = {each.stage.id: each for each in decided(case).awards}
    assert {
        name: [each.status, *([f"{each.amount:f}"] if each.amount is not None else [])] for name, each in found.items()
    } == case["then"]
    assert {each.name for award in found.values() for each in award.missing} == set(case.get("missing", []))


def test_every_scheme_has_a_worked_case_that_pays_and_one_that_does_not() -> None:
    paying = {case["scheme"] for case in CASES if any(then[0] == "due" for then in case["then"].values())}
    others = {case["scheme"] for case in CASES if any(then[0] != "due" for then in case["then"].values())}
    assert paying == set(SCHEMES)
    assert set(SCHEMES) - others == {"special-fund-interest", "ethnic-trade-interest", "listing-subsidy"}


def test_a_scheme_with_blanks_pays_nobody_and_names_them() -> None:
    for known in SCHEMES.values():
        if known.blanks():
            empty = deciding.entitle(known, [Claim("c", "甲", date(2025, 1, 1), {})])
            assert {each.status for each in empty.awards} == {"unknown"}
            assert empty.total("due") == 0


def fund_claims(costs: list[int]) -> list[Claim]:
    known = SCHEMES["special-fund-result-first"]
    said = {
        "day": "2025-03-01",
        "proofs": ["acceptance"],
        "field": "文旅",
        "other_support": False,
        "result_accepted": True,
    }
    return [
        claim_of(known, {**said, "project": f"p{number}", "eligible_cost": cost}, f"c{number}", f"单位{number}")
        for number, cost in enumerate(costs)
    ]


@given(st.lists(st.integers(1, 100_000), min_size=1, max_size=8), st.integers(0, 100_000))
def test_awards_never_exceed_the_fund_and_use_it_up_where_it_is_short(costs: list[int], fund: int) -> None:
    known = SCHEMES["special-fund-result-first"]
    found = deciding.entitle(known, fund_claims(costs), terms=terms_of(known, {**FUND, "fund_of_year": fund}))
    assert found.total("due") == min(found.asked, Decimal(fund) * 10_000)
    assert all(each.amount is not None and each.amount >= 0 for each in found.awards)


@given(st.permutations(range(5)))
def test_the_order_of_the_claims_does_not_matter(order: list[int]) -> None:
    known = SCHEMES["special-fund-result-first"]
    given_claims = fund_claims([100, 250, 3000, 777, 12])
    plain = deciding.entitle(known, given_claims, terms=terms_of(known, FUND))
    turned = deciding.entitle(known, [given_claims[place] for place in order], terms=terms_of(known, FUND))
    assert plain.as_json() == turned.as_json()


def test_nothing_is_paid_twice_not_even_to_somebody_else_later() -> None:
    known = SCHEMES["special-fund-result-first"]
    terms = terms_of(known, {**FUND, "fund_of_year": 10000})
    first, second = fund_claims([100])[0], fund_claims([200, 100])[0]
    both = deciding.entitle(known, [first, Claim("c9", "别人", first.day, first.values, first.proofs)], terms=terms)
    assert [(each.claim.id, each.status, each.taken_by) for each in both.awards] == [
        ("c0", "due", ""),
        ("c9", "taken", "c0"),
    ]
    book = ledger.post(ledger.Ledger(), both.statement(), day=date(2025, 4, 1))
    again = deciding.entitle(known, [first], terms=terms, ledger=book)
    assert [(each.status, each.amount) for each in again.awards] == [("paid", Decimal("200000.00"))]
    assert ledger.post(book, again.statement(), day=date(2025, 5, 1)) == book
    later = Claim("c9", "别人", second.day, second.values, second.proofs)
    assert [each.status for each in deciding.entitle(known, [later], terms=terms, ledger=book).awards] == ["taken"]


def test_what_was_paid_and_has_changed_is_reversed_and_paid_anew() -> None:
    known = SCHEMES["special-fund-result-first"]
    terms = terms_of(known, {**FUND, "fund_of_year": 10000})
    book = ledger.post(
        ledger.Ledger(), deciding.entitle(known, fund_claims([100]), terms=terms).statement(), day=date(2025, 4, 1)
    )
    changed = deciding.entitle(known, fund_claims([150]), terms=terms, ledger=book)
    assert [(each.status, each.amount, each.anew) for each in changed.awards] == [
        ("paid", Decimal("200000.00"), Decimal("300000.00"))
    ]
    after = ledger.post(book, changed.statement(correct=True), day=date(2025, 5, 1))
    assert [each.kind for each in after.entries] == ["posting", "reversal", "posting"]
    assert after.balances() == {PAYER: Decimal("-300000.00"), "单位0": Decimal("300000.00")}
    assert ledger.verify(after) == ()


def test_a_disputed_claim_is_held_and_holds_nobody_else() -> None:
    known = SCHEMES["special-fund-result-first"]
    one, other = fund_claims([100, 100])
    held = Claim(one.id, one.claimant, one.day, one.values, one.proofs, disputed=True)
    found = deciding.entitle(known, [held, other], terms=terms_of(known, {**FUND, "fund_of_year": 10000}))
    assert [each.status for each in found.awards] == ["held", "due"]
    assert len(found.statement().lines) == 1


def loans(known: Scheme, count: int) -> tuple[list[Claim], tuple[claims.Term, ...]]:
    """Claims of one claimant for loans of a year, and a ceiling of 100 for all of them."""
    said = {
        "day": "2025-03-01",
        "proofs": ["receipts"],
        "year": 2024,
        "eligible_project": True,
        "principal": 1000,
        "days": 360,
        "interest_paid": 90,
    }
    claims = [claim_of(known, {**said, "loan": f"l{number}"}, f"c{number}") for number in range(count)]
    return claims, terms_of(known, {"subsidy_rate": 6, "most_of_claimant": 100, "year_days": 360})


def test_a_ceiling_of_a_claimant_counts_over_the_year() -> None:
    known = SCHEMES["special-fund-interest"]
    given_claims, terms = loans(known, 3)
    found = deciding.entitle(known, given_claims, terms=terms)
    assert [(each.status, str(each.amount)) for each in found.awards] == [
        ("due", "600000.00"),
        ("due", "400000.00"),
        ("capped", "0.00"),
    ]


@given(st.integers(1, 10**9), st.integers(1, 9999))
def test_amounts_are_exact_to_the_cent(cost: int, share: int) -> None:
    known = SCHEMES["special-fund-result-first"]
    rate = Decimal(share) / 100
    terms = terms_of(known, {**FUND, "reward_share": rate, "most_of_project": 10**9, "fund_of_year": 10**12})
    found = deciding.entitle(known, fund_claims([cost]), terms=terms)
    assert found.total("due") == (Decimal(cost) * 10_000 * rate / 100).quantize(Decimal("0.01"))


BAD = [
    ([["claim"], ["c"]], {"claims-column-missing"}),
    ([["claim", "claimant", "day", "wages"], ["c", "甲", "2025-01-01", "1"]], {"claims-column-unknown"}),
    ([["claim", "claimant", "day", "day"], ["c", "甲", "2025-01-01", "1"]], {"claims-column-twice"}),
    ([["claim", "claimant", "day", "area"], ["c", "", "tomorrow", "-5"]], {"claims-cell-missing", "claims-day", "claims-negative"}),
    ([["claim", "claimant", "day", "area", "kept"], ["c", "甲", "2025-01-01", "many", "perhaps"]], {"claims-cell"}),
    ([["claim", "claimant", "day", "proofs"], ["c", "甲", "2025-01-01", "说明"]], {"claims-proof-unknown"}),
    ([["claim", "claimant", "day"], ["c", "甲", "2025-01-01"], ["c", "乙", "2025-01-02"]], {"claims-id-twice"}),
    ([], {"claims-size"}),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "codes"), BAD, ids=[" ".join(sorted(codes)) for _, codes in BAD])
def test_bad_rows_are_refused_all_at_once(lines: list[list[str]], codes: set[str]) -> None:
    with pytest.raises(Refusal) as refused:
        claims.claims_of(lines, SCHEMES["eco-compensation"], file="c.csv")
    assert {fault.code for fault in refused.value.faults} == codes


def test_headers_may_be_chinese_with_the_unit() -> None:
    known = SCHEMES["eco-compensation"]
    lines = [
        ["申领编号", "申领人", "申领日期", "保护区域", "年度", "面积（亩）", "年度考核达到保护目标"],
        ["c", "甲", "2025/01/02", "壬", "2024", "1,200", "是"],
    ]
    (found,) = claims.claims_of(lines, known, file="c.csv")
    assert str(found.values["area"]) == "1200"
    assert found.day == date(2025, 1, 2)
    assert [each.key for each in claims.template(known).columns][:2] == ["claim", "claimant"]
    assert len(claims.columns(known).rows) == len(claims.template(known).columns)


def test_terms_need_a_known_name_a_source_and_a_value_that_is_one() -> None:
    with pytest.raises(Refusal) as refused:
        claims.read_terms(
            {
                "rats": {"value": 1, "source": "x"},
                "rate": {"value": "many", "source": "x"},
                "penalty_share": {"value": 3},
            },
            SCHEMES["eco-compensation"],
        )
    assert [fault.code for fault in refused.value.faults] == [
        "terms-name-unknown",
        "terms-value",
        "terms-without-source",
    ]


WRONG: dict[str, dict[str, Any]] = {
    "scheme-source-unknown": {"source": "nowhere"},
    "scheme-parameter-without-source": {"parameters": [{"name": "rate", "title": {"zh": "甲", "en": "a"}, "unit": "元/亩", "value": 3}]},
    "scheme-name-twice": {"parameters": [{"name": "area", "title": {"zh": "甲", "en": "a"}}]},
    "scheme-name-unknown": {"once_per": ["nothing"]},
    "scheme-not-money": {"stages": [{"id": "one", "title": {"zh": "甲", "en": "a"}, "amount": "area"}]},
    "scheme-not-a-condition": {"stages": [{"id": "one", "title": {"zh": "甲", "en": "a"}, "when": "area"}]},
}  # fmt: skip


@pytest.mark.parametrize("code", WRONG)
def test_a_scheme_with_a_fault_is_refused(code: str) -> None:
    plain = SCHEMES["eco-compensation"].model_dump(mode="json") | WRONG[code]
    found = [fault.code for fault in support.faults_of(Scheme.model_validate(plain), set(ZONE.sources))]
    assert code in found


def test_an_unknown_scheme_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refusal, match="scheme-unknown"):
        support.scheme(ZONE, "nothing")


def test_every_pair_of_schemes_says_whether_it_pays_money() -> None:
    kinds = {known.method for known in SCHEMES.values()}
    assert {"result-first", "build-first", "interest", "in-kind", "formula", "compensation", "reward"} == kinds
    assert all(stage.amount is None for stage in itertools.chain(SCHEMES["landing-incentives"].stages))


def test_what_was_divided_stays_divided_and_a_correction_never_exceeds_the_fund() -> None:
    known = SCHEMES["special-fund-result-first"]
    terms = terms_of(known, {**FUND, "fund_of_year": 35})
    given_claims = fund_claims([100, 200])
    book = ledger.post(
        ledger.Ledger(), deciding.entitle(known, given_claims, terms=terms).statement(), day=date(2025, 4, 1)
    )
    again = deciding.entitle(known, given_claims, terms=terms, ledger=book)
    assert [(each.status, str(each.amount), each.anew) for each in again.awards] == [
        ("paid", "116666.67", None),
        ("paid", "233333.33", None),
    ]
    assert ledger.post(book, again.statement(correct=True), day=date(2025, 5, 1)) == book
    larger = terms_of(known, {**FUND, "fund_of_year": 40})
    raised = deciding.entitle(known, given_claims, terms=larger, ledger=book)
    after = ledger.post(book, raised.statement(correct=True), day=date(2025, 5, 1))
    assert after.balances()[PAYER] == Decimal("-400000.00")


def test_a_ceiling_holds_for_corrections_too() -> None:
    known = SCHEMES["special-fund-interest"]
    given_claims, terms = loans(known, 2)
    book = ledger.post(
        ledger.Ledger(), deciding.entitle(known, given_claims, terms=terms).statement(), day=date(2025, 4, 1)
    )
    again = deciding.entitle(known, given_claims, terms=terms, ledger=book)
    assert [each.anew for each in again.awards] == [None, None]
