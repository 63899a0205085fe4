"""Personal data: seen whole by those who act, in part by others, each reading on record; taken away when its time is over, and the record
still proves; nothing is taken away where nobody filled in the years."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.web.conftest import signed_in

import chengjie.web.serve
from chengjie.cli.main import run
from chengjie.process import Act, data_of
from chengjie.web import auditing, cases, retention, scope
from chengjie.web.models import (
    Case,
    CaseEntry,
    CaseFile,
    Looked,
    Notice,
    PersonalValue,
    Record,
    RecordVersion,
    Removal,
    Right,
    SignIn,
)

SECRET = "王某某8861"
FAR = date(2060, 1, 1)
FIRM = "91431127MA4L000001"


def colleague_with(role: str, administrator: User) -> Client:
    user = User.objects.create_user(role, password="long enough for anybody")
    Right.objects.create(user=user, role=role, place="431127", since=date(2020, 1, 1), given_by=administrator)
    return signed_in(user)


@pytest.fixture
def talent(offices: dict[str, User]) -> Case:
    act = Act("open", place="431127", enterprise=FIRM, data=data_of({"person": SECRET, "class": "B"}), channel="online")
    return cases.open_case(scope.actors(offices["firm"]), "talent-recognition", act, by=offices["firm"])


def years(rule: str, value: float | None, by: User, source: str = "本单位档案保管期限表") -> None:
    from chengjie.web.models import ParameterValue

    ParameterValue.objects.create(parameter=f"retention:{rule}", value=value, source=source, by=by)


def rule(name: str) -> retention.Rule:
    return next(each for each in retention.rules() if each.id == name)


def test_a_personal_value_is_nowhere_in_the_sealed_record_nor_in_lists(talent: Case) -> None:
    assert SECRET not in "".join(CaseEntry.objects.values_list("content", flat=True))
    assert SECRET not in talent.title
    assert not Case.objects.filter(title__contains="8861").exists()
    assert PersonalValue.objects.get().value == SECRET


def test_those_who_act_see_it_whole_and_it_is_noted(talent: Case, offices: dict[str, User]) -> None:
    page = signed_in(offices["colleague"]).get(f"/cases/{talent.number}/").content.decode()
    assert SECRET in page
    seen = Looked.objects.get()
    assert (seen.by, seen.what, seen.subject) == (
        offices["colleague"],
        "case:talent-recognition",
        f"{talent.number} person",
    )


def test_others_within_reach_see_a_part_and_nothing_is_noted(talent: Case, administrator: User) -> None:
    page = colleague_with("analyst", administrator).get(f"/cases/{talent.number}/").content.decode()
    assert SECRET not in page
    assert "王" in page
    assert "****" in page
    assert not Looked.objects.exists()


def test_an_officer_of_another_county_sees_nothing_at_all(talent: Case, offices: dict[str, User]) -> None:
    assert signed_in(offices["xintian"]).get(f"/cases/{talent.number}/").status_code == 404


def test_search_and_export_give_no_personal_value(talent: Case, offices: dict[str, User]) -> None:
    lan = signed_in(offices["lan"])
    assert talent.number not in lan.get(f"/cases/?q={SECRET}").content.decode().replace("8861", "", 1)
    assert SECRET not in lan.get("/cases/?format=csv").content.decode()


def test_a_paper_that_tells_of_a_person_is_for_those_who_act(
    talent: Case, offices: dict[str, User], administrator: User
) -> None:
    lan = signed_in(offices["lan"])
    given = {
        "count": "1",
        "kind": "submit",
        "document": "application",
        "file": SimpleUploadedFile("表.pdf", b"%PDF-1.4 x"),
    }
    assert lan.post(f"/cases/{talent.number}/act/", given).status_code == 302
    row = CaseFile.objects.get()
    address = f"/cases/{talent.number}/files/{row.pk}/"
    Looked.objects.all().delete()
    answer = lan.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 x"  # type: ignore[attr-defined]  # a file
    assert Looked.objects.get().what == "paper:talent-recognition"
    assert colleague_with("analyst", administrator).get(address).status_code == 404


def test_without_years_nothing_is_taken_away_and_the_page_asks(talent: Case, administrator: User) -> None:
    assert {each.years for each in retention.rules()} == {None}
    assert retention.known() == {each.id for each in retention.rules()}
    for each in retention.rules():
        assert (retention.due(each, day=FAR), retention.run(each, by=None, day=FAR)) == (None, 0)
    page = signed_in(administrator).get("/retention/").content.decode()
    assert "8 条期限等待填写" in page
    assert not Removal.objects.exists()


def ended(talent: Case, offices: dict[str, User]) -> None:
    cases.go_on(talent, scope.actors(offices["firm"]), Act("withdraw", note="不办了"))


def test_what_is_over_is_taken_away_and_the_record_still_proves(
    talent: Case, offices: dict[str, User], administrator: User
) -> None:
    ended(talent, offices)
    anchor = auditing.anchored(auditing.prove())
    years("case-values", 5, administrator)
    today = timezone.localdate()
    assert retention.due(rule("case-values"), day=today + timedelta(days=4 * 365)) == 0
    late = today + timedelta(days=5 * 366)
    assert retention.due(rule("case-values"), day=late) == 1
    assert retention.run(rule("case-values"), by=administrator, day=late) == 1
    row = PersonalValue.objects.get()
    assert (row.value, row.salt, row.removed is not None) == ("", "", True)
    assert auditing.prove(anchor).holds
    assert "到期已清除" in signed_in(offices["lan"]).get(f"/cases/{talent.number}/").content.decode()
    kept = Removal.objects.get()
    assert (kept.count, kept.of, kept.by) == (1, [f"{talent.number}:person"], administrator)
    assert retention.run(rule("case-values"), by=administrator, day=late) == 0


def test_an_open_case_keeps_what_it_needs(talent: Case, administrator: User) -> None:
    years("case-values", 1, administrator)
    assert retention.due(rule("case-values"), day=FAR) == 0


def test_a_paper_that_is_over_is_deleted_and_its_digest_stays(talent: Case, offices: dict[str, User], administrator: User, django_capture_on_commit_callbacks: object) -> None:  # fmt: skip
    lan = signed_in(offices["lan"])
    given = {
        "count": "1",
        "kind": "submit",
        "document": "application",
        "file": SimpleUploadedFile("王某.pdf", b"%PDF-1.4 x"),
    }
    lan.post(f"/cases/{talent.number}/act/", given)
    ended(Case.objects.get(), offices)
    years("case-papers", 1, administrator)
    row = CaseFile.objects.get()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture of pytest-django
        assert retention.run(rule("case-papers"), by=None, day=FAR) == 1
    row.refresh_from_db()
    assert (row.name, row.path.exists(), len(row.digest)) == ("—", False, 64)
    assert lan.get(f"/cases/{talent.number}/files/{row.pk}/").status_code == 404
    assert auditing.prove().holds


def test_withdrawn_records_lose_personal_fields_in_every_version(administrator: User) -> None:
    data = {"number": "T1", "person": "王小明", "phone": "13807461234", "source": "s"}
    row = Record.objects.create(
        register="talent", key="T1", name="T1", data=data, state="withdrawn", changed=timezone.now()
    )
    RecordVersion.objects.create(
        record=row, number=1, data=data, state="current", by=administrator, at=timezone.now(), how="form"
    )
    anchor = auditing.anchored(auditing.prove())
    years("register-values", 2, administrator)
    assert retention.run(rule("register-values"), by=None, day=FAR) == 1
    row.refresh_from_db()
    assert row.data == RecordVersion.objects.get().data == {"number": "T1", "source": "s"}
    assert auditing.prove(anchor).holds


def test_people_sign_ins_readings_and_notices_are_cleared(
    offices: dict[str, User], administrator: User, client: Client
) -> None:
    client.post("/sign-in/", {"username": "lan", "password": "long enough for lan"}, REMOTE_ADDR="10.0.0.1")
    SignIn.objects.update(ended=timezone.now())
    Looked.objects.create(by=administrator, what="register:talent", subject="T1")
    User.objects.filter(username="lan").update(first_name="蓝某", email="lan@example.org", is_active=False)
    Notice.objects.create(user=administrator, kind="waits", occasion="x")
    for name in ("accounts", "sign-ins", "readings", "notices", "token-uses"):
        years(name, 1, administrator)
        retention.run(rule(name), by=None, day=FAR)
    lan = User.objects.get(username="lan")
    assert (lan.first_name, lan.email, lan.username) == ("", "", "lan")
    assert SignIn.objects.get(user=lan).address is None
    assert Looked.objects.get().subject == ""
    assert not Notice.objects.exists()


def test_the_administrator_fills_in_years_with_their_source_only(administrator: User, offices: dict[str, User]) -> None:
    client = signed_in(administrator)
    for given in ({"years": "5"}, {"years": "-1", "source": "s"}, {"years": "x", "source": "s"}):
        answer = client.post("/retention/fill/", {"rule": "notices", **given})
        assert (answer.status_code, "retention-fill-wrong" in answer.content.decode()) == (400, True)
    client.post("/retention/fill/", {"rule": "notices", "years": "2", "source": "本单位规定"})
    assert (rule("notices").years, rule("notices").source) == (2, "本单位规定")
    client.post("/retention/fill/", {"rule": "notices", "years": "", "source": ""})
    assert rule("notices").years is None
    for name in ("lan", "province", "firm"):
        assert signed_in(offices[name]).get("/retention/").status_code == 403
        assert signed_in(offices[name]).post("/retention/run/", {"rule": "notices"}).status_code == 404


def test_the_command_shows_first_and_takes_away_when_asked(administrator: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.setattr(chengjie.web.serve, "point_at", lambda zone, folder: None)
    monkeypatch.setattr(chengjie.web.serve, "prepare", lambda: None)
    Notice.objects.create(user=administrator, kind="waits", occasion="x")
    Notice.objects.update(made=timezone.now() - timedelta(days=800))
    years("notices", 2, administrator)
    assert run(["retention", "--json"]) == 0
    shown = {each["id"]: each["count"] for each in json.loads(capsys.readouterr().out)["rules"]}
    assert (shown["notices"], shown["case-values"]) == (1, None)
    assert Notice.objects.exists()
    assert run(["--lang", "en", "retention", "--run"]) == 0
    assert "no years filled in" in capsys.readouterr().out
    assert not Notice.objects.exists()
