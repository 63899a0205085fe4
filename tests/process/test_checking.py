"""A definition is checked whole: every fault has its case, and a sound one has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.process.samples import LAW, SAID, ZONE, base, defined, step

from chengjie.errors import Refusal
from chengjie.process import library
from chengjie.process.checking import check

Change = Callable[[dict[str, Any]], None]


def named(items: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(each for each in items if each["id"] == name)


def outcome(data: dict[str, Any], name: str, which: str) -> dict[str, Any]:
    found: dict[str, Any] = named(data["steps"], name)["outcomes"][which]
    return found


def adds(key: str, *values: Any) -> Change:
    return lambda data: data[key].extend(values)


def leads(name: str, which: str, to: str) -> Change:
    return lambda data: outcome(data, name, which).update(to=to)


def puts(*path: Any) -> Change:
    def change(data: dict[str, Any]) -> None:
        *keys, last, value = path
        at: Any = data
        for key in keys:
            at = named(at, key) if isinstance(at, list) and isinstance(key, str) else at[key]
        at[last] = value

    return change


def into_a_pit(data: dict[str, Any]) -> None:
    data["steps"].append(step("pit", {"again": {"to": "pit"}}))
    leads("ask", "told", "pit")(data)


CHANGES: list[tuple[str, Change]] = [
    ("process-id-twice", adds("ends", {"id": "ask", "title": SAID, "kind": "done"})),
    ("process-id-twice", adds("ends", {"id": "withdrawn", "title": SAID, "kind": "done"})),
    ("process-target-unknown", leads("ask", "told", "nowhere")),
    ("process-target-unknown", puts("start", "nowhere")),
    ("process-unreachable", adds("steps", step("island", {"go": {"to": "granted"}}))),
    ("process-unreachable", adds("ends", {"id": "never", "title": SAID, "kind": "done"})),
    (
        "process-dead-end",
        into_a_pit,
    ),
    ("process-join-mismatch", leads("ask", "told", "meet")),
    ("process-join-mismatch", leads("left", "agree", "decide")),
    ("process-join-mismatch", leads("left", "agree", "right")),
    ("process-join-mismatch", puts("forks", "side-by-side", "wants", 4)),
    ("process-join-mismatch", leads("right", "agree", "refused")),
    ("process-gates-circle", puts("gates", "is-big", "if_no", "is-big")),
    (
        "process-main-path-loops",
        lambda data: named(data["steps"], "decide").update(
            outcomes={"again": {"to": "accept"}, **named(data["steps"], "decide")["outcomes"]}
        ),
    ),
    ("process-gate-path-missing", puts("gates", "is-big", "if_unknown", None)),
    ("process-gate-question", puts("gates", "is-big", "rules", ["energy-review"])),
    ("process-not-a-condition", puts("gates", "is-big", "holds", "land + 1")),
    ("expression-name-unknown", puts("gates", "is-big", "holds", "bigg")),
    ("process-name-unknown", puts("steps", "ask", "who", "roles", ["county-oficer"])),
    ("process-name-unknown", puts("steps", "decide", "who", "not_by", ["acept"])),
    ("process-name-unknown", puts("steps", "left", "who", "veto", ["no"])),
    ("process-name-unknown", puts("steps", "places", "who", "each", "name")),
    ("process-name-unknown", puts("steps", "decide", "outcomes", "grant", "needs", ["fom"])),
    ("process-name-unknown", puts("steps", "accept", "outcomes", "accept", "tolerates", ["form"])),
    ("process-name-unknown", puts("steps", "ask", "outcomes", "told", "asks", ["bigg"])),
    ("process-name-unknown", puts("steps", "ask", "outcomes", "told", "revokes", ["permi"])),
    (
        "process-name-unknown",
        puts("steps", "ask", "outcomes", "told", "draws", [{"resource": "water", "do": "commit"}]),
    ),
    ("process-name-unknown", puts("clocks", "all", "statutory", "licencing")),
    ("process-name-unknown", puts("clocks", "accepting", "lapse", {"accept": "acept"})),
    ("process-name-unknown", puts("gates", "is-big", "rules", ["energy-revew"])),
    ("process-curable-never-needed", puts("steps", "decide", "outcomes", "grant", "needs", ["form"])),
    ("process-nobody-acts", puts("people", {"handlers": ["county-officer"]})),
    ("process-source-unknown", puts("source", "hearsay")),
    ("process-promised-longer", puts("clocks", "accepting", "promised", "licensing")),
    ("process-nobody-acts", lambda data: data["fields"][1].update(by=["expert"])),
    ("process-name-unknown", lambda data: data["fields"][1].update(by=["exprt"])),
    (
        "process-each-never-asked",
        lambda data: data.update(acts={}, people={"applicants": [], "handlers": [], "supervisors": ["supervisor"]}),
    ),
]


@pytest.mark.parametrize(("code", "change"), CHANGES, ids=[f"{at}-{code}" for at, (code, _) in enumerate(CHANGES)])
def test_a_fault_is_found(code: str, change: Change) -> None:
    data = base()
    change(data)
    assert code in {each.code for each in check(defined(data), law=LAW, sources=ZONE.sources)}


def test_the_sample_is_sound() -> None:
    assert check(defined(), law=LAW, sources=ZONE.sources) == ()


def test_all_faults_come_at_once() -> None:
    data = base()
    for _, change in (CHANGES[4], CHANGES[18], ("", puts("source", "hearsay"))):
        change(data)
    assert {each.code for each in check(defined(data), law=LAW, sources=ZONE.sources)} >= {
        "process-unreachable", "process-name-unknown", "process-source-unknown"
    }  # fmt: skip


def test_every_process_of_the_zone_is_sound() -> None:
    assert library.read(ZONE)[1] == ()


def test_an_unknown_process_is_answered_with_the_nearest() -> None:
    with pytest.raises(Refusal, match="curable-acceptance"):
        library.processes(ZONE).get("curable-acceptence")
