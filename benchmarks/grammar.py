"""How well the figures of the two plans are read: precision and recall against a reader's list.

    python -m benchmarks.grammar            S1 and S2, with every miss and every false alarm

Two readings are the same when place, period, comparator, value, unit and role agree, and the indicator agrees but for
quotation marks, brackets and a leading verb.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from chengjie.plan.reading import read_document
from chengjie.plan.targets import targets

ROOT = Path(__file__).parents[1]
Figure = tuple[str, ...]


def light(indicator: str) -> str:
    """An indicator without marks and without the verbs that writers put or leave out."""
    return re.sub(r"[“”（）()、]|^(?:新建|建成|开发|实现|外贸)|(?:数量|总数|的)", "", indicator)


def expected(plan: str) -> Counter[Figure]:
    """A reader's list."""
    with (ROOT / f"tests/gold/{plan}_targets.csv").open(encoding="utf-8", newline="") as lines:
        return Counter(
            (
                row["paragraph"],
                light(row["indicator"]),
                *(row[key] for key in ("place", "period", "comparator", "value", "unit", "role")),
            )
            for row in csv.DictReader(lines)
        )


def found(path: Path) -> Counter[Figure]:
    """What the grammar reads."""
    return Counter(
        (
            each.citation.paragraph, light(each.indicator), each.place or "", each.period or "", each.comparator,
            "" if each.value is None else f"{each.value:f}", each.unit or "", each.role,
        )
        for each in targets(read_document(path))
    )  # fmt: skip


def score(plan: str, folder: Path) -> tuple[float, float, Counter[Figure], Counter[Figure]]:
    """Recall, precision, misses and false alarms of one plan."""
    want, have = expected(plan), found(folder / f"{plan}.txt")
    both = sum((want & have).values())
    return both / want.total(), both / have.total(), want - have, have - want


def main() -> int:
    """Print both plans."""
    folder = ROOT.parent / "shared/plans"
    if not folder.is_dir():
        sys.stderr.write("the plans are not beside this checkout\n")
        return 1
    for plan in ("s1", "s2"):
        recall, precision, missed, false = score(plan, folder)
        print(f"{plan}: recall {recall:.1%}, precision {precision:.1%}")
        for name, left in (("missed", missed), ("false alarm", false)):
            for figure in left:
                print(f"  {name}: {' | '.join(figure)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
