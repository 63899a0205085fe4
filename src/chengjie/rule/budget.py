"""A budget that admissions draw on (指标账): energy, water, land or emissions; entries are only added, a unit is spent once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from chengjie.errors import Refusal

Kind = Literal["reserve", "commit", "release"]


@dataclass(frozen=True, slots=True)
class Draw:
    """One entry: a case reserves, commits what it reserved, or releases it."""

    kind: Kind
    case: str
    amount: Decimal
    day: date


@dataclass(frozen=True, slots=True)
class Budget:
    """So much of a resource for a place and period, what was drawn, and from which use on people are warned."""

    resource: str
    unit: str
    total: Decimal
    draws: tuple[Draw, ...] = ()
    warn_at: Decimal = Decimal("0.9")

    def held(self, case: str) -> Decimal:
        """What a case has reserved or committed and not released."""
        return sum((draw.amount if draw.kind == "reserve" else -draw.amount for draw in self.draws
                    if draw.case == case and draw.kind != "commit"), Decimal(0))  # fmt: skip

    def is_committed(self, case: str) -> bool:
        """Whether what the case holds is spent for good."""
        last = [draw.kind for draw in self.draws if draw.case == case]
        return bool(last) and last[-1] == "commit"

    @property
    def left(self) -> Decimal:
        """What no case holds."""
        return self.total - sum((draw.amount if draw.kind == "reserve" else -draw.amount for draw in self.draws
                                 if draw.kind != "commit"), Decimal(0))  # fmt: skip

    @property
    def warns(self) -> bool:
        """Whether so much is held that people should know."""
        return self.total - self.left >= self.total * self.warn_at

    def reserve(self, case: str, amount: Decimal, *, day: date) -> Budget:
        """Hold an amount for a case. Refuses `budget-overrun`, `budget-amount`, and a second reservation of one case."""
        if not amount.is_finite() or amount <= 0:
            raise Refusal.of("budget-amount", amount=str(amount), resource=self.resource)
        if self.held(case):
            raise Refusal.of("budget-held-already", case=case, resource=self.resource)
        if amount > self.left:
            raise Refusal.of(
                "budget-overrun", resource=self.resource, asked=f"{amount:f}", left=f"{self.left:f}", unit=self.unit
            )
        return self._with("reserve", case, amount, day)

    def commit(self, case: str, *, day: date) -> Budget:
        """Spend what a case holds. Refuses a case that holds nothing, or has spent it."""
        if not self.held(case) or self.is_committed(case):
            raise Refusal.of("budget-nothing-held", case=case, resource=self.resource)
        return self._with("commit", case, self.held(case), day)

    def release(self, case: str, *, day: date) -> Budget:
        """Give back what a case holds, spent or not. Refuses a case that holds nothing."""
        if not self.held(case):
            raise Refusal.of("budget-nothing-held", case=case, resource=self.resource)
        return self._with("release", case, self.held(case), day)

    def _with(self, kind: Kind, case: str, amount: Decimal, day: date) -> Budget:
        if self.draws and day < self.draws[-1].day:
            raise Refusal.of("budget-clock-backwards", day=day.isoformat(), last=self.draws[-1].day.isoformat())
        draws = (*self.draws, Draw(kind, case, amount, day))
        return Budget(self.resource, self.unit, self.total, draws, self.warn_at)
