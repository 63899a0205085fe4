"""What is asked of a register, and what a fit of the industry earns."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import chengjie.expression
from chengjie.matching.screening import work
from chengjie.matching.screening.answer import Earned
from chengjie.matching.screening.definition import AFFINITY, Points, ScreenDefinition
from chengjie.matching.screening.wanted import Fit, Wanted, fits
from chengjie.register import Industries


@dataclass(frozen=True)
class Asked:
    """What is asked of the register: under which definition, by whom, how many firms each, and what industries mean."""

    wanted: ScreenDefinition
    askers: tuple[Wanted, ...]
    top: int
    known: Industries

    @cached_property
    def fits(self) -> Mapping[str, Mapping[str, Fit]]:
        """For each asker the industries that fit."""
        related: dict[str, Mapping[str, float]] = {}
        return {each.id: fits(each, self.known, related) for each in self.askers}

    def digests(self) -> dict[str, str]:
        """What a kept piece depends on besides the register."""
        return {
            "definition": work.digest(self.wanted.model_dump_json()),
            "askers": work.digest(json.dumps(sorted({want.code for each in self.askers for want in each.wants}))),
            "industries": work.digest(" ".join(each.code for each in self.known)),
            "top": str(self.top),
        }

    @cached_property
    def most(self) -> Mapping[str, int]:
        """The most that each criterion can earn, in millionths of a point."""
        return self.wanted.most()

    @cached_property
    def of_the_firm(self) -> tuple[Points, ...]:
        """The criteria that speak of the firm alone."""
        return self.wanted.of_the_firm()

    @cached_property
    def own_names(self) -> frozenset[str]:
        """Their ids."""
        return frozenset(each.id for each in self.of_the_firm)

    def earned_by_fit(self, value: float) -> tuple[Earned, ...]:
        """What a fit of the industry earns under the criteria that speak of it."""
        return tuple(
            Earned(each.id, self.units(each, self._valued(each, value)), self.most[each.id], True)
            for each in self.wanted.of_the_fit()
        )

    def units(self, each: Points, value: float | None) -> int:
        """The millionths of a point of a criterion, as the engines count: the nearest, halves upward; unknown is half."""
        return math.floor(self.most[each.id] * (0.5 if value is None else min(max(value, 0.0), 1.0)) + 0.5)

    def _valued(self, each: Points, fit: float) -> float | None:
        found = chengjie.expression.evaluate(self.wanted.parsed(each.value), {AFFINITY.name: fit}).value
        return float(found) if isinstance(found, int | float) else None
