"""How a placement ended, as a type: proven best, best found, proven impossible, or no answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chengjie.values import Text

Assignment = Mapping[str, str | None]


@dataclass(frozen=True)
class Optimal:
    """The best there is, with its proof: the bound equals the value."""

    value: float
    bound: float
    seconds: float
    assignment: Assignment
    status = "optimal"


@dataclass(frozen=True)
class BestFound:
    """A checked placement with the proven bound beside it. `notes` say which process failed, if one did."""

    value: float
    bound: float
    seconds: float
    assignment: Assignment
    notes: tuple[Text, ...] = ()
    status = "feasible"


@dataclass(frozen=True)
class Infeasible:
    """Proven: no placement keeps every demand."""

    seconds: float
    status = "infeasible"


@dataclass(frozen=True)
class NoAnswer:
    """Nothing was found and nothing was proven in the time given. `notes` say which process failed, if one did."""

    bound: float | None
    seconds: float
    notes: tuple[Text, ...] = ()
    status = "unknown"


Answer = Optimal | BestFound | Infeasible | NoAnswer


def gap(answer: Optimal | BestFound) -> float:
    """How far the value can be from the best, as a share of the bound.

    >>> gap(BestFound(99.0, 100.0, 1.0, {}))
    0.01
    """
    return 0.0 if answer.bound == answer.value else abs(answer.bound - answer.value) / max(abs(answer.bound), 1e-12)
