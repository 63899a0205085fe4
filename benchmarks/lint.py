"""How much of what a careful reader finds the linter finds, and how much that it finds is not so: recall and precision.

`python -m benchmarks.lint` holds the findings for both plans, and for the pair, against `tests/gold/*_findings.csv`, lists
what is missed and what the list lacks, and times the run. With files as arguments it prints their findings for judging by hand.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import chengjie.plan
from chengjie.plan.claims import Reading
from chengjie.plan.lint import Finding, lint
from chengjie.system import facts_for

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
PLANS = ROOT.parent / "shared" / "plans"
SETS = {"s1": ("s1",), "s2": ("s2",), "s1s2": ("s1", "s2")}


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing that a careful reader finds: its code and the words that any report of it must show."""

    id: str
    code: str
    terms: tuple[str, ...]
    fact: str

    def is_met_by(self, finding: Finding) -> bool:
        """Whether a finding says this."""
        shown = finding.message.zh + finding.arithmetic + "".join(str(each.value) for each in finding.figures)
        places = "".join(f"{each.section}\n{each.text}" for each in finding.citations)
        return finding.code in self.code.split("/") and all(term in shown + places for term in self.terms)


@dataclass(frozen=True, slots=True)
class Score:
    """Hits and misses of one set of plans."""

    met: tuple[Expected, ...]
    missed: tuple[Expected, ...]
    beyond: tuple[Finding, ...]
    findings: tuple[Finding, ...]

    @property
    def recall(self) -> float:
        """The part of the expected that was found."""
        return len(self.met) / (len(self.met) + len(self.missed))

    @property
    def false_alarms(self) -> float:
        """The part of the findings that no careful reader confirmed."""
        return len(self.beyond) / max(1, len(self.findings))


def expected(name: str) -> tuple[Expected, ...]:
    """The gold list of one set."""
    with (GOLD / f"{name}_findings.csv").open(encoding="utf-8") as lines:
        return tuple(
            Expected(row["id"], row["code"], tuple(row["terms"].split(";")), row["fact"])
            for row in csv.DictReader(lines)
        )


def readings(folder: Path = PLANS) -> dict[str, Reading]:
    """Both plans, read."""
    return {name: chengjie.plan.read(folder / f"{name}.txt") for name in SETS["s1s2"]}


def score(name: str, plans: dict[str, Reading]) -> Score:
    """Findings for one set against its gold list; a pair is also held against the lists of its members."""
    members = SETS[name]
    own = expected(name)
    known = [each for part in {*members, name} for each in expected(part)]
    chosen = [plans[member] for member in members]
    findings = lint(chosen, facts=facts_for(chosen))
    met = tuple(each for each in own if any(each.is_met_by(finding) for finding in findings))
    beyond = tuple(finding for finding in findings if not any(each.is_met_by(finding) for each in known))
    return Score(met, tuple(each for each in own if each not in met), beyond, findings)


def main(arguments: Sequence[str]) -> int:
    """Print the scores, or the findings of the files given."""
    if arguments:
        given = [chengjie.plan.read(Path(each)) for each in arguments]
        for finding in lint(given, facts=facts_for(given)):
            print(f"{finding.severity:8}{finding.code:28}{finding.message.zh}\n{'':8}{finding.arithmetic}")
        return 0
    plans = readings()
    total, met, found_all, beyond = 0, 0, 0, 0
    for name in SETS:
        result = score(name, plans)
        total, met = total + len(result.met) + len(result.missed), met + len(result.met)
        found_all, beyond = found_all + len(result.findings), beyond + len(result.beyond)
        print(
            f"{name:5} recall {result.recall:.1%}  false alarms {result.false_alarms:.1%}  findings {len(result.findings)}"
        )
        for miss in result.missed:
            print(f"      missed  {miss.id} {miss.code}: {miss.fact}")
        for more in result.beyond:
            print(f"      beyond  {more.code}: {more.message.zh} · {more.arithmetic[:120]}")
    began = time.perf_counter()
    lint(list(plans.values()))
    seconds = time.perf_counter() - began
    print(
        f"all   recall {met / total:.1%}  false alarms {beyond / max(1, found_all):.1%}  both plans in {seconds:.3f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
