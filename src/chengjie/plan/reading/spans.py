"""Cells that span rows and columns, laid out on a grid; a covered cell is empty, as plain text prints it."""

from __future__ import annotations

from dataclasses import dataclass

MOST_CELLS = 500_000
WIDEST = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and how far it reaches."""

    text: str
    rows: int = 1
    columns: int = 1


def grid(rows: list[list[Cell]]) -> tuple[tuple[str, ...], ...]:
    """Rows of equal width.

    >>> grid([[Cell("甲", rows=2), Cell("乙")], [Cell("丙")]])
    (('甲', '乙'), ('', '丙'))
    """
    covered: dict[tuple[int, int], str] = {}
    for line, row in enumerate(rows):
        column = 0
        for cell in row:
            while (line, column) in covered:
                column += 1
            for down in range(min(cell.rows, len(rows) - line)):
                for right in range(min(cell.columns, WIDEST)):
                    covered[line + down, column + right] = cell.text if not down and not right else ""
            column += min(cell.columns, WIDEST)
            if len(covered) > MOST_CELLS:
                break
    width = min(max((column for _, column in covered), default=-1) + 1, WIDEST)
    return tuple(tuple(covered.get((line, column), "") for column in range(width)) for line in range(len(rows)))
