"""How well free text is read as an industry: top 1 and top 3 by division (大类), in milliseconds a query.

    python -m benchmarks.labels [-v] [--leave-one-out]

Three trials: labels of another classification (Shenwan) with divisions set by hand, apart by whether the writer of the
word list had seen them; the plans' own labels, with the whole label table withheld (with --leave-one-out, only the
label itself, which takes a minute); time over all labels.
"""

from __future__ import annotations

import csv
import dataclasses
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import chengjie.package
from chengjie.register.industries import Industries, industries

Case = tuple[str, frozenset[str]]


def cases() -> tuple[list[Case], list[Case]]:
    """Shenwan labels: those not seen by the writer of the words, then those seen."""
    found: tuple[list[Case], list[Case]] = ([], [])
    with (Path(__file__).parent / "sw_divisions.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found[int(row["seen"])].append((row["label"], frozenset(row["divisions"].split(";"))))
    return found


def own(known: Industries) -> list[Case]:
    """The plans' labels with the divisions that they surely mean; labels without a sure one are left out."""
    found = []
    for label in known.labels:
        divisions = frozenset(each.code[:2] for each in known.label(label) if each.code and each.certainty == "high")
        found += [(label, divisions)] if divisions else []
    return found


@dataclasses.dataclass(frozen=True)
class Result:
    """Shares of cases whose division comes first, comes among three, and of those left without an answer."""

    cases: int
    first: float
    three: float
    silent: float
    missed: tuple[str, ...]


def measure(known: Industries, trial: Iterable[Case]) -> Result:
    """Each case once."""
    first = three = silent = count = 0
    missed = []
    for label, divisions in trial:
        said = [each.industry.code[:2] for each in known.suggest(label, limit=3)]
        count += 1
        silent += not said
        first += bool(said) and said[0] in divisions
        three += bool(divisions & set(said))
        missed += [label] if not divisions & set(said) else []
    return Result(count, first / count, three / count, silent / count, tuple(missed))


def main() -> None:
    known = industries(chengjie.package.open_package("xiangnan-xiangxi"))
    withheld = known.without()
    unseen, seen = cases()
    withheld.suggest("电池")
    trials = {"shenwan, unseen": (withheld, unseen), "shenwan, seen": (withheld, seen), "plans": (withheld, own(known))}
    for name, (by, trial) in trials.items():
        result = measure(by, trial)
        print(
            f"{name:16} n={result.cases:3} top1={result.first:.1%} top3={result.three:.1%} silent={result.silent:.1%}"
        )
        if "-v" in sys.argv:
            print("   missed:", "、".join(result.missed))
    if "--leave-one-out" in sys.argv:
        one = [measure(known.without(label), [(label, divisions)]) for label, divisions in own(known)]
        first, three = (sum(getattr(each, name) for each in one) / len(one) for name in ("first", "three"))
        print(f"{'plans, one out':16} n={len(one):3} top1={first:.1%} top3={three:.1%}")
    every = [label for label, _ in (*unseen, *seen, *own(known))]
    known.suggest("电池")
    start = time.perf_counter()
    for label in every:
        known.suggest(label)
    print(f"{(time.perf_counter() - start) / len(every) * 1000:.2f} ms a query")


if __name__ == "__main__":
    main()
