"""A zone of one's own from the files of its plans (建立区域): the folder, its documents, sources and region, and the claims read from them."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

import chengjie.plan
from chengjie.errors import Fault, Refusal, Where
from chengjie.package import Package, writing
from chengjie.plan.document import Document
from chengjie.system import building, checking
from chengjie.values import Text

UNGRADED = "U"
"""The evidence grade of a source that nobody has graded."""
_DOCUMENTS = ("id", "title", "issue_number", "issuer", "issued", "region", "digest", "source")
_REGIONS = ("region", "title_zh", "title_en", "as_of", "source")
_SOURCES = ("id", "title", "issuer", "issued", "url", "licence", "grade", "note")


@dataclass(frozen=True, slots=True)
class Charter:
    """What a zone is founded on: its id, its title (the first plan's where none is given), the layer below, who issued a plan that does not say."""

    id: str
    title: Text | None = None
    extends: str = "china"
    issuer: str = ""


def found_zone(folder: Path, charter: Charter, plans: Mapping[str, Path]) -> Package:
    """Write a sound zone into a folder that is empty or not there: every plan under its short name, read into claims.

    Nothing stays behind where it is refused: `zone-folder-taken`, `zone-without-plan`, `plan-without-issuer`, what is wrong
    with a plan's file, and every fault that `check_zone` finds.
    """
    _refuse(folder, plans)
    documents = {name: chengjie.plan.read(path).document for name, path in plans.items()}
    _refuse_unissued(documents, charter)
    with _whole(folder) as half:
        _write_zone(half, charter, documents)
        package = checking.open_zone(half)
        building.accept(package, building.build_claims(package, plans))
        checking.open_zone(half)
    return checking.open_zone(folder)


def _refuse(folder: Path, plans: Mapping[str, Path]) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal([Fault("zone-folder-taken", Where(file=folder.name), {"folder": folder.name})])
    if not plans:
        raise Refusal.of("zone-without-plan")


def _refuse_unissued(documents: Mapping[str, Document], charter: Charter) -> None:
    faults = [
        Fault("plan-without-issuer", Where(file=document.name), {"document": name})
        for name, document in documents.items()
        if not (document.issuer or charter.issuer)
    ]
    if faults:
        raise Refusal(faults)


@contextlib.contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """A folder beside that takes the place of `folder` when all went well, and leaves nothing when not. Refuses `zone-not-writable`."""
    half = folder.with_name(f".{folder.name}.new")
    try:
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        yield half
        if folder.is_dir():
            folder.rmdir()
        half.rename(folder)
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise Refusal([Fault("zone-not-writable", Where(file=folder.name), {"detail": detail})]) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _write_zone(folder: Path, charter: Charter, documents: Mapping[str, Document]) -> None:
    first = next(iter(documents.values()))
    title = charter.title or Text(first.title, charter.id)
    written = {
        "id": charter.id,
        "title": {"zh": title.zh, "en": title.en},
        "extends": charter.extends,
        "region": charter.id,
    }
    issued = {name: (each.issuer or charter.issuer, _day(each)) for name, each in documents.items()}
    sources = [
        (name, each.title, *issued[name], "", "", UNGRADED, each.issue_number or "") for name, each in documents.items()
    ]
    listed = [
        (name, each.title, each.issue_number or "", *issued[name], charter.id, each.digest, name)
        for name, each in documents.items()
    ]  # fmt: skip
    region = (charter.id, title.zh, title.en, _day(first)[:4], next(iter(documents)))
    contents = {
        "zone.yaml": yaml.safe_dump(written, allow_unicode=True, sort_keys=False),
        "sources.csv": _table(_SOURCES, sources),
        "regions.csv": _table(_REGIONS, [region]),
        "documents.csv": _table(_DOCUMENTS, listed),
    }
    writing.put(folder, contents, layer=charter.id)


def _day(document: Document) -> str:
    return document.issued.isoformat() if document.issued else ""


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return writing.as_csv(columns, (dict(zip(columns, row, strict=True)) for row in rows))
