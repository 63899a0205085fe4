"""Rates summed by the database are those worked out case by case, and every list keeps to one reach."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from chengjie.process import league
from chengjie.process.figures import Rate, measured
from chengjie.web import cases, demo, ledger, ledger_rates, scope
from chengjie.web.pages.dispatch import known_rates
from chengjie.web.records.cases import Case, Reach
from chengjie.web.records.ledger import Line

DAY = date(2025, 12, 31)


@pytest.fixture
def filled(db: None) -> None:
    demo.fill(seed=5, projects=60)
    for at, line in enumerate(Line.objects.all()):  # some lack an amount, some have paid nothing
        line.paid = (None, line.paid, line.contract and Decimal(0))[at % 3]
        line.save()


def test_sums_of_the_database_are_those_of_the_cases(filled: None) -> None:
    states = list(ledger.states(Line.objects.select_related("case").order_by("case_id")))
    for rate in known_rates().values():
        found = ledger_rates.standings(Line.objects.all(), [rate], day=DAY, named=rate.id)[rate.id]
        by_hand = league.standings(rate, states, cases.library(), day=DAY)

        def rows(standings: list[league.Standing], rate: Rate = rate) -> object:
            return league.ranked(rate, standings, cases.library(), names={}, language="zh").rows

        assert rows(found) == rows(by_hand)
        assert any(row[3] for row in league.ranked(rate, found, cases.library(), names={}, language="zh").rows)
        trail = measured(rate, states, cases.library(), day=DAY)
        assert ledger_rates.whole(rate, found) == (trail.value, trail.unit, trail.how)


def test_a_rate_that_the_ledger_does_not_hold_is_worked_out_case_by_case(filled: None) -> None:
    rate = next(iter(known_rates().values())).model_copy(update={"kind": "days", "start": "signed", "until": "started"})
    found = ledger_rates.standings(Line.objects.all(), [rate], day=DAY, named=rate.id)[rate.id]
    states = ledger.states(Line.objects.select_related("case"))
    trail = measured(rate, states, cases.library(), day=DAY)
    assert ledger_rates.whole(rate, found)[:2] == (trail.value, trail.unit)


@pytest.mark.parametrize("name", ["lan", "xintian", "yongzhou", "province", "clerk", "firm"])
def test_lists_and_sums_have_one_reach(offices: dict[str, User], filled: None, name: str) -> None:
    who = scope.actors(offices[name])
    case = Case.objects.order_by("pk")[0]
    Reach.objects.get_or_create(case=case, place="431128")
    seen = set(cases.visible(who).values_list("pk", flat=True))
    assert set(ledger.visible(who, simulated=True).values_list("case_id", flat=True)) == seen
    assert set(ledger.counted(who, simulated=True).values_list("case_id", flat=True)) == seen
    assert {each.pk for each in Case.objects.all() if cases.may_see(each, cases.state_of(each), who)} <= seen
    assert bool(seen) is (name in {"province", "xintian", "yongzhou"}) or name in {"lan", "clerk"}
