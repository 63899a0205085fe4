"""Figures against one another: agreement, ratios, per-head figures, targets and the past."""

from tests.plan.lint.builders import codes, found, table_text, target, text_plan

from chengjie.plan.claims import Reading, Target


def _plan(*claims: Target) -> Reading:
    return text_plan("一、目标", claims=claims)


def test_prose_and_table_that_differ_are_an_error_with_both_figures() -> None:
    cell = target("外贸进出口总额", "412.5", "亿元", "2018", cell="t1.r1.c3")
    prose = target("进出口总额", "987.31", "亿元", "2018")
    (finding,) = found(_plan(cell, prose), code="figures-disagree")
    assert finding.severity == "error"
    assert finding.arithmetic == "412.5亿元 ≠ 987.31亿元"
    assert {float(figure.value or 0) for figure in finding.figures} == {412.5, 987.31}


def test_prose_that_rounds_the_table_is_silent() -> None:
    cell = target("地区生产总值", "21437", "亿元", "2018", cell="t1.r1.c3")
    assert "figures-disagree" not in codes(
        cell, target("GDP", "2.14", "万亿元", "2018"), target("地区生产总值", "21436.9", "亿元", "2018")
    )


def test_a_floor_below_the_figure_of_the_table_is_silent() -> None:
    cell = target("在线办理率", "95", "%", "2025", role="target", cell="t1.r1.c3")
    assert "figures-disagree" not in codes(
        cell, target("在线办理率", "90", "%", "2025", role="target", comparator=">=")
    )


def test_other_places_and_other_years_are_other_figures() -> None:
    one = target("地区生产总值", "100", "亿元", "2018")
    assert "figures-disagree" not in codes(
        one, target("地区生产总值", "90", "亿元", "2018", place="甲市"), target("地区生产总值", "110", "亿元", "2019")
    )


def test_a_ratio_that_its_parts_do_not_give_is_an_error() -> None:
    plan = _plan(
        target("地区生产总值", "20000", "亿元", "2025", role="target", cell="t1.r1.c3"),
        target("地方一般公共预算收入", "1300", "亿元", "2025", role="target", cell="t1.r2.c3"),
        target("地方一般公共预算收入占GDP比率", "5.9", "%", "2025", role="target", cell="t1.r3.c3"),
    )
    (finding,) = found(plan, code="ratio-unlike-parts")
    assert finding.arithmetic == "1300亿元 ÷ 20000亿元 = 6.5% ≠ 5.9%"


def test_a_ratio_that_rounds_from_its_parts_is_silent() -> None:
    parts = (target("地区生产总值", "20000", "亿元", "2025"), target("地方一般公共预算收入", "1310", "亿元", "2025"))
    assert "ratio-unlike-parts" not in codes(*parts, target("地方一般公共预算收入占GDP比重", "6.6", "%", "2025"))


def test_a_ratio_spelled_by_its_own_name_is_checked_too() -> None:
    parts = (target("工业投资", "30", "亿元", "2020"), target("固定资产投资", "100", "亿元", "2020"))
    assert "ratio-unlike-parts" in codes(*parts, target("工业投资占固定资产投资比重", "35", "%", "2020"))


def test_per_head_figures_that_need_another_population_are_found() -> None:
    total, head = target("地区生产总值", "1000", "亿元", "2020"), target("人均地区生产总值", "4.0", "万元", "2020")
    assert "per-head-unlike-total" in codes(total, head, target("常住人口", "300", "万人", "2020"))
    assert "per-head-unlike-total" not in codes(total, head, target("常住人口", "250", "万人", "2020"))


def test_a_population_that_total_and_head_make_jump_is_a_warning() -> None:
    claims = [
        target(name, value, unit, year, cell=f"t1.r{row}.c{year}")
        for row, (name, unit, values) in enumerate(
            [("地区生产总值", "亿元", ("1000", "1200")), ("人均GDP", "万元", ("4.00", "5.40"))], start=1
        )
        for year, value in zip(("2018", "2020"), values, strict=True)
    ]
    (finding,) = found(_plan(*claims), code="implied-population-jumps")
    assert "1200亿元 ÷ 5.40万元 = 222万人" in finding.arithmetic


