"""What a plan calls for that somebody has to run: mechanisms, platforms, directories, ledgers, evaluations (机制)."""

from __future__ import annotations

import re

from chengjie.plan.claims import System
from chengjie.plan.document import Document
from chengjie.plan.statements import statements

_HEADS = (
    "机制|制度|体系|平台|系统|台账|清单|目录|名录|名单|指标体系|评价体系|信息库|项目库|供需库|资源库|人才库|企业库|数据库|储备库|白皮书|办法|标准|规范|细则|预案|方案|公约|协议|联盟|联席会议|领导小组|"
    "专班|专窗|窗口|直通车|一卡通|一网通办|一件事一次办|负面清单|权责清单|考核|评估|评价|调度|督查|通报|监测|审批|备案|认定|互认|受理|承诺制|代办|基金|专项资金|奖励|补贴|保险|热线|网站|要素市场|分市场|工作站|服务站"
)
_VERBS = "建立健全|建立完善|建立落实|建立|健全|完善|制定|出台|编制|构建|搭建|组建|设立|实施|实行|推行|推广|全面推行|探索|落实|开展|建设|打造|开发|开通|推进|推动|强化|优化|加强|深化|发布|成立|创新|用好|实现|执行|采取|采用|支持|鼓励|定期发布|严格执行"
_CALL = re.compile(
    rf"(?P<verb>(?:进一步|全面|积极|加快|深入|稳步|严格|定期|大力|着力|抓紧|尽快|统一|不断|切实|持续)?(?:{_VERBS})(?:落实|完善|和完善|并完善|实施|推行)?)"
    rf"(?:了|好|起|以)?(?P<name>[^，。；：！？]{{0,36}}?(?:{_HEADS})(?=[，。；、：”」）)和及与]|$)"
    rf"(?:、[^，。；：！？、]{{2,20}}?(?:{_HEADS})(?=[，。；、：”」）)和及与]|$)){{0,8}})"
)
_QUOTED = re.compile(
    r"(?:“(?P<quoted>[^”]{2,16})”)(?P<tail>制度|机制|改革|模式|平台|工程|服务|办法|政策|行动|试点|审批|受理)"
)
_SPLIT = re.compile(r"、|以及|(?<=[制度台系库单])和(?=[\u4e00-\u9fff]{3})")
_STRAY = re.compile(
    r"^(?:的|了|和|与|及|以|等|一批|一个|若干|各类|各种|相关|有关|有利于|适应|适合|适宜|更加|更为|一体高效的|布局合理)"
)
_TOO_WIDE = re.compile(
    r"^(?:体系|机制|制度|平台|系统|标准|中心|方案|办法|目录|政策|服务|评价|评估|考核|建设|规范|基金|奖励|现代化?(?:经济|产业)体系|产业体系|经济体系|创新体系|治理体系|服务体系|交通体系|路网体系|综合交通运输体系|政策体系|社会体系|生态体系|理念|发展平台)$"
)
_INNER_VERB = re.compile(r"^.*(?:建立健全|建立完善|建立|建设集|制定|出台|设立|开展|搭建|构建|实行|打造|编制)(?=.{4})")
_TORN = re.compile(r"、[^、]*(?:评估|督查|保险|互认|审批|调度|评价|监测|通报)$|要加强|体制机制$")
_SHORTEST = 4


def systems(document: Document) -> tuple[System, ...]:
    """Every system that the text calls for, once each, at the place where it is first called for."""
    found: dict[str, System] = {}
    for statement in statements(document):
        if statement.paragraph.kind in {"heading", "caption", "front"}:
            continue
        for match in _CALL.finditer(statement.text):
            for name, start in _names(match["name"], match.start("name")):
                if name not in found:
                    found[name] = System(name, statement.cite(start, start + len(name)), "called-for", "likely")
        for match in _QUOTED.finditer(statement.text):
            name = match["quoted"] + ("" if match["quoted"].endswith(match["tail"]) else match["tail"])
            if name not in found and not re.search(r"\d", match["quoted"][:1]):
                found[name] = System(name, statement.cite(match.start(), match.end()), "quoted", "likely")
    return tuple(found.values())


def _names(words: str, start: int) -> list[tuple[str, int]]:
    """The systems in an object of a verb: a list of them, or one; the bare head noun alone names nothing."""
    parts: list[tuple[str, int]] = []
    here = 0
    pieces = _SPLIT.split(words)
    whole = len(pieces) > 1 and all(re.search(rf"(?:{_HEADS})$", piece) for piece in pieces)
    for piece in pieces if whole else [words]:
        place = words.find(piece, here)
        here = place + len(piece)
        bare = _STRAY.sub("", _INNER_VERB.sub("", piece)).lstrip("、，")
        tail = bare.rpartition("的")[2]
        bare = tail if len(tail) >= _SHORTEST and "“" not in bare.rpartition("的")[0] else bare
        place += len(piece) - len(bare)
        bare, place = _balanced(bare, place)
        if len(bare) >= _SHORTEST and not _TOO_WIDE.match(bare) and not _TORN.search(bare):
            parts.append((bare, start + place))
    return parts


def _balanced(name: str, place: int) -> tuple[str, int]:
    """The name without a quotation mark that only opens: “一枚印章管审批 → 一枚印章管审批."""
    if name.count("“") == name.count("”"):
        return name, place
    inside = name.rpartition("“")[2]
    return inside, place + len(name) - len(inside)
