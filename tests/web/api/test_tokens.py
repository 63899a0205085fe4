"""Tokens: shown once, kept as a digest, no wider than their person, ended for good, every use on record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from tests.web.conftest import signed_in
from tests.web.programs import Program, program

from chengjie.errors import Refusal
from chengjie.process import Actor, Grant
from chengjie.web import scope, tokens
from chengjie.web.records.tokens import Machine, Token, TokenUse


def codes(answer: object) -> list[str]:
    assert isinstance(answer, dict)
    return [each["code"] for each in answer["refused"]]


def test_only_the_digest_of_a_key_is_kept(offices: dict[str, User]) -> None:
    row, key = tokens.make(offices["lan"], "统计", ["read:cases"], place="", days=30, by=offices["lan"])
    assert key.startswith("chengjie_")
    assert key not in str(Token.objects.values())
    assert row.digest == Token.digest_of(key)
    assert (row.until - timezone.now()).days == 29


def test_a_key_that_is_wrong_has_run_out_or_was_ended_opens_nothing(offices: dict[str, User]) -> None:
    row, key = tokens.make(offices["lan"], "统计", ["read:cases"], place="", days=30, by=offices["lan"])
    asking = Program(key)
    asking.get("/cases")
    assert codes(Program("chengjie_nonsense").get("/cases", 401)) == ["token-not-standing"]
    assert codes(Program("chengjie_nonsense").get("/zone", 401)) == ["token-not-standing"]
    Token.objects.filter(pk=row.pk).update(until=timezone.now() - timedelta(seconds=1))
    asking.get("/cases", 401)
    Token.objects.filter(pk=row.pk).update(until=timezone.now() + timedelta(days=1))
    asking.get("/cases")
    User.objects.filter(username="lan").update(is_active=False)
    asking.get("/cases", 401)
    User.objects.filter(username="lan").update(is_active=True)
    tokens.end(row, by=offices["lan"])
    asking.get("/cases", 401)


def test_without_a_key_one_is_asked_to_sign_in(db: None) -> None:
    answer = Client().get("/api/cases", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["refused"][0]["said"] == "Neither signed in nor sent with a token"
    assert Client().post("/api/cases", "{}", content_type="application/json").status_code == 401


def test_a_token_does_what_its_scopes_name_and_no_more(offices: dict[str, User]) -> None:
    asking = program(offices["lan"], "read:cases")
    asking.get("/cases")
    assert codes(asking.get("/ledger", 403)) == ["token-scope-wanted"]
    assert codes(asking.post("/cases", {"process": "project-life"}, 403)) == ["token-scope-wanted"]
    asking.get("/registers/plots/records")
    assert codes(asking.get("/registers/enterprises/records", 403)) == ["token-scope-wanted"]


def test_every_use_is_on_record(offices: dict[str, User]) -> None:
    asking = program(offices["lan"], "read:cases")
    asking.get("/cases?q=x")
    asking.get("/ledger", 403)
    assert list(TokenUse.objects.values_list("path", "status")) == [("/api/ledger", 403), ("/api/cases", 200)]
    assert Token.objects.get().used is not None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"scopes": []}, "token-scope-missing"),
        ({"scopes": ["read:everything"]}, "token-scope-unknown"),
        ({"days": 0}, "token-days"),
        ({"days": 5000}, "token-days"),
        ({"title": " "}, "token-title-missing"),
        ({"place": "431128"}, "token-place-beyond"),
        ({"place": "999999"}, "token-place-beyond"),
    ],
)
def test_what_a_token_cannot_be_is_refused(offices: dict[str, User], given: dict[str, object], code: str) -> None:
    asked: dict[str, object] = {"title": "统计", "scopes": ["read:cases"], "place": "", "days": 30} | given
    with pytest.raises(Refusal) as refused:
        tokens.make(offices["lan"], by=offices["lan"], **asked)  # type: ignore[arg-type]  # wrong on purpose
    assert [each.code for each in refused.value.faults] == [code]


def test_one_person_has_only_so_many_tokens(offices: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Token, "MOST", 2)
    for _ in range(2):
        program(offices["lan"])
    with pytest.raises(Refusal, match="token-too-many"):
        program(offices["lan"])


def test_a_token_makes_no_token_and_one_that_is_signed_in_does(offices: dict[str, User]) -> None:
    asked = {"title": "统计", "scopes": ["read:cases"], "days": 7}
    assert codes(program(offices["lan"]).post("/tokens", asked, 400)) == ["token-by-token"]
    made = signed_in(offices["lan"]).post("/api/tokens", asked, content_type="application/json")
    assert made.status_code == 201
    Program(made.json()["key"]).get("/cases")


def test_somebody_who_is_signed_in_needs_the_mark_against_forged_forms(offices: dict[str, User]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(offices["lan"])
    assert client.get("/api/cases").status_code == 200
    answer = client.post("/api/cases", {"process": "project-life"}, content_type="application/json")
    assert (answer.status_code, codes(answer.json())) == (403, ["api-forged"])


def test_a_grant_is_narrowed_and_keeps_its_level() -> None:
    wide = Grant("prefecture-officer", "431100")
    other = Grant("county-officer", "431128")
    firm = Grant("enterprise", enterprise="91431127MA4L000001")
    (found,) = tokens.narrowed((Actor("甲", (wide, other, firm)),), "431127")
    assert found.grants == (
        Grant("prefecture-officer", "431100", within="431127"),
        Grant("enterprise", enterprise="91431127MA4L000001", within="431127"),
    )
    assert tokens.narrowed((Actor("甲", (wide,)),), "") == (Actor("甲", (wide,)),)


def test_a_machine_has_somebody_who_answers_for_it(administrator: User, offices: dict[str, User]) -> None:
    machine = tokens.employ("stat-bot", "统计局数据交换", "lan", by=administrator)
    assert machine.responsible == offices["lan"]
    assert not machine.user.has_usable_password()
    assert tokens.manages(administrator, machine.user)
    assert not tokens.manages(offices["lan"], machine.user)
    assert not tokens.manages(administrator, offices["lan"])
    assert not scope.actors(machine.user)[0].grants
    with pytest.raises(Refusal) as refused:
        tokens.employ("x", "", "nobody", by=administrator)
    assert {each.code for each in refused.value.faults} == {"people-name-length", "people-unknown", "token-purpose-missing"}  # fmt: skip
    with pytest.raises(Refusal, match="people-name-taken"):
        tokens.employ("stat-bot", "再来一个", "lan", by=administrator)
    assert Machine.objects.count() == 1
