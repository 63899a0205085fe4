"""The description of the HTTP API as a page: every operation by its room, from the same source as /api/openapi.json (接口说明)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chengjie.web import limits, tokens
from chengjie.web.api import api
from chengjie.web.api.rooms import ROOMS
from chengjie.web.door import language_of


def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters, body and scope; works without a script and without a network."""
    found = _operations(language_of(request))
    rooms = [(name, title, [each for each in found if each["room"] == name]) for name, title in ROOMS.items()]
    context = {"rooms": [each for each in rooms if each[2]], "scopes": tokens.SCOPES.items(), "limits": limits.LIMITS}
    return render(request, "chengjie/api-docs.html", context)


@lru_cache(maxsize=2)
def _operations(language: str) -> tuple[dict[str, Any], ...]:
    schema = api.get_openapi_schema()
    known = schema["components"]["schemas"]
    return tuple(
        {
            "method": method.upper(), "path": path, "room": (said.get("tags") or [""])[0], "title": said.get(f"x-{language}", said["summary"]), "scope": said.get("x-scope", ""),
            "about": said.get("description", "") if language == "en" else "", "anchor": said["operationId"],
            "parameters": [(each["name"], each["in"], _kind(each["schema"], known), each["required"]) for each in said.get("parameters", ())],
            "body": _body(said.get("requestBody"), known), "answer": _answer(said, known), "example": _example(said.get("requestBody")),
        }
        for path, methods in schema["paths"].items() for method, said in methods.items()
    )  # fmt: skip


def _body(said: dict[str, Any] | None, known: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """The fields of a body: name, kind, whether it must be there."""
    if said is None:
        return []
    shape = next(iter(said["content"].values()))["schema"]
    shape = _resolved(shape, known)
    asked = set(shape.get("required", ()))
    return [(name, _kind(each, known), name in asked) for name, each in shape.get("properties", {}).items()]


def _answer(said: dict[str, Any], known: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The fields of an answer: name, kind, what it is; nothing for a file."""
    content = next(answer for status, answer in said["responses"].items() if str(status).startswith("2"))["content"]
    shape = _resolved(content.get("application/json", {}).get("schema", {}), known)
    shape = _resolved(shape.get("items", {}), known) if shape.get("type") == "array" else shape
    return [(name, _kind(each, known), each.get("description", "")) for name, each in shape.get("properties", {}).items()]  # fmt: skip


def _example(said: dict[str, Any] | None) -> str:
    found = next(iter(said["content"].values())).get("example") if said else None
    return json.dumps(found, ensure_ascii=False, indent=1) if found else ""


def _resolved(shape: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    name = shape.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = known.get(name, shape)
    return found


def _kind(shape: dict[str, Any], known: dict[str, Any]) -> str:
    """A kind of value in a few words."""
    if "$ref" in shape:
        return _kind(_resolved(shape, known), known)
    if choices := shape.get("enum"):
        return " | ".join(map(str, [each for each in choices if each != ""]))
    if options := shape.get("anyOf"):
        return " | ".join(_kind(each, known) for each in options if each.get("type") != "null")
    if shape.get("type") == "array":
        return f"[{_kind(shape.get('items', {}), known)}]"
    named = {"binary": "file", "date": "date", "uuid": "uuid", "date-time": "time"}
    return named.get(shape.get("format", "")) or str(shape.get("type", "object"))
