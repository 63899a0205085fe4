"""The whole API: every room of it under one door."""

from __future__ import annotations

from chengjie.web.api import audit, cases, hooks, keeping, ledger, open, people, placement, registers, settlement  # noqa: A004  # a room
from chengjie.web.api.shape import api

__all__ = ["api"]

for each in (open, keeping, cases, ledger, registers, settlement, placement, people, audit, hooks):
    api.add_router("", each.router)
