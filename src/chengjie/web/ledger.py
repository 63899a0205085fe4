"""The project ledger (台账) as it is kept beside the cases: a line a project, and states light enough to measure thousands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Q, QuerySet

from chengjie.process import CHINA, Actor, State, data_of
from chengjie.process.state import Milestone
from chengjie.web import scope
from chengjie.web.records.cases import Case
from chengjie.web.records.ledger import MILESTONES, Line
from chengjie.web.records.rules import plain

PROCESS = "project-life"
_CARRIER, _ENTERPRISE = "case__carrier", "case__enterprise"


def line_of(case: Case, state: State) -> Line:
    """The line of a project, not stored."""
    data = state.data
    line = Line(case=case, place=state.place, simulated=case.simulated)
    line.stage = state.ended or next((each.step for each in state.tokens), "")
    line.industry = _text(data.get("industry"))[:100]
    line.three_500 = found if isinstance(found := data.get("three_500"), bool) else None
    line.contract = found if isinstance(found := data.get("contract_amount"), Decimal) else None
    line.paid = found if isinstance(found := data.get("paid_amount"), Decimal) else None
    for name in MILESTONES:
        reached = state.reached(name)
        setattr(line, name, reached.day if reached else None)
    return line


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def keep(case: Case, state: State) -> None:
    """Work out the line of a project anew."""
    Line.objects.filter(case=case).delete()
    line_of(case, state).save(force_insert=True)


def visible(who: Sequence[Actor], *, simulated: bool) -> QuerySet[Line]:
    """The lines of one kind that somebody may see, for lists: the first of many are found without looking at the others."""
    near = scope.within(
        who, place=lambda codes: Q(case__in=scope.reaching(codes)), carrier=_CARRIER, enterprise=_ENTERPRISE
    )
    return Line.objects.filter(near, simulated=simulated)


def counted(who: Sequence[Actor], *, simulated: bool) -> QuerySet[Line]:
    """The same lines, for sums over all of them."""
    near = scope.within(
        who, place=lambda codes: Q(place__among=codes) | Q(case__in=scope.reaching(codes)), carrier=_CARRIER,
        enterprise=_ENTERPRISE,
    )  # fmt: skip
    return Line.objects.filter(near, simulated=simulated)


def states(lines: Iterable[Line]) -> Iterable[State]:
    """Projects as far as figures ask: milestones and amounts. Their entries are read only where one is opened."""
    for line in lines:
        case = line.case
        values = {"contract_amount": _amount(line.contract), "paid_amount": _amount(line.paid)}
        yield State(
            case.number, case.definition, case.version, "", case.place, case.origin, case.carrier, case.enterprise,
            case.opened, case.last, case.count, case.head, values=data_of(values),
            milestones=tuple(Milestone(name, _noon(day), 0) for name in MILESTONES if (day := getattr(line, name))),
            ended=case.ended,
        )  # fmt: skip


def _amount(value: Decimal | None) -> Decimal | None:
    return None if value is None else plain(value)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), CHINA)
