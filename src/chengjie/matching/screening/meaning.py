"""What the values of a register's industry column stand for."""

from __future__ import annotations

from collections.abc import Iterable

from chengjie.register import Industries

LEAST_SURE = 0.5  # a free text counts as an industry from this share of all evidence on


def meanings(values: Iterable[str], known: Industries) -> dict[str, str]:
    """The code that each value stands for; what nobody can tell is left out.

    A value is a code of GB/T 4754-2017 with or without its section letter, or words.
    """
    found: dict[str, str] = {}
    for value in values:
        industry = known.by_code(value.strip())
        if industry is None:
            suggested = known.suggest(value, 2)
            industry = (
                suggested[0].industry if suggested and suggested[0].sure and suggested[0].score >= LEAST_SURE else None
            )
        if industry is not None:
            found[value] = industry.code
    return found
