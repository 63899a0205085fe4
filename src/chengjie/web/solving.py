"""Running a study: in the background, in processes of its own with a time limit, its progress written down as it comes."""

from __future__ import annotations

import threading
import time
from copy import deepcopy
from typing import Any

from django.db import connection
from django.utils import timezone

import chengjie.placement
import chengjie.report.refusal
from chengjie.errors import Refusal
from chengjie.placement import Answer, BestFound, Optimal, Problem, Progress
from chengjie.web.records.placement import Run

KEPT = 200  # points of progress
ONE_AT_A_TIME = threading.Semaphore(2)


def begin(run: Run) -> None:
    """Start in the background."""
    threading.Thread(target=_run, args=(run.pk,), daemon=True).start()


def _run(identity: int) -> None:
    try:
        with ONE_AT_A_TIME:
            work(Run.objects.get(pk=identity))
    finally:
        connection.close()


def problem_of(run: Run) -> Problem:
    """The problem of a run: that of its study with the changes of the scenario, and what was accepted staying where it is."""
    form = deepcopy(run.study.form)
    for carrier in form["carriers"]:
        for key, room in run.changes.get("capacities", {}).items():
            name, resource = key.split("\t")
            if carrier["id"] == name:
                carrier["capacities"][resource] = room
    form["projects"] += run.changes.get("added", [])
    ruled(form, run.changes)
    if run.changes.get("keep"):
        for project in form["projects"]:
            if project["id"] in run.changes["keep"]:
                project["fixed"] = run.changes["keep"][project["id"]]
    dropped = set(run.changes.get("dropped", ()))
    form["projects"] = [project for project in form["projects"] if project["id"] not in dropped]
    for key in ("together", "apart"):
        form[key] = [
            rest for group in form.get(key, ()) if len(rest := [name for name in group if name not in dropped]) > 1
        ]
    return chengjie.placement.read_problem(form)


def ruled(form: dict[str, Any], changes: dict[str, Any]) -> None:
    """The rules of a scenario: those of a table of its own, or one of the study's changed or taken away."""
    if "rules" in changes:
        for kind in ("limits", "floors", "together", "apart"):
            form[kind] = list(changes["rules"].get(kind, ()))
    elif "rule" in changes:
        kind, place, amount = changes["rule"]
        if amount is None:
            form[kind] = [rule for at, rule in enumerate(form[kind]) if at != place]
        else:
            form[kind][place] |= {"share": amount / 100} if kind == "limits" else {"least": amount}


def work(run: Run) -> None:
    """Solve; keep the answer, or the refusal."""
    run.state = "running"
    run.save(update_fields=["state"])
    try:
        problem = problem_of(run)
        run.answer = _values(problem, _solved(run, problem))
        run.state = "done"
    except Refusal as refusal:
        run.answer, run.state = chengjie.report.refusal.as_json(refusal), "refused"
    run.finished = timezone.now()
    run.save()


def _solved(run: Run, problem: Problem) -> Answer:
    if run.after is not None and run.after.answer.get("assignment"):
        return chengjie.placement.move_least(problem, run.after.answer["assignment"], seconds=run.seconds)
    last = 0.0

    def told(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last < 1 and len(run.progress):
            return
        last = time.monotonic()
        run.progress = [*run.progress, [round(progress.seconds, 1), progress.value, progress.bound]][-KEPT:]
        Run.objects.filter(pk=run.pk).update(progress=run.progress)

    return chengjie.placement.solve(problem, seconds=run.seconds, told=told)


def _values(problem: Problem, answer: Answer) -> dict[str, Any]:
    """What a page shows, as plain values."""
    found: dict[str, Any] = {"status": answer.status, "seconds": round(answer.seconds, 1)}
    found["notes"] = [{"zh": note.zh, "en": note.en} for note in getattr(answer, "notes", ())]
    if isinstance(answer, Optimal | BestFound):
        found |= {
            "value": answer.value,
            "bound": answer.bound,
            "gap": chengjie.placement.gap(answer),
            "assignment": dict(answer.assignment),
        }
        conflicts = chengjie.placement.unplaced(problem, answer.assignment)
        found["worths"] = [
            [each.kind, list(each.names), each.per_unit] for each in chengjie.placement.worths(problem)[:30]
        ]
    else:
        conflicts = chengjie.placement.colliding(problem) if answer.status == "infeasible" else ()
    found["conflicts"] = [conflict.as_json() for conflict in conflicts]
    return found
