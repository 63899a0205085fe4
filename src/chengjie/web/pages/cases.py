"""Cases on the site: the list, a case with everything about it, and every act on it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

import chengjie.process
import chengjie.process.auditing
from chengjie.process import Definition, State
from chengjie.process.paths import critical
from chengjie.values import Column, Table, Text
from chengjie.web import cases, ledger, masking, promised, publications, scope, taking, zone
from chengjie.web.case_forms import act_with_file, acts_of, called, choose_file, opening_of, read_act
from chengjie.web.door import language_of
from chengjie.web.pages import downloads, views
from chengjie.web.pages.settlement import person
from chengjie.web.records.cases import Case, CaseFile
from chengjie.web.records.search import CASE
from chengjie.web.search import grams, index

PER_PAGE = 50
RAISED = {"major-project-channel": "project", "problem": "project", "promise": "project"}
"""What is started from the page of a project, and the field that names the project."""
MOST_EXPORTED = 20_000
_BESIDE = {
    promised.PROCESS: "promise_row",
    publications.PUBLICATION: "publication",
    publications.OBJECTION: "objection",
}
"""The row of another register that a case of some processes belongs to."""
STATES = {"open": Text("办理中", "under way"), "late": Text("逾期", "late"), "ended": Text("已办结", "ended")}


@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """Cases within one's reach, filtered; pages go on from the last one shown and count nothing."""
    if (first := views.first(request)) is not None:
        return first
    found = filtered(request)
    language = language_of(request)
    if ending := request.GET.get("format"):
        return downloads.table(_table(found[:MOST_EXPORTED]), "cases", ending, language)
    after = taking.whole(request.GET.get("after", ""))
    shown = list((found if after is None else found.filter(pk__lt=after))[: PER_PAGE + 1])
    context = {
        "rows": [_row(each) for each in shown[:PER_PAGE]], "next": shown[PER_PAGE - 1].pk if len(shown) > PER_PAGE else None,
        "given": request.GET, "processes": [(each.name, each.title.text) for each in cases.library().latest.values()], "states": STATES.items(),
    }  # fmt: skip
    return render(request, "chengjie/cases.html", {**context, **views.bar(request)})


def _row(case: Case) -> tuple[object, ...]:
    """What the list shows of a case."""
    place = zone.places().by_code(case.place)
    where = Text(place.name, place.en or place.name) if place else Text(case.place, case.place)
    process = cases.definition_of(case).title.text
    return case.number, case.title, case.simulated, process, where, case.opened, case.due, case.ended, case.late


def filtered(request: HttpRequest) -> QuerySet[Case]:
    """The cases within one's reach that fit what is asked: process, state, place with all below it, words."""
    given, found = request.GET, cases.visible(scope.of(request))
    if name := given.get("process"):
        found = found.filter(definition=name)
    if state := given.get("state"):
        found = {
            "open": found.filter(ended=""),
            "late": found.filter(ended="", late=True),
            "ended": found.exclude(ended=""),
        }.get(state, found)
    if place := given.get("place"):
        found = found.filter(place__among=scope.below(place))
    if asked := grams.asked(given.get("q", "")):
        found = index.narrowed(found, asked, CASE)
    return found.order_by("-pk")


def _table(found: QuerySet[Case]) -> Table:
    columns = (
        Column("number", Text("编号", "number")), Column("process", Text("流程", "process")), Column("title", Text("名称", "title")), Column("place", Text("地区", "place")),
        Column("opened", Text("开始", "opened")), Column("ended", Text("结果", "ended")), Column("due", Text("到期", "due")), Column("late", Text("逾期", "late")),
        Column("simulated", Text("模拟", "simulated")),
    )  # fmt: skip
    rows = tuple(
        (each.number, cases.definition_of(each).title.zh, each.title, each.place, each.opened.date(), each.ended, each.due, each.late, "模拟" if each.simulated else "")
        for each in found
    )  # fmt: skip
    return Table(columns, rows, Text("办件", "Cases"))


