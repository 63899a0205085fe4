"""Parts against totals: the column of a table against its row of totals (合计)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from chengjie.plan.document import Document, Paragraph, PlanTable
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Fig, Ground, cite, cite_cell
from chengjie.plan.lint.interval import Interval, show
from chengjie.plan.targets.numerals import number

_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|共\s*计)$")
_NO_SUM = re.compile(r"率|比|均|序号|编号|年份|年度|排名|%")
_SMALL = re.compile(r"小\s*计")
_POINTS = re.compile(r"（(?P<points>\d+(?:\.\d+)?)分）")
_OF_SO_MANY = re.compile(
    r"([二两三四五六七八九十]|\d{1,2})(?:大|个|类|条|项)[\u4e00-\u9fff]{1,12}?(?:总|合计|共计)[\u4e00-\u9fff]{0,6}(?:达到?|为|共)?$"
)
_AMONG = re.compile(r"[\u4e00-\u9fff]{1,12}中[，,](?!有|已|新)")
_OPEN = re.compile("等|其余|其他|有的|分别|包括|之外")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def sums(ground: Ground) -> Iterator[Finding]:
    """Columns whose figures do not add up to the total that stands in their row of totals."""
    for reading in ground.readings:
        for table in reading.document.tables:
            totals = [
                row for row, cells in enumerate(table.rows) if any(_TOTAL.match(cell.text.strip()) for cell in cells)
            ]
            subtotals = any(_SMALL.search(cell.text) for cells in table.rows for cell in cells)
            if len(totals) == 1 and not subtotals and totals[0] in {0, len(table.rows) - 1}:
                yield from _columns(reading.document, table, totals[0])
        yield from _points(reading.document)
    yield from _told(ground)


def _columns(document: Document, table: PlanTable, total: int) -> Iterator[Finding]:
    for column in range(1, len(table.header)):
        if _NO_SUM.search(table.header[column]):
            continue
        stated = table.rows[total][column].text.strip()
        parts = [cells[column] for row, cells in enumerate(table.rows) if row != total]
        texts = [cell.text.strip() for cell in parts]
        whole = (
            len(texts) >= 2
            and not any(cell.merged for cell in parts)
            and all(_NUMBER.fullmatch(text) for text in [stated, *texts])
        )
        if not whole:
            continue
        values = [Decimal(text) for text in texts]
        span = sum((Interval.printed(value) for value in values), Interval.exactly(0))
        if not span & Interval.printed(Decimal(stated)):
            listed = show(sum(values, Decimal(0)))
            cited = (cite_cell(document, table, total, column),)
            yield found(
                "parts-do-not-sum", f"{' + '.join(texts)} = {listed} ≠ {stated}", citations=cited,
                what=table.header[column] or table.caption or table.id, listed=listed, stated=stated,
            )  # fmt: skip


def _told(ground: Ground) -> Iterator[Finding]:
    """Totals in running text against the parts told before them: 甲产值3亿元，乙产值2亿元，两大产业总产值6亿元."""
    here: dict[tuple[int, str], list[Fig]] = defaultdict(list)
    for fig in ground.figures:
        if not fig.in_table:
            here[fig.document, fig.target.citation.paragraph].append(fig)
    for figs in here.values():
        yield from _shared_out(figs)
        for place, total in enumerate(figs):
            count = _count(total)
            parts = figs[max(0, place - count) : place] if count else []
            if len(parts) == count > 1 and all(_is_part(part, total) for part in parts):
                yield from _against(total, parts)


def _shared_out(figs: list[Fig]) -> Iterator[Finding]:
    """A number of things against the kinds that its sentence shares it out to: 45个集群中，甲13个、乙32个."""
    for place, total in enumerate(figs):
        cited = total.target.citation
        behind = cited.text[cited.mark_end - cited.start :]
        parts = [fig for fig in figs[place + 1 :] if fig.target.citation.start == cited.start]
        alike = all(fig.target.unit == total.target.unit and fig.target.comparator == "=" for fig in parts)
        if _AMONG.match(behind) and len(parts) > 1 and alike and not _OPEN.search(behind):
            yield from _against(total, parts)


def _count(total: Fig) -> int:
    """Of how many the words before a figure say that it is the total; 0 where they say none."""
    cited = total.target.citation
    found_count = _OF_SO_MANY.search(cited.text[: max(0, cited.mark_start - cited.start)])
    return int(number(found_count[1])) if found_count else 0


def _is_part(part: Fig, total: Fig) -> bool:
    same = (part.year, part.dimension, part.place) == (total.year, total.dimension, total.place)
    return (
        same and part.target.comparator == total.target.comparator == "=" and not _NO_SUM.search(part.target.indicator)
    )


def _against(total: Fig, parts: list[Fig]) -> Iterator[Finding]:
    if sum((part.span for part in parts), Interval.exactly(0)) & total.span:
        return
    listed = show(sum((part.value * part.factor for part in parts), Decimal(0)) / total.factor)
    yield found(
        "parts-do-not-sum", f"{' + '.join(part.printed for part in parts)} = {listed} ≠ {total.printed}",
        targets=tuple(each.target for each in (total, *parts)),
        what=total.target.indicator, listed=listed, stated=total.printed,
    )  # fmt: skip


def _points(document: Document) -> Iterator[Finding]:
    """The points of an assessment's headings (（25分）) against the points of what stands under them."""
    given: dict[str, list[tuple[Decimal, Paragraph, re.Match[str]]]] = defaultdict(list)
    for paragraph in document.paragraphs:
        given[paragraph.section].extend(
            (Decimal(match["points"]), paragraph, match) for match in _POINTS.finditer(paragraph.text)
        )
    children: dict[str, list[str]] = defaultdict(list)
    for section in document.sections:
        children[section.parent].append(section.id)
    for section in document.sections:
        stated, below = given[section.id], [given[child] for child in children[section.id]]
        if len(stated) != 1 or not below or any(len(each) != 1 for each in below):
            continue
        points, paragraph, match = stated[0]
        parts = [each[0][0] for each in below]
        if sum(parts) != points:
            sums_up = f"{' + '.join(map(str, parts))} = {sum(parts)} ≠ {points}"
            cited = (cite(document, paragraph, 0, paragraph.text, match.span()),)
            yield found(
                "parts-do-not-sum", sums_up, citations=cited, what=section.title, listed=sum(parts), stated=points
            )
