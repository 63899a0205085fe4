"""The whole API: every room of it under one door."""

from __future__ import annotations

from chengjie.web.api import (
    account,
    audit,
    cases,
    dispatch,
    edits,
    hooks,
    indices,
    keeping,
    ledger,
    networks,
    open,  # noqa: A004  # a room
    people,
    placement,
    plans,
    registers,
    retention,
    screening,
    settlement,
)
from chengjie.web.api.shape import api

__all__ = ["api"]

ROOMS = (open, networks, plans, screening, keeping, indices, cases, ledger, dispatch, registers, edits, settlement, placement, account, people, audit, retention, hooks)  # fmt: skip
for each in ROOMS:
    api.add_router("", each.router)
