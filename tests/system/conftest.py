"""A zone whose plan is a list of sentences, each with the figure that was read from it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import chengjie.package
import chengjie.plan
from chengjie.package import Package
from chengjie.plan.claims import Citation, Reading, Target, Thing
from chengjie.plan.document import Document, Paragraph, Section

FILES = {
    "zone.yaml": "id: twin\ntitle: {zh: 双城, en: Twin cities}\nextends: china\n",
    "sources.csv": "id,title,issuer,issued,url,licence,grade,note\nP,规划,,,,,A,\n",
    "documents.csv": "id,title,issue_number,issuer,issued,region,digest,source\nP,规划,,市政府,2021-01-01,,,P\n"
    "Q,另一规划,,市政府,2021-01-01,,,P\n",
}
Said = tuple[str, str | None]


def reading(name: str, said: list[Said]) -> Reading:
    """A document of one sentence a paragraph; the second member is the figure read from it, or a park's name."""
    paragraphs = tuple(Paragraph(f"p{number}", "1", "prose", text, text) for number, (text, _) in enumerate(said, 1))
    mark = hashlib.sha256("".join(text for text, _ in said).encode()).hexdigest()
    document = Document(name, mark, "txt", "规划", None, None, None, (Section("1", 1, "一", ""),), paragraphs)
    claims = tuple(_claim(name, paragraph, what) for paragraph, (_, what) in zip(paragraphs, said, strict=True) if what)
    return Reading(document, claims)


def _claim(name: str, paragraph: Paragraph, what: str) -> Target | Thing:
    at = paragraph.text.index(what)
    cited = Citation(name, "1", paragraph.id, 0, len(paragraph.text), paragraph.text, at, at + len(what))
    if not what.isdigit():
        return Thing("park", what, (), None, cited, "park")
    return Target("总产值", None, "2025", "=", Decimal(what), "亿元", "target", cited, "reach")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The zone's folder before any claim."""
    for file, text in FILES.items():
        path = tmp_path / "twin" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "twin"


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the plans read as given: `says(P=[("到2025年总产值达到500亿元。", "500")])`."""

    def set_to(**plans: list[Said]) -> None:
        monkeypatch.setattr(
            chengjie.plan, "read", lambda source: reading(source.stem, plans[source.stem]), raising=False
        )

    return set_to


def opened(folder: Path) -> Package:
    """The zone as it stands in its folder."""
    return chengjie.package.open_package(folder)
