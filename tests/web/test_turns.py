"""The clocks walk only the cases whose turn has come, and say what a walk over all of them would say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chengjie.process import Act, data_of
from chengjie.web import cases, demo, scope, turns
from chengjie.web.records.cases import Case


@pytest.fixture
def filled(offices: dict[str, User]) -> None:
    demo.fill(seed=3, projects=60)


@pytest.mark.usefixtures("filled")
def test_a_second_walk_on_the_same_day_looks_at_nothing() -> None:
    turns.run_clocks()
    with CaptureQueriesContext(connection) as asked:
        assert turns.run_clocks() == 0
    assert len(asked) == 1


@pytest.mark.usefixtures("filled")
def test_what_lists_say_after_each_day_is_what_a_walk_over_all_cases_would_say() -> None:
    today = timezone.localdate()
    for later in (0, 1, 30, 200):
        day = today + timedelta(days=later)
        turns.run_clocks(day=day)
        for case in Case.objects.filter(ended=""):
            state = cases.state_of(case)
            fresh = Case.objects.get(pk=case.pk)
            cases.describe(fresh, state, day=day)
            assert (case.due, case.late) == (fresh.due, fresh.late), (case.number, day)
            _, waiting = cases.beside(case, state, day=day)
            assert {(each.step, each.due) for each in waiting} == set(case.waiting.values_list("step", "due"))


@pytest.mark.usefixtures("filled")
def test_an_act_gives_its_case_a_turn_at_the_next_walk_and_no_other(offices: dict[str, User]) -> None:
    turns.run_clocks()
    lan, today = scope.actors(offices["lan"]), timezone.localdate()
    act = Act("open", place="431127", data=data_of({"name": "新项目"}), channel="online")
    case = cases.open_case(lan, "project-life", act, by=offices["lan"])
    assert list(turns.waiting(today)) == [case]
    turns.run_clocks()
    assert not turns.waiting(today).exists()
    cases.go_on(case, lan, Act("note", note="看过"))
    assert list(turns.waiting(today)) == [case]


@pytest.mark.usefixtures("filled")
def test_all_open_cases_get_their_turn_again_and_ended_ones_never() -> None:
    turns.run_clocks()
    assert turns.look_again() == Case.objects.filter(ended="").count()
    assert set(turns.waiting(timezone.localdate())) == set(Case.objects.filter(ended=""))


@pytest.mark.usefixtures("filled")
def test_a_case_that_somebody_acted_on_has_its_turn_again_and_its_rows_are_not_written_anew() -> None:
    turns.run_clocks()
    case = Case.objects.filter(definition="project-life", ended="").first()
    assert case is not None
    cases.describe(case, cases.state_of(case))
    case.save()
    assert list(turns.waiting(timezone.localdate())) == [case]
    kept = set(case.reaches.values_list("pk", flat=True))
    turns.run_clocks()
    assert set(case.reaches.values_list("pk", flat=True)) == kept
    assert not turns.waiting(timezone.localdate()).exists()


@pytest.mark.usefixtures("filled")
def test_a_long_walk_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "AT_ONCE", 7)
    told: list[int] = []
    turns.look_again()
    count = Case.objects.filter(ended="").count()
    turns.run_clocks(tell=told.append)
    assert told == list(range(7, count + 1, 7))
