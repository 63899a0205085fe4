"""Strange requests to the HTTP API, made from its own description, each as one of several people: the server must fail on none.

    python -m benchmarks.api_fuzz --examples 200 --seed 1

Without a server: the site runs in this process on records of its own, which are thrown away. The same seed gives the same requests.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import hypothesis
import schemathesis
from hypothesis import strategies
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

Known = Mapping[str, list[Any]]
HIDDEN = "Xintian-and-nobody-else"
"""Stands in everything that 新田县 has entered; whoever is of another county, a stranger or nobody must never read it."""
Operation = APIOperation[Any, Any, Any, Any]


def operations() -> Iterator[Operation]:
    """Every operation of the API."""
    from chengjie.web.wsgi import application

    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    for each in schema.get_all_operations():
        if isinstance(each, Ok):
            yield each.ok()


def try_out(
    operation: Operation, keys: Mapping[str, str], known: Known, seen: Counter[int], *, examples: int, seed: int = 0, blind: Collection[str] = (),
) -> list[str]:  # fmt: skip
    """What went wrong: requests that the server failed on, and answers with the words of `HIDDEN` to those who are `blind` to it; `seen`
    counts the answers. Names in the path are strange, or those of something that is there."""
    failed: list[str] = []

    @hypothesis.settings(max_examples=examples, deadline=None, database=None, phases=[hypothesis.Phase.generate], suppress_health_check=list(hypothesis.HealthCheck))  # fmt: skip
    @hypothesis.seed(seed)
    @hypothesis.given(case=operation.as_strategy(), who=strategies.sampled_from(sorted(keys)), data=strategies.data())
    def once(case: Case[Any], who: str, data: strategies.DataObject) -> None:
        for name in case.path_parameters or {}:
            there = known.get(f"{operation.path}:{name}", known.get(name))
            if there and data.draw(strategies.booleans()):
                case.path_parameters[name] = data.draw(strategies.sampled_from(there))
        answer = case.call(headers={"Authorization": f"Bearer {keys[who]}"} if keys[who] else {})
        seen[answer.status_code] += 1
        if answer.status_code >= 500:
            failed.append(f"{who}: {case.method} {case.formatted_path} {case.query!r:.300} {case.body!r:.300}")
        if who in blind and HIDDEN in answer.text:
            failed.append(f"seen from elsewhere by {who}: {case.method} {case.formatted_path} {case.query!r:.300}")

    once()
    return failed


BLIND = ("lan", "nobody", "public")
ROLES = {"xintian": ("county-officer", "431128"), "lan": ("county-officer", "431127"), "yongzhou": ("prefecture-officer", "431100"), "province": ("province-planner", "430000")}  # fmt: skip


def people() -> dict[str, str]:
    """The key of an administrator, of some officers, of somebody without rights; and nobody's."""
    from django.contrib.auth.models import User

    from chengjie.web import tokens
    from chengjie.web.records.people import Right

    administrator = User.objects.create_superuser("admin")
    found = {"admin": administrator, "nobody": User.objects.create_user("nobody")}
    for name, (role, place) in ROLES.items():
        found[name] = User.objects.create_user(name)
        Right.objects.create(user=found[name], role=role, place=place, since="2020-01-01", given_by=administrator)
    keys = {name: tokens.make(user, "fuzz", tokens.SCOPES, place="", days=1, by=user)[1] for name, user in found.items()}  # fmt: skip
    return keys | {"public": ""}


def planted(key: str) -> Known:
    """What 新田县 enters, with the word in it: a case, a firm, a promise, a case of admission, views and desks; and their numbers."""
    from django.test import Client

    from chengjie.register.typed import check_digit

    def post(path: str, body: object) -> dict[str, Any]:
        answer = Client().post(
            f"/api{path}", body, content_type="application/json", headers={"Authorization": f"Bearer {key}"}
        )
        found: dict[str, Any] = answer.json()
        if answer.status_code != 201:
            raise SystemExit(f"{path}: {found}")
        return found

    case = post("/cases", {"process": "project-life", "place": "431128", "data": {"name": HIDDEN}})
    code = "91431128MA4L00002"
    firm = {"credit_code": code + check_digit(code), "name": HIDDEN, "place": "431128", "source": HIDDEN}
    record = post("/registers/enterprises/records", {"cells": firm})
    promise = {
        "promise": "新-1",
        "event": "承诺",
        "day": "2026-01-05",
        "by": "新田县",
        "to": HIDDEN,
        "what": HIDDEN,
        "source": HIDDEN,
    }
    post("/promises", {"entries": [promise]})
    post("/admission/cases", {"industry": "3975", "name": HIDDEN})
    view = post("/views", {"page": "/cases/", "query": "q=1", "name": HIDDEN})
    desk = post("/settlement/desks", {"form": "scheme", "definition": "eco-compensation", "name": HIDDEN})
    study = post("/placement", {"name": HIDDEN})
    numbers = [case["number"], record["id"], 1, 2]
    return {
        "name": ["plots", "enterprises", "lan", "新-1"], "number": numbers, "identity": [desk["id"], study["id"], view["id"]], "what": ["accept", "drop", "undo", "stop"],
    }  # fmt: skip


def main() -> int:
    """Send them; 1 where the server failed, or somebody read what is not theirs."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--examples", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"CHENGJIE_HOME": home, "CHENGJIE_LIMITS": "off", "DJANGO_SETTINGS_MODULE": "chengjie.web.settings", "CHENGJIE_HOSTS": "*"}  # fmt: skip
        from chengjie.web import serve

        serve.prepare()
        logging.getLogger("django").setLevel(logging.CRITICAL)
        keys, start = people(), time.perf_counter()
        seen: Counter[int] = Counter()
        known = planted(keys["xintian"])
        failed = [wrong for each in operations() for wrong in try_out(each, keys, known, seen, examples=given.examples, seed=given.seed, blind=BLIND)]  # fmt: skip
    print(f"{sum(seen.values())} requests in {time.perf_counter() - start:.0f} s: {dict(sorted(seen.items()))}; failed {len(failed)}")  # fmt: skip
    print("\n".join(failed[:20]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
