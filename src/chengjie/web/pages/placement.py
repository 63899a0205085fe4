"""The placement studio: studies of one's own, their scenarios side by side, and what is accepted."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

import chengjie.placement
from chengjie.errors import Refusal
from chengjie.placement import Problem, drafting, sheets
from chengjie.values import Text
from chengjie.web import solving, studies, taking, zone
from chengjie.web.door import faults_shown, language_of
from chengjie.web.marking import marked
from chengjie.web.pages import compared, downloads
from chengjie.web.pages.settlement import person
from chengjie.web.records.placement import Run, Study

MOST_BYTES = 16 * 1024 * 1024
STATUS = {
    "optimal": Text("最优", "optimal"), "feasible": Text("已找到的最好", "best found"), "infeasible": Text("无解", "infeasible"), "unknown": Text("没有答案", "no answer"),
}  # fmt: skip


def placement(request: HttpRequest) -> HttpResponse:
    """What the studio is for, one's own studies, the templates, and bringing a problem."""
    return _first(request, [])


def _first(request: HttpRequest, faults: list[dict[str, Any]], *, status: int = 200) -> HttpResponse:
    mine = Study.objects.filter(owner=person(request)) if request.user.is_authenticated else Study.objects.none()
    shown = {
        name: [(key, table.title) for key, table in made().items()]
        for name, made in (("templates", sheets.templates), ("drafts", drafting.templates))
    }
    return render(request, "chengjie/placement.html", {"studies": mine, "faults": faults, **shown}, status=status)


def template(request: HttpRequest, name: str) -> HttpResponse:
    """An empty table to fill in."""
    tables = sheets.templates() | drafting.templates()
    if name not in tables:
        raise Http404
    return downloads.table(tables[name], f"placement-{name}", request.GET.get("format", "xlsx"), language_of(request))


@login_required
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """A study from tables, or the example."""
    name = request.POST.get("name", "").strip()[:200]
    simulated = bool(request.POST.get("example"))
    try:
        form = studies.example() if simulated else brought(request)
        made = studies.open_study(form, name, by=person(request), simulated=simulated)
    except Refusal as refusal:
        return _first(request, faults_shown(refusal.faults), status=400)
    return redirect("study", made.pk)


@login_required
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """A study out of the zone's own matching: scores are values, a carrier that the rules refuse is no option."""
    try:
        made = drafted(request, request.POST.get("name", ""), with_doubts=bool(request.POST.get("doubts")))
    except Refusal as refusal:
        return _first(request, faults_shown(refusal.faults), status=400)
    return redirect("study", made.pk)


def drafted(request: HttpRequest, name: str, *, with_doubts: bool) -> Study:
    """A study out of matching, from the tables that a request brings."""
    rooms, wanted = (table_of(request, name) for name in ("rooms", "wanted"))
    if rooms is None or wanted is None:
        raise Refusal.of("placement-tables-missing")
    form, doubts = drafting.draft(zone.package(), rooms, wanted, with_doubts=with_doubts)
    return studies.open_study(form, name.strip()[:200], by=person(request), doubts=doubts)


def table_of(request: HttpRequest, name: str) -> tuple[str, bytes] | None:
    """A table that a request brings, if it does."""
    file = request.FILES.get(name)
    return (file.name or name, _bytes(file)) if isinstance(file, UploadedFile) and file.size else None


def brought(request: HttpRequest) -> dict[str, Any]:
    """The problem in the tables that a request brings."""
    carriers, projects, rules = (table_of(request, name) for name in ("carriers", "projects", "rules"))
    if carriers is None or projects is None:
        raise Refusal.of("placement-tables-missing")
    return sheets.read_tables(carriers, projects, rules)


def _bytes(brought: UploadedFile[bytes]) -> bytes:
    taking.bounded(brought, MOST_BYTES)
    content: bytes = brought.read()
    return content


def own(request: HttpRequest, identity: str) -> Study:
    """A study of one's own; nobody else's is there."""
    return get_object_or_404(Study, pk=identity, owner=person(request))


@login_required
def study(request: HttpRequest, identity: str) -> HttpResponse:
    """A study: what is in it, its scenarios side by side, a further one, and the ledger."""
    return _study(request, own(request, identity), [])


def _study(request: HttpRequest, found: Study, faults: list[dict[str, Any]], *, status: int = 200) -> HttpResponse:
    problem = chengjie.placement.read_problem(found.form)
    runs = list(found.runs.select_related("after"))
    rows = [_beside(run) for run in runs]
    if ending := request.GET.get("format"):
        language = language_of(request)
        table = marked(compared.table(rows, STATUS), language, simulated=found.simulated)
        return downloads.table(table, "scenarios", ending, language)
    best = max((row["figures"].value for row in rows if row["figures"]), default=None)
    context = {
        "study": found, "problem": problem, "rows": rows, "best": best, "faults": faults,
        "ruled": compared.ruled(found), "uses": compared.uses(rows),
        "resources": sorted({name for carrier in problem.carriers for name in carrier.capacities}),
        "entries": found.entries.select_related("by", "run").order_by("-number")[:100], "standing": found.standing(),
        "running": any(run.running and not run.lost for run in runs),
    }  # fmt: skip
    return render(request, "chengjie/study.html", context, status=status)


def _beside(run: Run) -> dict[str, Any]:
    """A run with its figures, if it has an answer."""
    assignment = run.answer.get("assignment")
    figures = chengjie.placement.figures(solving.problem_of(run), assignment) if assignment else None
    return {
        "run": run,
        "figures": figures,
        "changes": compared.changed(run),
        "status": STATUS.get(run.answer.get("status", "")),
        "last": run.progress[-1] if run.progress else None,
    }


@login_required
@require_POST
def remove(request: HttpRequest, identity: str) -> HttpResponse:
    """Take a study away, if nothing in it was ever accepted."""
    found = own(request, identity)
    try:
        studies.remove(found)
    except Refusal as refusal:
        return _study(request, found, faults_shown(refusal.faults), status=400)
    return redirect("placement")


@login_required
@require_POST
def start(request: HttpRequest, identity: str) -> HttpResponse:
    """A further scenario: what is changed, how long it may take, and whether as much as can be stays as in an earlier one."""
    found = own(request, identity)
    try:
        run = studies.begin(found, _wish(request))
    except Refusal as refusal:
        return _study(request, found, faults_shown(refusal.faults), status=400)
    return redirect("placement-run", found.pk, run.number)


def _wish(request: HttpRequest) -> studies.Wish:
    given = request.POST
    return studies.Wish(
        name=given.get("name", ""), seconds=studies.number(given.get("seconds", "20")), carrier=given.get("carrier", ""), resource=given.get("resource", ""),
        room=studies.number(given.get("room", "")), dropped=given.get("dropped", ""), keep=bool(given.get("keep")),
        after=int(given["after"]) if given.get("after", "").isdecimal() and len(given["after"]) < 10 else None,
        added=table_of(request, "added"), rules=table_of(request, "rules"), rule=given.get("rule", ""), amount=studies.number(given.get("amount", "").rstrip("%％")),
    )  # fmt: skip


def covered_codes(problem: Problem) -> dict[str, str]:
    """County code → the area that carriers name so, for the map."""
    named = {area for carrier in problem.carriers for area in (carrier.county, carrier.prefecture) if area}
    known = {code: place for code in zone.covered() if (place := zone.places().by_code(code))}
    return {code: place.name for code, place in known.items() if place.name in named}
