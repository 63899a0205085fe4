"""Named things by their endings, by the head of a list, in quotation marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chengjie.plan.claims import Thing
from chengjie.plan.reading import read_document
from chengjie.plan.things import things


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


@given(st.text(alphabet="甲乙丙、，。等和与园区机场铁路《》“”（）3座规划节镇升级为", max_size=150))
def test_a_mark_stays_in_its_paragraph_whatever_the_text(text: str) -> None:
    document = read_document(("云溪规划\n\n一、任务\n\n" + text + "\n").encode(), name="a.txt")
    texts = {each.id: each.text for each in document.paragraphs}
    for each in things(document):
        cited = each.citation
        assert texts[cited.paragraph][cited.start : cited.end] == cited.text
