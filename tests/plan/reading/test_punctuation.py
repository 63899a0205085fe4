"""Marks of half width become those that were meant; figures and addresses stay as they are."""

from hypothesis import given
from hypothesis import strategies as st

from chengjie.plan.claims import Target
from chengjie.plan.read import read
from chengjie.plan.reading import punctuation
from chengjie.plan.reading.repair import repair

PLAN = "青石省“十四五”产业规划\n\n一、目标\n\n“十四五”时期，地区生产总值（现价）年均增长6%；到2025年，城镇化率达到60.5%，建成园区12个（省级3个）。"
HALF = str.maketrans({"，": ",", "；": ";", "（": "(", "）": ")", "“": '"', "”": '"'})


def figures(text: str) -> list[tuple[object, ...]]:
    found = read(text.encode(), name="规划.txt").claims
    return [
        (each.indicator, each.period, each.comparator, each.value, each.unit)
        for each in found
        if isinstance(each, Target)
    ]


def test_a_plan_typed_with_marks_of_half_width_gives_the_same_figures() -> None:
    assert len(figures(PLAN)) == 4
    assert figures(PLAN.translate(HALF)) == figures(PLAN)


def test_thousands_ratios_and_addresses_keep_their_marks() -> None:
    for text in ("达到1,200亿元", "比重为16.3:39.8:43.9", "见https://example.org/a,b"):
        assert punctuation.full_width(text) == text


def test_a_bracket_that_nothing_closes_is_still_a_middle_dot() -> None:
    assert repair("矮寨(德夯景区,武陵山(北段)") == "矮寨·德夯景区，武陵山（北段）"


def test_a_point_read_as_a_middle_dot_is_a_point_before_a_unit_only() -> None:
    assert repair("达到1·5亿元、12·5%，“9·18”事件") == "达到1.5亿元、12.5%，“9·18”事件"
    assert repair("比重为15·3:30·8:53·98。") == "比重为15.3:30.8:53.98。"


def test_letters_read_for_noughts_are_noughts() -> None:
    assert repair("达到1OO0亿元、5o.2%") == "达到1000亿元、50.2%"


@given(st.text(alphabet='规划产值年，。,;:()"“”（）%12.5 ', max_size=40))
def test_no_letter_is_added_or_lost(text: str) -> None:
    assert len(punctuation.full_width(text)) == len(text)
    once = punctuation.full_width(text)
    assert [each for each in once if each.isalnum()] == [each for each in text if each.isalnum()]
