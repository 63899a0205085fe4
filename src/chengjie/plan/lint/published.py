"""Figures of the past that a plan gives, against those that the statistics published for the same place and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from chengjie.plan.lint import words
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Fig, Ground
from chengjie.plan.lint.interval import Interval
from chengjie.values.quantity import units


def published(ground: Ground) -> Iterator[Finding]:
    """Baselines that no rounding brings to the published figure; each figure of each place once."""
    known = _by_meaning(ground.facts.published)
    told: set[tuple[object, ...]] = set()
    for fig in ground.figures if known else ():
        place = fig.target.place or ""
        key = (fig.document, fig.indicator, place, fig.year, fig.value)
        official = known.get((fig.indicator, place, fig.year, fig.dimension))
        if official is None or key in told or not fig.is_level or fig.target.role != "baseline":
            continue
        told.add(key)
        value, unit = official
        if not fig.span & Interval.printed(value) * units()[unit].factor:
            yield _differ(fig, place, f"{value:f}{unit}")


def _by_meaning(
    figures: Mapping[tuple[str, str, int, str], Decimal],
) -> dict[tuple[str, str, int | None, str], tuple[Decimal, str]]:
    """The figures by the linter's own name of their indicator and the dimension of their unit; none where two disagree."""
    grouped: dict[tuple[str, str, int | None, str], set[tuple[Decimal, str]]] = defaultdict(set)
    for (name, place, year, unit), value in figures.items():
        if unit in units():
            grouped[words.indicator(name), place, year, units()[unit].dimension].add((value, unit))
    return {key: next(iter(values)) for key, values in grouped.items() if len(values) == 1}


def _differ(fig: Fig, place: str, official: str) -> Finding:
    return found(
        "figure-unlike-published", f"{fig.printed} ≠ {official}", targets=(fig.target,),
        place=place, indicator=fig.target.indicator, year=fig.year, official=official,
    )  # fmt: skip
