"""A budget: what one case holds no other can have, whatever the order of reserving, committing and releasing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.rule import Budget

DAY = date(2026, 1, 1)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "commit", "release"]), st.sampled_from("abc"), st.decimals("0.01", "60", places=2)
    ),
    max_size=30,
)


@given(ACTS)
def test_no_unit_is_spent_twice(acts: list[tuple[str, str, Decimal]]) -> None:
    budget = Budget("能耗", "吨标准煤", Decimal(100))
    held = dict.fromkeys("abc", Decimal(0))
    for act, case, amount in acts:
        before = budget
        try:
            budget = budget.reserve(case, amount, day=DAY) if act == "reserve" else getattr(budget, act)(case, day=DAY)
        except Refusal:
            assert budget is before
            continue
        held[case] = amount if act == "reserve" else Decimal(0) if act == "release" else held[case]
        assert budget.draws[: len(before.draws)] == before.draws
    assert {case: budget.held(case) for case in held} == held
    assert budget.left == Decimal(100) - sum(held.values())
    assert budget.left >= 0


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda budget: budget.reserve("b", Decimal(61), day=DAY), "budget-overrun"),
        (lambda budget: budget.reserve("a", Decimal(1), day=DAY), "budget-held-already"),
        (lambda budget: budget.reserve("b", Decimal("NaN"), day=DAY), "budget-amount"),
        (lambda budget: budget.reserve("b", Decimal(0), day=DAY), "budget-amount"),
        (lambda budget: budget.commit("b", day=DAY), "budget-nothing-held"),
        (lambda budget: budget.release("b", day=DAY), "budget-nothing-held"),
        (lambda budget: budget.release("a", day=date(2025, 12, 31)), "budget-clock-backwards"),
        (lambda budget: budget.commit("a", day=DAY).commit("a", day=DAY), "budget-nothing-held"),
    ],
)
def test_what_cannot_be_is_refused(act: object, code: str) -> None:
    budget = Budget("能耗", "吨标准煤", Decimal(100)).reserve("a", Decimal(40), day=DAY)
    with pytest.raises(Refusal) as refused:
        act(budget)  # type: ignore[operator]
    assert refused.value.faults[0].code == code


def test_people_are_warned_before_it_is_used_up() -> None:
    budget = Budget("能耗", "吨标准煤", Decimal(100)).reserve("a", Decimal(89), day=DAY)
    assert not budget.warns
    assert budget.reserve("b", Decimal(1), day=DAY).warns
