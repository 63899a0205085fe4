"""What operations on cases answer: processes, cases with clocks, papers and acts, entries, one's work (办件)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from chengjie.web.api.answers.shape import Answer, Open, Told, Tree


class CaseOut(Answer):
    """A case as a list has it; `due` is the earliest day of its clocks, null where none can be said."""

    number: str
    process: str
    version: int
    title: str
    place: str
    origin: str
    carrier: str
    enterprise: str
    opened: datetime
    last: datetime
    ended: str
    entries: int
    due: date | None
    late: bool
    simulated: bool


class CasesOut(Answer):
    """A page of cases; `next` is the `after` of the page after it."""

    rows: list[CaseOut]
    next: int | None


class EntryOut(Answer):
    """An entry that was made: its number and the hash that seals it."""

    case: str
    number: int
    at: datetime
    kind: str
    hash: str
    simulated: bool


class AskedOut(Answer):
    """A field of a process."""

    name: str
    kind: str
    unit: str | None
    title: Told


class StepOut(Answer):
    """A step: who may take it, and its outcomes."""

    id: str
    title: Told
    roles: list[str]
    outcomes: list[str]


class DocumentOut(Answer):
    """A paper: whether it is required, curable or may be promised."""

    id: str
    need: str
    title: Told


class EndOut(Answer):
    """An end of a process."""

    id: str
    title: Told


class ProcessOut(Answer):
    """The latest version of a process; `asks` are the fields with which it is opened."""

    id: str
    version: int
    title: Told
    about: str
    asks: list[str]
    fields: list[AskedOut]
    steps: list[StepOut]
    documents: list[DocumentOut]
    ends: list[EndOut]


class ProcessesOut(Answer):
    """Every process."""

    processes: list[ProcessOut]


class VoteOut(Answer):
    """A decision of one of several who decide together."""

    seat: str
    outcome: str
    entry: int


class OpenStepOut(Answer):
    """A step at which a case stands, since when, and who has decided so far."""

    step: str
    title: Told
    roles: list[str]
    since: datetime
    votes: list[VoteOut]


class ClockOut(Answer):
    """A clock in working days; what is unknown is null and `missing` says what it would take."""

    clock: str
    runs: bool
    suspended: bool
    elapsed: int | None
    working: bool
    statutory: int | None
    promised: int | None
    extended: int
    due: date | None
    left: int | None
    late: bool | None
    breach: bool | None
    missing: list[str]


class FileOut(Answer):
    """A paper as a file, with its digest."""

    id: str
    name: str
    sha256: str
    bytes: int


class PaperOut(Answer):
    """A paper of a case: whether it is there, and its files."""

    document: str
    need: str
    there: bool
    files: list[FileOut]


class MilestoneOut(Answer):
    """A milestone that was reached, and by which entry."""

    name: str
    title: Told
    day: date
    entry: int


class ActOut(Open):
    """An act that one may take: the body to send to `/cases/{number}/acts`, what it asks for besides, and what stands against it."""

    kind: str
    title: Told
    asks: list[str]
    note: bool
    evidence: bool
    against: list[Tree]


class ProvedOut(Answer):
    """Whether the entries of the case hold; `broken` names the first that does not."""

    holds: bool
    entries: int
    cases: int
    broken: Tree | None


class CaseWholeOut(CaseOut):
    """Where a case stands: its open steps, clocks, papers, fields as one sees them, what one may do, and its proof."""

    open: list[OpenStepOut]
    clocks: list[ClockOut]
    papers: list[PaperOut]
    data: dict[str, Any]
    masked: list[str]
    milestones: list[MilestoneOut]
    links: list[list[str]]
    acts: list[ActOut]
    proof: ProvedOut


class SealedOut(Open):
    """An entry as it was sealed, with its hash and that of the one before; `done` says it in words."""

    case: str
    number: int
    at: datetime
    act: Tree
    by: Tree
    algorithm: Literal["sm3", "sha256"]
    before: str
    hash: str
    done: Told | None


class SealedsOut(Answer):
    """A stretch of entries, the earliest first; `next` is the `after` of the stretch after it."""

    case: str
    simulated: bool
    next: int | None
    rows: list[SealedOut]


class WaitingOut(Answer):
    """Something that waits for one: at which step, in which role, since when, until when."""

    case: CaseOut
    step: str
    role: str
    place: str
    since: datetime
    due: date | None
    late: bool


class WorkOut(Answer):
    """What waits, the most urgent first; whether there is more; what one has sent."""

    waiting: list[WaitingOut]
    more: bool = Field(description="there is more than is listed")
    sent: list[CaseOut]
