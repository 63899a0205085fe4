"""What one more unit of a capacity would be worth (容量的边际价值): the prices of the linear relaxation."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass

from chengjie.placement import child
from chengjie.placement.cache import command, surroundings
from chengjie.placement.model import build
from chengjie.placement.problem import Problem


@dataclass(frozen=True)
class Worth:
    """A row (its kind and names) and the value of one more unit of it.

    It holds for small changes and for the relaxation, in which a project may be split: a direction, not a promise.
    """

    kind: str
    names: tuple[str, ...]
    per_unit: float


def worths(problem: Problem, *, seconds: float = 30.0) -> tuple[Worth, ...]:
    """Every capacity, limit or floor that is worth anything, the dearest first; nothing where the time did not suffice.

    >>> from chengjie.placement.problem import Carrier, Option, Project
    >>> some = tuple(Project(name, {"a": Option(3.0)}, {"land": 2.0}) for name in "pq")
    >>> worths(Problem(some, (Carrier("a", {"land": 3.0}),)))
    (Worth(kind='capacity', names=('a', 'land'), per_unit=1.5),)
    """
    model, naming = build(problem)
    if (model.first[1:] == model.first[:-1]).any():
        return ()
    parcel = child.pack(model, None)
    try:
        done = subprocess.run(  # noqa: S603  # our own program, arguments as a list
            command("prices"),
            input=f"{len(parcel)}\n".encode() + parcel, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=surroundings(os.environ), timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return ()
    priced = zip(naming.rows, json.loads(done.stdout or b"[]"), strict=False)
    found = [Worth(name[0], name[1:], round(price, 9)) for name, price in priced if price > 1e-9]
    return tuple(sorted(found, key=lambda each: (-each.per_unit, each.names)))
