"""Admission: a project, a carrier and a day held against the rules in force; the address of the page is the case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

import chengjie.report.refusal
import chengjie.rule
from chengjie.errors import Refusal
from chengjie.expression import Evaluated
from chengjie.expression.schema import Value
from chengjie.matching.admitting import Known, admit, facts, industry_code
from chengjie.register.carrier import Carrier
from chengjie.rule import Admission, RuleVerdict
from chengjie.rule.changing import spoken
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language
from chengjie.web import listed, scope, taking, zone
from chengjie.web.door import faults_shown, language_of
from chengjie.web.pages import downloads, keepers
from chengjie.web.pages.settlement import person
from chengjie.web.records.rules import Account, HeldCase, ParameterValue, Suspension

CORE = ("investment", "fixed_investment", "land", "energy", "electricity", "coal", "water", "emission", "jobs", "is_new", "is_extension", "work_started")  # fmt: skip
MOST = 500
OWN = frozenset({"name", "industry", "carrier", "on", "format", "language"})
EFFECTS = {
    "refuse": Text("不得准入", "refuses"), "hold": Text("先办后建", "holds"), "warn": Text("提示", "warns"),
    "favour": Text("优先", "favours"), "entitle": Text("可享受", "entitles"),
}  # fmt: skip
LEVELS = {
    "law": Text("法律", "law"), "regulation": Text("行政法规", "regulation"), "department": Text("部门", "department"),
    "province": Text("省", "province"), "prefecture": Text("市州", "prefecture"), "park": Text("园区", "park"),
}  # fmt: skip
ANSWERS = {
    "yes": Text("通过", "passes"),
    "no": Text("不通过", "does not pass"),
    "unknown": Text("未知", "unknown"),
}
_ORDER = {"no": 0, "unknown": 1, "yes": 2}


def admission(request: HttpRequest) -> HttpResponse:
    """The form; with anything given, the verdicts under the same address, so that it can be shared."""
    given = request.GET
    if any(value == "" for value in given.values()):  # a form sends every field; the address keeps what was filled in
        kept = urlencode([(name, value) for name, value in given.items() if value])
        return redirect(f"{request.path}?{kept}" if kept else request.path)
    day = day_of(given.get("on", ""))
    context: dict[str, Any] = {"day": day, "given": given, "carriers": list(zone.carriers())}
    try:
        carrier = zone.carriers().one(given["carrier"]) if given.get("carrier") else None
        answer, known = hold(given.dict(), carrier, day)
    except Refusal as refusal:
        faults = [each | {"where": ""} for each in faults_shown(refusal.faults)]
        return render(
            request, "chengjie/admission.html", {**context, "faults": faults, **_form(given.dict(), {})}, status=400
        )
    language = language_of(request)
    if given.get("format"):
        return downloads.table(table(answer, language), "admission", given["format"], language)
    if not set(given) - {"on"}:
        return render(request, "chengjie/admission.html", {**context, **_form(given.dict(), {})})
    found = _answer(answer, known, carrier) | {"listed": _listed(request, carrier, day)}
    context |= found | _form(given.dict(), {each.name: each for _, names in found["askers"] for each in names})
    return render(request, "chengjie/admission.html", context)


def hold(given: Mapping[str, Any], carrier: Carrier | None, day: date) -> tuple[Admission, dict[str, Known]]:
    """A case as it was written, held against the rules with what the site knows of its place."""
    books = chengjie.rule.books(zone.package())
    written = {name: value for name, value in given.items() if name not in OWN}
    code = industry_code(given["industry"], zone.package()) if given.get("industry") else None
    case = {**({"industry_code": code} if code else {}), **chengjie.rule.read_case(written, books)}
    places = _places(carrier)
    left: dict[str, float] = {}
    for account in Account.of(places, day):
        name = f"free_{account.resource}"
        rest = float(account.budget().left)
        left[name] = min(rest, left.get(name, rest))
    limited = True if Suspension.of(places, day).filter(pollutant="").exists() else None
    known = facts(None, carrier, zone.package(), day=day, left=left, limited=limited)
    parameters = ParameterValue.standing((*reversed(places), *([carrier.id] if carrier else [])))
    answer = admit(
        None, carrier, zone.package(), day=day, given=case, left=left, limited=limited, parameters=parameters
    )
    return answer, known


def _listed(request: HttpRequest, carrier: Carrier | None, day: date) -> list[tuple[listed.Entry, str]]:
    """Entries of the office's own lists that may concern the project, with the address where one is taken as the answer."""
    given = request.GET
    code = industry_code(given["industry"], zone.package()) if given.get("industry") else None
    words = f"{given.get('name', '')} {given.get('industry', '')}".strip()
    found = listed.entries(scope.of(request), code=code, words=words, places=_places(carrier), day=day)
    return [(each, "" if given.get(each.list) == each.value else f"?{urlencode({**given.dict(), each.list: each.value})}") for each in found]  # fmt: skip


