"""Words that say a thing twice or the wrong way round."""

import pytest
from tests.plan.lint.builders import found, text_plan


@pytest.mark.parametrize("words", ["至少三分之一以上", "不低于50%以上", "超过20家以上", "约30亿元左右"])
def test_a_comparator_said_twice_is_a_warning(words: str) -> None:
    (finding,) = found(text_plan("一、总则", f"力争压减{words}。"), code="comparator-doubled")
    assert words in finding.arithmetic


@pytest.mark.parametrize("words", ["三分之一以上", "不低于50%", "超过20家", "30亿元左右"])
def test_a_comparator_said_once_is_silent(words: str) -> None:
    assert not found(text_plan("一、总则", f"力争压减{words}。"), code="comparator-doubled")


def test_a_range_with_its_ends_reversed_is_an_error() -> None:
    (finding,) = found(text_plan("一、总则", "建设规模为80—50亩。"), code="range-reversed")
    assert finding.arithmetic == "80 > 50"


@pytest.mark.parametrize("sentence", ["建设规模为50—80亩。", "时限由20天压缩到5天。", "能耗从80吨降至50吨。"])
def test_a_range_or_a_fall_is_silent(sentence: str) -> None:
    assert not found(text_plan("一、总则", sentence), code="range-reversed")


def test_a_passage_that_stands_twice_is_noted() -> None:
    passage = (
        "依托甲园区、乙园区、丙园区等平台，聚焦先进制造和现代服务两个方向，重点发展钢材、机械、陶瓷和农机制造等产业。"
    )
    plan = text_plan("一、总则", passage, "二、布局", passage)
    (finding,) = found(plan, code="sentence-repeated")
    assert len(finding.citations) == 2
