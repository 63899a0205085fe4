"""How long what is personal is kept, on the site: rules with their years and sources, what would go, what went (保存期限)."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from chengjie.errors import Refusal
from chengjie.web import journal, retention, scope
from chengjie.web.pages.settlement import person
from chengjie.web.records.retention import Removal
from chengjie.web.records.rules import ParameterValue

SHOWN = 100
MOST_YEARS = 200


def administrator(request: HttpRequest) -> User:
    """Who fills rules in and runs them; for others that is not there."""
    user = person(request)
    if not user.is_superuser:
        raise Http404
    return user


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """The rules, for the administrator who fills them in and for auditors."""
    if not person(request).is_superuser and not journal.auditors(scope.of(request)):
        return render(request, "chengjie/audit-shut.html", status=403)
    rows = [(each, retention.due(each)) for each in retention.rules()]
    titles = {each.id: each.what for each, _ in rows}
    history = [(each, titles.get(each.rule)) for each in Removal.objects.select_related("by")[:SHOWN]]
    return render(
        request,
        "chengjie/retention.html",
        {"rows": rows, "history": history, "unfilled": sum(count is None for _, count in rows)},
    )


@login_required
@require_POST
def fill(request: HttpRequest) -> HttpResponse:
    """Fill in the years of a rule with their source, or take them back. Refuses `retention-fill-wrong`."""
    fill_in(request.POST, by=administrator(request))
    return redirect("retention")


def rule_of(name: str | None) -> retention.Rule:
    """A rule of retention; one that is none is not there."""
    found = next((each for each in retention.rules() if each.id == name), None)
    if found is None:
        raise Http404
    return found


def fill_in(given: Mapping[str, str], *, by: User) -> None:
    """The years of a rule with their source. Refuses years that are none, or without a source."""
    rule = rule_of(given.get("rule"))
    written, source = given.get("years", "").strip(), given.get("source", "").strip()[:500]
    try:
        years = float(written) if written else None
    except ValueError:
        years = -1.0
    if years is not None and (not 0 < years <= MOST_YEARS or not source):
        raise Refusal.of("retention-fill-wrong")
    ParameterValue.objects.create(parameter=rule.parameter, value=years, source=source, by=by)


@login_required
@require_POST
def run(request: HttpRequest) -> HttpResponse:
    """Take away what is over, by one rule."""
    user = administrator(request)
    retention.run(rule_of(request.POST.get("rule")), by=user)
    return redirect("retention")
