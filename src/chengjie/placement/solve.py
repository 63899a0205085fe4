"""Solving: the search and the proof in processes of their own, their findings gathered, the time kept, the answer checked."""

from __future__ import annotations

import math
import queue
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from chengjie.placement import child
from chengjie.placement.answer import Answer, BestFound, Infeasible, NoAnswer, Optimal
from chengjie.placement.cache import warm_up
from chengjie.placement.check import check, value
from chengjie.placement.classes import in_classes
from chengjie.placement.found import MOVE_WORK, SMALL, WALK, Found
from chengjie.placement.model import Ints, Model, Naming, build
from chengjie.placement.problem import Problem
from chengjie.placement.standby import at_hand, ceiling
from chengjie.placement.worker import Message, Worker
from chengjie.values import Text

ROLES = ("search", "proof")
READY = "ready"  # beside them: what is known before either has begun
READY_ROUND = 3  # the proof begins with what the search knows after this round
ALONE = 0.8  # seconds that the proof of a small problem has before the search begins
LATE = 4.0  # seconds after which the proof begins without it (only where the search is still being compiled),
LATE_SHARE = 0.25  # or this share of a time that is short
FIRST_WORK = WALK * MOVE_WORK
CHECKING = 0.01  # share of the time kept back for the check


@dataclass(frozen=True)
class Progress:
    """How far a solve is: the value so far (None: nothing yet), the bound, the seconds."""

    value: float | None
    bound: float | None
    seconds: float


@dataclass
class _Run:
    """What is known while the children work."""

    model: Model
    best: dict[str, Found] = field(default_factory=dict)
    work: dict[str, float] = field(default_factory=lambda: dict.fromkeys(ROLES, 0.0))
    over: set[str] = field(default_factory=set)
    bound: float = math.inf
    nothing: bool = False
    round: int = -1
    notes: tuple[Text, ...] = ()

    def begin(self, ready: Ints | None) -> None:
        """What holds before any solver has begun; it has cost no work, so of equals it is the answer."""
        if ready is not None:
            self.best[READY] = Found(ready, float(self.model.value[ready].sum()), math.inf, 0.0)

    def end(self, role: str, crash: Text | None) -> None:
        """A process is gone; a crash is noted for the caller."""
        self.over.add(role)
        if crash is not None:
            self.notes += (crash,)

    def worth(self) -> float:
        return max((found.worth for found in self.best.values()), default=-math.inf)

    def proven(self) -> bool:
        worth = self.worth()
        return math.isfinite(worth) and worth >= self.bound - 1e-9 * max(1.0, abs(worth)) - 1e-7

    def settled(self) -> bool:
        """Proven, and no solver can come to another answer of the same worth with less work."""
        first = self.winner()
        early = first.work < FIRST_WORK  # before the search can have come to anything
        return all(self.work[role] >= first.work or role in self.over or (early and role == "search") for role in ROLES)

    def winner(self) -> Found:
        """The best; of equals the one with the least work, so that speed does not decide."""
        worth = self.worth()
        level = [each for each in self.best.values() if each.worth >= worth - 1e-9 * max(1.0, abs(worth))]
        return min(level, key=lambda found: found.work)

    def hear(self, role: str, found: Found, more: dict[str, object]) -> None:
        self.work[role] = max(self.work[role], found.work) if math.isfinite(found.work) else math.inf
        if found.bound == -math.inf:
            self.nothing = True
        self.bound = min(self.bound, found.bound)
        if found.chosen is not None and (role not in self.best or found.worth > self.best[role].worth + 1e-9):
            self.best[role] = found
        if role == "search":
            self.round = int(str(more["round"]))
        if more.get("done"):
            self.over.add(role)


