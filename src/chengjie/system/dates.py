"""Checks of dates: a name, grade or rule holds from a day until a later one, and one place has one official name a day."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from chengjie.errors import Fault
from chengjie.package import Package, Row
from chengjie.values import Period

_OPEN = ("0000", "9999")


def check(package: Package) -> Iterator[Fault]:
    """Every fault of dates and periods."""
    for table in package.tables:
        names = package.schema(table).names
        if {"from", "until"} <= set(names):
            yield from _reversed(package.rows(table))
        if "period" in names:
            yield from _periods(package.rows(table))
    yield from overlapping(
        [row for row in package.rows("place_names") if row.get("kind") in {None, "official"}], by="code"
    )
    yield from _shared(package.rows("carrier_names"))


def _reversed(rows: tuple[Row, ...]) -> Iterator[Fault]:
    for row in rows:
        start, end = row.get("from"), row.get("until")
        if start and end and _until(end) < _since(start):
            yield Fault("dates-reversed", row.origin.at("until"), {"from": start, "until": end})


def _periods(rows: tuple[Row, ...]) -> Iterator[Fault]:
    for row in rows:
        try:
            if written := row.get("period"):
                Period.parse(written)
        except ValueError:
            yield Fault("period-malformed", row.origin.at("period"), {"value": row["period"]})


def overlapping(rows: list[Row], *, by: str) -> Iterator[Fault]:
    """Rows about one thing whose days overlap. The last day of one may be the first of the next."""
    ordered = sorted(rows, key=lambda row: (row[by], _since(row.get("from"))))
    for first, second in itertools.pairwise(ordered):
        if first[by] == second[by] and _since(second.get("from")) < _until(first.get("until"), whole=False):
            where = second.origin.at("from")
            parameters = {"name": second["name"], "other": first["name"], "first": str(first.origin.where)}
            yield Fault("names-overlap", where, dict(parameters))


def _shared(rows: tuple[Row, ...]) -> Iterator[Fault]:
    """One name for two carriers on one day."""
    ordered = sorted(rows, key=lambda row: (row["name"], _since(row.get("from"))))
    for first, second in itertools.pairwise(ordered):
        apart = _since(second.get("from")) >= _until(first.get("until"), whole=False)
        if first["name"] == second["name"] and first["carrier"] != second["carrier"] and not apart:
            parameters = {"name": second["name"], "other": first["carrier"], "first": str(first.origin.where)}
            yield Fault("name-shared", second.origin.at("name"), dict(parameters))


def _since(written: str | None) -> str:
    """The first day that a year, month or day may mean."""
    return written + "-01-01"[len(written) - 4 :] if written else _OPEN[0]


def _until(written: str | None, *, whole: bool = True) -> str:
    """The last day that it may mean; with `whole` false, the first (a change dated by year happened within it)."""
    if not written:
        return _OPEN[1]
    return written + ("-12-31" if whole else "-01-01")[len(written) - 4 :]
