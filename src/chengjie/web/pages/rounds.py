"""What a dispatcher does with one press: open a round on a form, remind places that are silent, follow a figure up (开轮、催办、督办)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from chengjie.errors import Refusal
from chengjie.process import Act, data_of
from chengjie.process.figures import measured
from chengjie.values import Place
from chengjie.web import cases, ledger, notices, scope, taking, zone
from chengjie.web.ledger_tables import place_name
from chengjie.web.pages import dispatch
from chengjie.web.pages.cases import reached
from chengjie.web.pages.ledger import within
from chengjie.web.pages.settlement import person
from chengjie.web.records.cases import Case


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a follow-up rests on: the matter, the figure in words, the case it comes from, and whether all of it is simulated."""

    matter: str
    figure: str
    case: str
    simulated: bool


@dispatch.for_dispatch
def new(request: HttpRequest) -> HttpResponse:
    """Open a round: its name, the day to report by, and the places, a prefecture at a time or one by one."""
    if request.method == "POST":
        given = request.POST
        asked = _asked(given.getlist("place"), given.getlist("all"), reached(request))
        case = open_round(request, given.get("round", ""), asked, report_by=given.get("report_by", ""))
        return redirect("dispatch-round", case.number)
    return render(
        request,
        "chengjie/round-new.html",
        {"groups": _groups(request), "proposed": dispatch.proposed(), "title": _title()},
    )


def open_round(request: HttpRequest, called: str, places: Sequence[str], *, report_by: str) -> Case:
    """Open a round for places within one's reach; what lies beyond it is not asked."""
    asked = _asked(list(places), [], reached(request))
    data = {"round": called.strip()[:200] or None, "asked": asked or None, "report_by": _day(report_by) or None}
    act = Act("open", place=_seat(request, asked), data=data_of(data), channel="online")
    return cases.open_case(scope.of(request), dispatch.ROUND, act, by=person(request))


def _title() -> str:
    today = timezone.localdate()
    return f"{today.year}年第{'一二三四'[(today.month - 1) // 3]}季度调度"


def _groups(request: HttpRequest) -> list[tuple[Place | None, list[Place]]]:
    """Counties within reach under their prefectures."""
    here = [place for code in reached(request) if (place := zone.places().by_code(code))]
    counties = [each for each in here if each.level == "county"]
    above = dict.fromkeys(each.parent for each in counties if each.parent)
    return [(zone.places().by_code(code), [each for each in counties if each.parent == code]) for code in above]


def _asked(places: list[str], wholes: list[str], within_reach: list[str]) -> tuple[str, ...]:
    wanted = {
        *places,
        *(code for code in within_reach for whole in wholes if code in scope.below(whole) and code != whole),
    }
    return tuple(code for code in within_reach if code in wanted)


def _seat(request: HttpRequest, asked: tuple[str, ...]) -> str:
    """The place of the grant by which somebody dispatches all that is asked."""
    grants = [
        grant for each in scope.of(request) for grant in each.rights if grant.role in dispatch.MAY and grant.place
    ]
    fitting = [each.place for each in grants if all(code in scope.below(each.place) for code in asked)]
    return next(iter(fitting), grants[0].place if grants else "")


def _day(written: str) -> str:
    found = taking.day(written)
    return found.isoformat() if found else ""


@dispatch.for_dispatch
@require_POST
def remind(request: HttpRequest, number: str) -> HttpResponse:
    """Remind the places that have not answered; the reminder stands in the record of the round. Refuses `dispatch-all-answered`."""
    told = remind_all(request, number)
    return redirect(f"{reverse('dispatch-round', args=[number])}?told={told}")


def remind_all(request: HttpRequest, number: str) -> int:
    """Remind the places of a round that have not answered; how many people were told."""
    case = get_object_or_404(cases.visible(scope.of(request)), number=number, definition=dispatch.ROUND)
    state = cases.state_of(case)
    silent = [name for name, answer in dispatch.answers(state, "zh") if answer is None]
    if not silent or not state.tokens:
        raise Refusal.of("dispatch-all-answered", case=number)
    cases.go_on(case, scope.of(request), Act("note", note=f"催办：{'、'.join(silent)}"[:2000]))
    return notices.remind(case, cases.state_of(case), cases.definition_of(case), by=person(request))


@dispatch.for_dispatch
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Open a follow-up of a place, with what it rests on and the day filled in; it leads to the case."""
    return redirect("case", open_follow_up(request, request.POST).number)


def open_follow_up(request: HttpRequest, given: Mapping[str, str]) -> Case:
    """Open a follow-up of a place on a figure of a rate, worked out anew, or on what it reported in a round."""
    place = given.get("place", "")
    grounds = _of_round(request, given["round"], place) if given.get("round") else _of_rate(request, given, place)
    data = {
        "matter": grounds.matter, "figure": grounds.figure, "from_case": grounds.case or None, "answer_by": _day(given.get("answer_by", "")) or None,
    }  # fmt: skip
    act = Act("open", place=place, data=data_of(data), channel="online")
    return cases.open_case(scope.of(request), dispatch.FOLLOW_UP, act, by=person(request), simulated=grounds.simulated)


def _of_rate(request: HttpRequest, given: Mapping[str, str], place: str) -> Grounds:
    """The figure of a place in a league table, worked out anew and not taken from the form."""
    rate = dispatch.known_rates().get(given.get("rate", ""))
    kind = "simulated" if given.get("kind") == "simulated" else "real"
    lines = within(request, kind).filter(case__place=place).select_related("case")
    if rate is None or not lines.exists():
        raise Refusal.of("dispatch-place-unknown", place=place[:10])
    trail = measured(rate, ledger.states(lines), cases.library(), day=timezone.localdate())
    value = "未知（有项目缺数）" if trail.value is None else f"{trail.value}{trail.unit} = {trail.how}"
    figure = f"{rate.title.zh} {value}（{timezone.localdate().isoformat()}）"
    return Grounds(f"{place_name(place, 'zh')}{rate.title.zh}督办", figure, "", kind == "simulated")


def _of_round(request: HttpRequest, number: str, place: str) -> Grounds:
    """What a place has reported in a round, or that it has not."""
    case = get_object_or_404(cases.visible(scope.of(request)), number=number, definition=dispatch.ROUND)
    state = cases.state_of(case)
    name = place_name(place, "zh")
    circular = dispatch.circular_of(state, "zh")
    row = next((row for row in circular.rows if row[1] == name), None)
    if row is None:
        raise Refusal.of("dispatch-place-unknown", place=place[:10])
    said = [
        f"{column.title.zh} {value}%"
        for column, value in zip(circular.columns[2:-1], row[2:-1], strict=True)
        if value is not None
    ]
    figure = "；".join([*said, *([str(row[-1])] if row[-1] else [])])
    return Grounds(f"{case.title}：{name}督办", figure, number, case.simulated)
