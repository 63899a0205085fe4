"""Ties (合作关系): who is bound to whom, in what, from when until when; dated, typed, each with the document that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import chengjie.register
from chengjie.errors import Fault
from chengjie.package import Package, Row
from chengjie.register import Places
from chengjie.values import Text

KINDS = {
    "partner-region": Text("对接区域", "partner region"), "cooperation-zone": Text("合作区", "cooperation area"),
    "alliance": Text("联盟", "alliance"), "referral": Text("互荐互认", "referral and recognition"),
    "freight-service": Text("班列", "freight train"), "fair": Text("展会平台", "fair"),
    "assistance": Text("对口帮扶", "paired assistance"), "agreement": Text("合作事项", "cooperation item"),
}  # fmt: skip
STATUSES = {
    "in force": Text("在行", "in force"), "intended": Text("拟推进", "intended"), "ended": Text("已结束", "ended"),
}  # fmt: skip
Held = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie of a place or region to a partner. `start` is empty where the document does not say since when.

    `stated` is the day of the document: what it calls in force held on that day.
    """

    id: str
    place: str
    kind: str
    partner: Text
    partner_place: str
    topic: Text
    status: str
    start: str
    end: str
    stated: date
    document: str
    section: str
    claim: str
    source: str
    note: str
    where: str

    def holds(self, day: date) -> Held:
        """Whether it is in force on a day: unknown before the day it was stated where no start is given, and for what
        was only intended.
        """
        if self.status == "ended" and not self.end:
            return "unknown"
        if (self.end and day.isoformat() > _last(self.end)) or (self.start and day.isoformat() < self.start):
            return "no"
        if self.status == "intended" and not self.start:
            return "unknown"
        return "yes" if self.start or day >= self.stated else "unknown"


def _last(written: str) -> str:
    return (written + "-12-31"[len(written) - 4 :]) if len(written) < 10 else written


def ties(package: Package) -> tuple[Bond, ...]:
    """The ties of a zone, in the order of the table.

    >>> import chengjie.package
    >>> found = ties(chengjie.package.open_package("xiangnan-xiangxi"))
    >>> found[0].partner.zh, found[0].holds(date(2021, 1, 1))
    ('粤港澳大湾区', 'unknown')
    """
    return tuple(_bond(row) for row in package.rows("ties") if _dated(row["stated"]))


def _bond(row: Row) -> Bond:
    return Bond(
        row["id"], row["place"], row["kind"], Text(row["partner_zh"], row["partner_en"]), row["partner_place"],
        Text(row["topic_zh"], row["topic_en"]), row["status"], row["from"], row["until"], date.fromisoformat(row["stated"]),
        row["document"], row["section"], row["claim"], row["source"], row["note"], str(row.origin.where),
    )  # fmt: skip


def _dated(written: str) -> bool:
    try:
        return bool(date.fromisoformat(written))
    except ValueError:
        return False  # the check of the zone names it


def tied(
    package: Package,
    *,
    place: str = "",
    kind: str = "",
    on: date | None = None,
    held: Iterable[Held] = ("yes", "unknown"),
) -> tuple[tuple[Bond, Held | None], ...]:
    """Who is tied to whom: of a place (with the regions it lies in), of a kind, on a day; with whether each holds that day."""
    known = chengjie.register.places(package)
    wanted = tuple(held)
    found = []
    for bond in ties(package):
        if (kind and bond.kind != kind) or (place and not _concerns(bond, place, known)):
            continue
        state = bond.holds(on) if on else None
        if state is None or state in wanted:
            found.append((bond, state))
    return tuple(found)


def _concerns(bond: Bond, place: str, known: Places) -> bool:
    """Whether a tie is about a place: its own, one that the place lies in, or that of a region it belongs to."""
    if bond.place == place or known.lies_in(place, bond.place) or bond.partner_place == place:
        return True
    regions = {region.id for region in known.regions}
    return bond.place in regions and place in {county.code for county in known.counties(bond.place)}


def check(package: Package) -> Iterator[Fault]:
    """Ties whose place is none, that bind a place to itself, or that say the same twice while both hold.

    Dates that run backwards and codes that lead nowhere are found with those of all tables.
    """
    places = {row["code"] for row in package.rows("places")} | {row["region"] for row in package.rows("regions")}
    seen: dict[tuple[str, ...], Row] = {}
    for row in package.rows("ties"):
        if row["place"] not in places:
            yield Fault("place-unknown", row.origin.at("place"), {"place": row["place"]})
        if row["partner_place"] and row["partner_place"] == row["place"]:
            yield Fault("tie-to-itself", row.origin.at("partner_place"), {"id": row["id"], "place": row["place"]})
        for written, column in ((row["from"], "from"), (row["until"], "until")):
            if written and not _like_a_day(written):
                yield Fault("tie-date-malformed", row.origin.at(column), {"id": row["id"], "value": written})
        key = tuple(row[name] for name in ("place", "kind", "partner_zh", "topic_zh"))
        first = seen.get(key)
        if first is not None and _overlap(first, row):
            yield Fault("tie-twice", row.origin.at("id"), {"id": row["id"], "first": str(first.origin.where)})
        seen.setdefault(key, row)


def _like_a_day(written: str) -> bool:
    parts = written.split("-")
    padded = "-".join([*parts, "01", "01"][:3])
    return len(parts) <= 3 and _dated(padded)


def _overlap(one: Row, other: Row) -> bool:
    return (one["until"] or "9999") >= other["from"] and (other["until"] or "9999") >= one["from"]
