"""Tables of indicators: every cell under a year or a goal is a claim, a blank one too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chengjie.plan.claims import Citation, Force, Role, Target
from chengjie.plan.document import Document, PlanTable, TableCell
from chengjie.plan.reading.cells import is_unit
from chengjie.plan.targets.context import Frame
from chengjie.plan.targets.figures import Figure, figures
from chengjie.plan.targets.times import times

_NAME = re.compile(r"指标|名称|项目|内容")
_NOT_NAME = re.compile(r"类别|分类|类型|单位|属性|序号|性质|年|目标")
_UNIT = re.compile(r"^(?:计量)?单位$|单位$")
_FORCE = re.compile(r"属性|性质|类型")
_VALUE = re.compile(r"(?:19|20)\d{2}|年均|累计|目标|基期|现状|规划|完成|实际|增速|预期|十[一二三四五六]五")
_GOAL = re.compile(r"目标|规划值|预期|预计|期末")
_BASE = re.compile(r"基期|现状|实际|完成|基数|基准")
_OVER = re.compile(r"年均|累计|平均|增速|增长|增幅|期间|时期")
_FIVE = re.compile(r"第?十([一二三四五六七八九]?)(?:五|个五年)")
_NAME_MARKS = re.compile(r"[①-⑳*＊†‡]+$|(?<=[\u4e00-\u9fff）)])[（(]?注\s*\d{0,2}[）)]?$|\[\d{1,2}\]$")
_YEARS_DOWN = re.compile(r"年份?|年度|时间|时期|阶段")
_OF_WHICH = re.compile(r"^(?:其中|#)[：:]?\s*(?=.)")
_HEAD_UNIT = re.compile(r"[（(]([^（）()]{1,16})[）)]$")


@dataclass(frozen=True, slots=True)
class _Columns:
    name: tuple[int, ...]
    unit: int | None
    force: int | None
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _About:
    """What a cell is about: its row's name, unit and force, its column's title, the years that the table plans."""

    name: str
    unit: str
    force: Force | None
    title: str
    span: tuple[int, int] | None

    def period(self, figure: Figure) -> str | None:
        """The time of a cell whose title says none: all the years of a mean or a sum, the last year of a goal."""
        if self.span is None:
            return None
        first, last = self.span
        if figure.total or _OVER.search(self.title):
            return f"{first}/{last}"
        return str(first - 1) if _BASE.search(self.title) else str(last)


def read(document: Document, table: PlanTable, frame: Frame) -> Iterator[Target]:
    """The claims of a table with an indicator column; nothing for any other."""
    columns = _columns(table)
    if columns is None:
        yield from _by_years(document, table, frame)
        return
    span = _span(document, table)
    for line, row in enumerate(table.rows, start=1):
        name = _clean(_name(row, columns))
        if not name or _is_group(row, columns):
            continue
        unit, force = _unit(table, columns, line, name), _force(table, columns, line)
        for column in columns.values:
            cell = row[column].text
            about = _About(name, unit, force, table.header[column], span)
            cited = Citation(
                document.name, table.section, table.cell_id(line, column + 1), 0, len(cell), cell, 0, len(cell)
            )
            for figure in figures(cell, about.title, name, unit):
                yield _claim(about, figure, cited, frame)


def _by_years(document: Document, table: PlanTable, frame: Frame) -> Iterator[Target]:
    """The claims of a table that stands on its side: a row a year, a column an indicator."""
    if not table.header or not _YEARS_DOWN.fullmatch(table.header[0]):
        return
    if not all(_period(row[0].text, frame) for row in table.rows):
        return
    span = _span(document, table)
    for line, row in enumerate(table.rows, start=1):
        for column, title in enumerate(table.header[1:], start=1):
            if not any(_has_figure(each[column]) for each in table.rows):
                continue
            cell = row[column].text
            about = _About(_clean(title), _bracketed_unit(title) or table.unit, None, row[0].text, span)
            cited = Citation(
                document.name, table.section, table.cell_id(line, column + 1), 0, len(cell), cell, 0, len(cell)
            )
            for figure in figures(cell, about.title, about.name, about.unit):
                yield _claim(about, figure, cited, frame)


def _columns(table: PlanTable) -> _Columns | None:
    header = table.header
    named = [place for place, title in enumerate(header) if _NAME.search(title) and not _NOT_NAME.search(title)]
    named = named or [place for place, title in enumerate(header) if "指标" in title and not _UNIT.search(title)]
    unit = next((place for place, title in enumerate(header) if _UNIT.search(title)), None)
    force = next((place for place, title in enumerate(header) if _FORCE.search(title) and place not in named), None)
    taken = {named[0] if named else -1, unit, force}
    values = tuple(place for place, title in enumerate(header) if place not in taken and _VALUE.search(title))
    values = values or tuple(_numeric(table, taken) if any("指标" in title for title in header) else ())
    if not named or not values or not any(_has_figure(row[place]) for row in table.rows for place in values):
        return None
    return _Columns(tuple(named), unit, force, values)


def _has_figure(cell: TableCell) -> bool:
    return bool(re.search(r"\d", cell.text))


def _is_group(row: tuple[TableCell, ...], columns: _Columns) -> bool:
    """A row that only heads the rows under it: nothing in any column of values, no unit."""
    unit = row[columns.unit].raw.strip() if columns.unit is not None else ""
    return not unit and not any(row[place].raw.strip() for place in columns.values)


def _numeric(table: PlanTable, taken: set[int | None]) -> Iterator[int]:
    """Columns whose title says no time but whose cells are figures."""
    for place in range(len(table.header)):
        said = [row[place] for row in table.rows if row[place].text]
        if place not in taken and said and 2 * sum(map(_has_figure, said)) > len(said):
            yield place


def _name(row: tuple[TableCell, ...], columns: _Columns) -> str:
    """The innermost of the columns of names that says anything."""
    said = [row[place].text for place in columns.name if row[place].text]
    return said[-1] if said else ""


def _clean(text: str) -> str:
    bare = re.sub(r"^(?:\d{1,2}[.、．]?\s*|[（(]\d{1,2}[）)]|[一二三四五六七八九十]、)", "", text).strip()
    return _NAME_MARKS.sub("", _OF_WHICH.sub("", bare))


def _unit(table: PlanTable, columns: _Columns, line: int, name: str) -> str:
    """The unit of a row: its own, that in its name, that of the cell above it that reaches down, that over the table."""
    own = table.rows[line - 1][columns.unit].text if columns.unit is not None else ""
    return own or _bracketed_unit(name) or _from_above(table, columns, columns.unit, line) or table.unit


def _bracketed_unit(words: str) -> str:
    """The unit in brackets behind a name or a title: 床位（张）."""
    found = _HEAD_UNIT.search(words)
    return found[1] if found and (is_unit(found[1]) or re.search(r"[元人%个家件项吨亩里米]", found[1])) else ""


def _force(table: PlanTable, columns: _Columns, line: int) -> Force | None:
    if columns.force is None:
        return None
    said = table.rows[line - 1][columns.force].text or _from_above(table, columns, columns.force, line)
    return "binding" if "约束" in said else "expected" if "预期" in said else None


def _from_above(table: PlanTable, columns: _Columns, column: int | None, line: int) -> str:
    """The text of the cell that reaches down to this row from above: the cells between are empty, no group begins."""
    if column is None:
        return ""
    for row in reversed(table.rows[: line - 1]):
        if _is_group(row, columns):
            break
        if row[column].text:
            return row[column].text
    return ""


def _claim(about: _About, figure: Figure, cited: Citation, frame: Frame) -> Target:
    period = figure.year or _period(about.title, frame) or about.period(figure)
    return Target(
        indicator=f"{about.name}（{figure.part}）" if figure.part else about.name, place=frame.region, period=period,
        comparator=figure.comparator, value=figure.value, unit=_one_unit(about, figure), role=_role(about, period, frame),
        citation=cited, rule="table-cell", upper=figure.upper, force=about.force,
    )  # fmt: skip


def _one_unit(about: _About, figure: Figure) -> str | None:
    """A rate of growth is in per cent whatever its indicator is measured in; a change of a share in points."""
    if figure.unit in {"%", "‰", "百分点", "个百分点"}:
        return about.unit if about.unit and figure.unit in about.unit else figure.unit
    if figure.comparator in {"growth", "growth>="} and figure.value is not None:
        return "%"
    unit = about.unit or _bracketed_unit(about.title) or figure.unit
    if figure.unit in {"万", "亿", "万亿"} and unit != figure.unit and unit[:1] not in "万亿":
        unit = figure.unit + unit
    return unit if unit.strip("/—-－– ") else None


def _span(document: Document, table: PlanTable) -> tuple[int, int] | None:
    """The five years that the table's caption or the document's title speaks of (十四五: 2021 to 2025)."""
    for said in (table.caption, document.title, "".join(table.header)):
        years = re.search(r"((?:19|20)\d{2})\s*[-—–~～至]+\s*((?:19|20)\d{2})", said)
        if years and int(years[1]) < int(years[2]):
            return int(years[1]), int(years[2])
        if found := _FIVE.search(said):
            last = 2025 + 5 * ("一二三四五六七八九".find(found[1]) + 1 - 4 if found[1] else -4)
            return last - 4, last
    return None


def _period(title: str, frame: Frame) -> str | None:
    found = times(title.replace("/", "，"), this_year=frame.year)
    if found:
        return found[-1].period
    bare = re.search(r"(?:19|20)\d{2}", title)
    return bare[0] if bare else None


def _role(about: _About, period: str | None, frame: Frame) -> Role:
    year = int(period.split("/")[-1][:4]) if period else None
    goal = bool(_GOAL.search(about.title))
    before = about.span is not None and year is not None and year < about.span[0]
    if (_BASE.search(about.title) and not goal) or (before and "目标" not in about.title):
        return "baseline"
    if goal or year is None:
        return "target"
    begins = about.span[0] if about.span else frame.year
    return "target" if begins is None or year >= begins else "baseline"
