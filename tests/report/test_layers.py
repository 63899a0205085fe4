"""A graph in columns: every box stands once, apart from the others, and is a link; words are escaped."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from chengjie.report import layers
from chengjie.report.layers import Box


def box(name: str, column: int, title: str = "甲") -> Box:
    return Box(name, column, title, "强", "strong", f"#{name}")


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_no_two_boxes_lie_on_each_other_and_none_outside(columns: list[int]) -> None:
    boxes = [box(f"b{place}", column) for place, column in enumerate(columns)]
    arrows = [(one.id, other.id) for one in boxes for other in boxes if one.column < other.column]
    drawn = layers.draw(boxes, arrows, heads={}, label="图")
    at = [tuple(map(float, found)) for found in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"', drawn)]
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)[0])
    assert len(at) == len(boxes)
    for place, (x, y) in enumerate(at):
        assert 0 <= x <= width - layers.WIDE
        assert 0 <= y <= height - layers.TALL
        for u, v in at[place + 1 :]:
            assert abs(x - u) >= layers.WIDE or abs(y - v) >= layers.TALL
    assert drawn.count('class="arrow"') == len(arrows)


def test_words_are_escaped_and_long_titles_are_cut_in_two_lines() -> None:
    drawn = layers.draw(
        [box("a", 0, "<b> New-energy vehicles and heavy lorries of all kinds and sizes")],
        [],
        heads={0: "<i>"},
        label='"',
    )
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "…</text>" in drawn


def test_an_arrow_to_nowhere_is_left_out() -> None:
    assert 'class="arrow"' not in layers.draw([box("a", 0)], [("a", "z")], heads={}, label="图")
