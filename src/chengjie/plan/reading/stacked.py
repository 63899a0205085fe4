"""Tables of indicators that came out of a page a cell a line, without any mark of rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from chengjie.plan.reading import headers
from chengjie.plan.reading.cells import FORCES, Columns, is_spoken, is_unit, is_value, row_of
from chengjie.plan.reading.raw import RawTable

FEWEST_ROWS = 3
MOST_CELLS = 24  # lines of one row
MOST_ROWS = 400
MOST_TITLES = 16
_LONGEST_CELL = 48
_HAN = re.compile(r"[\u4e00-\u9fff]")
_OFFICES = re.compile(
    r"(?:市|省|县|区|州)?[\u4e00-\u9fff、，；]{1,40}(?:局|委|办|厅|部|院|公司|政府|处|会)[、，]?|累计[值数]|预期值"
)
_NUMBER = re.compile(r"[（(]?(\d{1,3})[）)、．.]?")
_END = re.compile(
    r"(?:注|备注|说明|资料来源|数据来源)\s*\d?\s*[:：].*|第[一二三四五六七八九十]+[章节篇].*|[一二三四五六七八九十]+、.*|专栏.*|附[件表录].*"
)


def find(kept: Sequence[tuple[int, str]], start: int) -> tuple[RawTable, int] | None:
    """The table whose titles begin at this line, one a line, and the place behind it.

    >>> lines = ["序号", "指标", "单位", "2025年", "属性", "1", "产值", "亿元", "5", "预期性", "2", "森林", "覆盖率", "%", "6", "约束性",
    ...          "3", "床位", "张", "7", "预期性", "后文。"]
    >>> find(list(enumerate(lines, 1)), 0)[0].rows[2]
    ('2', '森林覆盖率', '%', '6', '约束性')
    """
    if not headers.is_header_line(kept[start][1]) or len(headers.titles(kept[start][1])) > 1:
        return None
    end = headers.end(kept, start, MOST_TITLES, single=True)
    lines = [line for _, line in kept[start:end] if line.strip()]
    if len(lines) < 3 or headers.is_caption(lines):
        return None
    head = headers.read(lines)
    if head is None:
        return None
    rows, behind = _rows(kept, end, head)
    if len(rows) < FEWEST_ROWS:
        return None
    columns = _columns(head, rows)
    return RawTable((columns.titles, *(row_of(row, (), (), columns) for row in rows)), kept[start][0]), behind


def _rows(kept: Sequence[tuple[int, str]], start: int, head: headers.Header) -> tuple[list[list[str]], int]:
    """The words of every row, and the place behind the last."""
    begun = _numbered if head.numbered else _unnumbered
    if len(begun(_cells(kept, start, head, MOST_CELLS * (FEWEST_ROWS + 1))[0])) < FEWEST_ROWS:
        return [], start
    cells, places = _cells(kept, start, head, MOST_CELLS * MOST_ROWS)
    begins = begun(cells)
    rows: list[list[str]] = []
    end = start
    for place, begin in enumerate(begins):
        limit = begins[place + 1] if place + 1 < len(begins) else len(cells)
        row, taken = _row(cells[begin:limit])
        rows.append(row)
        end = places[begin + taken - 1] + 1
    return rows, end


def _cells(kept: Sequence[tuple[int, str]], start: int, head: headers.Header, most: int) -> tuple[list[str], list[int]]:
    """The lines that can be cells, and where they stand; titles printed again on the next page are passed over."""
    cells: list[str] = []
    places: list[int] = []
    for place in range(start, min(len(kept), start + most)):
        line = kept[place][1].strip()
        if (
            kept[place][1].startswith("\t")
            or len(line) > _LONGEST_CELL
            or line.endswith(("。", "；"))
            or _END.fullmatch(line)
        ):
            break
        note = head.noted and _OFFICES.fullmatch(line)
        if line and not note and not (headers.bare(line) in head.lines and not is_unit(line)):
            cells.append(headers.bare(line))
            places.append(place)
    return cells, places


def _numbered(cells: list[str]) -> list[int]:
    """Where rows begin: numbers that count upwards, each before a name."""
    begins: list[int] = []
    for place, cell in enumerate(cells[:-1]):
        found = _NUMBER.fullmatch(cell)
        if begins and place - begins[-1] > MOST_CELLS:
            break
        if (
            found
            and int(found[1]) == len(begins) + 1
            and _is_name(cells[place + 1])
            and (not begins or place - begins[-1] > 2)
        ):
            begins.append(place)
    return begins


def _unnumbered(cells: list[str]) -> list[int]:
    """Where rows begin: a name behind figures or a property."""
    begins: list[int] = []
    filled = True
    for place, cell in enumerate(cells):
        if begins and place - begins[-1] > MOST_CELLS:
            break
        if _is_name(cell):
            if filled:
                begins.append(place)
            filled = False
        elif (is_value(cell) and not is_unit(cell)) or cell in FORCES or re.search(r"\d", cell):
            filled = True
    while begins and not any(is_value(cell) for cell in cells[begins[-1] : begins[-1] + MOST_CELLS]):
        begins.pop()
    return begins


def _is_name(cell: str) -> bool:
    return (
        bool(_HAN.search(cell))
        and not is_value(cell)
        and not is_unit(cell)
        and cell not in FORCES
        and not is_spoken(cell)
    )


def _row(cells: list[str]) -> tuple[list[str], int]:
    """The cells of one row; what follows a property at its end, or its figures, is the name of a group or other text."""
    force = next((place for place, cell in enumerate(cells) if cell in FORCES), None)
    if force is not None and any(is_value(cell) or is_spoken(cell) for cell in cells[2:force]):
        return cells[: force + 1], force + 1
    first = next((place for place, cell in enumerate(cells) if place > 1 and (is_value(cell) or is_spoken(cell))), None)
    if first is None:
        return cells[:MOST_CELLS], min(len(cells), MOST_CELLS)
    end = first
    while end < len(cells) and (is_value(cells[end]) or is_spoken(cells[end]) or cells[end] in FORCES):
        end += 1
    return cells[:end], end


def _columns(head: headers.Header, rows: list[list[str]]) -> Columns:
    counts: Counter[int] = Counter()
    tails: list[bool] = []
    for row in rows:
        force = next((place for place, cell in enumerate(row) if cell in FORCES), None)
        if force is not None:
            tails.append(force < len(row) - 1)
        rest = [cell for cell in row if cell not in FORCES]
        count = 0
        while count < len(rest) - 1 and (is_value(rest[-1 - count]) or is_spoken(rest[-1 - count])):
            count += 1
        counts[count] += 1
    usual = max((count for count, seen in counts.items() if count and seen * 4 >= len(rows)), default=1)
    force_first = sum(tails) * 2 > len(tails) if tails else None
    return Columns(head.values(usual), force_first, numbered=head.numbered, grouped=head.group_first, noted=head.noted)
