"""The cells of a table's row whose words stand on several lines and are parted by spaces only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

FORCES = ("预期性", "约束性", "引导性", "指导性", "预期", "约束")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_UNIT = re.compile(
    r"[%％‰/—-]|个?百分点|[（(][%元人个件吨亩万亿/]{1,6}[）)]|(?:[万亿千百十]+|万亿)?(?:美?元|平(?:方?米?|方公里)|方米|立方米?|公里|千米|公顷|吨|标准煤|千瓦时?|"
    r"标准箱|人次?|件|家|个|岁|张|户|亩|所|项|辆|倍|天|年|名|次|册|米|微克|毫克|处|座|条|艘|头|只|部|场|分|级|位|株|套|例|床|枚|"
    r"公斤|千克|斤|度|ha|TEU|GB|Gbps|Mbps|PB|EFLOPS|P)?(?:标准煤)?(?:/.{0,6})?"
)
_BRACKETED = re.compile(r"^[\[［【〔]|累计|[\]］】〕]$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_VALUE = re.compile(
    r"[\[［【〔（(<>≥≤＜＞±约近超]{0,3}[-—–－+]?\d[\d,.]*(?:[-—–~～至]\d[\d,.]*)?(?:[%％‰]|个?百分点|万|亿)?(?:左右|以上|以内|以下)?[\]］】〕）)]?[①-⑳*＊]{0,2}|[-—–－/…]{1,4}|无"
)
_FIGURE_AT_FRONT = re.compile(r"[<>≥≤＜＞约近超]?\d[\d,.]*")
_SPOKEN = re.compile(
    r"(?:完成|达到|全覆盖|持续|与.{1,12}(?:同步|一致)|高于|低于|不低于|不高于|稳定|保持|力争|控制|进一步|逐步|按照?).{0,24}"
)
_MARKS = re.compile(r"(?<=[\u4e00-\u9fff）)%])[①-⑳*＊†]+$")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of values, and whether 属性 stands before them, behind them (False) or nowhere (None)."""

    values: tuple[str, ...]
    force_first: bool | None
    numbered: bool = True
    grouped: bool = False
    """Whether the name of a group may stand between number and name."""
    noted: bool = False
    """Whether a remark or an office stands behind the figures."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The header of the table."""
        force = () if self.force_first is None else ("属性",)
        number = ("序号",) if self.numbered else ()
        return (*number, "指标", "单位", *((*force, *self.values) if self.force_first else (*self.values, *force)))


@dataclass(slots=True)
class _Cells:
    """A row while it is put together: lines of each cell from top to bottom."""

    name: list[str]
    unit: list[str]
    values: list[list[str]]


def words_of(line: str, *, units_inside: bool = False) -> list[str]:
    """The cells of a line; what a space parts within a cell (5 左右, < 6, [ 20 ], 高于 GDP 增速) is put together.

    `units_inside` where no column is one of units: 3 亿元 is a cell.

    >>> words_of("3 床位 张 约 30 [ 5 ] > 6 8 左右")
    ['3', '床位', '张', '约30', '[5]', '>6', '8左右']
    """
    text = re.sub(r"(?<=\d)\s+(?=(?:左右|以上|以下|以内|个?百分点(?:左右|以上)?)(?:\s|$))", "", line.strip())
    text = re.sub(r"(?:(?<=[<>≥≤＜＞\[［【〔])|(?<=\s[约近超]))\s+(?=\d)", "", text)
    text = re.sub(r"(?<=[\u4e00-\u9fff])\s+([A-Z]{2,5})\s+(?=[\u4e00-\u9fff])", r"\1", text)
    words = re.sub(r"(?<=\d)\s+(?=[\]］】〕])", "", text).split()
    if not units_inside:
        return words
    joined: list[str] = []
    for word in words:
        if joined and is_unit(word) and joined[-1][-1:].isdigit() and is_value(joined[-1]) and not is_value(word):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def is_value(word: str) -> bool:
    """Whether a word can be the whole cell of a figure, or of a blank.

    >>> is_value("[20]"), is_value("36左右"), is_value("—"), is_value("亿元")
    (True, True, True, False)
    """
    if len(word) > 24:
        return False
    figure = _FIGURE_AT_FRONT.match(word)
    return bool(_VALUE.fullmatch(word)) or bool(figure and is_unit(word[figure.end() :]))


def is_spoken(word: str) -> bool:
    """Whether a goal is put in words (与经济增长同步, 完成国家下达任务).

    >>> is_spoken("完成国家下达任务"), is_spoken("粮食产量")
    (True, False)
    """
    return bool(_SPOKEN.fullmatch(word))


def is_unit(word: str) -> bool:
    """Whether a word can be the unit of a figure or a piece of one broken over lines.

    >>> is_unit("万元/"), is_unit("%"), is_unit("全员劳动生产率")
    (True, True, False)
    """
    return bool(word) and len(word) <= 12 and bool(_UNIT.fullmatch(word))


