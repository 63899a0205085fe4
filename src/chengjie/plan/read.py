"""A plan read whole: its document and every claim in it, in the order of the text; one file or a thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from chengjie.plan import entries, measures, systems, targets, things
from chengjie.plan.claims import Claim, Reading
from chengjie.plan.document import Document
from chengjie.plan.reading import read_document


def read(source: Path | bytes, *, name: str | None = None) -> Reading:
    """Read a plan: .txt .md .html .docx .pdf .xlsx. Refuses what cannot be read with a `plan-…` code.

    >>> reading = read("到2025年，地区生产总值达到1.8万亿元。".encode(), name="a.txt")
    >>> reading.claims[0].indicator, str(reading.claims[0].value)
    ('地区生产总值', '1.8')
    """
    return claims_of(read_document(source, name=name))


def claims_of(document: Document) -> Reading:
    """Every claim of a document, in the order of the text."""
    found: list[Claim] = [
        *targets.targets(document),
        *entries.entries(document),
        *measures.measures(document),
        *things.things(document),
        *systems.systems(document),
    ]
    order = _places(document)
    found.sort(key=lambda claim: (order.get(claim.citation.paragraph, len(order)), claim.citation.mark_start))
    return Reading(document, tuple(found))


def _places(document: Document) -> dict[str, int]:
    names: list[str] = []
    tables = {table.id: table for table in document.tables}
    for block in document.blocks:
        names.append(block.id)
        if block.id in tables:
            table = tables[block.id]
            names += [
                table.cell_id(row, column)
                for row in range(1, len(table.rows) + 1)
                for column in range(1, len(table.header) + 1)
            ]
    return {name: place for place, name in enumerate(names)}


def read_many(
    paths: Sequence[Path], *, processes: int | None = None, done: Callable[[int], None] | None = None
) -> Iterable[Reading]:
    """Readings of many files in their order, over several processes; `done(count)` is told after each."""
    with ProcessPoolExecutor(max_workers=processes) as pool:
        for count, reading in enumerate(pool.map(read, paths, chunksize=max(1, min(16, len(paths) // 8))), start=1):
            if done:
                done(count)
            yield reading
