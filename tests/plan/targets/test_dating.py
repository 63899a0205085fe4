"""When a figure was or shall be: sentences that give their year to those below, titles, headings, turns over years."""

import pytest

from chengjie.plan.claims import Target
from chengjie.plan.read import read


def dated(text: str) -> list[tuple[str, str, str | None, str]]:
    """Indicator, figure, period and role of each claim."""
    claims = (each for each in read(text.encode(), name="文.txt").claims if isinstance(each, Target))
    return [(each.indicator, f"{each.value}{each.unit or ''}", each.period, each.role) for each in claims]


def periods(text: str) -> list[str | None]:
    return [period for _, _, period, _ in dated(text)]


def test_a_sentence_that_ends_in_a_colon_gives_its_year_to_the_points_below() -> None:
    found = dated(
        "云溪市发展规划\n\n二、目标\n\n到2030年，实现以下目标：\n\n——经济。地区生产总值达到900亿元。\n\n——生态。森林覆盖率达到61%。\n"
    )
    assert [(period, role) for _, _, period, role in found] == [("2030", "target")] * 2


def test_a_sentence_without_figures_gives_its_years_to_a_list_and_not_to_other_paragraphs() -> None:
    head = "云溪市政府工作报告\n\n（2006年2月8日）\n\n过去的五年，是全市阔步前进的五年。\n\n"
    assert periods(head + "——农业得到加强。粮食产量达到30万吨。\n") == ["2001/2005"]
    assert periods(head + "粮食产量达到30万吨。\n") == [None]


def test_a_sentence_without_figures_on_a_period_that_has_a_name_dates_the_paragraphs_below_it() -> None:
    head = "云溪市能源工作回顾\n\n“十四五”时期，能源保障有力。\n\n"
    assert periods(head + "煤炭产量保持在12亿吨以上。\n") == ["2021/2025"]
    assert periods(head + "2024年，煤炭产量达到13亿吨。\n") == ["2024"]
    assert periods(head.replace("“十四五”时期，", "“十四五”工作中，") + "煤炭产量保持在12亿吨以上。\n") == [None]


def test_goals_without_a_year_are_of_the_last_year_that_the_title_plans_for() -> None:
    text = "云溪市国民经济和社会发展第十五个五年规划纲要\n\n一、主要目标\n\n研发强度达到3%。\n"
    assert dated(text) == [("研发强度", "3%", "2030", "target")]
    assert periods(text.replace("主要目标", "空间布局")) == [None]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“十一五”规划的最后一年，粮食产量达到30万吨。", [None]),
        ("“十二五”期末，粮食产量达到30万吨。", ["2015"]),
        ("“十四五”前四年交通投资达到90亿元。", ["2021/2024"]),
        ("从2011年前三季度数据看，工业增加值增长8%。", ["2011-01/2011-09"]),
        ("2020年税收较2010年翻一番。", ["2020"]),
        ("2019年1—11月，工业总产值90亿元。", ["2019-01/2019-11"]),
        ("2011年前三季度，税收增长9%，增幅比一季度和上半年分别提高2个和1个百分点。", ["2011-01/2011-09"] * 3),
        ("到2027年，高新技术企业在2022年的基础上增加到90家。", ["2027"]),
        ("2020年收入分别达到3万元、2万元，是2015年的1.4倍和1.5倍。", ["2020"] * 4),
    ],
)  # fmt: skip
def test_words_of_time_are_told_from_names_of_plans_and_from_what_is_compared_with(
    text: str, wanted: list[str]
) -> None:
    assert periods(text) == wanted


def test_a_yearly_average_is_taken_over_the_years_from_what_was_to_what_became() -> None:
    found = dated("云溪市政府工作报告\n\n（2006年2月8日）\n\n税收由2000年的3亿元增加到2005年的9亿元，年均增长24.6%。\n")
    assert [period for _, _, period, _ in found] == ["2000", "2005", "2001/2005"]


def test_figures_told_one_by_one_take_a_year_each() -> None:
    assert [each[:3] for each in dated("2016年至2018年，分别完成工业投资30亿元、35亿元、41亿元。")] == [
        ("工业投资", "30亿元", "2016"), ("工业投资", "35亿元", "2017"), ("工业投资", "41亿元", "2018"),
    ]  # fmt: skip


def test_a_list_that_began_somewhere_is_of_that_year_throughout() -> None:
    text = "城镇和农村居民人均收入从“十二五”末2万元、1万元增加到3万元、2万元。"
    assert [each[:3] for each in dated(text)][:2] == [
        ("城镇居民人均收入", "2万元", "2015"), ("农村居民人均收入", "1万元", "2015"),
    ]  # fmt: skip


def test_a_summary_speaks_of_the_year_of_its_title() -> None:
    found = dated("云溪县2016年工作总结\n\n全年粮食产量13万吨。\n\n规上工业产值90亿元。\n\n今年引进项目12个。\n")
    assert [period for _, _, period, _ in found] == ["2016"] * 3
    assert {role for *_, role in found} == {"baseline"}