def test_one_figure_under_two_names_is_noted() -> None:
    cell = target("实际使用外商直接投资", "31.07", "亿美元", "2018", cell="t1.r1.c3")
    plan = _plan(cell, target("实际利用外资", "31.07", "亿美元", "2018"))
    (finding,) = found(plan, code="one-figure-two-names")
    assert finding.severity == "note"


def test_a_yearly_growth_below_the_past_is_a_warning() -> None:
    past = target("到位内资", "18.9", "%", "2016/2020", comparator="growth", text="到位内资年均增长18.9%")
    aim = target("到位内资", "18", "%", "2021/2025", comparator="growth", role="target", text="到位内资年均增长18%")
    (finding,) = found(_plan(past, aim), code="target-weaker-than-past")
    assert finding.arithmetic == "18% < 18.9%"
    faster = target("到位内资", "19", "%", "2021/2025", comparator="growth", role="target", text="到位内资年均增长19%")
    assert not found(_plan(past, faster), code="target-weaker-than-past")


def test_levels_that_need_less_than_the_growth_since_a_year_are_a_warning() -> None:
    past = target("到位内资", "150", "%", "2018", comparator="growth", versus="2011")
    levels = [
        target("到位内资", value, "亿元", year, role=role, cell=f"t1.r1.c{year}")
        for year, value, role in (("2018", "2000", "baseline"), ("2025", "3000", "target"))
    ]
    (finding,) = found(_plan(past, *levels), code="target-weaker-than-past")
    assert "= 5.96% <" in finding.arithmetic


def test_a_target_that_the_base_has_reached_is_a_warning() -> None:
    base, aim = (
        target("进出口总额", "900.5", "亿元", "2018"),
        target("进出口总额", "500", "亿元", "2020", role="target", cell="t1.r1.c4"),
    )
    assert "target-already-reached" in codes(base, aim)
    assert "target-already-reached" not in codes(base, target("进出口总额", "1500", "亿元", "2020", role="target"))


def test_a_fall_that_is_wanted_is_silent() -> None:
    base, aim = (
        target("单位GDP能耗", "0.9", "吨标准煤", "2018"),
        target("单位GDP能耗", "0.7", "吨标准煤", "2025", role="target"),
    )
    assert not {"target-already-reached", "target-below-baseline"} & codes(base, aim)


def test_a_share_aimed_at_without_a_present_figure_is_noted() -> None:
    aim = target("研发经费支出占地区生产总值比重", "2.7", "%", "2025", role="target", comparator=">")
    assert "target-without-baseline" in codes(aim)
    assert "target-without-baseline" not in codes(aim, target("研发经费支出占地区生产总值的比重", "1.9", "%", "2020"))
    rise = target(aim.indicator, "0.8", "百分点", "2025", role="target", comparator="increase", versus="2020")
    assert "target-without-baseline" not in codes(aim, rise)


def test_a_share_above_the_whole_is_an_error() -> None:
    assert "share-above-hundred" in codes(target("自来水普及率", "104", "%", "2020"))
    assert "share-above-hundred" not in codes(target("自来水普及率", "100", "%", "2020"))


def test_an_index_in_per_cent_without_a_definition_is_a_warning() -> None:
    assert "index-in-percent" in codes(target("营商便利度指数", "90", "%", "2025", role="target", comparator=">="))


def test_growth_that_two_levels_do_not_give_is_a_warning() -> None:
    levels = (target("旅游收入", "100", "亿元", "2015"), target("旅游收入", "150", "亿元", "2020"))
    rate = target("旅游收入", "120", "%", "2020", comparator="growth", versus="2015")
    assert "growth-unlike-levels" in codes(*levels, rate)
    assert "growth-unlike-levels" not in codes(
        *levels, target("旅游收入", "50", "%", "2020", comparator="growth", versus="2015")
    )


