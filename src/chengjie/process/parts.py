"""The parts of a process: steps, gates, forks, ends, documents, clocks, and who may act (流程的构件)."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from chengjie.package.written import Part, Said

ID = r"^[a-z][a-z0-9-]{1,63}$"
NAME = r"^[a-z][a-z0-9_]{1,60}$"
ActKind = Literal[
    "open", "decide", "submit", "promise", "supply", "note", "link", "suspend", "resume", "extend", "delegate",
    "handover", "withdraw", "correct", "reverse", "reopen", "lapse", "migrate",
]  # fmt: skip
KINDS: tuple[ActKind, ...] = get_args(ActKind)
FieldKind = Literal["number", "text", "truth", "date", "places"]


class FieldOf(Part):
    """What a case holds: its name in expressions, kind, unit, and who can supply it where it is missing."""

    name: str = Field(pattern=NAME)
    kind: FieldKind
    title: Said
    unit: str = ""
    supplier: Said | None = None
    by: tuple[str, ...] = ()
    """Roles that may set it; anybody who acts on the case where none is named."""
    personal: bool = False
    """About a person: kept beside the record and taken away when its time is over; text, and nothing is judged by it."""
    see: tuple[str, ...] = ()
    """Roles that see a personal value whole; all that act on such cases where none is named. The others see a part."""


class DocumentOf(Part):
    """A document. `curable` ones may come later (容缺), `promised` ones may be replaced by a commitment (告知承诺)."""

    id: str = Field(pattern=ID)
    title: Said
    need: Literal["required", "curable", "promised"] = "required"
    reuse: bool = False
    """Whether an earlier case's certificate, or another place's, may stand for it."""
    personal: bool = False
    """Whether it tells of a person: handed out to those who act on such cases only, each time on record."""


class Who(Part):
    """Who may act: a role, at a level where one is named. `quorum` votes for one outcome decide; a vote for `veto` decides alone.

    `each` names a field that lists places: one answer is wanted from each. `not_by` names steps whose actor may not act here.
    """

    roles: tuple[str, ...] = Field(min_length=1)
    level: Literal["country", "province", "prefecture", "county"] | None = None
    quorum: int = Field(default=1, ge=1, le=50)
    veto: tuple[str, ...] = ()
    each: str | None = None
    not_by: tuple[str, ...] = ()


class Draws(Part):
    """What a decision does to a budget (指标账): reserve an amount that a field names, commit or release it."""

    resource: str
    do: Literal["reserve", "commit", "release"]
    amount: str | None = None


class Outcome(Part):
    """What may be decided, and where it leads. The first outcome of a step is its ordinary one."""

    to: str
    title: Said | None = None
    needs: tuple[str, ...] = ()
    """Documents that must be there (a promised one: its commitment)."""
    tolerates: tuple[str, ...] = ()
    """Curable documents that may be promised for later instead."""
    asks: tuple[str, ...] = ()
    """Fields that must have a value by then."""
    offers: tuple[str, ...] = ()
    """Fields that may be given with it; what is left out stays unknown."""
    evidence: bool = False
    note: bool = False
    reaches: str | None = None
    """The milestone that the case has come to, by which figures count it."""
    issues: tuple[str, ...] = ()
    revokes: tuple[str, ...] = ()
    draws: tuple[Draws, ...] = ()


class Step(Part):
    """Something that a person does."""

    id: str = Field(pattern=ID)
    title: Said
    who: Who
    outcomes: dict[str, Outcome] = Field(min_length=1)
    stage: str = ""
    place: str | None = None
    """The field that names the place where the step is done, if it is not the place in charge (异地协同)."""
    source: str | None = None


class Gate(Part):
    """A question that is answered by an expression over the case or by rules of the zone: yes, no, unknown each has its path."""

    id: str = Field(pattern=ID)
    title: Said
    holds: str | None = None
    rules: tuple[str, ...] = ()
    if_yes: str | None = None
    if_no: str | None = None
    if_unknown: str | None = None


class Branch(Part):
    """A branch of a fork; it is left out where `when` is no, and taken where it is unknown."""

    start: str
    when: str | None = None


class Fork(Part):
    """Branches that go side by side (并联) and meet at `join`; `wants` says how many must arrive, all by default."""

    id: str = Field(pattern=ID)
    title: Said
    branches: tuple[Branch, ...] = Field(min_length=2)
    join: str = Field(pattern=ID)
    wants: int | None = Field(default=None, ge=1)
    then: str


class End(Part):
    """How a case may end."""

    id: str = Field(pattern=ID)
    title: Said
    kind: Literal["done", "refused", "stopped"]


class Escalation(Part):
    """Whose work a step becomes as well, so many days after its clock has run out."""

    roles: tuple[str, ...] = Field(min_length=1)
    level: Literal["country", "province", "prefecture", "county"] | None = None
    after: int = Field(default=0, ge=0)


class Clock(Part):
    """A clock (时限): it runs while one of the steps in `over` is open (any step where none is named).

    `statutory`, `promised` and `extension` name rows of limits.csv; a limit without a value leaves the due date unknown.
    """

    id: str = Field(pattern=ID)
    title: Said
    over: tuple[str, ...] = ()
    statutory: str | None = None
    promised: str | None = None
    extension: str | None = None
    paper: str | None = None
    """A curable document: the clock runs from the promise to hand it in until it is there."""
    until: str | None = None
    """A date field by which this case must be done, set in the case itself; then no limit is named."""
    remind: tuple[int, ...] = ()
    escalate: Escalation | None = None
    lapse: dict[str, str] = Field(default_factory=dict)
    """Step to outcome: what is taken as decided when the clock has run out (视为、失效)."""


class People(Part):
    """Roles by what they do with a case; `open` and the other acts follow from it, and `acts` may say otherwise."""

    applicants: tuple[str, ...] = ()
    handlers: tuple[str, ...] = ()
    supervisors: tuple[str, ...] = ()


class Migration(Part):
    """From which version cases may come, and which step of theirs is which of ours."""

    source_version: int = Field(alias="from")
    steps: dict[str, str] = Field(default_factory=dict)
