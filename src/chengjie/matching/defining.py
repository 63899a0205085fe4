"""Opening a kind of match from a zone, with everything that is wrong with it told at once."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import chengjie.package
from chengjie.errors import Fault, Refusal, Where
from chengjie.matching.definition import Criterion, Definition
from chengjie.package import Package
from chengjie.register import keeping

LIKE, WITHOUT = "like", "without"
SCREENED = "columns"  # a definition with a register's columns is one of screening


def kinds(package: Package) -> tuple[Definition, ...]:
    """Every kind of match of a zone, in the order of its layers. Refuses as `definition` does."""
    return tuple(keeping.once(package, _all).values())


def definition(package: Package, name: str = "project-carrier") -> Definition:
    """The definition of a kind of match. Refuses `match-definition-unknown`, `match-weights-…`, bad names and expressions."""
    known = keeping.once(package, _all)
    if name not in known:
        nearest = "、".join(difflib.get_close_matches(name, known, 3, 0.3)) or "—"
        raise Refusal.of("match-definition-unknown", name=name, zone=package.id, nearest=nearest)
    return known[name]


def _all(package: Package) -> Mapping[str, Definition]:
    given = [each for each in package.definitions("matches") if SCREENED not in each.data]
    known = {each.id: each.data for each in given}
    found = chengjie.package.checked((replace(each, data=_like(each.data, known)) for each in given), Definition)
    faults = [fault for each in found for fault in (*_faults(each), *_cited(each, package))]
    if faults:
        raise Refusal(faults)
    return {each.id: each for each in found}


def _like(data: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """A definition that is `like` another takes its criteria, conditions and origins, less those named in `without`, and adds its own."""
    if LIKE not in data or str(data[LIKE]) not in known or data[LIKE] == data.get("id"):
        return {key: value for key, value in data.items() if key != LIKE or str(value) not in known}
    other, own = known[str(data[LIKE])], {key: value for key, value in data.items() if key not in {LIKE, WITHOUT}}
    left = set(data.get(WITHOUT) or ())
    for part in ("criteria", "conditions"):
        mine = {each["id"]: each for each in own.get(part) or ()}
        kept = [mine.pop(each["id"], each) for each in other.get(part) or () if each["id"] not in left]
        own[part] = [*kept, *mine.values()]
    return {"origins": other.get("origins") or {}, **({"good": other["good"]} if "good" in other else {}), **own}


def _faults(wanted: Definition) -> Iterator[Fault]:
    where = Where(file=f"matches/{wanted.id}.yaml")
    yield from _weights(wanted, wanted.criteria, where)
    columns = {"demand": wanted.demand, "supply": wanted.supply}
    for side, column in _named(wanted):
        if columns[side].column(column) is None:
            known = [each.name for each in columns[side].columns]
            nearest = "、".join(difflib.get_close_matches(column, known, 2, 0.3)) or "—"
            yield Fault("match-column-unknown", where, {"side": side, "name": column, "nearest": nearest})
    if not wanted.is_of_tables:
        for part in (wanted.demand, wanted.supply):
            if part.source == "table":
                yield from (Fault("match-column-missing", where, {"name": need}) for need in ("name", "industry") if part.column(need) is None)  # fmt: skip
    for text in wanted.expressions():
        try:
            wanted.parsed(text)
        except Refusal as refusal:
            yield from refusal.faults


def _cited(wanted: Definition, package: Package) -> Iterator[Fault]:
    """A condition that cites something cites a source of the zone."""
    for each in wanted.conditions:
        if each.source and each.source not in package.sources:
            where = Where(file=f"matches/{wanted.id}.yaml")
            yield Fault("match-source-unknown", where, {"condition": each.id, "source": each.source})


def _named(wanted: Definition) -> Iterator[tuple[str, str]]:
    """Every column that the definition speaks of outside its expressions."""
    for pair in wanted.pairs:
        yield from (("demand", pair.demand), ("supply", pair.supply))
    if wanted.assigning:
        asked = wanted.assigning
        for side, column in (("demand", asked.demand_capacity), ("supply", asked.supply_capacity), ("demand", asked.demand_amount), ("supply", asked.supply_amount)):  # fmt: skip
            if column:
                yield side, column
    for column in (wanted.together, wanted.held):
        if column:
            yield "demand", column


def _weights(wanted: Definition, criteria: tuple[Criterion, ...], where: Where) -> Iterator[Fault]:
    total = sum(each.weight for each in criteria)
    if not total:
        yield Fault("match-weights-zero", where, {"name": wanted.id})
    elif wanted.weights_sum is not None and not math.isclose(total, wanted.weights_sum, abs_tol=1e-9):
        yield Fault(
            "match-weights-sum", where, {"name": wanted.id, "sum": round(total, 6), "wanted": wanted.weights_sum}
        )


def weighted(wanted: Definition, weights: Mapping[str, float]) -> Definition:
    """The same with other weights.

    Refuses `match-weight-unknown`, `match-weight-out-of-range`, `match-weights-zero`, `match-weights-sum`.
    """
    known = [each.id for each in wanted.criteria]
    faults = [
        Fault("match-weight-unknown", parameters={"name": name, "nearest": "、".join(difflib.get_close_matches(name, known, 2, 0.3)) or "—"})
        for name in weights if name not in known
    ]  # fmt: skip
    faults += [
        Fault("match-weight-out-of-range", parameters={"name": name})
        for name, weight in weights.items()
        if not 0 <= weight <= 100
    ]
    criteria = tuple(each.model_copy(update={"weight": weights.get(each.id, each.weight)}) for each in wanted.criteria)
    faults += [] if faults else list(_weights(wanted, criteria, Where()))
    if faults:
        raise Refusal(faults)
    return wanted.model_copy(update={"criteria": criteria})


def by(wanted: Definition, **choices: Any) -> Definition:  # noqa: ANN401  # checked by the model
    """The same by another method, normalisation or weighing; what is None stays. Refuses `match-choice-unknown`."""
    changed = {key: value for key, value in choices.items() if value}
    allowed = {"method": _options("method"), "normalisation": _options("normalisation"), "weights": _options("weights")}
    faults = [
        Fault("match-choice-unknown", parameters={"what": key, "name": str(value), "known": "、".join(allowed[key])})
        for key, value in changed.items()
        if value not in allowed[key]
    ]
    if faults:
        raise Refusal(faults)
    return wanted.model_copy(update=changed)


def _options(name: str) -> tuple[str, ...]:
    annotation = Definition.model_fields[name].annotation
    return tuple(str(each) for each in getattr(annotation, "__args__", ()))


def unasked(wanted: Definition, stated: Mapping[str, bool]) -> tuple[str, ...]:
    """The inputs that a demand does not state and without which criteria are not asked."""
    needed = dict.fromkeys(each.needs for each in wanted.criteria if each.needs)
    return tuple(name for name in needed if not stated.get(name, True))
