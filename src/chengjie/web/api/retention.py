"""How long what is personal is kept, for programs of an administrator and of auditors (保存期限)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest

from chengjie.web import journal, retention, scope
from chengjie.web.api.answers import Answer, Count, Told
from chengjie.web.api.shape import Line, Router, Schema, Status, keeper, person, told
from chengjie.web.pages import retention as pages
from chengjie.web.records.retention import Removal

router = Router(tags=["audit"])


class TermOut(Answer):
    """A rule: what, counted from which event, what is done; without years nothing is taken away and `due` is null."""

    id: str
    what: Told
    event: Told
    does: Told
    years: float | None
    source: str
    due: int | None


class RemovalOut(Answer):
    """What was taken away by a rule, and up to which day."""

    rule: str
    when: datetime
    by: str | None
    before: date
    years: float
    count: int


class TermsOut(Answer):
    """The rules, and what went by them."""

    rules: list[TermOut]
    removals: list[RemovalOut]


class TermIn(Schema):
    """The years of a rule with their source; without years they are taken back."""

    years: float | None = None
    source: Line = ""


@router.get("/retention", response=TermsOut, **told("保存期限", "terms of retention", "read:audit"))
def terms(request: HttpRequest) -> dict[str, Any]:
    """For the administrator who fills them in and for auditors."""
    if not person(request).is_superuser and not journal.auditors(scope.of(request)):
        raise Http404
    return {"rules": [_term(each) for each in retention.rules()], "removals": [_removal(each) for each in Removal.objects.select_related("by")[:100]]}  # fmt: skip


def _term(rule: retention.Rule) -> dict[str, Any]:
    return {
        "id": rule.id, "what": rule.what.as_json(), "event": rule.event.as_json(), "does": rule.does.as_json(), "years": rule.years, "source": rule.source,
        "due": retention.due(rule),
    }  # fmt: skip


def _removal(row: Removal) -> dict[str, Any]:
    return {"rule": row.rule, "when": row.when, "by": row.by.username if row.by else None, "before": row.before, "years": row.years, "count": row.count}  # fmt: skip


@router.put("/retention/{str:name}", response=TermOut, **told("填保存期限", "fill a term in", "write:audit"))
def fill(request: HttpRequest, name: Line, given: TermIn) -> dict[str, Any]:
    """By an administrator."""
    said = {"rule": name, "years": "" if given.years is None else str(given.years), "source": given.source}
    pages.fill_in(said, by=keeper(request))
    return _term(pages.rule_of(name))


@router.post("/retention/{str:name}/removals", response={201: Count}, **told("按期限清除", "take away what is over", "write:audit"))  # fmt: skip
def remove(request: HttpRequest, name: Line) -> Status[dict[str, Any]]:
    """By an administrator; how many there were, none while nobody has stated the years. Rows stay and say that their time was over."""
    by = keeper(request)
    return Status(201, {"count": retention.run(pages.rule_of(name), by=by)})
