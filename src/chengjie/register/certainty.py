"""How likely the first reading of a text is right (把握): a logistic curve over what the words give, fitted and tested on labelled texts."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a first reading."""

    lead: float
    """Its share of the evidence of itself and the second, from a half to 1."""
    evidence: float
    """How much speaks for it, up to 4."""
    covered: float
    """The share of the text's characters that known terms take up."""
    telling: float
    """1 where at least one word is known and not merely of a field."""
    short: float
    """1 for a text of at most eight characters, such as a label."""
    named: float = 0.0
    """1 where only a firm's name is known, of which the trade is but a part."""


WEIGHTS = (-0.967, 1.157, 0.469, 0.362, 1.104, 0.279, -1.374)
"""Of a constant and of each sign; `python -m benchmarks.labels --fit` gives them from one half of the labelled texts."""


def certainty(signs: Signs) -> float:
    """How likely the reading is right, 0 to 1.

    >>> certainty(Signs(0.95, 2.0, 1.0, 1.0, 1.0)) > certainty(Signs(0.55, 0.3, 0.2, 0.0, 0.0))
    True
    """
    constant, *weights = WEIGHTS
    total = constant + sum(weight * sign for weight, sign in zip(weights, astuple(signs), strict=True))
    return 1 / (1 + math.exp(-total))
