"""Tables of indicators that lost their ruling (序号 指标 单位 属性 …): numbered lines, with broken cells above and below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chengjie.plan.reading.cells import Columns, row_of
from chengjie.plan.reading.raw import RawTable

FEWEST_ROWS = 3
MOST_HEADER_LINES = 8
MOST_FRAGMENTS = 8  # lines of broken cells between two numbered lines

_ROW = re.compile(r"(\d{1,3})[ \u3000]+(?=\S)")
_VALUE = re.compile(r"(?:19|20)\d{2}|年均|累计|基期|现状|规划值|目标值|预期值|增速")
_SPAN = re.compile(r"目标|实际|规划|“?十[一二三四五六七八九]五”?")
_FORCES = ("预期性", "约束性", "引导性", "指导性")
_AGAIN = re.compile(r"续表.{0,12}|[（(]续(?:上?表|前页)?[）)]")
_TITLE = re.compile(r"[^。；，]{1,40}")


@dataclass(frozen=True, slots=True)
class _Row:
    """A numbered line with the broken cells that stand above and below it."""

    line: str
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def find(kept: Sequence[tuple[int, str]], start: int) -> tuple[RawTable, int] | None:
    """The table whose header begins at this line, and the place behind it; None where none begins.

    >>> lines = ["序号 指 标 单位 属性 2025年", "1 产值 亿元 预期性 50", "2 森林覆盖率 % 约束性 60", "每万人口", "3 床位 张 预期性 8", "拥有的数量"]
    >>> find(list(enumerate(lines, 1)), 0)[0].rows[3]
    ('3', '每万人口床位拥有的数量', '张', '预期性', '8')
    """
    first = _first_row(kept, start)
    if first is None:
        return None
    header = [line.strip() for _, line in kept[start:first] if line.strip()]
    rows, end = _rows(kept, first, {_bare(line) for line in header})
    if len(rows) < FEWEST_ROWS:
        return None
    columns = _columns(header, rows)
    if columns is None:
        return None
    notes = {line.strip()[:1] for _, line in kept[end : end + 12] if re.match(r"\s*\d [\u4e00-\u9fff]", line)}
    body = (row_of(row.line, row.above, row.below, columns, notes=frozenset(notes)) for row in rows)
    return RawTable((columns.titles, *body), kept[start][0]), end


def _bare(line: str) -> str:
    return re.sub(r"\s+", "", line)


def _first_row(kept: Sequence[tuple[int, str]], start: int) -> int | None:
    """Where the line numbered 1 stands, if the lines from here to there are the header of such a table."""
    if not _bare(kept[start][1]).startswith(("序", "指标")):
        return None
    for place in range(start, min(len(kept), start + MOST_HEADER_LINES)):
        line = kept[place][1].strip()
        if place > start and (found := _ROW.match(line)) and int(found[1]) == 1:
            said = "".join(_bare(line) for _, line in kept[start:place])
            return place if "指标" in said and "单位" in said and "序" in said else None
        if line.startswith("\t") or (line and not _TITLE.fullmatch(line)):
            return None
    return None


def _rows(kept: Sequence[tuple[int, str]], first: int, header: set[str]) -> tuple[list[_Row], int]:
    """The rows from the first numbered line on: what stands between two of them belongs to both, evenly about each."""
    rows: list[_Row] = []
    above: tuple[str, ...] = ()
    place = first
    while True:
        following, between = _next(kept, place + 1, len(rows) + 2, header)
        line = kept[place][1].strip()
        if following is None:
            below, end = _last_fragments(kept, place + 1, len(above))
            return [*rows, _Row(line, above, below)], end
        reach = min(len(above), len(between))
        rows.append(_Row(line, above, tuple(between[:reach])))
        above, place = tuple(between[reach:]), following


def _next(kept: Sequence[tuple[int, str]], start: int, number: int, header: set[str]) -> tuple[int | None, list[str]]:
    between: list[str] = []
    for place in range(start, len(kept)):
        line = kept[place][1].strip()
        found = _ROW.match(line)
        if found and int(found[1]) == number:
            return place, between
        if line and _bare(line) not in header and not _AGAIN.fullmatch(_bare(line)):
            between.append(line)
        if len(between) > MOST_FRAGMENTS or line.endswith("。"):
            break
    return None, []


def _last_fragments(kept: Sequence[tuple[int, str]], start: int, count: int) -> tuple[tuple[str, ...], int]:
    end = start
    while end < min(len(kept), start + count) and kept[end][1].strip() and len(kept[end][1].strip()) < 40:
        end += 1
    return tuple(line.strip() for _, line in kept[start:end]), end


def _columns(header: list[str], rows: list[_Row]) -> Columns | None:
    """The titles in the order of the columns; 属性 stands where the rows have it."""
    words = [word for line in header for word in _words(line)]
    values = [word for word in words if _VALUE.search(word)]
    span = next((word for word in words if _SPAN.search(word) and not _VALUE.search(word)), "")
    if not values:
        values, span = ([span], "") if span else ([], "")
    if not values:
        return None
    titles = tuple(f"{span}/{value}" if span else value for value in values)
    tails = [
        len(parts) - place - 1
        for row in rows
        for parts in [row.line.split()]
        for place, part in enumerate(parts)
        if part in _FORCES
    ]
    force_first = sum(tail > 0 for tail in tails) * 2 > len(tails) if tails else None
    return Columns(titles, force_first)


def _words(line: str) -> list[str]:
    """The titles in a line of the header; letters of one title that stand apart are put together."""
    together = re.sub(r"(?<![^\s])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![^\s])", r"\1\2", line)
    return together.split()
