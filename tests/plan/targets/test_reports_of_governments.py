"""Work reports of governments: headings without numbers, years looked back on and ahead, turns from what to what."""

from chengjie.plan.claims import Target
from chengjie.plan.read import read

HEAD = "青石省政府工作报告\n\n——2026年1月27日在青石省第十四届人民代表大会第四次会议上\n\n"


def claims(text: str) -> list[Target]:
    return [each for each in read(text.encode(), name="报告.txt").claims if isinstance(each, Target)]


def said(text: str) -> list[tuple[str, str, str | None]]:
    """Name, comparator with value and unit, and period of each claim of a text without headings."""
    return [
        (
            each.indicator,
            f"{each.comparator}{each.value if each.value is not None else ''}{each.unit or ''}",
            each.period,
        )
        for each in claims(text)
    ]


def test_headings_without_numbers_tell_what_was_from_what_shall_be() -> None:
    found = claims(
        HEAD
        + "“十四五”时期工作回顾\n全省生产总值达到13000亿元。\n“十五五”时期的主要目标任务\n一是实力明显提升。全员劳动生产率年均增长5%。\n"
        + "2026年重点工作\n新增高新技术企业150家。"
    )
    assert [(each.indicator, each.period, each.role) for each in found] == [
        ("生产总值", "2021/2025", "baseline"), ("全员劳动生产率", "2026/2030", "target"), ("新增高新技术企业", "2026", "target"),
    ]  # fmt: skip


def test_a_count_that_rises_from_what_to_what_is_named_by_the_words_before_it() -> None:
    assert said("规模以上工业企业从1832户增加到3382户。")[:2] == [
        ("规模以上工业企业", "=1832户", None), ("规模以上工业企业", "=3382户", None),
    ]  # fmt: skip
    assert said("城乡居民收入比值由3.27缩小至2.93。") == [
        ("城乡居民收入比值", "=3.27", None), ("城乡居民收入比值", "=2.93", None),
    ]  # fmt: skip


def test_from_and_to_take_their_years_from_the_heading() -> None:
    found = claims(HEAD + "“十四五”时期工作回顾\n\n城镇化率由52.2%提高到58.1%。")
    assert [each.period for each in found] == ["2020", "2025"]


def test_a_round_amount_without_a_numeral_is_a_figure() -> None:
    assert said("项目投资规模超万亿元，云溪市经济总量突破千亿元。") == [
        ("项目投资规模", ">1万亿元", None), ("经济总量", ">1000亿元", None),
    ]  # fmt: skip
    assert said("打造6个千亿级产业集群，产值连跨两个千亿台阶。") == [("千亿级产业集群", "=6个", None)]


def test_what_is_said_of_each_of_a_list_is_a_claim_of_each() -> None:
    assert said("省属企业工业总产值、利润均实现翻一番。") == [
        ("省属企业工业总产值", "increase1番", None), ("利润", "increase1番", None),
    ]  # fmt: skip


def test_a_list_of_branches_lends_its_last_words_to_all() -> None:
    assert [each[0] for each in said("新材料、生物医药产业产值分别增长95.6%、83.5%。")] == [
        "新材料产业产值",
        "生物医药产业产值",
    ]
    assert said("文化及相关产业、旅游及相关产业增加值占地区生产总值比重分别超过2%、5%。") == [
        ("文化及相关产业增加值占地区生产总值比重", ">2%", None), ("旅游及相关产业增加值占地区生产总值比重", ">5%", None),
    ]  # fmt: skip


def test_ages_and_counted_places_inside_names_are_no_figures() -> None:
    assert [each[0] for each in said("每千人拥有3岁以下婴幼儿托位数4.59个。")] == ["每千人拥有3岁以下婴幼儿托位数"]
    assert said("建成125个县域医共体。") == [("县域医共体", "=125个", None)]


def test_streaks_and_times_since_when_name_nothing_and_are_not_handed_on() -> None:
    found = said("经济增速2022年以来连续16个季度高于全国。规模以上工业增加值增速连续30个月居全国前10位。")
    assert found == [("规模以上工业增加值增速", "rank10位", None)]


def test_totals_go_on_with_what_was_spoken_of() -> None:
    assert said("新增百亿县区26个，累计达到46个。") == [
        ("新增百亿县区", "=26个", None), ("新增百亿县区", "=46个", None),
    ]  # fmt: skip


def test_the_noun_behind_a_figure_ends_before_the_next_figure() -> None:
    assert [each[0] for each in said("37家定点帮扶单位援助资金31.08亿元。")] == ["定点帮扶单位", "定点帮扶单位援助资金"]
    assert [each[0] for each in said("建成3个露天煤矿和15个井工煤矿。")] == ["露天煤矿", "井工煤矿"]
    assert [each[0] for each in said("建成5G基站8.99万个、覆盖95%以上行政村。")] == ["5G基站", "行政村覆盖"]


def test_the_congress_before_which_a_report_is_given_says_which_region_it_is_about() -> None:
    found = claims(
        "政府工作报告\n（2026年1月27日在青石省第十四届人民代表大会第四次会议上）\n一、2026年工作安排\n新建5G基站1万个。"
    )
    assert [each.place for each in found] == ["青石省"]


def test_what_two_lists_rose_from_and_to_keeps_their_names() -> None:
    assert [each[0] for each in said("城乡低保平均标准分别从645元/月、4318元/年提高到801元/月、7226元/年。")] == [
        "城镇低保平均标准", "农村低保平均标准", "城镇低保平均标准", "农村低保平均标准",
    ]  # fmt: skip


def test_verbs_before_a_figure_are_no_indicator() -> None:
    assert [each[:2] for each in said("巩固提升80万亩蔬菜应急保供基地。")] == [("蔬菜应急保供基地", "=80万亩")]
    assert [each[0] for each in said("每年70%左右财政支出用于民生事业。")] == ["财政支出用于民生事业"]


def test_a_multiple_of_an_earlier_time_stands_for_the_later_one() -> None:
    found = said("省属企业“十四五”时期利润总额为“十三五”时期的2.2倍。进出口总额年均增长9.2%。")
    assert [each[2] for each in found] == ["2021/2025", "2021/2025"]


def test_passed_and_reached_at_once_are_two_figures() -> None:
    assert said("工业增加值突破1万亿元、达1.19万亿元。") == [
        ("工业增加值", ">1万亿元", None), ("工业增加值", "=1.19万亿元", None),
    ]  # fmt: skip


def test_a_total_and_a_rank_are_of_what_was_spoken_of_last() -> None:
    assert [each[0] for each in said("新增上市公司48家、总量达122家。")] == ["新增上市公司", "上市公司总量"]
    assert [each[0] for each in said("绿化覆盖率达46.84%，均居全国第2。")] == ["绿化覆盖率", "绿化覆盖率"]


def test_a_threshold_before_what_is_counted_belongs_to_its_name() -> None:
    assert said("年销售收入超10亿元的龙头企业达100家以上。") == [("年销售收入超10亿元的龙头企业", ">=100家", None)]
    assert [each[0] for each in said("设8个约束性指标。")] == ["约束性指标"]


def test_amounts_of_a_list_take_the_money_of_the_last() -> None:
    assert [each[:2] for each in said("电子信息、装备制造产业规模分别达1.28万亿、8200亿元。")] == [
        ("电子信息产业规模", "=1.28万亿元"), ("装备制造产业规模", "=8200亿元"),
    ]  # fmt: skip
