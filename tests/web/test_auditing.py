"""The proof of the site: tampered rows are named, anchors show what is gone, simulated cases may go; the auditor's page and its reach."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from tests.web.conftest import signed_in
from tests.web.programs import program

import chengjie.web.serve
from chengjie.cli.main import run
from chengjie.errors import Fault
from chengjie.process import Act, Entry, data_of
from chengjie.web import auditing as site
from chengjie.web import cases, demo, journal, scope
from chengjie.web.models import Case, CaseEntry, Looked, ParameterValue, Proving, Right, Upload
from chengjie.web.records.registers import RegisterImport
from chengjie.web.records.screening import ScreeningRun


@pytest.fixture
def record(offices: dict[str, User]) -> tuple[Case, Case]:
    """Two cases, of 蓝山县 and of 新田县, each with three entries; a right and a parameter."""
    made = []
    for name, place in (("lan", "431127"), ("xintian", "431128")):
        act = Act("open", place=place, data=data_of({"topic": f"{name}的问题"}))
        case = cases.open_case(scope.actors(offices[name]), "problem", act, by=offices[name])
        for note in ("一", "二"):
            cases.go_on(case, scope.actors(offices[name]), Act("note", note=note))
        made.append(case)
    ParameterValue.objects.create(parameter="p", value=1, source="s", by=offices["province"])
    return made[0], made[1]


def auditor(administrator: User, place: str = "430000") -> Client:
    user = User.objects.create_user(f"auditor{place}", password="long enough for anybody")
    Right.objects.create(user=user, role="auditor", place=place, since=date(2020, 1, 1), given_by=administrator)
    return signed_in(user)


def broken() -> dict[str, object] | None:
    fault = site.prove().broken
    return None if fault is None else dict(fault.parameters)


def test_what_nobody_touched_is_proved(record: tuple[Case, Case]) -> None:
    proof = site.prove()
    assert (proof.holds, proof.entries) == (True, 6)


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [("content", "", "hash"), ("hash", "0" * 64, "hash"), ("by", "somebody else", "row"), ("kind", "decide", "row")],
)
def test_a_row_that_was_tampered_with_is_named(record: tuple[Case, Case], column: str, value: str, why: str) -> None:
    row = CaseEntry.objects.get(case=record[1], number=2)
    changed = row.content.replace("一", "改") if column == "content" else value
    CaseEntry.objects.filter(pk=row.pk).update(**{column: changed})
    assert broken() == {"case": record[1].number, "entry": 2, "why": why}


def test_the_first_of_several_is_named(record: tuple[Case, Case]) -> None:
    for case in record:
        row = CaseEntry.objects.get(case=case, number=3)
        CaseEntry.objects.filter(pk=row.pk).update(content=row.content.replace("二", "改"))
    found = broken()
    assert found is not None
    assert found["case"] == record[0].number


def test_an_entry_taken_from_the_middle_or_from_the_end_is_missed(record: tuple[Case, Case]) -> None:
    CaseEntry.objects.filter(case=record[0], number=2).delete()
    assert broken() == {"case": record[0].number, "entry": 3, "why": "order"}
    CaseEntry.objects.filter(case=record[0], number=3).delete()
    assert broken() == {"case": record[0].number, "entry": 2, "why": "gone"}


def test_work_that_goes_on_while_the_record_is_proved_is_no_fault(
    record: tuple[Case, Case], offices: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, short = site._lines, site._short  # the two moments between which a clerk may act

    def note(case: Case, text: str) -> None:
        cases.go_on(Case.objects.get(pk=case.pk), scope.actors(offices["lan"]), Act("note", note=text))

    def read(*given: Any) -> Iterator[bytes]:
        note(record[0], "核验读完各办件的行之后")
        yield from lines(*given)

    def compared(*given: Any) -> Iterator[Fault]:
        note(record[0], "核验读完各条记录之后")
        yield from short(*given)

    monkeypatch.setattr(site, "_lines", read)
    monkeypatch.setattr(site, "_short", compared)
    proof = site.prove()
    assert (proof.broken, proof.entries) == (None, 7)


def test_an_entry_that_no_row_counts_is_named(record: tuple[Case, Case]) -> None:
    Case.objects.filter(pk=record[1].pk).update(count=2, head=CaseEntry.objects.get(case=record[1], number=2).hash)
    assert broken() == {"case": record[1].number, "entry": 3, "why": "row"}


def test_an_anchor_shows_a_case_that_is_gone_and_a_last_entry_written_anew(record: tuple[Case, Case]) -> None:
    anchor = site.anchored(site.prove())
    row = CaseEntry.objects.get(case=record[0], number=3)
    entry = row.entry()
    forged = Entry(entry.case, 3, entry.at, entry.by, Act("note", note="伪造"), before=entry.before).sealed()
    CaseEntry.objects.filter(pk=row.pk).update(content=forged.written(), hash=forged.hash)
    Case.objects.filter(pk=record[0].pk).update(head=forged.hash)
    assert site.prove().holds  # hashes alone do not show it
    fault = site.prove(anchor).broken
    assert fault is not None
    assert fault.parameters["why"] == "anchor"
    CaseEntry.objects.filter(case=record[0]).delete()
    Case.objects.filter(pk=record[0].pk).update(count=0, head="0" * 64)
    fault = site.prove(anchor).broken
    assert fault is not None
    assert fault.parameters == {"case": record[0].number, "entry": 1, "why": "gone"}


@pytest.mark.parametrize("table", [Right, ParameterValue])
def test_an_anchor_shows_rows_without_hashes_that_were_changed_or_taken_away(
    record: tuple[Case, Case], table: type[Right] | type[ParameterValue]
) -> None:
    anchor = site.anchored(site.prove())
    assert site.prove(anchor).holds
    first = table.objects.order_by("pk")[0]
    if table is Right:
        table.objects.filter(pk=first.pk).update(ended=timezone.now())  # to end a right is no tampering
        assert site.prove(anchor).holds
        table.objects.filter(pk=first.pk).update(role="supervisor")
    else:
        table.objects.filter(pk=first.pk).delete()
    assert not site.prove(anchor).holds


def test_more_of_everything_leaves_an_anchor_true(record: tuple[Case, Case], offices: dict[str, User]) -> None:
    anchor = site.anchored(site.prove())
    cases.go_on(record[0], scope.actors(offices["lan"]), Act("note", note="三"))
    ParameterValue.objects.create(parameter="q", value=2, source="s", by=offices["province"])
    assert site.prove(anchor).holds


def test_simulated_cases_are_proved_and_may_go_without_breaking_an_anchor(record: tuple[Case, Case]) -> None:
    demo.fill(seed=3, projects=3)
    anchor = site.anchored(site.prove())
    demo.clear()
    assert site.prove(anchor).holds


def test_the_page_proves_and_hands_the_anchor_out(
    record: tuple[Case, Case], administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "start", site.run)
    client = auditor(administrator)
    leads = client.post("/audit/prove/")["Location"]
    row = Proving.objects.get()
    page = client.get(leads).content.decode()
    assert row.digest in page
    answer = client.get(f"/audit/provings/{row.pk}/anchor.json")
    found = json.loads(b"".join(answer.streaming_content))  # type: ignore[attr-defined]  # a file
    assert (found["digest"], answer["Content-Disposition"].startswith("attachment")) == (row.digest, True)
    CaseEntry.objects.filter(case=record[1], number=3).delete()
    assert record[1].number in client.get(client.post("/audit/prove/")["Location"]).content.decode()


def test_one_proof_at_a_time(administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "start", lambda row: None)
    client = auditor(administrator)
    client.post("/audit/prove/")
    answer = client.post("/audit/prove/")
    assert (answer.status_code, "audit-proving" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize("name", ["lan", "province", "firm", "admin"])
def test_the_page_is_for_auditors_only(offices: dict[str, User], name: str) -> None:
    client = signed_in(User.objects.get(username=name))
    assert client.get("/audit/").status_code == 403
    assert client.post("/audit/prove/").status_code == 403


def test_an_auditor_of_a_county_sees_its_record_only(
    record: tuple[Case, Case], administrator: User, client: Client
) -> None:
    client.post("/sign-in/", {"username": "xintian", "password": "long enough for xintian"})
    Looked.objects.create(by=User.objects.get(username="xintian"), what="register:talent", subject="x")
    mine = auditor(administrator, "431127")
    page = mine.get("/audit/").content.decode()
    assert "lan的问题" in page
    assert "xintian" not in page
    assert mine.post("/audit/prove/").status_code == 404
    whole = auditor(administrator).get("/audit/").content.decode()
    assert "xintian的问题" in whole
    assert "register:talent" in whole


def test_the_record_is_filtered_by_kind_person_day_and_place(record: tuple[Case, Case], administrator: User) -> None:
    client = auditor(administrator)
    today = timezone.localdate().isoformat()
    assert {line.kind for line, _ in client.get("/audit/?kind=entry").context["rows"]} == {"entry"}
    assert {line.by for line, _ in client.get("/audit/?person=lan").context["rows"]} == {"lan"}
    assert len(client.get(f"/audit/?kind=entry&place=431127&since={today}&until={today}").context["rows"]) == 3
    assert client.get("/audit/?kind=entry&until=2020-01-01").context["rows"] == []
    assert client.get("/audit/?format=csv").content.decode("utf-8-sig").startswith("时间,")


def test_pages_go_on_without_losing_or_doubling_a_line(
    record: tuple[Case, Case], administrator: User, offices: dict[str, User]
) -> None:
    now = timezone.now()
    for number in range(70):
        row = Looked.objects.create(by=offices["lan"], what="register:talent", subject=f"s{number}")
        Looked.objects.filter(pk=row.pk).update(when=now)  # many at one moment
    client, seen, after = auditor(administrator), [], ""
    while True:
        page = client.get("/audit/", {"after": after})
        seen += [(line.kind, line.pk) for line, _ in page.context["rows"]]
        if not (after := page.context["next"]):
            break
    assert len(seen) == len(set(seen))
    assert len([each for each in seen if each[0] == "looked"]) == 70
    assert len([each for each in seen if each[0] == "entry"]) == 6


def test_the_command_proves_the_installation_and_names_the_first_broken_entry(
    record: tuple[Case, Case], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(chengjie.web.serve, "point_at", lambda zone, folder: None)
    monkeypatch.setattr(chengjie.web.serve, "prepare", lambda: None)
    out = tmp_path / "anchor.json"
    assert run(["audit", "anchor", "--out", str(out), "--json"]) == 0
    digest = json.loads(capsys.readouterr().out)["digest"]
    assert run(["audit", "verify", "--anchor", str(out), "--digest", digest, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["entries"] == 6
    CaseEntry.objects.filter(case=record[0], number=3).delete()
    Case.objects.filter(pk=record[0].pk).update(count=2, head=CaseEntry.objects.get(case=record[0], number=2).hash)
    assert run(["--lang", "en", "audit", "verify"]) == 0  # cleverly done: hashes alone do not show it
    capsys.readouterr()
    assert run(["--lang", "en", "audit", "verify", "--anchor", str(out)]) == 2
    assert record[0].number in capsys.readouterr().err


def test_the_record_tells_of_uses_of_the_api_and_of_files_brought_within_reach(
    offices: dict[str, User], administrator: User
) -> None:
    program(offices["lan"]).get("/cases")
    program(offices["xintian"]).get("/ledger")
    Upload.objects.create(owner=offices["lan"], name="规划甲.docx", size=10)
    ScreeningRun.objects.create(owner=offices["lan"], name="名录甲.csv", size=10)
    RegisterImport.objects.create(register="plots", name="地块甲.xlsx", digest="0" * 64, by=offices["lan"])
    found = {each.kind: each.what.zh for each in journal.lines(scope.actors(User.objects.get(username=auditing(administrator))), journal.Asked())}  # fmt: skip
    assert "GET /api/cases → 200" in found["use"]
    assert {"规划甲.docx", "名录甲.csv", "地块甲.xlsx"} <= {word for kind in ("plan", "firms", "import") for word in found[kind].split("（")[0].split()}  # fmt: skip
    Upload.objects.create(owner=offices["lan"], name="规划乙.docx", size=10)
    asked, who = journal.Asked(("plan",)), scope.actors(User.objects.get(username="auditor431127"))
    (first,) = journal.lines(who, asked, most=1)
    (second,) = journal.lines(who, asked, after=journal.cursor(first), most=9)
    assert ("乙" in first.what.zh, "甲" in second.what.zh) == (True, True)
    page = signed_in(User.objects.get(username="auditor431127")).get("/audit/?kind=use").content.decode()
    assert "/api/cases" in page
    assert "/api/ledger" not in page, "the officer of 新田县 lies beyond the reach"


def auditing(administrator: User) -> str:
    auditor(administrator, "431127")
    return "auditor431127"
