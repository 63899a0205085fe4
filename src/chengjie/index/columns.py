"""A step over all indicators (逐列): the faults of all together; long columns in two threads, each with its room in one block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from chengjie.errors import Fault, Refusal
from chengjie.index.definition import Indicator
from chengjie.index.sheet import Numbers
from chengjie.index.treating import LONG

T = TypeVar("T")
THREADS = 2


def each(indicators: Sequence[Indicator], rows: int, work: Callable[[Indicator, Numbers | None], T]) -> dict[str, T]:
    """What `work` makes of each indicator, by its code. Refuses with the faults of all indicators.

    `work` is given an indicator and room for a column where columns are long: memory that is asked for at once costs a fraction
    of what is asked for column by column. The order of the threads changes nothing, since no column knows another.
    """
    long = rows >= LONG
    rooms: Sequence[Numbers | None] = list(np.empty((len(indicators), rows))) if long else [None] * len(indicators)
    answers: list[T | Refusal | None] = [None] * len(indicators)

    def some(first: int, step: int) -> None:
        for number in range(first, len(indicators), step):
            try:
                answers[number] = work(indicators[number], rooms[number])
            except Refusal as refusal:
                answers[number] = refusal

    if long:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(some, range(THREADS), [THREADS] * THREADS))
    else:
        some(0, 1)
    faults: list[Fault] = [fault for answer in answers if isinstance(answer, Refusal) for fault in answer.faults]
    if faults:
        raise Refusal(faults)
    return {
        indicator.code: answer
        for indicator, answer in zip(indicators, answers, strict=True)
        if answer is not None and not isinstance(answer, Refusal)
    }
