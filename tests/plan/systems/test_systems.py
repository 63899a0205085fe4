"""Mechanisms that a plan calls for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chengjie.plan.reading import read_document
from chengjie.plan.systems import systems


def _names(sentence: str) -> list[str]:
    text = f"云溪地区产业发展规划\n\n一、任务\n\n{sentence}\n"
    return [each.name for each in systems(read_document(text.encode(), name="a.txt"))]


def test_the_object_of_a_verb_that_ends_in_a_head_noun_is_a_system() -> None:
    assert _names("建立茶园灌溉调度机制。") == ["茶园灌溉调度机制"]


def test_a_list_of_systems_names_each() -> None:
    assert _names("建立茶园巡查制度、茶农技术台账。") == ["茶园巡查制度", "茶农技术台账"]


def test_a_name_in_quotation_marks_before_a_head_noun_is_a_system() -> None:
    assert "茶农一站办制度" in _names("落实“茶农一站办”制度。")


def test_the_bare_head_noun_names_no_system() -> None:
    assert _names("健全体系，完善机制。") == []


@given(st.text(alphabet="建立健全完善机制制度平台、，。和“”的茶园", max_size=150))
def test_every_system_is_cited_where_it_stands_whatever_the_text(text: str) -> None:
    document = read_document(("云溪规划\n\n一、任务\n\n" + text + "\n").encode(), name="a.txt")
    texts = {each.id: each.text for each in document.paragraphs}
    for each in systems(document):
        cited = each.citation
        assert texts[cited.paragraph][cited.start : cited.end] == cited.text
