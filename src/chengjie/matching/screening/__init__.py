"""Screening a register of firms against all carriers and chain gaps (企业筛选): the best so many for each, with reasons."""

from chengjie.matching.screening.answer import Found, Screening, SetAside
from chengjie.matching.screening.asking import Reasons, why
from chengjie.matching.screening.definition import ScreenDefinition, screen_definition
from chengjie.matching.screening.gaps import by_gaps
from chengjie.matching.screening.screen import Engine, Step, screen
from chengjie.matching.screening.wanted import Wanted, by_carriers

__all__ = [
    "Engine",
    "Found",
    "Reasons",
    "ScreenDefinition",
    "Screening",
    "SetAside",
    "Step",
    "Wanted",
    "by_carriers",
    "by_gaps",
    "screen",
    "screen_definition",
    "why",
]
