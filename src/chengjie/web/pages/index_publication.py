"""Results of an index made public: handed up for publication, shown to everybody once signed, objected to, and how they stand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

import chengjie.index.tables
import chengjie.report.tables
from chengjie.errors import Fault, Refusal
from chengjie.index import Scores
from chengjie.index.publishing import days_for
from chengjie.process import Act, data_of
from chengjie.values import Column, Table, Text
from chengjie.web import cases, publications, scope, zone
from chengjie.web.case_forms import act_with_file, keep_file
from chengjie.web.door import language_of
from chengjie.web.pages import downloads, index_looks
from chengjie.web.pages.settlement import person
from chengjie.web.publications import OBJECTION, PUBLICATION, Standing
from chengjie.web.records.cases import Case
from chengjie.web.records.indices import Publication
from chengjie.web.seats import Seat, seats

COLUMNS = (
    Column("rank", Text("名次", "rank"), numeric=True), Column("unit", Text("单位", "unit")), Column("name", Text("名称", "name")),
    Column("period", Text("时期", "period")), Column("score", Text("得分", "score"), numeric=True), Column("grade", Text("等级", "class")),
)  # fmt: skip


def about(request: HttpRequest, name: str) -> dict[str, Any]:
    """What the tab of an index shows: publications that are public or within reach, and where one may publish."""
    today = timezone.localdate()
    within = cases.visible(scope.of(request)).filter(definition=PUBLICATION)
    rows = Publication.objects.filter(index=name).select_related("case")
    shown = [each for each in rows[:200] if each.published or within.filter(pk=each.case_id).exists()]
    return {
        "publications": [publications.standing(each, today=today) for each in shown],
        "seats": seats(request, PUBLICATION),
    }


def table_of(scores: Scores) -> Table:
    """What is made public: place, unit, score and class, best first."""
    names, titles = index_looks.names(scores.sheet), {each.id: each.title for each in scores.definition.grades}
    rows = []
    for row, (unit, rank) in enumerate(zip(scores.units, scores.ranks, strict=True)):
        score, grade = float(scores.score[row]), scores.grades[row]
        period = scores.sheet.periods[row] if scores.sheet.periods else ""
        told = None if np.isnan(score) else round(score, 6)
        rows.append((rank, unit, names[unit].zh, period, told, titles[grade].zh if grade else ""))
    rows.sort(key=lambda each: (each[0] is None, each[0] or 0))
    return Table(COLUMNS, tuple(rows), scores.definition.title.text)


@login_required
@require_POST
def publish(request: HttpRequest, name: str) -> HttpResponse:
    """Hand results up for publication."""
    return redirect("case", hand_up(request, name, request.POST).number)


def hand_up(request: HttpRequest, name: str, given: Mapping[str, str]) -> Case:
    """Results as they stand in the address, handed up. Refuses figures on somebody's assumptions, and days that nobody stated."""
    one = index_looks.look(request, name)
    scores, _, faults = index_looks.scored(one)
    if scores is None:
        raise Refusal(faults)
    if one.changed or one.origin == "case":
        raise Refusal.of("index-publication-assumed", name=one.own.title.zh, name_en=one.own.title.en)
    seat = next((each for each in seats(request, PUBLICATION) if each.key == given.get("seat")), None)
    if seat is None:
        raise Refusal.of("process-not-entitled", person=request.user.get_username(), kind="open", roles="—")
    stated = given.get("days", "")
    days = days_for(one.own.publication, stated=int(stated) if stated.isdecimal() and len(stated) < 4 else None)
    replaces = Publication.objects.filter(index=name, case__number=given.get("replaces", "")).first()
    with transaction.atomic():
        return _handed_up(request, name, table_of(scores), seat, days, replaces, given)


def _handed_up(
    request: HttpRequest, name: str, table: Table, seat: Seat, days: int, replaces: Publication | None, given: Mapping[str, str]
) -> Case:  # fmt: skip
    user, who = person(request), scope.of(request)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "results.csv"
        chengjie.report.tables.to_csv(table, path)
        content = path.read_bytes()
    file = SimpleUploadedFile(f"{name}.csv", content, "text/csv")
    edition, basis = given.get("edition", "").strip()[:100], given.get("basis", "").strip()[:300]
    digest = hashlib.sha256(content).hexdigest()
    data = {
        "index": name, "edition": edition or None, "objection_days": days, "basis": basis or None, "results_digest": digest,
        "replaces": replaces.case.number if replaces else None,
    }  # fmt: skip
    case = cases.open_case(
        who, PUBLICATION, Act("open", place=seat.place, data=data_of(data), channel="online"), by=user
    )
    Publication.objects.create(
        case=case, index=name, edition=edition, days=days, basis=basis, digest=digest, replaces=replaces,
        results=[dict(zip((each.key for each in COLUMNS), row, strict=True)) for row in table.rows],
    )  # fmt: skip
    kept = keep_file(file, case, "results", by=user)
    act_with_file(case, who, Act("submit", document="results", digest=kept.digest, channel="online"), kept, seen=None)
    return case


