"""Limits: whoever asks too often is told when to come again, page or program, and everybody else is served."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from pytest_django import Settings
from tests.web.api.test_tokens import codes
from tests.web.conftest import signed_in
from tests.web.programs import Program

from chengjie.web import limits
from chengjie.web.records.limits import Tally
from chengjie.web.settings import _limits


def test_a_program_that_asks_too_often_is_told_when_to_come_again(programs: dict[str, Program], settings: Settings) -> None:  # fmt: skip
    settings.LIMITS = {"api": 2}
    programs["lan"].get("/cases")
    programs["lan"].get("/cases")
    answer = programs["lan"].ask("get", "/cases")
    assert (answer.status_code, codes(answer.json())) == (429, ["too-often"])
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert str(int(answer["Retry-After"])) in answer.json()["refused"][0]["message"]["en"]
    programs["colleague"].get("/cases")
    assert Client().get("/api/zone").status_code == 200


def test_a_page_says_so_in_words(offices: dict[str, User], settings: Settings) -> None:
    settings.LIMITS = {"compute": 1}
    lan = signed_in(offices["lan"])
    assert lan.get("/match/").status_code == 200
    assert lan.get("/match/").status_code == 200
    assert lan.get("/match/?industry=服装&name=甲").status_code == 200
    answer = lan.get("/match/?industry=服装&name=甲")
    assert answer.status_code == 429
    assert "太频繁" in answer.content.decode()
    assert "Too many requests" in lan.get("/match/?industry=服装&name=甲", headers={"Accept-Language": "en"}).content.decode()  # fmt: skip
    assert signed_in(offices["xintian"]).get("/match/?industry=服装&name=甲").status_code == 200


def test_signing_in_is_limited_by_address(db: None, settings: Settings) -> None:
    settings.LIMITS = {"sign-in": 2}
    for status in (400, 400, 429):
        assert Client().post("/sign-in/", {"username": "x", "password": "y"}).status_code == status
    assert Client().post("/sign-in/", {"username": "x", "password": "y"}, REMOTE_ADDR="10.0.0.9").status_code == 400
    assert Client().get("/sign-in/").status_code == 200
    assert Client().get("/sign-in/?next=/work/").status_code == 200, "whoever is sent to the door has not knocked yet"


def test_what_is_over_is_forgotten(db: None) -> None:
    limit = limits.LIMITS[0]
    assert limits.count(limit, "a", 1, now=1000.5) == 0
    assert limits.count(limit, "a", 1, now=1000.6) == 200
    assert limits.count(limit, "b", 1, now=1000.6) == 0
    assert limits.count(limit, "a", 1, now=1200.0) == 0
    assert [each.ends for each in Tally.objects.all()] == [1500]


def test_a_limit_that_is_lifted_counts_nothing(programs: dict[str, Program], settings: Settings) -> None:
    settings.LIMITS = {each.id: 0 for each in limits.LIMITS}
    programs["lan"].get("/cases")
    assert Tally.objects.count() == 0


def test_the_settings_know_every_limit_and_nothing_else() -> None:
    assert set(_limits("off")) == {each.id for each in limits.LIMITS}
    assert _limits("api=1200, study=0") == {"api": 1200, "study": 0}
    for odd in ("api", "api=many", "everything=1"):
        with pytest.raises(SystemExit, match="CHENGJIE_LIMITS"):
            _limits(odd)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_none_of_many_at_once_is_missed() -> None:
    def one(_: int) -> int:
        try:
            return Tally.add("api:together", 60, 0)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(one, range(200))) == list(range(1, 201))
