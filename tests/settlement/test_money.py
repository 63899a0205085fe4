"""Parts of an amount make the whole, to the cent, whatever the shares."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.settlement import money

AMOUNTS = st.decimals("-100000000000", "100000000000", places=2)
SHARES = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.decimals("0.0001", "1", places=4), min_size=1, max_size=6
)


@given(AMOUNTS, SHARES)
def test_the_parts_make_the_whole(amount: Decimal, shares: dict[str, Decimal]) -> None:
    parts = money.split(amount, shares)
    assert sum(parts.values()) == amount
    assert all(part == money.cents(part) for part in parts.values())


@given(AMOUNTS, SHARES)
def test_no_part_is_a_cent_away_from_its_exact_share(amount: Decimal, shares: dict[str, Decimal]) -> None:
    whole = sum(shares.values())
    for party, part in money.split(amount, shares).items():
        assert abs(part - amount * shares[party] / whole) < money.CENT


@given(st.decimals("0", "1000000", places=2), st.decimals("0", "1000", places=2), SHARES)
def test_more_to_share_gives_nobody_a_cent_less_than_a_cent_less(
    amount: Decimal, more: Decimal, shares: dict[str, Decimal]
) -> None:
    before, after = money.split(amount, shares), money.split(amount + more, shares)
    assert all(after[party] >= before[party] - money.CENT for party in shares)


@given(st.decimals("0", "1000000", places=2), SHARES)
def test_a_part_that_is_not_negative_stays_so(amount: Decimal, shares: dict[str, Decimal]) -> None:
    assert min(money.split(amount, shares).values()) >= 0


def test_nobody_with_a_share_is_an_error() -> None:
    with pytest.raises(ValueError, match="nobody"):
        money.split(Decimal(1), {"a": Decimal(0)})
