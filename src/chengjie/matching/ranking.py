"""From pairs to the ranking of one demand, with the reasons of each offer when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

import chengjie.expression
from chengjie.matching.answer import NO, UNKNOWN, YES, Contribution, Explained, Matching, Missing, Ranked, Verdict
from chengjie.matching.definition import Criterion
from chengjie.matching.grid import Grid
from chengjie.matching.pairs import FAILS, NOT_ASKED, OPEN, Case, Pairs
from chengjie.rule import Admission
from chengjie.values import Text

_SAID = {FAILS: NO, OPEN: UNKNOWN}


def grid(pairs: Pairs, i: int) -> Grid:
    """What one demand makes of every supply."""
    asked = pairs.asked[i]
    criteria = tuple(each for each, is_asked in zip(pairs.wanted.criteria, asked, strict=True) if is_asked)
    return Grid.of(pairs.wanted, criteria, pairs.criteria[i][:, asked])


def ranking(pairs: Pairs, i: int, *, admit: Callable[[], Admission | None] = lambda: None) -> Matching:
    """The offers for one demand, best first; what a hard condition rules out stands below all others."""
    made = grid(pairs, i)
    out, open_ = pairs.ruled_out[i], pairs.doubtful[i]
    scores = 100 * made.scored.scores
    low, high = (100 * end for end in made.intervals)
    order = sorted(range(len(pairs.supply)), key=lambda j: (out[j], -round(float(scores[j]), 6), pairs.supply[j].id))
    ranked = tuple(
        Ranked(
            rank, pairs.supply[j], float(scores[j]), float(low[j]), float(high[j]),
            NO if out[j] else UNKNOWN if open_[j] else YES, j, partial(explained, pairs, made, i, j),
        )
        for rank, j in enumerate(order, start=1)
    )  # fmt: skip
    read = pairs.read[i]
    good = bool((pairs.good[i] & ~out & (scores >= pairs.wanted.least)).any())
    weights = {each.id: each.weight for each in made.criteria}
    if pairs.wanted.weights != "given":
        weights = {each.id: round(100 * float(w), 4) for each, w in zip(made.criteria, made.weights, strict=True)}
    return Matching(
        pairs.demand[i].title.zh, pairs.wanted.id, read, bool(read) and read[0].sure, ranked, good, weights,
        pairs.wanted.method, made, admit,
    )  # fmt: skip


def explained(pairs: Pairs, made: Grid, i: int, j: int) -> Explained:
    """The points, verdicts and missing inputs of one offer for one demand."""
    case = pairs.case(i, j)
    asked = dict.fromkeys(pairs.unasked[i])
    given = []
    for k, (criterion, place) in enumerate(zip(made.criteria, np.flatnonzero(pairs.asked[i]), strict=True)):
        own = pairs.reasons(i, j, int(place)) if pairs.reasons else None
        if not made.known[j, k] and not own:
            asked |= dict.fromkeys(_unknown(pairs, criterion.value, case))
        given.append(_contribution(criterion, made, j, k, case, own))
    verdicts = tuple(_verdicts(pairs, i, j, case, asked))
    return Explained(tuple(given), verdicts, _missing(pairs, asked))


def _unknown(pairs: Pairs, text: str, case: Case) -> tuple[str, ...]:
    return chengjie.expression.evaluate(pairs.wanted.parsed(text), case.values).unknown_names()


def _contribution(
    criterion: Criterion, made: Grid, j: int, k: int, case: Case, own: tuple[str, str] | None
) -> Contribution:
    points, most = 100 * float(made.scored.earned[j, k]), 100 * float(made.scored.most[j, k])
    if not made.known[j, k]:
        return Contribution(criterion.id, criterion.title.text, points, most, False, Text(*own) if own else None)
    value = float(made.values[j, k])
    said = criterion.words(value)
    reason = Text(*own) if own else _filled(said.text if said else None, criterion, value, case)
    return Contribution(
        criterion.id, criterion.title.text, points, most, True, reason, case.figures.get(criterion.id, ())
    )


class _Gaps(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "—"


def _filled(text: Text | None, criterion: Criterion, value: float, case: Case) -> Text:
    words = _Gaps(case.words)
    words.setdefault("value", f"{value:.4g}")
    words.setdefault("percent", f"{100 * value:.0f}")
    if text is None:
        return Text(f"{criterion.title.zh}：{words['value']}", f"{criterion.title.en}: {words['value']}")
    return Text(text.zh.format_map(words), text.en.format_map(words))


def _verdicts(pairs: Pairs, i: int, j: int, case: Case, asked: dict[str, None]) -> list[Verdict]:
    found = []
    for place, condition in enumerate(pairs.wanted.conditions):
        said = int(pairs.conditions[i, j, place])
        if said == NOT_ASKED:
            continue
        if said == OPEN:
            asked |= dict.fromkeys(_unknown(pairs, condition.holds, case))
        found.append(Verdict(condition.id, condition.title.text, _SAID.get(said, YES), condition.holds, condition.source, condition.article))  # fmt: skip
    return found


def _missing(pairs: Pairs, asked: dict[str, None]) -> tuple[Missing, ...]:
    """Every input that left something unknown, with who could tell."""
    declared = (pairs.wanted.schema_.get(name) for name in asked)
    return tuple(Missing(each.name, each.title, each.supplier) for each in declared if each and each.supplier)


def scores(pairs: Pairs) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The score of every pair, 0 to 100 (n × m)."""
    return np.stack([100 * grid(pairs, i).scored.scores for i in range(len(pairs.demand))])
