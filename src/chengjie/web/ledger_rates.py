"""Rates of dispatch over the lines of the ledger: sums made by the database in one pass, however many projects there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from chengjie.process import figures, league
from chengjie.process.figures import Rate
from chengjie.process.league import NAMED, Standing
from chengjie.web import cases, ledger
from chengjie.web.records.ledger import MILESTONES, Line
from chengjie.web.records.rules import plain

_AMOUNTS = {"contract_amount": "contract", "paid_amount": "paid"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A rate as questions about a line: which count, of which something is missing, which are behind."""

    rate: Rate
    counts: Q
    unknown: Q
    behind: Q


def _asked(rate: Rate) -> _Asked | None:
    """A rate whose parts all stand in the ledger; None where the entries of each case would have to be read."""
    milestones = {*rate.among, *rate.reached}
    if ledger.PROCESS not in rate.processes or not milestones <= set(MILESTONES):
        return None
    counts = _any(rate.among) if rate.among else Q(pk__isnull=False)
    if rate.kind == "share":
        return _Asked(rate, counts, Q(pk__in=()), counts & ~_any(rate.reached))
    if rate.kind == "sum" and {rate.top, rate.base} <= set(_AMOUNTS):
        top, base = _AMOUNTS[rate.top], _AMOUNTS[rate.base]
        unknown = Q(**{f"{top}__isnull": True}) | Q(**{f"{base}__isnull": True})
        return _Asked(rate, counts, counts & unknown, counts & ~unknown & Q(**{top: 0}))
    return None


def _any(milestones: Iterable[str]) -> Q:
    found = Q(pk__in=())
    for name in milestones:
        found |= Q(**{f"{name}__isnull": False})
    return found


def standings(lines: QuerySet[Line], rates: Iterable[Rate], *, day: date, named: str = "") -> dict[str, list[Standing]]:
    """For each rate how each place of the ledger stands. Of the rate `named`, the first cases that are
    unknown or behind are named too. A rate that needs more than the ledger keeps is worked out case by case."""
    asked = {each.id: _asked(each) for each in rates}
    told = {name: each for name, each in asked.items() if each is not None}
    found = _summed(lines, list(told.values()), told.get(named))
    for each in rates:
        if each.id not in found:
            found[each.id] = _one_by_one(each, lines, day)
    return found


def _summed(lines: QuerySet[Line], asked: list[_Asked], named: _Asked | None) -> dict[str, list[Standing]]:
    sums: dict[str, Count | Sum] = {}
    for at, each in enumerate(asked):
        sums[f"count{at}"] = Count("pk", filter=each.counts)
        sums[f"unknown{at}"] = Count("pk", filter=each.unknown)
        sums[f"behind{at}"] = Count("pk", filter=each.behind)
        if each.rate.kind == "sum":
            known = each.counts & ~each.unknown
            sums[f"top{at}"] = Sum(_AMOUNTS[each.rate.top], filter=known)
            sums[f"base{at}"] = Sum(_AMOUNTS[each.rate.base], filter=known)
    rows = [dict[str, Any](each) for each in lines.order_by().values("place").annotate(**sums)] if asked else []
    firsts = (
        _firsts(lines, named, {row["place"] for row in rows if row[f"unknown{asked.index(named)}"]}) if named else {}
    )
    found: dict[str, list[Standing]] = {}
    for at, each in enumerate(asked):
        mine = firsts if each is named else {}
        found[each.rate.id] = [_standing(row, at, mine.get(row["place"], [])) for row in rows]
    return found


def _standing(row: dict[str, Any], at: int, firsts: list[tuple[str, str]]) -> Standing:
    count, unknown, behind = (int(row[f"{name}{at}"] or 0) for name in ("count", "unknown", "behind"))
    top = plain(Decimal(str(row[f"top{at}"] or 0))) if f"top{at}" in row else Decimal(count - behind)
    base = plain(Decimal(str(row[f"base{at}"] or 0))) if f"base{at}" in row else Decimal(count)
    missing = tuple(each for each in firsts if each[1])
    late = tuple(case for case, why in firsts if not why)
    return Standing(str(row["place"]), count, unknown, top, base, behind, missing, late)


def _firsts(lines: QuerySet[Line], asked: _Asked, unknown_in: set[str]) -> dict[str, list[tuple[str, str]]]:
    """Of each place the first cases of which something is missing; where nothing is, the first that are behind."""
    wanted = (asked.unknown & Q(place__in=unknown_in)) | (asked.behind & ~Q(place__in=unknown_in))
    turn = Window(RowNumber(), partition_by=[F("place")], order_by=F("case_id").asc())
    rows = lines.order_by().filter(wanted).annotate(turn=turn).filter(turn__lte=NAMED).order_by("place", "turn")
    found: dict[str, list[tuple[str, str]]] = {}
    for each in rows.values("place", "case__number", "contract", "paid"):
        row = dict[str, Any](each)
        amounts = (asked.rate.top, asked.rate.base) if asked.rate.kind == "sum" else ()
        why = "、".join(name for name in amounts if row[_AMOUNTS[name]] is None)
        found.setdefault(row["place"], []).append((row["case__number"], why))
    return found


def _one_by_one(rate: Rate, lines: QuerySet[Line], day: date) -> list[Standing]:
    states = ledger.states(lines.select_related("case").order_by("case_id"))
    return league.standings(rate, states, cases.library(), day=day)


def whole(rate: Rate, found: Iterable[Standing]) -> tuple[Decimal | None, str, str]:
    """A rate over all places: the figure, its unit, and the sums that it is made of."""
    each = list(found)
    top, base = sum((one.top for one in each), Decimal(0)), sum((one.base for one in each), Decimal(0))
    value, unit = figures.figure(
        rate, top, base, count=sum(one.count for one in each), unknown=sum(one.unknown for one in each)
    )
    return value, unit, "" if value is None else f"{top:f} / {base:f}"
