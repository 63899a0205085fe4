"""How many of the measures of a plan are found, and how many that are found are so: recall and precision.

`python -m benchmarks.claims` holds what is read from the plans against the lists `tests/gold/<plan>_<kind>.csv` that there
are, says for which there is none, and lists misses and what the list lacks. A list has its names in the first column;
a list of things has the kind in the first and the name in the second.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import chengjie.plan
from chengjie.plan.claims import Claim, Measure, System, Thing

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


def score(expected: Sequence[str], found: Sequence[tuple[str, ...]]) -> Score:
    """Names against names, each once; what is found counts under any of the forms that it was given."""
    wanted, had = dict.fromkeys(expected), dict.fromkeys(found)
    known = {form for forms in had for form in forms}
    return Score(
        tuple(name for name in wanted if name in known),
        tuple(name for name in wanted if name not in known),
        tuple(forms[0] for forms in had if not wanted.keys() & set(forms)),
    )


def _names(reading: chengjie.plan.Reading, kind: str) -> list[tuple[str, ...]]:
    return [_forms(each) for each in reading.claims if each.kind == kind]


def _forms(claim: Claim) -> tuple[str, ...]:
    if isinstance(claim, Thing):
        return tuple(f"{claim.type} {name}" for name in (claim.name, *claim.aliases))
    return (claim.title if isinstance(claim, Measure) else claim.name if isinstance(claim, System) else "",)


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
                listed = [" ".join(row[:2]) if kind == "thing" else row[0] for row in list(csv.reader(file))[1:]]
                result = score(listed, names)
            print(f"{plan} {plural}: recall {result.recall:.1%}, precision {result.precision:.1%}")
            print("  missed:", "、".join(result.missed) or "—")
            print("  beyond the list:", "、".join(result.beyond) or "—")


if __name__ == "__main__":
    main()
