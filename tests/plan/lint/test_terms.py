"""Counting terms that are never explained."""

import pytest
from tests.plan.lint.builders import found, text_plan


@pytest.mark.parametrize(
    "sentence", ["完善园区“九通一平”设施。", "实施“246”工程，推动升级。", "开展“五大跃升行动”。", "引进三类500强企业。"]
)
def test_a_counting_term_without_its_list_is_noted(sentence: str) -> None:
    (finding,) = found(text_plan("一、总则", sentence), code="term-undefined")
    assert finding.severity == "note"


@pytest.mark.parametrize(
    "sentence",
    [
        "落实“三线一单”要求。",
        "实施“三化”行动，推进数字化、智能化、绿色化。",
        "以甲山、乙山“两山”为屏障，以甲江、乙江、丙江“三江”为脉络。",
        "实施“五好”行动，即规划好、平台好、项目好、机制好、形象好。",
        "“十四五”时期坚持“引进来”。",
        "用好“32”体系，树立甲乙丙三种意识，用好两个方法。",
        "推动甲机场、乙基地、丙灌区等“十大工程”落地。",
    ],
)
def test_a_known_or_explained_term_is_silent(sentence: str) -> None:
    assert not found(text_plan("一、总则", sentence), code="term-undefined")


def test_a_letter_in_a_count_leaves_the_total_open() -> None:
    (finding,) = found(text_plan("一、总则", "到2025年，创建“2+4+N”个示范园。"), code="count-left-open")
    assert finding.arithmetic == "2 + 4 + ? = ?"


def test_a_letter_in_a_name_is_silent() -> None:
    assert not found(text_plan("一、总则", "构建“1+N”政策体系。"), code="count-left-open")
