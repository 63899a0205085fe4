"""What a solver tells on its way."""

from __future__ import annotations

from dataclasses import dataclass

from chengjie.placement.model import Ints

WALK = 1_000_000  # moves of the shortest walk of the search
SMALL = 3000  # columns up to which a short try of the proof comes before anything else
MOVE_WORK = 1e-7  # work of one move


@dataclass(frozen=True)
class Found:
    """The column of each unit (None: nothing told), its worth, a bound that is proven, and the work done up to here.

    Work is counted, not timed: the same on every machine. It is endless where the finding hangs on the clock.
    """

    chosen: Ints | None
    worth: float
    bound: float
    work: float
