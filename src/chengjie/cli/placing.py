"""`chengjie place`: many projects onto many carriers at once, with bound, check and reasons."""

from __future__ import annotations

import importlib.resources
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.errors import Refusal
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language

if TYPE_CHECKING:
    from chengjie.placement import Answer, Problem

LONGEST = 86_400.0


def place_command(say: Say, language: Language) -> click.Command:
    """`chengjie place PROBLEM`."""

    @click.command(
        cls=Command,
        say=say,
        name="place",
        help=say(
            "把多个项目同时布局到多个承载地：给出方案、界限和差距，逐项核验，并说明谁落不了地、为什么。",
            "Place many projects onto many carriers at once: the placement with its bound and gap, checked, and who stays out and why.",
        ),
    )
    @click.argument("problem", type=click.Path(path_type=Path), required=False)
    @click.option(
        "--format", "form", type=click.Choice(["yaml", "orlib"]), default="yaml", show_default=True,
        help=say("yaml（或 .json）是本程序的格式；orlib 是广义指派问题的公开格式。", "yaml (or .json) is our own form; orlib is the public form of generalised assignment."),
    )  # fmt: skip
    @click.option(
        "--seconds", default=60.0, show_default=True, help=say("最多用多少秒。", "How many seconds it may take.")
    )
    @click.option(
        "--rounds",
        type=int,
        help=say("以轮数代替时间，结果处处相同。", "Rounds instead of time: the same answer everywhere."),
    )
    @click.option("--seed", default=0, show_default=True, help=say("随机种子。", "Seed of the search."))
    @click.option("--example", is_flag=True, help=say("输出一份问题样例（YAML）。", "Print an example problem (YAML)."))
    @output.out_option(say)
    @output.json_option(say)
    def place(
        problem: Path | None, form: str, seconds: float, rounds: int | None, seed: int, example: bool, out: Path | None, as_json: bool,
    ) -> None:  # fmt: skip
        if example or problem is None:
            sample = importlib.resources.files("chengjie.placement").joinpath("example.yaml")
            click.echo(sample.read_text(encoding="utf-8"), nl=False)
            return
        import chengjie.placement

        if not (math.isfinite(seconds) and 0 < seconds <= LONGEST):
            raise Refusal.of("placement-seconds", given=seconds, most=LONGEST)
        if rounds is not None and rounds < 0:
            raise Refusal.of("placement-rounds", given=rounds)
        read = chengjie.placement.read_orlib if form == "orlib" else chengjie.placement.read_problem
        began = time.monotonic() - time.process_time()  # starting up is part of the time asked for
        wanted = read(problem)
        left = max(0.1, seconds * 0.985 - (time.monotonic() - began))
        answer = chengjie.placement.solve(wanted, seconds=left, rounds=rounds, seed=seed)
        if as_json:
            output.write_json(as_values(wanted, answer))
        else:
            output.give(table(wanted, answer, say), out, language)
            for note in getattr(answer, "notes", ()):
                click.echo(f"! {note.say(language)}")
            for conflict in _conflicts(wanted, answer):
                click.echo(
                    f"· {'、'.join(conflict.projects)}：{conflict.reason.say(language)} → {conflict.remedy.say(language)}"
                )

    return place


def as_values(problem: Problem, answer: Answer) -> dict[str, Any]:
    """Plain values (DESIGN §11). `assignment` numbers the carriers in the order of the file, project by project."""
    import chengjie.placement

    found = getattr(answer, "assignment", None)
    number = {carrier.id: n for n, carrier in enumerate(problem.carriers)}
    placed = [] if found is None else [(project, found[project.id]) for project in problem.projects]
    return {
        "status": answer.status,
        "value": getattr(answer, "value", None),
        "bound": getattr(answer, "bound", None),
        "gap": None if found is None else chengjie.placement.gap(answer),  # type: ignore[arg-type]  # it has a value
        "seconds": round(answer.seconds, 3),
        "assignment": [None if option is None else number[project.where(option)] for project, option in placed],
        "options": [option for _, option in placed],
        "carriers": [carrier.id for carrier in problem.carriers],
        "projects": [project.id for project in problem.projects],
        "notes": [{"zh": note.zh, "en": note.en} for note in getattr(answer, "notes", ())],
        "conflicts": [conflict.as_json() for conflict in _conflicts(problem, answer)],
    }


def _conflicts(problem: Problem, answer: Answer) -> tuple[Any, ...]:
    import chengjie.placement

    if answer.status == "infeasible":
        return chengjie.placement.colliding(problem)
    return chengjie.placement.unplaced(problem, getattr(answer, "assignment", None) or {})


def table(problem: Problem, answer: Answer, say: Say) -> Table:
    """A row a project, under a title with status, value, bound and time."""
    found = getattr(answer, "assignment", {})
    columns = (
        Column("project", Text("项目", "project")), Column("carrier", Text("承载地", "carrier")), Column("option", Text("方案", "option")),
        Column("value", Text("价值", "value"), numeric=True),
    )  # fmt: skip
    rows: list[tuple[str | float | None, ...]] = []
    for project in problem.projects:
        option = found.get(project.id)
        if option is None:
            rows.append((project.id, None, None, None))
        else:
            rows.append((project.id, project.where(option), option, project.options[option].value))
    words = {"optimal": Text("最优", "optimal"), "feasible": Text("已找到的最好", "best found"), "infeasible": Text("无解", "infeasible"), "unknown": Text("没有答案", "no answer")}[answer.status]  # fmt: skip
    figures = ""
    if (worth := getattr(answer, "value", None)) is not None:
        figures = say(f"；价值 {worth:.6g}，界限 {answer.bound:.6g}", f"; value {worth:.6g}, bound {answer.bound:.6g}")  # type: ignore[union-attr]  # it has a value
    took = f"{answer.seconds:.1f}"
    return Table(
        columns, tuple(rows), Text(f"布局：{words.zh}{figures}；{took} 秒", f"Placement: {words.en}{figures}; {took} s")
    )
