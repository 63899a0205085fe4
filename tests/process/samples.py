"""An invented process that has a bit of everything, the people who work on it, and short words for what they do."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import chengjie.package
from chengjie.errors import Refusal
from chengjie.process import CHINA, Act, Actor, Definition, Entry, Grant, Law, State, act, advance, data_of, law
from chengjie.process.law import Limit
from chengjie.rule import Budget
from chengjie.values import Text

ZONE = chengjie.package.open_package("xiangnan-xiangxi")
PLAIN: Law = law(ZONE)
LAW: Law = replace(
    PLAIN,
    limits={**PLAIN.limits, "five": Limit("five", Text("五天", "five days"), 5, True, "chengjie")},
    budgets={"land": Budget("land", "亩", Decimal(100))},
    holds=lambda case, name: {"OTHER": name == "deed"}.get(case),
)
SAID = {"zh": "样例", "en": "sample"}


def step(name: str, outcomes: dict[str, Any], *roles: str, **who: Any) -> dict[str, Any]:
    return {
        "id": name,
        "title": SAID,
        "who": {"roles": list(roles or ("county-officer",)), **who},
        "outcomes": outcomes,
    }


BASE: dict[str, Any] = {
    "id": "sample", "title": SAID, "source": "chengjie",
    "people": {"applicants": ["enterprise"], "handlers": ["county-officer"], "supervisors": ["supervisor"]},
    "fields": [
        {"name": "land", "kind": "number", "unit": "亩", "title": SAID, "supplier": SAID},
        {"name": "big", "kind": "truth", "title": SAID},
        {"name": "asked", "kind": "places", "title": SAID},
        {"name": "day", "kind": "date", "title": SAID},
        {"name": "name", "kind": "text", "title": SAID},
    ],
    "documents": [
        {"id": "form", "title": SAID},
        {"id": "proof", "title": SAID, "need": "curable"},
        {"id": "deed", "title": SAID, "need": "promised", "reuse": True},
    ],
    "start": "accept",
    "steps": [
        step("accept", {
            "accept": {"to": "is-big", "needs": ["form"], "tolerates": ["proof"], "reaches": "accepted"},
            "refuse": {"to": "refused", "note": True},
        }),
        step("ask", {"told": {"to": "is-big", "asks": ["big"]}}),
        step("left", {"agree": "meet", "refuse": {"to": "refused", "note": True}}, "department-reviewer"),
        step("right", {"agree": "meet"}, "department-reviewer", quorum=2),
        step("places", {"answer": "meet"}, each="asked"),
        step("decide", {
            "grant": {"to": "granted", "needs": ["form", "proof", "deed"], "asks": ["land"], "reaches": "granted", "issues": ["permit"],
                      "draws": [{"resource": "land", "do": "reserve", "amount": "land"}]},
            "refuse": {"to": "refused", "note": True},
            "again": "accept",
        }, not_by=["accept"]),
    ],
    "gates": [{"id": "is-big", "title": SAID, "holds": "big", "if_yes": "side-by-side", "if_no": "decide", "if_unknown": "ask"}],
    "forks": [
        {"id": "side-by-side", "title": SAID, "join": "meet", "then": "decide",
         "branches": [{"start": "left"}, {"start": "right"}, {"start": "places", "when": "name = '问'"}]}
    ],
    "ends": [
        {"id": "granted", "title": SAID, "kind": "done"},
        {"id": "refused", "title": SAID, "kind": "refused"},
    ],
    "clocks": [
        {"id": "all", "title": SAID, "statutory": "licensing", "extension": "licensing-extension", "remind": [3],
         "escalate": {"roles": ["supervisor"]}},
        {"id": "accepting", "title": SAID, "over": ["accept"], "statutory": "one-notice", "lapse": {"accept": "accept"}},
        {"id": "curing", "title": SAID, "paper": "proof", "statutory": "cure"},
    ],
    "reopens_at": ["decide"],
}  # fmt: skip
for _step in BASE["steps"]:
    _step["outcomes"] = {
        name: {"to": each} if isinstance(each, str) else each for name, each in _step["outcomes"].items()
    }


def base() -> dict[str, Any]:
    return copy.deepcopy(BASE)


def defined(data: dict[str, Any] | None = None) -> Definition:
    return Definition.model_validate(data or BASE)


PLACE, OTHER_COUNTY, FIRM = "431127", "431128", "91431127000000001B"
OFFICER = Actor("蓝山县甲", (Grant("county-officer", PLACE),))
COLLEAGUE = Actor("蓝山县乙", (Grant("county-officer", PLACE),))
STRANGER = Actor("新田县丙", (Grant("county-officer", OTHER_COUNTY), Grant("department-reviewer", OTHER_COUNTY)))
REVIEWER = Actor("审查员丁", (Grant("department-reviewer", PLACE),))
REVIEWER_2 = Actor("审查员戊", (Grant("department-reviewer", PLACE),))
SUPERVISOR = Actor("督查员己", (Grant("supervisor", "430000"),))
OWNER = Actor("企业庚", (Grant("enterprise", enterprise=FIRM),))


def at(day: int, hour: int = 9, *, month: int = 5, year: int = 2024) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


class Play:
    """A case that is played: it keeps entries and state, and says the codes of a refusal."""

    def __init__(self, definition: Definition | None = None, law_: Law = LAW, **data: object) -> None:
        self.definition = definition or defined()
        self.law = law_
        self.entries: list[Entry] = []
        self._state: State | None = None
        self.now = at(6)
        self.did(OWNER, "open", place=PLACE, enterprise=FIRM, data=data_of(data))

    @property
    def state(self) -> State:
        assert self._state is not None
        return self._state

    def did(self, who: Actor, kind: str, *, on: datetime | None = None, **parts: Any) -> State:
        self.now = on or self.now
        what = Act(kind, **parts)  # type: ignore[arg-type]  # a kind of act
        entry = act(self._state, self.definition, who, what, self.now, law=self.law, case="样例一")
        self.entries.append(entry)
        self._state = advance(self._state, entry, {(self.definition.name, self.definition.version): self.definition})
        return self._state

    def codes(self, who: Actor, kind: str, *, on: datetime | None = None, **parts: Any) -> set[str]:
        before = len(self.entries)
        try:
            self.did(who, kind, on=on, **parts)
        except Refusal as refusal:
            assert len(self.entries) == before
            return {each.code for each in refusal.faults}
        raise AssertionError("it was not refused")

    def accepted(self) -> State:
        for name in ("form", "proof", "deed"):
            self.did(OWNER, "submit", document=name, digest="d")
        return self.did(OFFICER, "decide", step="accept", outcome="accept")

    def granted(self) -> State:
        self.accepted()
        return self.did(COLLEAGUE, "decide", step="decide", outcome="grant", data=data_of({"land": 40}))
