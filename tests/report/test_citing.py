"""The sources of a paper: each once, in the order of its first mention, with everything under a figure."""

from chengjie.report.citing import Citing
from chengjie.values import Source, Text, Trail

PLAN, PARKS, BLOG = (
    Source("s1", "发展规划", grade="A"),
    Source("parks", "园区目录", grade="A"),
    Source("blog", "文章", grade="C"),
)


def leaf(source: Source, locator: str) -> Trail:
    return Trail("claim:x", Text("数", "figure"), 1, ground="data", source=source, locator=locator)


def test_a_source_keeps_the_number_of_its_first_mention() -> None:
    paper = Citing()
    assert [paper.cite(each) for each in (PARKS, PLAN, PARKS)] == ["[1]", "[2]", "[1]"]
    assert [row[:2] for row in paper.table().rows] == [(1, "园区目录"), (2, "发展规划")]


def test_everything_under_a_figure_is_cited_each_place_once() -> None:
    whole = Trail(
        "sum", Text("和", "sum"), 2, parts=(leaf(PLAN, "§2"), leaf(PARKS, "row 3"), leaf(PLAN, "§2"), leaf(PLAN, "§4"))
    )
    assert Citing().trail(whole) == ("[1] §2", "[2] row 3", "[1] §4")


def test_a_weak_source_is_marked_and_a_figure_without_one_cites_nothing() -> None:
    paper = Citing()
    paper.cite(BLOG)
    assert paper.table().rows[0][4] == "C ⚠"
    assert paper.trail(Trail("assumed", Text("假设", "assumed"), 1, ground="assumption")) == ()
