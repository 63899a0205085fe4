"""Placement beside HiGHS, CP-SAT and SCIP at equal time: `python -m benchmarks.placement [--quick]`.

Each solver runs in a process of its own, one after the other, ended at one and a half times the time asked for. Public
instances are read from `../shared/benchmarks/gap` where that folder is there; our own family is made up from seeds.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.placement_problems import assignment, family
from chengjie.placement import BestFound, Optimal, Problem, check, read_orlib, solve
from chengjie.placement.highs import matrix
from chengjie.placement.model import Model, build

GAP = Path(__file__).parents[2] / "shared" / "benchmarks" / "gap"
RIVALS = ("highs", "cp-sat", "scip")


@dataclass(frozen=True)
class Task:
    """One problem and its time: a public instance (its name), one of a type made up (D:20:400:1), or our family (typical:1000:1)."""

    name: str
    seconds: float

    def problem(self) -> Problem:
        """The problem itself."""
        parts = self.name.split(":")
        if len(parts) == 1:
            return read_orlib(GAP / self.name)
        if len(parts) == 3:
            return family(int(parts[1]), parts[0], int(parts[2]))
        kind, agents, jobs, seed = parts
        path = Path(f"{self.name.replace(':', '-')}.gap")
        try:
            path.write_text(assignment(kind, int(agents), int(jobs), int(seed)), encoding="utf-8")
            return read_orlib(path)
        finally:
            path.unlink(missing_ok=True)


def tasks(*, quick: bool) -> Iterator[Task]:
    """What is measured: the bars of placement; with `quick` a few of each kind for a few seconds."""
    scale = 0.15 if quick else 1.0
    public = (
        sorted(path.name for path in GAP.iterdir() if path.suffix == "" and path.name != "LICENSE")
        if GAP.is_dir()
        else []
    )
    chosen = ("gap1-0", "gap12-0", "a20200", "b20200", "c20200", "d20100", "d20400", "e10400")
    for name in chosen if quick else public:
        if name in public:
            yield Task(name, (60.0 if name[0] in "cde" else 20.0) * scale)
    for kind, agents, jobs in [("D", 20, 200), ("E", 20, 200)] if quick else [("D", 40, 400), ("E", 40, 400), ("D", 80, 1600), ("E", 80, 1600), ("C", 30, 400)]:  # fmt: skip
        yield Task(f"{kind}:{agents}:{jobs}:1", 60.0 * scale)
    for kind, projects, seconds in (("typical", 1000, 60.0), ("typical", 5000, 5.0), ("typical", 5000, 60.0), ("typical", 20000, 20.0), ("typical", 20000, 120.0), ("hard", 1000, 60.0)):  # fmt: skip
        if not quick or projects < 20000:
            yield Task(f"{kind}:{projects}:1", max(5.0, seconds * scale))


def ours(task: Task) -> dict[str, object]:
    """Our answer, checked once more."""
    problem = task.problem()
    began = time.monotonic()
    answer = solve(problem, seconds=task.seconds)
    took = time.monotonic() - began
    if not isinstance(answer, Optimal | BestFound):
        return {"value": None, "bound": None, "status": answer.status, "took": took}
    assert check(problem, answer.assignment) == ()  # noqa: S101  # a figure of a wrong answer is no figure
    return {"value": answer.value, "bound": answer.bound, "status": answer.status, "took": took}


def rival(name: str, task: Task) -> dict[str, object]:
    """One of the general solvers on the same arrays, in this process."""
    problem = task.problem()
    model, naming = build(problem)
    began = time.monotonic()
    value = {"highs": _highs, "cp-sat": _cp_sat, "scip": _scip}[name](model, task.seconds)
    return {"value": None if value is None else naming.sign * value, "took": time.monotonic() - began}


def _highs(model: Model, seconds: float) -> float | None:
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # no types of its own
    for option, setting in (("output_flag", False), ("time_limit", seconds), ("mip_rel_gap", 0.0), ("threads", 2)):
        solver.setOptionValue(option, setting)
    solver.passModel(matrix(model, whole=True))
    solver.run()
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return -float(info.objective_function_value) if found else None


def _cp_sat(model: Model, seconds: float) -> float | None:
    from ortools.sat.python import cp_model

    scale = 1 if model.whole else 1000
    cp = cp_model.CpModel()
    taken = [cp.new_bool_var("") for _ in model.value]
    for u in range(model.units):
        cp.add_exactly_one(taken[model.first[u] : model.first[u + 1]])
    column = np.repeat(np.arange(len(model.value)), np.diff(model.start))
    for r, room in enumerate(model.capacity.tolist()):
        inside = np.flatnonzero(model.row == r)
        part = 1 if np.all(model.amount[inside] == np.rint(model.amount[inside])) else 10
        cp.add(
            sum(int(np.ceil(model.amount[e] * part - 1e-6)) * taken[column[e]] for e in inside)
            <= int(room * part + 1e-6)
        )
    cp.maximize(sum(round(worth * scale) * each for worth, each in zip(model.value.tolist(), taken, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2
    status = solver.solve(cp)
    return solver.objective_value / scale if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None


def _scip(model: Model, seconds: float) -> float | None:
    from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]  # no stubs of its own

    solver = pywraplp.Solver.CreateSolver("SCIP")
    solver.set_time_limit(int(1000 * seconds))
    taken = [solver.BoolVar("") for _ in model.value]
    for u in range(model.units):
        row = solver.Constraint(1, 1)
        for c in range(model.first[u], model.first[u + 1]):
            row.SetCoefficient(taken[c], 1)
    rows = [solver.Constraint(-solver.infinity(), float(room)) for room in model.capacity]
    for c in range(len(model.value)):
        for e in range(model.start[c], model.start[c + 1]):
            rows[model.row[e]].SetCoefficient(taken[c], float(model.amount[e]))
        solver.Objective().SetCoefficient(taken[c], float(model.value[c]))
    solver.Objective().SetMaximization()
    status = solver.Solve()
    return solver.Objective().Value() if status in (solver.OPTIMAL, solver.FEASIBLE) else None


def alone(who: str, task: Task) -> dict[str, object]:
    """One solver on one task in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.placement", "--one", who, task.name, str(task.seconds)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=1.5 * task.seconds + 60, check=False)
        found: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
        return found
    except (subprocess.TimeoutExpired, IndexError, ValueError):
        return {"value": None, "took": None}


