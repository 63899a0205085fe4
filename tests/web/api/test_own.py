"""What is one's own through the API: plans, screenings, notices, views, stand-ins, sheets, boards, and the rooms of those who keep the site."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.web.api.test_cases import opened
from tests.web.api.test_tokens import codes
from tests.web.conftest import signed_in
from tests.web.programs import Program, program
from tests.web.test_screening import ROWS, done  # noqa: F401  # a fixture

from chengjie.web import auditing, jobs, screenings
from chengjie.web.models import Upload
from chengjie.web.records.cases import Case
from chengjie.web.records.notices import Notice
from chengjie.web.records.people import Right, SignIn
from chengjie.web.records.screening import ScreeningRun


def test_a_plan_is_brought_reviewed_and_taken_away(li: User, wang: User, read_upload: Upload) -> None:
    mine, other, path = program(li), program(wang), f"/uploads/{read_upload.pk}"
    assert [each["id"] for each in mine.get("/uploads")["rows"]] == [str(read_upload.pk)]
    assert other.get("/uploads")["rows"] == []
    other.get(path, 404)
    assert mine.get(path)["state"] == "read"
    found = mine.get(f"{path}/claims?kind=target&limit=1")
    assert (found["claims"][0]["kind"], found["next"]) == ("target", 1)
    claim = found["claims"][0]["id"]
    assert mine.get(f"{path}/claims?q=不会有的词")["claims"] == []
    mine.get(f"{path}/findings")
    said = {"claim": claim, "action": "correct", "field": "value", "new": "1300", "why": "原文"}
    assert mine.post(f"{path}/decisions", said)["new"] == "1300"
    mine.post(f"{path}/decisions", {**said, "claim": "nothing"}, 404)
    mine.post(f"{path}/decisions", {**said, "field": "nothing"}, 404)
    other.post(f"{path}/decisions", said, 404)
    assert [each["field"] for each in mine.get(f"{path}/decisions")] == ["value"]
    assert "1300" in mine.ask("get", f"{path}/corrections.csv").content.decode()
    assert other.ask("delete", path).status_code == 404
    assert mine.ask("delete", path).json() == {"count": 1}
    assert codes(program(li, "read:cases").get("/uploads", 403)) == ["token-scope-wanted"]


def test_a_plan_waits_until_it_is_read(li: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "start", lambda upload: None)
    mine = program(li)
    made = mine.ask("post", "/uploads", data={"plan": SimpleUploadedFile("p.txt", "到2030年".encode())})
    assert (made.status_code, made.json()["state"]) == (202, "waiting")
    mine.get(f"/uploads/{made.json()['id']}/claims", 404)
    assert mine.ask("post", "/uploads", data={"plan": SimpleUploadedFile("p.txt", b"")}).status_code == 400


def test_a_screening_is_asked_for_and_its_reasons_are_at_hand(
    li: User, wang: User, done: ScreeningRun, monkeypatch: pytest.MonkeyPatch  # noqa: F811  # the fixture
) -> None:  # fmt: skip
    monkeypatch.setattr(screenings, "start", lambda run: None)
    mine, path = program(li), f"/screenings/{done.pk}"
    made = mine.ask("post", "/screenings", data={"table": SimpleUploadedFile("名录.csv", ROWS.encode()), "top": "10"})
    assert (made.status_code, made.json()["top"]) == (202, 10)
    mine.get(f"/screenings/{made.json()['id']}/lists", 404)
    found = mine.get(f"{path}/lists?limit=1")
    assert found["next"] == 1
    (best,) = found["lists"]
    monkeypatch.setattr(screenings, "why", lambda run, firm, asker: ({"firm": firm, "asker": asker}, []))
    assert mine.get(f"{path}/why?firm={best['top'][0]['id']}&asker={best['id']}")["reasons"]["asker"] == best["id"]
    assert "模拟3" in mine.ask("get", f"{path}/rejects.csv").content.decode()
    program(wang).get(path, 404)
    assert mine.ask("delete", path).status_code == 200


def test_notices_are_ones_own_and_those_of_a_place_for_its_token(programs: dict[str, Program], offices: dict[str, User]) -> None:  # fmt: skip
    Notice.objects.all().delete()
    cases = [Case.objects.get(number=opened(programs, name, place=place)) for name, place in (("lan", "431127"), ("xintian", "431128"))]  # fmt: skip
    for number, case in enumerate(cases):
        Notice.objects.create(user=offices["yongzhou"], kind="reminded", occasion=str(number), case=case, parts={"title": ["甲", "甲"]})  # fmt: skip
    both, one = programs["yongzhou"], program(offices["yongzhou"], place="431127")
    assert {each["case"] for each in both.get("/notices?kind=reminded")["rows"]} == {each.number for each in cases}
    shown = one.get("/notices")["rows"]
    assert {each["case"] for each in shown} == {cases[0].number}
    assert one.post("/notices/read", {}, 200)["count"] == len(shown)
    assert cases[1].number in {each["case"] for each in both.get("/notices?unread=true")["rows"]}
    kind = next(each["kind"] for each in both.get("/notices/wishes")["ways"] if not each["secures"])
    changed = both.ask("patch", "/notices/wishes", {"language": "en", "ways": {kind: "off"}}).json()
    assert (changed["language"], {each["kind"]: each["way"] for each in changed["ways"]}[kind]) == ("en", "off")


def test_views_are_kept_shared_with_ones_office_and_taken_away(programs: dict[str, Program]) -> None:
    made = programs["lan"].post("/views", {"page": "/cases/", "query": "late=1", "name": "逾期", "office": "431127"})
    assert [each["id"] for each in programs["colleague"].get("/views")["rows"]] == [made["id"]]
    assert programs["xintian"].get("/views?page=/cases/")["rows"] == []
    assert programs["colleague"].ask("delete", f"/views/{made['id']}").status_code == 400
    assert codes(programs["lan"].post("/views", {"page": "/elsewhere/", "name": "x"}, 404)) == ["view-page-unknown"]
    assert programs["lan"].ask("delete", f"/views/{made['id']}").status_code == 200


def test_a_stand_in_is_named_by_the_person_and_by_no_token(programs: dict[str, Program], offices: dict[str, User]) -> None:  # fmt: skip
    today = timezone.localdate()
    asked = {"name": "colleague", "since": today.isoformat(), "until": (today + timedelta(days=3)).isoformat()}
    assert codes(programs["lan"].post("/stand-ins", asked, 400)) == ["token-signed-in-only"]
    lan = signed_in(offices["lan"])
    made = lan.post("/api/stand-ins", asked, content_type="application/json")
    assert (made.status_code, made.json()["acts"]) == (201, "colleague")
    assert [each["away"] for each in programs["colleague"].get("/stand-ins")["for_others"]] == ["lan"]
    assert lan.delete(f"/api/stand-ins/{made.json()['id']}").json()["ended"]
    row = SignIn.objects.create(user=offices["lan"])
    assert row.pk in {each["id"] for each in programs["lan"].get("/sessions")["rows"]}
    assert row.pk not in {each["id"] for each in programs["colleague"].get("/sessions")["rows"]}


def test_matches_and_boards_are_kept_and_taken_away(programs: dict[str, Program]) -> None:
    lan, other = programs["lan"], programs["colleague"]
    made = lan.post("/matches", {"query": "industry=服装&land=80", "name": "服装"})
    assert made["first"]
    assert codes(lan.post("/matches", {"query": "land=80"}, 400)) == ["project-missing"]
    assert other.ask("delete", f"/matches/{made['id']}").status_code == 404
    assert lan.ask("delete", f"/matches/{made['id']}").status_code == 200
    empty = lan.post("/boards", {"kind": "post-talent"}, 400)
    assert set(codes(empty)) == {"board-form-empty"}
    example = lan.get("/boards")
    assert example["rows"] == []


def test_a_parameter_is_filled_in_within_reach(programs: dict[str, Program]) -> None:
    waiting = next(each["parameter"] for each in Client().get("/api/parameters").json()["parameters"] if each["waits"])
    said = {"value": 12.5, "source": "办法第五条", "scope": "431127"}
    assert programs["lan"].post(f"/parameters/{waiting}/values", said)["value"] == 12.5
    assert codes(programs["xintian"].post(f"/parameters/{waiting}/values", said, 400)) == ["parameter-not-yours"]
    assert codes(programs["lan"].post("/parameters/nothing/values", said, 404)) == ["parameter-unknown"]
    found = {each["parameter"]: each for each in Client().get("/api/parameters").json()["parameters"]}[waiting]
    assert [(each["by"], each["scope"]) for each in found["filled"]] == [("lan", "431127")]


def test_dispatch_opens_reminds_and_follows_up(programs: dict[str, Program], administrator: User) -> None:
    user = User.objects.create_user("dispatcher")
    Right.objects.create(user=user, role="dispatcher", place="430000", since=date(2020, 1, 1), given_by=administrator)
    asking = program(user)
    asked = {"round": "三季度", "report_by": "2026-10-10", "places": ["431127", "431128"]}
    made = asking.post("/dispatch/rounds", asked)
    whole = asking.get(f"/dispatch/rounds/{made['number']}")
    assert [each["place"] for each in whole["asked"]] == ["431127", "431128"]
    assert asking.post(f"/dispatch/rounds/{made['number']}/reminders", None)["count"] >= 1
    follow = {"place": "431127", "round": made["number"], "answer_by": "2026-10-20"}
    assert asking.post("/dispatch/follow-ups", follow)["process"] == "follow-up"
    assert codes(programs["firm"].post("/dispatch/rounds", asked, 400)) == ["dispatch-not-yours"]


def test_the_record_is_for_auditors_and_its_proof_for_those_who_audit_the_whole(
    programs: dict[str, Program], administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "start", auditing.run)
    opened(programs)
    user = User.objects.create_user("auditor")
    Right.objects.create(user=user, role="auditor", place="430000", since=date(2020, 1, 1), given_by=administrator)
    asking, narrow = program(user), program(user, place="431128")
    assert "entry" in {each["kind"] for each in asking.get("/audit/record")["rows"]}
    first = asking.get("/audit/record?kind=entry&limit=1")
    assert len(first["rows"]) == 1
    assert narrow.get("/audit/record?kind=entry")["rows"] == []
    programs["lan"].get("/audit/record", 404)
    made = asking.post("/audit/provings", None, 202)
    assert asking.get(f"/audit/provings/{made['id']}")["digest"]
    narrow.post("/audit/provings", None, 404)
    asking.get("/retention")
    programs["lan"].get("/retention", 404)


def test_terms_of_retention_are_filled_in_by_the_administrator(administrator: User, programs: dict[str, Program]) -> None:  # fmt: skip
    asking = program(administrator)
    name = asking.get("/retention")["rules"][0]["id"]
    assert asking.ask("put", f"/retention/{name}", {"years": 10, "source": ""}).status_code == 400
    assert asking.ask("put", f"/retention/{name}", {"years": 10, "source": "规定"}).json()["years"] == 10
    assert asking.post(f"/retention/{name}/removals", None)["count"] == 0
    assert programs["lan"].ask("put", f"/retention/{name}", {"years": 10, "source": "规定"}).status_code == 404


def test_accounts_of_programs_links_and_sessions_are_the_administrators(administrator: User, programs: dict[str, Program]) -> None:  # fmt: skip
    asking = program(administrator)
    machine = {"username": "stat-bot", "purpose": "数据交换", "responsible": "lan"}
    assert asking.post("/machines", machine)["responsible"] == "lan"
    assert [each["username"] for each in asking.get("/machines")["rows"]] == ["stat-bot"]
    programs["lan"].post("/machines", machine, 404)
    made = signed_in(administrator).post("/api/tokens", {"title": "月报", "scopes": ["read:ledger"], "user": "stat-bot"}, content_type="application/json")  # fmt: skip
    assert made.json()["key"]
    assert asking.ask("delete", f"/tokens/{made.json()['id']}").status_code == 404, "a token ends no other's"
    assert signed_in(administrator).delete(f"/api/tokens/{made.json()['id']}").json()["standing"] is False
    assert "welcome" in programs["yongzhou"].post("/people/lan/link", None)["link"]
    programs["xintian"].post("/people/lan/link", None, 404)
    assert asking.ask("delete", "/people/lan/sessions").status_code == 200
    assert programs["yongzhou"].ask("delete", "/people/lan/sessions").status_code == 404
    asking.post("/people/lan/identities", {"subject": "x"}, 404)


def test_sheets_of_indices_are_ones_own_and_results_are_handed_up(programs: dict[str, Program]) -> None:
    name = next(each["id"] for each in Client().get("/api/indices").json()["indices"])
    lan = programs["lan"]
    assert lan.get(f"/indices/{name}/sheets")["rows"] == []
    bad = lan.ask("post", f"/indices/{name}/sheets", data={"sheet": SimpleUploadedFile("x.csv", b"nothing")})
    assert bad.status_code == 400
    assert lan.ask("delete", f"/indices/{name}/sheets/nothing").status_code == 404
    assert Client().get(f"/api/indices/{name}/publications").json() == {"rows": []}
    lan.get(f"/indices/{name}/publications/none", 404)


def test_many_records_are_changed_at_once_after_a_preview(programs: dict[str, Program]) -> None:
    from tests.web.test_registers import PLOT

    lan = programs["lan"]
    number = lan.post("/registers/plots/records", {"cells": PLOT})["id"]
    assert codes(lan.post("/registers/plots/edits", {"field": "nothing", "value": "1", "records": [number]}, 400)) == ["register-field-wrong"]  # fmt: skip
    made = lan.post("/registers/plots/edits", {"field": "area", "value": "99", "records": [number]})
    assert (made["changed"], made["state"]) == (1, "waiting")
    lan.post(f"/registers/plots/imports/{made['id']}/accept", None, 200)
    assert {each["name"]: each["value"] for each in lan.get(f"/registers/plots/records/{number}")["fields"]}["area"] == "99"  # fmt: skip
    assert lan.post("/registers/plots/edits", {"field": "area", "value": "98", "filter": ""})["changed"] == 1
    programs["firm"].post("/registers/plots/edits", {"field": "area", "value": "1", "records": [number]}, 404)


def test_a_table_of_ones_own_is_read_and_forgotten(db: None) -> None:
    bad = Client().post("/api/flows", {"table": SimpleUploadedFile("x.csv", b"a,b\n1,2\n"), "kind": "flows"})
    assert bad.status_code == 400
