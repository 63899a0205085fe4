"""The match wizard: a project described, the carriers ranked with reasons, two of them side by side."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

import chengjie.matching
import chengjie.report.refusal
from chengjie.errors import Refusal
from chengjie.matching import Matching, Ranked
from chengjie.values import Column, Place, Table, Text
from chengjie.values.text import Language
from chengjie.web import zone
from chengjie.web.door import language_of
from chengjie.web.pages import downloads, maps

FIELDS = (
    ("land", Text("用地", "Land"), "亩", Text("80 亩", "80 亩 (mu)")),
    ("investment", Text("投资", "Investment"), "亿元", Text("3 亿元", "3 亿元 (100 million yuan)")),
    ("power", Text("年用电", "Power a year"), "万千瓦时", Text("2500 万千瓦时", "2500 万千瓦时 (10,000 kWh)")),
    ("energy", Text("年能耗", "Energy a year"), "吨标准煤", Text("4000 吨标准煤", "4000 吨标准煤 (t of coal)")),
    ("water", Text("年用水", "Water a year"), "万立方米", Text("10 万立方米", "10 万立方米 (10,000 m³)")),
    ("jobs", Text("用工", "Jobs"), "人", Text("600 人", "600 人 (people)")),
)
SHOWN = 20


def match(request: HttpRequest) -> HttpResponse:
    """The form; with an industry given, the answer under the same address, so that it can be shared."""
    given = request.GET
    context: dict[str, Any] = {
        "fields": [(name, title, hint, given.get(name, "")) for name, title, _, hint in FIELDS],
        "given": {name: given.get(name, "") for name in ("name", "industry", "origin", "most_km_to_port")},
        "prefectures": _prefectures(),
        "wished": given.getlist("places"),
        "criteria": chengjie.matching.definition(zone.package()).criteria,
    }
    if not given.get("industry"):
        return render(request, "chengjie/match.html", context)
    try:
        answer = _answer(request)
    except Refusal as refusal:
        faults = [
            {"sentence": chengjie.report.refusal.sentence(fault), "remedy": chengjie.report.refusal.remedy(fault)}
            for fault in refusal.faults
        ]
        return render(request, "chengjie/match.html", {**context, "faults": faults}, status=400)
    language = language_of(request)
    if given.get("format"):
        return downloads.table(_table(answer, language), "match", given["format"], language)
    context |= {
        "answer": answer,
        "ranking": answer.ranking[:SHOWN],
        "weights": [(each, answer.weights.get(each.id, each.weight)) for each in context["criteria"]],
        "map": _map(answer, language),
        "notice": zone.geometry().notice,
        "pair": _pair(request, answer),
        "admission_query": _for_admission(request),
    }
    return render(request, "chengjie/match.html", context)


def _prefectures() -> list[Place]:
    counties = [place for code in zone.covered() if (place := zone.places().by_code(code))]
    above = dict.fromkeys(place.parent for place in counties if place.parent)
    return [place for code in above if (place := zone.places().by_code(code))]


def _answer(request: HttpRequest) -> Matching:
    given = request.GET
    values: dict[str, Any] = {
        "name": given.get("name") or given["industry"][:40],
        "industry": given["industry"],
        "origin": given.get("origin", ""),
    }
    for name, _, unit, _ in FIELDS:
        written = given.get(name, "").strip()
        values[name] = f"{written} {unit}" if written.replace(".", "").replace(",", "").isdigit() else written
    values["wishes"] = {"places": given.getlist("places"), "most_km_to_port": given.get("most_km_to_port", "")}
    weights = {name[2:]: float(given[name]) for name in given if name.startswith("w-") and _is_number(given[name])}
    return chengjie.matching.match(chengjie.matching.read_project(values), zone.package(), weights=weights or None)


def _for_admission(request: HttpRequest) -> str:
    """The project as the admission page takes it: amounts with their units."""
    said = {"name": request.GET.get("name", ""), "industry": request.GET.get("industry", "")}
    for name, _, unit, _ in FIELDS:
        written = request.GET.get(name, "").strip()
        bare = _is_number(written.replace(",", ""))
        said["electricity" if name == "power" else name] = f"{written} {unit}" if bare else written
    return urlencode({name: value for name, value in said.items() if value})


def _is_number(written: str) -> bool:
    return written.replace(".", "", 1).isdigit()


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
        return None
    return {"one": chosen[0], "other": chosen[1], "rows": chengjie.matching.compare(chosen[0], chosen[1])}


def _table(answer: Matching, language: Language) -> Table:
    columns = (
        Column("rank", Text("名次", "rank"), numeric=True), Column("carrier", Text("承载地", "carrier")), Column("place", Text("所在地", "place")),
        Column("score", Text("得分", "score"), numeric=True), Column("low", Text("下限", "low"), numeric=True), Column("high", Text("上限", "high"), numeric=True),
        Column("verdict", Text("硬条件", "verdict")), Column("reasons", Text("理由", "reasons")), Column("missing", Text("缺少的资料", "missing")),
    )  # fmt: skip
    rows = tuple(
        (
            each.rank, each.carrier.title.say(language), each.place.say(language), round(each.score, 1), round(each.low, 1), round(each.high, 1), each.verdict,
            "\n".join(reason.say(language) for reason in each.reasons),
            "\n".join(f"{missing.title.say(language)} ← {missing.supplier.say(language) if missing.supplier else ''}" for missing in each.missing),
        )
        for each in answer.ranking
    )  # fmt: skip
    return Table(columns, rows, Text("匹配结果", "Match"))
