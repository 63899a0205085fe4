"""How well free text is read as an industry: top 1 and top 3 by division (大类), how far “sure” can be trusted, time.

    python -m benchmarks.labels [-v] [--leave-one-out] [--fit]

Trials: labels of another classification (Shenwan) with divisions set by hand, apart by whether the writer of the word
list had seen them; the names of listed firms, in two halves, held against the divisions of their Shenwan label; the plans' own labels,
with the whole label table withheld (with --leave-one-out, only the label itself, which takes a minute). Then a table of
reliability: of the first answers that were said to be sure, how many were right, and likewise of the others by score; and
how far the stated certainty can be trusted, on the half of each trial that it was not fitted on (--fit gives its weights anew
from the other half). The scopes of business are written for this trial in the words of registries; no real firm has them.
"""

from __future__ import annotations

import csv
import dataclasses
import gzip
import os
import sys
import time
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

import chengjie.package
from chengjie.register import certainty, scoring
from chengjie.register.industries import Industries, industries

Case = tuple[str, frozenset[str]]
FIRMS = Path(
    os.environ.get(
        "CHENGJIE_FIRMS",
        Path(__file__).parents[2] / "shared/data/enterprises/a_share_companies_2021_sw_industry.csv.gz",
    )
)
BANDS = (0.0, 0.5, 0.75, 1.01)


