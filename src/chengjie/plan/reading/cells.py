"""The cells of a table's row whose words stand on several lines and are parted by spaces only."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORCES = ("预期性", "约束性", "引导性", "指导性")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_UNIT = re.compile(
    r"[%‰/]|个?百分点|(?:[万亿千百十]+|万亿)?(?:美?元|平方?米?|方米|立方米|公里|公顷|吨|标准煤|千瓦时?|人次?|件|家|个|岁|张|户|亩|所|项|辆|倍|天|年|名|次|册|米|微克)?(?:/.{0,4})?"
)
_BRACKETED = re.compile(r"^[\[［【]|累计|[\]］】]$")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of values, and whether 属性 stands before them, behind them (False) or nowhere (None)."""

    values: tuple[str, ...]
    force_first: bool | None

    @property
    def titles(self) -> tuple[str, ...]:
        """The header of the table."""
        force = () if self.force_first is None else ("属性",)
        return ("序号", "指标", "单位", *((*force, *self.values) if self.force_first else (*self.values, *force)))


@dataclass(slots=True)
class _Cells:
    """A row while it is put together: lines of each cell from top to bottom."""

    name: list[str]
    unit: list[str]
    values: list[list[str]]


def row_of(
    line: str, above: tuple[str, ...], below: tuple[str, ...], columns: Columns, *, notes: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The cells of a row. `notes` are numbers of footnotes, which stick to the end of a name.

    >>> row_of("2 研发经费 预期性 - 8", ("万元/",), ("人",), Columns(("2025年", "年均"), True))
    ('2', '研发经费', '万元/人', '预期性', '-', '8')
    """
    number, *words = line.split()
    force, front, values = _parted(words, columns)
    unit = [front.pop()] if front and is_unit(front[-1]) else []
    whole = _Cells(["".join(front)] if front else [], unit, [[value] if value else [] for value in values])
    top, bottom = _Cells([], [], [[] for _ in values]), _Cells([], [], [[] for _ in values])
    for lines, side in ((above[::-1], top), (below, bottom)):
        for place, fragment in enumerate(lines):
            _put(fragment, side, whole, columns, outer=place > 0 and place == len(lines) - 1)
    cells = [
        _whole(top.name, whole.name, bottom.name), _whole(top.unit, whole.unit, bottom.unit),
        *(_whole(*parts) for parts in zip(top.values, whole.values, bottom.values, strict=True)),
    ]  # fmt: skip
    name = cells[0][:-1] if cells[0][-1:] in notes and _HAN.match(cells[0][-2:-1]) else cells[0]
    tail = [*([force] if columns.force_first else []), *cells[2:], *([force] if columns.force_first is False else [])]
    return (number, name, cells[1], *tail)


def is_unit(word: str) -> bool:
    """Whether a word can be the unit of a figure or a piece of one broken over lines.

    >>> is_unit("万元/"), is_unit("%"), is_unit("全员劳动生产率")
    (True, True, False)
    """
    return bool(word) and len(word) <= 7 and bool(_UNIT.fullmatch(word))


def _parted(words: list[str], columns: Columns) -> tuple[str, list[str], list[str]]:
    """属性, the words before the values, and the values."""
    count = len(columns.values)
    place = next((place for place, word in enumerate(words) if word in _FORCES), None)
    force = words[place] if place is not None else ""
    if place is not None and columns.force_first:
        front, values = words[:place], words[place + 1 :]
    else:
        rest = [word for position, word in enumerate(words) if position != place]
        cut = max(1, len(rest) - count)
        front, values = rest[:cut], rest[cut:]
    if len(values) > count:
        values = [*values[: count - 1], "".join(values[count - 1 :])]
    return force, front, [*values, *[""] * (count - len(values))]


def _put(fragment: str, side: _Cells, row: _Cells, columns: Columns, *, outer: bool) -> None:
    """Each word of a line above or below goes to its cell; nearer lines come first, so `side` grows outwards."""
    words = fragment.split()
    low = next((place for place, word in enumerate(words) if not _NUMBERS.fullmatch(word)), 0)
    if low > 1:  # the low numbers of formulas such as PM2.5
        words = words[low:]
    for word in words:
        if is_unit(word) and (not row.unit or word != row.unit[0]):
            side.unit.append(word)
        elif _BRACKETED.search(word):
            side.values[_bracket_column(columns)].append(word)
        elif outer and (column := _worded(row)) is not None and not row.name:
            side.values[column].append(word)
        else:
            side.name.append(word)


def _bracket_column(columns: Columns) -> int:
    """Sums over the years stand in square brackets: the column that says so, or the last."""
    said = [place for place, title in enumerate(columns.values) if re.search(r"累计|年均", title)]
    return said[0] if said else len(columns.values) - 1


def _worded(row: _Cells) -> int | None:
    """The column whose cell on the numbered line is running text, which goes on above and below."""
    return next((place for place, cell in enumerate(row.values) if cell and len(_HAN.findall(cell[0])) > 3), None)


def _whole(top: list[str], middle: list[str], bottom: list[str]) -> str:
    return "".join([*reversed(top), *middle, *bottom])
