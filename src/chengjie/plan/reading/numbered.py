"""Tables of indicators that lost their ruling (序号 指标 单位 属性 …): a row a line, with broken cells above and below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chengjie.plan.reading import headers
from chengjie.plan.reading.cells import FORCES, Columns, is_spoken, is_unit, is_value, row_of, without_note, words_of
from chengjie.plan.reading.raw import RawTable

FEWEST_ROWS = 3
MOST_HEADER_LINES = 8
MOST_FRAGMENTS = 8  # lines of broken cells between two rows
MOST_LINES = 60  # of any kind between two rows: empty ones, titles printed again
_LONGEST_FRAGMENT = 40
_FULL = 9  # characters of a name that fills its line

_ROW = re.compile(
    r"(?:([\u4e00-\u9fff]{2,6})\s+)?[（(]?(\d{1,3})(?:[）)、．]|\.(?!\d))?(?:\s+|(?=[\u4e00-\u9fff]))(?=\S)"
)
_AGAIN = re.compile(r"续表.{0,12}|[（(]续(?:上?表|前页)?[）)]|[-—\s]*\d{1,3}[-—\s]*")
_HEADED = re.compile(r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])[\u4e00-\u9fff、]{1,12}")
_HEAD_OF_PAGE = re.compile(r".{4,}(?:规划|纲要|公报|行动计划|工作报告|方案)[》”]?")
_BEHIND = re.compile(
    r"(?:注|备注|说明|资料来源|数据来源)\s*\d?\s*[:：].*|(?:附?表|图|专栏)\s*[\d一二三四五六七八九十].*|第[一二三四五六七八九十]+[章节篇].*"
)
_GROUP = re.compile(r"(?:[一二三四五六七八九]、|[（(][一二三四五六七八九][）)])?[\u4e00-\u9fff、]{1,10}")


@dataclass(frozen=True, slots=True)
class _Row:
    """The words of a row's own line, and the broken cells that stand above and below it."""

    words: tuple[str, ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    named: bool = True


def find(kept: Sequence[tuple[int, str]], start: int) -> tuple[RawTable, int] | None:
    """The table whose header begins at this line, and the place behind it; None where none begins.

    >>> lines = ["序号 指 标 单位 属性 2025年", "1 产值 亿元 预期性 50", "2 森林覆盖率 % 约束性 60", "每万人口", "3 床位 张 预期性 8", "拥有的数量"]
    >>> find(list(enumerate(lines, 1)), 0)[0].rows[3]
    ('3', '每万人口床位拥有的数量', '张', '预期性', '8')
    """
    if not headers.is_header_line(kept[start][1]):
        return None
    end = headers.end(kept, start, MOST_HEADER_LINES)
    if end == start:
        return None
    lines = [line for _, line in kept[start:end] if line.strip()]
    head = None if headers.is_caption(lines) else headers.read(lines)
    if head is None:
        return None
    rows, behind = _rows(kept, end, head)
    if len(rows) < FEWEST_ROWS:
        return None
    columns = _columns(head, rows)
    if columns is None:
        return None
    notes = {line.strip()[:1] for _, line in kept[behind : behind + 12] if re.match(r"\s*\d [\u4e00-\u9fff]", line)}
    body = (row_of(row.words, row.above, row.below, columns, notes=frozenset(notes)) for row in rows)
    return RawTable((columns.titles, *body), kept[start][0]), behind


def _rows(kept: Sequence[tuple[int, str]], start: int, head: headers.Header) -> tuple[list[_Row], int]:
    """Every row from here on, with the lines between two of them given to the one or the other."""
    found: list[_Row] = []
    gaps: list[list[str]] = []
    place = start
    while True:
        following, between, words = _next(kept, place, len(found) + 1, head)
        if found:
            near = [line.strip() for _, line in kept[place : place + 2]]
            found[-1], taken = _completed(found[-1], near if following is None else between)
            between, place = between[taken:], place + taken
        if following is None:
            break
        found.append(_Row(words, named=_named(words, head)))
        gaps.append(between)
        place = following + 1
    if not found:
        return [], start
    rows, reach = _shared(found, gaps, head)
    below, end = _last_fragments(kept, place, reach)
    return [*rows[:-1], replace(rows[-1], below=below)], end


def _completed(row: _Row, below: list[str]) -> tuple[_Row, int]:
    """A row whose line has a name only, with the figures of the first line below that has any; how many lines that took."""
    if any(is_value(word) or is_spoken(word) for word in row.words[1:]):
        return row, 0
    for count, line in enumerate(below[:2], start=1):
        words = [word for fragment in below[:count] for word in words_of(fragment)]
        if any(is_value(word) and not is_unit(word) for word in words_of(line)) and not line.endswith(("。", "；")):
            return replace(row, words=(*row.words, *words)), count
    return row, 0


def _next(
    kept: Sequence[tuple[int, str]], start: int, number: int, head: headers.Header
) -> tuple[int | None, list[str], tuple[str, ...]]:
    """Where the next row's line stands, the broken cells before it, and its words."""
    between: list[str] = []
    for place in range(start, min(len(kept), start + MOST_LINES)):
        line = kept[place][1].strip()
        if words := _row_words(line, number, head):
            return place, between, words
        if _BEHIND.fullmatch(line):
            break
        known = headers.bare(line) in head.lines
        if line and not known and not any(each.fullmatch(line) for each in (_AGAIN, _HEADED, _HEAD_OF_PAGE)):
            between.append(line)
        if len(between) > MOST_FRAGMENTS or line.endswith(("。", "；")) or kept[place][1].startswith("\t"):
            break
    return None, [], ()


def _row_words(line: str, number: int, head: headers.Header) -> tuple[str, ...]:
    """The words of a line that is a row's own; nothing for a line of broken cells."""
    if not line or len(line) > 160:
        return ()
    if head.numbered:
        found = _ROW.match(line)
        if not found or int(found[2]) != number:
            return ()
        return (found[2], *words_of(line[found.end() :], units_inside=not head.unit))
    words = words_of(line, units_inside=not head.unit)
    words = list(without_note(words)) if head.noted else words
    tail = [word for word in words if word not in FORCES]
    count = 0
    while count < len(tail) and (is_value(tail[-1 - count]) or is_spoken(tail[-1 - count])):
        count += 1
    sure = len(tail) < len(words) or (count < len(tail) and is_unit(tail[-1 - count])) or count >= max(2, head.fewest)
    return tuple(words) if count and sure and len(words) > count else ()


def _named(words: tuple[str, ...], head: headers.Header) -> bool:
    """Whether a row's own line has its name, or the name stands above and below."""
    front = words[1:2] if head.numbered else words[:1]
    return bool(front) and not is_unit(front[0]) and not is_value(front[0]) and front[0] not in FORCES


def _shared(found: list[_Row], gaps: list[list[str]], head: headers.Header) -> tuple[list[_Row], int]:
    """Rows with their broken cells. What stands between two rows belongs to both, evenly about each line."""
    rows: list[_Row] = []
    above: list[str] = []
    for place, row in enumerate(found):
        before = gaps[place]
        if head.grouped and row.named:
            before = _without_group(before, len(above))
        if rows:
            reach = min(len(above), len(before))
            following = len(gaps[place + 1]) if place + 1 < len(gaps) else MOST_FRAGMENTS
            spare = len(before) - reach - following
            if row.named and rows[-1].named and not above:  # names that go on below their line only
                reach += max(spare, int(bool(before) and _goes_on(rows[-1], row, before[0])))
            rows[-1] = replace(rows[-1], below=tuple(before[:reach]))
            before = before[reach:]
        elif row.named:
            before = [] if head.grouped or all(_GROUP.fullmatch(each) for each in before) else before
        above = before
        rows.append(replace(row, above=tuple(above)))
    goes_on = any(row.below and not row.above for row in rows) and rows[-1].named
    return rows, len(above) or int(goes_on)


def _goes_on(row: _Row, following: _Row, fragment: str) -> bool:
    """Whether a line goes on with the name above it: that name fills its line, the rest is shorter than both names."""
    own, other = (max((len(word) for word in each.words), default=0) for each in (row, following))
    rest = len(fragment) < min(own, max(other, own // 2 + 1)) and not fragment[-1:].isdigit()
    return rest and own >= _FULL and not any(map(is_unit, fragment.split()))


def _without_group(lines: list[str], reach: int) -> list[str]:
    """The lines but for the name of a group of rows (经济 / 发展), which stands in a column of its own at the left."""
    if len(lines) > reach and all(len(each) <= 4 for each in lines[reach:]):
        return [*lines[:reach], *(each for each in lines[reach:] if not _GROUP.fullmatch(each) or is_unit(each))]
    return lines


def _last_fragments(kept: Sequence[tuple[int, str]], start: int, count: int) -> tuple[tuple[str, ...], int]:
    end = start
    while (
        end < min(len(kept), start + count)
        and kept[end][1].strip()
        and len(kept[end][1].strip()) < _LONGEST_FRAGMENT
        and not _BEHIND.fullmatch(kept[end][1].strip())
    ):
        end += 1
    return tuple(line.strip() for _, line in kept[start:end]), end


def _columns(head: headers.Header, rows: list[_Row]) -> Columns | None:
    """The titles in the order of the columns; 属性 stands where the rows have it."""
    tails: list[int] = []
    counts: Counter[int] = Counter()
    for row in rows:
        place = next((place for place, part in enumerate(row.words) if part in FORCES), None)
        behind = list(row.words[place + 1 :]) if place is not None else []
        if place is not None:
            tails.append(len(behind))
        values = behind or [word for word in row.words if word not in FORCES]
        count = 0
        while count < len(values) and (bool(behind) or is_value(values[-1 - count]) or is_spoken(values[-1 - count])):
            count += 1
        counts[count] += 1
    force_first = sum(tail > 0 for tail in tails) * 2 > len(tails) if tails else None
    usual = max((count for count, seen in counts.items() if count and seen * 4 >= len(rows)), default=head.fewest)
    titles = head.values(usual)
    return (
        Columns(titles, force_first, numbered=head.numbered, grouped=head.group_first, noted=head.noted)
        if titles
        else None
    )
