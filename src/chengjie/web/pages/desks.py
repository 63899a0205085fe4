"""A desk: its agreement or scheme, the inputs, what comes out of them line by line, and the ledger."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

import chengjie.report.refusal
import chengjie.settlement
from chengjie.errors import Fault, Refusal, Where
from chengjie.package import documents
from chengjie.settlement import Agreement, Decided, Ledger, Scheme, Statement, StatementLine
from chengjie.settlement.award import PAYER, STATUSES
from chengjie.settlement.tables import awards_table, statement_table
from chengjie.values import Text
from chengjie.web import zone
from chengjie.web.door import language_of
from chengjie.web.pages import downloads
from chengjie.web.pages.settlement import person
from chengjie.web.records.settlement import Desk

MOST_BYTES = 16 * 1024 * 1024
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


def faults_of(refusal: Refusal) -> list[dict[str, Any]]:
    """The faults of a refusal as a page shows them."""
    return [
        {"code": fault.code, "where": str(fault.where), "sentence": chengjie.report.refusal.sentence(fault), "remedy": chengjie.report.refusal.remedy(fault)}
        for fault in refusal.faults
    ]  # fmt: skip


def _context(found: Desk, names: Mapping[str, Text]) -> dict[str, Any]:
    book = found.ledger()

    def named(amounts: Mapping[str, Decimal]) -> list[tuple[Text | str, Decimal]]:
        return [(names.get(party, party), amount) for party, amount in amounts.items()]

    return {
        "desk": found, "ledger": book, "broken": chengjie.settlement.verify(book), "balances": named(book.balances()),
        "entries": [(entry, named(entry.amounts)) for entry in book.entries[-SHOWN:][::-1]], "inputs": found.inputs.select_related("by")[:50], "closed": sorted(book.closed()),
        "standing": sorted({entry.period for entry in book.entries if entry.kind == "posting"} - book.closed()),
    }  # fmt: skip


def _agreement_desk(request: HttpRequest, found: Desk) -> HttpResponse:
    form = chengjie.settlement.form(zone.package(), found.definition)
    written = found.latest("agreement")
    text = bytes(written.content).decode() if written else chengjie.settlement.blank(form)
    context = {**_context(found, {each.id: each.title.text for each in form.parties}), "form": form, "text": text}
    try:
        terms, statement = agreement_of(found)
    except Refusal as refusal:
        return render(request, "chengjie/desk-agreement.html", {**context, "faults": faults_of(refusal)}, status=200)
    if statement and (ending := request.GET.get("format")):
        language = language_of(request)
        return downloads.table(statement_table(statement, language), "statement", ending, language)
    return render(request, "chengjie/desk-agreement.html", {**context, "terms": terms, "statement": statement, "lines": _lines(statement), "totals": _totals(statement)})  # fmt: skip


def _lines(statement: Statement | None) -> list[tuple[StatementLine, list[tuple[Text, Decimal]]]]:
    if statement is None:
        return []
    return [
        (line, [(statement.parties[party], amount) for party, amount in line.amounts.items()])
        for line in statement.lines
    ]


def _totals(statement: Statement | None) -> list[tuple[str, dict[Text, Decimal]]]:
    if statement is None:
        return []
    kinds = dict.fromkeys(line.kind for line in statement.lines)
    return [
        (kind, {statement.parties[party]: amount for party, amount in statement.totals(kind).items()}) for kind in kinds
    ]


def agreement_of(found: Desk) -> tuple[Agreement | None, Statement | None]:
    """The agreement that lies on the desk and its statement, as far as both can be read."""
    written, facts = found.latest("agreement"), found.latest("facts")
    if written is None:
        return None, None
    terms = chengjie.settlement.read_agreement(documents.parse_yaml(bytes(written.content), file=written.name))
    if facts is None:
        return terms, None
    given = chengjie.settlement.read_facts(bytes(facts.content), name=facts.name)
    return terms, chengjie.settlement.settle(terms, given)


def _scheme_desk(request: HttpRequest, found: Desk) -> HttpResponse:
    known = chengjie.settlement.scheme(zone.package(), found.definition)
    filled = _filled(found)
    context = {
        **_context(found, {PAYER: known.payer.text}), "scheme": known,
        "parameters": [(each, filled.get(each.name, {}), zone.package().sources.get(each.source or "")) for each in known.parameters],
    }  # fmt: skip
    try:
        answer = decided_of(found, known)
    except Refusal as refusal:
        return render(request, "chengjie/desk-scheme.html", {**context, "faults": faults_of(refusal)}, status=200)
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


def _filled(found: Desk) -> dict[str, Any]:
    terms = found.latest("terms")
    return dict(json.loads(bytes(terms.content))) if terms else {}


def decided_of(found: Desk, known: Scheme) -> Decided | None:
    """What the claims on the desk come to under the scheme and the terms that lie there."""
    given = found.latest("claims")
    if given is None:
        return None
    terms = chengjie.settlement.read_terms(_filled(found), known)
    claims = chengjie.settlement.read_claims(bytes(given.content), known, name=given.name)
    return chengjie.settlement.entitle(known, claims, terms=terms, ledger=found.ledger())


@login_required
@require_POST
def put(request: HttpRequest, identity: str) -> HttpResponse:
    """Lay an agreement, facts, claims or terms on the desk. What cannot be read is refused and not kept."""
    found, kind = _own(request, identity), request.POST.get("kind", "")
    if kind == "terms" and found.form == "scheme":
        _put_terms(request, found)
    elif kind == "agreement" and found.form == "agreement":
        text = request.POST.get("text", "").replace("\r\n", "\n")
        found.put("agreement", "agreement.yaml", text.encode()[:MOST_BYTES], person(request))
    elif kind in {"facts", "claims"} and (kind == "claims") == (found.form == "scheme"):
        _put_file(request, found, kind)
    else:
        raise Http404
    return redirect("desk", found.pk)


def _put_terms(request: HttpRequest, found: Desk) -> None:
    known = chengjie.settlement.scheme(zone.package(), found.definition)
    said = {
        each.name: {"value": request.POST.get(f"v-{each.name}", "").strip(), "source": request.POST.get(f"s-{each.name}", "").strip()}
        for each in known.parameters
    }  # fmt: skip
    terms = {name: each for name, each in said.items() if each["value"]}
    chengjie.settlement.read_terms(terms, known)
    found.put("terms", "terms", json.dumps(terms, ensure_ascii=False, sort_keys=True).encode(), person(request))


def _put_file(request: HttpRequest, found: Desk, kind: str) -> None:
    brought = request.FILES.get("file")
    if brought is None or not brought.size:
        raise Refusal.of("file-unreadable", file=(brought.name or "") if brought else "", detail="0")
    if brought.size > MOST_BYTES:
        raise Refusal.of("file-too-large", file=brought.name or "", bytes=brought.size, most=MOST_BYTES)
    name = (brought.name or kind).replace("\\", "/").rsplit("/", 1)[-1][:200]
    content = brought.read()
    if kind == "facts":
        chengjie.settlement.read_facts(content, name=name)
    else:
        known = chengjie.settlement.scheme(zone.package(), found.definition)
        chengjie.settlement.read_claims(content, known, name=name)
    found.put(kind, name, content, person(request))


@login_required
@require_POST
def post(request: HttpRequest, identity: str) -> HttpResponse:
    """Post what is settled or due to the ledger, or close a period. Two at once: one is told to look again."""
    found = _own(request, identity)
    try:
        with transaction.atomic():
            before = found.ledger()
            found.write(before, _after(request, found, before))
    except IntegrityError as error:
        raise Refusal([Fault("ledger-moved-on", Where(file=found.name))]) from error
    return redirect("desk", found.pk)


def _after(request: HttpRequest, found: Desk, before: Ledger) -> Ledger:
    today = timezone.localdate()
    if period := request.POST.get("close"):
        return chengjie.settlement.close(before, found.definition, period, day=today)
    statement = _statement(found, correct=request.POST.get("correct") == "1")
    return chengjie.settlement.post(before, statement, day=_day(before, today)) if statement else before


def _statement(found: Desk, *, correct: bool) -> Statement | None:
    if found.form == "agreement":
        return agreement_of(found)[1]
    answer = decided_of(found, chengjie.settlement.scheme(zone.package(), found.definition))
    return answer.statement(correct=correct) if answer else None


def _day(book: Ledger, today: date) -> date:
    """Today; a ledger that was written ahead of this machine's clock is not written behind itself."""
    return max(today, date.fromisoformat(book.entries[-1].day)) if book.entries else today
