"""Mistakes in a definition are said in Chinese and English, whatever the checker calls them."""

from datetime import date
from decimal import Decimal
from typing import Literal

import pydantic
import pytest

from chengjie.package import mistakes
from chengjie.package.written import Part


class Form(Part):
    day: date
    amount: Decimal = pydantic.Field(gt=0)
    kind: Literal["a", "b"]
    rows: tuple[int, ...] = pydantic.Field(min_length=1)


@pytest.mark.parametrize(
    "given",
    [
        {}, {"day": "soon", "amount": "much", "kind": "c", "rows": []}, {"day": 1.5, "amount": 0, "kind": "a", "rows": ["x"]},
        {"day": "2026-01-01", "amount": float("nan"), "kind": "a", "rows": 1, "more": 2}, {"day": None, "amount": [], "kind": "a", "rows": [1]},
    ],
)  # fmt: skip
def test_every_mistake_has_words_of_our_own(given: dict[str, object]) -> None:
    with pytest.raises(pydantic.ValidationError) as refused:
        Form.model_validate(given)
    for each in refused.value.errors():
        words = mistakes.said(dict(each))
        assert words.en != each["msg"], each["type"]
        assert "{" not in words.zh + words.en
        assert not words.zh.isascii()


def test_a_mistake_that_we_have_no_words_for_is_said_in_its_own() -> None:
    assert mistakes.said({"type": "strange", "msg": "odd"}).zh == "odd"
