"""Supply and demand boards: the kinds, the tables brought to one, its answer with reasons and who is assigned to whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

import chengjie.matching
import chengjie.report.refusal
from chengjie.errors import Fault, Refusal
from chengjie.matching import methods
from chengjie.matching.board import Board, board
from chengjie.matching.definition import Definition
from chengjie.values import Text
from chengjie.values.text import Language
from chengjie.web import zone
from chengjie.web.door import faults_shown, language_of
from chengjie.web.pages import board_forms, board_tables, downloads
from chengjie.web.pages.settlement import person
from chengjie.web.records.matching import KeptBoard

MOST = 500
SHOWN_DEMANDS, SHOWN_OFFERS = 50, 3
GROUPS = (
    ("place", Text("企业与承载地", "Firms and carriers")),
    ("chain", Text("产业链配套", "Chains")),
    ("factor", Text("要素供需", "Factors")),
)
_SIDES = {"demand": Text("需求", "demand"), "supply": Text("供给", "supply")}
_WAYS = {
    "stable": Text("稳定配对", "stable"),
    "best-total": Text("总分最高", "largest total"),
    "amounts": Text("按数量分配，总分最高", "amounts shared, largest total"),
}


def boards(request: HttpRequest) -> HttpResponse:
    """The kinds of board by group, and the boards of the reader."""
    found = [each for each in chengjie.matching.kinds(zone.package()) if board_forms.tables(each)]
    groups = [(title, [each for each in found if each.group == group]) for group, title in GROUPS]
    titles = {each.id: each.title.text for each in found}
    own = [(each, titles.get(each.kind, each.kind)) for each in KeptBoard.objects.filter(owner=person(request))[:100]] if request.user.is_authenticated else []  # fmt: skip
    return render(request, "chengjie/boards.html", {"groups": [each for each in groups if each[1]], "own": own})


def kind(request: HttpRequest, name: str) -> HttpResponse:
    """One kind: what each table holds, templates, an example, and the form for those who are signed in."""
    wanted = chengjie.matching.definition(zone.package(), name)
    if side := request.GET.get("template"):
        if side not in dict(board_forms.tables(wanted)):
            raise Refusal.of("board-side-given", kind=name, side=side)
        return board_forms.template(wanted, side, language_of(request))
    if request.method == "POST":
        return _bring(request, wanted, None)
    return render(request, "chengjie/board-kind.html", _kind(request, wanted))


def _kind(request: HttpRequest, wanted: Definition) -> dict[str, Any]:
    sides = [
        {"name": name, "side": side, "columns": [(column, board_forms.said(column)) for column in side.columns], "rows": _typed(request, wanted, name)}
        for name, side in board_forms.tables(wanted)
    ]  # fmt: skip
    return {"kind": wanted, "sides": sides, "way": _WAYS[_way(wanted)] if wanted.assigning else None}


def _typed(request: HttpRequest, wanted: Definition, name: str) -> list[list[tuple[Any, str]]]:
    columns = getattr(wanted, name).columns
    return [[(column, request.POST.get(f"{name}-{number}-{column.name}", "")) for column in columns] for number in range(board_forms.TYPED)]  # fmt: skip


def _way(wanted: Definition) -> str:
    asked = wanted.assigning
    return "amounts" if asked and asked.demand_amount else asked.by if asked else ""


def _bring(request: HttpRequest, wanted: Definition, found: KeptBoard | None) -> HttpResponse:
    """Keep the tables that were brought, or say everything that is wrong with them."""
    if not request.user.is_authenticated:
        return redirect("sign-in")
    owner = person(request)
    try:
        name = request.POST.get("name") or wanted.title.text.say(language_of(request))
        kept = keep(wanted, board_forms.given(request, wanted), name, owner=owner, found=found)
    except Refusal as refusal:
        context = {**_kind(request, wanted), "board": found, "faults": faults_of(refusal, language_of(request))}
        return render(request, "chengjie/board-kind.html", context, status=400)
    return redirect("board", kept.pk)


def keep(
    wanted: Definition,
    rows: Mapping[str, board_forms.Rows | None],
    name: str,
    *,
    owner: User,
    found: KeptBoard | None = None,
) -> KeptBoard:
    """Keep the rows of both sides under a name, in the place of a board that was there. Refuses one too many, and rows that make no board."""
    if found is None and KeptBoard.objects.filter(owner=owner).count() >= MOST:
        raise Refusal.of("kept-too-many", most=MOST)
    board(wanted.id, zone.package(), demand=rows["demand"], supply=rows["supply"])
    kept = found or KeptBoard(owner=owner, kind=wanted.id)
    kept.name, kept.demand, kept.supply = name.strip()[:200] or wanted.title.text.zh, rows["demand"], rows["supply"]
    kept.save()
    return kept


def faults_of(refusal: Refusal, language: Language) -> list[dict[str, Any]]:
    """The faults with their place as a person says it."""
    faults = refusal.faults[:200]
    return [
        each | {"where": _where(fault).say(language)} for fault, each in zip(faults, faults_shown(faults), strict=True)
    ]


def _where(fault: Fault) -> Text:
    where = fault.where
    file = _SIDES.get(where.file or "", Text(where.file or "", where.file or ""))
    row = Text(f"第 {where.row} 行", f"row {where.row}") if where.row else None
    parts = [
        each for each in (file, row, Text(where.column, where.column) if where.column else None) if each and each.zh
    ]
    return Text(" · ".join(each.zh for each in parts), " · ".join(each.en for each in parts))


@login_required
def show(request: HttpRequest, identity: str) -> HttpResponse:
    """A board of the reader's own; new tables may be brought to it."""
    found = get_object_or_404(KeptBoard, pk=identity, owner=person(request))
    wanted = chengjie.matching.definition(zone.package(), found.kind)
    if side := request.GET.get("template"):
        return board_forms.template(wanted, side, language_of(request), found.sides.get(side) or ())
    if request.method == "POST":
        return _bring(request, wanted, found)
    if request.GET.get("change"):
        return render(request, "chengjie/board-kind.html", {**_kind(request, wanted), "board": found})
    return _answer(request, wanted, found.demand, found.supply, found)


