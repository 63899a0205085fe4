"""Checks of definitions: rule books, schemes, kinds of agreement and registers are read whole, as they will be when they are used."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import chengjie.register.typed
import chengjie.rule
import chengjie.settlement
from chengjie.errors import Fault, Refusal
from chengjie.package import Package

_READERS: tuple[Callable[[Package], object], ...] = (
    chengjie.rule.books,
    chengjie.settlement.schemes,
    chengjie.settlement.forms,
    chengjie.register.typed.registers,
)


def check(package: Package) -> Iterator[Fault]:
    """Every fault of every definition."""
    for read in _READERS:
        try:
            read(package)
        except Refusal as refusal:
            yield from refusal.faults
