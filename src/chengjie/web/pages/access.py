"""Access: a map and a table of how far counties are from a destination, and what planned lines change for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

import chengjie.network
import chengjie.report.refusal
from chengjie.errors import Refusal
from chengjie.network import Assumptions, Corridor, Line, Reach
from chengjie.package import cells
from chengjie.values import Column, Place, Table, Text
from chengjie.values.text import Language
from chengjie.web import zone
from chengjie.web.door import language_of
from chengjie.web.pages import downloads, maps

MEASURES = {
    "km": Text("里程（公里）", "distance (km)"), "cost": Text("运费（元/吨）", "freight (yuan a tonne)"),
    "hours": Text("时间（小时）", "time (hours)"), "saved": Text("缩短（公里）", "saved (km)"),
}  # fmt: skip
PARAMETERS = ("road-cost", "road-speed", "rail-cost", "rail-speed", "line-detour")
CLASSES = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A county of the table: before, with the lines open, and the amount that the map shows."""

    place: Place
    before: Reach
    after: Reach
    amount: Decimal | None

    @property
    def saved(self) -> Decimal | None:
        """Kilometres that the way gets shorter."""
        known = self.before.km is not None and self.after.km is not None
        return self.before.km - self.after.km if known else None  # type: ignore[operator]  # both are known


def access(request: HttpRequest) -> HttpResponse:
    """The form with its answer under the same address, so that it can be shared."""
    language, given = language_of(request), request.GET
    context: dict[str, Any] = {
        "destinations": chengjie.network.destinations(zone.package()), "places": _prefectures(),
        "destination": given.get("to", "nearest:port"), "mode": "rail" if given.get("mode") == "rail" else "road",
        "by": given.get("by", "km"), "chosen": given.getlist("line"), "measures": MEASURES,
        "lines": list(chengjie.network.lines(zone.package()).values()), "capacity": given.get("capacity", ""),
        "freight": given.get("freight", ""), "own": given.get("own", "").strip(), "modes": tuple(chengjie.network.networks(zone.package())),
    }  # fmt: skip
    context["parameters"] = [
        (each, given.get(each.id, "")) for each in chengjie.network.assumptions(zone.package()) if each.id in PARAMETERS
    ]
    if not context["modes"]:
        return render(request, "chengjie/access.html", context)
    try:
        found = _answer(context, given)
    except Refusal as refusal:
        words = chengjie.report.refusal
        faults = [{"sentence": words.sentence(fault), "remedy": words.remedy(fault)} for fault in refusal.faults]
        return render(request, "chengjie/access.html", {**context, "faults": faults}, status=400)
    context |= found
    if given.get("format"):
        return downloads.table(_table(context, language), "access", given["format"], language)
    context |= _drawn(context["rows"], context["by"], language, context["open"])
    return render(request, "chengjie/access.html", context)


def _prefectures() -> dict[Place, list[Place]]:
    """The counties to choose as a destination, by prefecture."""
    found: dict[Place, list[Place]] = {}
    for code in zone.covered():
        place = zone.places().by_code(code)
        above = zone.places().by_code(place.parent or "") if place else None
        if place and above:
            found.setdefault(above, []).append(place)
    return found


