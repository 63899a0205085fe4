"""Screening a register of firms for every carrier: brought, worked on in the background, looked at list by list, taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from chengjie.errors import Refusal
from chengjie.values import Column, Table, Text
from chengjie.web import screenings, taking, zone
from chengjie.web.door import language_of
from chengjie.web.pages import downloads
from chengjie.web.records.screening import ScreeningRun

TOPS = (10, 20, 50, 100)
ENDINGS = (".parquet", ".csv", ".xlsx")
PER_PAGE = 25
ASIDE = {
    "row-cell-missing": Text("缺少必填的内容", "a cell that must be there is empty"),
    "row-not-a-number": Text("不是数字", "not a number"),
    "row-not-finite": Text("不是有限的数", "not a finite number"),
    "row-out-of-bounds": Text("数值不合理", "beyond reason"),
    "row-id-repeated": Text(
        "同一代码重复，内容相同，只计首行", "an id again, with the same content; only the first row counts"
    ),
    "row-id-contradictory": Text(
        "同一代码各行内容不同，都不计", "rows of one id that contradict one another; none counts"
    ),
    "row-industry-unknown": Text("行业认不出", "industry that nobody can tell"),
    "row-malformed": Text("该行多出几格", "a line with too many cells"),
}


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def own(request: HttpRequest, identity: str) -> ScreeningRun:
    return get_object_or_404(ScreeningRun, pk=identity, owner=_person(request))


@login_required
def runs(request: HttpRequest) -> HttpResponse:
    """One's own screenings, and the place to bring a register."""
    if request.method == "POST":
        return _bring(request)
    context = {
        "runs": ScreeningRun.objects.filter(owner=_person(request)), "tops": TOPS, "endings": ",".join(ENDINGS),
        "most": settings.MOST_UPLOAD // 1024 // 1024,
    }  # fmt: skip
    return render(request, "chengjie/screenings.html", context)


def _bring(request: HttpRequest) -> HttpResponse:
    top = request.POST.get("top", "")
    made = bring(
        request.FILES.get("register"), top=int(top) if top.isdecimal() and int(top) in TOPS else TOPS[1],
        gaps="gaps" in request.POST, by=_person(request),
    )  # fmt: skip
    return redirect("screening", made.pk)


def bring(brought: UploadedFile[bytes] | None, *, top: int, gaps: bool, by: User) -> ScreeningRun:
    """Keep a register and begin to screen it. Refuses one that is empty, too large or of another form, and one too many."""
    if brought is None or not brought.size:
        raise Refusal.of("register-empty", file=(brought.name or "") if brought else "")
    name = taking.named(brought, "register")[-200:]
    if Path(name).suffix.lower() not in ENDINGS:
        raise Refusal.of("register-form-unsupported", file=name, ending=Path(name).suffix)
    if brought.size > settings.MOST_UPLOAD:
        raise Refusal.of("plan-too-large", file=name, limit=f"{settings.MOST_UPLOAD // 1024 // 1024} MB")
    if ScreeningRun.objects.filter(owner=by).count() >= settings.MOST_UPLOADS:
        raise Refusal.of("uploads-too-many", most=settings.MOST_UPLOADS)
    run = ScreeningRun.objects.create(owner=by, name=name, size=brought.size, gaps=gaps, top=top)
    run.folder.mkdir(parents=True, exist_ok=True)
    with run.file.open("wb") as file:
        for chunk in brought.chunks():
            file.write(chunk)
    screenings.start(run)
    return run


