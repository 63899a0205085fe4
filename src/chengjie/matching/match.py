"""Ranking the carriers for a project, and setting two of them side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import chengjie.expression
from chengjie.matching.answer import NO, UNKNOWN, YES, Contribution, Matching, Missing, Ranked, Verdict
from chengjie.matching.definition import Condition, Criterion, Definition, definition, parsed, weighted
from chengjie.matching.evidence import Evidence, Ground, evidence
from chengjie.matching.inputs import SCHEMA
from chengjie.matching.project import Project
from chengjie.package import Package
from chengjie.register import Carrier, Industries, Suggestion, places
from chengjie.values import Text

_FITS = ("catalogue_fit", "direction_fit", "park_fit")
GOOD = 0.5  # a fit from here on is one that an officer would stand behind


def match(project: Project, package: Package, *, weights: Mapping[str, float] | None = None) -> Matching:
    """The carriers of a zone ranked for a project (匹配). Unknown counts as neither nothing nor all: half, with the interval shown.

    A carrier that a hard condition rules out stands below all others. Refuses an unknown wish, weight or definition.
    """
    wanted = weighted(definition(package), dict(weights)) if weights else definition(package)
    given = {"land": project.land is not None, "origin": project.origin is not None}
    wanted = wanted.model_copy(
        update={"criteria": tuple(each for each in wanted.criteria if given.get(each.needs or "", True))}
    )
    unasked = dict.fromkeys(name for name, is_given in given.items() if not is_given)
    ground = Ground.of(package, project, wanted.origins)
    read = _industries(project.industry, ground.industries)
    ranked: list[Ranked] = []
    good = False
    for carrier in ground.carriers:
        found = evidence(project, read, carrier, ground)
        good = good or any((_number(found.values.get(name)) or 0.0) >= GOOD for name in _FITS)
        ranked.append(_ranked(wanted, carrier, found, package, unasked))
    ranked.sort(key=lambda each: (each.verdict == NO, -round(each.score, 6), each.carrier.id))
    numbered = tuple(replace(each, rank=number) for number, each in enumerate(ranked, start=1))
    sure = bool(read) and read[0].sure
    return Matching(
        project.name, wanted.id, read, sure, numbered, good, {each.id: each.weight for each in wanted.criteria}
    )


def compare(one: Ranked, other: Ranked) -> tuple[dict[str, Any], ...]:
    """Two carriers criterion by criterion, what separates them most first."""
    pairs = zip(one.contributions, other.contributions, strict=True)
    rows = [
        {"criterion": a.criterion, "title": a.title, "one": a, "other": b, "difference": a.points - b.points}
        for a, b in pairs
    ]
    return tuple(sorted(rows, key=lambda row: -abs(row["difference"])))


def _industries(text: str, known: Industries) -> tuple[Suggestion, ...]:
    """How the industry is read: a code, a plan's label, or free text; several where it is not sure."""
    mapped = [mapping for mapping in known.label(text) if mapping.code]
    if mapped:
        return tuple(
            Suggestion(industry, 1.0, (text,), mapping.certainty == "high")
            for mapping in mapped
            if mapping.code and (industry := known.by_code(mapping.code))
        )
    suggested = known.suggest(text, 3)
    return suggested[:1] if suggested and suggested[0].sure else suggested


def _ranked(
    wanted: Definition, carrier: Carrier, found: Evidence, package: Package, unasked: dict[str, None]
) -> Ranked:
    total = sum(each.weight for each in wanted.criteria)
    asked = dict(unasked)
    given = tuple(_contribution(each, found, 100 * each.weight / total, asked) for each in wanted.criteria)
    verdicts = tuple(each for each in (_verdict(condition, found, asked) for condition in wanted.conditions) if each)
    answers = {each.answer for each in verdicts}
    low = sum(each.points for each in given if each.known)
    high = low + sum(each.most for each in given if not each.known)
    return Ranked(
        rank=0, carrier=carrier, place=_place(carrier, package), score=sum(each.points for each in given), low=low, high=high,
        verdict=NO if NO in answers else UNKNOWN if UNKNOWN in answers else YES,
        contributions=given, verdicts=verdicts, missing=_missing(asked),
    )  # fmt: skip


def _place(carrier: Carrier, package: Package) -> Text:
    named = [place for code in carrier.counties if (place := places(package).by_code(code))]
    return Text("、".join(place.name for place in named), ", ".join(place.en or place.name for place in named))


def _contribution(criterion: Criterion, found: Evidence, most: float, asked: dict[str, None]) -> Contribution:
    evaluated = chengjie.expression.evaluate(parsed(criterion.value), found.values)
    value = _number(evaluated.value)
    if value is None:
        asked |= dict.fromkeys(evaluated.unknown_names())
        return Contribution(criterion.id, criterion.title.text, most / 2, most, known=False)
    said = criterion.words(value)
    points = most * min(max(value, 0.0), 1.0)
    figures = found.figures.get(criterion.id, ())
    return Contribution(criterion.id, criterion.title.text, points, most, True, _filled(said.text, found), figures)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


class _Gaps(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "—"


def _filled(text: Text, found: Evidence) -> Text:
    words = _Gaps(found.words)
    return Text(text.zh.format_map(words), text.en.format_map(words))


def _verdict(condition: Condition, found: Evidence, asked: dict[str, None]) -> Verdict | None:
    if condition.when and chengjie.expression.evaluate(parsed(condition.when), found.values).value is not True:
        return None
    answer = chengjie.expression.evaluate(parsed(condition.holds), found.values)
    asked |= dict.fromkeys(answer.unknown_names())
    said = UNKNOWN if answer.value is None else YES if answer.value else NO
    return Verdict(condition.id, condition.title.text, said, condition.holds)


def _missing(asked: dict[str, None]) -> tuple[Missing, ...]:
    """Every input that left something unknown, with who could tell."""
    declared = (SCHEMA.get(name) for name in asked)
    return tuple(Missing(each.name, each.title, each.supplier) for each in declared if each and each.supplier)
