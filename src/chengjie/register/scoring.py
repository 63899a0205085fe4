"""Which industries a free text speaks of: the terms found in it vote for codes, the votes are rolled up by division.

Terms are the cores of the classification's own names (锂离子电池 of 锂离子电池制造), everyday words, and the labels of
plans. The longest term at a place wins; what is named first counts most; a term of many codes counts little for each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_PARTS = re.compile(r"[、，,；;。.:：（）()\s/|]+|以及|及其|和|及|与|或")
_TAILS = re.compile(
    r"(专用设备制造业?|设备制造业?|制造业?|加工业?|生产业?|专门零售|零售|批发|采选业?|开采业?|冶炼|服务业?|活动|种植|饲养|管理业?|业)$"
)
_HEADS = re.compile(r"^(其他未列明|其他未包括|其他|未列明)")
_HOLLOW = {
    "", "其他", "制品", "产品", "类似制品", "类似产品", "相关", "专用", "设备", "材料", "用品", "器材", "服务", "加工", "辅助性", "专业",
    "活动", "配件", "装置", "工程", "建筑", "技术", "管理", "组织", "机构", "业务", "综合", "应用", "相关服务", "零配件", "系统", "其",
    "农", "林", "牧", "渔", "木", "竹", "棕", "草", "酒", "盐", "日用", "电子", "一般", "普通", "特种", "处理", "利用", "运输", "代理",
}  # fmt: skip
_BOILERPLATE = re.compile(
    r"（?依法须经批准的项目[^）)]*[）)]?|一般项目[:：]|许可项目[:：]|自营和代理[^；;。]*|(货物|技术)?进出口(业务)?|(货物|技术)出口"
    r"|技术(服务|开发|咨询|交流|转让|推广)|研究开发|研发"
)
_MAKES = re.compile(r"制造|生产|加工|冶炼|养殖|种植|施工|设计|开发")
_TRADES = re.compile(r"批发|零售|销售|经销|贸易|商贸|超市|门店|专卖")
_LONGEST = 14
_CERTAINTY = {"high": 1.0, "medium": 0.5, "low": 0.2}
_GUESS = 0.4
_MOST_DIVISIONS = 6
_WEIGHT = {"name": 1.0, "word": 1.6, "label": 1.2}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A code with its share of the evidence and the words that spoke for it."""

    code: str
    share: float
    words: tuple[str, ...]
    sure: bool


@dataclass(frozen=True)
class Vocabulary:
    """Terms with the codes they speak for, each with a weight, and the pairs of characters that terms are made of."""

    terms: Mapping[str, Mapping[str, float]]
    pairs: Mapping[str, Mapping[str, float]]


def vocabulary(
    names: Iterable[tuple[str, str]],
    words: Iterable[tuple[str, str]],
    labels: Iterable[tuple[str, str | None, str]],
) -> Vocabulary:
    """Terms from (code, name), (word, code) and (label, code, certainty).

    A label without a code is a term that speaks for nothing: it keeps its place in a text from being guessed at.
    """
    terms: dict[str, dict[str, float]] = defaultdict(dict)
    own: dict[str, dict[str, float]] = defaultdict(dict)
    for code, name in names:
        for core in cores(name):
            own[core][code] = max(own[core].get(code, 0.0), _WEIGHT["name"] * (1.2 if core == name else 1.0))
    for core, codes in own.items():
        _add(terms[core], codes)
    said: dict[str, dict[str, float]] = defaultdict(dict)
    for word, code in words:
        said[word][code] = _WEIGHT["word"]
    for word, codes in said.items():
        _add(terms[word], codes)
    meant: dict[str, dict[str, float]] = defaultdict(dict)
    for label, meaning, certainty in labels:
        meant[label] |= {meaning: _WEIGHT["label"] * _CERTAINTY[certainty]} if meaning else {}
    for label, codes in meant.items():
        _add(terms[label], codes)
    pairs = _pairs([*own.items(), *said.items()])
    return Vocabulary({term: codes for term, codes in terms.items() if len(term) <= _LONGEST}, pairs)


