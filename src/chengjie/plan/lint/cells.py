"""Cells against their own row and column: units twice, a fall with a minus, blanks, shares that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from chengjie.plan.document import Document, PlanTable
from chengjie.plan.lint.finding import Figure, Finding, found
from chengjie.plan.lint.ground import Fig, Ground, Line, cite_cell
from chengjie.plan.lint.interval import Interval, show

_YEAR = re.compile(r"(?:19|20)\d{2}")
_NAME = re.compile(r"指标|名称|项目|内容")
_UNIT = re.compile(r"^单位")
_BLANK = frozenset({"", "—", "-", "－", "--", "——", "/", "…"})
_FALL = re.compile(r"下降率|降低率|减少率|下降幅度|降幅|下降|降低|减少")
_SUMS = re.compile(r"新增|累计|减排量")
_OVER_YEARS = re.compile(r"年均|累计|增速|增长")
_BRACKETS = frozenset("[［〔【")
_BOUND = re.compile(r"占|比重|比例|率$|覆盖|普及")
_NOT_BOUND = re.compile(
    r"占[^占]{0,8}(?:预算|计划|任务|目标)数?的?比?[重例]?$|增|同比|利润|回报|负债|毛入学|资本|倍|产销|履约|完成|周转|容积|收益|自给|储|进度|替换|拨备|指数|相当|达标|净|(?:宽带|电话|移动|手机|上网)[\u4e00-\u9fff]*普及率"
)
_STRUCTURE = re.compile(r"(?P<list>\d+(?:\.\d+)?(?:[:：∶]\d+(?:\.\d+)?){2,4})")
_KINDS = re.compile(r"结构|产业|比例|构成")


def cells(ground: Ground) -> Iterator[Finding]:
    """Cells that contradict their heading, and shares in a row that miss the hundred."""
    for reading in ground.readings:
        for table in reading.document.tables:
            yield from _table(reading.document, table)
    for lines in ground.lines:
        for line in lines:
            yield from _structures(line)
    for fig in ground.figures:
        yield from _above_hundred(fig)


def _table(document: Document, table: PlanTable) -> Iterator[Finding]:
    years = [at for at, title in enumerate(table.header) if _YEAR.search(title)]
    names = [at for at, title in enumerate(table.header) if _NAME.search(title) and "类" not in title]
    units = [at for at, title in enumerate(table.header) if _UNIT.match(title)]
    if not years or not names:
        return
    for row, line in enumerate(table.rows):
        name = line[names[-1]].text.strip()
        unit = line[units[0]].text.strip() if units else ""
        if name:
            yield from _blanks(document, table, row, name, years)
            yield from _doubled(document, table, row, (name, unit), years)


def _blanks(document: Document, table: PlanTable, row: int, name: str, years: list[int]) -> Iterator[Finding]:
    empty = [at for at in years if table.rows[row][at].text.strip() in _BLANK]
    if not empty or len(empty) == len(years):
        return
    if _said_otherwise(table, row, years):
        return
    shown = "、".join(table.header[at] for at in empty)
    base = years[0] in empty
    if base and _SUMS.search(name):
        return  # what is added up from the first year on has no figure before it
    if _FALL.search(name) and empty == years[:1]:
        return  # a fall counted from the base year has no figure for it
    yield found(
        "target-without-baseline" if base else "blank-in-table",
        f"{name}：" + "；".join(f"{table.header[at]} {table.rows[row][at].text.strip() or '—'}" for at in years),
        figures=tuple(_figure(document, table, row, at) for at in empty), indicator=name, years=shown,
    )  # fmt: skip


def _said_otherwise(table: PlanTable, row: int, years: list[int]) -> bool:
    """Whether a row says its goal in a column of means or sums (年均、累计), in brackets as a sum, or in words."""
    cells = [cell.text.strip() for cell in table.rows[row]]
    beside = [at for at, title in enumerate(table.header) if at not in years and _OVER_YEARS.search(title)]
    filled = [cells[at] for at in years if cells[at] not in _BLANK]
    in_sum = all(text[:1] in _BRACKETS or not re.search(r"\d", text) for text in filled)
    return in_sum or any(cells[at] not in _BLANK for at in beside)


def _figure(document: Document, table: PlanTable, row: int, column: int) -> Figure:
    """The figure of a cell under its year, with the indicator and the unit of its row."""
    names = [at for at, title in enumerate(table.header) if _NAME.search(title) and "类" not in title]
    units = [at for at, title in enumerate(table.header) if _UNIT.match(title)]
    year, cells = _YEAR.search(table.header[column]), table.rows[row]
    unit = cells[units[0]].text.strip() if units else ""
    cited = cite_cell(document, table, row, column)
    return Figure.printed(cells[names[-1]].text.strip(), year[0] if year else None, cells[column].text, unit, cited)


def _doubled(
    document: Document, table: PlanTable, row: int, labels: tuple[str, str], years: list[int]
) -> Iterator[Finding]:
    name, unit = labels
    texts = [(at, table.rows[row][at].text.strip()) for at in years]
    again = [(at, text) for at, text in texts if unit and len(unit) <= 4 and text.endswith(unit) and text not in _BLANK]
    minus = [(at, text) for at, text in texts if re.match(r"[-－−–]\s*\d", text)]
    if again:
        cited = tuple(_figure(document, table, row, at) for at, _ in again)
        yield found(
            "unit-doubled",
            f"{unit} + {'、'.join(text for _, text in again)}",
            figures=cited,
            indicator=name,
            unit=unit,
        )
    fall = _FALL.search(name)
    if minus and fall:
        cited = tuple(_figure(document, table, row, at) for at, _ in minus)
        sums = "；".join(f"{fall[0]} {text} = 上升 {text.lstrip('-－−– ')}" for _, text in minus)
        yield found("sign-doubled", sums, figures=cited, indicator=name, word=fall[0])


def _structures(line: Line) -> Iterator[Finding]:
    for match in _STRUCTURE.finditer(line.text):
        shares = [Decimal(part) for part in re.split(r"[:：∶]", match["list"])]
        if not _KINDS.search(line.text[max(0, match.start() - 45) : match.start()]) or not 90 <= sum(shares) <= 110:
            continue
        finest = min(int(share.as_tuple().exponent) for share in shares)
        total = sum(
            (Interval.printed(share.quantize(Decimal(1).scaleb(finest))) for share in shares), Interval.exactly(0)
        )
        if not total & Interval.exactly(100):
            summed, mixed = sum(shares, Decimal(0)), len({share.as_tuple().exponent for share in shares}) > 1
            sums = f"{' + '.join(map(str, shares))} = {show(summed)} ≠ 100{'；小数位数不一' if mixed else ''}"
            yield found("shares-do-not-sum", sums, figures=_parts(line, match), what=match["list"], total=show(summed))


def _above_hundred(fig: Fig) -> Iterator[Finding]:
    bounded = fig.target.unit == "%" and _BOUND.search(fig.indicator) and not _NOT_BOUND.search(fig.target.indicator)
    if bounded and fig.is_level and fig.value > 100 and fig.target.grade != "doubtful":
        yield found(
            "share-above-hundred",
            f"{fig.printed} > 100%",
            targets=(fig.target,),
            indicator=fig.target.indicator,
            value=fig.printed,
        )


def _parts(line: Line, match: re.Match[str]) -> tuple[Figure, ...]:
    """The shares of a structure, each at its own place in the sentence."""
    return tuple(
        Figure.printed(
            f"第{place}项", None, part[0], "%", line.cite(match.start() + part.start(), match.start() + part.end())
        )
        for place, part in enumerate(re.finditer(r"\d+(?:\.\d+)?", match["list"]), start=1)
    )
