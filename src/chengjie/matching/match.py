"""Ranking the carriers for a project, and setting two of them side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import numpy as np

import chengjie.rule
from chengjie.expression.schema import Value
from chengjie.matching.answer import Matching, Offer, Ranked
from chengjie.matching.defining import by, definition, unasked, weighted
from chengjie.matching.definition import Definition
from chengjie.matching.evidence import Asking
from chengjie.matching.ground import Ground, ground
from chengjie.matching.pairs import Case, Judged, Pairs, gathered
from chengjie.matching.project import Project
from chengjie.matching.ranking import ranking
from chengjie.package import Package
from chengjie.register import Industries, Suggestion, keeping
from chengjie.rule import Admission
from chengjie.values import Text


def match(
    project: Project,
    package: Package,
    *,
    weights: Mapping[str, float] | None = None,
    kind: str = "project-carrier",
    method: str | None = None,
    normalisation: str | None = None,
    weighing: str | None = None,
    day: date | None = None,
) -> Matching:
    """The carriers of a zone ranked for a project (匹配). Unknown counts as neither nothing nor all: half, with the interval shown.

    A carrier that a hard condition rules out stands below all others. Refuses an unknown wish, weight, method or definition.
    """
    wanted = by(definition(package, kind), method=method, normalisation=normalisation, weights=weighing)
    wanted = weighted(wanted, weights) if weights else wanted
    known = ground(package)
    asking = Asking.of(project, read_industry(project.industry, known.industries), known, wanted.origins)
    pairs = carrier_pairs(wanted, (asking,), known)
    return ranking(pairs, 0, admit=partial(admitted, wanted, asking, package, day))


def carrier_pairs(wanted: Definition, askings: Sequence[Asking], known: Ground) -> Pairs:
    """Projects against every carrier of the zone."""
    judged = _judged(wanted, known.package)
    worth, said, good = gathered(judged, [[asking.values(site) for site in known.sites] for asking in askings])
    lacking = tuple(unasked(wanted, {"land": each.project.land is not None, "origin": each.project.origin is not None, "near": each.home is not None}) for each in askings)  # fmt: skip
    asked = np.array([[each.needs not in left for each in wanted.criteria] for left in lacking])
    return Pairs(
        wanted, tuple(Offer(each.project.name, Text(each.project.name, each.project.name)) for each in askings),
        tuple(site.offer for site in known.sites), worth, said, good, asked, lacking, tuple(each.read for each in askings),
        lambda i, j: _case(askings[i], known, j),
    )  # fmt: skip


def _case(asking: Asking, known: Ground, place: int) -> Case:
    site = known.sites[place]
    return Case(asking.values(site), asking.words(site), asking.figures(site))


def _judged(wanted: Definition, package: Package) -> Judged:
    """The expressions of a definition with what they remember, kept with the package; weights play no part in them."""
    kept = keeping.once(package, _kept)
    key = "\n".join(wanted.expressions())
    if key not in kept:
        kept[key] = Judged.of(wanted)
    return kept[key]


def _kept(package: Package) -> dict[str, Judged]:  # noqa: ARG001  # kept with it
    return {}


def read_industry(text: str, known: Industries) -> tuple[Suggestion, ...]:
    """How the industry is read: a code, a plan's label, or free text; several where it is not sure.

    Refuses `industry-unknown` for a code that the classification does not have.
    """
    known.refuse_unknown_code(text)
    mapped = [mapping for mapping in known.label(text) if mapping.code]
    if mapped:
        return tuple(
            Suggestion(industry, 1.0, (text,), mapping.certainty == "high")
            for mapping in mapped
            if mapping.code and (industry := known.by_code(mapping.code))
        )
    suggested = known.suggest(text, 3)
    return suggested[:1] if suggested and suggested[0].sure else suggested


def admitted(wanted: Definition, asking: Asking, package: Package, day: date | None) -> Admission | None:
    """The rule books that the definition names held against a project, wherever it goes."""
    if wanted.rules is None:
        return None
    case: dict[str, Value] = {to: asking.shared.get(name) for to, name in wanted.rules.inputs.items()}
    given = {name: value for name, value in case.items() if value is not None}
    found = chengjie.rule.admit(given, package, day=day or date.today())  # noqa: DTZ011  # the day on the desk
    return Admission(found.day, tuple(each for each in found.verdicts if each.book in wanted.rules.books), found.given)


def compare(one: Ranked, other: Ranked) -> tuple[dict[str, Any], ...]:
    """Two offers criterion by criterion, what separates them most first."""
    pairs = zip(one.contributions, other.contributions, strict=True)
    rows = [
        {"criterion": a.criterion, "title": a.title, "one": a, "other": b, "difference": a.points - b.points}
        for a, b in pairs
    ]
    return tuple(sorted(rows, key=lambda row: -abs(row["difference"])))
