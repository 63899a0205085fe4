"""Every address of the site and every reading operation of the API, opened by each of the named people: what is hers is read within
her reach and nowhere else. An address that takes something is either named here with what is hers, or said to be about the zone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse
from pytest_django import Settings
from tests.web.api.described import document
from tests.web.conftest import signed_in
from tests.web.programs import Program, program

from chengjie.register.typed import check_digit
from chengjie.web import hooks, tokens
from chengjie.web.records.cases import Case, CaseFile
from chengjie.web.records.hooks import Hook
from chengjie.web.records.registers import Record, RegisterImport
from chengjie.web.records.views import View
from chengjie.web.urls import urlpatterns

pytestmark = pytest.mark.django_db
SECRET = "岭上暗泉"
"""A word that stands in everything that is hers, and nowhere else."""
HERS = ("lan", "colleague", "yongzhou", "province")
OTHERS = ("xintian", "firm")
LISTS = ("/cases/", "/ledger/", "/search/", "/registers/enterprises/", "/promises/", "/work/", "/audit/")
WRITES = (
    "case-",
    "cases-together",
    "record-",
    "import-",
    "view-",
    "hook-",
    "token-",
    "promise",
    "follow-up",
    "round-",
    "notices-",
    "notice-",
)
Things = dict[str, dict[str, object]]
TALK = {"act": "project-life/lead/talk", "stage": "take", "f-strategy": "轻落户"}
OF_THE_ZONE = {
    "goal", "reader", "findings", "place", "carrier", "rule", "board-kind", "board-example", "scheme", "agreement-form",
    "placement-template", "chain", "index", "index-published", "index-unit", "index-publish", "index-bring", "why", "choose",
    "welcome", "dispatch-figure", "dispatch-round", "round-remind", "identity",
}  # fmt: skip
"""Addresses that take something of the zone, or that only those who administer open."""
NOT_MADE = {
    "budget", "draw", "board", "screening", "screening-why", "screening-rejects", "study", "placement-ledger", "placement-run",
    "upload", "corrections", "proving", "audit-anchor", "end-session", "end-right", "end-sessions", "shut", "person-link",
    "index-drop", "index-object", "match-forget", "board-forget", "screening-remove", "start-placement", "remove-placement",
    "reverse-placement", "accept-placement", "decide", "remove", "desk-agreement", "desk-put", "desk-post", "fill", "notice",
}  # fmt: skip
"""Addresses of things that belong to their owner alone: each has its own test, and none is hers here."""


@pytest.fixture
def hers(offices: dict[str, User], settings: Settings) -> Things:
    """What the officer of 蓝山县 enters, with the word in it: the arguments of the addresses where it is read."""
    settings.REACH = ["127.0.0.1"]
    lan = program(offices["lan"])
    case = lan.post("/cases", {"process": "project-life", "place": "431127", "data": {"name": SECRET}})["number"]
    lan.post(f"/cases/{case}/acts", {"kind": "note", "note": SECRET})
    code = "91431127MA4L00002"
    cells = {"credit_code": code + check_digit(code), "name": SECRET, "place": "431127", "source": SECRET}
    record = lan.post("/registers/enterprises/records", {"cells": cells})["id"]
    lan.post("/promises", {"entries": [{"promise": "蓝-1", "event": "承诺", "day": "2026-01-05", "by": "蓝山县", "to": SECRET, "what": SECRET, "source": SECRET, "place": "431127"}]})  # fmt: skip
    lan.post("/admission/cases", {"industry": "3975", "name": SECRET})
    view = lan.post("/views", {"page": "/cases/", "query": "q=1", "name": SECRET})["id"]
    desk = lan.post("/settlement/desks", {"form": "scheme", "definition": "eco-compensation", "name": SECRET})["id"]
    return {
        "case": {"number": case}, "case-file": {"number": case, "identity": _paper(offices["lan"], case)},
        "record": {"name": "enterprises", "number": record}, "person": {"name": "lan"},
        **{part: {"name": "enterprises"} for part in ("register", "register-form", "imports")}, "import": {"name": "enterprises", "identity": _import(offices["lan"])},
        "view": {"identity": view}, "desk": {"identity": desk}, **_own(offices["lan"]),
    }  # fmt: skip


def _paper(lan: User, number: str) -> str:
    client = signed_in(lan)
    paper = SimpleUploadedFile(f"{SECRET}.txt", SECRET.encode())
    assert client.post(f"/cases/{number}/act/", {"kind": "submit", "document": "contract", "file": paper}).status_code == 302  # fmt: skip
    return str(CaseFile.objects.get(case__number=number).pk)


def _import(lan: User) -> str:
    code = "91431127MA4L00003"
    sheet = f"统一社会信用代码,企业名称,县市区,来源\n{code}{check_digit(code)},{SECRET},431127,{SECRET}\n"
    answer = signed_in(lan).post("/registers/enterprises/imports/", {"table": SimpleUploadedFile("f.csv", sheet.encode())})  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()[:800]
    return str(answer["Location"].rstrip("/").rpartition("/")[2])


def _own(lan: User) -> Things:
    """What is hers alone, which not even those above her open: a hook, a token, a notice."""
    hook = hooks.subscribe(lan, SECRET, "http://127.0.0.1:9/", ("case.opened",), place="")
    token, _ = tokens.make(lan, SECRET, tokens.SCOPES, place="", days=30, by=lan)
    return {"hook": {"identity": hook.pk}, "token": {"identity": token.pk}}


def addresses(hers: Things) -> Iterator[str]:
    """Every address of the site, with what is hers where it takes something."""
    for each in urlpatterns:
        if isinstance(each, URLPattern) and each.name:
            takes = each.pattern.converters
            if not takes:
                yield reverse(each.name)
            elif each.name in hers:
                yield reverse(each.name, kwargs=hers[each.name])


def searches(page: str) -> Iterator[str]:
    """The lists again: asked for a part of the word, as files."""
    yield page
    if page in LISTS:
        yield from (f"{page}?{asked}" for asked in (f"q={SECRET[:3]}", "format=csv", f"format=csv&q={SECRET[:3]}"))


def read(client: Client, page: str) -> str:
    """What an address gives: page, file or words."""
    answer = client.get(page)
    assert answer.status_code < 500, (page, answer.status_code)
    return _body(answer)


def _body(answer: Any) -> str:  # Django's answers of tests
    if answer.headers.get("Content-Type", "").startswith("application/json"):
        return json.dumps(answer.json(), ensure_ascii=False)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode(errors="replace"))


def found_in(client: Client, hers: Things) -> set[str]:
    """The addresses where somebody reads the word."""
    everything = [page for address in addresses(hers) for page in searches(address)]
    return {page for page in everything if SECRET in read(client, page)}


def operations(hers: Things) -> Iterator[str]:
    """Every reading operation of the API, with what is hers where it takes something; one that takes anything else is left out."""
    known = {name: value for part in ("record", "case-file", "case") for name, value in hers[part].items()}
    for path, methods in document()["paths"].items():
        if "get" in methods:
            takes = re.findall(r"{(?:\w+:)?(\w+)}", path)
            if all(name in known for name in takes):
                yield re.sub(r"{(?:\w+:)?(\w+)}", lambda it: str(known[it[1]]), path).removeprefix("/api")


def read_by(asking: Program, hers: Things) -> set[str]:
    """The operations by which a program reads the word."""
    answers = {path: asking.ask("get", path) for path in operations(hers)}
    assert not [path for path, answer in answers.items() if answer.status_code >= 500]
    return {path for path, answer in answers.items() if SECRET in _body(answer)}


def test_what_is_hers_is_read_within_her_reach(offices: dict[str, User], hers: Things) -> None:
    number = hers["case"]["number"]
    for name in HERS:
        found = found_in(signed_in(offices[name]), hers)
        for page in ("/cases/", f"/cases/{number}/", "/ledger/", f"/search/?q={SECRET[:3]}", "/cases/?format=csv", "/ledger/?format=csv"):  # fmt: skip
            assert page in found, (name, page)
        told = read_by(program(offices[name]), hers)
        assert {f"/cases/{number}", "/cases", "/ledger"} <= told, (name, told)
        own = {reverse(part, kwargs=hers[part]) for part in ("hook", "token", "desk")}
        assert (own <= found) is (name == "lan"), (name, "what is hers alone is not even read above her")


@pytest.mark.parametrize("name", [*OTHERS, "public"])
def test_nobody_beyond_it_reads_any_of_it_at_any_address_or_operation(
    offices: dict[str, User], hers: Things, name: str
) -> None:
    client, asking = (Client(), Program("")) if name == "public" else (signed_in(offices[name]), program(offices[name]))
    assert found_in(client, hers) == set()
    assert read_by(asking, hers) == set()


def _kept() -> tuple[object, ...]:
    """What is hers, as it stands."""
    lan = User.objects.get(username="lan")
    return (
        list(Record.objects.values_list("pk", "state", "name")), list(RegisterImport.objects.values_list("pk", "state")),
        list(View.objects.filter(owner=lan).values_list("pk", "name")), list(lan.tokens.values_list("pk", "ended")),
        list(Hook.objects.filter(user=lan).values_list("pk", "ended")),
    )  # fmt: skip


def test_nobody_beyond_it_changes_any_of_it(offices: dict[str, User], hers: Things) -> None:
    case = Case.objects.get(number=hers["case"]["number"])
    writes = {each.name for each in urlpatterns if isinstance(each, URLPattern) and each.name and each.name.startswith(WRITES)}  # fmt: skip
    assert len(writes) > 10
    before = _kept()
    for name in OTHERS:
        for address in writes:
            about = next((hers[part] for part in hers if address.startswith(part)), {})
            try:
                path = reverse(address, kwargs=about)
            except NoReverseMatch:
                continue
            form = {
                "kind": "note",
                "note": "乙",
                "case": [case.number],
                f"seen-{case.number}": "3",
                "name": "乙",
                **TALK,
            }
            assert signed_in(offices[name]).post(path, form).status_code < 500, (name, address)
    assert _kept() == before
    case.refresh_from_db()
    assert case.count == case.entries.count() == 3
    assert "乙" not in " ".join(entry.entry().act.note for entry in case.entries.all())


def test_every_address_that_takes_something_is_spoken_for(hers: Things) -> None:
    takes = {each.name for each in urlpatterns if isinstance(each, URLPattern) and each.name and each.pattern.converters}  # fmt: skip
    left = {name for name in takes - OF_THE_ZONE - NOT_MADE - set(hers) if not name.startswith(WRITES)}
    assert left == set()
