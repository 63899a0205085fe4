"""Why a firm stands where it stands on one list: points by criterion, what must hold, and the words that made the industries meet."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

import chengjie.expression
from chengjie.errors import Refusal
from chengjie.expression import Evaluated, columns
from chengjie.matching.screening import bringing, ranking, register, repeats
from chengjie.matching.screening.asked import Asked
from chengjie.matching.screening.bringing import Connection
from chengjie.matching.screening.definition import AFFINITY, POINT, screen_definition
from chengjie.matching.screening.meaning import meanings
from chengjie.matching.screening.queries import Queries
from chengjie.matching.screening.wanted import Fit, Wanted, by_carriers
from chengjie.package import Package
from chengjie.register import Industry, industries
from chengjie.values import Text


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold, whether it does (None: nobody can say), and the trail."""

    id: str
    title: Text
    holds: bool | None
    trail: Evaluated
    source: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """A criterion: points, the most, and the trail of its value; None where the register does not say and half is counted."""

    id: str
    title: Text
    points: float
    most: float
    trail: Evaluated


@dataclass(frozen=True)
class Reasons:
    """One firm before one asker. `rank` is its place among all firms of the register, not only the best; None where it has none."""

    firm: Mapping[str, Any]
    columns: Mapping[str, Text]
    """What people call what is known of the firm."""
    asker: Wanted
    faults: tuple[tuple[str, str, str], ...]
    """Why its row is set aside: code, column, what stands there."""
    industry: Industry | None
    fit: Fit | None
    conditions: tuple[Condition, ...]
    criteria: tuple[Scored, ...]
    rank: int | None
    of: int

    @property
    def score(self) -> float | None:
        """All points; None where it is not ranked."""
        return round(sum(each.points for each in self.criteria), 6) if self.rank else None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "firm": dict(self.firm),
            "columns": {name: title.as_json() for name, title in self.columns.items()},
            "asker": self.asker.id,
            "title": self.asker.title.as_json(),
            "rank": self.rank,
            "of": self.of,
            "score": self.score,
            "set_aside": [{"code": code, "column": column, "value": value} for code, column, value in self.faults],
            "industry": {"code": self.industry.code, "name": self.industry.name} if self.industry else None,
            "fit": {
                "value": self.fit.value,
                "wanted": {"code": self.fit.want.code, "words": self.fit.want.words, "source": self.fit.want.source},
            } if self.fit else None,
            "conditions": [
                {"id": each.id, "title": each.title.as_json(), "holds": each.holds, "source": each.source, "trail": _tree(each.trail)}
                for each in self.conditions
            ],
            "criteria": [
                {"id": each.id, "title": each.title.as_json(), "points": each.points, "most": each.most, "trail": _tree(each.trail)}
                for each in self.criteria
            ],
        }  # fmt: skip


def why(
    path: Path, package: Package, firm: str, asker: str, *, askers: tuple[Wanted, ...] | None = None, memory: str = "1GB"
) -> Reasons:  # fmt: skip
    """The reasons for a firm, by its id or whole name, before a carrier or gap, by its id or name.

    Refuses `firm-unknown`, `firm-ambiguous`, `asker-unknown`, and what `screen` refuses.
    """
    every = by_carriers(package) if askers is None else askers
    one = _asker(every, asker, package)
    known = industries(package)
    asked = Asked(screen_definition(package), (one,), 1, known)
    with tempfile.TemporaryDirectory(prefix="chengjie-screen-") as folder:
        work = Path(folder)

        def connect(files: list[Path], folders: list[Path], *, ordered: bool = False) -> Connection:
            return columns.reading(files, folders, memory=memory, ordered=ordered, spill=work / "spill")

        brought = bringing.bring(path, work, connect)
        connection = connect([brought.path], [work])
        try:
            found = register.open_register(brought, asked.wanted, connection)
            found = repeats.without(found, brought, connection, work)
            return _reasons(asked, one, Queries(asked.wanted, found), connection, firm)
        finally:
            connection.close()


def _asker(every: tuple[Wanted, ...], asker: str, package: Package) -> Wanted:
    import difflib

    found = next((each for each in every if asker in {each.id, each.title.zh, each.title.en}), None)
    if found is None:
        names = [name for each in every for name in (each.id, each.title.zh)]
        raise Refusal.of("asker-unknown", asker=asker, zone=package.id, nearest="、".join(difflib.get_close_matches(asker, names, 3, 0.3)))  # fmt: skip
    return found


