"""Capacity of a line: never more than it holds, nobody better off by another share, unknown where it is not given."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.network.access import Change
from chengjie.network.corridor import corridor

AMOUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 50).map(Decimal), max_size=6)
GAINS = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 300), max_size=6)


def gains(saved: dict[str, int]) -> list[Change]:
    return [Change(place, "x", "rail", Decimal(km + 7), Decimal(7)) for place, km in saved.items()]


@given(GAINS, AMOUNTS, st.integers(0, 120).map(Decimal))
def test_a_line_takes_what_saves_most_and_no_more_than_it_holds(
    saved: dict[str, int], freight: dict[str, Decimal], capacity: Decimal
) -> None:
    found = corridor(gains(saved), freight, capacity=capacity)
    taken = sum((each.taken for each in found.loads), Decimal(0))
    wanted = sum((each.tonnes for each in found.loads), Decimal(0))
    assert taken == min(capacity, wanted)
    assert found.left == wanted - taken
    units = sorted((saved[each.place] for each in found.loads for _ in range(int(each.tonnes))), reverse=True)
    assert sum(each.saved for each in found.loads) == sum(units[: int(capacity)])
    assert set(found.asked) == set(saved) - set(freight)


def test_without_a_capacity_nobody_can_say_who_gets_through() -> None:
    found = corridor(gains({"a": 5}), {"a": Decimal(3)}, capacity=None)
    assert (found.known, found.loads) == (False, ())


def test_negative_freight_and_capacity_are_refused_together() -> None:
    with pytest.raises(Refusal) as refused:
        corridor(gains({"a": 5}), {"a": Decimal(-3), "b": Decimal(-1)}, capacity=Decimal(-2))
    assert [fault.code for fault in refused.value.faults] == [
        "freight-negative",
        "freight-negative",
        "capacity-negative",
    ]
