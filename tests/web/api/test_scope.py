"""What one may not see on pages one may not see through the API: for every list, whatever people and things there are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings, strategies
from tests.web.conftest import signed_in
from tests.web.programs import Program, program
from tests.web.test_cases import opened

from chengjie.errors import Refusal
from chengjie.process import Subject
from chengjie.web import scope
from chengjie.web.records.cases import Case
from chengjie.web.records.people import Right
from chengjie.web.records.registers import Record

PLACES = ("430000", "431100", "431127", "431128", "431000", "431021")
FIRMS = ("", "91431127MA4L000001", "91431128MA4L000002")


def ids(asking: Program, path: str, key: str = "number") -> set[Any]:
    """Every row of a list, page by page."""
    found: set[Any] = set()
    after = ""
    while True:
        answer = asking.get(f"{path}{'&' if '?' in path else '?'}limit=2{after}")
        found |= {each[key] for each in answer["rows"]}
        if answer["next"] is None:
            return found
        after = f"&after={answer['next']}"


@pytest.fixture
def things(administrator: User) -> dict[str, Subject]:
    """Cases and records about places and firms of every kind, by their numbers."""
    Right.objects.create(user=administrator, role="county-officer", place="430000", since="2020-01-01", given_by=administrator)  # fmt: skip
    found = {}
    for place in PLACES[2:]:
        for firm in FIRMS:
            case = opened(administrator, place=place)
            Case.objects.filter(pk=case.pk).update(enterprise=firm)
            case.reaches.exclude(place=place).delete()
            found[case.number] = Subject(place, "", firm)
            Record.objects.create(register="enterprises", key=f"{place}{firm}", name="甲", place=place, enterprise=firm, changed=case.opened)  # fmt: skip
    return found


ROLES = strategies.sampled_from(["county-officer", "prefecture-officer", "province-planner", "enterprise", "dispatcher", "analyst"])  # fmt: skip
GRANTS = strategies.lists(strategies.tuples(ROLES, strategies.sampled_from(PLACES), strategies.sampled_from(FIRMS)), max_size=3)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grants=GRANTS, limit=strategies.sampled_from(["", *PLACES]))
def test_every_list_keeps_to_the_scope(
    things: dict[str, Subject], administrator: User, grants: list[tuple[str, str, str]], limit: str
) -> None:
    someone, _ = User.objects.get_or_create(username="someone")
    someone.tokens.all().delete()
    Right.objects.filter(user=someone).delete()
    for role, place, firm in grants:
        Right.objects.create(user=someone, role=role, place=place, enterprise=firm, since=date(2020, 1, 1), given_by=administrator)  # fmt: skip
    who = scope.actors(someone)
    mine = {number for number, about in things.items() if scope.may_see(who, about)}
    within = {number for number in mine if not limit or scope.law().within(things[number].place, limit)}
    try:
        asking = program(someone, place=limit)
    except Refusal:
        assert limit
        assert not within
        return
    assert ids(asking, "/cases") == within
    assert ids(asking, "/ledger?kind=real") == within
    assert asking.get("/audit/cases?limit=500")["cases"] == len(within)
    if who[0].grants:
        shown = {each["key"] for each in asking.get("/registers/enterprises/records?limit=500")["rows"]}
        assert shown == {f"{things[number].place}{things[number].enterprise}" for number in within}
    assert {each["case"]["number"] for each in asking.get("/work")["waiting"]} <= within


def test_the_pages_and_the_api_list_the_same(things: dict[str, Subject], administrator: User) -> None:
    someone = User.objects.create_user("someone")
    Right.objects.create(user=someone, role="county-officer", place="431127", since=date(2020, 1, 1), given_by=administrator)  # fmt: skip
    page = signed_in(someone).get("/cases/").content.decode()
    listed = ids(program(someone), "/cases")
    assert {number for number in things if number in page} == listed
    assert len(listed) == len(FIRMS)
