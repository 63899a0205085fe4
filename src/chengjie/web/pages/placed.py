"""One run of a study: its progress, the answer as map and tables, why here and why not there, and accepting it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

import chengjie.placement
from chengjie.placement import Problem
from chengjie.placement.explain import said
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language
from chengjie.web import solving, studies
from chengjie.web.door import language_of
from chengjie.web.marking import marked
from chengjie.web.pages import downloads, maps
from chengjie.web.pages.placement import STATUS, covered_codes, own
from chengjie.web.pages.settlement import person
from chengjie.web.records.placement import Run

SHOWN = 500
KINDS = {
    "capacity": Text("容量", "capacity"), "unreserved": Text("预留以外", "outside the reserve"), "limit": Text("集中度上限", "limit on concentration"), "floor": Text("最少项目", "floor"), "apart": Text("分开", "apart"),
}  # fmt: skip


def run_of(request: HttpRequest, identity: str, number: int) -> Run:
    """A run of a study of one's own."""
    return get_object_or_404(Run.objects.select_related("study", "after"), study=own(request, identity), number=number)


@login_required
def run(request: HttpRequest, identity: str, number: int) -> HttpResponse:
    """A run: while it works, how far it is; then the answer."""
    found = run_of(request, identity, number)
    context: dict[str, Any] = {"study": found.study, "run": found, "status": STATUS.get(found.answer.get("status", ""))}
    context["last"] = found.progress[-1] if found.progress else None
    if request.GET.get("part") == "progress":
        return render(request, "chengjie/run-progress.html", context)
    assignment = found.answer.get("assignment")
    if assignment:
        problem = solving.problem_of(found)
        language = language_of(request)
        if request.GET.get("format"):
            name = f"placement-{found.number}"
            table = marked(_table(problem, assignment), language, simulated=found.study.simulated)
            return downloads.table(table, name, request.GET["format"], language)
        context |= _answer(request, found, problem, assignment, language)
    return render(request, "chengjie/run.html", context)


def _answer(
    request: HttpRequest, found: Run, problem: Problem, assignment: dict[str, str | None], language: Language
) -> dict[str, Any]:
    figures = chengjie.placement.figures(problem, assignment)
    before = found.after.answer.get("assignment", {}) if found.after else {}
    standing = found.study.standing()
    rows = [
        {
            "project": each, "option": option, "carrier": each.where(option) if option else None,
            "value": each.options[option].value if option else None,
            "moved": bool(before) and before.get(each.id) is not None and before.get(each.id) != option,
            "accepted": each.id in standing and standing[each.id].option == option,
        }
        for each in problem.projects[:SHOWN]
        for option in (assignment.get(each.id),)
    ]  # fmt: skip
    return {
        "rows": rows, "more": max(0, len(problem.projects) - SHOWN), "figures": figures,
        "uses": [each for each in sorted(figures.uses, key=lambda use: -(use.share or 0)) if each.share is not None][:60],
        "worths": [(KINDS.get(kind, Text(kind, kind)), "、".join(names), worth) for kind, names, worth in found.answer.get("worths", ())],
        "map": _map(problem, assignment, language), "asked": _asked(problem, assignment, request.GET.get("project", "")),
        "conflicts": [(each["projects"], Text(**each["reason"]), Text(**each["remedy"])) for each in found.answer["conflicts"]],
    }  # fmt: skip


def ways_of(found: Run, name: str) -> dict[str, Any] | None:
    """Every way of a project in the answer of a run; None where there is no such project or no answer yet."""
    assignment = found.answer.get("assignment")
    return _asked(solving.problem_of(found), assignment, name) if assignment else None


