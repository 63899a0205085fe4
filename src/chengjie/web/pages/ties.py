"""Ties: partners, what is agreed with them, since when, and whether it holds on a day."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

import chengjie.network
from chengjie.network import Bond
from chengjie.network.ties import KINDS, STATUSES
from chengjie.values import Column, Place, Table, Text
from chengjie.values.text import Language
from chengjie.web import taking, zone
from chengjie.web.door import language_of
from chengjie.web.pages import downloads


def ties(request: HttpRequest) -> HttpResponse:
    """The ties of the zone or of one place, by kind, on a day."""
    given, language = request.GET, language_of(request)
    place, kind = given.get("place", ""), given.get("kind", "")
    day = taking.day(given.get("on", ""))
    found = chengjie.network.tied(
        zone.package(), place=place if zone.places().by_code(place) else "", kind=kind if kind in KINDS else "", on=day
    )
    wanted = given.get("q", "").strip().lower()
    rows = [row for row in (_row(bond, held) for bond, held in found) if not wanted or wanted in row["words"]]
    if given.get("format"):
        return downloads.table(_table(rows, language), "ties", given["format"], language)
    context = {
        "rows": rows, "all": len(chengjie.network.ties(zone.package())), "counts": dict(Counter(row["bond"].kind for row in rows)),
        "kinds": KINDS, "kind": kind, "place": place, "on": day.isoformat() if day else "", "q": given.get("q", ""),
        "bad_day": bool(given.get("on")) and day is None, "places": _places(),
    }  # fmt: skip
    return render(request, "chengjie/ties.html", context)


def _places() -> list[Place]:
    counties = [place for code in zone.covered() if (place := zone.places().by_code(code))]
    above = [
        place
        for code in dict.fromkeys(each.parent or "" for each in counties)
        if (place := zone.places().by_code(code))
    ]
    return [*above, *counties]


def _row(bond: Bond, held: str | None) -> dict[str, Any]:
    place = zone.places().by_code(bond.place)
    here = Text(place.name, place.en or place.name) if place else zone.places().region(bond.place).title
    words = f"{here.zh} {here.en} {bond.partner.zh} {bond.partner.en} {bond.topic.zh} {bond.topic.en}".lower()
    return {"bond": bond, "held": held, "here": here, "code": bond.place if place else "", "kind": KINDS[bond.kind],
            "status": STATUSES[bond.status], "words": words}  # fmt: skip


def _table(rows: list[dict[str, Any]], language: Language) -> Table:
    columns = (
        Column("place", Text("本方", "place")), Column("kind", Text("类型", "kind")), Column("partner", Text("对方", "partner")),
        Column("topic", Text("事项", "topic")), Column("status", Text("状态", "status")), Column("from", Text("自", "from")),
        Column("until", Text("至", "until")), Column("stated", Text("载明日期", "stated on")), Column("held", Text("当天有效", "holds that day")),
        Column("source", Text("出处", "source")), Column("note", Text("说明", "note")),
    )  # fmt: skip
    made = tuple(
        (
            row["here"].say(language), row["kind"].say(language), row["bond"].partner.say(language), row["bond"].topic.say(language),
            row["status"].say(language), row["bond"].start, row["bond"].end, row["bond"].stated, row["held"],
            f"{row['bond'].document} §{row['bond'].section}", row["bond"].note,
        )
        for row in rows
    )  # fmt: skip
    return Table(columns, made, Text("合作关系", "Ties"))