def test_a_report_without_years_under_its_heading_looks_back_on_the_year_before() -> None:
    text = "云溪省2012年政府工作报告\n\n一、目标任务执行情况\n\n高速公路里程达3800公里。\n"
    assert dated(text) == [("高速公路里程", "3800公里", "2011", "baseline")]


def test_a_month_alone_and_the_office_that_reports_date_and_place_a_report() -> None:
    text = "政 府 工 作 报 告\n\n云溪县人民政府县长\n\n（2019年1月）\n\n过去一年工作回顾\n\n粮食产量6万吨。\n"
    claim = next(each for each in read(text.encode(), name="文.txt").claims if isinstance(each, Target))
    assert (claim.period, claim.place) == ("2018", "云溪县")


def test_what_is_expected_of_a_year_that_is_looked_back_on_is_no_goal() -> None:
    text = "云溪市政府工作报告\n\n（2021年11月）\n\n一、过去五年工作回顾\n\n预计2021年地区生产总值突破3000亿元。\n"
    assert dated(text) == [("地区生产总值", "3000亿元", "2021", "baseline")]


def test_a_heading_of_a_year_and_five_years_speaks_of_the_year_and_a_heading_of_five_years_of_these() -> None:
    head = "2021年云溪市人民政府工作报告\n\n"
    assert periods(head + "一、2020年和“十三五”时期工作回顾\n\n全市税收增长4.1%。\n") == ["2020"]
    assert periods(head + "十三五工作回顾\n\n累计投入资金71亿元。\n") == ["2016/2020"]


def test_a_month_of_founding_does_not_date_what_there_is_and_a_half_year_is_of_the_year_of_the_document() -> None:
    assert periods("1997年5月撤地设市，现辖五县，人口302万，总面积1.9万平方公里。") == [None, None, None]
    assert periods("云溪区2026年经济工作会议报告\n\n一、运行情况\n\n上半年，税收增长6.8%。\n") == ["2026-01/2026-06"]


def test_a_report_on_development_looks_back_on_the_year_of_its_title() -> None:
    found = dated("2020年开发区发展报告\n\n2020年，从业人员达12万人。\n")
    assert found == [("从业人员", "12万人", "2020", "baseline")]


def test_the_government_that_issues_a_plan_for_a_region_is_not_taken_for_the_region() -> None:
    text = "云岭省人民政府关于印发《清河白石承接产业发展规划》的通知\n\n各市人民政府：\n\n云岭省人民政府\n\n一、目标\n\n到2025年，税收达到30亿元。\n"
    (claim,) = [each for each in read(text.encode(), name="文.txt").claims if isinstance(each, Target)]
    assert claim.place is None


def test_the_year_of_a_plan_of_one_year_and_of_a_stretch_of_years_dates_its_goals() -> None:
    goal = "主要预期目标是：粮食产量保持在18万吨以上。\n"
    assert dated("云溪市2023年国民经济和社会发展计划\n\n" + goal) == [("粮食产量", "18万吨", "2023", "target")]
    plan = "云溪市企业倍增行动计划（2023—2027年）\n\n到2025年，高新技术企业突破75家。\n"
    assert dated(plan) == [("高新技术企业", "75家", "2025", "target")]


def test_under_a_heading_that_looks_back_a_sentence_for_a_heading_changes_neither_year_nor_role() -> None:
    text = "云溪区2003年工作报告\n\n一、2003年工作回顾\n\n1、任务圆满完成，全年实现财政收入6亿元，各项事业取得长足进步，人民生活继续得到改善，城乡面貌焕然一新。\n\n2、园区建设势头强劲。全年新引进项目65个，各类要素加快向园区集聚，配套设施继续完善，营商环境明显优化。\n"
    assert [(period, role) for _, _, period, role in dated(text)] == [("2003", "baseline")] * 2


def test_in_a_text_without_a_year_a_strong_wish_makes_a_target() -> None:
    assert dated("经信系统发言\n\n2023年，力争工业产值达520亿元以上。\n") == [("工业产值", "520亿元", "2023", "target")]
    assert dated("产业集群培育情况\n\n建设示范基地44个。\n")[0][3] == "baseline"


def test_the_line_below_the_number_of_an_annex_is_its_title() -> None:
    text = "关于印发2022年目标任务的通知\n\n附件1\n\n2022年经济社会发展预期目标任务分解\n\n1.固定资产投资增长6%左右。（发展改革委）\n"
    assert dated(text) == [("固定资产投资", "6%", "2022", "target")]


def test_a_comparison_with_another_place_is_no_figure_of_this_one() -> None:
    text = "云溪市发展情况（2018年3月）\n\n生产总值从2012年的35亿元跃升至2017年的51亿元，与居第18位的他市大体相当。比上年增长7.8%。\n"
    assert [(figure, period) for _, figure, period, _ in dated(text)] == [
        ("35亿元", "2012"),
        ("51亿元", "2017"),
        ("7.8%", "2017"),
    ]
