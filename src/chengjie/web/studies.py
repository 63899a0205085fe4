"""Studies of placement: opened from a problem, run with changes, and what is accepted of a run (布局研究)."""

from __future__ import annotations

import importlib.resources
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Max

import chengjie.placement
from chengjie.errors import Refusal
from chengjie.placement import Doubt, Problem, sheets
from chengjie.values import reading
from chengjie.web import solving
from chengjie.web.records.placement import Run, Study

MOST_STUDIES, MOST_RUNS = 100, 50
SHORTEST, LONGEST = 2.0, 600.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What a further run should be: its changes, its time, and the run after which as much as can be stays."""

    name: str = ""
    seconds: float = 20.0
    carrier: str = ""
    resource: str = ""
    room: float = math.nan
    dropped: str = ""
    keep: bool = False
    after: int | None = None
    added: tuple[str, bytes] | None = None
    """A table of further projects."""
    rules: tuple[str, bytes] | None = None
    """A table of rules that stand in for those of the study."""
    rule: str = ""
    """One rule, `limits:0` or `floors:2`; `amount` is its new share in per cent, or least; none takes it away."""
    amount: float = math.nan


def open_study(
    form: dict[str, Any], name: str, *, by: User, simulated: bool = False, doubts: Sequence[Doubt] = ()
) -> Study:
    """A study of a problem. Refuses a problem that cannot be read, and one study too many."""
    if Study.objects.filter(owner=by).count() >= MOST_STUDIES:
        raise Refusal.of("studies-too-many", most=MOST_STUDIES)
    chengjie.placement.read_problem(form)
    said = name.strip()[:200] or ("布局示例" if simulated else "未命名的布局")
    unclear = [[each.project, each.carrier, list(each.missing)] for each in doubts]
    return Study.objects.create(owner=by, name=said, form=form, simulated=simulated, doubts=unclear)


def example() -> dict[str, Any]:
    """The problem that comes along."""
    text = importlib.resources.files("chengjie.placement").joinpath("example.yaml").read_text(encoding="utf-8")
    form: dict[str, Any] = yaml.safe_load(text)
    return form


def begin(found: Study, wish: Wish) -> Run:
    """Start a further run in the background. Refuses one too many, a time too long or short, and changes that do not fit."""
    run = _run(found, wish)
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError as error:
        raise Refusal.of("placement-at-once") from error
    solving.begin(run)
    return run


def _run(found: Study, wish: Wish) -> Run:
    if found.runs.count() >= MOST_RUNS:
        raise Refusal.of("runs-too-many", most=MOST_RUNS)
    if not SHORTEST <= wish.seconds <= LONGEST:
        raise Refusal.of("placement-seconds", given=f"{wish.seconds:g}", most=LONGEST)
    problem = chengjie.placement.read_problem(found.form)
    changes: dict[str, Any] = {}
    if wish.carrier:
        changes["capacities"] = {_capacity(problem, wish.carrier, wish.resource): wish.room}
    if wish.dropped:
        changes["dropped"] = [wish.dropped]
    changes |= _of_tables(problem, wish)
    if wish.rule:
        changes["rule"] = _rule(found, wish)
    if wish.keep:
        changes["keep"] = {
            name: entry.option for name, entry in found.standing().items() if name not in changes.get("dropped", ())
        }
    number = (found.runs.aggregate(Max("number"))["number__max"] or 0) + 1
    after = found.runs.filter(number=wish.after).first() if wish.after is not None else None
    run = Run(study=found, number=number, name=wish.name.strip()[:200] or ("原方案" if not changes else f"方案 {number}"), changes=changes, seconds=wish.seconds, after=after)  # fmt: skip
    solving.problem_of(run)
    return run


def remove(found: Study) -> None:
    """Take a study away. Refuses `study-has-entries` where anything in it was ever accepted."""
    if found.entries.exists():
        raise Refusal.of("study-has-entries")
    found.delete()


def _of_tables(problem: Problem, wish: Wish) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if wish.added:
        resources = list(dict.fromkeys(name for each in problem.carriers for name in each.capacities))
        carriers = [each.id for each in problem.carriers]
        changes["added"] = sheets.read_projects(wish.added, carriers=carriers, resources=resources)
    if wish.rules:
        changes["rules"] = sheets.read_rules(wish.rules)
    return changes


def _rule(found: Study, wish: Wish) -> list[Any]:
    kind, _, place = wish.rule.partition(":")
    if kind not in {"limits", "floors"} or not place.isdecimal() or int(place) >= len(found.form.get(kind, ())):
        raise Refusal.of("placement-rule-unknown", rule=wish.rule[:40])
    amount = None if math.isnan(wish.amount) else wish.amount
    if amount is not None and (amount < 0 or (kind == "limits" and amount > 100)):
        raise Refusal.of("placement-rule-amount", given=f"{amount:g}")
    return [kind, int(place), amount]


def number(given: str) -> float:
    """A number as it was written; not a number where it is none."""
    found = reading.number(given)
    return math.nan if found is None else float(found)


def _capacity(problem: Problem, carrier: str, resource: str) -> str:
    if not any(each.id == carrier and resource in each.capacities for each in problem.carriers):
        raise Refusal.of("placement-option-unknown", project="", carrier=f"{carrier} {resource}")
    return f"{carrier}\t{resource}"


def accept(found: Run, *, by: User, why: str = "") -> int:
    """Accept a placement into the ledger: what differs from what stands is reversed first, then written anew; how many entries."""
    assignment: dict[str, str | None] = found.answer.get("assignment") or {}
    problem = solving.problem_of(found)
    if chengjie.placement.check(problem, assignment) != ():
        return 0
    standing = found.study.standing()
    gone = [entry for name, entry in standing.items() if assignment.get(name) != entry.option]
    wrong = [(each.project, each.option, each.carrier, -each.value) for each in gone]
    fresh = [
        (each.id, option, each.where(option), each.options[option].value)
        for each in problem.projects
        if (option := assignment.get(each.id)) is not None
        and (each.id not in standing or standing[each.id].option != option)
    ]
    return found.study.write("reverse", wrong, by=by, run=found, why=why) + found.study.write("accept", fresh, by=by, run=found, why=why)  # fmt: skip


def reverse(study: Study, project: str, *, by: User, why: str = "") -> int:
    """Take one accepted placement back by an entry of its own; how many entries."""
    entry = study.standing().get(project)
    if entry is None:
        return 0
    row = (entry.project, entry.option, entry.carrier, -entry.value)
    return study.write("reverse", [row], by=by, run=entry.run, why=why)
