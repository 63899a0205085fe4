"""A document written in every other format, so that the readers can be held against plain text."""

from __future__ import annotations

import html
import io
from pathlib import Path

import docx
import openpyxl
from reportlab.lib.pagesizes import A3
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from chengjie.plan.reading import plain
from chengjie.plan.reading.raw import RawBlock, RawParagraph, RawTable


def blocks_of(path: Path) -> tuple[RawBlock, ...]:
    """The paragraphs and tables of a plain text, as a writer of another format would have them."""
    return plain.blocks(path.read_text(encoding="utf-8"))[0]


def _is_box(block: RawTable) -> bool:
    return all(len(row) == 1 for row in block.rows)


def _lines(block: RawTable) -> list[str]:
    return [*(row[0] for row in block.rows), *(paragraph.text for paragraph in block.after)]


def as_markdown(blocks: tuple[RawBlock, ...]) -> bytes:
    out: list[str] = []
    for block in blocks:
        if isinstance(block, RawParagraph):
            out.append(block.text.replace("*", "\\*").replace("_", "\\_"))
        elif _is_box(block):
            out.append("\n".join(f"> {line}" for line in _lines(block)))
        else:
            rows = ["| " + " | ".join(row) + " |" for row in block.rows]
            out.append("\n".join([rows[0], "|" + " --- |" * len(block.rows[0]), *rows[1:]]))
    return "\n\n".join(out).encode()


def as_html(blocks: tuple[RawBlock, ...]) -> bytes:
    out = ["<!doctype html><html><head><title>x</title><style>p{}</style></head><body><nav>菜单</nav>"]
    for block in blocks:
        if isinstance(block, RawParagraph):
            out.append(f"<p>{html.escape(block.text)}</p>")
        elif _is_box(block):
            out.append(
                "<table><tr><td>"
                + "".join(f"<p>{html.escape(line)}</p>" for line in _lines(block))
                + "</td></tr></table>"
            )
        else:
            out.append("<table>" + "".join(_spanned(block.rows)) + "</table>")
    return "".join([*out, "<script>1</script></body></html>"]).encode()


def _spanned(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    """The first column's empty cells are merged into the one above."""
    out = []
    for number, row in enumerate(rows):
        reach = 1
        while number + reach < len(rows) and rows[number + reach][0] == "":
            reach += 1
        first = "" if row[0] == "" and number else f'<td rowspan="{reach}">{html.escape(row[0])}</td>'
        out.append("<tr>" + first + "".join(f"<td>{html.escape(cell)}</td>" for cell in row[1:]) + "</tr>")
    return out


def as_docx(blocks: tuple[RawBlock, ...]) -> bytes:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, RawParagraph):
            document.add_paragraph(block.text)
        elif _is_box(block):
            cell = document.add_table(1, 1).cell(0, 0)
            lines = _lines(block)
            cell.text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)
        else:
            table = document.add_table(len(block.rows), len(block.rows[0]))
            for number, row in enumerate(block.rows):
                for column, text in enumerate(row):
                    table.cell(number, column).text = text
            for number in range(2, len(block.rows)):
                if block.rows[number][0] == "":
                    table.cell(number - 1, 0).merge(table.cell(number, 0))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(blocks: tuple[RawBlock, ...]) -> bytes:
    """The tables only, each on its own sheet under its caption."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    for place, block in enumerate(blocks):
        if isinstance(block, RawTable) and not _is_box(block):
            sheet = book.create_sheet()
            before = blocks[place - 1]
            sheet.append([before.text if isinstance(before, RawParagraph) else ""])
            sheet.append([])
            for row in block.rows:
                sheet.append(list(row))
            start = 3
            for number in range(1, len(block.rows)):
                if block.rows[number][0] == "" and (number + 1 == len(block.rows) or block.rows[number + 1][0] != ""):
                    first = max(line for line in range(number) if block.rows[line][0] != "")
                    sheet.merge_cells(start_row=start + first, end_row=start + number, start_column=1, end_column=1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_pdf(blocks: tuple[RawBlock, ...]) -> bytes:
    """Paragraphs indented by two characters and broken at the margin, tables by columns, numbered pages."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A3)
    width, height, size, edge = A3[0], A3[1], 11, 50
    place, number = height - edge, 1

    def line(text: str, left: float, points: float = size) -> None:
        nonlocal place, number
        if place < 2 * edge:
            canvas.drawString(width / 2, edge / 2, f"— {number} —")
            canvas.showPage()
            place, number = height - edge, number + 1
        canvas.setFont("STSong-Light", points)
        canvas.drawString(left, place, text)

    per_line = int((width - 2 * edge) / size)
    for block in blocks:
        if isinstance(block, RawTable) and not _is_box(block):
            wide = [max(len(row[column]) for row in block.rows) + 2 for column in range(len(block.rows[0]))]
            step = min(size, (width - 2 * edge) / sum(wide))
            for row in block.rows:
                for column, text in enumerate(row):
                    line(text, edge + sum(wide[:column]) * step, points=step)
                place -= 1.8 * size
            continue
        for text in [block.text] if isinstance(block, RawParagraph) else _lines(block):
            first, rest = text[: per_line - 2], text[per_line - 2 :]
            line(first, edge + 2 * size)
            place -= 1.6 * size
            while rest:
                line(rest[:per_line], edge)
                rest = rest[per_line:]
                place -= 1.6 * size
    canvas.save()
    return out.getvalue()
