"""A user's own plan: brought, read in a process of its own, reviewed claim by claim, taken away again."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from chengjie.errors import Refusal
from chengjie.web import jobs, taking
from chengjie.web.models import Decision, Upload
from chengjie.web.pages import texts

ACTIONS = {"confirm", "correct", "reject"}
FIELDS = {
    "target": ("indicator", "place", "period", "value", "unit", "role"),
    "thing": ("name", "type", "place"),
    "measure": ("title", "deadline"),
    "system": ("name",),
    "entry": (),
}
PER_PAGE = 40


def _person(request: HttpRequest) -> User:
    """Who is signed in; the pages here let nobody else through."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@login_required
def uploads(request: HttpRequest) -> HttpResponse:
    """The reader's own plans, and the place to bring another."""
    if request.method == "POST":
        return _bring(request)
    return render(
        request,
        "chengjie/uploads.html",
        {"uploads": Upload.objects.filter(owner=_person(request)), "most": settings.MOST_UPLOAD // 1024 // 1024},
    )


def _bring(request: HttpRequest) -> HttpResponse:
    return redirect("upload", bring(request.FILES.get("plan"), by=_person(request)).pk)


def bring(brought: UploadedFile[bytes] | None, *, by: User) -> Upload:
    """Keep a plan and begin to read it. Refuses one that is empty or too large, and one too many."""
    if brought is None or not brought.size:
        raise Refusal.of("plan-empty", file=(brought.name or "") if brought else "")
    if brought.size > settings.MOST_UPLOAD:
        raise Refusal.of("plan-too-large", file=brought.name or "", limit=f"{settings.MOST_UPLOAD // 1024 // 1024} MB")
    if Upload.objects.filter(owner=by).count() >= settings.MOST_UPLOADS:
        raise Refusal.of("uploads-too-many", most=settings.MOST_UPLOADS)
    name = taking.named(brought, "plan")[:200]
    upload = Upload.objects.create(owner=by, name=name, size=brought.size)
    upload.file.parent.mkdir(parents=True, exist_ok=True)
    with upload.file.open("wb") as file:
        for chunk in brought.chunks():
            file.write(chunk)
    jobs.start(upload)
    return upload


def own(request: HttpRequest, identity: str) -> Upload:
    return get_object_or_404(Upload, pk=identity, owner=_person(request))


@login_required
def upload(request: HttpRequest, identity: str) -> HttpResponse:
    """Progress while it is read; then its claims for review."""
    found = own(request, identity)
    jobs.rescue(found)
    if found.state in {"waiting", "reading"}:
        return render(request, "chengjie/reading.html", {"upload": found})
    if found.state == "refused":
        return render(request, "chengjie/reading.html", {"upload": found}, status=200)
    reading: dict[str, Any] = json.loads(found.reading.read_text(encoding="utf-8"))
    kind = request.GET.get("kind", "target")
    words = request.GET.get("q", "").strip()
    claims = [
        claim
        for claim in reading["claims"]
        if claim["kind"] == kind and (not words or words in json.dumps(claim, ensure_ascii=False))
    ]
    page = Paginator(claims, PER_PAGE).get_page(request.GET.get("page"))
    decided = {each.claim: each for each in found.decisions.all()}
    context = {
        "upload": found,
        "document": reading["document"],
        "kind": kind,
        "q": words,
        "counts": sorted(Counter(claim["kind"] for claim in reading["claims"]).items()),
        "page": page,
        "claims": [
            {
                "claim": claim,
                "decision": decided.get(claim["id"]),
                "parts": texts.parts(cited["text"], cited["start"], (cited["mark_start"], cited["mark_end"])),
                "fields": [(name, claim.get(name)) for name in FIELDS.get(kind, ())],
            }
            for claim in page
            for cited in [claim["citation"]]
        ],
        "decided": len(decided),
        "all": len(reading["claims"]),
        "findings": json.loads(found.findings.read_text(encoding="utf-8"))["findings"]
        if found.findings.exists()
        else [],
    }
    return render(request, "chengjie/review.html", context)


@login_required
@require_POST
def decide(request: HttpRequest, identity: str) -> HttpResponse:
    """Confirm, correct or reject a claim; the decision is added, never overwritten."""
    found = own(request, identity)
    settle(found, request.POST, by=_person(request))
    back, here = request.POST.get("back", ""), f"/uploads/{found.pk}/"
    return redirect(back if back.startswith(here) else here)


def reading_of(found: Upload) -> dict[str, Any]:
    """What was read of a plan; not there before it is read."""
    if found.state != "read":
        raise Http404
    reading: dict[str, Any] = json.loads(found.reading.read_text(encoding="utf-8"))
    return reading


def settle(found: Upload, given: Mapping[str, str], *, by: User) -> Decision:
    """Add a decision on a claim: who, what, and in case of a correction which field from what to what."""
    claim = next((each for each in reading_of(found)["claims"] if each["id"] == given.get("claim")), None)
    action = given.get("action", "")
    if claim is None or action not in ACTIONS:
        raise Http404
    field, new = given.get("field", ""), given.get("new", "").strip()[:500]
    if action == "correct" and field not in FIELDS[claim["kind"]]:
        raise Http404
    return Decision.objects.create(
        upload=found, claim=claim["id"], kind=claim["kind"], digest=claim["citation"]["digest"], action=action, by=by,
        field=field if action == "correct" else "", old=str(claim.get(field) or "") if action == "correct" else "",
        new=new if action == "correct" else "", why=given.get("why", "").strip()[:300],
    )  # fmt: skip


@login_required
def corrections(request: HttpRequest, identity: str) -> HttpResponse:
    """Every decision as corrections.csv for a zone folder."""
    found = own(request, identity)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "action", "kind", "document", "claim", "digest", "field", "old", "new", "by", "when", "why"])
    for each in found.decisions.select_related("by"):
        writer.writerow(
            [
                each.pk,
                each.action,
                each.kind,
                found.title,
                each.claim,
                each.digest,
                each.field,
                each.old,
                each.new,
                each.by.username,
                each.when.date().isoformat(),
                each.why,
            ]
        )
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="corrections.csv"'
    return response


@login_required
@require_POST
def remove(request: HttpRequest, identity: str) -> HttpResponse:
    """Take an upload away with all its files."""
    own(request, identity).remove()
    return redirect("uploads")
