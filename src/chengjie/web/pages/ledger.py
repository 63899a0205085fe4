"""The project ledger on the site (台账): lines, pivot, map, and milestones, of real projects or of simulated ones, never of both."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe

from chengjie.values import Text
from chengjie.values.text import Language
from chengjie.web import ledger as lines_of
from chengjie.web import ledger_tables, scope, zone
from chengjie.web.demo_plans import totals
from chengjie.web.door import language_of
from chengjie.web.marking import KINDS, marked
from chengjie.web.pages import downloads, maps, views
from chengjie.web.pages.cases import reached
from chengjie.web.records.ledger import Line
from chengjie.web.records.search import CASE
from chengjie.web.search import grams, index

PER_PAGE = 50
YEARS = 20
MOST_EXPORTED = 20_000
VIEWS = {"lines": Text("项目", "Projects"), "pivot": Text("交叉表", "Pivot"), "map": Text("地图", "Map"), "stages": Text("漏斗与天数", "Funnel and days")}  # fmt: skip


@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """The ledger within one's reach."""
    if (first := views.first(request)) is not None:
        return first
    given, language, kind = request.GET, language_of(request), kind_of(request)
    simulated, view = kind == "simulated", _one_of(given.get("view"), VIEWS)
    lines = filtered(request, (within if view == "lines" else counted)(request, kind))
    if (ending := given.get("format")) and view == "lines":
        chosen = lines.select_related("case").order_by("-case_id")[:MOST_EXPORTED]
        table = marked(ledger_tables.lines_table(chosen, language), language, simulated=simulated)
        return downloads.table(table, f"ledger-{kind}", ending, language)
    rows, columns = _one_of(given.get("rows"), ledger_tables.ROWS), _one_of(given.get("columns"), ledger_tables.COLUMNS)
    if ending:
        found = ledger_tables.pivot_table(ledger_tables.pivot(lines, rows, columns, language), rows)
        return downloads.table(marked(found, language, simulated=simulated), f"ledger-{kind}", ending, language)
    context = {
        "view": view, "views": VIEWS.items(), "kind": kind, "kinds": KINDS.items(), "given": given, "rows": rows, "columns": columns,
        "row_kinds": ledger_tables.ROWS.items(), "column_kinds": ledger_tables.COLUMNS.items(), "stated": totals() if kind == "simulated" else (),
        "stages": [(name, ledger_tables.stage(name)) for name in ledger_tables.stages()], "places": _places(request, language),
        "years": [(each, each) for each in range(timezone.localdate().year - YEARS, timezone.localdate().year + 1)],
        **_view(view, lines, rows, columns, request),
    }  # fmt: skip
    return render(request, "chengjie/ledger.html", {**context, **views.bar(request)})


def kind_of(request: HttpRequest) -> str:
    """Real or simulated, as asked; else real where there is any real project within reach, or none at all."""
    wanted = request.GET.get("kind", "")
    if wanted in KINDS:
        return wanted
    return "simulated" if not within(request, "real").exists() and within(request, "simulated").exists() else "real"


def within(request: HttpRequest, kind: str) -> QuerySet[Line]:
    """The lines of one kind that somebody may see, for lists."""
    return lines_of.visible(scope.of(request), simulated=kind == "simulated")


def counted(request: HttpRequest, kind: str) -> QuerySet[Line]:
    """The same lines, for sums over all of them."""
    return lines_of.counted(scope.of(request), simulated=kind == "simulated")


def _one_of(wanted: str | None, known: dict[str, Text]) -> str:
    return wanted if wanted in known else next(iter(known))


def filtered(request: HttpRequest, lines: QuerySet[Line]) -> QuerySet[Line]:
    """The lines that fit what is asked: place with all below it, stage, year of signing, words."""
    given = request.GET
    if place := given.get("place"):
        lines = lines.filter(place__among=scope.below(place))
    if stage := given.get("stage"):
        lines = lines.filter(stage=stage)
    if (year := given.get("year", "")).isdecimal() and len(year) == 4:
        lines = lines.filter(signed__year=int(year))
    if asked := grams.asked(given.get("q", "")):
        lines = index.narrowed(lines, asked, CASE, key="case_id")
    return lines


def _view(view: str, lines: QuerySet[Line], rows: str, columns: str, request: HttpRequest) -> dict[str, object]:
    language = language_of(request)
    if view == "pivot":
        return {"pivot": ledger_tables.pivot(lines, rows, columns, language)}
    if view == "map":
        return {**_map(lines, language), "notice": zone.geometry().notice}
    if view == "stages":
        funnel = ledger_tables.funnel(lines)
        return {"funnel": funnel, "most": max(count for _, count in funnel), "spans": ledger_tables.spans(lines)}
    after = request.GET.get("after", "")
    chosen = lines.filter(case_id__lt=int(after)) if after.isdecimal() and len(after) < 18 else lines
    shown = list(chosen.select_related("case").order_by("-case_id")[: PER_PAGE + 1])
    return {
        "lines": [_row(each, language) for each in shown[:PER_PAGE]],
        "next": shown[PER_PAGE - 1].case_id if len(shown) > PER_PAGE else None,
    }


def _row(line: Line, language: Language) -> tuple[object, ...]:
    """What the ledger shows of a project."""
    case, stage = line.case, ledger_tables.stage(line.stage)
    place = ledger_tables.place_name(case.place, language)
    return (
        case.number,
        case.title,
        case.simulated,
        case.ended,
        place,
        line.industry,
        stage,
        line.contract,
        line.paid,
        line.signed,
    )


def _places(request: HttpRequest, language: Language) -> list[tuple[str, str]]:
    return [(code, ledger_tables.place_name(code, language)) for code in sorted(reached(request))]


def _map(lines: QuerySet[Line], language: Language) -> dict[str, Any]:
    """The map, and how many projects each shade of it stands for."""
    counts = dict(lines.order_by().values_list("place").annotate(count=Count("pk")))
    most = max(counts.values(), default=0)

    def tone(code: str) -> tuple[str, str]:
        count = counts.get(code, 0)
        return f"count-{shade(count, most)}", f"{count} 个项目" if language == "zh" else f"{count} projects"

    label = "各县项目数" if language == "zh" else "Projects by county"
    shades: dict[int, list[int]] = {}
    for count in range(1, most + 1):
        shades.setdefault(shade(count, most), []).append(count)
    keys = [(name, min(held), max(held)) for name, held in sorted(shades.items())]
    drawn = mark_safe(maps.zone_map(language, label, tone))  # noqa: S308  # drawn by us, every word escaped there
    return {"map": drawn, "keys": keys}


def shade(count: int, most: int) -> int:
    """The shade of a county with so many projects where the fullest has the most: none, and four steps.

    >>> [shade(count, 40) for count in (0, 1, 11, 40)]
    [0, 1, 2, 4]
    """
    return 0 if not count else 1 + min(3, 4 * count // (most + 1))
