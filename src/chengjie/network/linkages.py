"""What a table of flows says of links (投入产出系数): direct and total requirements, who supplies whom, how strongly linked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chengjie.errors import Refusal
from chengjie.network.flows import FlowTable
from chengjie.values import Text

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Coefficients:
    """Direct inputs for a unit of output (直接消耗系数) and all inputs, direct and indirect (列昂惕夫逆).

    Where a table tells imports apart, both are of domestic deliveries only; otherwise imports are in them and `domestic`
    is false.
    """

    table: FlowTable
    direct: Numbers
    total: Numbers
    domestic: bool

    @property
    def backward(self) -> Numbers:
        """Power of dispersion (影响力系数): what a unit of final use of a sector draws from all, over the mean."""
        sums = self.total.sum(0)
        return np.asarray(sums / sums.mean())

    @property
    def forward(self) -> Numbers:
        """Sensitivity of dispersion (感应度系数): what all sectors' final use draws from a sector, over the mean."""
        sums = self.total.sum(1)
        return np.asarray(sums / sums.mean())


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery between two sectors: its amount, its share of the receiver's output and of the supplier's."""

    supplier: str
    receiver: str
    supplier_title: Text
    receiver_title: Text
    amount: float
    of_receiver: float
    of_supplier: float


def coefficients(table: FlowTable) -> Coefficients:
    """The coefficients of a balanced table. A sector without output has none: its column is zero.

    Refuses `flows-unproductive` where some inputs cost as much as they make, so that no inverse means anything.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        direct = np.where(table.output > 0, table.domestic / table.output, 0.0)
    unit = np.eye(len(table.codes))
    try:
        total: Numbers = np.asarray(np.linalg.inv(unit - direct), dtype=np.float64)
    except np.linalg.LinAlgError as error:
        raise Refusal.of("flows-unproductive", file=table.file) from error
    if total.min() < -1e-9:
        raise Refusal.of("flows-unproductive", file=table.file)
    return Coefficients(table, direct, total, table.split)


def suppliers(found: Coefficients, sector: str, limit: int = 10) -> tuple[Delivery, ...]:
    """The sectors that deliver most to a sector, most first."""
    here = found.table.sector(sector)
    return _most(found, [(place, here) for place in range(len(found.table.codes))], limit)


def receivers(found: Coefficients, sector: str, limit: int = 10) -> tuple[Delivery, ...]:
    """The sectors that a sector delivers most to, most first."""
    here = found.table.sector(sector)
    return _most(found, [(here, place) for place in range(len(found.table.codes))], limit)


def _most(found: Coefficients, pairs: list[tuple[int, int]], limit: int) -> tuple[Delivery, ...]:
    table, flows = found.table, found.table.domestic
    ordered = sorted(pairs, key=lambda pair: (-flows[pair], pair))
    return tuple(
        Delivery(
            table.codes[i], table.codes[j], table.titles[i], table.titles[j], float(flows[i, j]), float(found.direct[i, j]),
            float(flows[i, j] / table.output[i]) if table.output[i] else 0.0,
        )
        for i, j in ordered[:limit]
        if flows[i, j] > 0
    )  # fmt: skip
