"""How many of the measures of a plan are found, and how many that are found are so: recall and precision.

`python -m benchmarks.claims` holds what is read from the plans against the lists `tests/gold/<plan>_<kind>.csv` that there
are, says for which there is none, and lists misses and what the list lacks. A list has its names in the first column.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import chengjie.plan
from chengjie.plan.claims import Measure, System, Thing

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
PLANS = ROOT.parent / "shared" / "plans"
KINDS = {"measure": "measures", "thing": "things", "system": "systems"}


@dataclass(frozen=True, slots=True)
class Score:
    """Names met, missed, and found beyond the list."""

    met: tuple[str, ...]
    missed: tuple[str, ...]
    beyond: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The part of the list that was found."""
        return len(self.met) / max(1, len(self.met) + len(self.missed))

    @property
    def precision(self) -> float:
        """The part of what was found that the list has."""
        return len(self.met) / max(1, len(self.met) + len(self.beyond))


def score(expected: Sequence[str], found: Sequence[str]) -> Score:
    """Names against names, each once."""
    wanted, had = dict.fromkeys(expected), dict.fromkeys(found)
    return Score(
        tuple(name for name in wanted if name in had),
        tuple(name for name in wanted if name not in had),
        tuple(name for name in had if name not in wanted),
    )


def _names(reading: chengjie.plan.Reading, kind: str) -> list[str]:
    return [
        str(each.title if isinstance(each, Measure) else each.name)
        for each in reading.claims
        if each.kind == kind and isinstance(each, (Measure, Thing, System))
    ]


def main() -> None:
    """Print the figures for every list there is."""
    for plan in ("s1", "s2"):
        reading = chengjie.plan.read(PLANS / f"{plan}.txt")
        for kind, plural in KINDS.items():
            names = _names(reading, kind)
            path = GOLD / f"{plan}_{plural}.csv"
            if not path.is_file():
                print(f"{plan} {plural}: {len(names)} found, no list to hold them against")
                continue
            with path.open(encoding="utf-8") as file:
                result = score([row[0] for row in list(csv.reader(file))[1:]], names)
            print(f"{plan} {plural}: recall {result.recall:.1%}, precision {result.precision:.1%}")
            print("  missed:", "、".join(result.missed) or "—")
            print("  beyond the list:", "、".join(result.beyond) or "—")


if __name__ == "__main__":
    main()
