"""Rows that cannot be screened: counted by reason with the first of each, and written out one fault a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from chengjie.errors import Refusal
from chengjie.matching.screening import repeats
from chengjie.matching.screening.answer import SetAside
from chengjie.matching.screening.bringing import Brought, Connection, quoted
from chengjie.matching.screening.queries import Queries
from chengjie.matching.screening.register import Check

MOST_EXAMPLES = 5
TORN = "row-malformed"
FORMS = {".csv": "(FORMAT csv, HEADER true)", ".parquet": "(FORMAT parquet, COMPRESSION zstd)"}


def refuse_form(rejects: Path | None) -> None:
    """Refuses `rejects-form` for a file of rejects that is neither .csv nor .parquet."""
    if rejects and rejects.suffix.lower() not in FORMS:
        raise Refusal.of("rejects-form", file=rejects.name, ending=rejects.suffix)


def asides(
    queries: Queries, tally: pl.DataFrame, codes: Mapping[str, str], brought: Brought, connection: Connection, rejects: Path | None
) -> tuple[SetAside, ...]:  # fmt: skip
    """Every reason with its number of rows; `rejects` gets every fault of every row, however many there are."""
    rows = repeats.numbered(queries.register, brought)
    if queries.register.repeats:
        rows = f"SELECT * FROM ({rows}) LEFT JOIN {queries.repeats()} USING (row_of_file)"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW numbered AS {rows}")
    if rejects:
        _write(queries, codes, brought, connection, rejects)
    return tuple(_counted(queries, tally, codes, brought, connection))


def _counted(
    queries: Queries, tally: pl.DataFrame, codes: Mapping[str, str], brought: Brought, connection: Connection
) -> Iterator[SetAside]:
    if brought.torn:
        rows = connection.execute(
            f"SELECT line, value, COUNT(*) OVER () FROM read_parquet({quoted(brought.torn)}) ORDER BY line LIMIT {MOST_EXAMPLES}"
        ).fetchall()
        yield SetAside(TORN, "", rows[0][2], tuple(f"{line}: {value}" for line, value, _ in rows))
    for place, each in enumerate(queries.register.checks):
        rows = int(tally[f"wrong_{place}"].sum())
        if rows:
            yield SetAside(each.code, each.column, rows, _examples(connection, each))
    strange = (
        tally.filter(pl.col("industry").is_not_null() & ~pl.col("industry").is_in(list(codes)))
        .group_by("industry")
        .agg(pl.col("rows").sum())
        .sort("rows", "industry", descending=[True, False])
    )
    if strange.height:
        first = tuple(f"{value}: {rows}" for value, rows in strange.head(MOST_EXAMPLES).iter_rows())
        yield SetAside("row-industry-unknown", "industry", int(strange["rows"].sum()), first)


def _examples(connection: Connection, check: Check) -> tuple[str, ...]:
    """The first rows for which a check fails: where, whose they are and what they say."""
    query = f"SELECT \"row\", coalesce(id, name, '—'), coalesce({check.said}, '—') FROM numbered WHERE {check.condition} ORDER BY 1 LIMIT {MOST_EXAMPLES}"
    return tuple(f"{row}: {whose}: {said}" for row, whose, said in connection.execute(query).fetchall())


def _write(queries: Queries, codes: Mapping[str, str], brought: Brought, connection: Connection, rejects: Path) -> None:
    readable = pl.DataFrame({"industry": list(codes)}, schema={"industry": pl.String})
    connection.register("readable", readable.to_arrow())
    query = queries.faults("numbered", "readable")
    if brought.torn:
        torn = f"SELECT line - 1, NULL, NULL, '{TORN}', NULL, value FROM read_parquet({quoted(brought.torn)})"
        query = f"{torn} UNION ALL {query}"
    names = ["row", "id", "name", "code", "column", "value"]
    titles = ", ".join(f'"{name}"' for name in names)
    mark = "\ufeff" if rejects.suffix.lower() == ".csv" else ""  # office programs know UTF-8 by it
    shown = titles.replace('"row"', f'"row" AS "{mark}row"')
    form = FORMS[rejects.suffix.lower()]
    half = rejects.with_name(f"{rejects.name}.half")  # so that a run that is broken off leaves no half that looks whole
    connection.execute(f"COPY (SELECT {shown} FROM ({query}) AS faults({titles})) TO {quoted(half)} {form}")
    half.replace(rejects)
    connection.unregister("readable")
