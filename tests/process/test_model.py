"""Random definitions and random acts: no dead end, no lost case, no double decision, nothing out of scope, replay equal to live."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.process import promises
from tests.process.samples import FIRM, LAW, PLACE, SAID, STRANGER, ZONE, at

from chengjie.errors import Refusal
from chengjie.process import (
    Act,
    Actor,
    Definition,
    Grant,
    State,
    act,
    advance,
    data_of,
    possible,
    readings,
    replay,
)
from chengjie.process.checking import check
from chengjie.process.parts import ActKind

ACTS: tuple[ActKind, ...] = (
    "decide", "decide", "decide", "reverse", "reopen", "suspend", "resume", "delegate", "withdraw",
)  # fmt: skip
PERSONS = [
    Actor(
        f"甲{number}",
        (Grant("county-officer", PLACE), Grant("supervisor", "430000"), Grant("enterprise", enterprise=FIRM)),
    )
    for number in range(4)
]


class Builder:
    """Builds a sound definition: blocks in a row, each a step, a loop, a gate, or branches that hold blocks themselves."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.steps: list[dict[str, Any]] = []
        self.gates: list[dict[str, Any]] = []
        self.forks: list[dict[str, Any]] = []

    def name(self, kind: str) -> str:
        return f"{kind}-{len(self.steps) + len(self.gates) + len(self.forks)}"

    def row(self, then: str, depth: int) -> str:
        for _ in range(self.draw(st.integers(1, 2))):
            then = self.block(then, depth)
        return then

    def block(self, then: str, depth: int) -> str:
        kind = self.draw(
            st.sampled_from(["step", "votes", "loop", "gate", "stop"] + (["fork", "fork"] if depth < 2 else []))
        )
        if kind == "gate":
            yes, no = self.step({"go": then}), self.step({"go": then})
            name = self.name("gate")
            self.gates.append(
                {"id": name, "title": SAID, "holds": "big", "if_yes": yes, "if_no": no, "if_unknown": yes}
            )
            return name
        if kind == "fork":
            return self.fork(then, depth)
        if kind == "loop":
            name = self.name("loop")
            return self.step({"go": then, "again": name}, name=name)
        if kind == "stop":
            return self.step({"go": then, "stop": "stopped"})
        return self.step({"go": then}, quorum=2 if kind == "votes" else 1)

    def step(self, leads: dict[str, str], name: str = "", quorum: int = 1) -> str:
        found = name or self.name("step")
        outcomes = {outcome: {"to": to} for outcome, to in leads.items()}
        self.steps.append(
            {"id": found, "title": SAID, "who": {"roles": ["county-officer"], "quorum": quorum}, "outcomes": outcomes}
        )
        return found

    def fork(self, then: str, depth: int) -> str:
        name = self.name("fork")
        fork: dict[str, Any] = {"id": name, "title": SAID, "join": f"{name}-join", "then": then}
        self.forks.append(fork)
        count = self.draw(st.integers(2, 3))
        whens = self.draw(st.lists(st.sampled_from([None, None, "big"]), min_size=count, max_size=count))
        fork["branches"] = [{"start": self.row(f"{name}-join", depth + 1), "when": when} for when in whens]
        fork["wants"] = self.draw(st.sampled_from([None, None, 1, count]))
        return name


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    builder = Builder(draw)
    start = builder.row("done", 0)
    if not builder.steps:
        start = builder.step({"go": start})
    ends = [{"id": "done", "title": SAID, "kind": "done"}]
    if any(outcome["to"] == "stopped" for step in builder.steps for outcome in step["outcomes"].values()):
        ends.append({"id": "stopped", "title": SAID, "kind": "stopped"})
    return Definition.model_validate({
        "id": "random", "title": SAID, "source": "chengjie", "start": start, "steps": builder.steps, "gates": builder.gates,
        "forks": builder.forks, "ends": ends, "fields": [{"name": "big", "kind": "truth", "title": SAID}],
        "people": {"applicants": ["enterprise"], "handlers": ["county-officer"], "supervisors": ["supervisor"]},
        "clocks": [{"id": "all", "title": SAID, "statutory": "licensing", "extension": "licensing-extension"}],
        "reopens_at": [builder.steps[-1]["id"]],
    })  # fmt: skip


