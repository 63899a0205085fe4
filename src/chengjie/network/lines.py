"""Planned lines (规划线路): the stops that a plan names, as counties or places outside, and how long each stretch is."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

import chengjie.register
from chengjie.errors import Fault, Refusal, Where
from chengjie.package import Definition, Origin, Package, cells, checked
from chengjie.package.documents import read_yaml
from chengjie.package.written import Part
from chengjie.values import Text

LONGEST = 400
"""Characters of a line written as its stops."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop in the plan's word; `point` is the county or destination that stands for it, None where nobody can say.

    `km` is the length from the stop before, where it is given.
    """

    name: str
    point: str | None
    km: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a plan or of a user. An `upgrade` changes capacity, not distance."""

    id: str
    title: Text
    mode: str
    kind: str
    stops: tuple[Stop, ...]
    document: str = ""
    claim: str = ""
    note: str = ""
    source: str = ""

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Stops that nobody can place."""
        return tuple(stop.name for stop in self.stops if stop.point is None)

    @property
    def stretches(self) -> tuple[tuple[Stop, Stop], ...]:
        """Neighbouring stops that are both placed; a stop that is not breaks the line."""
        return tuple((a, b) for a, b in zip(self.stops, self.stops[1:], strict=False) if a.point and b.point)

    @property
    def computable(self) -> bool:
        """Whether it can change a distance."""
        return self.kind == "new" and bool(self.stretches)


def lines(package: Package) -> Mapping[str, Line]:
    """The lines that the plans of a zone name, by id.

    >>> import chengjie.package
    >>> [stop.name for stop in lines(chengjie.package.open_package("xiangnan-xiangxi"))["shao-yong"].stops]
    ['邵阳', '永州']
    """
    stops: dict[str, list[tuple[int, Stop]]] = defaultdict(list)
    for row in package.rows("line_stops"):
        stop = Stop(row["name"], row.get("place") or row.get("destination"), cells.number(row["km"]), row["note"])
        stops[row["line"]].append((int(row["order"]), stop))
    return {
        row["id"]: Line(
            row["id"], Text(row["zh"], row["en"]), row["mode"], row["kind"],
            tuple(stop for _, stop in sorted(stops[row["id"]], key=lambda each: each[0])),
            row["document"], row["claim"], row["note"], row["source"],
        )
        for row in package.rows("lines")
    }  # fmt: skip


def chosen(package: Package, ids: Iterable[str]) -> tuple[Line, ...]:
    """Lines by id. Refuses `line-unknown` with the nearest and `line-not-computable`, every fault at once."""
    known, found, faults = lines(package), list[Line](), list[Fault]()
    for name in dict.fromkeys(ids):
        if name not in known:
            nearest = difflib.get_close_matches(name, list(known), 1, 0.0)
            faults.append(Fault("line-unknown", parameters={"line": name[:60], "nearest": "".join(nearest) or "—"}))
        elif not known[name].computable:
            why = "、".join(known[name].unplaced) or known[name].note
            faults.append(Fault("line-not-computable", parameters={"line": known[name].title.zh, "why": why}))
        else:
            found.append(known[name])
    if faults:
        raise Refusal(faults)
    return tuple(found)


class _StopFile(Part):
    at: Annotated[str, Field(min_length=1, max_length=60)]
    km: Annotated[Decimal, Field(gt=0, le=5000)] | None = None


class _LineFile(Part):
    name: Annotated[str, Field(min_length=1, max_length=80)]
    mode: Literal["road", "rail"]
    stops: Annotated[tuple[_StopFile, ...], Field(min_length=2, max_length=60)]


class _ScenarioFile(Part):
    id: str
    lines: Annotated[tuple[_LineFile, ...], Field(min_length=1, max_length=40)]


def read_lines(path: Path, package: Package) -> tuple[Line, ...]:
    """The lines of a scenario file of the user (YAML). Refuses `definition-invalid`, `line-stop-unknown`: all faults at once.

    Each stop is the name or code of a county, or the id or name of a destination; the mark `km` is the length from the
    stop before, without it the straight line is taken.
    """
    data = {"id": path.stem, **read_yaml(path, file=path.name)}
    (given,) = checked([Definition("scenario", path.stem, data, Origin("", path.name))], _ScenarioFile)
    faults: list[Fault] = []
    found = tuple(
        _line(number, each, package, Where(file=path.name), faults) for number, each in enumerate(given.lines)
    )
    if faults:
        raise Refusal(faults)
    return found


def _line(number: int, given: _LineFile, package: Package, where: Where, faults: list[Fault]) -> Line:
    stops: list[Stop] = []
    for place, stop in enumerate(given.stops):
        point = point_of(stop.at, package)
        if point is None:
            at = Where(file=where.file, column=f"lines.{number}.stops.{place}")
            faults.append(Fault("line-stop-unknown", at, {"stop": stop.at, "nearest": nearest_point(stop.at, package)}))
        elif any(point == before.point for before in stops):
            at = Where(file=where.file, column=f"lines.{number}.stops.{place}")
            faults.append(Fault("line-stop-twice", at, {"stop": stop.at}))
        stops.append(Stop(stop.at, point, stop.km))
    return Line(f"own-{number + 1}", Text(given.name, given.name), given.mode, "new", tuple(stops), source="user")


def own_line(text: str, package: Package, *, mode: str) -> Line:
    """A line written as its stops one after another, `邵阳县—新宁县—桂林`. Refuses what a scenario file would be refused for.

    >>> import chengjie.package
    >>> [stop.point for stop in own_line("邵阳县—桂林", chengjie.package.open_package("hunan"), mode="rail").stops]
    ['430523', 'guilin']
    """
    names = [name for name in re.split(r"[—–→>、，,;；\s-]+", text[:LONGEST]) if name]
    if len(names) < 2:
        raise Refusal.of("line-too-short", line=text[:60])
    given = _LineFile(
        name="—".join(names)[:80],
        mode="rail" if mode == "rail" else "road",
        stops=tuple(_StopFile(at=name[:60]) for name in names),
    )
    faults: list[Fault] = []
    line = _line(0, given, package, Where(), faults)
    if faults:
        raise Refusal(faults)
    return line


def point_of(name: str, package: Package) -> str | None:
    """The county or destination of that name, code or id; None where there is none or where several share it."""
    there = chengjie.register.distances(package).destinations
    if name in there:
        return name
    named = [each.id for each in there.values() if name in (each.title.zh, each.title.en)]
    if named:
        return named[0]
    places = [place for place in chengjie.register.places(package).find(name) if place.level == "county"]
    return places[0].code if len(places) == 1 else None


def nearest_point(name: str, package: Package) -> str:
    """Known names that look most like one that is not known, or the counties that share it."""
    known = chengjie.register.places(package)
    several = [f"{place.name} {place.code}" for place in known.find(name)]
    titles = [each.title.zh for each in chengjie.register.distances(package).destinations.values()]
    close = [*difflib.get_close_matches(name, titles, 1, 0.4), *known.nearest(name, 2)]
    return "、".join(several or close) or "—"
