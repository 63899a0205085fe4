"""Letters on a page put back into lines, paragraphs and rows of aligned cells."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, replace

from chengjie.plan.reading import headers, numbered

GAP = 0.4  # of a letter's height: wider stands apart, in another column or cell
SPACED_GAP = 0.9  # the same where a space is written between
WORD = 0.15  # of a letter's height: wider between two Latin letters is a space between words


@dataclass(frozen=True, slots=True)
class Letter:
    """A printed letter, or several that stand together: from where to where, on which line, how large (points)."""

    left: float
    right: float
    line: float
    height: float
    text: str


def laid_out(pages: list[list[Letter]]) -> str:
    """Pages of letters as plain text: a table's cells one a line behind a tab, pages apart by a form feed.

    >>> laid_out([[Letter(10, 20, 700, 10, "规"), Letter(20, 30, 700, 10, "划"), Letter(10, 20, 680, 10, "一")]])
    '规划\\n一'
    """
    lines = [_lines(letters) for letters in pages]
    edge = _edge(lines)
    return "\n\f\n".join("\n".join(_page(page, edge)) for page in lines)


def _lines(letters: list[Letter]) -> list[list[Letter]]:
    """Letters on one line, from left to right, those that touch put together."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda each: -each.line):
        if lines and abs(lines[-1][0].line - letter.line) < 0.5 * max(lines[-1][0].height, letter.height):
            lines[-1].append(letter)
        elif not letter.text.isspace():
            lines.append([letter])
    return [_joined(sorted(line, key=lambda each: each.left)) for line in lines]


def _joined(line: list[Letter]) -> list[Letter]:
    joined: list[Letter] = []
    spaced = False
    for letter in line:
        if letter.text.isspace():
            spaced = bool(joined)
            continue
        if joined and _touches(joined[-1], letter, spaced=spaced):
            last = joined[-1]
            between = " " if spaced or _is_between_words(last, letter) else ""
            joined[-1] = replace(
                last,
                right=max(last.right, letter.right),
                height=max(last.height, letter.height),
                text=last.text + between + letter.text,
            )
        else:
            joined.append(letter)
        spaced = False
    return joined


def _touches(last: Letter, letter: Letter, *, spaced: bool) -> bool:
    return letter.left - last.right < (SPACED_GAP if spaced else GAP) * max(last.height, letter.height)


def _is_between_words(last: Letter, letter: Letter) -> bool:
    latin = last.text[-1].isascii() and last.text[-1].isalnum() and letter.text.isascii() and letter.text.isalnum()
    return latin and letter.left - last.right > WORD * letter.height


def _edge(pages: list[list[list[Letter]]]) -> float | None:
    """Where lines begin that go on from the line above; None where a text is not set in indented paragraphs."""
    lefts = sorted(line[0].left for lines in pages for line in lines if len(line) == 1)
    if len(lefts) < 8:
        return None
    height = statistics.median(line[0].height for lines in pages for line in lines)
    edge = statistics.median(lefts[: max(4, len(lefts) // 2)])
    indented = sum(1.2 * height < left - edge < 3.2 * height for left in lefts)
    return edge if 0.05 * len(lefts) < indented else None


def _page(lines: list[list[Letter]], edge: float | None) -> list[str]:
    """Lines as text; runs of at least two lines with several letters become rows of cells, columns by their left edges."""
    out: list[str] = []
    place = 0
    while place < len(lines):
        if broken := _broken_table(lines, place):
            out += ["  ".join(letter.text for letter in line) for line in lines[place : place + broken]]
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
            out.append(("\u3000\u3000" if indented else "") + "  ".join(letter.text for letter in lines[place]))
            place += 1
    return out


def _broken_table(lines: list[list[Letter]], start: int) -> int:
    """How many lines from here are an indicator table some of whose cells stand on several lines; 0 where none begins."""
    if not headers.is_header_line("  ".join(letter.text for letter in lines[start])):
        return 0
    texts = [
        (place, "  ".join(letter.text for letter in line)) for place, line in enumerate(lines[start : start + 200])
    ]
    table = numbered.find(texts, 0)
    return table[1] if table and any(len(line) < 3 for line in lines[start : start + table[1]]) else 0


def _is_indented(letter: Letter, edge: float | None) -> bool:
    return edge is not None and 1.2 * letter.height < letter.left - edge < 3.2 * letter.height


def _rows(lines: list[list[Letter]]) -> list[str]:
    edges: list[float] = []
    for letter in sorted((letter for line in lines for letter in line), key=lambda each: each.left):
        if not edges or letter.left - edges[-1] > 1.5 * letter.height:
            edges.append(letter.left)
    out: list[str] = []
    for line in lines:
        cells = [""] * len(edges)
        for letter in line:
            column = max(number for number, edge in enumerate(edges) if letter.left >= edge - 1)
            cells[column] += letter.text
        out += [*(f"\t{cell}" for cell in cells), ""]
    return out
