"""Programs of the named people: each speaks to the API with a token of theirs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from tests.web.api.described import against

from chengjie.web import tokens


@dataclass(frozen=True)
class Program:
    """A program with a key: it says `get`, `post`, `put`, `patch`, `delete` and hears status and JSON."""

    key: str
    language: str = "zh"

    def ask(self, method: str, path: str, body: object = None, **given: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.key}", "Accept-Language": self.language}
        data = given.pop("data", None) or (json.dumps(body) if body is not None else None)
        kind = {} if body is None else {"content_type": "application/json"}
        return getattr(Client(), method)(f"/api{path}", data, headers=headers, **kind, **given)

    def get(self, path: str, status: int = 200) -> Any:
        answer = self.ask("get", path)
        assert answer.status_code == status, (answer.status_code, answer.content.decode()[:600])
        return self._described("get", path, answer)

    def post(self, path: str, body: object, status: int = 201) -> Any:
        answer = self.ask("post", path, body)
        assert answer.status_code == status, (answer.status_code, answer.content.decode()[:600])
        return self._described("post", path, answer)

    def _described(self, method: str, path: str, answer: Any) -> Any:
        """The answer, once it has kept to the description of its operation."""
        said = answer.json()
        assert against(method, path, answer.status_code, said) == []
        return said


def program(user: User, *scopes: str, place: str = "") -> Program:
    """A program with a token of somebody, with every scope where none is named."""
    return Program(tokens.make(user, "测试", scopes or tokens.SCOPES, place=place, days=30, by=user)[1])
