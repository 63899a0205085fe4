"""Tables in plain text that lost their ruling, whatever they were flattened into."""

from __future__ import annotations

from collections.abc import Sequence

from chengjie.plan.reading import numbered, ruled, stacked
from chengjie.plan.reading.raw import RawTable


def find(kept: Sequence[tuple[int, str]], start: int) -> tuple[RawTable, int] | None:
    """The table that begins at this line and the place behind it; None where none begins.

    >>> find([(1, "指标\\t单位\\t2025年"), (2, "床位\\t张\\t8")], 0)[1]
    2
    """
    return ruled.find(kept, start) or numbered.find(kept, start) or stacked.find(kept, start)
