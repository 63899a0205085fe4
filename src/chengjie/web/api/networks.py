"""What everybody may ask of networks: distances, planned lines, chains, ties, and tables of one's own."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest

import chengjie.network
from chengjie.web import zone
from chengjie.web.api.answers import TableOut
from chengjie.web.api.answers.networks import AccessOut, ChainsOut, ChainWholeOut, PlannedLinesOut, TiesOut
from chengjie.web.api.shape import Field, File, Form, Query, Router, Schema, UploadedFile, told
from chengjie.web.api.shape import table as as_table
from chengjie.web.door import language_of
from chengjie.web.pages import flows

router = Router(tags=["open"])


class Opened(Schema):
    """Planned lines taken as open."""

    line: list[str] = Field(default_factory=list)


@router.get("/access", response=AccessOut, **told("通达", "distances from counties"))
def access(request: HttpRequest, opened: Query[Opened], to: str = "nearest:port", mode: str = "road") -> dict[str, Any]:
    """How far each county is from a destination, and with planned lines open; null is unknown."""
    lines = chengjie.network.chosen(zone.package(), opened.line)
    before = chengjie.network.access(zone.package(), to, mode)
    after = chengjie.network.access(zone.package(), to, mode, lines=lines)
    rows = [
        {
            "place": one.place,
            "end": other.end,
            "km": _float(one.km),
            "after": _float(other.km),
            "first_leg": _float(one.first_leg),
        }
        for one, other in zip(before, after, strict=True)
    ]
    return {"destination": to, "mode": mode, "lines": [each.id for each in lines], "access": rows}


def _float(value: Any) -> float | None:  # noqa: ANN401  # a decimal or none
    return None if value is None else float(value)


@router.get("/lines", response=PlannedLinesOut, **told("规划线路", "planned lines"))
def lines(request: HttpRequest) -> dict[str, Any]:
    """Planned lines with their stops; `point` is null where nobody can place a stop."""
    return {
        "lines": [
            {"id": each.id, "title": each.title.as_json(), "mode": each.mode, "kind": each.kind, "document": each.document, "claim": each.claim,
             "stops": [{"name": stop.name, "point": stop.point, "km": _float(stop.km)} for stop in each.stops]}
            for each in chengjie.network.lines(zone.package()).values()
        ]
    }  # fmt: skip


@router.get("/chains", response=ChainsOut, **told("产业链", "chains"))
def chains(request: HttpRequest) -> dict[str, Any]:
    """Every chain with its links."""
    return {"chains": [each.model_dump() for each in chengjie.network.chains(zone.package()).values()]}


@router.get("/chains/{name}", response=ChainWholeOut, **told("一条产业链", "one chain"))
def chain(request: HttpRequest, name: str) -> dict[str, Any]:
    """A chain with who sits on each link, the measure, the thresholds and what to court."""
    found = chengjie.network.chain(zone.package(), name)
    standings = chengjie.network.standings(zone.package(), found)
    return {
        "chain": found.model_dump(),
        "standings": [
            {"link": each.link.id, "state": each.state, "advice": each.advice, "plain": each.exact, "broad": each.broad, "strong_at": each.strong_at,
             "weak_at": each.weak_at, "seats": [{"place": seat.place, "carrier": seat.carrier or None, "label": seat.label, "code": seat.code,
             "plain": seat.exact, "basis": seat.basis} for seat in each.seats]}
            for each in standings
        ],
        "targets": [
            {"link": each.standing.link.id, "products": list(each.standing.link.products), "codes": list(each.standing.link.codes),
             "hosts": [{"place": host.place, "beside": list(host.beside), "carriers": list(host.carriers), "density": host.density} for host in each.hosts]}
            for each in chengjie.network.targets(zone.package(), found, standings)
        ],
    }  # fmt: skip


@router.get("/ties", response=TiesOut, **told("合作关系", "ties"))
def ties(request: HttpRequest, place: str = "", kind: str = "", on: date | None = None) -> dict[str, Any]:
    """Who is tied to whom; with a day, whether each tie holds on it."""
    return {
        "ties": [
            {"id": bond.id, "place": bond.place, "kind": bond.kind, "partner": bond.partner.as_json(), "partner_place": bond.partner_place or None,
             "topic": bond.topic.as_json(), "status": bond.status, "from": bond.start or None, "until": bond.end or None, "stated": bond.stated.isoformat(),
             "document": bond.document, "section": bond.section, "held": held}
            for bond, held in chengjie.network.tied(zone.package(), place=place, kind=kind, on=on)
        ]
    }  # fmt: skip


@router.post("/flows", response=TableOut, **told("投入产出与关联度", "linkages of a table of one's own"))
def tabulate(
    request: HttpRequest, table: File[UploadedFile], kind: Form[Literal["flows", "portfolio"]] = "flows"
) -> dict[str, Any]:
    """An input–output table with its linkages (`flows`), or jobs by place with relatedness (`portfolio`); it is read and forgotten."""
    language = language_of(request)
    return as_table(flows.tabled(table, kind, language), language)
