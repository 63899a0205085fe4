"""Screening in two passes: what an industry's best firms must earn by themselves, then those firms against all carriers.

Among firms of one industry a carrier prefers those that earn most by themselves, whichever carrier it is. So only the best so
many of each industry can be among the best so many of any carrier, and the pairs of firm and carrier stay few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import polars as pl

from chengjie.errors import Refusal
from chengjie.expression import columns
from chengjie.expression.parse import transpiled
from chengjie.matching.screening import affinity, register
from chengjie.matching.screening.answer import Earned, Found, Screening, SetAside, Shortlist
from chengjie.matching.screening.definition import Points, ScreenDefinition, screen_definition
from chengjie.package import Package
from chengjie.register import industries

MOST_INDUSTRIES = 50_000
MOST_TOP = 10_000
Tell = Callable[[str], None]
Groups = dict[str | None, dict[str, Any]]


def screen(path: Path, package: Package, *, top: int = 100, memory: str = "1GB", done: Tell | None = None) -> Screening:
    """The best `top` firms of a register (.parquet, .csv, .xlsx) for every carrier of a zone.

    Ties go to the firm that earns more by itself, then by id and name. A register larger than memory is read in streams; `done`
    hears of each step. Refuses `register-…`, `screen-…` and a faulty definition.
    """
    if not 1 <= top <= MOST_TOP:
        raise Refusal.of("screen-top", top=top, most=MOST_TOP)
    tell = done or (lambda _step: None)
    wanted = screen_definition(package)
    opened = register.open_register(path, wanted, lambda: columns.reading([path], memory=memory))
    try:
        tell("rows")
        groups = _groups(opened, wanted, top, path)
        tell("industries")
        codes = affinity.meanings((value for value in groups if value), industries(package))
        matched = _fits(opened, package, codes, groups)
        tell("firms")
        found = _firms(opened, wanted, top)
        aside = tuple(_set_aside(opened, groups, codes))
    finally:
        opened.connection.close()
    lists = tuple(
        Shortlist(each.id, each.name, matched.get(each.id, 0), tuple(found.get(each.id, ())))
        for each in affinity.asked(package)
    )
    rows, kept = sum(row["rows"] for row in groups.values()), sum(groups[value]["sound"] for value in codes)
    titles = {each.id: each.title.text for each in wanted.criteria}
    return Screening(wanted.id, rows, kept, titles, lists, aside, opened.missing)


def _sql(wanted: ScreenDefinition, text: str) -> str:
    return transpiled(wanted.parsed(text), "duckdb")


def _sum(wanted: ScreenDefinition, criteria: Iterable[Points]) -> str:
    """The points of criteria; unknown counts half."""
    parts = []
    for each in criteria:
        value = f"CAST({_sql(wanted, each.value)} AS DOUBLE)"
        within = f"CASE WHEN {value} IS NULL THEN 0.5 ELSE greatest(least({value}, 1), 0) END"
        parts.append(f"{100 * each.weight / wanted.total!r} * {within}")
    return " + ".join(parts) or "0.0"


def _asked(opened: register.Opened, wanted: ScreenDefinition) -> str:
    """Rows that make sense and of which nothing that must hold is known to fail."""
    holds = [f"({_sql(wanted, each.holds)}) IS NOT FALSE" for each in wanted.conditions]
    return " AND ".join([register.sound(opened), *holds])


def _groups(opened: register.Opened, wanted: ScreenDefinition, top: int, path: Path) -> Groups:
    """By each value of the industry column: its rows, what is wrong with them, and the points that its best firms need."""
    (several,) = opened.connection.execute("SELECT approx_count_distinct(industry) FROM firms").fetchone()
    if several > MOST_INDUSTRIES:
        raise Refusal.of("screen-industries-too-many", file=path.name, most=MOST_INDUSTRIES)
    wrong = [
        f"COUNT(*) FILTER (WHERE {condition}) AS wrong_{place}"
        for place, (_, _, condition) in enumerate(register.checks(opened))
    ]
    asked = _asked(opened, wanted)
    opened.connection.execute(
        f"CREATE TEMP TABLE groups AS SELECT industry, COUNT(*) AS rows, {', '.join(wrong)}, "  # noqa: S608  # parsed, checked, printed by sqlglot
        f"COUNT(*) FILTER (WHERE {register.sound(opened)}) AS sound, COUNT(*) FILTER (WHERE {asked}) AS asked, "
        f"list_min(max({_sum(wanted, wanted.of_the_firm())}, {int(top)}) FILTER (WHERE {asked})) AS least "
        "FROM firms GROUP BY industry"
    )
    found = opened.connection.sql("SELECT * FROM groups").to_arrow_table().to_pylist()
    return {row["industry"]: row for row in found}


def _fits(opened: register.Opened, package: Package, codes: dict[str, str], groups: Groups) -> dict[str, int]:
    """How well each industry fits each carrier, as a table beside the register; and how many firms a carrier could take."""
    by_code: dict[str, list[str]] = defaultdict(list)
    for value, code in codes.items():
        by_code[code].append(value)
    fits = [
        (carrier, value, fit)
        for carrier, taken in affinity.taken(package).items()
        for code, fit in taken.items()
        for value in by_code.get(code, ())
    ]
    schema = {"carrier": pl.String, "value": pl.String, "affinity": pl.Float64}
    opened.connection.register("fits_given", pl.DataFrame(fits, schema=schema, orient="row").to_arrow())
    opened.connection.execute("CREATE TEMP TABLE fits AS SELECT * FROM fits_given")
    matched: dict[str, int] = defaultdict(int)
    for carrier, value, _ in fits:
        matched[carrier] += groups[value]["asked"]
    return matched


def _firms(opened: register.Opened, wanted: ScreenDefinition, top: int) -> dict[str, list[Found]]:
    """The second pass: the best firms of each industry, each against the carriers that take it."""
    firm, fit = _sum(wanted, wanted.of_the_firm()), _sum(wanted, wanted.of_the_fit())
    values = [
        f"CAST({_sql(wanted, each.value)} AS DOUBLE) AS value_{place}" for place, each in enumerate(wanted.criteria)
    ]
    unknown = [
        f"({_sql(wanted, each.holds)}) IS NULL AS unknown_{place}" for place, each in enumerate(wanted.conditions)
    ]
    named = ", ".join(each.name for each in wanted.columns)
    rows = opened.connection.execute(
        f"WITH able AS (SELECT {named}, {firm} AS own FROM firms WHERE {_asked(opened, wanted)}), "  # noqa: S608  # parsed, checked, printed by sqlglot
        "near AS (SELECT able.*, row_number() OVER (PARTITION BY able.industry ORDER BY own DESC, id, name) AS nearest "
        "FROM able JOIN groups ON able.industry = groups.industry WHERE own >= least), "
        f"pairs AS (SELECT near.*, carrier, affinity, {fit} + own AS score "
        f"FROM near JOIN fits ON industry = value WHERE nearest <= {int(top)}), "
        "ranked AS (SELECT *, row_number() OVER (PARTITION BY carrier ORDER BY score DESC, own DESC, id, name) AS place FROM pairs) "
        f"SELECT carrier, place, id, name, industry, score, {', '.join([*values, *unknown])} "
        f"FROM ranked WHERE place <= {int(top)} ORDER BY carrier, place"
    ).fetchall()
    found: dict[str, list[Found]] = defaultdict(list)
    for carrier, place, identity, name, industry, score, *rest in rows:
        found[carrier].append(_found(wanted, (place, identity, name, industry, score), rest))
    return found


def _found(wanted: ScreenDefinition, named: tuple[int, str, str, str, float], rest: list[Any]) -> Found:
    values, unknown = rest[: len(wanted.criteria)], rest[len(wanted.criteria) :]
    earned = tuple(
        Earned(each.id, most * (0.5 if value is None else min(max(value, 0.0), 1.0)), round(most, 4), value is not None)
        for each, value in zip(wanted.criteria, values, strict=True)
        for most in [100 * each.weight / wanted.total]
    )
    named_unknown = tuple(each.id for each, is_unknown in zip(wanted.conditions, unknown, strict=True) if is_unknown)
    return Found(*named, earned, named_unknown)


def _set_aside(opened: register.Opened, groups: Groups, codes: dict[str, str]) -> Iterable[SetAside]:
    """Rows that are not screened, by reason, with the first of them."""
    for place, (code, column, condition) in enumerate(register.checks(opened)):
        rows = sum(row[f"wrong_{place}"] for row in groups.values())
        if rows:
            yield SetAside(code, column, rows, register.examples(opened, column, condition))
    strange = {value: row["rows"] for value, row in groups.items() if value is not None and value not in codes}
    if strange:
        most = sorted(strange, key=lambda value: (-strange[value], value))[: register.MOST_EXAMPLES]
        examples = tuple(f"{value}: {strange[value]}" for value in most)
        yield SetAside("row-industry-unknown", "industry", sum(strange.values()), examples)
