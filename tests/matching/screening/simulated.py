"""Simulated registers, and the plain reading of the definition that every engine is held against."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import polars as pl

import chengjie.expression
import chengjie.package
from chengjie.matching.screening import Screening, Wanted, by_carriers, screen_definition
from chengjie.matching.screening.meaning import meanings
from chengjie.matching.screening.wanted import fits
from chengjie.register import industries

ZONE = chengjie.package.open_package("xiangnan-xiangxi")
CODES = ("1819", "1830", "C3841", "384", "3982", "0151", "2710", "1951", "服装加工", "7810", "5163")
Lists = dict[str, list[tuple[str, int]]]


def firms(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Simulated firms, some of them with gaps and equal scores."""
    chance = random.Random(seed)  # noqa: S311  not a secret
    return [
        {
            "id": f"模拟{number:05d}",
            "name": f"模拟企业{number}",
            "industry": chance.choice(CODES),
            "province": chance.choice(["广东省", "浙江省", "湖南省", None]),
            "employees": chance.choice([None, 5, 200, 1500, 200]),
            "capital": chance.choice([None, 50.0, 3000.0, 20000.0]),
            "status": chance.choice(["存续", "注销", None, "在业"]),
        }
        for number in range(count)
    ]


def written(rows: list[dict[str, Any]], path: Path, *, group: int | None = None) -> Path:
    frame = pl.DataFrame(rows, infer_schema_length=None)
    if path.suffix == ".parquet":
        frame.write_parquet(path, row_group_size=group)
    elif path.suffix == ".csv":
        frame.write_csv(path)
    else:
        frame.write_excel(path)
    return path


def by_hand(rows: list[dict[str, Any]], top: int, askers: tuple[Wanted, ...] | None = None) -> Lists:
    """The same answer, a firm and an asker at a time, with the plain evaluator of expressions and Python's whole numbers."""
    wanted, known = screen_definition(ZONE), industries(ZONE)
    most = wanted.most()
    codes = meanings({row["industry"] for row in rows}, known)
    found: dict[str, list[tuple[int, int, str, str]]] = {}
    for asker in by_carriers(ZONE)[::8] if askers is None else askers:
        taken = fits(asker, known, {})
        for row in rows:
            fit = taken.get(codes.get(row["industry"], ""))
            if fit is None:
                continue
            values = {**row, "affinity": fit.value}
            holds = [
                chengjie.expression.evaluate(wanted.parsed(each.holds), values).value for each in wanted.conditions
            ]
            if False in holds:
                continue
            own = score = 0
            for each in wanted.criteria:
                value = chengjie.expression.evaluate(wanted.parsed(each.value), values).value
                share = 0.5 if value is None else min(max(float(str(value)), 0.0), 1.0)
                units = math.floor(most[each.id] * share + 0.5)
                score += units
                own += 0 if each.value == "affinity" else units
            found.setdefault(asker.id, []).append((-score, -own, row["id"], row["name"]))
    return {asker: [(each[2], -each[0]) for each in sorted(pairs)[:top]] for asker, pairs in found.items()}


def shown(answer: Screening) -> Lists:
    return {each.asker: [(one.id, one.units) for one in each.top] for each in answer.lists if each.top}
