"""Turns of phrase of reports and sector plans: what is compared, gathered up, ranked, rounded, and part of a name."""

import pytest

from chengjie.plan.claims import Target
from chengjie.plan.read import read


def said(text: str) -> list[tuple[str, str]]:
    """Indicator, and comparator with value and unit, of each claim."""
    claims = (each for each in read(text.encode(), name="文.txt").claims if isinstance(each, Target))
    return [
        (each.indicator, f"{each.comparator}{each.value if each.value is not None else ''}{each.unit or ''}")
        for each in claims
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("税收90亿元，比计划目标80亿元超额10亿元。", [("税收", "=90亿元"), ("税收", "=80亿元"), ("税收", "increase10亿元")]),
        ("出口9亿元，同口径比增8%。", [("出口", "=9亿元"), ("出口", "growth8%")]),
        ("税收9亿元，比上年增收1亿元，同比增支2%。", [("税收", "=9亿元"), ("税收", "increase1亿元"), ("税收", "increase2%")]),
        ("民间投资增长22%，加快11个百分点。", [("民间投资", "growth22%"), ("民间投资", "increase11百分点")]),
        ("外贸出口106亿元，增长-39%。", [("外贸出口", "=106亿元"), ("外贸出口", "growth-39%")]),
        ("地区生产总值3万亿元，较“十三五”末净增1万亿元。", [("地区生产总值", "=3万亿元"), ("地区生产总值", "increase1万亿元")]),
        ("税收增长6%，增速高于全国0.7个百分点。", [("税收", "growth6%"), ("税收", "increase0.7百分点")]),
        ("工业增长8%，高于全国2个百分点。企业3000家，服务业增加值5万亿元，高于全国0.4个百分点。", [
            ("工业", "growth8%"), ("工业", "increase2百分点"), ("企业", "=3000家"),
            ("服务业增加值", "=5万亿元"), ("服务业增加值", "increase0.4百分点"),
        ]),
        ("5个园区获得认定，数量居全区第一。", [("园区", "=5个"), ("园区数量", "rank1位")]),
        ("机场旅客吞吐量突破200万大关。", [("机场旅客吞吐量", ">200万")]),
        ("产值占比达到55%，5年提升10个百分点。", [("产值占比", "=55%"), ("产值占比", "increase10百分点")]),
        ("人口自然增长率控制在7‰以内。", [("人口自然增长率", "<=7‰")]),
        ("进出口增长29%，其中出口增长25%，分别居全国第3、第4位。", [
            ("进出口", "growth29%"), ("出口", "growth25%"), ("进出口", "rank3位"), ("出口", "rank4位"),
        ]),
        ("辖区经济连续第7年进入全省“十强县”前三甲。", [("辖区经济", "rank3位")]),
        ("甲园区产值首破千亿大关。", [("甲园区产值", ">1000亿元")]),
        ("城镇收入3.8万元，农村收入1.6万元，均比2011年实现倍增。", [
            ("城镇收入", "=3.8万元"), ("农村收入", "=1.6万元"), ("城镇收入", "increase1番"), ("农村收入", "increase1番"),
        ]),
    ],
)  # fmt: skip
def test_what_is_compared_and_ranked_keeps_its_subject(text: str, wanted: list[tuple[str, str]]) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("粪污资源化利用率、农膜回收利用率达到80%以上。", [("粪污资源化利用率", ">=80%"), ("农膜回收利用率", ">=80%")]),
        ("家具、服装产业主营业务收入分别达到40亿元。", [("家具产业主营业务收入", "=40亿元"), ("服装产业主营业务收入", "=40亿元")]),
        ("苹果、猕猴桃产量稳定在全国1/4、1/3。", [("苹果产量", "=25%"), ("猕猴桃产量", "=33.33%")]),
        ("一般预算收入9亿元，支出64亿元，同比分别增长4%和3%。", [
            ("一般预算收入", "=9亿元"), ("支出", "=64亿元"), ("一般预算收入", "growth4%"), ("支出", "growth3%"),
        ]),
        ("到2020年总产值和职工人均收入比2010年翻一番。", [("总产值", "increase1番"), ("职工人均收入", "increase1番")]),
        ("到2015年，税收突破350亿元，销售额突破600亿元；上述2项指标均比2010年翻一番以上。", [
            ("税收", ">350亿元"), ("销售额", ">600亿元"), ("税收", "increase1番"), ("销售额", "increase1番"),
        ]),
        ("3万户14万贫困人口全部清零。", [("贫困人口", "=3万户"), ("贫困人口", "=14万")]),
    ],
)  # fmt: skip
def test_a_list_that_shares_a_figure_or_a_verb_is_a_claim_of_each(text: str, wanted: list[tuple[str, str]]) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("三大先导产业总规模达1.8万亿元。", [("三大先导产业总规模", "=1.8万亿元")]),
        ("完成了县十七届人大三次会议确定的任务。", []),
        ("做实四篇文章、推进四个着力。", []),
        ("先后3次作出指示，办好两件大事。", []),
        ("成为全国第三个过10万亿元省份。", []),
        ("力争通过3年建设，进入前列。", []),
        ("21个学科进入ESI前千分之一。", [("学科进入ESI前千分之一", "=21个")]),
        ("500万元以上固定资产投资49亿元。", [("500万元以上固定资产投资", "=49亿元")]),
        ("年营业收入超1000亿元的1个、超500亿元的3个。", [("年营业收入超1000亿元", "=1个"), ("超500亿元", "=3个")]),
        ("是继甲市之后第四个财政收入超过200亿元的设区市。", []),
        ("加快300万以上人口城市轨道交通成网。", []),
        ("收入超10亿元的县（区）由2个增加到8个。", [("收入超10亿元的县（区）", "=2个"), ("收入超10亿元的县（区）", "=8个")]),
    ],
)  # fmt: skip
def test_numbers_inside_names_are_no_figures(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [found for found in said(text) if not found[1].startswith("rank")] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全县共有45万人口。", [("人口", "=45万人")]),
        ("现代农业发展水平达到90%。", [("现代农业发展水平", "=90%")]),
        ("农林牧渔业预计总产值25亿元。", [("农林牧渔业总产值", "=25亿元")]),
        ("●地区生产总值跨过3万亿元。", [("地区生产总值", ">3万亿元")]),
        ("启动投资11亿元的产城融合项目。", [("产城融合项目总投资", "=11亿元")]),
        ("已完成6条区域道路的提升工程。", [("区域道路", "=6条")]),
        ("围绕产能达到300万辆目标，发展汽车产业。", [("产能", "=300万辆")]),
        ("高速铁路覆盖97%的50万以上人口城市。", [("高速铁路覆盖50万以上人口城市", "=97%")]),
        ("粮食综合生产能力稳步提升，到2020年达到1.08亿吨。", [("粮食综合生产能力", "=1.08亿吨")]),
        ("烟叶产量2.4万担，平板玻璃570万重量箱。", [("烟叶产量", "=2.4万担"), ("平板玻璃", "=570万重量箱")]),
    ],
)  # fmt: skip
def test_the_name_is_what_is_measured_without_the_words_around_it(text: str, wanted: list[tuple[str, str]]) -> None:
    assert said(text) == wanted


def test_shares_of_the_sectors_are_read_with_signs_of_per_cent_and_any_colon() -> None:
    assert [figure for _, figure in said("三次产业由28.31%:35.94%:35.75%调整为18.8︰48.9︰32.3。")] == [
        "=28.31%", "=35.94%", "=35.75%", "=18.8%", "=48.9%", "=32.3%",
    ]  # fmt: skip
