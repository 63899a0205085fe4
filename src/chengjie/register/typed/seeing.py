"""How much of a field somebody sees: all of it, its beginning and end, or that there is something (脱敏)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chengjie.register.typed.definition import Field, Register

Sight = Literal["whole", "part", "hidden"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody before a record: whether it lies within the reach, and the roles that reach it."""

    within: bool = False
    roles: frozenset[str] = frozenset()


def how(field: Field, register: Register, viewer: Viewer) -> Sight:
    """How much of a field of a record a viewer sees."""
    if register.everybody_sees(field) or (field.see == "scope" and viewer.within):
        return "whole"
    if field.see == "roles" and viewer.within and viewer.roles & set(field.roles):
        return "whole"
    return "part" if field.mask == "part" and viewer.within else "hidden"


def part(text: str) -> str:
    """The beginning and the end of a text, never more than a third of it.

    >>> part("13807461234"), part("王小明"), part("王")
    ('13********4', '王**', '*')
    """
    shown = len(text) // 3
    ahead, behind = shown - shown // 2, shown // 2
    return text[:ahead] + "*" * (len(text) - ahead - behind) + (text[-behind:] if behind else "")
