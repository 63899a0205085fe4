"""Screening a register of firms against all carriers (企业筛选): the best so many for each, with reasons."""

from chengjie.matching.screening.answer import Found, Screening, SetAside
from chengjie.matching.screening.definition import ScreenDefinition, screen_definition
from chengjie.matching.screening.screen import screen

__all__ = ["Found", "ScreenDefinition", "Screening", "SetAside", "screen", "screen_definition"]
