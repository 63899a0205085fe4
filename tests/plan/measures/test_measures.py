"""Tasks and campaigns with their goal, deadline and bodies."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from benchmarks.claims import score
from hypothesis import given
from hypothesis import strategies as st

from chengjie.plan.claims import Measure
from chengjie.plan.measures import measures
from chengjie.plan.reading import read_document

_GOLD = Path(__file__).parents[2] / "gold"


def _plan(*paragraphs: str) -> tuple[Measure, ...]:
    text = "云溪地区产业发展规划\n\n" + "\n\n".join(paragraphs) + "\n"
    return measures(read_document(text.encode(), name="a.txt"))


def test_a_numbered_task_is_a_measure_with_its_deadline_and_goal() -> None:
    found = _plan("一、主要任务", "（一）壮大茶叶产业。到2027年，建成茶园两万亩。")
    assert [(each.title, each.deadline, each.rule) for each in found] == [("壮大茶叶产业", "2027", "numbered")]
    assert "建成茶园" in (found[0].goal or "")


def test_a_named_campaign_is_a_measure() -> None:
    found = _plan("一、主要任务", "（一）壮大茶叶产业", "茶园改造行动。更新老茶园，建设灌溉设施和采摘道路。")
    assert ("茶园改造行动", "named") in {(each.title, each.rule) for each in found}


def test_what_the_plan_looks_back_on_is_no_measure() -> None:
    assert _plan("一、发展基础", "（一）茶叶产业壮大。过去五年茶园面积扩大。") == ()


def test_the_row_of_a_place_in_a_box_is_no_measure() -> None:
    found = _plan(
        "一、主要任务", "专栏1 云溪地区园区布局", "青石市。依托青石园区，重点发展茶叶、竹器、木器等产业，延长加工链条。"
    )
    assert "青石市" not in {each.title for each in found}


@pytest.mark.parametrize("plan", ["s1", "s2"])
def test_nine_in_ten_measures_of_the_plans_are_found_and_true(plan: str, shared: Path) -> None:
    with (_GOLD / f"{plan}_measures.csv").open(encoding="utf-8") as file:
        expected = [row["title"] for row in csv.DictReader(file)]
    found = [(each.title,) for each in measures(read_document(shared / f"plans/{plan}.txt"))]
    result = score(expected, found)
    assert result.recall >= 0.9, result.missed
    assert result.precision >= 0.9, result.beyond


def test_places_of_a_measure_are_known_places_and_nothing_that_only_looks_like_one() -> None:
    (measure,) = _plan(
        "一、重点工程",
        "茶叶提质工程。依托城区、园区，以承德、张家口、宽城县水口镇和唐山为重点，突出唐山市特色，发展夜市。",
    )
    assert measure.places == ("承德", "张家口", "宽城县", "唐山", "唐山市")


def test_a_line_of_a_box_that_lists_places_is_a_measure_of_those_places() -> None:
    text = "云溪产业发展规划\n\n一、重点工程\n\n专栏1 重点平台建设\n\n创建创新型县市区：承德、唐山等\n"
    found = {each.title: each.places for each in measures(read_document(text.encode(), name="a.txt"))}
    assert found == {"创建创新型县市区": ("承德", "唐山")}


@given(st.text(alphabet="一（）1.。：行动工程到2025年底前省厅负责牵头，、\n", max_size=200))
def test_marks_lie_in_their_paragraph_whatever_the_text(text: str) -> None:
    document = read_document(("云溪规划\n\n一、主要任务\n\n" + text + "\n").encode(), name="a.txt")
    texts = {each.id: each.text for each in document.paragraphs}
    for each in measures(document):
        cited = each.citation
        assert texts[cited.paragraph][cited.start : cited.end] == cited.text


def test_a_line_that_gathers_what_dashes_begin_below_it_is_a_measure() -> None:
    found = _plan(
        "一、重点任务", "（一）优化农业布局", "建设两大特色茶园。", "——青石茶园。重点发展绿茶和白茶，建设采摘步道。",
        "——白水茶园。重点发展红茶和花茶，建设加工车间。",
    )  # fmt: skip
    assert ("建设两大特色茶园", "gathering") in {(each.title, each.rule) for each in found}


def test_a_measure_lies_in_the_place_that_its_title_begins_with() -> None:
    found = _plan("一、重点任务", "（一）优化布局", "——承德市轻工业基地。依托交通条件，发展小五金、纺织和塑料制品。")
    assert [each.places for each in found if each.title == "承德市轻工业基地"] == [("承德市",)]


def test_bodies_that_answer_for_a_measure_or_inspect_it_are_named() -> None:
    (measure,) = _plan(
        "一、重点任务",
        "（一）组织领导。各市州人民政府落实主体责任，省政府督查室对落实情况进行跟踪督查，领导小组办公室要加强调度。",
    )
    assert {"各市州人民政府", "省政府督查室", "领导小组办公室"} <= set(measure.bodies)