def within_sight(request: HttpRequest, name: str, number: str) -> Publication:
    """A publication that is public, or whose case one may see."""
    row = get_object_or_404(Publication.objects.select_related("case"), index=name, case__number=number)
    if not row.published and not cases.visible(scope.of(request)).filter(pk=row.case_id).exists():
        raise Http404
    return row


def published(request: HttpRequest, name: str, number: str) -> HttpResponse:
    """One publication: how it stands, the results that were made public, and the objections within one's reach."""
    row = within_sight(request, name, number)
    if ending := request.GET.get("format"):
        rows = tuple(tuple(each.get(column.key) for column in COLUMNS) for each in row.rows)
        title = Text(
            f"{index_looks.index_named(name).title.zh} {row.edition}",
            f"{index_looks.index_named(name).title.en} {row.edition}",
        )
        return downloads.table(Table(COLUMNS, rows, title), f"{name}-{number}", ending, language_of(request))
    standing = publications.standing(row, today=timezone.localdate())
    mine = set(cases.visible(scope.of(request)).filter(definition=OBJECTION).values_list("pk", flat=True))
    called = {each["unit"]: each["name"] for each in row.rows}
    context = {
        "index": index_looks.index_named(name), "standing": standing, "row": row,
        "place": zone.places().by_code(row.case.place), "seats": seats(request, OBJECTION, place=row.case.place),
        "objections": [(each, called.get(each.unit, each.unit)) for each in standing.objections if each.case_id in mine], "hidden": sum(each.case_id not in mine for each in standing.objections),
        "may_see_case": cases.visible(scope.of(request)).filter(pk=row.case_id).exists(), "graded": any(each.get("grade") for each in row.rows),
        "periods": any(each.get("period") for each in row.rows), "amended": row.replaced_by.exclude(published=None).select_related("case").first(),
    }  # fmt: skip
    return render(request, "chengjie/index-published.html", context)


@login_required
@require_POST
def object_to(request: HttpRequest, name: str, number: str) -> HttpResponse:
    """Object to a unit's result, with the grounds."""
    lodge(request, name, number, request.POST, request.FILES.get("grounds"))
    return redirect("index-published", name, number)


def lodge(
    request: HttpRequest, name: str, number: str, given: Mapping[str, str], grounds: UploadedFile[bytes] | None
) -> Case:
    """An objection with its grounds. Refuses what comes too late, without words, or about nobody in the list."""
    row = within_sight(request, name, number)
    seat = next(
        (each for each in seats(request, OBJECTION, place=row.case.place) if each.key == given.get("seat")), None
    )
    faults = _faults(
        publications.standing(row, today=timezone.localdate()), given.get("unit", ""), given.get("claim", "")
    )
    if seat is None:
        faults.append(
            Fault(
                "process-not-entitled", parameters={"person": request.user.get_username(), "kind": "open", "roles": "—"}
            )
        )
    if faults or seat is None:
        raise Refusal(faults)
    data = {
        "publication": number,
        "heard_at": row.case.place,
        "unit": given["unit"],
        "claim": given["claim"].strip()[:2000],
    }
    what = Act(
        "open", place=seat.place, carrier=seat.carrier, enterprise=seat.enterprise, data=data_of(data), channel="online"
    )
    user, who = person(request), scope.of(request)
    with transaction.atomic():
        case = cases.open_case(who, OBJECTION, what, by=user)
        kept = keep_file(grounds, case, "grounds", by=user)
        act_with_file(
            case, who, Act("submit", document="grounds", digest=kept.digest, channel="online"), kept, seen=None
        )
        cases.go_on(case, who, Act("decide", step="lodge", outcome="lodge", channel="online"))
    return case


def _faults(standing: Standing, unit: str, claim: str) -> list[Fault]:
    found = []
    if not standing.takes_objections:
        last = standing.closes.isoformat() if standing.closes else "—"
        found.append(Fault("index-objection-late", parameters={"number": standing.row.case.number, "last": last}))
    if unit not in {each["unit"] for each in standing.row.rows}:
        found.append(Fault("index-unit-unknown", parameters={"name": unit}))
    if not claim.strip():
        found.append(Fault("index-objection-empty"))
    return found