def solve(
    problem: Problem, *, seconds: float = 60.0, rounds: int | None = None, seed: int = 0,
    start: Mapping[str, str | None] | None = None, told: Callable[[Progress], None] | None = None,
) -> Answer:  # fmt: skip
    """Place the projects. The time asked for is kept, start-up and check included; every answer has passed the check.

    `rounds` instead of time makes an unfinished answer the same everywhere. `start` is a placement to begin with:
    where it still holds, the answer is worth no less.
    Where projects have priorities, class after class is served, each setting out from `start` for its own projects.

    >>> from chengjie.placement.problem import Carrier, Option, Project
    >>> one = Project("p", {"a": Option(3.0)}, {"land": 2.0})
    >>> solve(Problem((one,), (Carrier("a", {"land": 5.0}),)), seconds=5).assignment
    {'p': 'a'}
    """
    if len({project.priority for project in problem.projects}) > 1:
        return in_classes(
            problem, seconds, start,
            lambda stage, left, before: _solve(stage, left, rounds, seed, before, told),
        )  # fmt: skip
    return _solve(problem, seconds, rounds, seed, start, told)


def _solve(
    problem: Problem, seconds: float, rounds: int | None, seed: int, start: Mapping[str, str | None] | None,
    told: Callable[[Progress], None] | None,
) -> Answer:  # fmt: skip
    began = time.monotonic()
    model, naming = build(problem)
    if (model.first[1:] == model.first[:-1]).any():
        return Infeasible(time.monotonic() - began)
    until = None if rounds is not None else began + seconds * (1 - CHECKING)
    run = _Run(model)

    def hear() -> None:
        if told is not None:
            worth, bound = (naming.sign * each if math.isfinite(each) else None for each in (run.worth(), run.bound))
            told(Progress(worth, bound, time.monotonic() - began))

    chosen = naming.columns(model, start) if start else None
    _attend(run, until, rounds, seed, chosen, hear)
    return _answer(problem, run, naming, began)


def _attend(run: _Run, until: float | None, rounds: int | None, seed: int, start: Ints | None, hear: Callable[[], None]) -> None:  # fmt: skip
    messages: queue.Queue[Message] = queue.Queue()
    parcel = child.pack(run.model, start, until=until, rounds=rounds, seed=seed)
    warm_up()
    children = {"proof": Worker("proof", parcel, messages)}
    alone = time.monotonic() + (ALONE if len(run.model.value) <= SMALL else 0.0)
    asked = time.monotonic() + (LATE if until is None else min(LATE, LATE_SHARE * (until - time.monotonic())))
    waiting = True
    try:
        run.begin(at_hand(run.model, start))
        hear()
        while len(run.over) < len(ROLES):
            left = math.inf if until is None else until - time.monotonic()
            if left <= 0:
                return
            if "search" not in children and time.monotonic() >= alone:
                children["search"] = Worker("search", parcel, messages)
            try:
                role, found, more = messages.get(timeout=min(left, 0.1))
            except queue.Empty:
                role, found, more = "", None, None
            if found is not None and more is not None:
                run.hear(role, found, more)
                hear()
            elif role:
                run.end(role, children[role].crash())
            if run.nothing or (run.proven() and run.settled()):
                return
            late = rounds is None and time.monotonic() > asked and run.round < 0
            if waiting and (
                late
                or "search" in run.over
                or (run.round >= READY_ROUND and "search" in run.best)
                or run.round >= 3 * READY_ROUND
            ):
                waiting = False
                known = run.best.get("search")
                children["proof"].send(
                    b"" if known is None or known.chosen is None else known.chosen.astype("<i8").tobytes()
                )
    finally:
        for process in children.values():
            process.stop()


def _answer(problem: Problem, run: _Run, naming: Naming, began: float) -> Answer:
    if run.nothing and not run.best:
        return Infeasible(time.monotonic() - began)
    bound = naming.sign * min(run.bound, ceiling(run.model))
    chosen = run.winner().chosen if run.best else None
    if chosen is None:
        return NoAnswer(bound if math.isfinite(run.bound) else None, time.monotonic() - began, run.notes)
    assignment = naming.assignment(chosen)
    if check(problem, assignment):
        return NoAnswer(bound, time.monotonic() - began, run.notes)
    worth = value(problem, assignment)
    if run.proven():
        return Optimal(worth, worth, time.monotonic() - began, assignment)
    return BestFound(worth, bound, time.monotonic() - began, assignment, run.notes)
