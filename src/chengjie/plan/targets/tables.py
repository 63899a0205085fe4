"""Tables of indicators: every cell under a year or a goal is a claim, a blank one too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chengjie.plan.claims import Citation, Comparator, Force, Role, Target
from chengjie.plan.document import Document, PlanTable, TableCell
from chengjie.plan.targets.context import Frame
from chengjie.plan.targets.numerals import number
from chengjie.plan.targets.times import times

_NAME = re.compile(r"指标|名称|项目|内容")
_NOT_NAME = re.compile(r"类别|分类|类型|单位|属性|序号|性质|年|目标")
_UNIT = re.compile(r"^(?:计量)?单位$|单位$")
_FORCE = re.compile(r"属性|性质|类型")
_VALUE = re.compile(r"(?:19|20)\d{2}|年均|累计|目标|基期|现状|规划|完成|实际|增速|预期|十[一二三四五六]五")
_GOAL = re.compile(r"目标|规划值|预期|预计|期末")
_BASE = re.compile(r"基期|现状|实际|完成|基数|基准")
_FIGURE = re.compile(
    r"(?P<sign>[-－](?=\d))?(?P<before>[<>≤≥＜＞≈]=?|约|近|超过?|不低于|不高于|不超过|小于|大于|低于|高于)?\s*(?P<sign2>[-－](?=\d))?(?P<value>\d[\d,]*(?:\.\d+)?)"
    r"(?:\s*[-—–~～至]\s*(?P<upper>\d[\d,]*(?:\.\d+)?))?\s*(?P<unit>%|‰|个百分点|百分点|[\u4e00-\u9fff]{0,4}?)\s*(?P<after>左右|以上|以下|以内)?$"
)
_BLANK = re.compile(r"[-—–－/\\\s]*|无|缺|空缺|待定|\.\.\.|…+")
_HEAD_UNIT = re.compile(r"[（(]([^（）()]{1,16})[）)]$")


@dataclass(frozen=True, slots=True)
class _Columns:
    name: int
    unit: int | None
    force: int | None
    values: tuple[int, ...]


def read(document: Document, table: PlanTable, frame: Frame) -> Iterator[Target]:
    """The claims of a table with an indicator column; nothing for any other."""
    columns = _columns(table)
    if columns is None:
        return
    for line, row in enumerate(table.rows, start=1):
        name = _clean(row[columns.name].text)
        if not name or _is_group(row, columns):
            continue
        for column in columns.values:
            yield _claim(document, table, frame, columns, line, column, name)


def _columns(table: PlanTable) -> _Columns | None:
    header = table.header
    named = [place for place, title in enumerate(header) if _NAME.search(title) and not _NOT_NAME.search(title)]
    named = named or [place for place, title in enumerate(header) if "指标" in title and not _UNIT.search(title)]
    unit = next((place for place, title in enumerate(header) if _UNIT.search(title)), None)
    force = next((place for place, title in enumerate(header) if _FORCE.search(title) and place not in named), None)
    taken = {named[0] if named else -1, unit, force}
    values = tuple(place for place, title in enumerate(header) if place not in taken and _VALUE.search(title))
    if not named or not values or not any(_has_figure(row[place]) for row in table.rows for place in values):
        return None
    return _Columns(named[-1], unit, force, values)


def _has_figure(cell: TableCell) -> bool:
    return bool(re.search(r"\d", cell.text))


def _is_group(row: tuple[TableCell, ...], columns: _Columns) -> bool:
    """A row that only heads the rows under it: nothing in any column of values, no unit."""
    unit = row[columns.unit].raw.strip() if columns.unit is not None else ""
    return not unit and not any(row[place].raw.strip() for place in columns.values)


def _clean(text: str) -> str:
    return re.sub(r"^(?:\d{1,2}[.、．]?\s*|[（(]\d{1,2}[）)]|[一二三四五六七八九十]、)", "", text).strip()


def _claim(
    document: Document, table: PlanTable, frame: Frame, columns: _Columns, line: int, column: int, name: str
) -> Target:
    row, title = table.rows[line - 1], table.header[column]
    cell = row[column].text
    printed_unit = row[columns.unit].text if columns.unit is not None else ""
    in_name = _HEAD_UNIT.search(name)
    unit = (
        printed_unit
        or (in_name[1] if in_name and re.search(r"[元人%个家件项吨亩里米]", in_name[1]) else "")
        or table.unit
    )
    value, upper, comparator, own_unit = _figure(cell, title)
    citation = Citation(document.name, table.section, table.cell_id(line, column + 1), 0, len(cell), cell, 0, len(cell))
    force: Force | None = None
    if columns.force is not None:
        said = row[columns.force].text
        force = "binding" if "约束" in said else "expected" if "预期" in said else None
    return Target(
        indicator=name, place=frame.region, period=_period(title, frame), comparator=comparator, value=value,
        unit=_one_unit(unit, own_unit), role=_role(title, frame), citation=citation, rule="table-cell", upper=upper, force=force,
    )  # fmt: skip


def _one_unit(unit: str, own: str) -> str | None:
    return unit or own or None


def _figure(cell: str, title: str) -> tuple[Decimal | None, Decimal | None, Comparator, str]:
    """What a cell states: value, upper bound of a range, comparator and a unit of its own."""
    bare = re.sub(r"^[\[［【（(](.*)[\]］】）)]$", r"\1", cell.strip())
    growth: Comparator = (
        "growth" if re.search(r"年均|增速|增长率?$", title) and not re.search(r"累计|\[", cell) else "="
    )
    if _BLANK.fullmatch(bare):
        return None, None, growth, ""
    found = _FIGURE.search(bare)
    if not found:
        return None, None, "full" if "全覆盖" in bare else growth, ""
    value = number(found["value"]) * (-1 if found["sign"] or found["sign2"] else 1)
    upper = number(found["upper"]) if found["upper"] else None
    return value, upper, _comparator(found, growth), found["unit"]


def _comparator(found: re.Match[str], growth: Comparator) -> Comparator:
    before, after = found["before"] or "", found["after"] or ""
    upward = before in {">=", "≥", "不低于"} or after == "以上"
    if growth == "growth":
        return "growth>=" if upward or before in {">", "＞", "大于", "超过", "超", "高于"} else "growth"
    if upward:
        return ">="
    if before in {">", "＞", "大于", "超过", "超", "高于"}:
        return ">"
    if before in {"<=", "≤", "不高于", "不超过"} or after in {"以内", "以下"}:
        return "<="
    if before in {"<", "＜", "小于", "低于"}:
        return "<"
    return "≈" if after == "左右" or before in {"约", "近", "≈"} else "="


def _period(title: str, frame: Frame) -> str | None:
    found = times(title.replace("/", "，"), this_year=frame.year)
    if found:
        return found[-1].period
    bare = re.search(r"(?:19|20)\d{2}", title)
    return bare[0] if bare else None


def _role(title: str, frame: Frame) -> Role:
    period = _period(title, frame)
    if _BASE.search(title):
        return "baseline"
    if _GOAL.search(title) or period is None:
        return "target"
    year = int(period.split("/")[-1][:4])
    return "target" if frame.year is None or year >= frame.year else "baseline"
