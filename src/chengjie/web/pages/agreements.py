"""The form of an agreement on its desk: parties, phases, lines, caps and payments field by field, looked at before it is kept."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

import chengjie.settlement
from chengjie.errors import Fault, Refusal
from chengjie.package import documents
from chengjie.settlement import drafting
from chengjie.values import Text
from chengjie.web import desks, taking, zone
from chengjie.web.door import faults_shown
from chengjie.web.pages.settlement import person
from chengjie.web.records.settlement import Desk

MOST_FIELDS = 900
KINDS = {"revenue": Text("资金", "money"), "statistic": Text("考核用统计", "statistics for assessment"), "duty": Text("支出责任", "duties")}  # fmt: skip
OVERS = {"phase": Text("整个阶段", "the whole phase"), "year": Text("每年", "each year"), "period": Text("每个时期", "each period")}  # fmt: skip
REFUNDS = {"refuse": Text("不分担，拒绝入账", "not shared, refused"), "share": Text("按同样比例分担", "shared alike")}


@login_required
def agreement(request: HttpRequest, identity: str) -> HttpResponse:
    """The agreement of a desk as a form. Adding a row and checking keep nothing; only saving lays the text on the desk."""
    found = get_object_or_404(Desk, pk=identity, owner=person(request), form="agreement")
    if request.method != "POST":
        return _shown(request, found, _kept(request, found))
    fields = drafting.nested({name: str(value) for name, value in list(request.POST.items())[:MOST_FIELDS] if name not in {"act", "csrfmiddlewaretoken"}})  # fmt: skip
    act, _, place = request.POST.get("act", "check").partition(":")
    if act == "add":
        return _shown(request, found, drafting.grown(fields, place))
    if act == "remove":
        return _shown(request, found, drafting.shrunk(fields, place))
    terms, faults = _checked(fields)
    if act != "save" or terms is None:
        return _shown(request, found, fields, terms=terms, faults=faults, looked=True)
    desks.lay_agreement(found, drafting.text_of(terms), by=person(request))
    return redirect("desk", found.pk)


def _kept(request: HttpRequest, found: Desk) -> dict[str, Any]:
    """The fields of the text that stands, of an earlier one that is asked for, or of the blank form."""
    number = taking.whole(request.GET.get("from", ""))
    earlier = get_object_or_404(found.inputs, pk=number, kind="agreement") if number is not None else None
    written = earlier or found.latest("agreement")
    content = bytes(written.content) if written else chengjie.settlement.blank(chengjie.settlement.form(zone.package(), found.definition)).encode()  # fmt: skip
    return drafting.fields_of(documents.parse_yaml(content, file=written.name if written else "agreement.yaml"))


def _checked(fields: dict[str, Any]) -> tuple[dict[str, Any] | None, tuple[Fault, ...]]:
    """The agreement that the fields say, None where it cannot be written down at all; and all that is wrong with it."""
    try:
        terms = drafting.agreement_in(fields)
    except Refusal as refusal:
        return None, refusal.faults
    try:
        chengjie.settlement.read_agreement(terms)
    except Refusal as refusal:
        return terms, refusal.faults
    return terms, ()


def _shown(
    request: HttpRequest,
    found: Desk,
    fields: dict[str, Any],
    *,
    terms: dict[str, Any] | None = None,
    faults: tuple[Fault, ...] = (),
    looked: bool = False,
) -> HttpResponse:
    form = chengjie.settlement.form(zone.package(), found.definition)
    fields = _completed(fields)
    context = {
        "desk": found, "form": form, "fields": fields, "parties": _parties(fields), "faults": faults_shown(faults), "looked": looked,
        "text": drafting.text_of(terms) if terms else "", "kinds": KINDS.items(), "overs": OVERS.items(), "refunds": REFUNDS.items(),
        "one_off": form.one_off,
    }  # fmt: skip
    return render(request, "chengjie/desk-agreement-form.html", context)


def _parties(fields: dict[str, Any]) -> list[tuple[str, str]]:
    """The id and name of each party; one that was just added counts under the id that saving gives it."""
    rows = [each for each in fields.get("parties") or [] if isinstance(each, dict)]
    found = []
    for number, each in enumerate(rows, start=1):
        name = each.setdefault("id", "") or f"party-{number}"
        each["id"] = name
        title = each.get("title")
        found.append((name, str((title or {}).get("zh") or (title or {}).get("en") or name) if isinstance(title, dict) else name))  # fmt: skip
    return found


def _completed(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with a row to write in wherever there is none yet, and every list in its place."""
    whole = {"one_off": [], **fields, "parties": _rows(fields, "parties", 2), "phases": _rows(fields, "phases", 1)}
    for number, phase in enumerate(whole["phases"], start=1):
        phase["id"] = phase.get("id") or f"phase-{number}"
        phase["lines"] = _rows(phase, "lines", 1)
        for place, line in enumerate(phase["lines"], start=1):
            line["id"] = line.get("id") or f"line-{place}"
            line |= {"items": _rows(line, "items", 1), "caps": _rows(line, "caps", 0)}
            line["shares"] = dict(line["shares"]) if isinstance(line.get("shares"), dict) else {}
    return whole


def _rows(fields: dict[str, Any], key: str, least: int) -> list[dict[str, Any]]:
    rows = [dict(each) for each in fields.get(key) or [] if isinstance(each, dict)]
    return rows + [{} for _ in range(least - len(rows))]
