"""Budgets as the entries of cases leave them (指标扣减): what was reserved, committed and released, in the order of entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from chengjie.process.entry import Entry
from chengjie.rule import Budget


def drawn(budgets: Mapping[str, Budget], entries: Iterable[Entry]) -> dict[str, Budget]:
    """Budgets after entries that touch them; others are left as they are. Refuses `budget-…` where the entries do not fit."""
    found = dict(budgets)
    for entry in entries:
        for resource, do, amount in entry.draws:
            budget = found.get(resource)
            if budget is None:
                continue
            if do == "reserve":
                found[resource] = budget.reserve(entry.case, Decimal(amount), day=entry.day)
            elif do == "commit":
                found[resource] = budget.commit(entry.case, day=entry.day)
            else:
                found[resource] = budget.release(entry.case, day=entry.day)
    return found