def example(request: HttpRequest, name: str) -> HttpResponse:
    """The answer for the example of each side, for anybody."""
    wanted = chengjie.matching.definition(zone.package(), name)
    rows = board_forms.examples(wanted)
    return _answer(request, wanted, rows["demand"], rows["supply"], None)


def _answer(
    request: HttpRequest, wanted: Definition, demand: Any, supply: Any, found: KeptBoard | None  # noqa: ANN401  # rows as they are kept
) -> HttpResponse:  # fmt: skip
    method = request.GET.get("method") or None
    how = request.GET.get("assign") if request.GET.get("assign") in {"stable", "best-total"} else None
    made = board(wanted.id, zone.package(), demand=demand, supply=supply, method=method)
    language = language_of(request)
    if ending := request.GET.get("format"):
        return downloads.paper(board_tables.tables(made, how, language), wanted.title.text, "board", ending, language)
    assigned = made.assignment(how)
    context = {
        "kind": wanted, "board": found, "made": made, "demands": _demands(made), "left": max(len(made.pairs.demand) - SHOWN_DEMANDS, 0),
        "assigned": assigned, "pairs": _pairs(made, assigned), "way": _WAYS[assigned.by] if assigned else None,
        "how": assigned.by if assigned else "", "can_choose": bool(wanted.assigning and not wanted.assigning.demand_amount),
        "left_demand": [made.pairs.demand[i].title for i in assigned.left_demand] if assigned else [],
        "left_supply": [made.pairs.supply[j].title for j in assigned.left_supply] if assigned and wanted.supply.source == "table" else [],
        "hand_overs": [(made.pairs.demand[each.lead].title, each, made.ranking(each.lead)) for each in made.hand_overs()[:SHOWN_DEMANDS]],
        "methods": [(name, each.title) for name, each in methods.METHODS.items()], "method": method or wanted.method,
    }  # fmt: skip
    return render(request, "chengjie/board.html", context)


def _demands(made: Board) -> list[dict[str, Any]]:
    found = []
    for i, offer in enumerate(made.pairs.demand[:SHOWN_DEMANDS]):
        answer = made.ranking(i)
        first = answer.ranking[0] if answer.ranking else None
        found.append({
            "offer": offer, "answer": answer, "offers": answer.ranking[:SHOWN_OFFERS], "more": max(len(answer.ranking) - SHOWN_OFFERS, 0),
            "rival": answer.rival(first) if first else None, "standing": answer.robustness(draws=200).standing(first.offer.id) if first else None,
        })  # fmt: skip
    return found


def _pairs(made: Board, assigned: Any) -> list[dict[str, Any]]:  # noqa: ANN401  # an assignment or none
    if assigned is None:
        return []
    return [
        {
            "demand": made.pairs.demand[each.demand].title, "supply": made.pairs.supply[each.supply].title, "amount": each.amount,
            "score": float(made.scores[each.demand, each.supply]), "doubtful": bool(made.pairs.doubtful[each.demand, each.supply]),
        }
        for each in assigned.pairs
    ]  # fmt: skip


@login_required
@require_POST
def forget(request: HttpRequest, identity: str) -> HttpResponse:
    """Take a board away with its tables."""
    get_object_or_404(KeptBoard, pk=identity, owner=person(request)).delete()
    return redirect("boards")
