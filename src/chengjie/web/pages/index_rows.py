"""Rows of index pages: units with their moves, the tree of a definition, the figures under a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

import chengjie.index
import chengjie.index.influence
import chengjie.index.worked
import chengjie.system
from chengjie.errors import Refusal
from chengjie.index import Group, IndexDefinition, Indicator, Scores, Uncertainty
from chengjie.index.checking import missing
from chengjie.index.words import word
from chengjie.values import Source, Text, Trail
from chengjie.web import zone
from chengjie.web.pages.index_looks import Look


@dataclass(frozen=True, slots=True)
class Row:
    """A unit as the table shows it; `left` and `right` bound its rank range in hundredths of the field."""

    unit: str
    name: Text
    period: str
    rank: int | float | None
    score: float | None
    before: int | float | None
    score_before: float | None
    grade: Text | None
    groups: tuple[float | None, ...]
    low: float | None
    high: float | None
    left: float
    width: float
    dot: float
    bar: float
    compared: bool

    @property
    def moved(self) -> bool:
        """Whether a change moved its place or score."""
        return self.compared and (self.rank != self.before or self.score != self.score_before)

    @property
    def climb(self) -> float:
        """Places won by the change."""
        return (self.before or 0) - (self.rank or 0) if self.rank is not None and self.before is not None else 0


def rows(scores: Scores, before: Scores | None, doubt: Uncertainty | None, names: Mapping[str, Text]) -> list[Row]:
    """Best first, those without a score last."""
    groups = [each for each in reversed(scores.definition.bottom_up()) if each.code != scores.definition.root][:8]
    old = {}
    if before is not None:
        old = {
            key: (rank, known(score)) for key, rank, score in zip(keys(before), before.ranks, before.score, strict=True)
        }
    ranges = {(each.unit, each.period): each for each in doubt.ranges} if doubt else {}
    titles = {grade.id: grade.title.text for grade in scores.definition.grades}
    field = max(len(set(scores.units)) - 1, 1)
    top = float(np.nanmax(scores.score)) if not np.isnan(scores.score).all() else 1.0
    found = []
    for row, (key, rank, grade) in enumerate(zip(keys(scores), scores.ranks, scores.grades, strict=True)):
        unit, period = key
        score = known(scores.score[row])
        span = ranges.get(key)
        low, high = (known(span.low), known(span.high)) if span and rank is not None else (None, None)
        was = old.get(key, (None, None))
        found.append(
            Row(
                unit=unit, name=names.get(unit, Text(unit, unit)), period=period, rank=rank,
                score=score, before=was[0], score_before=was[1], grade=titles.get(grade or ""),
                groups=tuple(known(scores.steps["aggregated"][group.code][row]) for group in groups), low=low, high=high,
                left=((low or 1) - 1) / field * 100, width=max(((high or 1) - (low or 1)) / field * 100, 1.0),
                dot=((rank or 1) - 1) / field * 100, bar=max(score or 0, 0) / top * 100 if top > 0 else 0, compared=before is not None,
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (each.period, each.rank is None, each.rank or 0, each.unit))


def keys(scores: Scores) -> list[tuple[str, str]]:
    """The unit and period of each row; no period where there are none."""
    return list(zip(scores.units, scores.sheet.periods or ("",) * len(scores.units), strict=True))


def known(value: float) -> float | None:
    """None where unknown."""
    return None if np.isnan(value) else float(value)


def definition(one: Look, scores: Scores | None, sources: Mapping[str, Source]) -> dict[str, Any]:
    """The tree with weights and sources, what is asked for, the worked cases as they come out."""
    shares = scores.weights if scores else {}
    tree = [
        {
            "node": node, "depth": depth, "group": isinstance(node, Group), "share": shares.get(node.parent or "", {}).get(node.code),
            "method": word(one.own.method(node)) if isinstance(node, Group) else None, "source": sources.get(node.source or (one.own.source if not depth else "")),
            "how": _how(one.own, node) if isinstance(node, Indicator) else None,
        }
        for node, depth in _walk(one.own, one.own.root, 0)
    ]  # fmt: skip
    outcomes = [
        (number, example, chengjie.index.worked.run(one.own, example)) for number, example in enumerate(one.own.cases)
    ]
    own = one.own
    choices = [
        (word("impute"), [word(own.impute.method)]), (word("treat"), [word(own.treat.method)]), (word("normalise"), [Text("未定", "not stated") if _open(own) else word(own.normalise.method)]),
        (word("weigh"), [word(own.weigh.method)]), (word("aggregate"), [word(own.aggregate.method), word(own.aggregate.missing)]),
    ]  # fmt: skip
    return {
        "choices": choices,
        "tree": tree,
        "missing": missing(one.own),
        "outcomes": outcomes,
        "publication": one.own.publication,
    }


def _how(own: IndexDefinition, each: Indicator) -> Text:
    how = each.normalise or own.normalise
    if each.normalise is None and _open(own):
        return Text("未定", "not stated")
    shown = "".join(f" {value}" for value in (each.goalposts, each.target, each.benchmark) if value is not None)
    return Text(word(how.method).zh + shown, word(how.method).en + shown)


def _open(own: IndexDefinition) -> bool:
    """Whether nobody has stated how indicators are put on a scale."""
    return any(ask.fills == "normalise" for ask in own.asks)


def _walk(own: IndexDefinition, code: str, depth: int) -> list[tuple[Group | Indicator, int]]:
    node = own.node(code)
    found: list[tuple[Group | Indicator, int]] = [(node, depth)] if node else []
    for child in own.children(code):
        found += _walk(own, child.code, depth + 1)
    return found


def column_titles(own: IndexDefinition) -> list[tuple[str, Text, str]]:
    """Each column of the data sheet: its code, what it is called, its unit."""
    from chengjie.index.template import wanted

    return [(column.key, column.title, column.unit) for column in wanted(own)]


@lru_cache(maxsize=4096)
def ground(figure: str) -> Trail | None:
    """The trail of a figure of the zone; None where it has none."""
    try:
        return chengjie.system.why(zone.package(), figure)
    except Refusal:
        return None
