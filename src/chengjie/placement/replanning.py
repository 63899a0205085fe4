"""Planning again (重新布局): after a change, the answer that moves least beside the best one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chengjie.placement.answer import Answer, BestFound, Optimal
from chengjie.placement.check import check, value
from chengjie.placement.problem import Problem, Project
from chengjie.placement.solve import solve

Assignment = Mapping[str, str | None]


@dataclass(frozen=True)
class Replanned:
    """Two answers to a changed problem. `moved` and `moved_best` name the projects that stand elsewhere than before, or no more."""

    least: Answer
    best: Answer
    moved: tuple[str, ...]
    moved_best: tuple[str, ...]


def replan(problem: Problem, before: Assignment, *, seconds: float = 60.0, rounds: int | None = None) -> Replanned:
    """Place anew after a change: once keeping as many projects as can be where they stood, then the most value; once the best.

    Values of both are those of the changed problem. A project that is new moves nowhere.

    >>> from chengjie.placement.problem import Carrier, Option
    >>> one = Project("p", {"a": Option(3.0), "b": Option(4.0)}, {"land": 2.0})
    >>> both = replan(Problem((one,), (Carrier("a", {"land": 5.0}), Carrier("b", {"land": 5.0}))), {"p": "a"}, seconds=20)
    >>> both.least.assignment, both.best.assignment, both.moved, both.moved_best
    ({'p': 'a'}, {'p': 'b'}, (), ('p',))
    """
    least = move_least(problem, before, seconds=seconds / 2, rounds=rounds)
    best = solve(problem, seconds=seconds / 2, rounds=rounds, start=_begin(problem, before))
    return Replanned(least, best, _moved(before, least), _moved(before, best))


def move_least(problem: Problem, before: Assignment, *, seconds: float = 60.0, rounds: int | None = None) -> Answer:
    """As many projects as can be where they stood, then the most value; the value is that of the problem itself."""
    sign = 1.0 if problem.sense == "max" else -1.0
    stays = 1.0 + 2.0 * sum(_span(project) for project in problem.projects)
    held = tuple(_held(project, before.get(project.id), sign * stays) for project in problem.projects)
    found = solve(replace(problem, projects=held), seconds=seconds, rounds=rounds, start=_begin(problem, before))
    return _valued(problem, found)


def _begin(problem: Problem, before: Assignment) -> Assignment | None:
    """What stood, to begin with, if it still holds."""
    start = {project.id: before.get(project.id) for project in problem.projects}
    return None if check(problem, start) else start


def _span(project: Project) -> float:
    worths = [abs(option.value) for option in project.options.values()]
    return max(worths, default=0.0) + (project.unplaced_price or 0.0)


def _held(project: Project, where: str | None, bonus: float) -> Project:
    """Where it stood is worth more than anything that the values can weigh against it."""
    if where is None or where not in project.options:
        return project
    option = project.options[where]
    return replace(project, options={**project.options, where: replace(option, value=option.value + bonus)})


def _valued(problem: Problem, answer: Answer) -> Answer:
    """The answer with its value by the problem itself; its bound says how far it is from the best of those that move least."""
    if not isinstance(answer, Optimal | BestFound):
        return answer
    worth = value(problem, answer.assignment)
    return replace(answer, value=worth, bound=worth + (answer.bound - answer.value))


def _moved(before: Assignment, answer: Answer) -> tuple[str, ...]:
    if not isinstance(answer, Optimal | BestFound):
        return ()
    after = answer.assignment
    return tuple(
        sorted(name for name, where in before.items() if where is not None and name in after and after[name] != where)
    )
