"""Settlement: the schemes and kinds of agreement of the zone, what each waits for, and the desks on which they are worked."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

import chengjie.settlement
from chengjie.settlement import Scheme
from chengjie.settlement.claims import FIXED
from chengjie.values import Text
from chengjie.web import desks, zone
from chengjie.web.door import language_of
from chengjie.web.pages import downloads
from chengjie.web.records.settlement import Desk

METHODS: dict[str, Text] = {
    "reward": Text("奖励", "reward"), "result-first": Text("以奖代补", "result first"), "build-first": Text("先建后补", "built first"), "interest": Text("贴息", "interest subsidy"),
    "in-kind": Text("待遇", "benefits in kind"), "formula": Text("按公式核定", "by formula"), "compensation": Text("补偿", "compensation"),
}  # fmt: skip
EVIDENCE: dict[str, Text] = {
    "L": Text("法规原文", "text of the law"),
    "F": Text("公开文件原文", "public document"),
    "V": Text("公开转载，使用前核对原文", "reprint: check the original"),
}


def person(request: HttpRequest) -> User:
    """Who is signed in; the pages of desks let nobody else through."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def settlement(request: HttpRequest) -> HttpResponse:
    """All schemes with what they wait for, the kinds of agreement, and one's own desks."""
    known = chengjie.settlement.schemes(zone.package())
    context = {
        "schemes": [_about(each) for each in known.values()],
        "forms": chengjie.settlement.forms(zone.package()).values(),
        "desks": Desk.objects.filter(owner=request.user) if isinstance(request.user, User) else (),
    }
    return render(request, "chengjie/settlement.html", context)


def _about(each: Scheme) -> dict[str, Any]:
    return {
        "scheme": each,
        "source": zone.package().sources.get(each.source),
        "method": METHODS[each.method],
        "evidence": EVIDENCE[each.evidence],
        "blanks": each.blanks(),
    }


def scheme(request: HttpRequest, name: str) -> HttpResponse:
    """One scheme: conditions, proofs, stages, parameters with their sources, what a claim has to say; the template."""
    known = chengjie.settlement.scheme(zone.package(), name)
    if ending := request.GET.get("template"):
        return downloads.table(chengjie.settlement.template(known), f"claims-{known.id}", ending, language_of(request))
    sources = zone.package().sources
    context = {
        **_about(known),
        "parameters": [(each, sources.get(each.source or "")) for each in known.parameters],
        "fixed": FIXED.items(),
    }
    return render(request, "chengjie/scheme.html", context)


def form(request: HttpRequest, name: str) -> HttpResponse:
    """One kind of agreement: who shares what, and the text with every share open."""
    known = chengjie.settlement.form(zone.package(), name)
    text = chengjie.settlement.blank(known)
    if request.GET.get("format") == "yaml":
        response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{known.id}.yaml"'
        return response
    context = {
        "form": known,
        "text": text,
        "source": zone.package().sources.get(known.source),
        "evidence": EVIDENCE[known.evidence],
    }
    return render(request, "chengjie/agreement-form.html", context)


@login_required
@require_POST
def open_desk(request: HttpRequest) -> HttpResponse:
    """Open a desk for a scheme or a kind of agreement, or for an agreement of one's own."""
    given = request.POST
    if given.get("form") not in {"scheme", "agreement"}:
        raise Http404
    opened = desks.open_desk(given["form"], given.get("definition", ""), given.get("name", ""), by=person(request))
    return redirect("desk", opened.pk)