def _answer(context: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    package, mode, to = zone.package(), context["mode"], context["destination"]
    names = [name for name in context["chosen"] if _of_mode(name, mode)]
    lines = chengjie.network.chosen(package, names)
    if context["own"]:
        lines = (*lines, chengjie.network.own_line(context["own"], package, mode=mode))
    known = chengjie.network.assumptions(package).given({name: given.get(name, "") for name in PARAMETERS})
    before = {each.place: each for each in chengjie.network.access(package, to, mode)}
    after = {each.place: each for each in chengjie.network.access(package, to, mode, lines=lines, known=known)}
    nowhere = Reach("", to, mode, None, None, None)
    rows = [
        _row(place, before.get(code, nowhere), after.get(code, nowhere), context["by"], known)
        for code in zone.covered()
        if (place := zone.places().by_code(code))
    ]
    rows.sort(key=lambda row: (row.after.km is None, row.after.km or 0, row.place.code))
    changed = sorted((row for row in rows if row.saved), key=lambda row: (-(row.saved or 0), row.place.code))
    return {
        "rows": rows, "changed": changed, "open": lines, "known": known, "unfilled": _unfilled(context["by"], mode, known),
        "stretches": chengjie.network.stretches(package, lines, known=known), "trail": _trail(to, mode, lines), "now": _trail(to, mode, ()),
        "linked": not context["own"] and not known.one("line-detour").given,
        "title": context["destinations"].get(to) or _name(to),
        "unknown": [row.place for row in rows if row.after.km is None],
        "corridor": _corridor(rows, context) if lines and (context["capacity"] or context["freight"]) else None,
        "point_names": {point: _name(point) for line in lines for stop in line.stops if (point := stop.point)},
    }  # fmt: skip


def _of_mode(name: str, mode: str) -> bool:
    """A line of the other mode stays ticked and changes nothing; an unknown one is refused further on."""
    line = chengjie.network.lines(zone.package()).get(name)
    return line is None or line.mode == mode


def _row(place: Place, before: Reach, after: Reach, by: str, known: Assumptions) -> Shown:
    row = Shown(place, before, after, None)
    amount = {"cost": after.cost(known), "hours": after.hours(known), "saved": row.saved}.get(by, after.km)
    return Shown(place, before, after, amount)


def _unfilled(by: str, mode: str, known: Assumptions) -> Any:  # noqa: ANN401  # an assumption or none
    name = {"cost": f"{mode}-cost", "hours": f"{mode}-speed"}.get(by)
    return known.one(name) if name and known.value(name) is None else None


def _trail(to: str, mode: str, lines: tuple[Line, ...]) -> str:
    """The end of the trail ids of this page."""
    names = "+".join(line.id for line in lines if line.source != "user")
    return f"{to.replace('nearest:', 'nearest.')}:{mode}" + (f":{names}" if names else "")


def _name(point: str) -> Text:
    place = zone.places().by_code(point)
    known = chengjie.network.destinations(zone.package())
    return Text(place.name, place.en or place.name) if place else known.get(point, Text(point, point))


def _corridor(rows: list[Shown], context: Mapping[str, Any]) -> Corridor:
    """Who gets through: a capacity and the freight of counties, a line each (`新邵县 30`)."""
    freight: dict[str, Decimal] = {}
    for line in context["freight"].splitlines()[:200]:
        name, _, amount = line.strip().rpartition(" ")
        value = cells.number(amount)
        if name and value is not None:
            freight[zone.places().one(name.strip()).code] = value
        elif line.strip():
            raise Refusal.of("freight-malformed", line=line.strip()[:40])
    written = context["capacity"].strip()
    capacity = cells.number(written) if written else None
    if written and capacity is None:
        raise Refusal.of("freight-malformed", line=written[:40])
    gains = [chengjie.network.Change(row.place.code, "", row.after.mode, row.before.km, row.after.km) for row in rows]
    return chengjie.network.corridor(gains, freight, capacity=capacity)


def _drawn(rows: list[Shown], by: str, language: Language, lines: tuple[Line, ...]) -> dict[str, Any]:
    """The map, coloured by five classes of equal size, and its key."""
    amounts = sorted(row.amount for row in rows if row.amount is not None and (by != "saved" or row.amount > 0))
    ends = (
        sorted({amounts[min(len(amounts) - 1, (k + 1) * len(amounts) // CLASSES)] for k in range(CLASSES)})
        if amounts
        else []
    )
    by_code = {row.place.code: row for row in rows}

    def tone(code: str) -> tuple[str, str]:
        row = by_code.get(code)
        amount = row.amount if row else None
        if amount is None:
            return "far-unknown", "未知" if language == "zh" else "unknown"
        if by == "saved" and not amount:
            return "far-none", "不变" if language == "zh" else "no change"
        place = next((k for k, end in enumerate(ends) if amount <= end), len(ends) - 1)
        return f"far-{place}", f"{amount}"

    label = MEASURES.get(by, MEASURES["km"]).say(language)
    starts = [amounts[0], *ends[:-1]] if amounts else []
    keys = [(f"far-{place}", low, high) for place, (low, high) in enumerate(zip(starts, ends, strict=True))]
    picture = mark_safe(maps.zone_map(language, label, tone, routes=_routes(lines)))  # noqa: S308  # drawn by us, every word escaped there
    return {"map": picture, "keys": keys, "notice": zone.geometry().notice}


def _routes(lines: tuple[Line, ...]) -> list[list[tuple[float, float]]]:
    """Each stretch of the open lines as east and north of its ends."""
    found = []
    for one, other in (stretch for line in lines for stretch in line.stretches):
        ends = [chengjie.network.position(zone.package(), str(stop.point), "rail") for stop in (one, other)]
        found.append([(end[1], end[0]) for end in ends if end])
    return found


def _table(context: Mapping[str, Any], language: Language) -> Table:
    known: Assumptions = context["known"]
    columns = (
        Column("code", Text("代码", "code")), Column("county", Text("县区", "county")), Column("end", Text("目的地", "destination")),
        Column("km", Text("里程", "distance"), "公里", numeric=True), Column("after", Text("线路开通后", "with the lines open"), "公里", numeric=True),
        Column("saved", Text("缩短", "saved"), "公里", numeric=True), Column("cost", Text("运费", "freight"), "元/吨", numeric=True),
        Column("hours", Text("时间", "time"), "小时", numeric=True), Column("leg", Text("首段直线", "first leg in a line"), "公里", numeric=True),
    )  # fmt: skip
    rows = tuple(
        (
            row.place.code, row.place.en if language == "en" and row.place.en else row.place.name, _name(row.after.end).say(language) if row.after.end else None,
            row.before.km, row.after.km, row.saved, row.after.cost(known), row.after.hours(known), row.before.first_leg,
        )
        for row in context["rows"]
    )  # fmt: skip
    to: Text = context["title"]
    return Table(columns, rows, Text(f"到{to.zh}", f"To {to.en}"))
