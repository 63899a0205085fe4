"""The auditor's page: everything on record with filters, its proof with progress, and the anchor to take away (审计)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from chengjie.errors import Refusal
from chengjie.process import CHINA, Actor
from chengjie.values import Column, Table, Text
from chengjie.web import auditing, journal, scope, taking, zone
from chengjie.web.door import language_of
from chengjie.web.pages import downloads
from chengjie.web.pages.settlement import person
from chengjie.web.records.auditing import Proving

PER_PAGE = 50
MOST_EXPORTED = 5_000
SHOWN = 10
_View = Callable[..., HttpResponse | FileResponse]


def _for_auditors(view: _View) -> _View:
    """Only for those with the right of an auditor; for others the page is not there."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *given: str, **named: str) -> HttpResponse | FileResponse:
        if not journal.auditors(scope.of(request)):
            return render(request, "chengjie/audit-shut.html", status=403)
        return view(request, *given, **named)

    return guarded


def auditor(request: HttpRequest) -> tuple[Actor, ...]:
    """Who asks, with the rights of an auditor only."""
    return journal.auditors(scope.of(request))


@_for_auditors
def audit(request: HttpRequest) -> HttpResponse:
    """Everything on record within the reach, the latest first."""
    asked, who = asked_of(request), auditor(request)
    if ending := request.GET.get("format"):
        return downloads.table(
            _table(journal.lines(who, asked, most=MOST_EXPORTED)), "record", ending, language_of(request)
        )
    found = journal.lines(who, asked, after=after_of(request.GET.get("after", "")), most=PER_PAGE + 1)
    last = found[PER_PAGE - 1] if len(found) > PER_PAGE else None
    context = {
        "rows": [(each, journal.KINDS[each.kind].title) for each in found[:PER_PAGE]], "next": written(last) if last else "", "given": request.GET,
        "kinds": [(name, kind.title) for name, kind in journal.KINDS.items()], "whole": _whole(who),
        "provings": Proving.objects.select_related("by")[:SHOWN] if _whole(who) else [],
        "places": _places(who),
    }  # fmt: skip
    return render(request, "chengjie/audit.html", context)


def _whole(who: tuple[Actor, ...]) -> bool:
    """Whether somebody audits all that the zone covers: the proof and its anchor name cases of every place."""
    reach = {code for each in who for grant in each.rights for code in scope.below(grant.within or grant.place)}
    return reach >= set(zone.covered())


def _places(who: tuple[Actor, ...]) -> list[object]:
    codes = dict.fromkeys(
        code for each in who for grant in each.rights for code in scope.below(grant.within or grant.place)
    )
    covered = set(zone.covered())
    above = {place.parent for code in covered if (place := zone.places().by_code(code))}
    return [place for code in codes if code in covered | above and (place := zone.places().by_code(code))]


def _all_or_nothing(request: HttpRequest) -> None:
    if not _whole(auditor(request)):
        raise Http404


def asked_of(request: HttpRequest) -> journal.Asked:
    """What an address asks of the record."""
    given = request.GET
    kind = given.get("kind", "")
    return journal.Asked((kind,) if kind in journal.KINDS else (), given.get("person", "").strip()[:150], taking.day(given.get("since", "")), taking.day(given.get("until", "")), given.get("place", "")[:6])  # fmt: skip


def written(line: journal.Line) -> str:
    """Where a page ends, as an address bears it."""
    moment, kind, pk = journal.cursor(line)
    return f"{moment.isoformat()}~{kind}~{pk}"


def after_of(said: str) -> journal.Cursor | None:
    """Where a page begins; None where it is none."""
    moment, _, rest = said.partition("~")
    kind, _, pk = rest.partition("~")
    try:
        return (found, int(kind), int(pk)) if (found := datetime.fromisoformat(moment)).tzinfo else None
    except ValueError:
        return None


def _table(lines: list[journal.Line]) -> Table:
    columns = (
        Column("when", Text("时间", "when")), Column("kind", Text("种类", "kind")), Column("by", Text("何人", "who")), Column("what", Text("何事", "what")),
    )  # fmt: skip
    rows = tuple(
        (
            each.when.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S"),
            journal.KINDS[each.kind].title.zh,
            each.by,
            each.what.zh,
        )
        for each in lines
    )
    return Table(columns, rows, Text("全站记录", "The record of the site"))


@_for_auditors
@require_POST
def prove(request: HttpRequest) -> HttpResponse:
    """Begin to verify everything, in the background. Refuses `audit-proving` while another proof is under way."""
    return redirect("proving", begin(request).pk)


def begin(request: HttpRequest) -> Proving:
    """Begin to verify everything, in the background, for whoever audits the whole."""
    _all_or_nothing(request)
    if any(not each.lost for each in Proving.objects.filter(finished=None)):
        raise Refusal.of("audit-proving")
    row = Proving.objects.create(by=person(request))
    auditing.start(row)
    return row


@_for_auditors
def proving(request: HttpRequest, identity: str) -> HttpResponse:
    """How far a proof has come, and what it came to."""
    return render(request, "chengjie/proving.html", {"row": proof(request, identity)})


def proof(request: HttpRequest, identity: str) -> Proving:
    """A proof of everything, for whoever audits the whole."""
    _all_or_nothing(request)
    return get_object_or_404(Proving, pk=identity)


@_for_auditors
def anchor(request: HttpRequest, identity: str) -> HttpResponse | FileResponse:
    """The anchor of a proof, to be kept where nobody of the house can change it."""
    _all_or_nothing(request)
    row = get_object_or_404(Proving.objects.exclude(digest=""), pk=identity)
    if not row.anchor.exists():
        raise Http404
    name = f"chengjie-anchor-{row.began:%Y%m%d-%H%M}.json"
    return FileResponse(row.anchor.open("rb"), as_attachment=True, filename=name, content_type="application/json")
