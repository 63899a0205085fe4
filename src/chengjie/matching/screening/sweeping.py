"""Going through a register, on one machine or on Spark: counts by industry, and the best of each industry."""

from __future__ import annotations

import polars as pl

from chengjie.expression.spark import Spark
from chengjie.matching.screening.bringing import Connection, quoted
from chengjie.matching.screening.queries import REPEATS, ROWS, STEP, Queries
from chengjie.matching.screening.register import Piece

_ASKERS = 256  # whose bounds are worked out at once


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
        self._connection.register("ties", ties.rename({"industry": "of_industry"}).to_arrow())
        tied = pl.DataFrame(self._connection.sql(self._queries.tied("firms", "ties", top)).to_arrow_table())
        self._connection.unregister("ties")
        return pl.concat([kept.join(ties, on=["industry", "own"], how="anti"), tied.select(kept.columns)])


class OnSpark:
    """Spark over the whole register; its own tasks are the pieces."""

    def __init__(self, queries: Queries, session: Spark) -> None:
        self._queries, self._session = queries, session
        repeats = queries.register.repeats
        session.parquet("given", [queries.register.file], numbered=bool(repeats))
        if repeats:
            session.parquet(REPEATS, repeats)
        session.view("firms", queries.firms("given"))

    def steps(self) -> pl.DataFrame:
        """By industry and step of own points the counts."""
        return self._session.frame(self._queries.steps("firms"))

    def near(self, least: pl.DataFrame, top: int) -> pl.DataFrame:
        """The best so many firms of each industry of `least`, which has the own points from which on to look."""
        self._session.table("least", least)
        return self._session.frame(self._queries.near("firms", "least", top))


def tally_of(steps: pl.DataFrame) -> pl.DataFrame:
    """By industry alone."""
    able = pl.col("rows").filter(pl.col("step").is_not_null()).sum().alias("able")
    counts = [name for name in steps.columns if name not in {"industry", "step"}]
    return steps.group_by("industry").agg(*(pl.col(name).sum() for name in counts), able)


def least(steps: pl.DataFrame, fits: pl.DataFrame, top: int) -> pl.DataFrame:
    """Of each industry the own points from which on a firm can be in anybody's list, by the steps that are counted.

    `fits` says what an industry earns with whom. The firms of a step have at least its points, so whoever asks gets `top` firms
    with at least the score of the step where so many are counted; a firm below that score is in no list.
    """
    able = steps.filter(pl.col("step").is_not_null()).select(
        "industry", (pl.col("step") * STEP).cast(pl.Int64).alias("own"), "rows"
    )
    askers = fits["asker"].unique(maintain_order=True)
    found = [
        _least(able, fits.filter(pl.col("asker").is_in(askers[first : first + _ASKERS].implode())), top)
        for first in range(0, len(askers), _ASKERS)
    ]
    empty = pl.DataFrame(schema={"of_industry": pl.String, "own_least": pl.Int64})
    return pl.concat([empty, *found]).group_by("of_industry").agg(pl.col("own_least").min())


def _least(able: pl.DataFrame, fits: pl.DataFrame, top: int) -> pl.DataFrame:
    scored = able.join(fits, on="industry").select("asker", "rows", score=pl.col("own") + pl.col("points"))
    ranked = scored.sort("asker", "score", descending=[False, True])
    enough = ranked.filter(pl.col("rows").cum_sum().over("asker") >= top)
    bounds = enough.group_by("asker").agg(pl.col("score").max().alias("least"))
    own = pl.col("least").fill_null(0) - pl.col("points")
    return fits.join(bounds, on="asker", how="left").select(of_industry="industry", own_least=own.clip(0))
