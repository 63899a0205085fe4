"""The pages of tokens and of the API: shown once, ended at once, every use to be seen, and the description in both languages."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.web.conftest import signed_in
from tests.web.programs import Program

from chengjie.web.api import api
from chengjie.web.records.tokens import Token
from chengjie.web.tokens import SCOPES

ASKED = {"title": "统计", "scope": ["read:cases"], "days": "30"}


def test_a_key_is_shown_once(offices: dict[str, User]) -> None:
    lan = signed_in(offices["lan"])
    made = lan.post("/tokens/", ASKED).content.decode()
    key = re.search(r"chengjie_[\w-]{30,}", made)
    assert key is not None
    Program(key[0]).get("/cases")
    assert key[0] not in lan.get("/tokens/").content.decode()
    row = Token.objects.get()
    assert "GET /api/cases" in lan.get(f"/tokens/{row.pk}/").content.decode()
    assert signed_in(offices["colleague"]).get(f"/tokens/{row.pk}/").status_code == 404
    assert signed_in(offices["colleague"]).post(f"/tokens/{row.pk}/end/").status_code == 404
    lan.post(f"/tokens/{row.pk}/end/")
    Program(key[0]).get("/cases", 401)
    assert "已停用" in lan.get("/tokens/").content.decode()


def test_what_is_missing_is_said(offices: dict[str, User]) -> None:
    answer = signed_in(offices["lan"]).post("/tokens/", {"title": "", "days": "x"})
    assert answer.status_code == 400
    assert {"token-scope-missing", "token-title-missing", "token-days"} <= set(re.findall(r"token-[a-z-]+", answer.content.decode()))  # fmt: skip


def test_an_administrator_employs_a_program_and_makes_its_token(administrator: User, offices: dict[str, User]) -> None:
    admin = signed_in(administrator)
    asked = {"username": "stat-bot", "purpose": "统计局数据交换", "responsible": "lan"}
    assert admin.post("/tokens/machines/", asked)["Location"] == "/people/stat-bot/"
    assert admin.post("/tokens/", {**ASKED, "user": "stat-bot"}).status_code == 200
    assert Token.objects.get().user.username == "stat-bot"
    assert "统计局数据交换" in admin.get("/tokens/").content.decode()
    assert "程序账户" not in signed_in(offices["lan"]).get("/tokens/").content.decode()
    assert signed_in(offices["lan"]).post("/tokens/machines/", asked).status_code == 404
    assert admin.post("/tokens/", {**ASKED, "user": "lan"}).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("zh", "办件列表"), ("en", "cases within one&#x27;s reach")])
def test_the_api_describes_itself_in_both_languages(db: None, language: str, words: str) -> None:
    page = Client().get("/api/docs/", headers={"Accept-Language": language}).content.decode()
    assert words in page
    assert '<script src="http' not in page
    assert all(path in page for path in api.get_openapi_schema()["paths"])


def test_every_operation_says_what_it_needs() -> None:
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, said in methods.items():
            assert said["x-zh"], path
            assert said["x-en"], path
            writes = method != "get" and said.get("tags") != ["open"]
            assert not writes or said["x-scope"] in SCOPES, f"{method} {path}"
            assert {"400", "401", "403", "404", "429"} <= set(said["responses"])
