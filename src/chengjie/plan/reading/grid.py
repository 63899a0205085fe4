"""Rows of raw cells into a table of equal width: header found, merged cells resolved, the raw kept (§5)."""

from __future__ import annotations

import re

from chengjie.plan.document import PlanTable, TableCell
from chengjie.plan.reading.raw import RawTable
from chengjie.plan.reading.repair import repair

_NUMBERISH = re.compile(r"[\d.,%—\-–－＞<>≥≤＜±\[\]（）()\s]*\d[\d.,%\s]*[左右以上下内]*|[—\-–－/]+")
_TITLE_WORDS = (
    "指标",
    "单位",
    "序号",
    "类别",
    "属性",
    "名称",
    "年",
    "县",
    "市",
    "区",
    "产业",
    "园区",
    "项目",
    "任务",
    "责任",
    "目标",
    "内容",
    "备注",
    "完成",
    "实际",
    "计划",
    "预计",
    "累计",
    "增速",
    "占比",
)


def build(table: RawTable, *, number: int, section: str, caption: str, unit: str) -> PlanTable:
    """The table `t<number>`. Cells left of the first filled cell of a row are merged into the row above."""
    width = max(len(row) for row in table.rows)
    rows = [(*row, *("",) * (width - len(row))) for row in table.rows]
    depth = header_depth(rows)
    heads = _reaching(rows[:depth])
    header = tuple(_title([row[column] for row in heads]) for column in range(width))
    body: list[tuple[TableCell, ...]] = []
    for row in rows[depth:]:
        body.append(_resolved(row, body[-1] if body else None))
    return PlanTable(f"t{number}", section, caption, header, tuple(body), unit, table.line, table.page)


def header_depth(rows: list[tuple[str, ...]]) -> int:
    """How many rows from the top are titles: one, and more while figures have not begun and titles are still split."""
    depth = 1
    while depth < min(3, len(rows) - 1):
        above, here = rows[depth - 1], rows[depth]
        gaps = sum(not cell for cell in above)
        titles = sum(any(word in cell for word in _TITLE_WORDS) for cell in here)
        if not gaps or any(_NUMBERISH.fullmatch(cell) for cell in here if cell) or here[0] != "" or titles < 2:
            break
        depth += 1
    return depth


def _reaching(heads: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Header rows in which a title that stands over several columns is written over each of them.

    >>> _reaching([("指标", "2025年", "", "属性"), ("", "目标值", "增速", "")])[0]
    ('指标', '2025年', '2025年', '属性')
    """
    if len(heads) < 2:
        return heads
    upper, lower = list(heads[0]), heads[1]
    for column in range(1, len(upper)):
        if not upper[column] and lower[column] and lower[column - 1]:
            upper[column] = upper[column - 1]
    return [tuple(upper), *heads[1:]]


def _title(parts: list[str]) -> str:
    said: list[str] = []
    for part in (repair(part) for part in parts):
        if part and part not in said:
            said.append(part)
    return "/".join(said)


def _resolved(row: tuple[str, ...], above: tuple[TableCell, ...] | None) -> tuple[TableCell, ...]:
    cells: list[TableCell] = []
    leading = True
    for column, raw in enumerate(row):
        leading = leading and not raw.strip()
        if leading and above is not None:
            cells.append(TableCell(raw, above[column].text, merged=True))
        else:
            cells.append(TableCell(raw, repair(raw)))
    return tuple(cells)
