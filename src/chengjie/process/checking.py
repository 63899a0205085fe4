"""A definition is checked whole before it is used: shape, names, roles, limits, rules, sources; all faults at once (流程核查)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator

from chengjie.errors import Fault, Refusal, Where
from chengjie.process import gates, soundness
from chengjie.process.definition import Definition
from chengjie.process.law import Law
from chengjie.process.parts import Outcome, Step, Who


def check(definition: Definition, *, law: Law, sources: Collection[str]) -> tuple[Fault, ...]:
    """Every fault of a definition; empty where it is sound."""
    where = Where(file=f"processes/{definition.id}.yaml")
    return (
        *soundness.faults(definition, where),
        *_people(definition, law, where),
        *_references(definition, where),
        *_settable(definition, where),
        *_personal(definition, law, where),
        *_clocks(definition, law, where),
        *_conditions(definition, law, where),
        *_sources(definition, sources, where),
    )


def _named(kind: str, names: Iterable[str], known: Collection[str], where: Where) -> Iterator[Fault]:
    for name in dict.fromkeys(names):
        if name not in known:
            nearest = "".join(difflib.get_close_matches(name, list(known), 1, 0.4))
            yield Fault("process-name-unknown", where, {"kind": kind, "name": name, "nearest": nearest or None})


def _people(definition: Definition, law: Law, where: Where) -> Iterator[Fault]:
    people = definition.people
    roles = [*people.applicants, *people.handlers, *people.supervisors]
    roles += [role for each in definition.acts.values() for role in each.roles]
    roles += [role for each in definition.clocks if each.escalate for role in each.escalate.roles]
    roles += [role for each in definition.fields for role in each.by]
    yield from _named("role", roles, law.roles, where)
    for step in definition.steps:
        here = Where(file=where.file, column=step.id)
        yield from _named("role", step.who.roles, law.roles, here)
        yield from _who(definition, step.who, step, here)
    if definition.may("open") is None:
        yield Fault("process-nobody-acts", where, {"kind": "open"})
    if definition.documents and definition.may("submit") is None:
        yield Fault("process-nobody-acts", where, {"kind": "submit"})


def _personal(definition: Definition, law: Law, where: Where) -> Iterator[Fault]:
    """What is personal is text, and no gate or branch is judged by it: there stands only a token in the record."""
    judged = " ".join(
        [
            *(each.holds or "" for each in definition.gates),
            *(branch.when or "" for each in definition.forks for branch in each.branches),
        ]
    )
    used = set(re.findall(r"\w+", judged)) | {step.place for step in definition.steps}
    for field in definition.fields:
        yield from _named("role", field.see, law.roles, where)
        if field.personal and (field.kind != "text" or field.name in used):
            yield Fault("process-personal-field", where, {"name": field.name})


def _settable(definition: Definition, where: Where) -> Iterator[Fault]:
    """What an outcome asks for can be set by those who decide or supply; places that are asked are named somewhere."""
    asked = {
        *definition.asks,
        *(name for step in definition.steps for each in step.outcomes.values() for name in each.asks),
    }
    offered = [name for step in definition.steps for each in step.outcomes.values() for name in each.offers]
    yield from _named("field", offered, definition.field_of, where)
    supply = definition.may("supply")
    for step in definition.steps:
        here = Where(file=where.file, column=step.id)
        if step.who.each is not None and step.who.each not in asked and supply is None:
            yield Fault("process-each-never-asked", here, {"name": step.who.each})
        roles = {*step.who.roles, *(supply.roles if supply is not None else ())}
        for name in dict.fromkeys(name for each in step.outcomes.values() for name in each.asks):
            field = definition.field_of.get(name)
            if field is not None and field.by and not roles & set(field.by):
                yield Fault("process-nobody-acts", here, {"kind": f"set {name}"})


def _who(definition: Definition, who: Who, step: Step, where: Where) -> Iterator[Fault]:
    yield from _named("step", who.not_by, definition.step_of, where)
    yield from _named("outcome", who.veto, step.outcomes, where)
    places = {each.name for each in definition.fields if each.kind == "places"}
    one = {each.name for each in definition.fields if each.kind in {"places", "text"}}
    yield from _named("field", filter(None, (who.each,)), places, where)
    yield from _named("field", filter(None, (step.place,)), one, where)


def _references(definition: Definition, where: Where) -> Iterator[Fault]:
    yield from _named("field", definition.asks, definition.field_of, where)
    yield from _named("step", definition.reopens_at, definition.step_of, where)
    for migration in definition.migrations:
        yield from _named("step", migration.steps.values(), definition.step_of, where)
    curable = {each.id for each in definition.documents if each.need == "curable"}
    needed: set[str] = set()
    tolerated: set[str] = set()
    issued = {name for step in definition.steps for each in step.outcomes.values() for name in each.issues}
    reserved = {
        each.resource for step in definition.steps for outcome in step.outcomes.values() for each in outcome.draws
        if each.do == "reserve"
    }  # fmt: skip
    for step in definition.steps:
        here = Where(file=where.file, column=step.id)
        for outcome in step.outcomes.values():
            needed |= set(outcome.needs)
            tolerated |= set(outcome.tolerates)
            yield from _outcome(definition, outcome, curable, issued, reserved, here)
    for name in sorted(tolerated - needed):
        yield Fault("process-curable-never-needed", where, {"document": name})


def _outcome(
    definition: Definition, outcome: Outcome, curable: set[str], issued: set[str], reserved: set[str], where: Where
) -> Iterator[Fault]:
    numbers = {each.name for each in definition.fields if each.kind == "number"}
    yield from _named("document", outcome.needs, definition.document_of, where)
    yield from _named("document", outcome.tolerates, curable, where)
    yield from _named("field", outcome.asks, definition.field_of, where)
    yield from _named("certificate", outcome.revokes, issued, where)
    yield from _named("field", (each.amount or "" for each in outcome.draws if each.do == "reserve"), numbers, where)
    yield from _named("budget", (each.resource for each in outcome.draws if each.do != "reserve"), reserved, where)


def _clocks(definition: Definition, law: Law, where: Where) -> Iterator[Fault]:
    for clock in definition.clocks:
        here = Where(file=where.file, column=clock.id)
        yield from _named("step", (*clock.over, *clock.lapse), definition.step_of, here)
        named = filter(None, (clock.statutory, clock.promised, clock.extension))
        yield from _named("limit", named, law.limits, here)
        dates = {each.name for each in definition.fields if each.kind == "date"}
        yield from _named("field", filter(None, (clock.until,)), dates, here)
        yield from _named("document", filter(None, (clock.paper,)), definition.document_of, here)
        if clock.lapse and not (clock.statutory or clock.promised or clock.until):
            yield Fault("process-name-unknown", here, {"kind": "limit", "name": "—", "nearest": None})
        values = [law.limits[name].value for name in (clock.promised, clock.statutory) if name and name in law.limits]
        if len(values) > 1 and values[0] is not None and values[1] is not None and values[0] > values[1]:
            yield Fault("process-promised-longer", here, {"promised": values[0], "statutory": values[1]})
        for step, outcome in clock.lapse.items():
            if step in definition.step_of:
                yield from _named("outcome", (outcome,), definition.step_of[step].outcomes, here)


def _conditions(definition: Definition, law: Law, where: Where) -> Iterator[Fault]:
    for gate in definition.gates:
        here = Where(file=where.file, column=gate.id)
        if bool(gate.holds) == bool(gate.rules):
            yield Fault("process-gate-question", here, {"gate": gate.id})
        yield from _named("rule", gate.rules, law.rules, here)
        if gate.holds:
            yield from _condition(definition, gate.holds, here)
    for fork in definition.forks:
        for branch in fork.branches:
            if branch.when:
                yield from _condition(definition, branch.when, Where(file=where.file, column=fork.id))


def _condition(definition: Definition, text: str, where: Where) -> Iterator[Fault]:
    try:
        if gates.parsed(definition, text).kind != "truth":
            yield Fault("process-not-a-condition", where, {"condition": text})
    except Refusal as refusal:
        yield from refusal.faults
    except ValueError:
        yield Fault("process-id-twice", where, {"id": text})


def _sources(definition: Definition, sources: Collection[str], where: Where) -> Iterator[Fault]:
    named = (definition.source, *(each.source for each in definition.steps if each.source))
    for source in dict.fromkeys(named):
        if source not in sources:
            yield Fault("process-source-unknown", where, {"source": source})