@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """The processes that one may start, by what they are part of."""
    who = scope.of(request)
    roles = {grant.role for each in who for grant in each.rights}
    found: dict[str, list[Definition]] = {}
    for each in cases.library().latest.values():
        named = each.may("open")
        if named and roles & set(named.roles):
            found.setdefault(each.about, []).append(each)
    return render(request, "chengjie/case-choose.html", {"groups": sorted(found.items())})


@login_required
def begin(request: HttpRequest, name: str) -> HttpResponse:
    """Open a case of a process: its first fields, and what it is about."""
    definition, who = cases.library().get(name), scope.of(request)
    if request.method == "POST":
        case = cases.open_case(who, name, opening_of(request, definition), by=person(request))
        return redirect("case", case.number)
    places = [place for code in reached(request) if (place := zone.places().by_code(code))]
    fields = [each for each in definition.fields if each.name in definition.asks]
    rest = [each for each in definition.fields if each.name not in definition.asks]
    carriers = sorted(
        (each for each in zone.carriers() if set(each.counties) & {place.code for place in places}),
        key=lambda each: each.name,
    )
    context = {
        "definition": definition,
        "fields": fields,
        "rest": rest,
        "places": places,
        "carriers": carriers,
        "given": _given(request)
        | {"enterprise": request.GET.get("enterprise") or next(iter(_enterprises(request)), "")},
        "enterprises": _enterprises(request),
    }
    return render(request, "chengjie/case-begin.html", context)


def reached(request: HttpRequest) -> list[str]:
    """Counties and prefectures within one's grants; all that the zone covers for a firm, which chooses where to go."""
    covered = zone.covered()
    grants = [grant for each in scope.of(request) for grant in each.rights]
    open_to_all = any(grant.enterprise for grant in grants)
    areas = [grant.place for grant in grants if grant.place]
    for grant in grants:
        if grant.carrier and (carrier := zone.carriers().by_id.get(grant.carrier)):
            areas += carrier.counties
    above = dict.fromkeys(place.parent for code in covered if (place := zone.places().by_code(code)) and place.parent)
    return [code for code in (*covered, *above) if open_to_all or any(scope.law().within(code, area) for area in areas)]


def _given(request: HttpRequest) -> dict[str, str]:
    """What the address fills in beforehand, so that one page leads to the form of another."""
    fields = {
        name.removeprefix("f-"): str(value)[:1000] for name, value in request.GET.items() if name.startswith("f-")
    }
    return {**fields, **{name: str(request.GET.get(name, ""))[:40] for name in ("place", "carrier", "enterprise")}}


def _enterprises(request: HttpRequest) -> list[str]:
    return [grant.enterprise for each in scope.of(request) for grant in each.rights if grant.enterprise]


def within_sight(request: HttpRequest, number: str) -> tuple[Case, State, Definition]:
    """A case with its state, for somebody who may see it; for others it is not there."""
    case = get_object_or_404(Case.objects.prefetch_related("entries", "files"), number=number)
    state = cases.state_of(case)
    if not cases.may_see(case, state, scope.of(request)):
        raise Http404
    return case, state, cases.definition_of(case)


