"""Clerks who decide one case in the same moment, and the clocks that walk over it then: one act wins, the others are told, nothing is
written over; on a server that lets all of them in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections

from chengjie.errors import Refusal
from chengjie.process import Act, data_of
from chengjie.web import cases, scope, turns
from chengjie.web.records.cases import Case
from chengjie.web.records.people import Right

TALK = Act("decide", step="lead", outcome="talk", data=data_of({"strategy": "轻落户"}))


def clerks(count: int) -> list[User]:
    found = [User.objects.create_user(f"clerk{each}", password="long enough for a clerk") for each in range(count)]
    for each in found:
        Right.objects.create(user=each, role="county-officer", place="431127", since=date(2020, 1, 1), given_by=each)
    return found


def opened(by: User) -> Case:
    act = Act("open", place="431127", data=data_of({"name": "争办"}), channel="online")
    return cases.open_case(scope.actors(by), "project-life", act, by=by)


def at_once(works: Sequence[Callable[[], object]]) -> list[str]:
    """All works in the same moment; the codes of those that were refused."""
    together, refused = threading.Barrier(len(works)), list[str]()

    def go(work: Callable[[], object]) -> None:
        together.wait()
        try:
            work()
        except Refusal as refusal:
            refused.append(refusal.faults[0].code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(each,)) for each in works]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return refused


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("seen", "told"), [(1, "case-moved-on"), (None, "process-decided-already")])
def test_of_clerks_who_decide_at_once_one_wins_and_the_others_are_told(
    database_url: str, seen: int | None, told: str
) -> None:
    assert connection.vendor == "postgresql", database_url
    people = clerks(6)
    case = opened(people[0])
    works = [partial(cases.go_on, case, scope.actors(each), TALK, seen=seen) for each in people]
    assert at_once(works) == [told] * 5
    case.refresh_from_db()
    assert (case.count, case.entries.count()) == (2, 2)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_clocks_that_walk_while_people_write_leave_the_row_as_its_entries_make_it(database_url: str) -> None:
    assert connection.vendor == "postgresql", database_url
    people = clerks(4)
    case = opened(people[0])
    writing = [partial(cases.go_on, case, scope.actors(each), Act("note", note="看过")) for each in people]
    assert at_once([*writing, *[turns.run_clocks] * 4]) == []
    case.refresh_from_db()
    state = cases.state_of(case)
    assert (case.count, case.head) == (state.count, state.head)
    assert case.count == 5
