"""The description of the API as the measure of its answers: what is answered has to be described, field by field."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it comes without types

from chengjie.web.api import api


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The description, once."""
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    return found


def faults(value: object, shape: dict[str, Any]) -> list[str]:
    """What a value has that its shape does not, or lacks."""
    asked = {**shape, "components": document()["components"]}
    checker = jsonschema.Draft202012Validator(asked)
    return [f"{'.'.join(map(str, each.absolute_path))}: {each.message[:200]}" for each in checker.iter_errors(value)]


@lru_cache(maxsize=1)
def _routes() -> list[tuple[str, re.Pattern[str], dict[str, Any]]]:
    found = []
    for path, methods in document()["paths"].items():
        pattern = re.sub(r"\\\{path:\w+\\\}", "(.+)", re.sub(r"\\\{(?!path:)[^}]+\\\}", "([^/]+)", re.escape(path)))
        found += [(method, re.compile(f"{pattern}$"), said) for method, said in methods.items()]
    return found


def against(method: str, path: str, status: int, answer: object) -> list[str]:
    """The faults of an answer before the description of its operation; nothing for what is no operation."""
    for known, pattern, said in _routes():
        if known == method and pattern.match(f"/api{path}".split("?")[0]):
            content = said["responses"].get(str(status), {}).get("content", {}).get("application/json")
            return faults(answer, content["schema"]) if content else [f"{status} is not described"]
    return []
