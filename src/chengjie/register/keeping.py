"""A register is made once for a package and kept as long as the package itself is."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any, TypeVar, cast

from chengjie.package import Package

T = TypeVar("T")

_kept: dict[int, dict[Callable[[Package], Any], Any]] = {}


def once(package: Package, make: Callable[[Package], T]) -> T:
    """What `make` gives for this package, made at the first call.

    A package does not change after it was opened (it remembers its own rows), so neither does what is made of it.
    """
    if id(package) not in _kept:
        _kept[id(package)] = {}
        weakref.finalize(package, _kept.pop, id(package), None)
    made = _kept[id(package)]
    if make not in made:
        made[make] = make(package)
    return cast(T, made[make])
