"""Many cases at once: every rule in force on a day over the rows of a frame, as `admit` answers for one (批量核对)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from chengjie.expression import Expression, frames
from chengjie.package import Package
from chengjie.rule.library import DAY, books

ANSWERS = pl.Enum(["no", "unknown", "yes"])


def over(
    frame: pl.DataFrame, package: Package, *, day: date, parameters: Mapping[str, float] | None = None
) -> pl.DataFrame:
    """A column for each rule in force: yes, no or unknown for each row; null where the rule does not apply.

    The frame bears inputs by their names, in the units of the books; a column that it lacks is unknown in every row.
    """
    known = books(package)
    filled = {name: each.value for name, each in known.parameters.items() if each.value is not None}
    fixed = {**filled, **(parameters or {})}
    cases = frame.with_columns(pl.lit(day).alias(DAY), *(pl.lit(value).alias(name) for name, value in fixed.items()))
    asked: dict[str, Expression] = {}
    for ready in known.on(day):
        asked[f"{ready.rule.id}:holds"] = ready.holds
        if ready.applies:
            asked[f"{ready.rule.id}:applies"] = ready.applies
    found = frames.table(asked, cases, known.schema)
    return found.select(_answer(ready.rule.id, ready.applies is not None) for ready in known.on(day))


def _answer(rule: str, depends: bool) -> pl.Expr:
    holds = pl.col(f"{rule}:holds")
    said = pl.when(holds).then(pl.lit("yes")).when(~holds).then(pl.lit("no")).otherwise(pl.lit("unknown"))
    if depends:
        applies = pl.col(f"{rule}:applies")
        sure = pl.when(holds).then(pl.lit("yes")).otherwise(pl.lit("unknown"))
        said = pl.when(~applies).then(None).when(applies).then(said).otherwise(sure)
    return said.cast(ANSWERS).alias(rule)
