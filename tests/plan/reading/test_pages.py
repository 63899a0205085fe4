"""PDF pages: letters by their own places, whatever fonts the machine has."""

import io
import struct

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from chengjie.plan.reading import boxes, pages

SENTENCE = "到2025年地区生产总值达到18000亿元，高新技术企业达到1300家"


def drawn(turn: int = 0, watermark: bool = False, cell: str = "") -> bytes:
    """A page of one sentence whose font is not in the file."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4))
    canvas.translate(400, 300)
    canvas.rotate(turn)
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(-200, 0, SENTENCE)
    canvas.drawString(-200, -30, cell)
    if watermark:
        canvas.rotate(45)
        canvas.drawString(-50, 0, "内部资料")
    canvas.save()
    return out.getvalue()


def test_a_page_turned_on_its_side_reads_along_its_lines() -> None:
    for turn in (0, 90, 180, 270):
        assert pages.text_of(drawn(turn), file="x.pdf").strip() == SENTENCE


def test_a_watermark_across_the_page_is_no_text() -> None:
    assert pages.text_of(drawn(watermark=True), file="x.pdf").strip() == SENTENCE


def test_a_letter_alone_is_kept_though_its_font_is_not_in_the_file() -> None:
    assert pages.text_of(drawn(cell="家"), file="x.pdf").split() == [SENTENCE, "家"]


def test_the_font_of_boxes_has_a_checksum_on_each_table() -> None:
    whole = boxes.font()
    count = struct.unpack_from(">H", whole, 4)[0]
    for entry in range(count):
        _, total, start, length = struct.unpack_from(">4sLLL", whole, 12 + 16 * entry)
        table = whole[start : start + length] + b"\0" * (-length % 4)
        assert sum(struct.unpack(f">{len(table) // 4}L", table)) & 0xFFFFFFFF == total
