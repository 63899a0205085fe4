"""The rule library: books, rules with their versions over time and their worked cases, parameters that wait for a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

import chengjie.rule
from chengjie.errors import Refusal
from chengjie.rule import Book, Case, Rule, RuleParameter
from chengjie.rule.book import LEVELS
from chengjie.rule.changing import spoken
from chengjie.values import Column, Table, Text, reading
from chengjie.values.text import Language
from chengjie.web import zone
from chengjie.web.door import language_of
from chengjie.web.pages import admission, downloads, keepers
from chengjie.web.pages.settlement import person
from chengjie.web.records.rules import ParameterValue

EVIDENCE = {
    "L": Text("读过法条", "the law was read"), "F": Text("读过全文", "a full document was read"),
    "V": Text("据公开转载，用前核对官方文本", "a published page; check the official text"),
    "A": Text("本软件设定的结构，不含数值", "the structure that this product assumes, no figure"),
}  # fmt: skip


def rules(request: HttpRequest) -> HttpResponse:
    """Every book with the rules in force on a day; filtered by words, level and effect."""
    given = request.GET
    known = chengjie.rule.books(zone.package())
    day = admission.day_of(given.get("on", ""))
    words, level, effect = given.get("q", "").strip(), given.get("level", ""), given.get("effect", "")
    shown = [
        (
            book,
            [
                _shown(rule, book)
                for rule in book.rules
                if rule.in_force(day) and _fits(rule, book, words, level, effect)
            ],
        )
        for book in known.books
    ]
    language = language_of(request)
    if given.get("format"):
        return downloads.table(_table(language), "rules", given["format"], language)
    context = {
        "day": day, "q": words, "level": level, "effect": effect, "levels": admission.LEVELS.items(), "effects": admission.EFFECTS.items(),
        "books": [(book, found) for book, found in shown if found], "count": sum(len(found) for _, found in shown),
        "all": len({rule.id for book in known.books for rule in book.rules}), "waiting": len(_waiting()), "parameters": len(known.parameters),
    }  # fmt: skip
    return render(request, "chengjie/rules.html", context)


def _fits(rule: Rule, book: Book, words: str, level: str, effect: str) -> bool:
    source = zone.package().sources[rule.source].title
    said = f"{rule.id} {rule.title.zh} {rule.title.en} {book.title.zh} {book.title.en} {source}".lower()
    return words.lower() in said and level in ("", rule.level) and effect in ("", rule.effect)


def _shown(rule: Rule, book: Book) -> dict[str, Any]:
    return {
        "rule": rule, "effect": admission.EFFECTS[rule.effect], "level": admission.LEVELS[rule.level], "versions": len(book.versions(rule.id)),
        "source": zone.package().sources[rule.source], "evidence": EVIDENCE[rule.evidence],
        "holds": said(rule.holds), "applies": said(rule.applies or ""),
    }  # fmt: skip


_WORDS = {
    "AND": "且",
    "OR": "或",
    "NOT": "非",
    "TRUE": "是",
    "FALSE": "否",
    "IN": "属于",
    "BETWEEN": "介于",
    "CASE": "看情形：",
    "WHEN": "若",
    "THEN": "则",
    "ELSE": "否则",
    "END": "",
    "LIKE": "形如",
    "IS": "为",
    "NULL": "未知",
    "COALESCE": "先知其一",
    "DATE_DIFF": "相隔天数",
    "LEFT": "开头几字",
}


_ENGLISH = {"COALESCE": "the first known of ", "DATE_DIFF": "days between ", "LEFT": "the first characters of "}


def said(text: str) -> Text:
    """A condition with the titles of what it speaks of in place of their names."""
    schema = chengjie.rule.books(zone.package()).schema

    def put(language: Language) -> str:
        def word(found: re.Match[str]) -> str:
            name = found[0]
            if name.startswith("'"):
                return name.strip("'")
            declared = schema.get(name)
            if declared:
                return f"“{declared.title.say(language)}”" if language == "en" else declared.title.zh
            return (
                _WORDS.get(name, name)
                if language == "zh"
                else _ENGLISH.get(name, name.lower() if name in _WORDS else name)
            )

        return re.sub(r"'[^']*'|[A-Za-z_][A-Za-z0-9_]*", word, text)

    return Text(put("zh"), put("en"))


def _table(language: Language) -> Table:
    columns = (
        Column("book", Text("规则本", "book")), Column("rule", Text("规则", "rule")), Column("level", Text("级别", "level")), Column("effect", Text("作用", "effect")),
        Column("from", Text("起", "from")), Column("until", Text("止", "until")), Column("applies", Text("适用", "applies")), Column("holds", Text("条件", "condition")),
        Column("source", Text("依据", "source")), Column("evidence", Text("证据等级", "evidence")), Column("remedy", Text("改法", "remedy")),
    )  # fmt: skip
    rows = tuple(
        (
            book.title.text.say(language), rule.title.text.say(language), admission.LEVELS[rule.level].say(language), admission.EFFECTS[rule.effect].say(language),
            rule.start.isoformat() if rule.start else "", rule.end.isoformat() if rule.end else "", rule.applies or "", rule.holds,
            f"{zone.package().sources[rule.source].title} {rule.article}".strip(), rule.evidence, rule.remedy.text.say(language),
        )
        for book in chengjie.rule.books(zone.package()).books
        for rule in book.rules
    )  # fmt: skip
    return Table(columns, rows, Text("规则库", "Rule library"))


def rule(request: HttpRequest, identity: str) -> HttpResponse:
    """A rule: its versions over time, law and article, what it asks and whom, its parameters, and its worked cases."""
    known = chengjie.rule.books(zone.package())
    book, versions = known.rule(identity)
    names = dict.fromkeys(
        name for each in versions for text in (each.applies, each.holds) if text for name in known.parsed(text).names
    )
    facts = [each for each in known.facts if each.name in names]
    under = dict.fromkeys(name for fact in facts for name in known.parsed(fact.says).names)
    asked = [known.inputs[name] for name in (*names, *under) if name in known.inputs]
    rivals = [
        (other, each)
        for other in known.books
        for each in other.rules
        if each.subject == versions[-1].subject and each.id != identity
    ]
    context = {
        "book": book, "versions": [_shown(each, book) for each in reversed(versions)], "last": _shown(versions[-1], book), "today": timezone.localdate(),
        "asked": dict.fromkeys(asked), "facts": [(each, said(each.says)) for each in facts], "parameters": [_parameter(known.parameters[name]) for name in (*names, *under) if name in known.parameters],
        "cases": [(each, admission.ANSWERS[each.case.then], _given(each.case)) for each in chengjie.rule.work(zone.package(), rule=identity)],
        "rivals": sorted(rivals, key=lambda pair: LEVELS.index(pair[1].level)),
    }  # fmt: skip
    return render(request, "chengjie/rule.html", context)


def _given(case: Case) -> list[tuple[Text, Text]]:
    known = chengjie.rule.books(zone.package())
    return [
        (known.inputs[name].title.text, spoken(value)) for name, value in case.given.items() if name in known.inputs
    ]


def _waiting() -> set[str]:
    """The parameters that have no value, neither in the books nor filled in for the zone."""
    filled = ParameterValue.standing()
    return {
        name
        for name, each in chengjie.rule.books(zone.package()).parameters.items()
        if each.value is None and name not in filled
    }


def _parameter(parameter: RuleParameter) -> dict[str, Any]:
    latest = {(each.scope): each for each in ParameterValue.objects.filter(parameter=parameter.name)}
    return {
        "parameter": parameter, "history": list(ParameterValue.objects.filter(parameter=parameter.name).order_by("-id")),
        "standing": [(_scope(scope), each) for scope, each in latest.items() if each.value is not None],
    }  # fmt: skip


def _scope(scope: str) -> Text:
    if not scope:
        return Text("全区", "the whole zone")
    carrier = zone.carriers().by_id.get(scope)
    if carrier:
        return carrier.title
    place = zone.places().by_code(scope)
    return Text(place.name, place.en or place.name) if place else Text(scope, scope)


def parameters(request: HttpRequest) -> HttpResponse:
    """Every parameter, those that wait for a value first, with who filled in what and when."""
    known = chengjie.rule.books(zone.package())
    waiting = _waiting()
    users = {
        name: [(book, each) for book in known.books for each in book.rules if name in _names(each)]
        for name in known.parameters
    }
    rows = [
        {**_parameter(each), "rules": list(dict.fromkeys(rule.id for _, rule in users[name])), "book": users[name][0][0] if users[name] else None, "waits": name in waiting}
        for name, each in known.parameters.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: not row["waits"])
    prefectures = dict.fromkeys(code[:4] + "00" for code in zone.covered())
    places = [place for code in prefectures if (place := zone.places().by_code(code))]
    context = {
        "rows": rows,
        "waiting": len(waiting),
        "carriers": list(zone.carriers()),
        "places": places,
        "keeps": keepers.keeps(request),
    }
    return render(request, "chengjie/parameters.html", context)


def _names(each: Rule) -> set[str]:
    known = chengjie.rule.books(zone.package())
    names = {name for text in (each.applies, each.holds) if text for name in known.parsed(text).names}
    return names | {name for fact in known.facts if fact.name in names for name in known.parsed(fact.says).names}


@login_required
@require_POST
def fill(request: HttpRequest) -> HttpResponse:
    """Fill a parameter in, with its source, for the zone, a prefecture or a carrier; or take a value back. The site's keepers only."""
    fill_in(request, request.POST)
    return redirect("parameters")


def fill_in(request: HttpRequest, given: Mapping[str, str]) -> ParameterValue:
    """A value with its source, or without a value that it is taken back. Refuses what nobody asks for, and whoever may not say it."""
    by = person(request)
    name, scope, said = (given.get(key, "").strip() for key in ("parameter", "scope", "value"))
    source = given.get("source", "").strip()
    if name not in chengjie.rule.books(zone.package()).parameters:
        raise Refusal.of("parameter-unknown", parameter=name)
    if scope and scope not in zone.carriers().by_id and zone.places().by_code(scope) is None:
        raise Refusal.of("parameter-scope-unknown", scope=scope)
    carrier = scope if scope in zone.carriers().by_id else ""
    if not keepers.may_write(request, place="" if carrier else scope, carrier=carrier):
        raise Refusal.of("parameter-not-yours")
    if not source:
        raise Refusal.of("parameter-without-source", parameter=name)
    return ParameterValue.objects.create(parameter=name, scope=scope, value=_value(said), source=source[:500], by=by)


def _value(said: str) -> float | None:
    if not said:
        return None
    value = reading.number(said)
    if value is None or value < 0:
        raise Refusal.of("parameter-value", value=said[:40])
    return float(value)