@login_required
def run(request: HttpRequest, identity: str) -> HttpResponse:
    """Progress; then all lists, one of them, or all of them as a file."""
    found = own(request, identity)
    screenings.rescue(found)
    if found.state != "read":
        return render(request, "chengjie/screening-progress.html", {"run": found})
    answer = found.answer()
    if ending := request.GET.get("format"):
        return downloads.table(_table(answer), "screening", ending, language_of(request))
    lists = lists_of(answer)
    words = request.GET.get("q", "").strip()
    shown = [
        each for each in lists if not words or words in each["title"].zh or words.lower() in each["title"].en.lower()
    ]
    chosen = next((each for each in lists if each["id"] == request.GET.get("list")), None)
    for one in chosen["top"] if chosen else ():
        industry = zone.industries().by_code(one["industry"])
        one["called"] = industry.title if industry else None
    context = {
        "run": found, "answer": answer, "chosen": chosen, "q": words, "filled": sum(bool(each["top"]) for each in lists), "all": len(lists),
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "aside": [_aside(each, answer["columns"]) for each in answer["set_aside"]], "left": answer["rows"] - answer["screened"],
        "missing": [Text(**answer["columns"][name]) for name in answer["missing_columns"]],
        "criteria": _criteria(answer),
    }  # fmt: skip
    return render(request, "chengjie/screening.html", context)


def _aside(each: dict[str, Any], columns: dict[str, dict[str, str]]) -> dict[str, Any]:
    column = Text(**columns[each["column"]]) if each["column"] in columns else None
    return {**each, "title": ASIDE.get(each["code"]), "column": column}


def _criteria(answer: dict[str, Any]) -> list[Text]:
    return [Text(each["zh"], each["en"]) for each in answer["criteria"].values()]


def lists_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Carriers, then gaps, those with firms first."""
    carriers = [
        {**each, "id": each["carrier"], "title": Text(**each["title"]), "gap": False} for each in answer["carriers"]
    ]
    gaps = [{**each, "id": each["gap"], "title": Text(**each["title"]), "gap": True} for each in answer["gaps"]]
    return sorted([*carriers, *gaps], key=lambda each: (not each["top"], each["gap"]))


def _table(answer: dict[str, Any]) -> Table:
    """Every firm of every list, with the points of each criterion in a column of its own."""
    names = list(answer["criteria"])
    columns = (
        Column("list", Text("承载地或缺口", "carrier or gap")), Column("rank", Text("名次", "rank"), numeric=True), Column("id", Text("代码", "id")),
        Column("name", Text("企业", "firm")), Column("industry", Text("行业", "industry")), Column("score", Text("得分", "score"), numeric=True),
        *(Column(name, Text(**answer["criteria"][name]), numeric=True) for name in names),
    )  # fmt: skip
    rows = []
    for each in lists_of(answer):
        for one in each["top"]:
            points = {part["criterion"]: part["points"] for part in one["contributions"]}
            firm = (one["rank"], one["id"], one["name"], one["industry"], one["score"])
            rows.append((each["title"].zh, *firm, *(points.get(name) for name in names)))
    return Table(columns, tuple(rows), Text("企业筛选", "Screening of firms"))


@login_required
def why(request: HttpRequest, identity: str) -> HttpResponse:
    """The reasons of one firm before one carrier or gap."""
    found = own(request, identity)
    firm, asker = request.GET.get("firm", "")[:200], request.GET.get("list", "")[:200]
    if found.state != "read" or not firm or not asker:
        raise Http404
    reasons, faults = screenings.why(found, firm, asker)
    context = {"run": found, "list": asker, "reasons": reasons, "faults": faults}
    if reasons:
        context["title"] = Text(**reasons["title"])
        for each in (*reasons["conditions"], *reasons["criteria"]):
            each["title"] = Text(**each["title"])
        context["aside"] = [_aside(each, reasons["columns"]) for each in reasons["set_aside"]]
        context["firm"] = [(Text(**reasons["columns"][name]), value) for name, value in reasons["firm"].items()]
    return render(request, "chengjie/screening-why.html", context)


@login_required
def rejects(request: HttpRequest, identity: str) -> HttpResponse:
    """Every fault of every row that was set aside."""
    found = own(request, identity)
    if not found.rejects.is_file():
        raise Http404
    response = HttpResponse(found.rejects.read_bytes(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="chengjie-rejects.csv"'
    return response


@login_required
@require_POST
def remove(request: HttpRequest, identity: str) -> HttpResponse:
    """Take a screening away with its register."""
    own(request, identity).remove()
    return redirect("screenings")
