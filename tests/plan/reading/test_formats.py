"""The same content gives the same tree and the same claims, whatever the format."""

import importlib.util
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from chengjie.plan.claims import Target
from chengjie.plan.document import Document, Paragraph
from chengjie.plan.read import read
from chengjie.plan.reading.raw import RawBlock

_SPEC = importlib.util.spec_from_file_location("formats", Path(__file__).with_name("formats.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
formats = importlib.util.module_from_spec(_SPEC)
sys.modules["formats"] = formats
_SPEC.loader.exec_module(formats)

Writer = Callable[[tuple[RawBlock, ...]], bytes]


def sections(document: Document) -> list[tuple[str, str]]:
    return [(section.id, section.title) for section in document.sections]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[tuple[tuple[str, ...], list[list[tuple[str, str, bool]]]]]:
    return [
        (table.header, [[(cell.raw, cell.text, cell.merged) for cell in row] for row in table.rows])
        for table in document.tables
    ]


def figures(path_or_bytes: Path | bytes, name: str) -> list[tuple[object, ...]]:
    reading = read(path_or_bytes, name=name)
    return [
        (claim.indicator, claim.place, claim.period, claim.comparator, claim.value, claim.unit, claim.role)
        for claim in reading.claims
        if isinstance(claim, Target)
    ]


@pytest.mark.parametrize("plan", ["s1", "s2"])
@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_tree_and_claims_are_those_of_the_plain_text(shared: Path, plan: str, ending: str) -> None:
    path = shared / f"plans/{plan}.txt"
    written = getattr(formats, {"md": "as_markdown", "html": "as_html", "docx": "as_docx"}[ending])(
        formats.blocks_of(path)
    )
    expected, found = read(path), read(written, name=f"{plan}.{ending}")
    assert found.document.format == ending
    assert sections(found.document) == sections(expected.document)
    assert texts(found.document) == texts(expected.document)
    assert tables(found.document) == tables(expected.document)
    about = ("title", "issue_number", "issuer", "issued")
    assert [getattr(found.document, key) for key in about] == [getattr(expected.document, key) for key in about]
    assert figures(written, f"{plan}.{ending}") == figures(path, f"{plan}.txt")


def test_a_workbook_of_annexes_gives_the_same_tables(shared: Path) -> None:
    path = shared / "plans/s1.txt"
    found = read(formats.as_xlsx(formats.blocks_of(path)), name="s1.xlsx").document
    assert [table[1] for table in tables(found)] == [table[1] for table in tables(read(path).document)]


@pytest.mark.parametrize("plan", ["s1", "s2"])
def test_a_pdf_gives_the_same_tree_tables_and_figures(shared: Path, plan: str) -> None:
    path = shared / f"plans/{plan}.txt"
    written = formats.as_pdf(formats.blocks_of(path))
    expected, found = read(path), read(written, name=f"{plan}.pdf")
    assert sections(found.document) == sections(expected.document)
    assert [[[cell[1] for cell in row] for row in rows] for _, rows in tables(found.document)] == [
        [[cell[1] for cell in row] for row in rows] for _, rows in tables(expected.document)
    ]
    want, have = Counter(figures(path, "x")), Counter(figures(written, "x.pdf"))
    assert sum((want & have).values()) >= 0.98 * sum(want.values())
    assert sum(have.values()) <= 1.02 * sum(want.values())
