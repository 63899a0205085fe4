"""My work (我的工作): what waits for me, what of it is late, what I sent; narrowed, ordered, and kept as a view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chengjie.process import Actor
from chengjie.values import Text
from chengjie.web import cases, scope
from chengjie.web.pages import views
from chengjie.web.pages.settlement import person
from chengjie.web.records.cases import Case, Waiting

PER_PAGE = 50
SENT = 20
DUES = {"late": Text("已逾期", "late"), "dated": Text("有期限", "with a limit"), "open": Text("无期限", "without one")}
ORDERS = {"due": Text("先到期的在前", "first due first"), "since": Text("等得最久的在前", "longest waiting first"), "newest": Text("新到的在前", "newest first")}  # fmt: skip
_KEYS = {"since": ("simulated", "since", "pk"), "newest": ("simulated", "-since", "-pk")}


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which process, due how, in which order; empty is all of them, the most urgent first."""

    process: str = ""
    due: str = ""
    sort: str = ""


ALL = Asked()


@login_required
def work(request: HttpRequest) -> HttpResponse:
    """What waits for me, what is late, and what I sent."""
    if (first := views.first(request)) is not None:
        return first
    today, given = timezone.localdate(), request.GET
    steps, more = waiting(scope.of(request), Asked(*(given.get(name, "") for name in ("process", "due", "sort"))))
    context = {
        "rows": [_turn(each) for each in steps], "today": today, "late": sum(each.due is not None and each.due < today for each in steps),
        "sent": [(each, cases.definition_of(each)) for each in Case.objects.filter(opener=person(request))[:SENT]],
        "more": more, "given": given, "dues": DUES.items(), "orders": ORDERS.items(),
        "processes": [(each.name, each.title.text) for each in cases.library().latest.values()],
    }  # fmt: skip
    return render(request, "chengjie/work.html", {**context, **views.bar(request)})


def waiting(who: tuple[Actor, ...], asked: Asked = ALL) -> tuple[list[Waiting], bool]:
    """The steps that wait for somebody, each once, the most urgent first where no other order is asked; and whether there are more."""
    found = list(narrowed(cases.waiting_for(who), asked, timezone.localdate())[: PER_PAGE * 2])
    once: dict[tuple[int, str], Waiting] = {}
    for each in found:
        once.setdefault((each.case_id, each.step), each)
    return list(once.values())[:PER_PAGE], len(found) >= PER_PAGE * 2


def narrowed(found: QuerySet[Waiting], asked: Asked, today: date) -> QuerySet[Waiting]:
    """What waits, of one process, late, with or without a limit, in the order that is asked."""
    if asked.process:
        found = found.filter(case__definition=asked.process)
    match asked.due:
        case "late":
            found = found.filter(due__lt=today)
        case "dated":
            found = found.filter(due__isnull=False)
        case "open":
            found = found.filter(due__isnull=True)
    keys = _KEYS.get(asked.sort)
    return found.order_by(*keys) if keys else found


def _turn(step: Waiting) -> tuple[object, ...]:
    """What “my work” shows of a step that waits."""
    case, definition = step.case, cases.definition_of(step.case)
    title = definition.step_of[step.step].title.text
    return case.number, case.title, case.simulated, title, definition.title.text, step.since, step.due
