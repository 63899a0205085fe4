"""What operations on settlement and promises answer (结算与兑现)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from chengjie.web.api.answers.shape import Answer, Exact, Open, Told, Tree


class SchemeOut(Answer):
    """A scheme of support; `blanks` are parameters that nobody has stated, without which nothing is paid."""

    id: str
    title: Told
    method: str
    evidence: str
    source: str
    parameters: list[str]
    blanks: list[str]


class KindOut(Answer):
    """A kind of agreement."""

    id: str
    title: Told
    source: str


class SchemesOut(Answer):
    """Schemes of support, and kinds of agreement."""

    schemes: list[SchemeOut]
    agreements: list[KindOut]


class DeskOut(Answer):
    """A desk of one's own, for a scheme or a kind of agreement."""

    id: str
    name: str
    form: Literal["scheme", "agreement"]
    definition: str


class DesksOut(Answer):
    """One's own desks."""

    desks: list[DeskOut]


class LaidOut(Answer):
    """Something that was laid on a desk."""

    kind: str
    name: str
    by: str


class DeskWholeOut(DeskOut):
    """What lies on a desk, what comes out of it line by line with its arithmetic (null while something is missing), and the ledger."""

    inputs: list[LaidOut]
    outcome: Tree | None
    balances: dict[str, Exact]
    closed: list[str]
    entries: int


class PostedOut(Open):
    """An entry as it was sealed; `hash` seals it with the one before."""

    number: int
    kind: str
    period: str
    day: date
    amounts: dict[str, Exact]
    hash: str


class BookOut(Answer):
    """The ledger of a desk, and whether the whole of it holds."""

    rows: list[PostedOut]
    holds: bool


class HappeningOut(Answer):
    """An entry of the register of promises."""

    event: str
    day: date
    amount: Exact | None
    source: str
    row: int


class PromiseOut(Answer):
    """A promise as it stands at the end of a day; null where no amount or date was named."""

    promise: str
    place: str
    carrier: str
    enterprise: str
    by: str
    to: str
    what: str
    amount: Exact | None
    delivered: Exact
    owed: Exact | None
    due: date | None
    first_due: date | None
    state: Literal["delivered", "late", "partly", "overdue", "open", "undated", "withdrawn", "disputed"]
    days_late: int
    entries: list[HappeningOut]


class PromisesOut(Answer):
    """The promises within one's reach, on a day."""

    on: date
    promises: list[PromiseOut]
