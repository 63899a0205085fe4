"""The description of the API: every operation says what it answers, answers keep to it, examples are genuine, and no page is left out."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern
from tests.web.api.described import document, faults
from tests.web.programs import Program

from chengjie.web.api.answers import Answer, Open
from chengjie.web.urls import urlpatterns

_OPERATIONS = [
    (method, path, said)
    for path, methods in document()["paths"].items() for method, said in methods.items()
]  # fmt: skip
IDS = [f"{method} {path}" for method, path, _ in _OPERATIONS]


@pytest.mark.parametrize(("method", "path", "said"), _OPERATIONS, ids=IDS)
def test_every_operation_says_what_it_answers(method: str, path: str, said: dict[str, Any]) -> None:
    answers = [each for status, each in said["responses"].items() if str(status).startswith("2")]
    assert answers
    for answer in answers:
        (shape,) = {str(each["schema"]) for each in answer["content"].values()}
        assert "$ref" in shape or "binary" in shape, "a named shape or a file"
    for status in ("400", "401", "403", "404", "409", "422", "429"):
        assert "Refused" in str(said["responses"][status])
    assert said["description"].strip()
    assert said["x-zh"]
    assert said["x-en"].isascii()
    assert bool(said.get("security")) is ("x-scope" in said)


def test_every_shape_has_a_name_of_its_own_and_says_what_it_is() -> None:
    known: list[type] = [*Answer.__subclasses__(), *Open.__subclasses__()]
    for each in known:
        known += each.__subclasses__()
    names = [each.__name__ for each in set(known)]
    assert sorted(names) == sorted(set(names))
    assert [each.__name__ for each in known if not each.__doc__] == []


def test_what_is_answered_beyond_the_description_is_a_fault() -> None:
    shape = {"$ref": "#/components/schemas/Told"}
    assert faults({"zh": "甲", "en": "A"}, shape) == []
    assert faults({"zh": "甲", "en": "A", "de": "A"}, shape)
    assert faults({"zh": "甲"}, shape)
    assert faults({"zh": 1, "en": "A"}, shape)


BODIES = [(name, said) for name, (_, _, said) in zip(IDS, _OPERATIONS, strict=True) if "application/json" in said.get("requestBody", {}).get("content", {})]  # fmt: skip


@pytest.mark.parametrize(("name", "said"), BODIES, ids=[name for name, _ in BODIES])
def test_every_body_has_an_example_that_fits_it(name: str, said: dict[str, Any]) -> None:
    body = said["requestBody"]["content"]["application/json"]
    assert body.get("example") is not None
    assert faults(body["example"], body["schema"]) == []


EXCUSED = {
    "cases-together": "a program acts on each case in turn, with what it has seen of each: post /cases/{number}/acts",
    "sign-in": "a program has a token", "sign-in-code": "a program has a token", "oidc-start": "a browser is led to the platform", "sign-out": "a program has a token",
    "welcome": "a password is set by a person", "password": "a password is changed by a person", "factor": "a second factor is set up by a person",
    "end-session": "a session is ended against the password", "factor-off": "a second factor is given up against the password", "choose": "the language is that of Accept-Language",
    "record-new": "", "record-correct": "",
}  # fmt: skip
"""Pages that take something and need no operation, with the reason; an empty one stands for a form whose act is listed below."""
OPERATIONS = {
    "keep-case": "post /admission/cases", "fill": "post /parameters/{name}/values", "open-budget": "post /budgets", "suspend": "post /suspensions",
    "draw": "post /budgets/{number}/entries", "match-keep": "post /matches", "match-forget": "delete /matches/{identity}", "board": "put /boards/{identity}",
    "board-forget": "delete /boards/{identity}", "board-kind": "post /boards", "screenings": "post /screenings", "screening-remove": "delete /screenings/{identity}",
    "flows": "post /flows", "open-desk": "post /settlement/desks", "desk-put": "put /settlement/desks/{identity}/agreement", "desk-post": "post /settlement/desks/{identity}/entries",
    "bring-placement": "post /placement/tables", "draft-placement": "post /placement/draft", "start-placement": "post /placement/{identity}/runs",
    "remove-placement": "delete /placement/{identity}", "reverse-placement": "post /placement/{identity}/reverse", "accept-placement": "post /placement/{identity}/runs/{number}/accept",
    "promises-add": "post /promises", "promise-case": "post /promises/cases", "index-bring": "post /indices/{name}/sheets", "index-drop": "delete /indices/{name}/sheets/{key}",
    "index-publish": "post /indices/{name}/publications", "index-object": "post /indices/{name}/publications/{number}/objections", "uploads": "post /uploads",
    "decide": "post /uploads/{identity}/decisions", "remove": "delete /uploads/{identity}", "identity": "post /people/{name}/identities", "view-save": "post /views",
    "view-remove": "delete /views/{identity}", "case-begin": "post /cases", "case-act": "post /cases/{number}/acts", "record-edits": "post /registers/{name}/edits",
    "record-new": "post /registers/{name}/records", "record-correct": "patch /registers/{name}/records/{number}", "record-withdraw": "post /registers/{name}/records/{number}/withdraw",
    "imports": "post /registers/{name}/imports", "import-accept": "post /registers/{name}/imports/{identity}/{what}", "import-drop": "post /registers/{name}/imports/{identity}/{what}",
    "import-stop": "post /registers/{name}/imports/{identity}/{what}", "desk-agreement": "put /settlement/desks/{identity}/agreement", "import-undo": "post /registers/{name}/imports/{identity}/{what}", "round-new": "post /dispatch/rounds", "round-remind": "post /dispatch/rounds/{number}/reminders",
    "follow-up": "post /dispatch/follow-ups", "notices-read": "post /notices/read", "notice-wishes": "patch /notices/wishes", "retention-fill": "put /retention/{name}",
    "retention-run": "post /retention/{name}/removals", "audit-prove": "post /audit/provings", "hooks": "post /hooks", "hook-end": "delete /hooks/{identity}",
    "hook-ping": "post /hooks/{identity}/ping", "hook-again": "post /hooks/{identity}/deliveries/{number}/again", "machine-new": "post /machines", "tokens": "post /tokens",
    "token-end": "delete /tokens/{number}", "stand-in": "post /stand-ins", "invite": "post /people", "end-right": "post /rights/{number}/end",
    "person": "post /people/{name}/rights", "end-sessions": "delete /people/{name}/sessions", "shut": "post /people/{name}/shut", "person-link": "post /people/{name}/link",
}  # fmt: skip


def takes() -> set[str]:
    """The pages that take something: those that read what is posted, as their source says."""
    found = set()
    for each in urlpatterns:
        if not isinstance(each, URLPattern):
            continue
        source = inspect.getsource(inspect.unwrap(each.callback))
        if re.search(r'require_POST|request\.method == "POST"|request\.POST|request\.FILES', source):
            found.add(str(each.name))
    return found


def test_what_a_page_can_do_an_operation_can_do_or_there_is_a_reason() -> None:
    taking = takes()
    assert taking - set(OPERATIONS) - set(EXCUSED) == set(), "a page that takes something has an operation"
    assert (set(OPERATIONS) | set(EXCUSED)) - {each.name for each in urlpatterns if hasattr(each, "name")} == set()
    here = {re.sub(r"\{\w+:(\w+)\}", r"{\1}", each).replace(" /api", " ") for each in IDS}
    assert set(OPERATIONS.values()) - here == set()


def test_the_document_is_there_for_everybody(db: None) -> None:
    answer = Client().get("/api/openapi.json")
    assert answer.status_code == 200
    assert {"info", "paths", "components", "tags"} <= set(answer.json())


def test_a_program_hears_of_what_was_answered_beyond_the_description(programs: dict[str, Program], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from chengjie.web.api import people

    monkeypatch.setattr(people, "_token", lambda row: {"id": row.pk})
    with pytest.raises(Exception, match=r"validation error|Field required"):
        programs["lan"].get("/tokens")
