"""Parts against totals: the column of a table against its row of totals (合计)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from chengjie.plan.document import Document, Paragraph, PlanTable
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground, cite, cite_cell
from chengjie.plan.lint.interval import Interval, show

_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|共\s*计)$")
_NO_SUM = re.compile(r"率|比|均|序号|编号|年份|年度|排名|%")
_SMALL = re.compile(r"小\s*计")
_POINTS = re.compile(r"（(?P<points>\d+(?:\.\d+)?)分）")
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
