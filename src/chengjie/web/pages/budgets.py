"""Ledgers of budgets (指标账) and the register of suspended approvals (区域限批): who may, adds; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from chengjie.errors import Refusal
from chengjie.values import Column, Place, Table, Text, reading
from chengjie.web import taking, zone
from chengjie.web.door import language_of
from chengjie.web.pages import downloads, keepers
from chengjie.web.pages.settlement import person
from chengjie.web.records.rules import Account, HeldCase, Suspension, plain

RESOURCES = {
    "energy": (Text("能耗", "energy"), "吨标准煤"), "water": (Text("用水", "water"), "万立方米"), "land": (Text("新增建设用地", "new building land"), "亩"),
    "emission": (Text("污染物排放", "emissions"), "吨"),
}  # fmt: skip
KINDS = {
    "reserve": Text("占用", "reserve"),
    "commit": Text("使用", "spend"),
    "release": Text("释放（冲回）", "release (reversal)"),
}


def budgets(request: HttpRequest) -> HttpResponse:
    """Every account with what is left of it; those that run out first."""
    rows = [(each, RESOURCES[each.resource][0], _place(each.place), each.budget()) for each in Account.objects.all()]
    rows.sort(key=lambda row: row[3].left / row[3].total)
    prefectures = dict.fromkeys(code[:4] + "00" for code in zone.covered())
    codes = [*prefectures, *zone.covered()]
    suspensions = [(each, _place(each.place), _held(each)) for each in Suspension.objects.all()]
    context = {
        "rows": rows, "resources": RESOURCES.items(), "places": [place for code in codes if (place := zone.places().by_code(code))],
        "suspensions": suspensions, "today": timezone.localdate(), "keeps": keepers.keeps(request),
    }  # fmt: skip
    return render(request, "chengjie/budgets.html", context)


def _place(code: str) -> Text:
    place: Place | None = zone.places().by_code(code)
    return Text(place.name, place.en or place.name) if place else Text(code, code)


def _held(suspension: Suspension) -> int:
    """How many cases on record wait because of it."""
    if suspension.end is not None and suspension.end < timezone.localdate():
        return 0
    return HeldCase.objects.filter(places__contains=suspension.place).count()


def budget(request: HttpRequest, number: int) -> HttpResponse:
    """An account with every entry."""
    account = get_object_or_404(Account, pk=number)
    entries = [(each, KINDS[each.kind], plain(each.amount)) for each in account.entries.select_related("by")]
    language = language_of(request)
    if request.GET.get("format"):
        return downloads.table(_table(account, language == "en"), "budget", request.GET["format"], language)
    budget = account.budget()
    holders = {case: budget.held(case) for case in dict.fromkeys(each.case for each, _, _ in entries)}
    context = {
        "account": account, "resource": RESOURCES[account.resource][0], "place": _place(account.place), "budget": budget, "entries": entries, "kinds": KINDS.items(),
        "holders": [(case, held, budget.is_committed(case)) for case, held in holders.items() if held], "today": timezone.localdate(), "keeps": keepers.may_write(request, place=account.place), "used": budget.total - budget.left,
    }  # fmt: skip
    return render(request, "chengjie/budget.html", context)


def _table(account: Account, english: bool) -> Table:
    columns = (
        Column("number", Text("序号", "no."), numeric=True), Column("day", Text("日期", "day")), Column("kind", Text("动作", "entry")), Column("case", Text("项目", "case")),
        Column("amount", Text("数量", "amount"), numeric=True), Column("note", Text("说明", "note")), Column("by", Text("经办", "by")),
    )  # fmt: skip
    rows = tuple(
        (
            each.number,
            each.day.isoformat(),
            KINDS[each.kind].en if english else KINDS[each.kind].zh,
            each.case,
            float(each.amount),
            each.note,
            each.by.username,
        )
        for each in account.entries.order_by("number").select_related("by")
    )
    return Table(columns, rows, Text(account.title, account.title))


def _keeper(request: HttpRequest, place: str) -> User:
    by = person(request)
    if not keepers.may_write(request, place=place):
        raise Refusal.of("budget-not-yours")
    return by


def _written(given: Mapping[str, str], key: str) -> str:
    return given.get(key, "").strip()


def _amount(said: str, resource: str) -> Decimal:
    found = reading.number(said)
    if found is None or found <= 0 or found >= Decimal(10) ** 15:
        raise Refusal.of("budget-amount", amount=said[:40], resource=resource)
    return found


@login_required
@require_POST
def open_account(request: HttpRequest) -> HttpResponse:
    """Open an account for a place."""
    return redirect("budget", account_of(request, request.POST.dict()).pk)


def account_of(request: HttpRequest, given: Mapping[str, str]) -> Account:
    """An account for a place. Refuses one without source, place or sensible days, and what is not for the one who asks."""
    by = _keeper(request, _written(given, "place"))
    resource, place, source = (_written(given, key) for key in ("resource", "place", "source"))
    start, end = taking.day(_written(given, "start")), taking.day(_written(given, "end"))
    if (
        resource not in RESOURCES
        or zone.places().by_code(place) is None
        or not source
        or start is None
        or end is None
        or end < start
    ):
        raise Refusal.of("budget-account")
    total = _amount(_written(given, "total"), resource)
    title = _written(given, "title")[:200] or f"{_place(place).zh} {RESOURCES[resource][0].zh} {start.year}"
    return Account.objects.create(
        resource=resource,
        place=place,
        title=title,
        total=total,
        unit=RESOURCES[resource][1],
        start=start,
        end=end,
        source=source[:500],
        by=by,
    )


@login_required
@require_POST
def draw(request: HttpRequest, number: int) -> HttpResponse:
    """Reserve, spend or release for a case."""
    return redirect("budget", entry_of(request, number, request.POST.dict()).pk)


def entry_of(request: HttpRequest, number: int, given: Mapping[str, str]) -> Account:
    """An account with a further entry: something reserved, spent or released for a case."""
    account = get_object_or_404(Account, pk=number)
    by = _keeper(request, account.place)
    kind, case = _written(given, "kind"), _written(given, "case")[:100]
    if kind not in KINDS or not case:
        raise Refusal.of("budget-entry")
    amount = _amount(_written(given, "amount"), account.resource) if kind == "reserve" else None
    try:
        account.act(
            kind,
            case,
            day=taking.day(_written(given, "day")) or timezone.localdate(),
            by=by,
            amount=amount,
            note=_written(given, "note")[:300],
        )
    except IntegrityError as error:  # somebody else wrote that number in the same moment
        raise Refusal.of("budget-busy") from error
    return account


@login_required
@require_POST
def suspend(request: HttpRequest) -> HttpResponse:
    """Enter a suspension of approvals, or the day on which one ends."""
    suspension_of(request, request.POST.dict())
    return redirect("budgets")


def suspension_of(request: HttpRequest, given: Mapping[str, str]) -> None:
    """A suspension of approvals from a day on, or the end of one (`lift`)."""
    if number := _written(given, "lift"):
        found, end = (
            get_object_or_404(Suspension, pk=int(number) if number.isdecimal() and len(number) < 18 else 0),
            taking.day(_written(given, "end")),
        )
        by = _keeper(request, found.place)
        if end is None or end < found.start or found.end is not None:
            raise Refusal.of("suspension-entry")
        Suspension.objects.filter(pk=found.pk, end__isnull=True).update(end=end, lifted_by=by)
        return
    place, source, start, end = (
        _written(given, "place"),
        _written(given, "source"),
        taking.day(_written(given, "start")),
        taking.day(_written(given, "end")),
    )
    if zone.places().by_code(place) is None or not source or start is None or (end is not None and end < start):
        raise Refusal.of("suspension-entry")
    by = _keeper(request, place)
    Suspension.objects.create(
        place=place, pollutant=_written(given, "pollutant")[:100], start=start, end=end, source=source[:500], by=by
    )
