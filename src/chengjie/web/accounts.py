"""The accounts that cases draw on (指标账): that of a place for each resource, and what is left of it for a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils import timezone

from chengjie.rule import Budget
from chengjie.web.records.rules import Account


def of(place: str, parents: Mapping[str, str]) -> dict[str, Account]:
    """The account of each resource that a place draws on: its own, else that of the nearest place above."""
    above = [place]
    while here := parents.get(above[-1], ""):
        above.append(here)
    nearest = sorted(
        Account.of(filter(None, above), timezone.localdate()), key=lambda each: (above.index(each.place), each.pk)
    )
    found: dict[str, Account] = {}
    for account in nearest:
        found.setdefault(account.resource, account)
    return found


class Budgets(Mapping[str, Budget]):
    """What is left of each resource for a place, read when it is asked for: most acts draw on nothing."""

    def __init__(self, place: str, parents: Mapping[str, str], *, case: str = "") -> None:
        self._place, self._parents, self._case = place, parents, case
        self._accounts: dict[str, Account] | None = None
        self._read: dict[str, Budget] = {}

    def __getitem__(self, resource: str) -> Budget:
        """The budget as a case meets it: its own entries one by one, all others as one. `KeyError` where there is no account."""
        if resource not in self._read:
            self._read[resource] = self._found()[resource].left_for(self._case)
        return self._read[resource]

    def __iter__(self) -> Iterator[str]:
        """The resources that have an account."""
        return iter(self._found())

    def __len__(self) -> int:
        """How many have one."""
        return len(self._found())

    def _found(self) -> dict[str, Account]:
        if self._accounts is None:
            self._accounts = of(self._place, self._parents)
        return self._accounts