@login_required
def case(request: HttpRequest, number: str) -> HttpResponse:
    """A case: where it stands, whose turn it is, clocks, papers, what is missing, what one may do, and its diary."""
    found, state, definition = within_sight(request, number)
    law = cases.law_of(found, state)
    rows = [row.entry() for row in found.entries.all()]
    seen = masking.fields(found, state, definition, scope.of(request))
    masking.look(person(request), found, seen)
    readings = chengjie.process.readings(state, definition, law=law, day=timezone.localdate())
    context = {
        "case": found, "state": state, "definition": definition, "place": zone.places().by_code(state.place),
        "carrier": zone.carriers().by_id.get(state.carrier),
        "tokens": [(token, definition.step_of[token.step], [law.roles[role].title for role in definition.step_of[token.step].who.roles if role in law.roles]) for token in state.tokens],
        "end": next((each for each in definition.ends if each.id == state.ended), None),
        "clocks": [(definition.clock_of[each.clock], each, [law.limits[name].title for name in _limits(each.missing) if name in law.limits]) for each in readings],
        "papers": [(each, state.paper.get(each.id), [row for row in found.files.all() if row.document == each.id]) for each in definition.documents],
        "fields": seen,
        "diary": [(entry, done(entry, definition)) for entry in rows[::-1]], "acts": acts_of(state, definition, scope.of(request), law),
        "proof": chengjie.process.auditing.verify(rows), "ahead": [definition.step_of[each].title.text for each in critical(state, definition, law=law).steps[1:]],
        "visits": [(definition.step_of[each.step].title.text, each, called("outcome", each.outcome) if each.outcome else None) for each in state.visits if not each.annulled],
        "milestones": [(called("milestone", each.name), each) for each in state.milestones],
        "around": [(each, cases.definition_of(each)) for each in cases.around(found, state, scope.of(request))],
        "raises": _raises(request, found), "beside": name if hasattr(found, name := _BESIDE.get(found.definition, "—")) else "",
    }  # fmt: skip
    return render(request, "chengjie/case.html", context)


def _raises(request: HttpRequest, found: Case) -> list[tuple[Definition, str]]:
    """What a project may need and the person may start: the direct channel, a problem, a promise; with the address of the form."""
    if found.definition != ledger.PROCESS or found.simulated:
        return []
    roles = {grant.role for each in scope.of(request) for grant in each.rights}
    about = {"place": found.place, "carrier": found.carrier, "enterprise": found.enterprise}
    made = []
    for name, field in RAISED.items():
        definition = cases.library().latest.get(name)
        named = definition.may("open") if definition is not None else None
        if definition is not None and named is not None and roles & set(named.roles):
            given = {**about, f"f-{field}": found.number}
            made.append((definition, f"{reverse('case-begin', args=[name])}?{urlencode(given)}"))
    return made


def _limits(missing: tuple[str, ...]) -> list[str]:
    return [each.partition(":")[2] for each in missing if each.startswith("limit:")]


def done(entry: chengjie.process.Entry, definition: Definition) -> Text | None:
    """What was done by an entry, in words; None where its kind says it all."""
    act = entry.act
    if act.kind in {"decide", "lapse"} and act.step in definition.step_of:
        step = definition.step_of[act.step]
        outcome = step.outcomes.get(act.outcome)
        title = outcome.title.text if outcome and outcome.title else called("outcome", act.outcome)
        return Text(f"{step.title.zh}：{title.zh}", f"{step.title.en}: {title.en}")
    if act.document in definition.document_of:
        return definition.document_of[act.document].title.text
    return None


@login_required
@require_POST
def act(request: HttpRequest, number: str) -> HttpResponse:
    """One act on a case."""
    found, state, definition = within_sight(request, number)
    brought = choose_file(request, found)
    what = read_act(request, state, definition, digest=brought.digest if brought else "")
    seen = request.POST.get("count", "")
    act_with_file(found, scope.of(request), what, brought, seen=taking.whole(seen))
    return redirect("case", number)


@login_required
def file(request: HttpRequest, number: str, identity: str) -> FileResponse:
    """A document of a case, handed out as a file to save and never shown in the page."""
    found, state, definition = within_sight(request, number)
    return paper(request, found, state, definition, identity)


def paper(request: HttpRequest, found: Case, state: State, definition: Definition, identity: str) -> FileResponse:
    """A paper as a file, for somebody who may see the case; that it was handed out is noted where it is personal."""
    row = get_object_or_404(CaseFile, pk=identity, case=found, removed=None)
    if not masking.may_have(row.document, state, definition, scope.of(request)):
        raise Http404
    masking.handed_out(person(request), found, row.document, definition)
    return FileResponse(
        row.path.open("rb"), as_attachment=True, filename=row.name, content_type="application/octet-stream"
    )