def _places(carrier: Carrier | None) -> tuple[str, ...]:
    """Counties first, then their prefectures, then the province."""
    counties = carrier.counties if carrier else ()
    return tuple(
        dict.fromkeys([*counties, *(code[:4] + "00" for code in counties), *(code[:2] + "0000" for code in counties)])
    )


def day_of(written: str) -> date:
    """The day asked for; today where none is."""
    return taking.day(written) or timezone.localdate()


def _form(given: dict[str, str], missing: dict[str, Any]) -> dict[str, Any]:
    """The fields, those of the project first, then by book; what is asked for is marked."""
    books = chengjie.rule.books(zone.package())
    hidden = {"industry_code", "carrier", "carrier_grade", "in_park", "county", "prefecture", "in_western_hunan"}

    def field(name: str) -> dict[str, Any]:
        return {"input": books.inputs[name], "value": given.get(name, ""), "asked": name in missing}

    groups = []
    for book in books.books:
        fields = [field(each.name) for each in book.inputs if each.name not in {*CORE, *hidden}]
        if fields:
            groups.append(
                {
                    "book": book,
                    "fields": fields,
                    "open": any(each["value"] for each in fields),
                    "asked": sum(each["asked"] for each in fields),
                }
            )
    return {"core": [field(name) for name in CORE], "groups": groups}


def _answer(answer: Admission, known: dict[str, Known], carrier: Carrier | None) -> dict[str, Any]:
    books = chengjie.rule.books(zone.package())
    deciding = [each for each in answer.verdicts if each.decides]
    titles = {each.id: each.title for each in books.books}
    rows = [_row(each, titles[each.book].text) for each in answer.verdicts]
    benefits = [row for row in rows if row["verdict"].rule.effect in {"favour", "entitle"}]
    duties = [row for row in rows if row not in benefits]
    groups = [
        (key, ANSWERS[key], [row for row in duties if row["verdict"].answer == key]) for key in ("no", "unknown", "yes")
    ]
    asked = {each.name: each for row in duties for each in row["verdict"].missing}
    askers: dict[Text, list[Any]] = {}
    for each in answer.missing:
        if each.name in asked:
            askers.setdefault(each.supplier or Text("有权填写参数的人", "whoever may fill in parameters"), []).append(
                each
            )
    return {
        "answer": answer, "word": ANSWERS[answer.answer], "verdict_groups": groups, "benefits": benefits, "asked": len(asked), "refusals": [each for each in duties if each["verdict"].answer == "no" and each["verdict"].decides],
        "counts": [(key, ANSWERS[key], sum(each.answer == key for each in deciding)) for key in ("no", "unknown", "yes")],
        "askers": sorted(askers.items(), key=lambda pair: -len(pair[1])), "carrier": carrier,
        "known": [(books.inputs[name], _named(name, each.value), each.ground) for name, each in known.items() if name != "carrier"],
        "derived": [(each.fact, _named(each.fact.name, each.trail.value)) for each in answer.derived],
        "accounts": [(each, each.budget()) for each in Account.of(_places(carrier), answer.day)],
        "suspensions": Suspension.of(_places(carrier), answer.day),
    }  # fmt: skip


def _named(name: str, value: Value) -> Text:
    """A value as people read it: places by their names, numbers to six places."""
    place = zone.places().by_code(value) if name in {"county", "prefecture"} and isinstance(value, str) else None
    if place:
        return Text(place.name, place.en or place.name)
    return spoken(float(f"{value:.6g}") if isinstance(value, float) else value)


