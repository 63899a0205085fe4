"""HiGHS: the one place that knows it. Linear prices of a model, and whole-number solves of small or cut-down ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from chengjie.placement.model import Floats, Ints, Model

PLAIN = {  # no solves within a solve: small problems are quicker without
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}


@dataclass(frozen=True)
class Prices:
    """What the linear relaxation says: the price of a unit of each row, how much of each column is taken, the worth."""

    row: Floats
    column: Floats
    worth: float


def matrix(model: Model, *, whole: bool) -> Any:
    """The model as HiGHS takes it: units are the first rows (each taken once), then the rows of the model; HiGHS makes least, so values are turned."""
    import highspy

    columns, lengths = len(model.value), np.diff(model.start)
    unit = np.repeat(np.arange(model.units), np.diff(model.first))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, model.units + len(model.capacity)
    lp.col_cost_ = -model.value
    lp.col_lower_, lp.col_upper_ = np.zeros(columns), np.ones(columns)
    lp.row_lower_ = np.concatenate([np.ones(model.units), np.full(len(model.capacity), -highspy.kHighsInf)])
    lp.row_upper_ = np.concatenate([np.ones(model.units), model.capacity])
    starts = model.start + np.arange(columns + 1)
    index = np.empty(len(model.row) + columns, np.int32)
    value = np.empty(len(index))
    own = starts[:-1]
    rest = np.ones(len(index), bool)
    rest[own] = False
    index[own], value[own] = unit, 1.0
    index[rest], value[rest] = model.row + model.units, model.amount
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts.astype(np.int32), index, value
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * columns
    del lengths
    return lp


def _solver(**options: Any) -> Any:
    import highspy

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # it has no types of its own
    solver.setOptionValue("output_flag", False)
    for name, value in {"threads": 1, "parallel": "off", "random_seed": 0, **options}.items():
        solver.setOptionValue(name, value)
    return solver


def prices(model: Model) -> Prices | None:
    """The linear relaxation solved; None where it has no answer, which proves that the model has none."""
    import highspy

    solver = _solver()
    solver.passModel(matrix(model, whole=False))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found = solver.getSolution()
    duals = np.array(found.row_dual)[model.units :]
    return Prices(np.maximum(-duals, 0.0), np.array(found.col_value), -solver.getInfo().objective_function_value)


@dataclass(frozen=True)
class Exact:
    """How a whole-number solve ended: the columns chosen if any were found, the bound, and whether it was finished."""

    chosen: Ints | None
    bound: float
    finished: bool
    steps: int = 0


def exact(
    model: Model,
    *,
    start: Ints | None = None,
    most: int | None = None,
    stop: Callable[[], bool] | None = None,
    told: Callable[[Ints | None, float, int], None] | None = None,
    plain: bool = False,
) -> Exact:
    """Branch and bound, ended after `most` steps. `told` hears each better choice and bound with the steps so far."""
    import highspy

    solver = _solver(mip_rel_gap=0.0, mip_abs_gap=0.999 if model.whole else 1e-6, **(PLAIN if plain else {}))
    solver.passModel(matrix(model, whole=True))
    if start is not None:
        given = highspy.HighsSolution()
        taken = np.zeros(len(model.value))
        taken[start] = 1.0
        given.col_value = taken
        solver.setSolution(given)
    steps = _listen(
        solver, model, told, lambda done: (most is not None and done > most) or (stop is not None and stop())
    )
    solver.run()
    info, status = solver.getInfo(), solver.getModelStatus()
    finished = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Exact(None, -info.mip_dual_bound, finished, steps())
    return Exact(_chosen(model, np.array(solver.getSolution().col_value)), -info.mip_dual_bound, finished, steps())


def _chosen(model: Model, taken: Floats) -> Ints:
    owner = np.repeat(np.arange(model.units), np.diff(model.first))
    order = np.lexsort((-taken, owner))
    return order[model.first[:-1]].astype(np.int64)


def _listen(
    solver: Any, model: Model, told: Callable[[Ints | None, float, int], None] | None, stop: Callable[[int], bool]
) -> Callable[[], int]:
    from highspy import cb

    kinds = cb.HighsCallbackType
    asks, better = int(kinds.kCallbackMipInterrupt), int(kinds.kCallbackMipImprovingSolution)
    done = 0

    def hear(kind: Any, _message: str, out: Any, into: Any, _data: Any) -> None:
        nonlocal done
        if int(kind) == asks:
            done += 1
            into.user_interrupt = stop(done)
        elif told is not None:
            chosen = _chosen(model, np.array(out.mip_solution)) if int(kind) == better else None
            told(chosen, -out.mip_dual_bound, done)

    solver.setCallback(hear, None)
    solver.startCallback(kinds.kCallbackMipInterrupt)
    if told is not None:
        solver.startCallback(kinds.kCallbackMipImprovingSolution)
        solver.startCallback(kinds.kCallbackMipLogging)
    return lambda: done
