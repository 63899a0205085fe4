"""Word files (.docx) into paragraphs and tables: merged cells, text boxes, what was deleted left out."""

from __future__ import annotations

from collections.abc import Iterator

from chengjie.plan.reading import container, markup, spans
from chengjie.plan.reading.raw import RawBlock, RawParagraph, RawTable

_PASS = {"sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo", "body"}


def blocks(data: bytes, *, file: str) -> tuple[RawBlock, ...]:
    """The blocks of the main text in reading order."""
    root = markup.xml(container.read(data, "word/document.xml", file=file), file=file)
    body = next((child for child in root if markup.local(child) == "body"), root)
    return tuple(_children(body))


def _children(element: markup.Element) -> Iterator[RawBlock]:
    for child in element:
        name = markup.local(child)
        if name == "p":
            text = _text(child)
            yield from (RawParagraph(line.strip(), heading=_level(child)) for line in text.split("\n") if line.strip())
            for box in child.iter():
                if markup.local(box) == "txbxContent" and not any(
                    markup.local(above) == "Fallback" for above in box.iterancestors()
                ):
                    yield from _children(box)
        elif name == "tbl":
            yield from _table(child)
        elif name in _PASS:
            yield from _children(child)


def _text(paragraph: markup.Element) -> str:
    """The words of a paragraph: runs, tabs and breaks; deleted words, field codes and text boxes are not its own."""
    parts: list[str] = []

    def walk(element: markup.Element) -> None:
        for child in element:
            name = markup.local(child)
            if name == "t":
                parts.append(child.text or "")
            elif name in {"br", "cr"}:
                parts.append("\n")
            elif name == "tab":
                parts.append(" ")
            elif name == "noBreakHyphen":
                parts.append("-")
            elif name not in {"del", "moveFrom", "instrText", "txbxContent", "pPr", "rPr", "AlternateContent", "pict"}:
                walk(child)

    walk(paragraph)
    return "".join(parts)


def _level(paragraph: markup.Element) -> int | None:
    for element in paragraph.iter():
        if markup.local(element) == "outlineLvl":
            value = next((each for key, each in element.attrib.items() if str(key).endswith("val")), "")
            return int(str(value)) + 1 if str(value).isdigit() and int(str(value)) < 9 else None
    return None


def _table(table: markup.Element) -> Iterator[RawBlock]:
    rows: list[list[spans.Cell]] = []
    for row in table:
        if markup.local(row) != "tr":
            continue
        rows.append([_cell(cell) for cell in _cells(row)])
    laid = spans.grid([row for row in rows if row])
    if not laid:
        return
    if max(len(row) for row in laid) == 1:
        parts = [part.strip() for row in laid for part in row[0].split("\n") if part.strip()]
        if parts:
            yield RawTable(tuple((part,) for part in parts))
        return
    yield RawTable(tuple(tuple(cell.replace("\n", "") for cell in row) for row in laid))


def _cells(row: markup.Element) -> Iterator[markup.Element]:
    for child in row:
        if markup.local(child) == "tc":
            yield child
        elif markup.local(child) in {"sdt", "sdtContent"}:
            yield from _cells(child)


def _cell(cell: markup.Element) -> spans.Cell:
    columns, covered = 1, False
    for element in cell.iter():
        name = markup.local(element)
        value = next((str(each) for key, each in element.attrib.items() if str(key).endswith("val")), "")
        if name == "gridSpan" and value.isdigit():
            columns = max(1, int(value))
        elif name == "vMerge" and value != "restart":
            covered = True
        elif name in {"p", "tbl"}:
            break
    paragraphs = (_text(element) for element in cell.iter() if markup.local(element) == "p")
    words = "\n".join(text.strip() for text in paragraphs if text.strip())
    return spans.Cell("" if covered else words, columns=columns)