def _row(verdict: RuleVerdict, book: Text) -> dict[str, Any]:
    applies = [_part(verdict.applies)] if verdict.applies else []
    return {
        "verdict": verdict, "word": ANSWERS[verdict.answer], "effect": EFFECTS[verdict.rule.effect], "level": LEVELS[verdict.rule.level], "book": book,
        "source": zone.package().sources[verdict.rule.source], "trail": [_part(verdict.trail)], "applies": applies,
    }  # fmt: skip


def _part(part: Evaluated) -> dict[str, Any]:
    """A part of a condition as people read it: names by their titles, values in words."""
    declared = chengjie.rule.books(zone.package()).schema.get(part.words)
    return {
        "title": declared.title if declared else None, "unit": declared.unit if declared else "", "words": part.words,
        "value": spoken(part.value), "unknown": part.value is None, "parts": [_part(each) for each in part.parts],
    }  # fmt: skip


def table(answer: Admission, language: Language) -> Table:
    """The verdicts as a table for an office."""
    columns = (
        Column("rule", Text("规则", "rule")), Column("effect", Text("作用", "effect")), Column("verdict", Text("结论", "verdict")),
        Column("missing", Text("缺少的资料", "missing")), Column("changes", Text("改哪一项可以过", "what would do")), Column("remedy", Text("改法", "remedy")),
        Column("source", Text("依据", "source")), Column("evidence", Text("证据等级", "evidence")), Column("from", Text("版本起", "version from")),
    )  # fmt: skip
    rows = tuple(
        (
            each.rule.title.text.say(language), EFFECTS[each.rule.effect].say(language), ANSWERS[each.answer].say(language),
            "\n".join(f"{one.title.say(language)} ← {one.supplier.say(language) if one.supplier else '参数 parameter'}" for one in each.missing),
            "\n".join(one.said.say(language) for one in each.changes), each.rule.remedy.text.say(language) if each.answer == "no" else "",
            f"{zone.package().sources[each.rule.source].title} {each.rule.article}".strip(), each.rule.evidence,
            each.rule.start.isoformat() if each.rule.start else "",
        )
        for each in sorted(answer.verdicts, key=lambda each: (_ORDER[each.answer], not each.decides))
    )  # fmt: skip
    zh, en = (ANSWERS[answer.answer].say(each) for each in ("zh", "en"))
    return Table(columns, rows, Text(f"准入核对（{answer.day}）：{zh}", f"Admission on {answer.day}: {en}"))


@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Put a case on record, as it stands and as it was decided."""
    record(
        {name: str(value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}, by=person(request)
    )
    return redirect(reverse("held-cases"))


def record(written: Mapping[str, str], *, by: User) -> HeldCase:
    """A case as it stands and as it was decided, on record."""
    given = {name: value for name, value in written.items() if value}
    day = day_of(given.get("on", ""))
    carrier = zone.carriers().one(given["carrier"]) if given.get("carrier") else None
    answer, _ = hold(given, carrier, day)
    return HeldCase.objects.create(
        name=(given.get("name") or given.get("industry") or "—")[:200], carrier=carrier.id if carrier else "", places=",".join(_places(carrier))[:100],
        day=day, query=urlencode({**given, "on": day.isoformat()}), verdict=answer.answer, by=by,
    )  # fmt: skip


def on_record(request: HttpRequest) -> list[HeldCase]:
    """The cases on record: one's own, and for officers those of their places."""
    by = person(request)
    return [each for each in HeldCase.objects.select_related("by") if each.by == by or _reaches(request, each)][:MOST]


@login_required
def cases(request: HttpRequest) -> HttpResponse:
    """The cases on record: one's own, and for officers those of their places."""
    found = on_record(request)
    suspended = {
        each.place for each in Suspension.objects.all() if each.end is None or each.end >= timezone.localdate()
    }
    rows = [
        (
            each,
            ANSWERS[each.verdict],
            zone.carriers().by_id.get(each.carrier),
            bool(suspended & set(each.places.split(","))),
        )
        for each in found
    ]
    return render(request, "chengjie/held-cases.html", {"rows": rows})


def _reaches(request: HttpRequest, case: HeldCase) -> bool:
    return any(keepers.may_write(request, place=code) for code in case.places.split(",") if not code.endswith("0000"))
