"""The match wizard: a project described, the carriers ranked with reasons, two of them side by side, weights moved."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

import chengjie.matching
from chengjie.errors import Refusal
from chengjie.matching import Matching, Ranked
from chengjie.matching.robustness import Robustness
from chengjie.values import Text
from chengjie.values.text import Language
from chengjie.web import zone
from chengjie.web.door import faults_shown, language_of
from chengjie.web.pages import maps, match_asking, match_files

SHOWN = 20
VIEWS = (
    ("reasons", Text("理由", "Reasons")),
    ("table", Text("表格", "Table")),
    ("robust", Text("稳健性", "How far to trust it")),
    ("rules", Text("规则", "Rules")),
)


def match(request: HttpRequest) -> HttpResponse:
    """The form; with an industry given, the answer under the same address, so that it can be shared."""
    given = request.GET
    context: dict[str, Any] = match_asking.form(given)
    if not given.get("industry"):
        return render(request, "chengjie/match.html", context)
    try:
        answer = match_asking.answer(request)
        before = match_asking.answer(request, as_given=False) if match_asking.is_changed(given) else None
    except Refusal as refusal:
        return render(request, "chengjie/match.html", {**context, "faults": faults_shown(refusal.faults)}, status=400)
    language = language_of(request)
    if ending := given.get("format"):
        return match_files.download(answer, ending, language)
    robust = answer.robustness()
    view = given.get("view") if given.get("view") in dict(VIEWS) else "reasons"
    context |= {
        "answer": answer, "rows": _rows(answer, before, robust), "views": VIEWS, "view": view, "robust": robust, "first": answer.ranking[0],
        "names": {each.offer.id: each.offer.title for each in answer.ranking}, "left": len(answer.ranking) - SHOWN,
        "weights": match_asking.sliders(answer), "changed": before is not None, "map": _map(answer, language), "notice": zone.geometry().notice,
        "pair": _pair(request, answer), "rival": answer.rival(answer.ranking[0]), "reset": _reset(request), "admission_query": match_asking.for_admission(given), "out": sum(each.verdict == "no" for each in answer.ranking),
    }  # fmt: skip
    return render(request, "chengjie/match.html", context)


def _reset(request: HttpRequest) -> str:
    """The address with the definition's own weights and method."""
    kept = request.GET.copy()
    for key in [each for each in kept if each.startswith("w-") or each == "method"]:
        kept.pop(key)
    return "?" + kept.urlencode()


def _rows(answer: Matching, before: Matching | None, robust: Robustness) -> list[dict[str, Any]]:
    """The first carriers, where each stood under the definition's own weights, and between which ranks it moves."""
    old = {each.offer.id: each.rank for each in before.ranking} if before else {}
    return [
        {
            "each": each, "old": old.get(each.offer.id), "moved": old.get(each.offer.id, each.rank) - each.rank,
            "standing": robust.standing(each.offer.id), "rival": answer.rival(each),
        }
        for each in answer.ranking[:SHOWN]
    ]  # fmt: skip


def _map(answer: Matching, language: Language) -> str:
    ranks: dict[str, Ranked] = {}
    for ranked in answer.ranking[:SHOWN]:
        for code in ranked.carrier.counties:
            ranks.setdefault(code, ranked)

    def tone(code: str) -> tuple[str, str]:
        found = ranks.get(code)
        if found is None:
            return "hits-0", ""
        words = (
            f"第 {found.rank} 名 {found.carrier.name}"
            if language == "zh"
            else f"no. {found.rank} {found.carrier.title.en}"
        )
        return f"hits-{3 if found.rank <= 3 else 2 if found.rank <= 10 else 1}", words

    return mark_safe(maps.zone_map(language, "匹配结果地图" if language == "zh" else "Map of the answer", tone))  # noqa: S308  # drawn by us


def _pair(request: HttpRequest, answer: Matching) -> dict[str, Any] | None:
    by_id = {ranked.carrier.id: ranked for ranked in answer.ranking}
    chosen = [by_id[name] for name in request.GET.getlist("compare") if name in by_id][:2]
    if len(chosen) < 2:
        return {"few": True} if request.GET.getlist("compare") else None
    return {"one": chosen[0], "other": chosen[1], "rows": chengjie.matching.compare(chosen[0], chosen[1])}
