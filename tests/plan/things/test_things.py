"""Named things by their endings, by the head of a list, in quotation marks."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.plan.claims import Thing
from chengjie.plan.reading import read_document
from chengjie.plan.things import things

GOLD = Path(__file__).parents[2] / "gold"


def _plan(*paragraphs: str) -> tuple[Thing, ...]:
    text = "云溪地区产业发展规划\n\n一、任务\n\n" + "\n\n".join(paragraphs) + "\n"
    return things(read_document(text.encode(), name="a.txt"))


def _names(*paragraphs: str) -> set[tuple[str, str]]:
    return {(each.type, each.name) for each in _plan(*paragraphs)}


def test_an_ending_says_what_a_name_is() -> None:
    assert {("park", "云溪高新区"), ("railway", "云白铁路")} <= _names("依托云溪高新区，加快云白铁路建设。")


def test_airports_that_share_one_tail_are_named_each() -> None:
    found = _names("改造云溪青石、云溪白水、云溪黑山3座民用运输机场。")
    assert {("airport", "云溪青石机场"), ("airport", "云溪白水机场"), ("airport", "云溪黑山机场")} <= found
    assert not any("3座" in name for _, name in found)


def test_an_item_keeps_the_type_of_its_own_ending_in_a_list_of_others() -> None:
    found = _names("云白高铁、云青高速、云黑高速等高速公路建成。")
    assert ("railway", "云白高铁") in found
    assert ("road", "云白高铁") not in found


def test_the_verb_before_and_the_grade_after_a_name_are_not_part_of_it() -> None:
    found = _names("着力推进云溪高新区升级为国家级高新区。")
    assert ("park", "云溪高新区") in found
    assert not any("升级" in name for _, name in found)


def test_a_dash_that_opens_a_list_is_not_part_of_a_name() -> None:
    assert ("park", "云溪农业科技园区") in _names("——云溪农业科技园区。以茶叶为主。")


def test_a_title_in_brackets_is_a_policy() -> None:
    assert ("policy", "云溪地区茶叶发展规划") in _names("落实《云溪地区茶叶发展规划》。")


def test_what_names_nothing_in_particular_is_left_out() -> None:
    assert _names("实现产业园区和县县通高速，建设若干省级高新区或经开区。") == set()


def test_names_that_share_an_ending_are_named_each() -> None:
    assert {("airport", "张家口机场"), ("airport", "唐山机场")} <= _names("加快张家口、唐山机场改扩建。")
    assert {("road", "云白高速"), ("road", "云青高速")} <= _names("依托云白、云青等高速通道沿线资源。")
    found = _names("推进青石（云溪界）至白水段、白水至黑山段高速公路和黑山至红河、红河至青石高速公路等项目建设。")
    assert {
        ("road", "青石（云溪界）至白水高速公路"),
        ("road", "白水至黑山高速公路"),
        ("road", "黑山至红河高速公路"),
        ("road", "红河至青石高速公路"),
    } <= found
    assert {("road", "319国道"), ("road", "209国道")} <= _names("沿319、209国道布局。")


def test_two_places_share_the_product_behind_them() -> None:
    found = _names("加强青山和白溪金银花、云溪天麻等中药材品牌建设。")
    assert found == {("herb", "青山金银花"), ("herb", "白溪金银花"), ("herb", "云溪天麻")}


def test_places_share_the_park_that_each_is_to_have() -> None:
    found = _names("支持唐山、张家口、承德中药材产业园建设。")
    assert {("park", "唐山中药材产业园"), ("park", "承德中药材产业园")} <= found


def test_a_site_carries_the_grade_that_its_own_list_aims_at() -> None:
    found = {
        each.name: each.aim
        for each in _plan("支持青石古城、白水梯田等景区创建5A景区，黑山大峡谷、红河源等景区创建4A景区。")
    }
    assert found == {"青石古城": "5A景区", "白水梯田": "5A景区", "黑山大峡谷": "4A景区", "红河源": "4A景区"}


def test_places_that_rise_to_a_grade_are_named_though_nothing_else_says_what_they_are() -> None:
    found = {each.name: each.aim for each in _plan("支持青石山、白岩创建国家级旅游度假区。")}
    assert found == {"青石山": "国家级旅游度假区", "白岩": "国家级旅游度假区"}


def test_a_bracket_inside_a_name_belongs_to_it_and_one_behind_it_is_another_name() -> None:
    (park,) = _plan("依托云溪（白水）台湾工业园发展。")
    assert (park.name, park.aliases) == ("云溪（白水）台湾工业园", ("云溪台湾工业园",))
    (line,) = _plan("争取云青至白水铁路（云白铁路）尽早开工。")
    assert (line.name, line.aliases) == ("云青至白水铁路", ("云白铁路",))


def test_a_number_and_a_name_of_one_road_are_one_thing() -> None:
    (road,) = _plan("依托G60云白高速发展，云白高速公路沿线布局。")
    assert (road.name, road.aliases) == ("G60云白高速", ("云白高速公路",))


def test_industries_listed_as_so_many_chains_are_chains() -> None:
    assert _names("围绕茶叶、竹木、陶瓷等，重点打造三条示范产业链。") == {
        ("chain", "茶叶"),
        ("chain", "竹木"),
        ("chain", "陶瓷"),
    }
    assert _names("围绕茶叶、竹木、陶瓷等，重点打造八条示范产业链。") == set()


def test_a_title_inside_a_title_is_the_name() -> None:
    (policy,) = _plan("按照《省政府印发<关于支持云溪发展的若干政策>的通知》执行。")
    assert policy.name == "关于支持云溪发展的若干政策"
    assert policy.aliases == ("省政府印发《关于支持云溪发展的若干政策》的通知",)


def test_a_name_written_like_a_list_is_one_name_where_it_heads_a_paragraph() -> None:
    found = _names("青石、白水高铁生态文化旅游经济带。依托铁路发展。", "打造青石、白水高铁生态文化旅游经济带。")
    assert ("zone", "青石、白水高铁生态文化旅游经济带") in found
    assert ("zone", "白水高铁生态文化旅游经济带") not in found


@pytest.mark.parametrize("plan", ["s1", "s2"])
def test_names_of_the_plans_are_found_as_a_reader_listed_them(plan: str, shared: Path) -> None:
    with (GOLD / f"{plan}_things.csv").open(encoding="utf-8", newline="") as lines:
        wanted = {(row["type"], row["name"]) for row in csv.DictReader(lines)}
    found = things(read_document(shared / f"plans/{plan}.txt"))
    met = {(each.type, name) for each in found for name in (each.name, *each.aliases)} & wanted
    right = [each for each in found if {(each.type, name) for name in (each.name, *each.aliases)} & wanted]
    assert len(met) >= 0.95 * len(wanted)
    assert len(right) >= 0.95 * len(found)


@given(st.text(alphabet="甲乙丙、，。等和与园区机场铁路《》“”（）3座规划节镇升级为", max_size=150))
def test_a_mark_stays_in_its_paragraph_whatever_the_text(text: str) -> None:
    document = read_document(("云溪规划\n\n一、任务\n\n" + text + "\n").encode(), name="a.txt")
    texts = {each.id: each.text for each in document.paragraphs}
    for each in things(document):
        cited = each.citation
        assert texts[cited.paragraph][cited.start : cited.end] == cited.text


def test_a_line_between_two_railways_is_one_name() -> None:
    assert ("railway", "云白高铁与青黑高铁联络线") in _names("规划建设云青、云白高铁与青黑高铁联络线等铁路。")
