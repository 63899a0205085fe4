"""A graph in columns as an inline picture: boxes with a word of state, arrows between them, every box a link (链图)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

WIDE, TALL, GAP_X, GAP_Y, EDGE = 156, 62, 44, 18, 6
_ROOM = 19
"""Half-width characters that a line of a box holds."""
_TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path class="tip" d="M0,0L8,4L0,8z"/></marker></defs>'
)


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its id, its column, its title, the word of its state, the class that colours it, and where it leads."""

    id: str
    column: int
    title: str
    state: str
    tone: str
    href: str
    hint: str = ""


def draw(boxes: Sequence[Box], arrows: Iterable[tuple[str, str]], *, heads: Mapping[int, str], label: str) -> str:
    """The picture as SVG: columns from left to right, in each the boxes near those that feed them; `heads` over the columns.

    >>> picture = draw([Box("a", 0, "甲", "强", "strong", "#a"), Box("b", 1, "乙", "缺", "missing", "#b")], [("a", "b")],
    ...                heads={0: "上游"}, label="图")
    >>> picture.count("<a "), picture.count("<path")
    (2, 2)
    """
    pairs = list(arrows)
    rows = _rows(boxes, pairs)
    at = {box.id: (EDGE + box.column * (WIDE + GAP_X), 34 + rows[box.id] * (TALL + GAP_Y)) for box in boxes}
    width = max((x for x, _ in at.values()), default=0) + WIDE + EDGE
    height = max((y for _, y in at.values()), default=0) + TALL + EDGE
    body = [_TIP]
    body += [
        f'<text class="head" x="{EDGE + column * (WIDE + GAP_X)}" y="20">{escape(words)}</text>'
        for column, words in heads.items()
    ]
    body += [_arrow(at[one], at[other]) for one, other in pairs if one in at and other in at]
    body += [_box(box, *at[box.id]) for box in boxes]
    return (
        f'<svg class="layers" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" '
        f'aria-label="{escape(label)}" xmlns="http://www.w3.org/2000/svg">{"".join(body)}</svg>'
    )


def _rows(boxes: Sequence[Box], pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """The row of each box: column by column, ordered by the mean row of what feeds it, the column centred."""
    feeders: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        feeders[other].append(one)
    columns: dict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        columns[box.column].append(box)
    tallest = max((len(column) for column in columns.values()), default=0)
    rows: dict[str, float] = {}
    for column in sorted(columns):
        order = {box.id: place for place, box in enumerate(columns[column])}

        def middle(box: Box, order: Mapping[str, int] = order) -> tuple[float, int]:
            known = [rows[each] for each in feeders[box.id] if each in rows]
            return (sum(known) / len(known) if known else order[box.id], order[box.id])

        start = (tallest - len(columns[column])) / 2
        for place, box in enumerate(sorted(columns[column], key=middle)):
            rows[box.id] = start + place
    return rows


def _arrow(one: tuple[float, float], other: tuple[float, float]) -> str:
    (x, y), (u, v) = (one[0] + WIDE, one[1] + TALL / 2), (other[0] - 2, other[1] + TALL / 2)
    bend = max((u - x) / 2, GAP_X / 2)
    return f'<path class="arrow" marker-end="url(#tip)" d="M{x:.0f},{y:.0f}C{x + bend:.0f},{y:.0f} {u - bend:.0f},{v:.0f} {u:.0f},{v:.0f}"/>'


def _box(box: Box, x: float, y: float) -> str:
    lines = _wrapped(box.title)
    words = "".join(
        f'<text x="{x + 10:.0f}" y="{y + 20 + 17 * place:.0f}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return (
        f'<a href="{escape(box.href)}" class="box {escape(box.tone)}"><title>{escape(box.hint or box.title)}</title>'
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{WIDE}" height="{TALL}" rx="5"/>{words}'
        f'<text class="state" x="{x + WIDE - 10:.0f}" y="{y + TALL - 9:.0f}">{escape(box.state)}</text></a>'
    )


def _wrapped(title: str) -> tuple[str, ...]:
    """At most two lines, broken at a space where there is one."""
    if _long(title) <= _ROOM:
        return (title,)
    cut = next((place for place in range(len(title), 0, -1) if _long(title[:place]) <= _ROOM), 1)
    space = title.rfind(" ", 0, cut + 1)
    cut = space if space > 0 else cut
    rest = title[cut:].strip()
    while _long(rest) > _ROOM:
        rest = rest[:-2] + "…"
    return (title[:cut].strip(), rest)


def _long(text: str) -> int:
    return sum(2 if east_asian_width(mark) in "WF" else 1 for mark in text)
