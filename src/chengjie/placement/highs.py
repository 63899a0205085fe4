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


class Master:
    """The relaxation of a choice among fillings (restricted master of Dantzig and Wolfe), to which fillings are added as they are made.

    Every unit is covered at least once or pays what it costs to be left over; every row is filled once at most. Fillings that are
    fixed stay in; those beside them that share a row or a unit are shut.
    """

    def __init__(self, left_over: Floats, rows: int) -> None:
        import highspy

        self._solver = _solver(presolve="off")
        self._units, self._endless = len(left_over), highspy.kHighsInf
        self._dual, self._primal = 1, 4  # strategies of the simplex method
        self._grown = False
        units = len(left_over)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = units, units + rows
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = left_over, np.zeros(units), np.full(units, self._endless)
        lp.row_lower_ = np.concatenate([np.ones(units), np.full(rows, -self._endless)])
        lp.row_upper_ = np.concatenate([np.full(units, self._endless), np.ones(rows)])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.arange(units + 1, dtype=np.int32)
        lp.a_matrix_.index_, lp.a_matrix_.value_ = np.arange(units, dtype=np.int32), np.ones(units)
        self._solver.passModel(lp)

    def add(self, worth: Floats, begin: Ints, covered: Ints) -> None:
        """Fillings, their worth, where each begins in `covered`: its units, then units + its row."""
        many = len(worth)
        self._solver.addCols(
            many, -worth, np.zeros(many), np.full(many, self._endless), len(covered), begin.astype(np.int32),
            covered.astype(np.int32), np.ones(len(covered)),
        )  # fmt: skip
        self._grown = True

    def bound(self, fillings: Ints, share: float) -> None:
        """Fix fillings at a share: 1 stays in, 0 is shut."""
        many = np.full(len(fillings), share)
        self._solver.changeColsBounds(len(fillings), (fillings + self._units).astype(np.int32), many, many)
        self._grown = False

    def solve(self) -> tuple[Floats, Floats, Floats, float]:
        """How much of each filling is taken, what each unit costs to cover, what each row is worth, the worth of all."""
        self._solver.setOptionValue("simplex_strategy", self._primal if self._grown else self._dual)
        self._solver.run()
        found = self._solver.getSolution()
        dual = np.array(found.row_dual)
        cost, worth = np.maximum(dual[: self._units], 0.0), np.maximum(-dual[self._units :], 0.0)
        return np.array(found.col_value)[self._units :], cost, worth, -self._solver.getInfo().objective_function_value


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