def row_of(
    words: Sequence[str],
    above: Sequence[str],
    below: Sequence[str],
    columns: Columns,
    *,
    notes: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """The cells of a row. `notes` are numbers of footnotes, which stick to the end of a name.

    >>> row_of("2 研发经费 预期性 - 8".split(), ("万元/",), ("人",), Columns(("2025年", "年均"), True))
    ('2', '研发经费', '万元/人', '预期性', '-', '8')
    """
    number = [words[0]] if columns.numbered else []
    said = words[len(number) :]
    force, front, values = parted(without_note(said) if columns.noted else said, columns)
    if columns.grouped and len(front) > 1 and len(front[0]) <= 6 and not is_unit(front[1]):
        front = front[1:]
    unit = _unit(front)
    whole = _Cells(["".join(front)] if front else [], unit, [[value] if value else [] for value in values])
    top, bottom = _Cells([], [], [[] for _ in values]), _Cells([], [], [[] for _ in values])
    for lines, side in ((above[::-1], top), (below, bottom)):
        for place, fragment in enumerate(lines):
            _put(fragment, side, whole, columns, outer=place > 0 and place == len(lines) - 1)
    cells = [
        _whole(top.name, whole.name, bottom.name), _whole(top.unit, whole.unit, bottom.unit),
        *(_whole(*parts) for parts in zip(top.values, whole.values, bottom.values, strict=True)),
    ]  # fmt: skip
    name = cells[0][:-1] if cells[0][-1:] in notes and _HAN.match(cells[0][-2:-1]) else _MARKS.sub("", cells[0])
    tail = [*([force] if columns.force_first else []), *cells[2:], *([force] if columns.force_first is False else [])]
    return (*number, name, cells[1], *tail)


def _unit(front: list[str]) -> list[str]:
    """The unit at the end of the words before the values; one broken over cells (万元/ 人) is taken whole."""
    if len(front) < 2 or not is_unit(front[-1]):
        return [front.pop()] if len(front) == 1 and is_unit(front[-1]) else []
    unit = [front.pop()]
    while len(front) > 1 and front[-1].endswith("/") and is_unit(front[-1]):
        unit.insert(0, front.pop())
    return unit


def without_note(words: Sequence[str]) -> Sequence[str]:
    """The words of a row up to its last figure or property; what follows is a remark (备注、责任单位).

    >>> without_note(["粮食", "万吨", "10", "12", "农业局、", "发改委"])
    ['粮食', '万吨', '10', '12']
    """
    last = max((place for place, word in enumerate(words) if is_value(word) or word in FORCES), default=-1)
    return words[: last + 1] if last >= 0 else words


def parted(words: Sequence[str], columns: Columns) -> tuple[str, list[str], list[str]]:
    """属性, the words before the values, and the values; cells left blank are found again by what the others say."""
    count = len(columns.values)
    place = next((place for place, word in enumerate(words) if word in FORCES), None)
    force = words[place] if place is not None else ""
    if place is not None and columns.force_first:
        front, values = list(words[:place]), list(words[place + 1 :])
    else:
        rest = [word for position, word in enumerate(words) if position != place]
        cut = _cut(rest, count)
        front, values = rest[:cut], rest[cut:]
    if (
        len(front) > 1
        and values
        and re.fullmatch(r"\d{1,3}", front[-1])
        and re.fullmatch(r"\d{3}(?:\.\d+)?", values[0])
    ):
        values[0] = front.pop() + values[0]  # thousands set apart: 4 658.9
    if len(values) > count:
        values = [*values[: count - 1], "".join(values[count - 1 :])]
    return force, front, _filled(values, columns)


def _cut(rest: list[str], count: int) -> int:
    """Where the values begin: behind a unit, or as many words from the end as there are columns."""
    for place in range(max(1, len(rest) - count), len(rest)):
        if is_unit(rest[place - 1]) and not is_value(rest[place - 1]) and place > 1:
            return place
    tail = 0
    while tail < min(count, len(rest)) and (is_value(rest[-1 - tail]) or is_spoken(rest[-1 - tail])):
        tail += 1
    if tail:
        return len(rest) - tail
    return len(rest) if len(rest) <= 2 else max(1, len(rest) - count)


def _filled(values: list[str], columns: Columns) -> list[str]:
    """As many cells as there are columns. Of fewer figures, a sum or a mean goes to its column, the others to the first years."""
    count = len(columns.values)
    if len(values) >= count or not values:
        return [*values, *[""] * (count - len(values))]
    cells = [""] * count
    rest = list(values)
    means = bracket_column(columns)
    if _BRACKETED.search(rest[-1]) and means == count - 1:
        cells[means] = rest.pop()
    elif len(rest) == 1 and count == 2 and not re.search(r"年均|累计", columns.values[-1]):
        cells[-1] = rest.pop()
    for place, value in enumerate(rest):
        cells[place] = value
    return cells


def _put(fragment: str, side: _Cells, row: _Cells, columns: Columns, *, outer: bool) -> None:
    """Each word of a line above or below goes to its cell; nearer lines come first, so `side` grows outwards."""
    words = words_of(fragment)
    low = next((place for place, word in enumerate(words) if not _NUMBERS.fullmatch(word)), 0)
    if low > 1:  # the low numbers of formulas such as PM2.5
        words = words[low:]
    for word in words:
        if is_unit(word) and (not row.unit or word != row.unit[0]):
            side.unit.append(word)
        elif _BRACKETED.search(word):
            side.values[bracket_column(columns)].append(word)
        elif outer and (column := _worded(row)) is not None and not row.name:
            side.values[column].append(word)
        else:
            side.name.append(word)


def bracket_column(columns: Columns) -> int:
    """Sums over the years stand in square brackets: the column that says so, or the last."""
    said = [place for place, title in enumerate(columns.values) if re.search(r"累计|年均", title)]
    return said[0] if said else len(columns.values) - 1


def _worded(row: _Cells) -> int | None:
    """The column whose cell on the numbered line is running text, which goes on above and below."""
    return next((place for place, cell in enumerate(row.values) if cell and len(_HAN.findall(cell[0])) > 3), None)


def _whole(top: list[str], middle: list[str], bottom: list[str]) -> str:
    return "".join([*reversed(top), *middle, *bottom])