def cases() -> tuple[list[Case], list[Case]]:
    """Shenwan labels: those not seen by the writer of the words, then those seen."""
    found: tuple[list[Case], list[Case]] = ([], [])
    with (Path(__file__).parent / "sw_divisions.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found[int(row["seen"])].append((row["label"], frozenset(row["divisions"].split(";"))))
    return found


def firms() -> tuple[list[Case], list[Case]]:
    """Listed firms by their full names, with the divisions of the label that another classification gives them.

    The file has no scope of business: a name tells less, and many names tell nothing (某某集团股份有限公司). Two halves: the errors of
    the second were looked at while the words were written, those of the first were not (35 of its names were).
    """
    unseen, seen = cases()
    divisions = dict([*unseen, *seen])
    found: tuple[list[Case], list[Case]] = ([], [])
    with gzip.open(FIRMS, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["sw_industry"] in divisions:
                half = zlib.crc32(row["full_name"].encode()) % 2 == 0
                found[half].append((row["full_name"], divisions[row["sw_industry"]]))
    return found


def scopes() -> list[Case]:
    """Scopes of business in the words of registries, with divisions set by hand."""
    with (Path(__file__).parent / "scopes.csv").open(encoding="utf-8") as lines:
        return [(row["scope"], frozenset(row["divisions"].split(";"))) for row in csv.DictReader(lines)]


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
    sure: tuple[int, int] = (0, 0)
    """Of the first answers said to be sure: how many there are, and how many are right."""
    bands: tuple[tuple[int, int], ...] = ()
    """The same of those not sure, by their share of the evidence."""


def measure(known: Industries, trial: Iterable[Case]) -> Result:
    """Each case once."""
    first = three = silent = count = 0
    missed = []
    told: dict[tuple[bool, int], list[bool]] = {}
    for label, divisions in trial:
        found = known.suggest(label, limit=3)
        said = [each.industry.code[:2] for each in found]
        right = bool(said) and said[0] in divisions
        count += 1
        silent += not said
        first += right
        three += bool(divisions & set(said))
        missed += [label] if not divisions & set(said) else []
        if found:
            band = sum(found[0].score >= low for low in BANDS[1:])
            told.setdefault((found[0].sure, 0 if found[0].sure else band), []).append(right)
    marks = tuple(_hits(told.get((False, band), [])) for band in range(len(BANDS) - 1))
    return Result(
        count, first / count, three / count, silent / count, tuple(missed), _hits(told.get((True, 0), [])), marks
    )


def _hits(right: list[bool]) -> tuple[int, int]:
    return len(right), sum(right)


def _reliability(result: Result) -> str:
    """How many were said to be sure, and of these and of the others how many were right."""
    parts = [("sure", result.sure)]
    parts += [(f"not sure {low:.2f}+", each) for low, each in zip(BANDS, result.bands, strict=False)]
    return "  ".join(f"{name}: {right}/{count} = {right / count:.0%}" for name, (count, right) in parts if count)


Told = tuple[tuple[float, ...], float, bool]  # signs, stated certainty, whether it was right


def told(known: Industries, trial: Iterable[Case]) -> list[Told]:
    """What each text's first reading stated, and whether it was right."""
    found = []
    for text, divisions in trial:
        ranked = scoring.rank(text, known.vocabulary, 1)
        if ranked:
            signs = ranked[0].signs
            found.append((dataclasses.astuple(signs), certainty.certainty(signs), ranked[0].code[:2] in divisions))
    return found


def fit(seen: list[Told]) -> list[float]:
    """The weights of a logistic curve, by Newton's steps with a little shrinking."""
    signs = np.array([(1.0, *each) for each, _, _ in seen])
    right = np.array([float(each) for _, _, each in seen])
    weights = np.zeros(signs.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (right - chance) - weights
        bend = (signs.T * (chance * (1 - chance))) @ signs + np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return [round(float(each), 3) for each in weights]


def reliability(stated: list[Told]) -> str:
    """By tenths of the stated certainty how many were right; and by how much the two differ on the whole (ECE)."""
    parts, error = [], 0.0
    for low in range(10):
        inside = [(chance, right) for _, chance, right in stated if low / 10 <= chance < (low + 1) / 10 + (low == 9)]
        if inside:
            said = sum(chance for chance, _ in inside) / len(inside)
            true = sum(right for _, right in inside) / len(inside)
            error += len(inside) / len(stated) * abs(said - true)
            parts.append(f"{said:.2f}→{true:.2f} ({len(inside)})")
    return f"ECE {error:.3f}  " + "  ".join(parts)


def main() -> None:
    known = industries(chengjie.package.open_package("xiangnan-xiangxi"))
    withheld = known.without()
    unseen, seen = cases()
    withheld.suggest("电池")
    trials = {"shenwan, unseen": (withheld, unseen), "shenwan, seen": (withheld, seen), "plans": (withheld, own(known))}
    trials["scopes"] = (withheld, scopes())
    if FIRMS.is_file():
        trials |= {f"names, {name}": (withheld, each) for name, each in zip(("unseen", "seen"), firms(), strict=True)}
    for name, (by, trial) in trials.items():
        result = measure(by, trial)
        print(
            f"{name:16} n={result.cases:4} top1={result.first:.1%} top3={result.three:.1%} silent={result.silent:.1%}"
        )
        print(f"{'':16} {_reliability(result)}")
        if "-v" in sys.argv:
            print("   missed:", "、".join(result.missed))
    stated = {name: told(by, trial) for name, (by, trial) in trials.items()}
    if "--fit" in sys.argv:
        print("weights:", fit([each for one in stated.values() for each in one[::2]]))
    print("stated certainty → share right (texts), on the halves that it was not fitted on")
    for name, one in stated.items():
        print(f"{name:16} {reliability(one[1::2])}")
    print(f"{'all':16} {reliability([each for one in stated.values() for each in one[1::2]])}")
    if "--leave-one-out" in sys.argv:
        left = [measure(known.without(label), [(label, divisions)]) for label, divisions in own(known)]
        first, three = (sum(getattr(each, name) for each in left) / len(left) for name in ("first", "three"))
        print(f"{'plans, one out':16} n={len(left):3} top1={first:.1%} top3={three:.1%}")
    every = [label for label, _ in (*unseen, *seen, *own(known))]
    known.suggest("电池")
    start = time.perf_counter()
    for label in every:
        known.suggest(label)
    print(f"{(time.perf_counter() - start) / len(every) * 1000:.2f} ms a query")


if __name__ == "__main__":
    main()
