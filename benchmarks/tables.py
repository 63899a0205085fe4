"""The indicator tables of plans: how many cells each has under its years and goals, and how many of them became claims.

    python -m benchmarks.tables [FILE…]

Without files every text of ../shared/plans is read. A cell counts whether it holds a figure, words or nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from chengjie.plan.claims import Target
from chengjie.plan.document import PlanTable
from chengjie.plan.read import read

PLANS = Path(__file__).parents[2] / "shared/plans"
BESIDE = ("序号", "指标", "单位", "属性", "类别", "名称", "性质", "备注")


def cells(table: PlanTable) -> set[str]:
    """The ids of the cells of a table that stand beside an indicator, under a title of their own."""
    if not any("指标" in title for title in table.header):
        return set()
    columns = [at for at, title in enumerate(table.header) if title and not any(word in title for word in BESIDE)]
    return {table.cell_id(row + 1, at + 1) for row in range(len(table.rows)) for at in columns}


def main(arguments: Sequence[str]) -> int:
    """A line a table, then the sum."""
    total, read_whole = 0, 0
    for path in [Path(each) for each in arguments] or sorted(PLANS.glob("**/*.txt")):
        reading = read(path)
        claimed = {each.citation.paragraph for each in reading.claims if isinstance(each, Target)}
        for table in reading.document.tables:
            wanted = cells(table)
            if wanted:
                found = len(wanted & claimed)
                total, read_whole = total + len(wanted), read_whole + found
                print(
                    f"{path.name}: {table.caption[:30] or table.id}: {len(table.rows)} rows, {found}/{len(wanted)} cells"
                )
    print(f"{read_whole}/{total} cells = {read_whole / total:.1%}" if total else "no table with an indicator column")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
