"""The packaged zone and its registers, read once; a user's own zone written into a folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

import chengjie.package
from chengjie.package import Package
from chengjie.register import Carriers, Industries, Places, carriers, industries, places

Write = Callable[..., Package]


@pytest.fixture(scope="session")
def zone() -> Package:
    """The zone of both plans."""
    return chengjie.package.open_package("xiangnan-xiangxi")


@pytest.fixture(scope="session")
def known_places(zone: Package) -> Places:
    """Its places."""
    return places(zone)


@pytest.fixture(scope="session")
def known_carriers(zone: Package) -> Carriers:
    """Its carriers."""
    return carriers(zone)


@pytest.fixture(scope="session")
def known_industries(zone: Package) -> Industries:
    """Its industries."""
    return industries(zone)


@pytest.fixture
def own_zone(tmp_path: Path) -> Write:
    """Writes files into a zone of one's own that extends the packaged one, and opens it."""

    def write(**files: str) -> Package:
        folder = tmp_path / "own"
        folder.mkdir(exist_ok=True)
        (folder / "zone.yaml").write_text("id: own\ntitle: {zh: 自己的区域, en: Own zone}\nextends: xiangnan-xiangxi\n")
        for name, text in files.items():
            path = folder / name.replace("__", "/").replace("_csv", ".csv").replace("_geojson", ".geojson")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return chengjie.package.open_package(folder)

    return write


@pytest.fixture(scope="session")
def shared_annex(shared: Path) -> tuple[tuple[str, ...], ...]:
    """The rows of the second annex of the first plan, merged cells filled: city, county, three labels, carriers."""
    text = (shared / "plans/s1.txt").read_text(encoding="utf-8")
    annex = text[text.rindex("附件2") : text.rindex("PAGE")]
    rows: list[tuple[str, ...]] = []
    for block in annex.split("\n\n"):
        cells = [line[1:] for line in block.split("\n") if line.startswith("\t")]
        if len(cells) == 6 and cells[0] != "市州":
            rows.append((cells[0] or rows[-1][0], cells[1] or rows[-1][1], *cells[2:]))
    return tuple(rows)
