"""The matches that a person keeps: under a name, with every answer they had, and taken away again."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from chengjie.errors import Refusal
from chengjie.web.pages import match_asking
from chengjie.web.pages.settlement import person
from chengjie.web.records.matching import KeptAnswer, KeptMatch

MOST = 500
LONGEST = 8000


@login_required
def kept(request: HttpRequest) -> HttpResponse:
    """The matches of the reader, latest first, each with its answers."""
    found = KeptMatch.objects.filter(owner=person(request)).prefetch_related("answers")
    return render(request, "chengjie/kept-matches.html", {"kept": found})


@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what was asked under a name; under a name that is there already a further answer is added."""
    keep_answer(request.POST.get("query", ""), request.POST.get("name", ""), owner=person(request))
    return redirect("kept-matches")


def keep_answer(query: str, name: str, *, owner: User) -> KeptMatch:
    """Ask a question of matching, as its address has it, and keep the answer. Refuses one without an industry, and one too many."""
    query, name = query[:LONGEST], name.strip()[:200] or "—"
    asked = HttpRequest()
    asked.GET = QueryDict(query)
    if not asked.GET.get("industry"):
        raise Refusal.of("project-missing", key="industry")
    answer = match_asking.answer(asked)
    first = answer.ranking[0] if answer.ranking else None
    with transaction.atomic():
        if KeptMatch.objects.filter(owner=owner).count() >= MOST:
            raise Refusal.of("kept-too-many", most=MOST)
        match, _ = KeptMatch.objects.get_or_create(owner=owner, name=name)
        KeptAnswer.objects.create(
            match=match, query=query, first=first.offer.title.zh if first else "", score=first.score if first else None, good=answer.good,
        )  # fmt: skip
    return match


@login_required
@require_POST
def forget(request: HttpRequest, identity: str) -> HttpResponse:
    """Take a match away with all its answers."""
    get_object_or_404(KeptMatch, pk=identity, owner=person(request)).delete()
    return redirect("kept-matches")