def reference(found: dict[str, object], known: float | None) -> tuple[float | None, str]:
    """What a row is held against, and what that is: the best known value, else our own proven bound, else nothing."""
    bound = found.get("bound")
    if known is not None:
        return known, "best known"
    return (float(bound), "own bound") if isinstance(bound, int | float) and np.isfinite(bound) else (None, "nothing")


def said(found: dict[str, object], against: float | None) -> str:
    """A value and, where it is held against something, how far it is from that in per cent; a solver without an answer is said so."""
    value = found.get("value")
    if not isinstance(value, int | float):
        return "no answer"
    return f"{value:.10g}" if not against else f"{value:.10g} ({100 * abs(value - against) / abs(against):.3f} %)"


def row(task: Task, known: float | None, rivals: Sequence[str]) -> str:
    """A task measured, as a line of the table."""
    found = alone("ours", task)
    against, what = reference(found, known)
    took = found.get("took")
    cells = [
        task.name, f"{task.seconds:g}", said(found, against), "—" if against is None else f"{what} {against:.10g}",
        str(found.get("status") or "no answer"), f"{took:.1f}" if isinstance(took, int | float) else "ended from outside",
        *(said(alone(who, task), against) for who in rivals),
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="", help="tasks whose name begins so")
    parser.add_argument("--no-rivals", action="store_true")
    parser.add_argument("--one", nargs=3)
    parser.add_argument("--tasks", nargs="+", help="these tasks and no others, --seconds each")
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    if given.one:
        who, name, seconds = given.one
        task = Task(name, float(seconds))
        print(json.dumps(ours(task) if who == "ours" else rival(who, task)))
        return
    known: dict[str, float] = {}
    if (GAP / "best_known.csv").is_file():
        with (GAP / "best_known.csv").open(encoding="utf-8") as lines:
            known = {row["instance"]: float(row["best_known_value"]) for row in csv.DictReader(lines)}
    rivals = () if given.no_rivals else RIVALS
    print(f"| {' | '.join(('problem', 's', 'ours', 'against', 'status', 'took', *rivals))} |")
    print("|---" * (6 + len(rivals)) + "|")
    for task in tasks(quick=given.quick) if not given.tasks else (Task(name, given.seconds) for name in given.tasks):
        if task.name.startswith(given.only):
            print(row(task, known.get(task.name), rivals), flush=True)


if __name__ == "__main__":
    main()
