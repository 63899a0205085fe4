"""Priorities (优先级): classes are served one after the other, and nobody who has a place loses it to a later class."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from chengjie.placement.answer import Answer, BestFound, Optimal
from chengjie.placement.problem import Problem

Solve = Callable[[Problem, float, Mapping[str, str | None] | None], Answer]


def in_classes(problem: Problem, seconds: float, solve: Solve) -> Answer:
    """Solve class by class. Each stage holds the projects of its class and of those before; who was placed must stay placed.

    Floors count in the last stage alone. The answer is the best there is only where every stage was.
    """
    began = time.monotonic()
    ranks = sorted({_rank(project.priority) for project in problem.projects})
    placed: set[str] = set()
    sure, answer, before = True, None, None
    for number, rank in enumerate(ranks):
        left = seconds - (time.monotonic() - began)
        stage = _stage(problem, rank, placed, last=number == len(ranks) - 1)
        answer = solve(stage, max(0.1, left / (len(ranks) - number)), before)
        if not isinstance(answer, Optimal | BestFound):
            return answer
        sure = sure and isinstance(answer, Optimal)
        before = {project.id: answer.assignment.get(project.id) for project in problem.projects}
        placed = {name for name, where in before.items() if where is not None}
    assert answer is not None  # noqa: S101  # a sound problem has projects
    took = time.monotonic() - began
    if sure or not isinstance(answer, Optimal):
        return replace(answer, seconds=took)
    return BestFound(answer.value, answer.bound, took, answer.assignment)


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