def _asked(problem: Problem, assignment: dict[str, str | None], name: str) -> dict[str, Any] | None:
    """Why a project stands where it does and not elsewhere: each of its ways, with its value and what would be broken."""
    project = next((each for each in problem.projects if each.id == name), None)
    if project is None:
        return None
    here = assignment.get(name)
    ways = []
    for option in sorted(project.options, key=lambda each: (-project.options[each].value, each)):
        broken = (
            [said(each)[0] for each in chengjie.placement.why_not(problem, assignment, name, option)]
            if option != here
            else []
        )
        ways.append({"option": option, "carrier": project.where(option), "value": project.options[option].value, "here": option == here, "broken": broken})  # fmt: skip
    return {"project": project, "here": here, "ways": ways}


def _map(problem: Problem, assignment: dict[str, str | None], language: Language) -> str:
    codes = covered_codes(problem)
    if not codes:
        return ""
    county = {carrier.id: (carrier.county, carrier.prefecture) for carrier in problem.carriers}
    counts: dict[str, int] = {}
    for project in problem.projects:
        option = assignment.get(project.id)
        for area in county[project.where(option)] if option else ():
            counts[area or ""] = counts.get(area or "", 0) + 1
    most = max(counts.values(), default=1)

    def tone(code: str) -> tuple[str, str]:
        number = counts.get(codes.get(code, "-"), 0)
        if not number:
            return "hits-0", ""
        words = f"{number} 个项目" if language == "zh" else f"{number} projects"
        return f"hits-{1 if number * 3 <= most else 2 if number * 3 <= 2 * most else 3}", words

    return mark_safe(maps.zone_map(language, "布局地图" if language == "zh" else "Map of the placement", tone))  # noqa: S308  # drawn by us


def _table(problem: Problem, assignment: dict[str, str | None]) -> Table:
    columns = (
        Column("project", Text("项目", "project")), Column("industry", Text("行业", "industry")), Column("carrier", Text("承载地", "carrier")),
        Column("option", Text("方案", "option")), Column("value", Text("价值", "value"), numeric=True),
    )  # fmt: skip
    rows: list[tuple[str | float | None, ...]] = []
    for project in problem.projects:
        option = assignment.get(project.id)
        carrier, worth = (project.where(option), project.options[option].value) if option else (None, None)
        rows.append((project.id, project.industry, carrier, option, worth))
    return Table(columns, tuple(rows), Text("布局方案", "Placement"))


@login_required
@require_POST
def accept(request: HttpRequest, identity: str, number: int) -> HttpResponse:
    """Accept a placement into the ledger: what differs from what stands is reversed first, then written anew."""
    found = run_of(request, identity, number)
    studies.accept(found, by=person(request), why=request.POST.get("why", ""))
    return redirect("study", found.study.pk)


@login_required
@require_POST
def reverse(request: HttpRequest, identity: str) -> HttpResponse:
    """Take one accepted placement back by an entry of its own."""
    study = own(request, identity)
    studies.reverse(study, request.POST.get("project", ""), by=person(request), why=request.POST.get("why", ""))
    return redirect("study", study.pk)


@login_required
def ledger(request: HttpRequest, identity: str) -> HttpResponse:
    """The ledger as a file."""
    columns = (
        Column("number", Text("序号", "number"), numeric=True), Column("kind", Text("分录", "entry")), Column("project", Text("项目", "project")),
        Column("carrier", Text("承载地", "carrier")), Column("option", Text("方案", "option")), Column("value", Text("价值", "value"), numeric=True),
        Column("by", Text("经手人", "by")), Column("when", Text("时间", "when")), Column("why", Text("理由", "why")),
    )  # fmt: skip
    study, language = own(request, identity), language_of(request)
    entries = study.entries.select_related("by").order_by("number")
    rows = tuple(
        (each.number, each.kind, each.project, each.carrier, each.option, each.value, each.by.username, each.when.isoformat(timespec="seconds"), each.why)
        for each in entries
    )  # fmt: skip
    table = marked(Table(columns, rows, Text("布局台账", "Ledger of placements")), language, simulated=study.simulated)
    return downloads.table(table, "placement-ledger", request.GET.get("format", "xlsx"), language)
