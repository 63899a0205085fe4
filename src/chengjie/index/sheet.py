"""The data under an index: units by columns, numbers and group labels, unknown where the file is blank."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from chengjie.errors import Fault, Refusal, Where

Numbers = NDArray[np.float64]
MISSING = ["", "NA", "N/A", "NaN", "nan", "null", "—", "-", "…"]
_UNIT_COLUMNS = ("unit", "uCode", "code", "place", "id")


@dataclass(frozen=True)
class Sheet:
    """`numbers[name]` has shape (units,), NaN for unknown; `labels[name]` has one word a unit."""

    units: tuple[str, ...]
    numbers: Mapping[str, Numbers]
    labels: Mapping[str, tuple[str | None, ...]]


def read_sheet(path: Path, *, unit: str | None = None) -> Sheet:
    """Read a CSV whose first fitting column names the units (`unit`, `uCode`, `code`, `place` or `id`).

    Refuses `index-data-unreadable`, `index-data-no-units`, `index-data-duplicate-unit`, `index-data-not-finite`.
    """
    try:
        frame = pl.read_csv(io.BytesIO(path.read_bytes()), null_values=MISSING, infer_schema_length=None)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise Refusal.of("index-data-unreadable", file=path.name, detail=str(error).splitlines()[0]) from error
    key = unit or next((name for name in _UNIT_COLUMNS if name in frame.columns), None)
    if key is None or key not in frame.columns:
        raise Refusal.of("index-data-no-units", file=path.name, expected="、".join(_UNIT_COLUMNS))
    units = tuple(str(each) for each in frame[key])
    numbers = {
        name: column.cast(pl.Float64).fill_null(float("nan")).to_numpy().copy()
        for name, column in zip(frame.columns, frame, strict=True)
        if column.dtype.is_numeric() and name != key
    }
    labels = {name: tuple(frame[name].cast(pl.String)) for name in frame.columns if name not in numbers and name != key}
    faults = [*_twice(units, path.name), *_infinite(numbers, path.name)]
    if faults:
        raise Refusal(faults)
    return Sheet(units, numbers, labels)


def _twice(units: tuple[str, ...], file: str) -> list[Fault]:
    first: dict[str, int] = {}
    faults = []
    for row, name in enumerate(units, start=2):
        if name in first:
            faults.append(Fault("index-data-duplicate-unit", Where(file=file, row=row), {"name": name}))
        first.setdefault(name, row)
    return faults


def _infinite(numbers: Mapping[str, Numbers], file: str) -> list[Fault]:
    return [
        Fault("index-data-not-finite", Where(file=file, row=int(row) + 2, column=name), {})
        for name, values in numbers.items()
        for row in np.flatnonzero(np.isinf(values))
    ]
