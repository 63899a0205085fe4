"""The examples of docs/api run as they are printed, in both languages, against the site."""

from __future__ import annotations

import io
import re
import time
import urllib.request
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.web.conftest import administrator, home, offices  # noqa: F401  # named people
from tests.web.programs import program
from tests.web.test_cases import opened

from chengjie.web.records.ledger import Line
from chengjie.web.signing import sign

ROOT = Path(__file__).parents[2]
LANGUAGES = ("zh", "en")


def examples(language: str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", (ROOT / f"docs/api.{language}.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.django_db
def test_the_first_program_adds_up_what_is_signed(
    request: pytest.FixtureRequest, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    people: dict[str, User] = request.getfixturevalue("offices")
    for amount in (Decimal(1200), None):
        case = opened(people["lan"])
        Line.objects.filter(case=case).update(contract=amount)
        Line.objects.filter(case=case).update(signed="2026-01-05")

    def answered(asked: urllib.request.Request) -> Any:
        headers = {name: value for name, value in asked.header_items() if name in {"Authorization", "Accept-language"}}
        answer = Client().get(asked.full_url.removeprefix("https://site"), headers=headers)
        assert answer.status_code == 200
        return io.BytesIO(answer.content)

    monkeypatch.setattr(urllib.request, "urlopen", answered)
    monkeypatch.setenv("CHENGJIE_SITE", "https://site")
    monkeypatch.setenv("CHENGJIE_KEY", program(people["lan"], "read:ledger").key)
    exec(compile(examples(language)[0], f"api.{language}.md", "exec"), {})  # noqa: S102  # our own page
    assert {"zh": "已签约 2 个，其中 1 个填了金额，共 1200 万元", "en": "2 signed, 1200 万元 in 1 of them"}[language] in capsys.readouterr().out  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receivers_check_takes_what_is_genuine_only(language: str) -> None:
    space: dict[str, Any] = {}
    exec(compile(examples(language)[1], f"api.{language}.md", "exec"), space)  # noqa: S102  # our own page
    body, now = b"{}", int(time.time())
    assert space["genuine"]("secret", sign("secret", body, at=now), body)
    assert not space["genuine"]("secret", sign("secret", body, at=now), body + b" ")
    assert not space["genuine"]("secret", sign("secret", body, at=now - 400), body)
    assert not space["genuine"]("other", sign("secret", body, at=now), body)
