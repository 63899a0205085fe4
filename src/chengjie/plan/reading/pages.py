"""PDF files with a text layer: lines by position, rows of aligned cells as tables; the only file that imports pypdfium2."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

import pypdfium2

from chengjie.errors import Refusal
from chengjie.plan.reading import headers, numbered

MOST_PAGES = 3_000
FEWEST_CHARACTERS = 20  # a whole file with fewer has no text layer


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words that stand together on a line."""

    left: float
    right: float
    middle: float
    height: float
    text: str


def text_of(data: bytes, *, file: str) -> str:
    """The text as plain text prints it: a table's cells one a line behind a tab. Refuses `plan-password`, `plan-scanned`."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Refusal.of("plan-password", file=file) from error
        raise Refusal.of("plan-unreadable", file=file, detail=str(error)[:80]) from error
    try:
        if len(document) > MOST_PAGES:
            raise Refusal.of("plan-too-large", file=file, limit=f"{MOST_PAGES:,} 页")
        pages = [_lines(_pieces(document[number])) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise Refusal.of("plan-unreadable", file=file, detail=str(error)[:80]) from error
    finally:
        document.close()
    edge = _edge(pages)
    text = "\n\f\n".join("\n".join(_laid_out(lines, edge)) for lines in pages)
    if len("".join(text.split())) < FEWEST_CHARACTERS:
        raise Refusal.of("plan-scanned", file=file)
    return text


def _pieces(page: pypdfium2.PdfPage) -> list[_Piece]:
    words = page.get_textpage()
    pieces = []
    for number in range(words.count_rects()):
        left, bottom, right, top = words.get_rect(number)
        text = words.get_text_bounded(left, bottom, right, top).replace("\r", "").replace("\n", "").strip("\x02\ufffe")
        if text.strip():
            pieces.append(_Piece(left, right, (top + bottom) / 2, max(top - bottom, 1.0), text))
    return pieces


def _edge(pages: list[list[list[_Piece]]]) -> float | None:
    """Where lines begin that go on from the line above; None where a text is not set in indented paragraphs."""
    lefts = sorted(line[0].left for lines in pages for line in lines if len(line) == 1)
    if len(lefts) < 8:
        return None
    height = statistics.median(line[0].height for lines in pages for line in lines)
    edge = statistics.median(lefts[: max(4, len(lefts) // 2)])
    indented = sum(1.2 * height < left - edge < 3.2 * height for left in lefts)
    return edge if 0.05 * len(lefts) < indented else None


def _lines(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Pieces on one height, from left to right, those that touch put together."""
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda each: -each.middle):
        if lines and abs(lines[-1][0].middle - piece.middle) < 0.5 * max(lines[-1][0].height, piece.height):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [_joined(sorted(line, key=lambda each: each.left)) for line in lines]


def _joined(line: list[_Piece]) -> list[_Piece]:
    joined = [line[0]]
    for piece in line[1:]:
        last = joined[-1]
        if piece.left - last.right < 0.9 * max(last.height, piece.height):
            joined[-1] = _Piece(
                last.left, piece.right, last.middle, max(last.height, piece.height), last.text + piece.text
            )
        else:
            joined.append(piece)
    return joined


def _laid_out(lines: list[list[_Piece]], edge: float | None) -> list[str]:
    """Lines as text; runs of at least two lines with several pieces become rows of cells, columns by their left edges."""
    out: list[str] = []
    place = 0
    while place < len(lines):
        if broken := _broken_table(lines, place):
            out += ["  ".join(piece.text for piece in line) for line in lines[place : place + broken]]
            place += broken
            continue
        end = place
        while end < len(lines) and len(lines[end]) > 1:
            end += 1
        if end - place >= 2:
            out += ["", *_rows(lines[place:end]), ""]
            place = end
        else:
            indented = _is_indented(lines[place][0], edge)
            out.append(("\u3000\u3000" if indented else "") + "  ".join(piece.text for piece in lines[place]))
            place += 1
    return out


def _broken_table(lines: list[list[_Piece]], start: int) -> int:
    """How many lines from here are an indicator table some of whose cells stand on several lines; 0 where none begins."""
    if not headers.is_header_line("  ".join(piece.text for piece in lines[start])):
        return 0
    texts = [(place, "  ".join(piece.text for piece in line)) for place, line in enumerate(lines[start : start + 200])]
    table = numbered.find(texts, 0)
    return table[1] if table and any(len(line) < 3 for line in lines[start : start + table[1]]) else 0


def _is_indented(piece: _Piece, edge: float | None) -> bool:
    return edge is not None and 1.2 * piece.height < piece.left - edge < 3.2 * piece.height


def _rows(lines: list[list[_Piece]]) -> list[str]:
    edges: list[float] = []
    for piece in sorted((piece for line in lines for piece in line), key=lambda each: each.left):
        if not edges or piece.left - edges[-1] > 1.5 * piece.height:
            edges.append(piece.left)
    out: list[str] = []
    for line in lines:
        cells = [""] * len(edges)
        for piece in line:
            column = max(number for number, edge in enumerate(edges) if piece.left >= edge - 1)
            cells[column] += piece.text
        out += [*(f"\t{cell}" for cell in cells), ""]
    return out
