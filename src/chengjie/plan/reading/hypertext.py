"""HTML into paragraphs and tables; navigation, scripts and other furniture of the page are left out."""

from __future__ import annotations

import re

from chengjie.plan.reading import markup, spans
from chengjie.plan.reading.raw import RawBlock, RawParagraph, RawTable

_SKIP = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "nav",
    "svg",
    "button",
    "select",
    "textarea",
    "iframe",
    "object",
    "footer",
}
_BLOCK = {"p", "div", "section", "article", "main", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dd", "dt", "dl", "pre", "header", "aside", "figure", "figcaption", "center", "body", "html", "form", "td", "th", "tr", "caption"}  # fmt: skip


def blocks(text: str, *, file: str) -> tuple[RawBlock, ...]:
    """The blocks of a page in reading order."""
    found: list[RawBlock] = []
    pending: list[str] = []

    def flush() -> None:
        for line in "".join(pending).split("\n"):
            bare = re.sub(r"[ \t\r\f\u00a0]+", " ", line).strip()
            if bare:
                found.append(RawParagraph(bare))
        pending.clear()

    def walk(element: markup.Element) -> None:
        name = markup.local(element)
        if name in _SKIP or not name:
            return
        if name == "table":
            flush()
            found.extend(_table(element))
            return
        if name == "br":
            pending.append("\n")
        block = name in _BLOCK
        if block:
            flush()
        pending.append((element.text or "").replace("\n", " "))
        for child in element:
            walk(child)
            pending.append((child.tail or "").replace("\n", " "))
        if block:
            flush()

    walk(markup.html(text, file=file))
    flush()
    return tuple(found)


def _table(element: markup.Element) -> list[RawBlock]:
    rows = [
        [_cell(cell) for cell in row if markup.local(cell) in {"td", "th"}]
        for row in element.iter("tr")
        if _owner(row) is element
    ]
    laid = spans.grid([row for row in rows if row])
    caption = [RawParagraph(text) for each in element.iter("caption") if (text := _text(each).strip())]
    if not laid:
        return list(caption)
    if max(len(row) for row in laid) == 1:
        parts = [part.strip() for row in laid for part in row[0].split("\n") if part.strip()]
        return [*caption, RawTable(tuple((part,) for part in parts))] if parts else list(caption)
    return [*caption, RawTable(tuple(tuple(cell.replace("\n", "") for cell in row) for row in laid))]


def _owner(row: markup.Element) -> markup.Element | None:
    above = row.getparent()
    while above is not None and markup.local(above) != "table":
        above = above.getparent()
    return above


def _cell(cell: markup.Element) -> spans.Cell:
    return spans.Cell(_text(cell).strip(), _span(cell.get("rowspan")), _span(cell.get("colspan")))


def _span(written: str | None) -> int:
    return max(1, min(int(written), 1000)) if written and written.isdigit() else 1


def _text(element: markup.Element) -> str:
    """The words of a cell; its paragraphs and breaks are parted by a new line."""
    parts: list[str] = []

    def walk(node: markup.Element) -> None:
        name = markup.local(node)
        if not name or name in _SKIP:
            return
        if name in {"br", "p", "div", "li"} and parts and parts[-1] != "\n":
            parts.append("\n")
        parts.append(re.sub(r"\s+", " ", node.text or ""))
        for child in node:
            walk(child)
            parts.append(re.sub(r"\s+", " ", child.tail or ""))

    walk(element)
    return "".join(parts)
