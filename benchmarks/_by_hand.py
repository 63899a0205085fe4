"""What one writes by hand for the same rows: three queries for DuckDB, one for Polars, and NumPy over the index."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl

from chengjie.matching.screening import kernels
from chengjie.matching.screening.indexed import Index

Rows = list[tuple[str, int, str, int]]
COAST = "('广东省', '浙江省', '江苏省', '福建省', '上海市', '山东省')"
OWN = (
    "CAST(floor(15e6 * CASE WHEN employees >= 1000 THEN 1 ELSE greatest(employees / 1000, 0) END + 0.5) AS BIGINT) "
    "+ CAST(floor(15e6 * CASE WHEN capital >= 10000 THEN 1 ELSE greatest(capital / 10000, 0) END + 0.5) AS BIGINT) "
    f"+ CASE WHEN province IN {COAST} THEN 15000000 ELSE 0 END"
)
ABLE = "status IN ('存续', '在业', '在营', '开业', 'active') AND employees >= 0 AND capital >= 0"
ORDER = "ORDER BY score DESC, own DESC, id, name"
WINDOW = """
SELECT asker, row_number() OVER w AS place, id, score
FROM (SELECT id, name, industry, {own} AS own FROM read_parquet('{path}') WHERE {able}) JOIN fits USING (industry),
     LATERAL (SELECT own + points AS score)
WINDOW w AS (PARTITION BY asker {order}) QUALIFY place <= {top} ORDER BY asker, place
"""
BOUNDS = """
WITH able AS MATERIALIZED (SELECT row, industry, {own} AS own FROM (SELECT *, file_row_number AS row FROM read_parquet('{path}', file_row_number = true)) WHERE {able}),
bounds AS (SELECT asker, list_min(max(own + points, {top})) AS least FROM able JOIN fits USING (industry) GROUP BY asker),
near AS MATERIALIZED (SELECT row, asker, own, own + points AS score FROM able JOIN fits USING (industry) JOIN bounds USING (asker) WHERE own + points >= least),
named AS (SELECT file_row_number AS row, id, name FROM read_parquet('{path}', file_row_number = true) WHERE file_row_number IN (SELECT row FROM near))
SELECT asker, row_number() OVER w AS place, id, score FROM near JOIN named USING (row)
WINDOW w AS (PARTITION BY asker {order}) QUALIFY place <= {top} ORDER BY asker, place
"""
BY_INDUSTRY = """
WITH firms AS (SELECT *, {own} AS own FROM read_parquet('{path}') WHERE {able}),
least AS (SELECT industry, list_min(max(own, {top})) AS least FROM firms GROUP BY industry),
near AS (SELECT id, name, industry, own FROM firms JOIN least USING (industry) WHERE own >= least)
SELECT asker, row_number() OVER w AS place, id, score FROM near JOIN fits USING (industry), LATERAL (SELECT own + points AS score)
WINDOW w AS (PARTITION BY asker {order}) QUALIFY place <= {top} ORDER BY asker, place
"""
ONCE = "id NOT IN (SELECT id FROM read_parquet('{path}') GROUP BY id HAVING COUNT(*) > 1)"  # as ours: rows of one id are set aside
BY_NUMBER = ONCE.replace("id NOT IN (SELECT id", "hash(id) NOT IN (SELECT hash(id)").replace(
    "GROUP BY id", "GROUP BY 1"
)  # faster; two ids of one number, which are hardly ever there, would both be lost
CHECKED = BOUNDS.replace("WHERE {able}), ".strip(), f"WHERE {{able}} AND {ONCE}),", 1)
QUERIES = {
    "DuckDB, a window over all pairs": WINDOW,
    "DuckDB, bounds first": BOUNDS,
    "DuckDB, best of industry": BY_INDUSTRY,
    "DuckDB, bounds first, ids checked": CHECKED,
    "DuckDB, ids checked by number": CHECKED.replace(ONCE, BY_NUMBER),
}


def in_duckdb(query: str, path: Path, fits: pl.DataFrame, top: int) -> Rows:
    """The rows of a query."""
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET preserve_insertion_order = false")
        connection.register("fits", fits.to_arrow())
        return connection.execute(query.format(own=OWN, able=ABLE, order=ORDER, path=path, top=top)).fetchall()


def in_polars(path: Path, fits: pl.DataFrame, top: int) -> Rows:
    """Numbers first, then the names of the few."""
    value = {"employees": 1000, "capital": 10000}
    shares = [
        (15e6 * (pl.col(name).cast(pl.Float64) / most).clip(0, 1) + 0.5).floor().cast(pl.Int64)
        for name, most in value.items()
    ]
    coast = pl.col("province").is_in(["广东省", "浙江省", "江苏省", "福建省", "上海市", "山东省"])
    own = shares[0] + shares[1] + coast.cast(pl.Int64) * 15_000_000
    able = pl.col("status").is_in(["存续", "在业", "在营", "开业", "active"]) & (pl.col("employees") >= 0)
    register = pl.scan_parquet(path)
    pairs = (
        register.select("industry", "employees", "capital", "province", "status")
        .with_row_index("row")
        .filter(able & (pl.col("capital") >= 0))
        .select("row", "industry", own=own)
        .join(fits.lazy(), on="industry")
        .with_columns(score=pl.col("own") + pl.col("points"))
        .filter(pl.col("score") >= pl.col("score").top_k(top).min().over("asker"))
        .collect()
    )
    rows = pairs.select("row").unique().lazy()
    named = register.select("id", "name").with_row_index("row").join(rows, on="row", how="semi").collect()
    return (
        pairs.join(named, on="row")
        .sort("asker", "score", "own", "id", "name", descending=[False, True, True, False, False])
        .with_columns(place=pl.int_range(1, pl.len() + 1).over("asker"))
        .filter(pl.col("place") <= top)
        .select("asker", "place", "id", "score")
        .rows()
    )


def in_numpy(index: Index, most: np.ndarray[Any, Any], asked: dict[str, dict[str, int]], top: int) -> list[int]:
    """The least score of each asker over the index: the best of each industry, then of these the best of each asker."""
    own = np.zeros(index.values.shape[1])
    for each, weight in zip(index.values, most, strict=True):
        own += np.floor(np.where(np.isnan(each), 0.5, each) * weight + 0.5)
    own[(index.fails & 255) != 0] = -1
    best: dict[str, Any] = {}
    for place, name in enumerate(index.industries):
        part = own[index.starts[place] : index.starts[place + 1]]
        best[name] = np.partition(part, len(part) - top)[-top:] if len(part) > top else part
    found = []
    for points in asked.values():
        scores = np.concatenate([best[name][best[name] >= 0] + value for name, value in points.items() if name in best])
        found.append(int(np.partition(scores, len(scores) - top)[-top] if len(scores) > top else scores.min()))
    return found


def by_index(index: Index, most: np.ndarray[Any, Any], asked: dict[str, dict[str, int]], top: int) -> list[int]:
    """The same by the compiled passes."""
    best = index.best(most, top, industries=frozenset(name for points in asked.values() for name in points))
    found = [best.of(points, top)[2] for points in asked.values()]
    return [int(np.sort(scores)[-top:][0]) for scores in found]


def one_pass(index: Index) -> int:
    """Every byte that the index reads, read once by two threads: the floor under any answer."""
    from concurrent.futures import ThreadPoolExecutor

    words = index.values.reshape(-1).view(np.int64)
    half = len(words) // 2
    with ThreadPoolExecutor(2) as pool:
        parts = pool.map(np.bitwise_or.reduce, (words[:half], words[half:], index.fails))
        return sum(int(each) for each in parts) & kernels.LAST
