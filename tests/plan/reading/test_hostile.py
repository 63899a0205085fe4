"""Files that would harm, and files that cannot be plans: each refused with its code, at once."""

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from chengjie.errors import Refusal
from chengjie.plan.claims import Reading
from chengjie.plan.read import read
from chengjie.plan.reading import read_document


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def word(body: str, head: str = "") -> bytes:
    xml = f'{head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": xml.encode()})


def pdf(text: str = "", *, password: str = "") -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password) if password else None)
    canvas.drawString(50, 700, text)
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: word("<w:p/>", ENTITY), "plan-unreadable"),
        (lambda: zipped({"word/document.xml": b" " * 80_000_000}), "plan-zip-bomb"),
        (lambda: zipped({f"m{n}": b"" for n in range(5001)}), "plan-zip-bomb"),
        (lambda: zipped({"../../evil": b"x", "word/document.xml": b"<x/>"}), "plan-unreadable"),
        (lambda: zipped({"a.txt": b"x"}), "plan-form-unsupported"),
        (lambda: word("<w:p>" * 220 + "</w:p>" * 220), "plan-nested"),
        (lambda: word("<w:p></w:p>"), "plan-empty"),
        (lambda: b"<html><body>" + b"<div>" * 400 + b"x" + b"</div>" * 400, "plan-nested"),
        (lambda: b"<html><body></body></html>", "plan-empty"),
        (lambda: LOCKED, "plan-password"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "plan-form-unsupported"),
        (pdf, "plan-scanned"),
        (lambda: pdf("locked up tight with a password", password="geheim"), "plan-password"),
        (lambda: b"%PDF-1.7\nbroken", "plan-unreadable"),
        (lambda: zipped({"xl/workbook.xml": b"<broken"}), "plan-unreadable"),
        (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "plan-form-unsupported"),
        (lambda: "规划".encode("utf-16-le") * 3 + b"\x00" * 5000, "plan-binary"),
    ],
)
def test_it_is_refused(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(make(), name="a.bin")
    assert refused.value.faults[0].code == code


def test_a_file_over_the_bound_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chengjie.plan.reading.opening.LARGEST", 10)
    path = tmp_path / "big.txt"
    path.write_bytes(b"x" * 11)
    for source in (path, b"x" * 11):
        with pytest.raises(Refusal, match="plan-too-large"):
            read(source)


def test_a_pdf_or_text_with_too_much_in_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chengjie.plan.reading.opening.MOST_CHARACTERS", 30)
    monkeypatch.setattr("chengjie.plan.reading.pages.MOST_PAGES", 0)
    for data in (b"x" * 31, pdf("a text layer of more than twenty characters")):
        with pytest.raises(Refusal, match="plan-too-large"):
            read(data, name="a")


def test_a_workbook_with_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chengjie.plan.reading.workbook.MOST_CELLS", 3)
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["a", "b", "c", "d"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Refusal, match="plan-too-large"):
        read(out.getvalue(), name="a.xlsx")


def test_a_formula_is_read_as_what_it_showed_and_never_run() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["指标", "2025年"])
    book.active.append(['=HYPERLINK("http://elsewhere.example")', "=1+1"])
    out = io.BytesIO()
    book.save(out)
    assert isinstance(read(out.getvalue(), name="a.xlsx"), Reading)


def test_a_lying_name_does_not_matter() -> None:
    document = docx.Document()
    document.add_paragraph("到2030年，森林覆盖率达到60%。")
    out = io.BytesIO()
    document.save(out)
    assert read(out.getvalue(), name="plan.txt").document.format == "docx"


def test_what_was_deleted_in_word_is_not_read() -> None:
    body = "<w:p><w:r><w:t>到2030年，森林覆盖率达到</w:t></w:r><w:del><w:r><w:delText>50</w:delText></w:r></w:del><w:ins><w:r><w:t>60</w:t></w:r></w:ins><w:r><w:t>%。</w:t></w:r></w:p>"
    assert read(word(body), name="a.docx").document.paragraphs[0].text == "到2030年，森林覆盖率达到60%。"


SEEDS = [
    "一、目标\n\n到2025年，地区生产总值达到1.8万亿元，年均增长8%。\n\n\t指标\n\t单位\n\t2025年\n\n\t产值\n\t亿元\n\t5\n".encode(),
    b"<html><body><table><tr><td rowspan=9>1<td colspan=99999>2</table><p>2025</body>",
    word(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='3'/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    ),
    pdf("to 2025 the area of forest 60 % of all"),
    "# 一、目标\n\n| 指标 | 2025年 |\n|---|---|\n| 产值 | 5 |\n".encode(),
]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=8),
    st.integers(0, 3),
    st.sampled_from(["a.txt", "a.md", "a.pdf", "a.docx", "a"]),
)
def test_a_damaged_file_is_read_or_refused_and_never_anything_else(
    seed: bytes, flips: list[tuple[int, int]], cut: int, name: str
) -> None:
    data = bytearray(seed)
    for place, value in flips:
        data[place % len(data)] = value
    mangled = bytes(data[: len(data) * (4 - cut) // 4]) * (1 + cut)
    codes = ["plan-"]
    try:
        assert isinstance(read(mangled, name=name), Reading)
    except Refusal as refusal:
        codes = [fault.code for fault in refusal.faults]
    assert all(code.startswith("plan-") for code in codes)


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from(
            "一二三十百万亿0123456789.,%年到达增长分别、和至-（）(。；，：\t\n占比由从第专栏附件表|A"
        ),
        max_size=300,
    )
)
def test_no_text_whatever_breaks_the_grammar(text: str) -> None:
    try:
        reading = read(text.encode(), name="a.txt")
    except Refusal:
        return
    paragraphs = {paragraph.id: paragraph for paragraph in reading.document.paragraphs}
    for claim in reading.claims:
        cited = claim.citation
        if cited.paragraph in paragraphs:
            assert paragraphs[cited.paragraph].text[cited.start : cited.end] == cited.text


@pytest.mark.parametrize(
    "line",
    [
        "序号 指标 单位 2020年 2025年 属性\n",
        "指标\n单位\n2025年\n属性\n",
        "指标\n单位\n2025年\n1\n甲\n",
        "序号\n指标\n单位\n2025年\n1\n甲\n个\n2\n2\n乙\n个\n3\n",
        "序 号 " * 30 + "\n",
        "指标 单位 2025年\n\n\n\n甲 个 3\n乙 个 4\n",
        "指标\t单位\t2025年\n\n\n\n",
        "|||||\n",
        "类别 序号 指标 单位 属性\n1 甲 个 2 预期性\n",
    ],
)
def test_lines_that_promise_tables_are_read_in_a_time_that_grows_with_their_number(line: str) -> None:
    """By seconds of the processor, the least of three: neighbours only ever add to them."""

    def took(count: int) -> float:
        began = time.process_time()
        read_document((line * (count // line.count("\n"))).encode(), name="a.txt")
        return time.process_time() - began

    few, many = (min(took(count) for _ in range(3)) for count in (2_000, 8_000))
    assert many < 12 * few + 0.5
