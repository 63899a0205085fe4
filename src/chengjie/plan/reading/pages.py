"""PDF files with a text layer: where each letter stands and how large it is set; the only file that imports pypdfium2.

Places and sizes are those written in the file, and a font that the file does not bring along is replaced by boxes: no
file reads differently because of the fonts of a machine.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter

import pypdfium2
from pypdfium2 import raw as pdfium

from chengjie.errors import Refusal
from chengjie.plan.reading import boxes
from chengjie.plan.reading.setting import Letter, laid_out

MOST_PAGES = 3_000
FEWEST_CHARACTERS = 20  # a whole file with fewer has no text layer
OBLIQUE = 10  # degrees off the upright; watermarks are set across the page


def _fonts() -> pdfium.FPDF_SYSFONTINFO:
    """What the reader asks about fonts of the machine: every name leads to the font of boxes."""

    def give(_: object, __: object, table: int, buffer: int | None, size: int) -> int:
        whole = boxes.font()
        if table:
            return 0
        if buffer and size >= len(whole):
            ctypes.memmove(buffer, whole, len(whole))
        return len(whole)

    kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    return pdfium.FPDF_SYSFONTINFO(
        version=1,
        MapFont=kinds["MapFont"](lambda *_: 1),
        GetFont=kinds["GetFont"](lambda *_: 1),
        GetFontData=kinds["GetFontData"](give),
        GetFaceName=kinds["GetFaceName"](lambda *_: 0),
        GetFontCharset=kinds["GetFontCharset"](lambda *_: 134),
    )


_FONTS = _fonts()  # kept for as long as the library may ask
pdfium.FPDF_SetSystemFontInfo(_FONTS)


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
        pages = [_letters(document[number]) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise Refusal.of("plan-unreadable", file=file, detail=str(error)[:80]) from error
    finally:
        document.close()
    text = laid_out(pages)
    if len("".join(text.split())) < FEWEST_CHARACTERS:
        raise Refusal.of("plan-scanned", file=file)
    return text


def _letters(page: pypdfium2.PdfPage) -> list[Letter]:
    """Every printed letter of a page, in the coordinates of a reader who has turned the page the way most of it runs."""
    words = page.get_textpage()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    found: list[tuple[int, Letter]] = []
    for number in range(words.count_chars()):
        code = pdfium.FPDFText_GetUnicode(words, number)
        if code < 0x20 or code in {0xFFFE, 0xFFFF} or pdfium.FPDFText_IsGenerated(words, number) == 1:
            continue
        pdfium.FPDFText_GetMatrix(words, number, matrix)
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) if matrix.a or matrix.b else 0.0
        turn = round(angle / 90) % 4
        if abs(angle - round(angle / 90) * 90) > OBLIQUE:
            continue
        pdfium.FPDFText_GetCharOrigin(words, number, x, y)
        pdfium.FPDFText_GetLooseCharBox(words, number, box)
        size = pdfium.FPDFText_GetFontSize(words, number) * math.hypot(matrix.c, matrix.d)
        along, up = _turned(x.value, y.value, turn)
        reach = (box.right - x.value, box.top - y.value, x.value - box.left, y.value - box.bottom)[turn]
        found.append((turn, Letter(along, along + max(reach, 0.0), up, max(size, 1.0), chr(code))))
    return _one_way(found)


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point as somebody sees it who reads along the line; a turn is a quarter of a circle against the clock."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _one_way(letters: list[tuple[int, Letter]]) -> list[Letter]:
    """The letters that run the way most of the page runs; page numbers at the side of a turned table are left out."""
    if not letters:
        return []
    most = Counter(turn for turn, _ in letters).most_common(1)[0][0]
    return [letter for turn, letter in letters if turn == most]
