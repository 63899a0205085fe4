"""The rest of the office through the API: ledger, dispatch, settlement, placement, promises, budgets, people."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.api.test_cases import opened
from tests.web.api.test_tokens import codes
from tests.web.programs import Program, program

import chengjie.cli
from chengjie.web import solving
from chengjie.web.records.people import Right

FACTS = "period,item,amount,source\n2024-01,增值税,4000000,税务\n".encode()
EXAMPLE = Path(chengjie.cli.__file__).with_name("example-agreement.yaml").read_text(encoding="utf-8")


def test_the_ledger_counts_what_lies_within_reach_and_names_what_has_no_amount(programs: dict[str, Program]) -> None:
    opened(programs, data={"name": "甲", "contract_amount": 1200})
    opened(programs)
    found = programs["yongzhou"].get("/ledger")
    assert (found["kind"], found["simulated"]) == ("real", False)
    assert [each["contract"] for each in found["rows"]] == [None, "1200"]
    whole = programs["yongzhou"].get("/ledger/pivot?rows=place&columns=stage")["whole"]
    assert whole == {"projects": 2, "contracted": "1200", "without_amount": 1}
    assert programs["xintian"].get("/ledger/pivot")["whole"] == {"projects": 0, "contracted": None, "without_amount": 0}
    assert {each["projects"] for each in programs["lan"].get("/ledger/stages")["funnel"]} == {0}
    programs["lan"].get("/ledger/pivot?rows=nothing", 422)


def test_rates_are_unknown_where_something_is_and_unfold(programs: dict[str, Program]) -> None:
    opened(programs)
    rates = programs["province"].get("/dispatch/rates")
    assert rates["projects"] == 1
    one = rates["rates"][0]
    trail = programs["province"].get(one["why"].removeprefix("/api"))["trail"]
    assert trail["id"] == f"rate:{one['id']}"
    assert programs["province"].get(f"/dispatch/league/{one['id']}")["columns"]
    assert programs["province"].get("/dispatch/rounds") == {"rows": [], "next": None}
    assert codes(programs["firm"].get("/dispatch/rates", 400)) == ["dispatch-not-yours"]


def test_an_agreement_is_laid_down_settled_and_posted(programs: dict[str, Program]) -> None:
    lan = programs["lan"]
    form = Client().get("/api/settlement/schemes").json()["agreements"][0]["id"]
    desk = lan.post("/settlement/desks", {"form": "agreement", "definition": form})["id"]
    path = f"/settlement/desks/{desk}"
    assert lan.ask("put", f"{path}/agreement", {"text": EXAMPLE}).status_code == 200
    facts = SimpleUploadedFile("facts.csv", FACTS)
    answer = lan.ask("post", f"{path}/table", data={"table": facts})
    assert answer.status_code == 200, answer.content.decode()
    assert answer.json()["outcome"]["agreement"]
    posted = lan.post(f"{path}/entries", {})["entries"]
    ledger = lan.get(f"{path}/ledger")
    assert (len(ledger["rows"]), ledger["holds"]) == (posted, True)
    programs["colleague"].get(path, 404)
    assert codes(lan.ask("put", f"{path}/terms", {"terms": {}}).json()) == ["desk-other-form"]
    lan.post("/settlement/desks", {"form": "scheme", "definition": "nothing"}, 404)


def test_a_study_is_opened_run_and_read(programs: dict[str, Program], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "begin", solving.work)
    lan = programs["lan"]
    study = lan.post("/placement", {})
    assert study["simulated"] is True
    path = f"/placement/{study['id']}"
    project = lan.get(path)["problem"]["projects"][0]["id"]
    lan.post(f"{path}/runs", {"seconds": 20}, 202)
    run = lan.get(f"{path}/runs/1")
    assert run["state"] == "done"
    assert run["simulated"] is True
    assert lan.get(f"{path}/runs/1/why?project={project}")["ways"]
    lan.get(f"{path}/runs/1/why?project=none", 404)
    assert lan.post(f"{path}/runs/1/accept", {"why": "会议纪要"})["entries"] > 0
    assert lan.post(f"{path}/reverse", {"project": project})["entries"] in {0, 1}
    assert lan.get(f"{path}/ledger")["rows"][0]["why"] == "会议纪要"
    programs["colleague"].get(path, 404)
    assert codes(lan.post("/placement", {"problem": {}}, 400))
    assert codes(lan.post(f"{path}/runs", {"carrier": "甲园"}, 400)) == ["placement-not-a-number"]


def test_promises_are_entered_whole_or_not_at_all(programs: dict[str, Program]) -> None:
    one = {"promise": "P-1", "event": "承诺", "day": "2026-01-05", "by": "蓝山县", "to": "某某电子", "what": "厂房租金减半", "due": "2026-06-30", "source": "协议第三条"}  # fmt: skip
    assert programs["lan"].post("/promises", {"entries": [one]}) == {"entries": 1}
    programs["lan"].post("/promises", {"entries": [{**one, "promise": "P-2"}, {**one, "event": "什么"}]}, 400)
    assert [each["promise"] for each in programs["lan"].get("/promises?on=2026-02-01")["promises"]] == ["P-1"]


def test_budgets_are_kept_by_officers_of_the_place(programs: dict[str, Program]) -> None:
    account = {"resource": "land", "place": "431127", "total": "100", "start": "2026-01-01", "end": "2026-12-31", "source": "下达文件"}  # fmt: skip
    made = programs["lan"].post("/budgets", account)
    assert (made["total"], made["left"]) == ("100", "100")
    draw = {"kind": "reserve", "case": "甲", "amount": "30"}
    assert programs["lan"].post(f"/budgets/{made['id']}/entries", draw)["left"] == "70"
    assert codes(programs["xintian"].post(f"/budgets/{made['id']}/entries", draw, 400)) == ["budget-not-yours"]
    assert [each["case"] for each in Client().get(f"/api/budgets/{made['id']}").json()["entries"]] == ["甲"]
    suspended = programs["lan"].post("/suspensions", {"place": "431127", "start": "2026-01-01", "source": "通知"})
    assert [each["place"] for each in suspended["suspensions"]] == ["431127"]


def test_the_administrators_token_keeps_the_whole_site_unless_it_is_of_a_place(administrator: User, offices: dict[str, User]) -> None:  # fmt: skip
    account = {"resource": "land", "place": "431128", "total": "100", "start": "2026-01-01", "end": "2026-12-31", "source": "下达文件"}  # fmt: skip
    program(administrator).post("/budgets", account)
    Right.objects.create(user=administrator, role="county-officer", place="431127", since="2020-01-01", given_by=administrator)  # fmt: skip
    narrow = program(administrator, place="431127")
    assert codes(narrow.post("/budgets", account | {"resource": "water"}, 400)) == ["budget-not-yours"]


def test_cases_of_admission_are_ones_own_and_those_of_the_place(programs: dict[str, Program]) -> None:
    made = programs["lan"].post("/admission/cases", {"industry": "3970", "name": "甲"})
    assert made["verdict"] in {"yes", "no", "unknown"}
    assert [each["name"] for each in programs["lan"].get("/admission/cases")["rows"]] == ["甲"]
    assert programs["xintian"].get("/admission/cases")["rows"] == []
    assert programs["lan"].get("/matches") == {"rows": []}
    assert programs["lan"].get("/boards") == {"rows": []}


def test_rights_are_given_within_ones_own_reach(programs: dict[str, Program]) -> None:
    right = {"role": "county-officer", "place": "431127"}
    made = programs["yongzhou"].post("/people", {"username": "newone", "name": "新人", **right})
    assert made["link"].startswith("http://testserver/welcome/")
    assert codes(programs["yongzhou"].post("/people", {"username": "other", "role": "county-officer", "place": "430100"}, 400)) == ["people-right-beyond"]  # fmt: skip
    assert {each["username"] for each in programs["yongzhou"].get("/people?q=new")["rows"]} == {"newone"}
    given = programs["yongzhou"].post("/people/newone/rights", {"role": "park-manager", "carrier": "", "place": "431127"}, 400)  # fmt: skip
    assert codes(given) == ["people-right-unbound"]
    number = programs["yongzhou"].get("/people/newone")["rights"][0]["id"]
    assert programs["xintian"].ask("post", f"/rights/{number}/end").status_code == 404
    assert programs["yongzhou"].ask("post", f"/rights/{number}/end").json()["ended"]
    programs["clerk"].get("/people", 404)
    assert programs["yongzhou"].ask("post", "/people/newone/shut").status_code == 404


def test_an_administrator_shuts_an_account(administrator: User, programs: dict[str, Program]) -> None:
    assert program(administrator).ask("post", "/people/lan/shut").json()["active"] is False
    programs["lan"].get("/me", 401)


def test_one_is_told_who_one_is_and_ends_ones_tokens(programs: dict[str, Program]) -> None:
    me = programs["lan"].get("/me")
    assert (me["username"], me["rights"][0]["role"]) == ("lan", "county-officer")
    assert programs["lan"].get("/tokens")["tokens"][0]["standing"] is True
    assert programs["lan"].ask("delete", f"/tokens/{me['token']['id']}").json()["standing"] is False
    programs["lan"].get("/me", 401)