def _pairs(terms: Iterable[tuple[str, Mapping[str, float]]]) -> dict[str, dict[str, float]]:
    """Pairs of characters with the codes of the terms that they stand in; pairs of many divisions tell nothing."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for term, codes in terms:
        for pair in {term[here : here + 2] for here in range(len(term) - 1)} - _HOLLOW:
            found[pair] |= dict.fromkeys(codes, _GUESS)
    return {
        pair: {code: weight / divisions for code, weight in codes.items()}
        for pair, codes in found.items()
        if (divisions := len({code[:2] for code in codes})) <= _MOST_DIVISIONS
    }


def _add(to: dict[str, float], codes: Mapping[str, float]) -> None:
    """Spread a term over its divisions: one that may mean many things says little of each."""
    divisions = len({code[:2] for code in codes})
    for code, weight in codes.items():
        to[code] = to.get(code, 0.0) + weight / divisions**0.7


def cores(name: str) -> set[str]:
    """What a name of the classification is about, without the words that all of them share.

    >>> sorted(cores("糕点、面包制造"))
    ['糕点', '糕点、面包制造', '面包']
    """
    found = {name}
    for part in _PARTS.split(name):
        core = _HEADS.sub("", part)
        found |= {core, _TAILS.sub("", core)}
    return {each for each in found if each not in _HOLLOW}


def rank(text: str, known: Vocabulary) -> list[Ranked]:
    """Codes by the evidence in a text, one a division, best first; none where the evidence is too thin."""
    text = _BOILERPLATE.sub("；", text)[:4000]
    trades, makes = bool(_TRADES.search(text)), bool(_MAKES.search(text))
    votes = _votes(text, known, shops=1.0 if trades and not makes else 0.25)
    if not votes:
        return []
    divisions: dict[str, float] = defaultdict(float)
    for found in votes.values():
        for division in {code[:2] for code in found}:
            divisions[division] += max(weight for code, weight in found.items() if code[:2] == division)
    total = sum(divisions.values())
    ordered = sorted(divisions, key=lambda each: (-divisions[each], each))
    second = divisions[ordered[1]] if len(ordered) > 1 else 0.0
    ranked = []
    for division in ordered:
        clear = division == ordered[0] and divisions[division] >= 1.3 * second and divisions[division] >= 0.5
        words = tuple(term for term, found in votes.items() if any(code[:2] == division for code in found))
        ranked.append(Ranked(_narrowed(division, votes), round(divisions[division] / total, 4), words, clear))
    return ranked


def _votes(text: str, known: Vocabulary, *, shops: float) -> dict[str, dict[str, float]]:
    """The terms in the text with what they say of each code. The longest term at a place takes the place."""
    votes: dict[str, dict[str, float]] = {}
    for place, part in enumerate(filter(None, _PARTS.split(text))):
        fading = 1 / (1 + 0.12 * place)
        said = _terms(part, known)
        if not said:
            _guess(part, known, votes, fading)
        for term, last in said:
            weight = fading * min(1.0 + 0.18 * (len(term) - 2), 2.0) * (1.15 if last else 1.0)
            found = votes.setdefault(term, {})
            for code, says in known.terms[term].items():
                factor = shops if code[:2] in ("51", "52") else 1.0
                found[code] = max(found.get(code, 0.0), weight * says * factor)
    return votes


def _guess(part: str, known: Vocabulary, votes: dict[str, dict[str, float]], fading: float) -> None:
    """Where no term is known: weak votes from pairs of characters."""
    for pair in (part[here : here + 2] for here in range(len(part) - 1)):
        if pair in known.pairs and pair not in votes:
            votes[pair] = {code: fading * weight for code, weight in known.pairs[pair].items()}


def _terms(part: str, known: Vocabulary) -> list[tuple[str, bool]]:
    """Known terms in a part of the text, longest first at each place; whether a term ends the part.

    A single character is a term only where it stands alone (铜、钨).
    """
    if len(part) == 1:
        return [(part, True)] if part in known.terms else []
    found, here = [], 0
    while here < len(part):
        for length in range(min(_LONGEST, len(part) - here), 1, -1):
            term = part[here : here + length]
            if term in known.terms:
                found.append((term, here + length == len(part)))
                here += length
                break
        else:
            here += 1
    return found


def _narrowed(division: str, votes: Mapping[str, Mapping[str, float]]) -> str:
    """The narrowest code under a division for which most of its evidence speaks."""
    code, weight = division, _weight(division, votes)
    for length in (3, 4):
        below = {
            each[:length] for found in votes.values() for each in found if each.startswith(code) and len(each) >= length
        }
        if not below:
            break
        best = max(sorted(below), key=lambda each: _weight(each, votes))
        if _weight(best, votes) < 0.6 * weight:
            break
        code = best
    return code


def _weight(prefix: str, votes: Mapping[str, Mapping[str, float]]) -> float:
    return sum(
        max((weight for code, weight in found.items() if code.startswith(prefix)), default=0.0)
        for found in votes.values()
    )
