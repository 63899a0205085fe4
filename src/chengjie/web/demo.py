"""Simulated projects put on record (模拟数据): made by the same acts as real ones, marked, and removed without a trace of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.db import transaction

import chengjie.process
from chengjie.errors import Refusal
from chengjie.process import CHINA, Act, Actor, Definition, Entry, Grant, State, data_of
from chengjie.process.drawing import drawn
from chengjie.web import cases, ledger, zone
from chengjie.web.demo_plans import LAST, Plan, Total, plans, totals
from chengjie.web.records.cases import Case, CaseEntry, CaseFile, Linked, PersonalValue, Reach, Waiting
from chengjie.web.records.ledger import Line
from chengjie.web.search import rows as sought

CLERK = "模拟·县经办"
BATCH = 200

_WAY = (  # step, outcome, paper handed in before
    ("lead", "talk", ""), ("in-talks", "agree", ""), ("budget", "reserve", ""), ("signing", "signed", "contract"),
    ("registration", "registered", "registration"), ("approval", "approved", "approval"),
    ("land-supply", "supplied", "land-deed"), ("start-work", "started", "permit"),
    ("completion", "completed", "acceptance"), ("production", "producing", ""), ("full-output", "reached", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """What was put on record, and the stated totals that it was scaled to."""

    projects: int
    entries: int
    totals: tuple[Total, ...]


@transaction.atomic
def fill(*, seed: int, projects: int | None = None, told: Callable[[int], None] | None = None) -> Filled:
    """Put simulated projects on record, all or nothing; with `projects` only so many, spread over the years, and then totals are not met.
    Refuses `demo-there-already`, `demo-claims-missing`."""
    there = Case.objects.filter(simulated=True).count()
    if there:
        raise Refusal.of("demo-there-already", projects=there)
    wanted = plans(seed)
    if projects is not None:
        step = max(1, len(wanted) // max(1, projects))
        wanted = wanted[::step][:projects]
    entries = 0
    for start in range(0, len(wanted), BATCH):
        entries += _store([_made(start + at, plan) for at, plan in enumerate(wanted[start : start + BATCH], start=1)])
        if told is not None:
            told(min(start + BATCH, len(wanted)))
    return Filled(len(wanted), entries, totals())


@transaction.atomic
def clear() -> int:
    """Take every simulated case off the record with all that belongs to it, and nothing else; how many there were."""
    found = Case.objects.filter(simulated=True)
    files = list(CaseFile.objects.filter(case__in=found))
    paths = [each.path for each in files]
    for rows in (PersonalValue, CaseFile, CaseEntry, Linked, Reach, Waiting, Line):
        rows.objects.filter(case__in=found).delete()
    count = found.count()
    sought.drop_cases(list(found.values_list("pk", flat=True)))
    found.delete()
    transaction.on_commit(partial(_remove, paths))
    return count


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _store(made: list[tuple[State, list[Entry]]]) -> int:
    rows = [_case(state) for state, _ in made]
    Case.objects.bulk_create(rows)
    reaches, waiting, lines, entries = list[Reach](), list[Waiting](), list[Line](), list[CaseEntry]()
    for row, (state, acts) in zip(rows, made, strict=True):
        about, waits = cases.beside(row, state)
        reaches += about
        waiting += waits
        lines.append(ledger.line_of(row, state))
        entries += [CaseEntry.of(row, each) for each in acts]
    CaseEntry.objects.bulk_create(entries, batch_size=2000)
    Reach.objects.bulk_create(reaches, batch_size=2000)
    Waiting.objects.bulk_create(waiting, batch_size=2000)
    Line.objects.bulk_create(lines, batch_size=500)
    places = {row.pk: [each.place for each in reaches if each.case is row] for row in rows}
    sought.put(sought.of_case(row, places[row.pk], cases.industry_of(state)) for row, (state, _) in zip(rows, made, strict=True))  # fmt: skip
    return len(entries)


def _case(state: State) -> Case:
    case = Case(
        number=state.case, definition=state.definition, version=state.version, opened=state.opened, simulated=True
    )
    cases.describe(case, state)
    return case


def _made(number: int, plan: Plan) -> tuple[State, list[Entry]]:
    """A project as far as it has come by the last day of the simulation."""
    definition, library = cases.library().get(ledger.PROCESS), cases.library()
    who = Actor(CLERK, (Grant("county-officer", place=plan.county),))
    name, state, entries, law = f"SIM-{plan.opened.year}-{number:04d}", None, list[Entry](), library.law
    for what, when in _acts(number, plan, definition):
        law = library.law.with_(budgets=drawn(cases.PRETENDED, [each for each in entries if each.draws]))
        entry = chengjie.process.act(state, definition, who, what, when, law=law, case=name)
        state = chengjie.process.advance(state, entry, library.definitions)
        entries.append(entry)
    if state is None:
        raise RuntimeError("a simulated project begins within its years")
    return state, entries


def _acts(number: int, plan: Plan, definition: Definition) -> Iterator[tuple[Act, datetime]]:
    yield (
        Act("open", place=plan.county, carrier=plan.carrier, channel="window", data=data_of(_first(number, plan))),
        _at(plan.opened),
    )
    for milestone, (step, outcome, paper) in enumerate(_WAY):
        day = plan.day(milestone)
        if day > LAST:
            return
        if milestone == plan.stops_after:
            yield Act("decide", step=step, outcome="stop", note="模拟：项目终止"), _at(day)
            return
        if paper:
            yield Act("submit", document=paper, digest=sha256(f"模拟 {number} {paper}".encode()).hexdigest()), _at(day)
        demands = definition.step_of[step].outcomes[outcome]
        evidence = ("模拟·现场照片",) if demands.evidence else ()
        yield (
            Act("decide", step=step, outcome=outcome, data=data_of(_asked(plan, step)), evidence=evidence),
            _at(day, 1),
        )


def _first(number: int, plan: Plan) -> dict[str, object]:
    place = zone.places().by_code(plan.county)
    where = place.name if place else plan.county
    return {
        "name": f"模拟·{where}{plan.industry}项目{number:04d}", "industry": plan.industry, "three_500": plan.three_500,
        "is_enclave": False, "kind": "单个",
    }  # fmt: skip


def _asked(plan: Plan, step: str) -> dict[str, object]:
    asked: dict[str, dict[str, object]] = {
        "lead": {"strategy": "未落户"}, "in-talks": {"catalogue_class": "允许", "is_new": True},
        "budget": {"land_area": plan.land}, "signing": {"contract_amount": plan.contract},
        "production": {"paid_amount": plan.paid},
    }  # fmt: skip
    return asked.get(step, {})


def _at(day: date, hours: int = 0) -> datetime:
    return datetime.combine(day, time(9), CHINA) + timedelta(hours=hours)
