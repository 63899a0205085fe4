"""Numbers before headings, and figures that only look like them."""

import pytest

from chengjie.plan.reading.numbering import number_of


@pytest.mark.parametrize("text", ["1.69 万亿元上升到", "1.5 平方米", "83.66 岁。", "1.8万亿元", "3.2%", "2.5个百分点"])
def test_a_figure_with_its_unit_is_no_heading_number(text: str) -> None:
    assert number_of(text) is None


@pytest.mark.parametrize(
    ("text", "path"), [("1.2 发展基础", (1, 2)), ("2.1.3“双循环”", (2, 1, 3)), ("（三）目标", (3,))]
)
def test_a_heading_keeps_its_number(text: str, path: tuple[int, ...]) -> None:
    number = number_of(text)
    assert number is not None
    assert number.path == path
