"""Priorities (优先级): classes are served one after the other, and nobody who has a place loses it to a later class."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from chengjie.placement.answer import Answer, BestFound, Optimal
from chengjie.placement.problem import Problem
from chengjie.values import Text

Solve = Callable[[Problem, float, Mapping[str, str | None] | None], Answer]


def in_classes(problem: Problem, seconds: float, start: Mapping[str, str | None] | None, solve: Solve) -> Answer:
    """Solve class by class. Each stage holds the projects of its class and of those before; who was placed must stay placed.

    A stage begins with the answer of the one before, and with `start` for the projects that are new in it. Floors count in the last
    stage alone. The answer is the best there is only where every stage was; what a stage noted is kept.
    """
    began = time.monotonic()
    ranks = sorted({_rank(project.priority) for project in problem.projects})
    placed: set[str] = set()
    answer: Optimal | BestFound | None = None
    sure, before, notes = True, dict(start or {}), tuple[Text, ...]()
    for number, rank in enumerate(ranks):
        left = seconds - (time.monotonic() - began)
        stage = _stage(problem, rank, placed, last=number == len(ranks) - 1)
        found = solve(stage, max(0.1, left / (len(ranks) - number)), before)
        if not isinstance(found, Optimal | BestFound):
            return found
        answer = found
        sure = sure and isinstance(answer, Optimal)
        notes += answer.notes if isinstance(answer, BestFound) else ()
        before |= answer.assignment
        placed = {name for name, where in answer.assignment.items() if where is not None}
    assert answer is not None  # noqa: S101  # a sound problem has projects
    took = time.monotonic() - began
    if sure:
        return replace(answer, seconds=took)
    return BestFound(answer.value, answer.bound, took, answer.assignment, notes)


def _rank(priority: int | None) -> int:
    return 10**9 if priority is None else priority


def _stage(problem: Problem, rank: int, placed: set[str], *, last: bool) -> Problem:
    here = [project for project in problem.projects if _rank(project.priority) <= rank]
    names = {project.id for project in here}
    groups = [
        tuple(each for group in kind if len(each := group & names) > 1) for kind in (problem.together, problem.apart)
    ]
    return replace(
        problem,
        projects=tuple(replace(each, unplaced_price=None) if each.id in placed else each for each in here),
        together=groups[0],
        apart=groups[1],
        floors=problem.floors if last else (),
    )
