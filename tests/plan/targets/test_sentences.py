"""The rhetoric of plans, in sentences of our own: what each says, figure by figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.plan.claims import Target
from chengjie.plan.reading import read_document
from chengjie.plan.targets import targets
from chengjie.plan.targets.numerals import number, printed

HEAD = "白水省产业发展规划\n\n2021年3月1日\n\n一、情况\n\n"


def figures(sentence: str) -> list[tuple[str, str | None, str, str | None, str | None, str]]:
    found = targets(read_document((HEAD + sentence).encode(), name="a.txt"))
    return [
        (
            each.indicator,
            each.period,
            each.comparator,
            None if each.value is None else f"{each.value:f}",
            each.unit,
            each.role,
        )
        for each in found
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2025年，粮食产量达到300万吨。", [("粮食产量", "2025", "=", "300", "万吨", "target")]),
        ("到2025年，森林覆盖率不低于60%。", [("森林覆盖率", "2025", ">=", "60", "%", "target")]),
        ("到2025年，城镇调查失业率控制在5.5%以内。", [("城镇调查失业率", "2025", "<=", "5.5", "%", "target")]),
        ("到2025年，工业增加值突破1万亿元。", [("工业增加值", "2025", ">", "1", "万亿元", "target")]),
        ("到2025年，研发投入强度力争达到2.5%左右。", [("研发投入强度", "2025", "≈", "2.5", "%", "target")]),
        ("到2025年，高新技术企业超过1200家。", [("高新技术企业", "2025", ">", "1200", "家", "target")]),
        ("到2025年，常住人口约320万人。", [("常住人口", "2025", "≈", "320", "万人", "target")]),
        ("“十四五”时期，服务业增加值年均增长8%以上。", [("服务业增加值", "2021/2025", "growth>=", "8", "%", "target")]),
        ("“十四五”期间，新增耕地20万亩。", [("新增耕地", "2021/2025", "=", "20", "万亩", "target")]),
        (
            "2020年，进出口总额365.8亿元，比2015年增长40%。",
            [
                ("进出口总额", "2020", "=", "365.8", "亿元", "baseline"),
                ("进出口总额", "2020", "increase", "40", "%", "baseline"),
            ],
        ),
        (
            "2020年，工业增加值占地区生产总值的比重为28.5%，比2015年提高2.1个百分点。",
            [
                ("工业增加值占地区生产总值比重", "2020", "=", "28.5", "%", "baseline"),
                ("工业增加值占地区生产总值比重", "2020", "increase", "2.1", "百分点", "baseline"),
            ],
        ),
        (
            "2020年，甲产品、乙产品产量分别达到12万吨和8万吨。",
            [
                ("甲产品产量", "2020", "=", "12", "万吨", "baseline"),
                ("乙产品产量", "2020", "=", "8", "万吨", "baseline"),
            ],
        ),
        (
            "2020年，城镇和农村常住居民人均可支配收入分别增长5%和7%。",
            [
                ("城镇常住居民人均可支配收入", "2020", "growth", "5", "%", "baseline"),
                ("农村常住居民人均可支配收入", "2020", "growth", "7", "%", "baseline"),
            ],
        ),
        (
            "城镇化率从2015年的48%提高到2020年的55%。",
            [("城镇化率", "2015", "=", "48", "%", "baseline"), ("城镇化率", "2020", "=", "55", "%", "baseline")],
        ),
        (
            "三次产业结构由2015年的20:40:40调整为2020年的15:42:43。",
            [
                ("三次产业结构（第一产业）", "2015", "=", "20", "%", "baseline"),
                ("三次产业结构（第二产业）", "2015", "=", "40", "%", "baseline"),
                ("三次产业结构（第三产业）", "2015", "=", "40", "%", "baseline"),
                ("三次产业结构（第一产业）", "2020", "=", "15", "%", "baseline"),
                ("三次产业结构（第二产业）", "2020", "=", "42", "%", "baseline"),
                ("三次产业结构（第三产业）", "2020", "=", "43", "%", "baseline"),
            ],
        ),
        ("到2025年，办理时间压减三分之一以上。", [("办理时间", "2025", "decrease", "33.33", "%", "target")]),
        ("到2025年，旅游收入在2020年基础上翻一番。", [("旅游收入", "2025", "increase", "1", "番", "target")]),
        (
            "到2025年，单位地区生产总值能耗下降13.5%。",
            [("单位地区生产总值能耗", "2025", "decrease", "13.5", "%", "target")],
        ),
        ("到2025年，引进20家以上的龙头企业。", [("引进龙头企业", "2025", ">=", "20", "家", "target")]),
        ("到2025年，培育30至50家小巨人企业。", [("小巨人企业", "2025", "=", "30", "家", "target")]),
        ("2020年底前，建成标准厂房100万平方米。", [("标准厂房", "2020", "=", "100", "万平方米", "baseline")]),
        ("到2025年，行政村5G网络全覆盖。", [("行政村5G网络", "2025", "full", None, None, "target")]),
        ("到2025年，旅游收入比2020年翻了近一番。", [("旅游收入", "2025", "increase", "1", "番", "target")]),
        (
            "粮食产量稳定回升，于2022年回升到30万吨。粮食产量于2023年恢复至31万吨，2024年达到32万吨。",
            [
                ("粮食产量", "2022", "=", "30", "万吨", "target"),
                ("粮食产量", "2023", "=", "31", "万吨", "target"),
                ("粮食产量", "2024", "=", "32", "万吨", "target"),
            ],
        ),
        ("2020年，经济总量居全省第三位。", [("经济总量", "2020", "rank", "3", "位", "baseline")]),
        ("到2025年，营商环境进入全国前十。", [("营商环境", "2025", "rank", "10", "位", "target")]),
        ("到2025年，人均预期寿命达到七十八点五岁。", [("人均预期寿命", "2025", "=", "78.5", "岁", "target")]),
        ("到2025年，财政收入达到十二点五亿元。", [("财政收入", "2025", "=", "12.5", "亿元", "target")]),
        (
            "到2025年，空气质量优良天数比率达到95%（约束性）。",
            [("空气质量优良天数比率", "2025", "=", "95", "%", "target")],
        ),
        ("到２０２５年，粮食产量达到３００ 万吨。", [("粮食产量", "2025", "=", "300", "万吨", "target")]),
        ("到2025年，粮食产量达到3O0万吨。", [("粮食产量", "2025", "=", "300", "万吨", "target")]),
        ("沿G59高速和207国道布局，落实第12号文件（白政发〔2021〕3号）和“135”工程。", []),
        ("坚持一张蓝图绘到底，千方百计稳就业，一二三产业融合发展。", []),
        ("引进世界500强企业，创建国家5A级旅游景区，建设5G基站。", []),
        ("2021年3月1日至2021年12月31日为第一阶段。", []),
    ],
)
def test_a_sentence_is_read_figure_by_figure(sentence: str, expected: list[tuple[object, ...]]) -> None:
    assert figures(sentence) == expected


def test_binding_and_expected_are_told_apart() -> None:
    found = targets(
        read_document(
            (HEAD + "到2025年，森林覆盖率达到60%（约束性），粮食产量达到300万吨（预期性）。").encode(), name="a.txt"
        )
    )
    assert [each.force for each in found] == ["binding", "expected"]


def test_an_upper_bound_closes_a_range() -> None:
    found: Target = targets(read_document((HEAD + "到2025年，地区生产总值年均增长6%—7%。").encode(), name="a.txt"))[0]
    assert (str(found.value), str(found.upper), found.unit) == ("6", "7", "%")


@given(st.integers(1, 99_999_999))
def test_a_chinese_number_reads_back(value: int) -> None:
    assert number(printed(value)) == value


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_arabic_number_reads_back_with_and_without_separators(value: object) -> None:
    assert number(f"{value}") == number(f"{value:,}") == value


@pytest.mark.parametrize("written", ["", "abc", "第三", "一二a"])
def test_what_is_no_number_is_named_as_such(written: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        number(written)
