"""What a case is at a moment (案件状态): open steps, papers, data, clocks' intervals; computed from its entries, never stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from chengjie.process.entry import CHINA, Data, Datum


@dataclass(frozen=True, slots=True)
class Vote:
    """One answer at a step: for which seat (a person, or the place answered for), by whom, and what came with it."""

    seat: str
    person: str
    outcome: str
    number: int
    at: datetime
    data: Data = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A step that is open: since when, for the how-manieth time, who has voted, and to whom it was delegated."""

    step: str
    round: int
    since: datetime
    votes: tuple[Vote, ...] = ()
    delegates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """A stay at a step, kept for good. `number` is the entry that ended it; an annulled one was reversed or cancelled."""

    step: str
    round: int
    entered: datetime
    left: datetime | None = None
    outcome: str = ""
    votes: tuple[Vote, ...] = ()
    number: int = 0
    annulled: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a paper that was handed in, or another case's certificate that stands for it."""

    number: int
    digest: str
    at: datetime
    person: str
    reused_from: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the case: its versions, and the commitment that stands for it."""

    document: str
    versions: tuple[Version, ...] = ()
    promised: datetime | None = None

    @property
    def is_there(self) -> bool:
        """Whether a version was handed in."""
        return bool(self.versions)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a decision issued (电子证照), and whether it was taken back."""

    name: str
    number: int
    at: datetime
    revoked: datetime | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A point that the case came to, and the entry by which it did."""

    name: str
    at: datetime
    number: int

    @property
    def day(self) -> date:
        """Its day in China."""
        return self.at.astimezone(CHINA).date()


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspension of a clock, of all clocks where none is named."""

    clock: str
    since: datetime
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Extended:
    """An extension of a clock by so many days."""

    clock: str
    days: int
    number: int
    reason: str = ""


@dataclass(frozen=True)
class State:
    """A case as its entries make it. `ended` is the end it came to; then nothing is open."""

    case: str
    definition: str
    version: int
    digest: str
    place: str
    """The place in charge; `origin` is where the case was opened."""
    origin: str
    carrier: str
    enterprise: str
    opened: datetime
    last: datetime
    count: int
    head: str
    tokens: tuple[Token, ...] = ()
    forks: tuple[tuple[str, tuple[bool, ...]], ...] = ()
    values: Data = ()
    papers: tuple[Paper, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    visits: tuple[Visit, ...] = ()
    pauses: tuple[Pause, ...] = ()
    extended: tuple[Extended, ...] = ()
    handovers: tuple[tuple[str, datetime], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    channels: tuple[str, ...] = ()
    held: tuple[tuple[str, int], ...] = ()
    """Budgets that it holds, and by which entry."""
    applicant: str = ""
    ended: str = ""
    ended_at: datetime | None = None
    passed: tuple[tuple[str, str], ...] = ()
    """How each gate was answered when it was last passed."""

    @cached_property
    def data(self) -> Mapping[str, Datum]:
        """The case's values by field."""
        return dict(self.values)

    @cached_property
    def open(self) -> Mapping[str, Token]:
        """The open steps by id."""
        return {each.step: each for each in self.tokens}

    @cached_property
    def paper(self) -> Mapping[str, Paper]:
        """Papers by document."""
        return {each.document: each for each in self.papers}

    def reached(self, milestone: str) -> Milestone | None:
        """When a milestone was reached, if it stands."""
        return next((each for each in self.milestones if each.name == milestone), None)

    def holds(self, certificate: str) -> bool:
        """Whether it has issued a certificate that stands."""
        return any(each.name == certificate and each.revoked is None for each in self.certificates)


def _silent(_: Draft, node: str) -> str:
    raise KeyError(node)


@dataclass(slots=True)
class Head:
    """The single values of a state while it is made."""

    case: str
    definition: str
    version: int
    digest: str
    place: str
    origin: str
    carrier: str
    enterprise: str
    opened: datetime
    last: datetime
    count: int
    head: str
    applicant: str = ""


@dataclass(slots=True)
class Draft:
    """A state in the making: what the fold over entries works on. It never leaves this room."""

    head: Head
    tokens: dict[str, Token] = field(default_factory=dict)
    forks: dict[str, list[bool]] = field(default_factory=dict)
    data: dict[str, Datum] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    certificates: list[Certificate] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    extended: list[Extended] = field(default_factory=list)
    handovers: list[tuple[str, datetime]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)
    rounds: dict[str, int] = field(default_factory=dict)
    passed: dict[str, str] = field(default_factory=dict)
    ended: str = ""
    ended_at: datetime | None = None
    ask: Answer = _silent

    @classmethod
    def of(cls, state: State) -> Draft:
        """Taken up from a state."""
        rounds: dict[str, int] = {}
        for visit in state.visits:
            rounds[visit.step] = max(rounds.get(visit.step, 0), visit.round)
        head = Head(
            state.case, state.definition, state.version, state.digest, state.place, state.origin, state.carrier,
            state.enterprise, state.opened, state.last, state.count, state.head, state.applicant,
        )  # fmt: skip
        return cls(
            head, dict(state.open), {fork: list(arrived) for fork, arrived in state.forks}, dict(state.values),
            dict(state.paper), list(state.certificates), list(state.milestones), list(state.visits), list(state.pauses),
            list(state.extended), list(state.handovers), list(state.links), list(state.channels), dict(state.held), rounds,
            dict(state.passed), state.ended, state.ended_at,
        )  # fmt: skip

    def state(self) -> State:
        """Set down as a state."""
        head = self.head
        return State(
            head.case, head.definition, head.version, head.digest, head.place, head.origin, head.carrier, head.enterprise,
            head.opened, head.last, head.count, head.head, tuple(self.tokens.values()),
            tuple((fork, tuple(arrived)) for fork, arrived in self.forks.items()), tuple(self.data.items()),
            tuple(self.papers.values()), tuple(self.certificates), tuple(self.milestones), tuple(self.visits),
            tuple(self.pauses), tuple(self.extended), tuple(self.handovers), tuple(self.links), tuple(self.channels),
            tuple(self.held.items()), head.applicant, self.ended, self.ended_at,
            tuple(self.passed.items()),
        )  # fmt: skip

    def begin(self, step: str, at: datetime) -> None:
        """Open a step."""
        self.rounds[step] = turn = self.rounds.get(step, 0) + 1
        self.tokens[step] = Token(step, turn, at)
        self.visits.append(Visit(step, turn, at))

    def leave(self, step: str, at: datetime, *, outcome: str = "", number: int = 0, annulled: bool = False) -> None:
        """Close a step: decided by an entry, or cancelled."""
        token = self.tokens.pop(step)
        for place in range(len(self.visits) - 1, -1, -1):
            visit = self.visits[place]
            if visit.step == step and visit.left is None:
                self.visits[place] = Visit(step, token.round, visit.entered, at, outcome, token.votes, number, annulled)
                return


Answer = Callable[[Draft, str], str]
"""Answers yes, no or unknown for a gate, or for a branch written `fork/number`."""
