"""Which industries a free text speaks of: the terms found in it vote for codes, the votes are rolled up by division.

Terms are the cores of the classification's own names (锂离子电池 of 锂离子电池制造), everyday words, and the labels of
plans. The longest term at a place wins; what is named first counts most; a term of many codes counts little for each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from chengjie.register import activity, firm_name, scope
from chengjie.register.certainty import Signs
from chengjie.register.vocabulary import LONGEST, PARTS, VAGUE, Vocabulary

_MAKES = re.compile(r"制造|生产|加工|冶炼|养殖|种植|施工|设计|开发")
_CLEAR = 2.0
_ROLE = {"head": 1.15, "inner": 1.0, "modifier": 0.5}
_MOST = 6000
_ENOUGH = 0.5
_NEAR = 0.8
_BESIDE = 0.35  # what a maker also sells or lets says less of it
_TRADES = re.compile(r"批发|零售|销售|经销|贸易|商贸|超市|门店|专卖")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A code with its share of the evidence and the words that spoke for it."""

    code: str
    share: float
    words: tuple[str, ...]
    sure: bool
    signs: Signs
    """What speaks for it; the same for all of one text."""


def rank(text: str, known: Vocabulary, limit: int) -> list[Ranked]:
    """Codes by the evidence in a text, one a division, best first; none where nothing in it tells."""
    name = firm_name.trade(text.strip(), known.terms)
    text = scope.told(text[:_MOST]) if name is None else name
    trades, makes = bool(_TRADES.search(text)), bool(_MAKES.search(text))
    votes = _votes(text, known, shops=1.0 if trades and not makes else 0.25)
    by_division: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for term, found in votes.items():
        for code, weight in found.items():
            by_division[code[:2]][term][code] = weight
    weights = {
        division: sum(max(found.values()) for found in terms.values()) for division, terms in by_division.items()
    }
    ordered = sorted(weights, key=lambda each: (-weights[each], each))
    second = weights[ordered[1]] if len(ordered) > 1 else 0.0
    signs = _signs(text, known, weights[ordered[0]], second, by_division[ordered[0]], named=name is not None) if ordered else None  # fmt: skip
    return [
        Ranked(
            _narrowed(division, by_division[division]),
            round(weights[division] / sum(weights.values()), 4),
            tuple(by_division[division]),
            division == ordered[0]
            and weights[division] >= _CLEAR * second
            and weights[division] >= _ENOUGH
            and any(term in known.terms and term not in VAGUE for term in by_division[division]),
            signs,
        )
        for division in ordered[:limit]
        if signs
    ]


def _signs(text: str, known: Vocabulary, first: float, second: float, terms: Iterable[str], *, named: bool) -> Signs:  # fmt: skip
    letters = [part for part in PARTS.split(text) if part]
    covered = sum(len(term) for part in letters for term, _ in _terms(part, known))
    length = sum(map(len, letters)) or 1
    telling = any(term in known.terms and term not in VAGUE for term in terms)
    return Signs(
        first / (first + second), min(first, 4.0), min(covered / length, 1.0), float(telling), float(length <= 8 and not named), float(named)
    )  # fmt: skip


def _votes(text: str, known: Vocabulary, *, shops: float) -> dict[str, dict[str, float]]:
    """The terms in the text with what they say of each code. The longest term at a place takes the place."""
    votes: dict[str, dict[str, float]] = {}
    makes = bool(_MAKES.search(text))
    for place, part in enumerate(_pieces(text, known)):
        doing = activity.of_text(part)
        beside = _BESIDE if makes and doing in {"sell", "rent"} else 1.0
        fading = beside / (1 + 0.12 * place)
        said = _terms(part, known)
        if not said:
            _guess(part, known, votes, fading)
        for term, role in said:
            weight = fading * min(1.0 + 0.18 * (len(term) - 2), 2.0) * _ROLE[role]
            found = votes.setdefault(term, {})
            for code, says in known.terms[term].items():
                factor = shops if code[:2] in ("51", "52") else activity.factor(code, doing)
                found[code] = max(found.get(code, 0.0), weight * says * factor)
    return votes


def _pieces(text: str, known: Vocabulary) -> Iterator[str]:
    """The text cut up; an item that is known as a whole, such as a name of the classification, stays whole."""
    for item in text.split("；"):
        if item in known.terms:
            yield item
        else:
            yield from filter(None, PARTS.split(item))


def _guess(part: str, known: Vocabulary, votes: dict[str, dict[str, float]], fading: float) -> None:
    """Where no term is known: weak votes from pairs of characters."""
    for pair in (part[here : here + 2] for here in range(len(part) - 1)):
        if pair in known.pairs and pair not in votes:
            votes[pair] = {code: fading * weight for code, weight in known.pairs[pair].items()}


def _terms(part: str, known: Vocabulary) -> list[tuple[str, str]]:
    """Known terms in a part of the text, longest first at each place, each with its role: the head ends the part, a
    modifier stands right before another term (锂电池|正极材料).

    A single character is a term only where it stands alone (铜、钨).
    """
    if len(part) == 1:
        return [(part, "head")] if part in known.terms else []
    spans: list[tuple[int, int]] = []
    here = 0
    while here < len(part):
        for length in range(min(LONGEST, len(part) - here), 1, -1):
            if part[here : here + length] in known.terms:
                spans.append((here, here + length))
                here += length
                break
        else:
            here += 1
    begins = {start for start, _ in spans}
    return [
        (part[start:end], "modifier" if end in begins else "head" if end == len(part) else "inner")
        for start, end in spans
    ]


def _narrowed(division: str, votes: Mapping[str, Mapping[str, float]]) -> str:
    """The narrowest code under a division for which most of its evidence speaks, and for no other nearly as much."""
    code, weight = division, _weight(division, votes)
    for length in (3, 4):
        below = {
            each[:length] for found in votes.values() for each in found if each.startswith(code) and len(each) >= length
        }
        if not below:
            break
        best, *others = sorted(sorted(below), key=lambda each: -_weight(each, votes))
        if _weight(best, votes) < 0.6 * weight or any(
            _weight(each, votes) > _NEAR * _weight(best, votes) for each in others
        ):
            break
        code = best
    return code


def _weight(prefix: str, votes: Mapping[str, Mapping[str, float]]) -> float:
    return sum(
        max((weight for code, weight in found.items() if code.startswith(prefix)), default=0.0)
        for found in votes.values()
    )
