"""Cases on the site: opened, carried on, seen within the reach only, one winner of two, and a record that can be proved."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.web.conftest import signed_in

import chengjie.process.parts
from chengjie.errors import Refusal
from chengjie.process import Act, data_of
from chengjie.process.auditing import verify
from chengjie.web import cases, scope, turns
from chengjie.web.records.cases import Case, CaseEntry, CaseFile, Waiting
from chengjie.web.records.rules import Account


def opened(user: User, name: str = "project-life", place: str = "431127", **data: object) -> Case:
    act = Act("open", place=place, data=data_of({"name": "LED 封装项目", **data}), channel="online")
    return cases.open_case(scope.actors(user), name, act, by=user)


def do(client: Client, case: Case, **given: str) -> int:
    case.refresh_from_db()
    return client.post(f"/cases/{case.number}/act/", {"count": str(case.count), **given}).status_code


def test_a_case_is_opened_by_its_form_and_waits_for_the_office(offices: dict[str, User]) -> None:
    lan = signed_in(offices["lan"])
    assert "项目全过程" in lan.get("/cases/new/").content.decode()
    assert "项目名称" in lan.get("/cases/new/project-life/").content.decode()
    answer = lan.post("/cases/new/project-life/", {"place": "431127", "f-name": "LED 封装项目"})
    case = Case.objects.get()
    assert answer["Location"] == f"/cases/{case.number}/"
    assert (case.title, case.place, case.count) == ("LED 封装项目", "431127", 1)
    for name, waits in (("lan", True), ("colleague", True), ("xintian", False), ("firm", False)):
        assert ("LED 封装项目" in signed_in(offices[name]).get("/work/").content.decode()) is waits, name
    assert {each.role for each in Waiting.objects.all()} == {"county-officer", "park-manager", "outpost-agent"}


@pytest.mark.parametrize(("name", "seen"), [("lan", True), ("colleague", True), ("xintian", False), ("yongzhou", True), ("province", True), ("clerk", True), ("firm", False)])  # fmt: skip
def test_pages_lists_exports_search_and_files_have_one_scope(offices: dict[str, User], name: str, seen: bool) -> None:
    case = opened(offices["lan"])
    signed_in(offices["lan"]).post(f"/cases/{case.number}/act/", {"count": "1", "kind": "submit", "document": "contract", "file": SimpleUploadedFile("c.pdf", b"%PDF-1.4 contract")})  # fmt: skip
    client = signed_in(offices[name])
    assert (client.get(f"/cases/{case.number}/").status_code == 200) is seen
    for address in ("/cases/", "/cases/?q=LED", "/cases/?format=csv", f"/cases/?q={case.number}"):
        assert ("LED 封装项目" in client.get(address).content.decode("utf-8-sig")) is seen, address
    file = client.get(f"/cases/{case.number}/files/{CaseFile.objects.get().pk}/")
    if file.streaming:
        file.close()
    assert (file.status_code == 200) is seen
    if not seen:
        assert client.post(f"/cases/{case.number}/act/", {"kind": "note", "note": "看看"}).status_code == 404
        assert case.entries.count() == 2


def test_a_stranger_is_asked_to_sign_in(offices: dict[str, User]) -> None:
    case = opened(offices["lan"])
    for address in ("/work/", "/cases/", f"/cases/{case.number}/", "/cases/new/"):
        assert Client().get(address).status_code == 302


def test_a_project_goes_from_lead_to_signing_with_its_admission_and_its_land(offices: dict[str, User]) -> None:
    lan, case = signed_in(offices["lan"]), opened(offices["lan"])
    assert do(lan, case, kind="decide", step="lead", outcome="talk") == 400
    assert do(lan, case, kind="decide", step="lead", outcome="talk", **{"f-strategy": "轻落户"}) == 302
    assert (
        do(
            lan,
            case,
            kind="decide",
            step="in-talks",
            outcome="agree",
            **{"f-catalogue_class": "鼓励", "f-is_new": "yes"},
        )
        == 302
    )
    assert "process-budget-unknown" in lan.post(f"/cases/{case.number}/act/", {"kind": "decide", "step": "budget", "outcome": "reserve", "f-land_area": "80"}).content.decode()  # fmt: skip
    land = Account.objects.create(
        resource="land", place="431100", title="用地", unit="亩", total=100, start=date(2020, 1, 1), end=date(2099, 12, 31), source="市政府文件", by=offices["yongzhou"],
    )  # fmt: skip
    assert do(lan, case, kind="decide", step="budget", outcome="reserve", **{"f-land_area": "80"}) == 302
    assert cases.law_for("431127").budgets["land"].left == 20
    assert [(each.kind, each.case, each.by.username) for each in land.entries.all()] == [
        ("reserve", case.number, "lan")
    ]
    state = cases.state_of(case)
    assert set(state.open) == {"ask-enclave"}
    assert verify([row.entry() for row in case.entries.all()]).holds
    page = lan.get(f"/cases/{case.number}/").content.decode()
    assert "已准入" in page
    other = opened(offices["lan"])
    do(lan, other, kind="decide", step="lead", outcome="talk", **{"f-strategy": "轻落户"})
    do(lan, other, kind="decide", step="in-talks", outcome="agree", **{"f-catalogue_class": "鼓励", "f-is_new": "yes"})
    assert do(lan, other, kind="decide", step="budget", outcome="reserve", **{"f-land_area": "21"}) == 400
    assert cases.law_for("431127").budgets["land"].left == 20


def test_of_two_who_act_on_what_they_saw_one_wins_and_the_other_is_told(offices: dict[str, User]) -> None:
    case = opened(offices["lan"])
    one, other = signed_in(offices["lan"]), signed_in(offices["colleague"])
    act = {"count": "1", "kind": "decide", "step": "lead", "outcome": "talk", "f-strategy": "轻落户"}
    assert one.post(f"/cases/{case.number}/act/", act).status_code == 302
    answer = other.post(f"/cases/{case.number}/act/", act)
    assert answer.status_code == 400
    assert "case-moved-on" in answer.content.decode()
    assert case.entries.count() == 2


def test_an_entry_has_one_place_only(offices: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    case = opened(offices["lan"])
    stale = cases.state_of(case)
    cases.go_on(case, scope.actors(offices["lan"]), Act("note", note="一"))
    monkeypatch.setattr(cases, "state_of", lambda found, **_: stale)
    with pytest.raises(Refusal, match="case-moved-on"):
        cases.go_on(case, scope.actors(offices["colleague"]), Act("note", note="二"))
    assert CaseEntry.objects.filter(case=case).count() == 2


def test_a_refused_act_leaves_nothing_behind(offices: dict[str, User]) -> None:
    case, lan = opened(offices["lan"]), signed_in(offices["lan"])
    file = SimpleUploadedFile("c.pdf", b"%PDF-1.4 contract")
    answer = lan.post(f"/cases/{case.number}/act/", {"kind": "submit", "document": "no-such-paper", "file": file})
    assert answer.status_code == 400 or answer.status_code == 404
    assert not CaseFile.objects.exists()
    assert case.entries.count() == 1
    assert not list(CaseFile(case=case).path.parent.glob("*"))


def test_a_file_is_handed_out_inert(offices: dict[str, User]) -> None:
    case, lan = opened(offices["lan"]), signed_in(offices["lan"])
    lan.post(f"/cases/{case.number}/act/", {"kind": "submit", "document": "contract", "file": SimpleUploadedFile("evil.txt", b"<script>1</script>")})  # fmt: skip
    answer = lan.get(f"/cases/{case.number}/files/{CaseFile.objects.get().pk}/")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"<script>1</script>"  # type: ignore[attr-defined]  # a file
    answer.close()


def test_a_stand_in_acts_in_the_seat_of_the_one_who_is_away(offices: dict[str, User]) -> None:
    from chengjie.web.records.people import StandIn

    today = timezone.localdate()
    StandIn.objects.create(away=offices["lan"], acts=offices["xintian"], since=today, until=today)
    case, client = opened(offices["lan"]), signed_in(offices["xintian"])
    assert "LED" in client.get("/work/").content.decode()
    assert do(client, case, kind="note", note="代为联系") == 302
    entry = case.entries.order_by("number").last()
    assert entry is not None
    assert (entry.entry().by.person, entry.entry().by.instead_of) == ("xintian", "lan")


def test_what_is_kept_beside_the_record_can_be_made_anew(offices: dict[str, User]) -> None:
    case, lan = opened(offices["lan"]), signed_in(offices["lan"])
    do(lan, case, kind="decide", step="lead", outcome="talk", **{"f-strategy": "轻落户"})
    case.refresh_from_db()
    before = {name: getattr(case, name) for name in ("title", "place", "due", "late", "ended", "count", "head")}
    waiting = sorted(Waiting.objects.values_list("step", "role", "place"))
    Waiting.objects.all().delete()
    Case.objects.filter(pk=case.pk).update(title="", place="", due=None, head="")
    case.refresh_from_db()
    cases.summarise(case, cases.state_of(case))
    case.refresh_from_db()
    assert {name: getattr(case, name) for name in before} == before
    assert sorted(Waiting.objects.values_list("step", "role", "place")) == waiting


def test_the_list_goes_on_from_the_last_one_shown(offices: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    from chengjie.web.pages import cases as pages

    monkeypatch.setattr(pages, "PER_PAGE", 2)
    numbers = [opened(offices["lan"]).number for _ in range(5)][::-1]
    client, address, seen = signed_in(offices["lan"]), "/cases/", list[str]()
    for _ in range(3):
        shown = client.get(address).content.decode()
        seen += dict.fromkeys(re.findall(r"/cases/(\d{4}-\d{7})/", shown))
        onward = re.search(r"after=(\d+)", shown.split('class="paging"')[-1]) if 'class="paging"' in shown else None
        address = f"/cases/?after={onward[1]}" if onward else ""
        if not onward:
            break
    assert seen == numbers


def test_what_the_clock_decides_is_entered_and_late_cases_are_marked(offices: dict[str, User]) -> None:
    case = opened(offices["lan"])
    assert turns.run_clocks() == 0
    later = turns.run_clocks(day=date.today() + timedelta(days=3))  # noqa: DTZ011  # a few days on
    assert later == 0
    assert case.entries.count() == 1


def test_every_act_and_outcome_has_words(offices: dict[str, User]) -> None:
    from chengjie.web.case_forms import ACTS, words

    known = words()
    for definition in cases.library().definitions.values():
        for step in definition.steps:
            for name, outcome in step.outcomes.items():
                assert outcome.title or ("outcome", name) in known, (definition.name, name)
                assert not outcome.reaches or ("milestone", outcome.reaches) in known, outcome.reaches
    assert set(ACTS) == set(chengjie.process.parts.KINDS)
