"""A scope of business as registries write it (经营范围): general and licensed items, without the phrases that every licence has."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADS = re.compile(r"(一般经营项目|许可经营项目|一般项目|许可项目|经营范围|主营|兼营)(?:是|为)?\s*[:：]")
_LICENSED = frozenset({"许可项目", "许可经营项目"})
_EXCEPT = re.compile(
    r"[（(]\s*(?:不含|不包括|除|不得|仅限|限|以上|上述|涉及|依法|凭|须|需|国家|法律|法规|具体|依|另设|非)[^（）()]*[）)]"
)
_PHRASES = re.compile(
    r"依法须经批准的项目[^；;。）)]*|除依法须经批准的项目外[^；;。）)]*|经相关部门批准后[^；;。）)]*|具体经营项目以[^；;。）)]*|(?:凭|持)[^，,；;。]*(?:许可证|营业执照|资质)[^；;。）)]*"
    r"|以(?:上|上述)[^；;。，,）)]*(?:审批|许可|批准)[^；;。）)]*|(?:法律|行政法规|国务院)[^；;。）)]*(?:禁止|限制|决定)[^；;。）)]*|自主开展经营活动|自营和代理[^；;。）)]*"
    r"|(?:货物|技术)?进出口(?:业务)?|(?:货物|技术)(?:出口|进口)|国内贸易代理"
    r"|技术(?:服务|开发|咨询|交流|转让|推广)|信息咨询服务[^；;。，,]*|社会经济咨询服务|企业管理咨询|以自有资金从事投资活动|研究开发|研发"
)
_BESIDE = frozenset(
    {"住房租赁", "非居住房地产租赁", "物业管理", "停车场服务", "会议及展览服务", "广告设计、代理", "工程管理服务"}
)  # what firms of any kind may also do
_EDGE = " \t\r\n、，,；;。.:：（）()[]【】*"
_CUT = re.compile(r"[；;。\n]|[，,](?![^（(]*[）)])")


@dataclass(frozen=True, slots=True)
class ScopeItem:
    """One thing that a firm may do, in its own words; `licensed` where it stands among the items that need a permit."""

    text: str
    licensed: bool


def items(text: str) -> tuple[ScopeItem, ...]:
    """The items of a scope in their order, each once; what is excepted in brackets and what every licence says is left out.

    >>> [(each.text, each.licensed) for each in items(
    ...     "一般项目：鞋制造；技术服务、技术开发（除许可业务外）；许可项目：食品生产（依法须经批准的项目，经相关部门批准后方可开展经营活动）")]
    [('鞋制造', False), ('食品生产', True)]
    >>> items("技术服务；货物进出口")
    ()
    """
    found: dict[str, ScopeItem] = {}
    for licensed, part in _parts(text):
        for piece in _CUT.split(_PHRASES.sub("；", _EXCEPT.sub("", part))):
            item = piece.strip(_EDGE)
            if item and item not in found:
                found[item] = ScopeItem(item, licensed)
    telling = [each for each in found.values() if each.text not in _BESIDE]
    return tuple(telling or found.values())


def told(text: str) -> str:
    """What a text says of industries: the items of a scope, one after the other."""
    return "；".join(each.text for each in items(text))


def _parts(text: str) -> list[tuple[bool, str]]:
    """The text between its heads, and whether a head says that a permit is needed."""
    pieces = _HEADS.split(text)
    parts = [(False, pieces[0])]
    parts += [(head in _LICENSED, body) for head, body in zip(pieces[1::2], pieces[2::2], strict=True)]
    return [(licensed, body) for licensed, body in parts if body.strip(_EDGE)]
