"""A plan's figures of the past against published ones: only with facts, never within rounding."""

from decimal import Decimal

import pytest
from tests.plan.lint.builders import found, target, text_plan

from chengjie.plan.lint import Facts

FACTS = Facts(published={("地区生产总值", "安顺市", 2020, "亿元"): Decimal("966.74")})


@pytest.mark.parametrize(
    ("value", "unit", "year", "role", "differs"),
    [
        ("980", "亿元", "2020", "baseline", True),
        ("966.7", "亿元", "2020", "baseline", False),
        ("0.0967", "万亿元", "2020", "baseline", False),
        ("980", "亿元", "2019", "baseline", False),
        ("980", "亿元", "2020", "target", False),
    ],
)
def test_a_figure_that_no_rounding_brings_to_the_published_one_is_noted(
    value: str, unit: str, year: str, role: str, differs: bool
) -> None:
    plan = text_plan("一、基础", claims=(target("GDP", value, unit, year, place="安顺市", role=role),))
    told = found(plan, code="figure-unlike-published", facts=FACTS)
    assert bool(told) == differs
    assert not found(plan, code="figure-unlike-published")
    if told:
        assert told[0].arithmetic == "980亿元 ≠ 966.74亿元"


def test_two_published_figures_that_disagree_decide_nothing() -> None:
    facts = Facts(published={**FACTS.published, ("GDP", "安顺市", 2020, "亿元"): Decimal(970)})
    plan = text_plan("一、基础", claims=(target("GDP", "980", "亿元", "2020", place="安顺市"),))
    assert not found(plan, code="figure-unlike-published", facts=facts)
