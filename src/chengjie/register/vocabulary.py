"""The terms by which a text is known to speak of an industry, made from names, everyday words and labels."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PARTS = re.compile(r"[、，,；;。.:：（）()\s/|]+|以及|及其|和|及|与|或")
LONGEST = 14
_TAILS = re.compile(
    r"(专用设备制造业?|设备制造业?|制造业?|加工业?|生产业?|专门零售|零售|批发|采选业?|开采业?|冶炼|服务业?|活动|种植|饲养|管理业?|业)$"
)
_HEADS = re.compile(r"^(其他未列明|其他未包括|其他|未列明)")
_HOLLOW = {
    "", "其他", "制品", "产品", "类似制品", "类似产品", "相关", "专用", "设备", "材料", "用品", "器材", "服务", "加工", "辅助性", "专业",
    "活动", "配件", "装置", "工程", "建筑", "技术", "管理", "组织", "机构", "业务", "综合", "应用", "相关服务", "零配件", "系统", "其",
    "农", "林", "牧", "渔", "木", "竹", "棕", "草", "酒", "盐", "日用", "电子", "一般", "普通", "特种", "处理", "利用", "运输", "代理",
    "制造", "生产", "制造业", "加工业", "批发", "零售", "销售", "公司", "有限", "集团", "股份", "责任", "企业", "项目", "产业", "基地", "中心",
}  # fmt: skip
VAGUE = {
    "投资", "资源", "商业", "工业", "技术", "环境", "海洋", "交通", "资产", "文化", "网络", "能源", "科学", "实业", "发展", "储存", "科技",
    "管道", "电力", "动力", "生态", "信息", "体育", "娱乐", "传媒", "医疗", "包装", "环保", "航空", "农业", "林业", "渔业", "健康", "智能",
    "自动化", "工业自动化", "管理", "建设", "家居", "材料", "生物", "电气", "机电", "化学", "金属", "新能源", "绿色", "安全", "教育",
}  # fmt: skip
"""Words of a field rather than of goods: they speak for industries, but on them alone nothing is sure."""
_CERTAINTY = {"high": 1.0, "medium": 0.5, "low": 0.2}
_GUESS = 0.4
_NEXT = 0.9  # of a word's codes the likeliest stands first
_MOST_DIVISIONS = 6
_WEIGHT = {"name": 1.0, "word": 1.6, "label": 1.2}


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
        said[word][code] = _WEIGHT["word"] * (_NEXT if said[word] else 1.0)
    for word, codes in said.items():
        _add(terms[word], codes)
    meant: dict[str, dict[str, float]] = defaultdict(dict)
    for label, meaning, certainty in labels:
        meant[label] |= {meaning: _WEIGHT["label"] * _CERTAINTY[certainty]} if meaning else {}
    for label, codes in meant.items():
        _add(terms[label], codes)
    pairs = _pairs([*own.items(), *said.items()])
    return Vocabulary({term: codes for term, codes in terms.items() if len(term) <= LONGEST}, pairs)


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
    ['糕点', '糕点、面包制造', '面包', '面包制造']
    """
    found = {name}
    for part in PARTS.split(name):
        core = _HEADS.sub("", part)
        found |= {core, _TAILS.sub("", core)}
    return {each for each in found if each not in _HOLLOW}