def test_a_share_that_two_growth_rates_do_not_raise_so_far_is_a_warning() -> None:
    sentence = (
        "2020年，地区生产总值占全省的比重为12.0%，比2015年提高0.80个百分点；年均增长7.2%，高于全省平均增速0.1个百分点。"
    )
    (finding,) = found(text_plan("一、基础", sentence), code="share-unlike-growth")
    assert "≠ 0.80" in finding.arithmetic
    assert not found(text_plan("一、基础", sentence.replace("0.80", "0.06")), code="share-unlike-growth")


def test_cells_against_their_row_are_found() -> None:
    table = table_text(
        ["指标", "单位", "2018年", "2020年", "2025年"],
        ["办件在线率", "%", "—", "50%", "95%"],
        ["单位能耗下降率", "%", "3", "—", "-15"],
    )
    plan = text_plan("一、目标", "表1 主要指标", table)
    assert [finding.arithmetic for finding in found(plan, code="unit-doubled")] == ["% + 50%、95%"]
    assert [finding.severity for finding in found(plan, code="sign-doubled")] == ["error"]
    assert found(plan, code="target-without-baseline")
    assert found(plan, code="blank-in-table")


def test_full_cells_in_their_own_unit_are_silent() -> None:
    table = table_text(
        ["指标", "单位", "2018年", "2025年"], ["办件在线率", "%", "40", "95"], ["单位能耗", "吨", "3", "2"]
    )
    plan = text_plan("一、目标", "表1 主要指标", table)
    for code in ("unit-doubled", "sign-doubled", "target-without-baseline", "blank-in-table"):
        assert not found(plan, code=code)


def test_a_structure_that_misses_the_hundred_is_an_error() -> None:
    (finding,) = found(text_plan("一、基础", "三次产业结构调整为14.3:30.8:54.98。"), code="shares-do-not-sum")
    assert finding.arithmetic == "14.3 + 30.8 + 54.98 = 100.08 ≠ 100；小数位数不一"


def test_a_structure_that_rounding_explains_is_silent() -> None:
    assert not found(
        text_plan("一、基础", "三次产业结构调整为14.3:30.8:55.0，此前为14.4:30.8:54.9。"), code="shares-do-not-sum"
    )


def test_a_goal_without_a_year_among_dated_ones_is_noted() -> None:
    dated = ("一、工程", "（一）甲工程", "目标：到2025年，建成10个园区。", "（二）乙工程")
    assert found(text_plan(*dated, "目标：引进500家企业。"), code="target-without-year")
    assert not found(text_plan(*dated, "目标：到2023年，引进500家企业。"), code="target-without-year")


def test_industry_that_grows_with_the_whole_cannot_lose_a_fifth_of_its_share() -> None:
    def plan(share: str) -> set[str]:
        rates = [
            target(name, value, "%", "2020", comparator="growth", text=f"{name}年均增长{value}%")
            for name, value in (("地区生产总值", "7.1"), ("规模以上工业增加值", "6.9"))
        ]
        structure = [
            target("三次产业结构（第二产业）", value, "%", year) for year, value in (("2015", "40.0"), ("2020", share))
        ]
        return codes(*rates, *structure)

    assert "structure-unlike-growth" in plan("30.0")
    assert "structure-unlike-growth" not in plan("38.5")


def test_a_headline_target_that_the_table_beside_it_lacks_is_noted() -> None:
    cell = target("地区生产总值", "100", "亿元", "2025", role="target", cell="t1.r1.c3")
    series = [
        target("引进龙头企业", value, "家", year, role="target") for year, value in (("2025", "80"), ("2035", "150"))
    ]
    assert "target-not-in-table" in codes(cell, *series)
    assert "target-not-in-table" not in codes(cell, *series[:1])
    known = [
        target("地区生产总值", value, "亿元", year, role="target") for year, value in (("2025", "100"), ("2035", "150"))
    ]
    assert "target-not-in-table" not in codes(cell, *known)


def test_posts_counted_in_persons_are_noted() -> None:
    assert "unit-unfit" in codes(target("就业岗位", "2.5", "万人", "2020", role="target"))
    assert "unit-unfit" not in codes(target("就业岗位", "25000", "个", "2020", role="target"))