def _reasons(asked: Asked, one: Wanted, queries: Queries, connection: Connection, firm: str) -> Reasons:
    source = f"read_parquet({bringing.quoted(queries.register.file)}, file_row_number = true)"
    connection.execute(f"CREATE TEMP VIEW firms AS {queries.firms(source)}")
    wrong = ", ".join(
        f"({each.condition}) IS TRUE AS wrong_{place}" for place, each in enumerate(queries.register.checks)
    )
    order = "repeated IS NOT NULL, row_of_file" if queries.register.repeats else "row_of_file"
    stays = f"QUALIFY id IS NULL OR row_number() OVER (PARTITION BY id ORDER BY {order}) = 1"
    query = f"SELECT *{', ' + wrong if wrong else ''} FROM firms WHERE id = $1 OR name = $1 {stays} LIMIT 2"
    rows = connection.sql(query, params=[firm]).to_arrow_table().to_pylist()
    if not rows:
        raise Refusal.of("firm-unknown", firm=firm, file=queries.register.name)
    if len(rows) > 1:
        raise Refusal.of("firm-ambiguous", firm=firm, file=queries.register.name)
    (row,) = rows
    values = {each.name: row[each.name] for each in asked.wanted.columns}
    faults = tuple(
        (each.code, each.column, str(row[each.said] or ""))
        for place, each in enumerate(queries.register.checks) if row[f"wrong_{place}"]
    )  # fmt: skip
    meant = meanings([values["industry"]] if values["industry"] else [], asked.known)
    industry = asked.known.by_code(meant[values["industry"]]) if meant else None
    fit = asked.fits[one.id].get(industry.code) if industry else None
    conditions = tuple(
        Condition(each.id, each.title.text, None if trail.value is None else bool(trail.value), trail, each.source)
        for each in asked.wanted.conditions
        for trail in [chengjie.expression.evaluate(asked.wanted.parsed(each.holds), values)]
    )
    criteria = tuple(_scored(asked, fit, values))
    place, of = _place(asked, queries, connection, values)
    ranked = not faults and fit is not None and all(each.holds is not False for each in conditions)
    columns_of = {each.name: each.title.text for each in asked.wanted.columns}
    return Reasons(values, columns_of, one, faults, industry, fit, conditions, criteria, place if ranked else None, of)


def _scored(asked: Asked, fit: Fit | None, values: Mapping[str, Any]) -> list[Scored]:
    given = {**values, AFFINITY.name: fit.value if fit else 0.0}
    found = []
    for each in asked.wanted.criteria:
        trail = chengjie.expression.evaluate(asked.wanted.parsed(each.value), given)
        value = float(trail.value) if isinstance(trail.value, int | float) else None
        units = asked.units(each, value)
        found.append(Scored(each.id, each.title.text, units / POINT, asked.most[each.id] / POINT, trail))
    return found


def _place(asked: Asked, queries: Queries, connection: Connection, values: Mapping[str, Any]) -> tuple[int, int]:
    """The place of a firm among all that the asker could take, and how many those are."""
    distinct = connection.execute("SELECT DISTINCT industry FROM firms WHERE industry IS NOT NULL").fetchall()
    codes = meanings((value for (value,) in distinct), asked.known)
    ranking.tell_fits(ranking.earned_by_fits(asked, codes), connection)
    connection.register(
        "mine", pl.DataFrame([{"id": values["id"], "name": values["name"], "industry": values["industry"]}]).to_arrow()
    )
    order = "score DESC, own DESC, id, name"
    scored = f"SELECT id, name, own, own + points AS score FROM (SELECT id, name, industry, {queries.own} AS own FROM firms WHERE {queries.able}) JOIN fits USING (industry)"
    query = f"WITH scored AS ({scored}) SELECT place, of FROM (SELECT *, row_number() OVER (ORDER BY {order}) AS place, COUNT(*) OVER () AS of FROM scored) JOIN mine USING (id, name)"
    found = connection.execute(query).fetchall()
    if found:
        return int(found[0][0]), int(found[0][1])
    ((of,),) = connection.execute(f"SELECT COUNT(*) FROM ({scored})").fetchall()
    return 0, int(of)


def _tree(step: Evaluated) -> dict[str, Any]:
    value = step.value.isoformat() if isinstance(step.value, date) else step.value
    return {"words": step.words, "value": value, "parts": [_tree(each) for each in step.parts]}