class Runner:
    """A live case and the invariants that hold after every act."""

    def __init__(self, definition: Definition, big: bool | None) -> None:
        self.definition, self.known = definition, {("random", 1): definition}
        self.entries: list[Any] = []
        self.state: State | None = None
        self.day, self.elapsed = 1, 0
        self.tried(PERSONS[0], Act("open", place=PLACE, enterprise=FIRM, data=data_of({"big": big})))

    def tried(self, who: Actor, what: Act) -> bool:
        try:
            entry = act(self.state, self.definition, who, what, at(self.day), law=LAW, case="随机")
        except Refusal:
            return False
        self.entries.append(entry)
        self.state = advance(self.state, entry, self.known)
        self.holds()
        return True

    def holds(self) -> None:
        assert self.state is not None
        promises.kept(self.state, self.definition, law=LAW, day=at(self.day).date())
        assert all(
            each.elapsed is not None for each in readings(self.state, self.definition, law=LAW, day=at(self.day).date())
        )


def finished(runner: Runner, seed: int) -> bool:
    """Whether the ordinary outcomes lead to an end, whatever happened before: no dead end."""
    for turn in range(300):
        assert runner.state is not None
        if runner.state.ended:
            return True
        token = runner.state.tokens[(seed + turn) % len(runner.state.tokens)]
        if not any(runner.tried(who, Act("decide", step=token.step, outcome="go")) for who in PERSONS):
            return False
    return False


@settings(max_examples=60, deadline=None)
@given(definitions(), st.sampled_from([True, False, None]), st.data())
def test_random_cases_of_random_processes_keep_every_promise(
    definition: Definition, big: bool | None, data: st.DataObject
) -> None:
    assert check(definition, law=LAW, sources=ZONE.sources) == ()
    runner = Runner(definition, big)
    for _ in range(data.draw(st.integers(0, 14))):
        state = runner.state
        assert state is not None
        runner.day = min(28, runner.day + data.draw(st.integers(0, 2)))
        kind = data.draw(st.sampled_from(ACTS))
        who = data.draw(st.sampled_from(PERSONS))
        step = data.draw(st.sampled_from([each.id for each in definition.steps]))
        what = Act(kind, step=step, outcome=data.draw(st.sampled_from(["go", "again", "stop"])), note="样例",
                   to=definition.reopens_at[0] if kind == "reopen" else "甲1", number=data.draw(st.integers(1, state.count)))  # fmt: skip
        open_before, count = set(state.open), state.count
        if runner.tried(who, what):
            assert kind != "decide" or step in open_before, "decided out of turn"
        assert not runner.tried(STRANGER, what), "somebody out of scope acted"
        assert runner.state is not None
        assert runner.state.count <= count + 1
    assert runner.state is not None
    assert bool(possible(runner.state, definition, PERSONS[0], at(28), law=LAW)) or runner.state.ended
    if runner.state.ended != "withdrawn":
        assert finished(runner, data.draw(st.integers(0, 5))), "a dead end"
    promises.replayed(runner.entries, runner.state, runner.known)


@settings(max_examples=20, deadline=None)
@given(definitions(), st.sampled_from([True, False]), st.integers(0, 9))
def test_a_replay_of_any_prefix_is_the_state_of_that_time(definition: Definition, big: bool, seed: int) -> None:
    runner = Runner(definition, big)
    states = [runner.state]
    for turn in range(8):
        runner.day += 1
        assert runner.state is not None
        if runner.state.tokens:
            token = runner.state.tokens[(seed + turn) % len(runner.state.tokens)]
            runner.tried(PERSONS[turn % 4], Act("decide", step=token.step, outcome="go"))
        states.append(runner.state)
    for day, state in enumerate(states, start=1):
        assert replay(runner.entries, runner.known, until=at(day).date()) == state
