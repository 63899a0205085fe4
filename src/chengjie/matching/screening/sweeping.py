"""Going through a register, on one machine or on Spark: counts by industry, and the best of each industry."""

from __future__ import annotations

from typing import Any

import polars as pl

from chengjie.expression.spark import Spark
from chengjie.matching.screening.bringing import Connection, quoted
from chengjie.matching.screening.queries import ROWS, STEP, Queries
from chengjie.matching.screening.register import Piece


class OneMachine:
    """DuckDB over a piece of the register: every row is read once, and those that matter are found again by their numbers."""

    def __init__(self, queries: Queries, connection: Connection, piece: Piece) -> None:
        self._queries, self._connection = queries, connection
        source = f"read_parquet({quoted(queries.register.file)}, file_row_number = true)"
        if piece.end - piece.first < queries.register.rows:
            source = f"(SELECT * FROM {source} WHERE file_row_number BETWEEN {piece.first} AND {piece.end - 1})"
        connection.execute(f"CREATE OR REPLACE TEMP VIEW firms AS {queries.firms(source)}")

    def tally(self, top: int) -> tuple[pl.DataFrame, pl.DataFrame]:
        """By industry the counts; and the rows in which the best so many of each industry are."""
        found = pl.DataFrame(self._connection.sql(self._queries.tally("firms", top)).to_arrow_table())
        best = found.select("industry", "best").explode("best").drop_nulls()
        rows = best.select(
            "industry",
            (pl.col("best") // (1 << ROWS)).alias("own"),
            ((1 << ROWS) - 1 - pl.col("best") % (1 << ROWS)).alias("row_of_file"),
        )
        return found.drop("best"), self._settled(rows, top)

    def _settled(self, rows: pl.DataFrame, top: int) -> pl.DataFrame:
        """Where a list of rows ends among firms that earn the same, the first by id and name instead of those of the first rows."""
        ranked = rows.sort("industry", "own", "row_of_file", descending=[False, True, False]).with_columns(
            pl.int_range(pl.len()).over("industry").alias("place")
        )
        last = ranked.filter(pl.col("place") == top - 1).select("industry", "own")
        over = ranked.filter(pl.col("place") == top).select("industry", "own")
        ties = last.join(over, on=["industry", "own"], how="semi")
        kept = ranked.filter(pl.col("place") < top).drop("place")
        if ties.is_empty():
            return kept
        self._connection.register("ties", ties.to_arrow())
        tied = pl.DataFrame(self._connection.sql(self._queries.tied("firms", "ties", top)).to_arrow_table())
        self._connection.unregister("ties")
        return pl.concat([kept.join(ties, on=["industry", "own"], how="anti"), tied.select(kept.columns)])


class OnSpark:
    """Spark over the whole register; its own tasks are the pieces."""

    def __init__(self, queries: Queries, session: Spark) -> None:
        self._queries, self._session = queries, session
        session.parquet("given", [queries.register.file])
        session.view("firms", queries.firms("given"))

    def steps(self) -> pl.DataFrame:
        """By industry and step of own points the counts."""
        rows = self._session.rows(self._queries.steps("firms"))
        whole = dict.fromkeys((name for name in (rows[0] if rows else {"step": 0}) if name != "industry"), pl.Int64)
        return pl.DataFrame(rows, schema={"industry": pl.String, **whole})

    def near(self, least: pl.DataFrame, top: int) -> pl.DataFrame:
        """The best so many firms of each industry of `least`, which has the own points from which on to look."""
        self._session.table("least", least)
        rows = self._session.rows(self._queries.near("firms", "least", top))
        return pl.DataFrame(rows, schema=_near_schema(self._queries), orient="row")


def _near_schema(queries: Queries) -> dict[str, Any]:
    firm, conditions = len(queries.wanted.of_the_firm()), len(queries.wanted.conditions)
    return {
        **dict.fromkeys(("id", "name", "industry"), pl.String),
        "own": pl.Int64,
        **{f"earned_{place}": pl.Int64 for place in range(firm)},
        **{f"known_{place}": pl.Boolean for place in range(firm)},
        **{f"unknown_{place}": pl.Boolean for place in range(conditions)},
        "nearest": pl.Int64,
    }


def tally_of(steps: pl.DataFrame) -> pl.DataFrame:
    """By industry alone."""
    able = pl.col("rows").filter(pl.col("step").is_not_null()).sum().alias("able")
    counts = [name for name in steps.columns if name not in {"industry", "step"}]
    return steps.group_by("industry").agg(*(pl.col(name).sum() for name in counts), able)


def least(steps: pl.DataFrame, industries: set[str], top: int) -> pl.DataFrame:
    """Of each industry the own points from which on a firm can be among its best so many, to a whole step below."""
    able = steps.filter(pl.col("step").is_not_null() & pl.col("industry").is_in(list(industries)))
    before = (pl.col("rows").cum_sum() - pl.col("rows")).over("industry")
    return (
        able.sort("industry", "step", descending=[False, True])
        .filter(before < top)
        .group_by("industry", maintain_order=True)
        .agg((pl.col("step").min() * STEP).cast(pl.Int64).alias("own_least"))
    )
