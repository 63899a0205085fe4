"""A desk: its agreement or scheme, the inputs, what comes out of them line by line, and the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

import chengjie.report.refusal
import chengjie.settlement
from chengjie.errors import Refusal
from chengjie.settlement import Agreement, Decided, Statement, StatementLine
from chengjie.settlement.award import PAYER, STATUSES
from chengjie.settlement.tables import awards_table, statement_table
from chengjie.values import Text
from chengjie.web import desks, zone
from chengjie.web.door import faults_shown, language_of
from chengjie.web.pages import downloads
from chengjie.web.pages.settlement import person
from chengjie.web.records.settlement import Desk

SHOWN = 200


@login_required
def desk(request: HttpRequest, identity: str) -> HttpResponse:
    """Everything on the desk."""
    found = _own(request, identity)
    if found.form == "scheme":
        return _scheme_desk(request, found)
    return _agreement_desk(request, found)


def _own(request: HttpRequest, identity: str) -> Desk:
    return get_object_or_404(Desk, pk=identity, owner=person(request))


def _context(found: Desk, names: Mapping[str, Text]) -> dict[str, Any]:
    book = found.ledger()

    def named(amounts: Mapping[str, Decimal]) -> list[tuple[Text | str, Decimal]]:
        return [(names.get(party, party), amount) for party, amount in amounts.items()]

    return {
        "desk": found, "ledger": book, "broken": chengjie.settlement.verify(book), "balances": named(book.balances()),
        "entries": [(entry, named(entry.amounts), names.get(entry.line, entry.line)) for entry in book.entries[-SHOWN:][::-1]], "inputs": found.inputs.select_related("by")[:50], "closed": sorted(book.closed()),
        "standing": sorted({entry.period for entry in book.entries if entry.kind == "posting"} - book.closed()),
    }  # fmt: skip


def _agreement_desk(request: HttpRequest, found: Desk) -> HttpResponse:
    form = chengjie.settlement.form(zone.package(), found.definition)
    written = found.latest("agreement")
    text = bytes(written.content).decode() if written else chengjie.settlement.blank(form)
    names = {each.id: each.title.text for each in form.parties}
    about = {"form": form, "text": text, "drafted": written is not None, "versions": found.inputs.filter(kind="agreement").order_by("-id")[:20]}  # fmt: skip
    try:
        terms, statement = desks.agreement_of(found)
    except Refusal as refusal:
        context = {**_context(found, names), **about, "faults": faults_shown(refusal.faults)}
        return render(request, "chengjie/desk-agreement.html", context, status=200)
    if terms and (ending := request.GET.get("template")):
        return downloads.table(chengjie.settlement.facts_template(terms), "facts", ending, language_of(request))
    if terms:
        names |= {each.id: each.title.text for each in terms.parties} | _titles(terms)
    context = {**_context(found, names), **about}
    if statement and (ending := request.GET.get("format")):
        language = language_of(request)
        return downloads.table(statement_table(statement, language), "statement", ending, language)
    return render(request, "chengjie/desk-agreement.html", {**context, "terms": terms, "statement": statement, "lines": _lines(statement), "totals": _totals(statement), "parties": list(statement.parties.values()) if statement else []})  # fmt: skip


def _titles(terms: Agreement) -> dict[str, Text]:
    """What the lines and payments of an agreement are called; a party of the same id keeps its own name."""
    named = {line.id: line.title.text for phase in terms.phases for line in phase.lines}
    named |= {each.id: each.title.text for each in terms.one_off}
    return {key: title for key, title in named.items() if key not in {each.id for each in terms.parties}}


def _lines(statement: Statement | None) -> list[tuple[StatementLine, list[tuple[Text, Decimal]]]]:
    if statement is None:
        return []
    return [
        (line, [(statement.parties[party], amount) for party, amount in line.amounts.items()])
        for line in statement.lines
    ]


def _totals(statement: Statement | None) -> list[tuple[str, list[Decimal | None]]]:
    """What each party has of each kind, in the order of the parties."""
    if statement is None:
        return []
    kinds = dict.fromkeys(line.kind for line in statement.lines)
    return [(kind, [statement.totals(kind).get(party) for party in statement.parties]) for kind in kinds]


def _scheme_desk(request: HttpRequest, found: Desk) -> HttpResponse:
    known = chengjie.settlement.scheme(zone.package(), found.definition)
    filled = desks.filled(found)
    context = {
        **_context(found, {PAYER: known.payer.text}), "scheme": known,
        "parameters": [(each, filled.get(each.name, {}), zone.package().sources.get(each.source or "")) for each in known.parameters],
    }  # fmt: skip
    try:
        answer = desks.decided_of(found, known)
    except Refusal as refusal:
        return render(
            request, "chengjie/desk-scheme.html", {**context, "faults": faults_shown(refusal.faults)}, status=200
        )
    if answer and (ending := request.GET.get("format")):
        language = language_of(request)
        return downloads.table(awards_table(answer, language), f"awards-{known.id}", ending, language)
    wanting = answer is None or any(one.kind == "parameter" for each in answer.awards for one in each.missing)
    awards = [(each, STATUSES[each.status]) for each in answer.awards] if answer else []
    context |= {
        "answer": answer,
        "awards": awards[:SHOWN],
        "more": max(len(awards) - SHOWN, 0),
        "sums": _sums(answer),
        "wanting": wanting,
    }
    return render(request, "chengjie/desk-scheme.html", context)


def _sums(answer: Decided | None) -> list[tuple[Any, int, Decimal]]:
    if answer is None:
        return []
    states = [state for state in STATUSES if any(each.status == state for each in answer.awards)]
    return [
        (STATUSES[state], sum(each.status == state for each in answer.awards), answer.total(state)) for state in states
    ]


@login_required
@require_POST
def put(request: HttpRequest, identity: str) -> HttpResponse:
    """Lay an agreement, facts, claims or terms on the desk. What cannot be read is refused and not kept."""
    found, kind, by = _own(request, identity), request.POST.get("kind", ""), person(request)
    if kind == "terms" and found.form == "scheme":
        known = chengjie.settlement.scheme(zone.package(), found.definition)
        said = {each.name: {"value": request.POST.get(f"v-{each.name}", ""), "source": request.POST.get(f"s-{each.name}", "")} for each in known.parameters}  # fmt: skip
        desks.lay_terms(found, said, by=by)
    elif kind == "agreement" and found.form == "agreement":
        desks.lay_agreement(found, request.POST.get("text", ""), by=by)
    elif kind in {"facts", "claims"} and (kind == "claims") == (found.form == "scheme"):
        desks.lay_table(found, request.FILES.get("file"), by=by)
    else:
        raise Http404
    return redirect("desk", found.pk)


@login_required
@require_POST
def post(request: HttpRequest, identity: str) -> HttpResponse:
    """Post what is settled or due to the ledger, or close a period. Two at once: one is told to look again."""
    found = _own(request, identity)
    desks.enter(found, period=request.POST.get("close", ""), correct=request.POST.get("correct") == "1")
    return redirect("desk", found.pk)
