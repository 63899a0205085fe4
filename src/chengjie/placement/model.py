"""The problem as arrays: one column a way to place a unit, one row a capacity, limit, floor or group kept apart.

Everything stands in the order of its name, so the order of the input cannot change an answer. Projects that go
together are one unit. Values are turned so that more is better; a unit that may stay out has one column more, the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from chengjie.placement.problem import Problem, Project
from chengjie.placement.rows import Entries, Rows

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Model:
    """Columns of unit u are first[u] … first[u+1]; `start`, `row`, `amount` hold what each column takes of each row.

    `carrier` is the number of the carrier, or `carriers` for the column of staying out.
    """

    first: Ints
    carrier: Ints
    value: Floats
    start: Ints
    row: Ints
    amount: Floats
    capacity: Floats
    carriers: int

    @property
    def units(self) -> int:
        """How many things are placed."""
        return len(self.first) - 1

    @property
    def whole(self) -> bool:
        """Whether every value is a whole number, so that a bound may be rounded."""
        return bool(np.all(self.value == np.rint(self.value)) and np.all(np.abs(self.value) < 2**50))

    def take(self, keep: npt.NDArray[np.bool_]) -> Model:
        """The same units with fewer columns."""
        lengths = np.diff(self.start)
        entries = np.repeat(keep, lengths)
        counts = np.add.reduceat(np.append(keep, False).astype(np.int64), self.first[:-1])
        counts[np.diff(self.first) == 0] = 0
        return Model(
            first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            carrier=self.carrier[keep],
            value=self.value[keep],
            start=np.concatenate([[0], np.cumsum(lengths[keep])]).astype(np.int64),
            row=self.row[entries],
            amount=self.amount[entries],
            capacity=self.capacity,
            carriers=self.carriers,
        )


@dataclass(frozen=True)
class Naming:
    """What the numbers of a model are called: the projects of each unit, the options of each column, the rows."""

    units: tuple[tuple[str, ...], ...]
    options: tuple[tuple[str, ...] | None, ...]
    rows: tuple[tuple[str, ...], ...]
    sign: float

    def assignment(self, chosen: npt.NDArray[np.int64]) -> dict[str, str | None]:
        """Project → option or None, from the column of each unit."""
        found: dict[str, str | None] = {}
        for unit, column in zip(self.units, chosen.tolist(), strict=True):
            options = self.options[column]
            found.update(dict.fromkeys(unit) if options is None else zip(unit, options, strict=True))
        return found

    def columns(self, model: Model, assignment: Mapping[str, str | None]) -> Ints | None:
        """The column of each unit for an assignment; None where it has no such column."""
        found = []
        for number, unit in enumerate(self.units):
            named = tuple(assignment.get(name) for name in unit)
            wanted = None if None in named else named
            own = range(int(model.first[number]), int(model.first[number + 1]))
            match = next((column for column in own if self.options[column] == wanted), None)
            if match is None:
                return None
            found.append(match)
        return np.array(found, np.int64)


def build(problem: Problem) -> tuple[Model, Naming]:
    """Arrays of a sound problem; columns that no carrier could bear are left out."""
    projects = {project.id: project for project in problem.projects}
    units = sorted(_units(problem))
    rows = Rows(problem)
    first, carrier = [0], list[int]()
    values: list[float] = []
    options: list[tuple[str, ...] | None] = []
    lengths: list[int] = []
    row: list[int] = []
    amount: list[float] = []
    sign = 1.0 if problem.sense == "max" else -1.0
    for names in units:
        for number, value, names_of_options, (at, taken) in _columns([projects[name] for name in names], rows):
            carrier.append(number)
            values.append(sign * value)
            options.append(names_of_options)
            lengths.append(len(at))
            row += at
            amount += taken
        price = [projects[name].unplaced_price for name in names if projects[name].fixed is None]
        if len(price) == len(names) and None not in price:
            carrier.append(len(rows.carriers))
            values.append(-sum(each or 0.0 for each in price))
            options.append(None)
            lengths.append(0)
        first.append(len(carrier))
    model = Model(
        np.array(first, np.int64), np.array(carrier, np.int64), np.array(values, float),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), np.array(row, np.int64), np.array(amount, float),
        np.array(rows.capacity, float), len(rows.carriers),
    )  # fmt: skip
    bearable = _bearable(model)
    naming = Naming(tuple(units), tuple(options[c] for c in np.flatnonzero(bearable).tolist()), tuple(rows.names), sign)
    return model.take(bearable), naming


def loads(model: Model, chosen: Ints) -> Floats:
    """What a choice of columns takes of each row."""
    lengths = np.diff(model.start)[chosen]
    at = np.repeat(model.start[chosen] - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths) + np.arange(
        lengths.sum()
    )
    return np.bincount(model.row[at], weights=model.amount[at], minlength=len(model.capacity)).astype(np.float64)


def fits(model: Model, chosen: Ints) -> bool:
    """Whether a choice keeps every row; a floor is a row too."""
    load = loads(model, chosen)
    return bool(np.all(load <= model.capacity + 1e-9 * np.maximum(1.0, np.abs(model.capacity))))


def _bearable(model: Model) -> npt.NDArray[np.bool_]:
    """Columns that fit into their rows alone. A floor (capacity below zero) excludes none."""
    room = model.capacity[model.row] if len(model.row) else model.amount
    over = (model.amount > room * (1 + 1e-9) + 1e-9) & (room >= 0)
    column = np.repeat(np.arange(len(model.value)), np.diff(model.start))
    fits = np.ones(len(model.value), bool)
    fits[column[over]] = False
    return fits


def _units(problem: Problem) -> Iterator[tuple[str, ...]]:
    leader = {project.id: project.id for project in problem.projects}
    for group in problem.together:
        met = {leader[name] for name in group}
        least = min(met)
        leader.update({name: least for name, head in leader.items() if head in met})
    gathered: dict[str, list[str]] = {}
    for name in sorted(leader):
        gathered.setdefault(leader[name], []).append(name)
    yield from (tuple(names) for names in gathered.values())


def _columns(unit: list[Project], rows: Rows) -> Iterator[tuple[int, float, tuple[str, ...], Entries]]:
    if len(unit) == 1:
        project = unit[0]
        allowed = project.options if project.fixed is None else [project.fixed]
        for name in sorted(allowed):
            option = project.options[name]
            yield rows.number[option.carrier or name], option.value, (name,), rows.entries(project, name)
        return
    ways = [_by_carrier(project) for project in unit]
    for carrier in sorted(set(ways[0]).intersection(*ways[1:])):
        for names in product(*(way[carrier] for way in ways)):
            taken: dict[int, float] = {}
            for project, name in zip(unit, names, strict=True):
                for at, amount in zip(*rows.entries(project, name), strict=True):
                    taken[at] = taken.get(at, 0.0) + amount
            value = sum(project.options[name].value for project, name in zip(unit, names, strict=True))
            yield rows.number[carrier], value, names, (list(taken), list(taken.values()))


def _by_carrier(project: Project) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(project.options) if project.fixed is None else [project.fixed]:
        found.setdefault(project.where(name), []).append(name)
    return found
