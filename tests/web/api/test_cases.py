"""Cases through the API: the same doors, the same refusals, the same scope as the pages."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.api.test_tokens import codes
from tests.web.programs import Program, program

from chengjie.web.records.cases import Case, CaseFile

OPEN = {"process": "project-life", "place": "431127", "data": {"name": "LED 封装项目"}}


def opened(programs: dict[str, Program], name: str = "lan", **given: object) -> str:
    number: str = programs[name].post("/cases", OPEN | given)["number"]
    return number


def test_a_case_is_opened_carried_on_and_read(programs: dict[str, Program]) -> None:
    lan, number = programs["lan"], opened(programs)
    case = lan.get(f"/cases/{number}")
    assert [each["step"] for each in case["open"]] == ["lead"]
    assert case["simulated"] is False
    assert case["proof"]["entries"] == 1
    act = next(each for each in case["acts"] if each.get("outcome") == "talk")
    assert act["asks"] == ["strategy"]
    refused = lan.post(f"/cases/{number}/acts", {"kind": "decide", "step": "lead", "outcome": "talk"}, 400)
    assert codes(refused) == ["process-field-missing"]
    made = lan.post(f"/cases/{number}/acts", {"kind": "decide", "step": "lead", "outcome": "talk", "data": {"strategy": "轻落户"}, "seen": 1})  # fmt: skip
    assert (made["number"], made["kind"]) == (2, "decide")
    rows = lan.get(f"/cases/{number}/entries")["rows"]
    assert rows[1]["before"] == rows[0]["hash"]
    assert rows[1]["hash"] == made["hash"]
    assert lan.get(f"/cases/{number}/entries?after=1&limit=1")["rows"] == rows[1:]
    assert lan.get(f"/cases/{number}/entries?limit=1")["next"] == 1


@pytest.mark.parametrize(("name", "seen"), [("lan", True), ("colleague", True), ("xintian", False), ("yongzhou", True), ("province", True), ("clerk", True), ("firm", False)])  # fmt: skip
def test_what_one_does_not_see_on_pages_one_does_not_see_here(programs: dict[str, Program], name: str, seen: bool) -> None:  # fmt: skip
    number, asking = opened(programs), programs[name]
    file = SimpleUploadedFile("c.pdf", b"%PDF-1.4 contract")
    assert programs["lan"].ask("post", f"/cases/{number}/files", data={"document": "contract", "file": file, "seen": "1"}).status_code == 201  # fmt: skip
    assert ([each["number"] for each in asking.get("/cases")["rows"]] == [number]) is seen
    for path in (f"/cases/{number}", f"/cases/{number}/entries"):
        asking.get(path, 200 if seen else 404)
    answer = asking.ask("get", f"/cases/{number}/files/{CaseFile.objects.get().pk}")
    assert (answer.status_code == 200) is seen
    if seen:
        assert b"".join(answer.streaming_content) == b"%PDF-1.4 contract"
        answer.close()
    else:
        asking.post(f"/cases/{number}/acts", {"kind": "note", "note": "看看"}, 404)


def test_of_two_acts_on_what_was_seen_one_is_told(programs: dict[str, Program]) -> None:
    number = opened(programs)
    note = {"kind": "note", "note": "甲", "seen": 1}
    programs["lan"].post(f"/cases/{number}/acts", note)
    assert codes(programs["colleague"].post(f"/cases/{number}/acts", note, 409)) == ["case-moved-on"]
    assert Case.objects.get().count == 2


def test_fields_are_read_in_their_kinds_and_every_fault_is_told(programs: dict[str, Program]) -> None:
    data = {"name": "甲", "contract_amount": "1e999999", "three_500": "yes", "nothing": 1}
    refused = programs["lan"].post("/cases", OPEN | {"data": data}, 400)
    assert sorted(codes(refused)) == ["case-field-wrong", "case-field-wrong", "case-number-wrong"]
    number = opened(programs, data={"name": "甲", "contract_amount": 1200.5, "three_500": True})
    assert programs["lan"].get(f"/cases/{number}")["data"] == {"contract_amount": "1200.5", "name": "甲", "three_500": True}  # fmt: skip


def test_some_acts_are_not_for_this_door(programs: dict[str, Program]) -> None:
    number = opened(programs)
    assert codes(programs["lan"].post(f"/cases/{number}/acts", {"kind": "lapse"}, 400)) == ["case-act-wrong"]
    file = SimpleUploadedFile("c.pdf", b"%PDF-1.4 x")
    answer = programs["lan"].ask("post", f"/cases/{number}/files", data={"document": "nothing", "file": file})
    assert (answer.status_code, codes(answer.json())) == (404, ["case-document-unknown"])
    assert not CaseFile.objects.exists()
    assert codes(programs["lan"].get("/cases/none", 404)) == ["api-nothing-here"]
    assert codes(programs["lan"].get("/nothing", 404)) == ["api-nothing-here"]


def test_lists_go_on_from_the_last_row_and_count_nothing(programs: dict[str, Program]) -> None:
    numbers = [opened(programs) for _ in range(3)]
    first = programs["lan"].get("/cases?limit=2")
    rest = programs["lan"].get(f"/cases?limit=2&after={first['next']}")
    assert [each["number"] for each in (*first["rows"], *rest["rows"])] == numbers[::-1]
    assert rest["next"] is None


def test_a_token_of_a_place_sees_that_place_only(programs: dict[str, Program], offices: dict[str, User]) -> None:
    hers, theirs = opened(programs), opened(programs, "xintian", place="431128")
    both = programs["yongzhou"]
    assert {each["number"] for each in both.get("/cases")["rows"]} == {hers, theirs}
    one = program(offices["yongzhou"], place="431127")
    assert [each["number"] for each in one.get("/cases")["rows"]] == [hers]
    one.get(f"/cases/{theirs}", 404)
    assert one.get("/audit/cases")["cases"] == 1
    assert codes(one.get("/people", 403)) == ["token-place-not-here"]


def test_my_work_is_what_waits_for_me(programs: dict[str, Program]) -> None:
    number = opened(programs)
    for name, waits in (("lan", True), ("colleague", True), ("xintian", False)):
        found = programs[name].get("/work")
        assert ([each["case"]["number"] for each in found["waiting"]] == [number]) is waits
    assert [each["number"] for each in programs["lan"].get("/work")["sent"]] == [number]


def test_the_proof_names_what_was_tampered_with(programs: dict[str, Program]) -> None:
    number = opened(programs)
    assert programs["lan"].get("/audit/cases") == {"cases": 1, "entries": 1, "holds": True, "broken": [], "next": None}
    row = Case.objects.get().entries.get()
    type(row).objects.filter(pk=row.pk).update(content=row.content.replace("LED", "LCD"))
    assert programs["lan"].get(f"/audit/cases/{number}")["holds"] is False
    assert [each["case"] for each in programs["lan"].get("/audit/cases")["broken"]] == [number]
