"""Every process of the zone under random acts of every kind: no dead end, no lost case, no double decision, nothing out of scope, no
clock below nought, replay equal to live, and a record that proves."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.process import promises
from tests.process.samples import FIRM, OTHER_COUNTY, PLACE, PLAIN, ZONE, at

from chengjie.errors import Refusal
from chengjie.process import (
    SYSTEM,
    Act,
    Actor,
    Definition,
    Entry,
    Grant,
    State,
    act,
    advance,
    data_of,
    possible,
    replay,
    visible,
)
from chengjie.process.drawing import drawn
from chengjie.process.law import Law
from chengjie.process.library import processes
from chengjie.process.parts import ActKind
from chengjie.rule import Budget

CARRIER, ELSEWHERE = "lanshan-edz", "431021"
BUDGETS = {"land": Budget("land", "亩", Decimal(200))}
LAW = PLAIN.with_(budgets=BUDGETS, holds=lambda case, name: case == "OTHER" or None)
PLACED = [name for name, role in LAW.roles.items() if role.bound == "place"]


def somebody(name: str, places: tuple[str, ...], carrier: str, firm: str) -> Actor:
    """Somebody with every role: at some places, at a carrier, for a firm."""
    grants = [Grant(role, place) for place in places for role in PLACED]
    if carrier:
        grants.append(Grant("park-manager", carrier=carrier))
    return Actor(name, (*grants, *(Grant(role, enterprise=firm) for role in ("enterprise", "public") if firm)))


HERE = [somebody(f"甲{number}", ("430000", "431100", PLACE, OTHER_COUNTY), CARRIER, FIRM) for number in range(5)]
STRANGER = somebody("桂阳县丙", (ELSEWHERE,), "guiyang-edz", "91431021000000002C")
KINDS: tuple[ActKind, ...] = (
    "decide", "decide", "decide", "decide", "submit", "promise", "supply", "note", "link", "suspend", "resume", "extend", "delegate", "handover",
    "correct", "reverse", "reopen", "withdraw",
)  # fmt: skip


@lru_cache(maxsize=1)
def library() -> dict[tuple[str, int], Definition]:
    return dict(processes(ZONE).definitions)


NAMES = sorted(library())


class Office:
    """A case of a process, played by people who may do everything here; the invariants hold after each entry."""

    def __init__(self, definition: Definition, dice: random.Random) -> None:
        self.definition, self.dice, self.entries, self.day = definition, dice, list[Entry](), 1
        self.state: State | None = None
        what = Act(
            "open", place=PLACE, carrier=CARRIER, enterprise=FIRM, data=self.data(definition.asks), channel="online"
        )
        assert self.tried(HERE[0], what), "it cannot be opened"

    @property
    def law(self) -> Law:
        """The law with what the case itself has drawn."""
        return LAW.with_(budgets=drawn(BUDGETS, self.entries))

    @property
    def now(self) -> State:
        assert self.state is not None
        return self.state

    def data(self, names: tuple[str, ...]) -> Any:
        return data_of({name: self.value(name) for name in names})

    def value(self, name: str) -> Any:
        """A value of the kind that a field asks for; one that names a place names one here."""
        kind = self.definition.field_of[name].kind
        placing = {each.place for each in self.definition.steps}
        return {
            "number": Decimal(self.dice.choice((1, 50))), "truth": self.dice.choice((True, False)), "date": "2024-06-20",
            "places": (PLACE, OTHER_COUNTY), "text": self.dice.choice((PLACE, OTHER_COUNTY)) if name in placing else "甲",
        }[kind]  # fmt: skip

    def tried(self, who: Actor, what: Act) -> bool:
        try:
            entry = act(self.state, self.definition, who, what, at(self.day), law=self.law, case="随机")
        except Refusal:
            return False
        before = self.state
        self.entries.append(entry)
        self.state = advance(self.state, entry, library())
        self.holds(before, what)
        return True

    def holds(self, before: State | None, what: Act) -> None:
        state = self.now
        promises.kept(state, self.definition, law=LAW, day=at(self.day).date())
        assert before is None or what.kind != "decide" or what.step in before.open, "decided out of turn"
        land = self.law.budgets["land"]
        assert Decimal(0) <= land.left <= land.total, "more drawn than there is, or given back twice"
        assert not visible(state, self.definition, STRANGER, law=LAW), "seen from elsewhere"

    def any_act(self, kind: ActKind) -> Act:
        """An act of a kind as it might come: mostly at an open step, sometimes anywhere."""
        definition, state, dice = self.definition, self.now, self.dice
        steps = list(state.open) or [each.id for each in definition.steps]
        step = dice.choice(steps if dice.random() < 0.8 else [each.id for each in definition.steps])
        outcome = dice.choice(list(definition.step_of[step].outcomes))
        if kind == "decide":
            return self.deciding(step, outcome)
        document = dice.choice([each.id for each in definition.documents] or [""])
        clock = dice.choice([each.id for each in definition.clocks] or [""])
        return Act(
            kind, step=step, document=document, digest="0" * 64, clock=clock, days=dice.choice((1, 30)), number=dice.randint(1, state.count), note="说明",
            data=self.data(tuple(each.name for each in definition.fields if dice.random() < 0.3)) if kind in {"supply", "correct"} else (),
            to={"delegate": "甲3", "handover": OTHER_COUNTY, "reopen": next(iter(definition.reopens_at), step), "link": "OTHER"}.get(kind, ""),
        )  # fmt: skip

    def deciding(self, step: str, outcome: str) -> Act:
        said = self.definition.step_of[step]
        wanted = said.outcomes[outcome]
        return Act("decide", step=step, outcome=outcome, seat=self.dice.choice(self.seats(step)), data=self.data((*wanted.asks, *wanted.offers)), note="理由", evidence=("照片",), channel="online")  # fmt: skip

    def seats(self, step: str) -> tuple[str, ...]:
        """The places that a step asks; one empty seat where persons answer for themselves."""
        asked = self.now.data.get(self.definition.step_of[step].who.each or "", ())
        return tuple(map(str, asked)) if isinstance(asked, tuple) and asked else ("",)

    def is_over(self) -> bool:
        return bool(self.now.ended)

    def finished(self) -> bool:
        """Whether people of good will bring it to an end from where it stands: papers handed in, fields supplied, some outcome taken."""
        for turn in range(400):
            if self.is_over():
                return True
            self.day = min(27, self.day + (turn % 20 == 0))
            for each in self.definition.documents:
                if (paper := self.now.paper.get(each.id)) is None or not paper.is_there:
                    any(self.tried(who, Act("submit", document=each.id, digest="0" * 64)) for who in HERE)
            if not self.is_over() and not any(self.step_on(each.step, turn) for each in self.now.tokens):
                return False
        return self.is_over()

    def step_on(self, step: str, turn: int) -> bool:
        token = self.now.open.get(step)
        if token is None:
            return False
        ordinary = list(self.definition.step_of[step].outcomes)
        if turn >= 30:
            self.dice.shuffle(ordinary)
        voted = [each.outcome for each in token.votes]
        for outcome in sorted(ordinary, key=lambda each: each not in voted):
            for who in HERE:
                if any(self.tried(who, replace(self.deciding(step, outcome), seat=seat)) for seat in self.seats(step)):
                    return True
        return False


@pytest.mark.parametrize("name", NAMES, ids=[f"{name}@{version}" for name, version in NAMES])
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_case_keeps_every_promise_whatever_is_done_to_it(name: tuple[str, int], seed: int) -> None:
    definition, dice = library()[name], random.Random(seed)  # noqa: S311  # a die, not a secret
    office = Office(definition, dice)
    for _ in range(dice.randint(0, 18)):
        office.day = min(26, office.day + dice.randint(0, 2))
        what = office.any_act(dice.choice(KINDS))
        with pytest.raises(Refusal):
            act(office.state, definition, STRANGER, what, at(office.day), law=LAW)
        office.tried(dice.choice(HERE), what)
        if dice.random() < 0.2:
            lapse = Act("lapse", step=what.step, outcome=dice.choice(list(definition.step_of[what.step].outcomes)))
            office.tried(SYSTEM, lapse)
    assert office.now.ended or possible(office.now, definition, HERE[0], at(office.day), law=LAW)
    assert office.now.ended == "withdrawn" or office.finished(), f"a dead end at {sorted(office.now.open)}"
    promises.replayed(office.entries, office.now, library())
    middle = office.entries[len(office.entries) // 2].at.date()
    kept = [each for each in office.entries if each.at.date() <= middle]
    assert replay(office.entries, library(), until=middle) == replay(kept, library())
