"""Counts against the lists beside them."""

import pytest
from tests.plan.lint.builders import found, text_plan

from chengjie.plan.lint.counting import possible


@pytest.mark.parametrize(
    "sentence",
    [
        "规划范围包括甲市、乙市、丙州，共4个市州。",
        "着力打造食品、纺织、建材三大产业，形成木器、茶叶两大产业集群。".replace("两大", "四大"),
        "形成“两横三纵”（甲高速、乙高速，丙高速、丁高速）公路骨架。",
        "重点建设五大平台：信息平台、物流平台、检测平台、融资平台。",
    ],
)
def test_a_count_that_its_list_does_not_bear_out_is_an_error(sentence: str) -> None:
    (finding,) = found(text_plan("一、总则", sentence), code="count-unlike-list")
    assert finding.severity == "error"
    assert "≠" in finding.arithmetic


@pytest.mark.parametrize(
    "sentence",
    [
        "规划范围包括甲市、乙市、丙州，共3个市州。",
        "包括甲市、乙市及丙市丁县、戊县两县。",
        "重点发展茶叶、竹木和中药材三大产业。",
        "重点发展茶叶、竹木等五大产业。",
        "形成“两横两纵”（甲高速、乙高速，丙高速、丁高速）公路骨架。",
        "新增省级平台3个、国家级平台12个。",
        "近三年建成甲园区、乙园区十余个。",
    ],
)
def test_a_count_that_its_list_bears_out_or_leaves_open_is_silent(sentence: str) -> None:
    assert not found(text_plan("一、总则", sentence), code="count-unlike-list")


def test_a_list_may_be_read_in_several_ways() -> None:
    assert possible("甲、乙和丙、丁") >= {2, 3, 4}
