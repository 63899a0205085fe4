"""Running cases go over to the latest version, many at once: tried first, what cannot is named, one that fails keeps none back."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chengjie.errors import Refusal
from chengjie.process import Act, Definition, data_of
from chengjie.process.library import Library
from chengjie.web import cases, scope, versions
from chengjie.web.records.cases import Case

NAME = "project-life"


def second() -> Definition:
    """The life of a project that begins with talks under another name: who is still at a lead cannot go over."""
    data = cases.library().get(NAME).model_dump(mode="json", by_alias=True)
    data["steps"] = [each for each in data["steps"] if each["id"] != "lead"]
    renamed = json.loads(json.dumps({**data, "version": 2, "start": "in-talks"}).replace('"in-talks"', '"talks"'))
    return Definition.model_validate({**renamed, "migrations": [{"from": 1, "steps": {"in-talks": "talks"}}]})


@pytest.fixture
def two_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    known = cases.library()
    fresh = second()
    both = Library(MappingProxyType({**known.definitions, (fresh.name, 2): fresh}), known.law)
    monkeypatch.setattr(cases, "library", lambda: both)


def opened(by: User, count: int) -> list[Case]:
    who, found = scope.actors(by), []
    for number in range(count):
        act = Act("open", place="431127", data=data_of({"name": f"项目{number}"}), channel="online")
        case = cases.open_case(who, NAME, act, by=by)
        if number % 3:
            cases.go_on(case, who, Act("decide", step="lead", outcome="talk", data=data_of({"strategy": "轻落户"})))
        found.append(case)
    return found


def at_version_one(by: User, count: int, monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    with monkeypatch.context() as before:
        known = cases.library()
        first = {key: each for key, each in known.definitions.items() if key != (NAME, 2)}
        before.setattr(cases, "library", lambda: replace(known, definitions=first))
        return opened(by, count)


@pytest.mark.usefixtures("two_versions")
def test_a_dry_run_writes_nothing_and_what_cannot_is_named_with_its_reason(
    offices: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = at_version_one(offices["lan"], 6, monkeypatch)
    planner = scope.actors(offices["yongzhou"])
    before = Case.objects.values_list("number", "head", "version")
    kept = list(before)
    found = list(versions.tried(planner, NAME))
    assert [each.number for each in found] == [each.number for each in made]
    stuck = {each.number for each in found if each.against}
    assert stuck == {made[0].number, made[3].number}
    assert {fault.code for each in found for fault in each.against} == {"process-migration-step"}
    assert list(before.all()) == kept


@pytest.mark.usefixtures("two_versions")
def test_what_can_goes_over_by_an_entry_of_its_own_and_the_rest_stays(
    offices: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = at_version_one(offices["lan"], 4, monkeypatch)
    planner = scope.actors(offices["yongzhou"])
    done = list(versions.taken(planner, NAME, note="办法修订"))
    assert [bool(each.against) for each in done] == [True, False, False, True]
    moved = Case.objects.get(pk=made[1].pk)
    assert (moved.version, moved.entries.count()) == (2, 3)
    assert sorted(cases.state_of(moved).open) == ["talks"]
    assert Case.objects.get(pk=made[0].pk).version == 1
    assert [each.number for each in versions.tried(planner, NAME)] == [made[0].number, made[3].number]
    cases.go_on(moved, scope.actors(offices["lan"]), Act("decide", step="talks", outcome="stop", note="不谈了"))


@pytest.mark.usefixtures("two_versions")
def test_who_may_not_is_refused_in_each_case_and_who_sees_nothing_has_nothing(
    offices: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_version_one(offices["lan"], 2, monkeypatch)
    own = list(versions.tried(scope.actors(offices["lan"]), NAME))
    assert len(own) == 2
    assert all(each.against for each in own)
    assert list(versions.tried(scope.actors(offices["xintian"]), NAME)) == []


@pytest.mark.usefixtures("two_versions")
def test_a_look_over_many_asks_the_database_no_more_often_a_case(
    offices: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_version_one(offices["lan"], 3, monkeypatch)
    planner = scope.actors(offices["yongzhou"])
    with CaptureQueriesContext(connection) as few:
        list(versions.tried(planner, NAME))
    at_version_one(offices["lan"], 9, monkeypatch)
    with CaptureQueriesContext(connection) as more:
        list(versions.tried(planner, NAME))
    assert len(more) == len(few)


@pytest.mark.django_db
def test_a_process_that_is_not_known_is_refused() -> None:
    with pytest.raises(Refusal, match="process-unknown"):
        list(versions.tried((), "project-live"))
