"""Rules over many projects, and one project against all rule books: `python -m benchmarks.rules [projects]`.

A hundred rules over a million projects, as rules (checked expressions in DuckDB) and as the same predicates written by hand in
Polars, turn about in one run; the answers are compared row by row. Then one project against every book of the zone.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl

import chengjie.system
from chengjie.expression import Expression, Name, Schema, columns, frames, parse
from chengjie.expression.schema import Value
from chengjie.matching import read_project
from chengjie.matching.admitting import admit
from chengjie.register import carriers
from chengjie.values import Text

ROUNDS = 9
NUMBERS = ("energy", "coal", "land", "investment", "plot_ratio", "shoreline_km", "tax_per_mu")
TRUTHS = ("is_new", "review_passed", "is_chemical", "in_park")
SCHEMA = Schema(
    (
        *(Name(each, "number", Text(each, each)) for each in NUMBERS),
        *(Name(each, "truth", Text(each, each)) for each in TRUTHS),
        Name("division", "text", Text("大类", "division")),
        Name("catalogue", "text", Text("目录", "catalogue")),
    )
)


def projects(count: int) -> pl.DataFrame:
    """Invented projects; a tenth of every column is not known."""
    chance = np.random.default_rng(7)
    columns: dict[str, pl.Series] = {}
    for each in NUMBERS:
        columns[each] = pl.Series(chance.gamma(1.5, 800.0, count))
    for each in TRUTHS:
        columns[each] = pl.Series(chance.random(count) < 0.4)
    columns["division"] = pl.Series(chance.integers(13, 47, count)).cast(pl.String)
    columns["catalogue"] = pl.Series(np.array(["鼓励", "允许", "限制", "淘汰"])[chance.integers(0, 4, count)])
    known = {each: pl.Series(chance.random(count) > 0.1) for each in columns}
    frame = pl.DataFrame(columns)
    return frame.select(pl.when(known[each]).then(pl.col(each)).alias(each) for each in columns)


def rules() -> tuple[dict[str, Expression], dict[str, pl.Expr]]:
    """A hundred rules of ten shapes, and the same by hand."""
    said: dict[str, str] = {}
    hand: dict[str, pl.Expr] = {}
    col = pl.col
    for step in range(10):
        line, few = 500.0 + 150 * step, 0.5 + step / 10
        pairs: list[tuple[str, pl.Expr]] = [
            (f"(energy < {line} AND coal < {line}) OR review_passed", ((col("energy") < line) & (col("coal") < line)) | col("review_passed")),
            (f"NOT is_chemical OR shoreline_km >= {line}", ~col("is_chemical") | (col("shoreline_km") >= line)),
            (f"catalogue <> '限制' OR NOT is_new OR land < {line}", (col("catalogue") != "限制") | ~col("is_new") | (col("land") < line)),
            (f"investment / land >= {few}", col("investment") / pl.when(col("land") != 0).then(col("land")) >= few),
            (f"plot_ratio >= CASE WHEN division IN ('13', '14', '18') THEN {line} ELSE {line / 2} END",
             col("plot_ratio") >= pl.when(col("division").is_in(["13", "14", "18"])).then(line).otherwise(line / 2)),
            (f"tax_per_mu BETWEEN {line} AND {line * 4}", (col("tax_per_mu") >= line) & (col("tax_per_mu") <= line * 4)),
            (f"COALESCE(coal, 0) + energy <= {line * 3}", col("coal").fill_null(0.0) + col("energy") <= line * 3),
            (f"in_park OR land * 2 < {line}", col("in_park") | (col("land") * 2 < line)),
            (f"division NOT IN ('25', '26', '31') OR energy < {line * 2}", ~col("division").is_in(["25", "26", "31"]) | (col("energy") < line * 2)),
            (f"GREATEST(energy, coal) < {line * 2} AND catalogue = '鼓励'", (pl.max_horizontal("energy", "coal") < line * 2) & (col("catalogue") == "鼓励")),
        ]  # fmt: skip
        for shape, (text, expression) in enumerate(pairs):
            said[f"r{step}{shape}"], hand[f"r{step}{shape}"] = text, expression
    return {name: parse(text, SCHEMA) for name, text in said.items()}, hand


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def columnar(count: int) -> None:
    """Both ways turn about, so that neighbours on the machine disturb them alike."""
    frame = projects(count)
    ours, hand = rules()
    by_hand = [expression.alias(name) for name, expression in hand.items()]
    found = frame.select(by_hand)
    same = frames.table(ours, frame, SCHEMA).equals(found) and columns.table(ours, frame).equals(found)
    ways = (
        lambda: frames.table(ours, frame, SCHEMA),
        lambda: frame.lazy().select(by_hand).collect(),
        lambda: columns.table(ours, frame),
    )
    rounds = []
    for turn in range(ROUNDS):  # each way comes first, second and last in turn
        order = [(turn + step) % len(ways) for step in range(len(ways))]
        spent = {way: seconds(ways[way]) for way in order}
        rounds.append([spent[way] for way in range(len(ways))])
    rule, hand_, duckdb = (statistics.median(each) for each in zip(*rounds, strict=True))
    ratio, other = (statistics.median(each[way] / each[1] for each in rounds) for way in (0, 2))
    print(
        f"{len(ours)} rules x {count:,} projects: rules {rule:.2f} s, Polars by hand {hand_:.2f} s, ratio {ratio:.2f}; "
        f"the same in DuckDB {duckdb:.2f} s, ratio {other:.2f}; same answers: {same}"
    )


def single() -> None:
    """One project at one park against all books of the zone."""
    zone = chengjie.system.open_zone("xiangnan-xiangxi")
    park = carriers(zone).one("郴州高新技术产业开发区")
    project = read_project(
        {"name": "甲", "industry": "2631", "investment": "3 亿元", "land": "100 亩", "energy": "6000 吨标准煤"}
    )
    given: dict[str, Value] = {"is_new": True, "catalogue_class": "限制", "shoreline_km": 0.4, "office_land_share": 9.0, "plot_ratio": 0.5, "coal": 0.0,
             "fixed_investment": 20000.0}  # fmt: skip
    held = admit(project, park, zone, day=date(2026, 1, 1), given=given)
    times = sorted(seconds(lambda: admit(project, park, zone, day=date(2026, 1, 1), given=given)) for _ in range(100))
    print(
        f"one project, {len(held.verdicts)} rules: median {1000 * times[50]:.1f} ms, 90th percentile {1000 * times[90]:.1f} ms, least {1000 * times[0]:.1f} ms"
    )


if __name__ == "__main__":
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    for size in (most // 4, most // 2, most):
        columnar(size)
    single()
