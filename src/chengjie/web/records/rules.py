"""Rows of admission: values of parameters with who filled them in, ledgers of budgets, suspensions of approvals. Nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Case, F, Max, Sum, When

from chengjie.rule import Budget, Draw
from chengjie.rule.budget import Kind

_KINDS: dict[str, Kind] = {"reserve": "reserve", "commit": "commit", "release": "release"}

FINEST = Decimal("0.0001")
"""To what amounts are kept."""
OTHERS = "—"
"""Under what name stands what all other cases hold."""


def plain(amount: Decimal) -> Decimal:
    """An amount without the noughts that a column of the records adds.

    >>> plain(Decimal("1000.0000")), plain(Decimal("0.5000"))
    (Decimal('1000'), Decimal('0.5'))
    """
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()


class ParameterValue(models.Model):
    """The value that somebody gave a parameter, for the zone, a place or a carrier; the latest stands, empty takes it back."""

    parameter = models.CharField(max_length=64)
    scope = models.CharField(max_length=64, blank=True)
    value = models.FloatField(null=True)
    source = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["parameter"]),)

    @classmethod
    def standing(cls, scopes: Iterable[str] = ()) -> dict[str, float]:
        """What stands for these scopes, the nearest last; the zone's own (an empty scope) comes first."""
        order = ["", *scopes]
        latest = {(each.parameter, each.scope): each.value for each in cls.objects.filter(scope__in=order)}
        found: dict[str, float] = {}
        for scope in order:
            found |= {name: value for (name, where), value in latest.items() if where == scope and value is not None}
        return found


class Account(models.Model):
    """A budget of a place: energy, water, land or emissions, for some years."""

    RESOURCES = ("energy", "water", "land", "emission")

    resource = models.CharField(max_length=10)
    place = models.CharField(max_length=6)
    title = models.CharField(max_length=200)
    total = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=20)
    start = models.DateField()
    end = models.DateField()
    source = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("place", "resource", "start")

    def budget(self) -> Budget:
        """The budget with every entry as it was made."""
        draws = tuple(
            Draw(_KINDS[each.kind], each.case, plain(each.amount), each.day) for each in self.entries.order_by("number")
        )
        return Budget(self.resource, self.unit, plain(self.total), draws)

    def left_for(self, case: str) -> Budget:
        """The budget as one case meets it: the entries of the case as they were made, what all others hold as one, which the
        database adds up."""
        of_case = [Draw(_KINDS[each.kind], case, plain(each.amount), each.day) for each in self.entries.filter(case=case).order_by("number")]  # fmt: skip
        signed = Case(
            When(kind="reserve", then=F("amount")), When(kind="release", then=-F("amount")), default=Decimal(0)
        )
        others = self.entries.exclude(case=case).aggregate(held=Sum(signed), last=Max("day"))
        if others["last"] is not None:
            of_case.append(Draw("reserve", OTHERS, plain(others["held"].quantize(FINEST)), others["last"]))
        return Budget(self.resource, self.unit, plain(self.total), tuple(of_case))

    @transaction.atomic
    def act(
        self, kind: str, case: str, *, day: date, by: User, amount: Decimal | None = None, note: str = ""
    ) -> Budget:
        """Reserve, commit or release for a case. Refuses `budget-…`. Of two at once the second sees what the first did."""
        Account.objects.select_for_update().get(pk=self.pk)
        before = self.budget()
        if kind == "reserve":
            after = before.reserve(case, amount if amount is not None else Decimal("NaN"), day=day)
        else:
            after = before.commit(case, day=day) if kind == "commit" else before.release(case, day=day)
        last = after.draws[-1]
        AccountEntry.objects.create(
            account=self,
            number=len(after.draws),
            kind=last.kind,
            case=case,
            amount=last.amount,
            day=day,
            note=note,
            by=by,
        )
        return after

    @classmethod
    def of(cls, places: Iterable[str], day: date) -> models.QuerySet[Account]:
        """The accounts of some places on a day."""
        return cls.objects.filter(place__in=list(places), start__lte=day, end__gte=day)


class AccountEntry(models.Model):
    """One entry of an account; a number is taken once, so that two writers cannot both spend the same unit."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    case = models.CharField(max_length=100)
    amount = models.DecimalField(max_digits=20, decimal_places=4)
    day = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["account", "number"], name="budget_number_once"),)


class Suspension(models.Model):
    """Approvals suspended (区域限批) for a place, for everything or for one pollutant, from a day until it is lifted."""

    place = models.CharField(max_length=6)
    pollutant = models.CharField(max_length=100, blank=True)
    start = models.DateField()
    end = models.DateField(null=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-start", "-id")

    @classmethod
    def of(cls, places: Iterable[str], day: date) -> models.QuerySet[Suspension]:
        """What is suspended in some places on a day."""
        open_ = models.Q(end__isnull=True) | models.Q(end__gte=day)
        return cls.objects.filter(open_, place__in=list(places), start__lte=day)


class HeldCase(models.Model):
    """A case that was put on record: what was given, for which carrier and day, and how it was decided then."""

    name = models.CharField(max_length=200)
    carrier = models.CharField(max_length=64)
    places = models.CharField(max_length=100)
    day = models.DateField()
    query = models.TextField()
    verdict = models.CharField(max_length=10)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
