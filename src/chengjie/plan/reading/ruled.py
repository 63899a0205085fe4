"""Tables whose cells stand side by side on a line, parted by tabs or by upright strokes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chengjie.plan.reading.raw import RawTable

MOST_ROWS = 5_000
_STROKE = re.compile(r"[|｜│┃]")
_RULE = re.compile(r"[-—=+|｜│┃─━┼├┤┌┐└┘┬┴:\s]{3,}")


def find(kept: Sequence[tuple[int, str]], start: int) -> tuple[RawTable, int] | None:
    """The table that begins at this line: at least two lines of at least three cells.

    >>> find([(1, "指标\\t单位\\t2025年"), (2, "床位\\t张\\t8"), (3, "后文")], 0)
    (RawTable(rows=(('指标', '单位', '2025年'), ('床位', '张', '8')), line=1, page=None, after=()), 2)
    """
    if len(_cells(kept[start][1])) < 3:
        return None
    rows: list[tuple[str, ...]] = []
    place = end = start
    while place < len(kept) and len(rows) < MOST_ROWS:
        line = kept[place][1]
        cells = _cells(line)
        if len(cells) >= 2:
            rows.append(cells)
            end = place + 1
        elif line.strip() and not _RULE.fullmatch(line):
            break
        place += 1
        if place - end > 2:
            break
    return (RawTable(tuple(rows), kept[start][0]), end) if len(rows) >= 2 else None


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a line; nothing where it is one cell behind a tab, a rule, or has no marks between cells."""
    if "\t" in line.strip():
        return tuple(cell.strip() for cell in line.rstrip("\r\n").split("\t"))
    if _STROKE.search(line) and not _RULE.fullmatch(line):
        bare = line.strip()
        inner = bare[1:] if _STROKE.match(bare) else bare
        inner = inner[:-1] if inner and _STROKE.match(inner[-1]) else inner
        return tuple(cell.strip() for cell in _STROKE.split(inner))
    return ()
