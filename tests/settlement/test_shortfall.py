"""Division of what does not suffice: the published examples and the properties that define the rules."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.settlement.shortfall import Rule, divide

WIVES = {"one": Fraction(100), "two": Fraction(200), "three": Fraction(300)}
RULES: tuple[Rule, ...] = ("proportional", "equal-awards", "equal-losses", "contested-garment")


@pytest.mark.parametrize(
    ("estate", "awards"),
    [(100, ("100/3", "100/3", "100/3")), (200, ("50", "75", "75")), (300, ("50", "100", "150"))],
)
def test_the_marriage_contracts_of_the_talmud(estate: int, awards: tuple[str, ...]) -> None:
    assert [str(part) for part in divide(Fraction(estate), WIVES, "contested-garment").values()] == list(awards)


def test_the_contested_garment() -> None:
    whole_and_half = {"all": Fraction(1), "half": Fraction(1, 2)}
    assert divide(Fraction(1), whole_and_half, "contested-garment") == {"all": Fraction(3, 4), "half": Fraction(1, 4)}


def test_equal_awards_and_losses_by_hand() -> None:
    assert list(divide(Fraction(400), WIVES, "equal-awards").values()) == [100, 150, 150]
    assert list(divide(Fraction(200), WIVES, "equal-losses").values()) == [0, 50, 150]
    assert list(divide(Fraction(300), WIVES, "proportional").values()) == [50, 100, 150]


CLAIMS = st.dictionaries(
    st.text("abcde", min_size=1, max_size=2), st.fractions(0, 1000, max_denominator=7), min_size=1, max_size=6
)


@given(CLAIMS, st.fractions(0, 1, max_denominator=9), st.sampled_from(RULES))
def test_every_rule_gives_out_the_estate_and_nobody_more_than_the_claim(
    claims: dict[str, Fraction], part: Fraction, rule: Rule
) -> None:
    estate = sum(claims.values(), Fraction(0)) * part
    awards = divide(estate, claims, rule)
    assert sum(awards.values()) == estate
    assert all(0 <= awards[name] <= claims[name] for name in claims)


@given(CLAIMS, st.fractions(0, 1, max_denominator=9))
def test_the_garment_rule_treats_gains_and_losses_alike(claims: dict[str, Fraction], part: Fraction) -> None:
    whole = sum(claims.values(), Fraction(0))
    awards = divide(whole * part, claims, "contested-garment")
    losses = divide(whole - whole * part, claims, "contested-garment")
    assert all(awards[name] + losses[name] == claims[name] for name in claims)


@given(CLAIMS, st.fractions(0, 1, max_denominator=9), st.fractions(0, 1, max_denominator=9), st.sampled_from(RULES))
def test_a_larger_estate_gives_nobody_less(
    claims: dict[str, Fraction], one: Fraction, other: Fraction, rule: Rule
) -> None:
    whole = sum(claims.values(), Fraction(0))
    less, more = (divide(whole * part, claims, rule) for part in sorted((one, other)))
    assert all(more[name] >= less[name] for name in claims)


@given(CLAIMS, st.fractions(0, 1, max_denominator=9), st.sampled_from(RULES), st.randoms(use_true_random=False))
def test_who_claims_first_and_what_they_are_called_is_no_matter(
    claims: dict[str, Fraction], part: Fraction, rule: Rule, chance: random.Random
) -> None:
    estate = sum(claims.values(), Fraction(0)) * part
    names = list(claims)
    chance.shuffle(names)
    awards = divide(estate, claims, rule)
    assert divide(estate, {name: claims[name] for name in names}, rule) == awards
    assert all(awards[one] == awards[other] for one in claims for other in claims if claims[one] == claims[other])


@pytest.mark.parametrize("estate", [-1, 601])
def test_an_estate_out_of_bounds_is_an_error(estate: int) -> None:
    with pytest.raises(ValueError, match="estate"):
        divide(Fraction(estate), WIVES, "proportional")
