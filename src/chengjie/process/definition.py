"""A process as data (`processes/*.yaml`), one version of it: everything that a case is handled by (流程定义)."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property

from pydantic import Field

from chengjie.expression import Expression
from chengjie.package.written import Part, Said
from chengjie.process.graph import Graph, graph
from chengjie.process.parts import (
    ID,
    KINDS,
    ActKind,
    Clock,
    DocumentOf,
    End,
    FieldOf,
    Fork,
    Gate,
    Migration,
    People,
    Step,
    Who,
)  # fmt: skip

WITHDRAWN = "withdrawn"
_OF_APPLICANTS = frozenset({"open", "submit", "promise", "supply", "note", "withdraw"})
_OF_HANDLERS = frozenset(
    {"submit", "supply", "note", "link", "suspend", "resume", "extend", "delegate", "handover", "correct", "lapse"}
)
_OF_SUPERVISORS = frozenset({"note", "correct", "reverse", "reopen", "migrate", "handover", "extend"})


class Definition(Part):
    """One version of a process. An older version is kept under `NAME@VERSION` as long as cases run on it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{1,63}(@\d{1,4})?$")
    version: int = Field(default=1, ge=1)
    title: Said
    about: str = Field(default="other", pattern=ID)
    """What it is part of: project, approval, dispatch, risk, recognition."""
    systems: tuple[str, ...] = ()
    source: str
    article: str = ""
    proposed: bool = False
    """The source asks for such a process; its steps were drawn up here and wait for the office to confirm them."""
    people: People
    acts: dict[ActKind, Who] = Field(default_factory=dict)
    fields: tuple[FieldOf, ...] = ()
    asks: tuple[str, ...] = ()
    """Fields without which a case is not opened."""
    documents: tuple[DocumentOf, ...] = ()
    start: str
    steps: tuple[Step, ...] = Field(min_length=1)
    gates: tuple[Gate, ...] = ()
    forks: tuple[Fork, ...] = ()
    ends: tuple[End, ...] = Field(min_length=1)
    clocks: tuple[Clock, ...] = ()
    reopens_at: tuple[str, ...] = ()
    migrations: tuple[Migration, ...] = ()

    @property
    def name(self) -> str:
        """The id without the version."""
        return self.id.partition("@")[0]

    @cached_property
    def graph(self) -> Graph:
        """Its nodes and edges."""
        return graph(self.start, self.steps, self.gates, self.forks, self.ends)

    @cached_property
    def step_of(self) -> dict[str, Step]:
        """Steps by id."""
        return {each.id: each for each in self.steps}

    @cached_property
    def field_of(self) -> dict[str, FieldOf]:
        """Fields by name."""
        return {each.name: each for each in self.fields}

    @cached_property
    def document_of(self) -> dict[str, DocumentOf]:
        """Documents by id."""
        return {each.id: each for each in self.documents}

    @cached_property
    def clock_of(self) -> dict[str, Clock]:
        """Clocks by id."""
        return {each.id: each for each in self.clocks}

    @cached_property
    def conditions(self) -> dict[str, Expression]:
        """Conditions that were parsed, by their words."""
        return {}

    @cached_property
    def digest(self) -> str:
        """What tells one build of the definition from another; words for people do not count, the order of outcomes does."""
        return hashlib.sha256(json.dumps(_bare(self.model_dump())).encode()).hexdigest()[:16]

    def kinds_of_acts(self) -> tuple[ActKind, ...]:
        """The acts that somebody may do besides opening and deciding."""
        return tuple(kind for kind in KINDS if kind not in {"open", "decide", "lapse"} and self.may(kind) is not None)

    def may(self, kind: ActKind) -> Who | None:
        """Who may do an act that is not a decision; None where nobody may."""
        if kind in self.acts:
            return self.acts[kind]
        roles: list[str] = []
        for named, kinds in (
            (self.people.applicants, _OF_APPLICANTS),
            (self.people.handlers, _OF_HANDLERS),
            (self.people.supervisors, _OF_SUPERVISORS),
        ):
            roles += named if kind in kinds else ()
        return Who(roles=tuple(dict.fromkeys(roles))) if roles else None


def _bare(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: _bare(each)
            for key, each in value.items()
            if key not in {"title", "supplier", "source", "article", "systems", "proposed"}
        }
    return [_bare(each) for each in value] if isinstance(value, list | tuple) else value
