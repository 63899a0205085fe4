"""One thing under two names; stages and grades that exclude each other."""

from tests.plan.lint.builders import found, text_plan


def test_a_prefecture_under_its_short_and_its_long_name_is_noted() -> None:
    assert found(text_plan("一、范围", "恩施自治州加快发展。", "恩施州加快发展。"), code="one-place-two-names")
    assert not found(text_plan("一、范围", "恩施自治州加快发展。"), code="one-place-two-names")


def test_a_compound_used_both_ways_round_is_noted() -> None:
    both = ("做强民俗生态旅游。", "做强生态民俗旅游。")
    assert found(
        text_plan("一、产业", *both, *(line.replace("做强", "发展") for line in both)), code="one-thing-two-names"
    )
    assert not found(text_plan("一、产业", *both), code="one-thing-two-names")


def test_a_line_that_is_express_and_passenger_line_is_noted() -> None:
    assert found(text_plan("一、交通", "建成甲乙丙客运专线。", "依托甲乙丙高铁。"), code="one-thing-two-names")
    assert not found(text_plan("一、交通", "建成甲乙丙高铁。", "改造甲乙丙铁路。"), code="one-thing-two-names")


def test_an_airport_under_the_names_of_city_and_county_is_noted() -> None:
    assert found(
        text_plan("一、交通", "现有安顺黄果机场。", "扩建安顺机场。", "依托黄果机场。"), code="one-thing-two-names"
    )
    assert not found(text_plan("一、交通", "现有安顺黄果机场。", "扩建安顺机场。"), code="one-thing-two-names")


def test_a_work_that_is_prepared_here_and_built_there_is_noted() -> None:
    early = "推进甲乙铁路、丙丁铁路等项目前期工作。"
    assert found(text_plan("一、交通", early, "加快推进丙丁铁路建设。"), code="stage-contradictory")
    assert not found(text_plan("一、交通", early, "加快推进戊己铁路建设。"), code="stage-contradictory")


def test_a_park_under_two_grades_of_one_list_is_noted() -> None:
    first = "创建国家级创业示范基地：甲高新区、乙高新区等"
    assert found(text_plan("一、平台", first, "创建省级创业示范基地：乙高新区、丙高新区等"), code="thing-in-two-grades")
    assert not found(text_plan("一、平台", first, "创建省级创业示范基地：丙高新区等"), code="thing-in-two-grades")


def test_a_word_in_two_forms_of_a_character_is_noted() -> None:
    assert found(text_plan("一、农业", "发展柑桔。", "推广柑橘。"), code="one-thing-two-names")
    assert not found(text_plan("一、农业", "发展柑橘。", "推广柑橘。"), code="one-thing-two-names")


def test_a_greater_region_beside_the_region_of_the_title_is_noted() -> None:
    assert found(text_plan("一、旅游", "云溪地区推进建设。", "打造大云溪精品线路。"), code="one-place-two-names")
    assert not found(text_plan("一、旅游", "云溪地区推进建设。"), code="one-place-two-names")