def test_an_indicator_left_without_a_target_among_its_like_is_noted() -> None:
    def claims(*aimed: str) -> list[Target]:
        names = ("到位内资", "实际利用外资", "进出口总额")
        levels = [target(name, "100", "亿元", "2020", cell="p7") for name in names]
        rates = [
            target(name, "18", "%", "2020", comparator="growth", cell="p7", text=f"{name}年均增长18%") for name in names
        ]
        aims = [
            target(name, "19", "%", "2025", comparator="growth", role="target", text=f"{name}年均增长19%")
            for name in aimed
        ]
        return [*levels, *rates, *aims]

    assert "baseline-without-target" in codes(*claims("到位内资", "利用外资"))
    assert "baseline-without-target" not in codes(*claims("到位内资", "利用外资", "进出口总额"))


def test_a_short_name_beside_the_full_one_is_noted() -> None:
    full = target("常住人口城镇化率", "52.8", "%", "2020", cell="t1.r1.c3", role="target")
    assert "one-figure-two-names" in codes(full, target("城镇化率", "52.8", "%", "2020", role="target"))


def test_a_yearly_growth_that_base_and_result_do_not_give_is_a_warning() -> None:
    def plan(rate: str) -> set[str]:
        levels = [
            target("高新技术企业", "400", "家", "2020"),
            target("高新技术企业", "800", "家", "2025", role="target"),
        ]
        growth = target(
            "高新技术企业", rate, "%", "2025", comparator="growth", role="target", text=f"高新技术企业年均增长{rate}%"
        )
        return codes(*levels, growth)

    assert "growth-unlike-levels" in plan("8")
    assert "growth-unlike-levels" not in plan("14.9")


def test_a_rise_in_points_that_two_shares_do_not_give_is_an_error() -> None:
    levels = [target("城镇化率", "50.1", "%", "2015"), target("城镇化率", "55.3", "%", "2020")]
    assert "points-unlike-levels" in codes(
        *levels, target("城镇化率", "6.8", "百分点", "2020", comparator="increase", versus="2015")
    )
    assert "points-unlike-levels" not in codes(
        *levels, target("城镇化率", "5.2", "百分点", "2020", comparator="increase", versus="2015")
    )
    assert found(text_plan("一、基础", "城镇化率由50.1%提高到55.3%，提高6.2个百分点。"), code="points-unlike-levels")
    assert not found(
        text_plan("一、基础", "城镇化率由50.1%提高到55.3%，提高5.2个百分点。"), code="points-unlike-levels"
    )


def test_three_sectors_that_miss_their_output_are_an_error() -> None:
    def plan(total: str) -> set[str]:
        parts = [
            target(f"第{name}产业增加值", value, "亿元", "2020")
            for name, value in (("一", "100.2"), ("二", "300.1"), ("三", "400.3"))
        ]
        return codes(target("地区生产总值", total, "亿元", "2020"), *parts)

    assert "parts-do-not-sum" in plan("850.0")
    assert "parts-do-not-sum" not in plan("800.7")


def test_a_well_known_indicator_with_two_figures_in_prose_is_an_error() -> None:
    def twice(name: str) -> set[str]:
        return codes(target(name, "62", "%", "2025", role="target"), target(name, "65", "%", "2025", role="target"))

    assert "figures-disagree" in twice("常住人口城镇化率")
    assert "figures-disagree" not in twice("某类覆盖情况")


def test_growth_over_the_year_before_needs_no_base_where_a_text_speaks_of_no_present() -> None:
    from chengjie.plan.lint import lint
    from chengjie.plan.read import read

    text = "云溪市政府工作报告（2010年）\n\n2010年的主要预期目标\n\n地区生产总值增长13%，城镇化率达到52%。\n"
    codes = [(each.code, each.arithmetic) for each in lint([read(text.encode(), name="a.txt")])]
    assert codes == [("target-without-baseline", "2010：52%；基期：—")]
