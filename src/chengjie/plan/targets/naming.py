"""Which indicator a figure belongs to: the words before it, the noun behind it, or what was spoken of last."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from chengjie.plan.targets import wording
from chengjie.plan.targets.times import Time

_COUNTING_VERBS = re.compile(
    r"^(?P<verb>(?:(?:将|要|力争|争取|再|累计|重点|共|每年|统筹|积极|加快|大力|着力|推动|鼓励|引导|目标|任务)*"
    r"(?:引进|新增|新建|建设|建成|打造|培育|创建|开通|开工|拥有|选择|推进|实施|形成|发展|壮大|擦亮|开发|布局|改造|完成|实现|设立|组建|认定|"
    r"获批|获得|落户|落地|招引|签约|投产|启动|新开工|建立|成立|创成|评选|遴选|举办|开展|发布|出台|制定|培训|培养|吸引|集聚|聚集|集聚|建设改造|新建改扩建|"
    r"新创建|支持|推广|提升|优化|做强|做大|扶持|服务|覆盖|惠及|带动|吸纳|安置|转移|销售|生产|生成|改扩建|新改建|储备|筹集|筹建|投放|配备|配套|遍布|涉及|包括|包含|有(?!色|机|效|限|线|关)|含|设(?![备施计区市])|紧扣|落实|发挥|聚焦|挖掘|构建|参照)))?"
)
_KEPT_VERBS = re.compile(r"引进|新增|新建|累计|新开工|改造|招引|吸纳|开发|培训")
_PLACES_COUNTED = {"市州", "个市州", "市", "县", "个县", "个乡镇", "镇", "村", "个村"}
_THING = re.compile(
    r"(?:区|园|企业|基地|平台|项目|县|市|州|中心|产业|集群|链|线路|工程|机构|学校|医院|道路|河道|街区|小区|水库|桥梁|人才|品牌|产品|领域|村|镇|单位|部门|任务|举措|措施)$"
)
_NOUN_END = re.compile(
    r"(?<=.{2})(?:(?:等|为|以(?![上下内])|是|并|均|已|在|将|分布|全覆盖|整县).*|和及与.*)$"
    r"|(?<=.{2})(?:通车|通航|通水|投用|获批|提前|已获).*$"
    r"|(?<=.{2})(?:产量|总量|规模|数量|资源量)?居(?:全|世|中|西|东|内).*$"
    r"|(?<=[部员才家])赴.*$"
    r"|(?<=.{2})(?:建设成效|建设$|提质|潜在|改造升级).*$"
    r"|(?<=区|园|业|台|地|目|县|市|州|心|链|路|程|构|校|院|才|牌|品|域|村|镇|位|人|员|众|庭|户|线|场|队|动|口|组|条|群|室|站|例|务|验|馆|家|生|工)"
    r"(?:和|及|与|援助|挂牌|追回|捐赠|参与|参加|投入|开展|覆盖|推动|促进|进行|实现|得到|取得|获得|完成|落地|落户|入驻|开工|投产|创建|各|作为|推进|加快|提升|纳入|入选|发放|累计|达(?=到|\d)|新增|全部|基本|建成|建设|参赛|正式|成功|顺利|陆续|获(?!得)|揭牌|进入|运行|全面|集中|正(?=在|加|$)|在(?=[川省市区])).*$"
)
_CHANGES = re.compile(
    r"(?:增加|增长|增|提高|提升|上升|升|下降|降低|降|减少|减|扩大|缩小|缩短|缩减|缩|压减|拓展|跃升|达|翻)?(?:到|至|为|了)?(?=[约近超]?\d)"
)
_NEXT_FIGURE = r"(?<=[\u4e00-\u9fff])\d+(?:\.\d+)?(?:万亿|亿|万)?(?:元|美元|%|个|家|户|人|件|项|吨|亩|公里|套)"
_HEADS = re.compile(
    r"\d+(?:\.\d+)?万?(?:人|名|户)?(?=[\u4e00-\u9fff]{2})(?!增|减|提|下|上|扩|缩|升|降|元|万|亿|个|家|户|人|项|次|件)"
)
_NO_THING = {"目标", "关", "大关", "关口"}
_RATED_THING = re.compile(r"[1-5]A级|\d+[十百千万]?[亿万][元吨]?级")
_VERSUS = re.compile(
    r"(?:(?<!占)比(?![重例率值优])|较|与|相比|同比)(?P<what>[^，。；]{0,20}?)(?=净?增|提|下|减|扩|快|高|低|上|翻|多|少|缩|压|$)"
)
_BY_TIME = re.compile("[年月期季均初]|目标|预期|计划|全国|全[省市区县]|平均")  # what 比 compares with, and no 比亚迪
_APART = re.compile(
    r"^(?:[，、]|并|且|均|也|明显|显著)*(高于|高出|快于|低于|慢于|优于|好于|多于|少于|(?:超过|超出)(?=[^，。；\d]{0,4}(?:预期|目标|计划)[^，。；\d]{0,2}$))([^，。；\d]{1,24})$"
)
_AT = re.compile(r"(?<![位由低高快慢优好多少大小关对处源])于$")  # 于2022年, and no 低于
_SHARE = re.compile(r"占(?!比)(?P<what>[^，。；]{1,24}?)(?:的)?(?P<word>比重|比例|份额|比率)?$")


@dataclass(frozen=True, slots=True)
class Words:
    """The words before a figure, times taken out: what they name, the verb they end in, what they compare with."""

    indicator: str
    place: str | None
    comparator: str
    versus: str | None
    share: str | None
    below: bool
    over: bool
    yearly: bool = False


def without_times(text: str, start: int, end: int, spans: tuple[Time, ...]) -> str:
    """The words from `start` to `end` with the times cut out."""
    kept: list[str] = []
    here = start
    for span in spans:
        if span.end <= start or span.start >= end:
            continue
        kept.append(_AT.sub("", text[here : max(here, span.start)]))
        here = min(end, span.end)
    kept.append(text[here:end])
    words = "".join(kept)
    return (
        re.sub(r"^(?:截至|截止|到|至|在|自|从|由)?(?:年?底|末|期间|时期|时)?[，,]?(?=[\u4e00-\u9fff“])", "", words)
        if len(kept) > 1
        else words
    )


def words_before(left: str) -> Words:
    """Read the words before a figure."""
    yearly = bool(re.search("年均|平均每年|年平均", left))
    words = _read(left)
    return replace(words, yearly=True) if yearly else words


def _read(left: str) -> Words:
    left = re.sub(r"(?:年|时期|期间)?的$", "", left.strip())
    apart = _APART.search(left)
    if apart:
        comparator = "decrease" if apart[1] in {"低于", "慢于", "少于"} else "increase"
        return Words("", None, comparator, apart[2] or None, None, below=False, over=False)
    over = bool(re.search(r"(?:突破|超过|超|跨[越过]|大于|逾)[^，。]{0,2}$|高于$", left))
    below = wording.bounded_below(left)
    left = re.sub(r"每[年月日天]$", "", left)
    core, comparator = wording.tail(left)
    core = wording.reached(core) if not comparator else core
    versus = None
    compared = _VERSUS.search(core)
    with_whom = compared is not None and compared[0].startswith("与") and not comparator and "相比" not in left
    if (
        compared
        and not with_whom
        and (comparator or (core.endswith(compared[0]) and (not compared["what"] or _BY_TIME.search(compared["what"]))))
    ):
        versus = compared["what"].strip("的") or None
        core = core[: compared.start()]
    core = re.sub(r"(?:从|由)[^，。；、]{0,6}第[\d一二三四五六七八九十]+[位名]?$", "", core)
    core = re.sub(r"(?:从|由)(?:目前|现在|当前|现有|上半年|上年|去年|年初|期初|最初|当初|过去)?的?$", "", core)
    core = wording.reached(core) if not comparator else core
    share = _SHARE.search(core)
    if share and not comparator:
        return _named(
            core[: share.start()],
            comparator,
            versus,
            "占" + share["what"] + (share["word"] or "比重"),
            below=below,
            over=over,
        )
    return _named(core, comparator, versus, None, below=below, over=over)


def _named(core: str, comparator: str, versus: str | None, share: str | None, *, below: bool, over: bool) -> Words:
    place, rest = wording.place(wording.name(core))
    return Words(wording.name(rest), place, comparator, versus, share, below, over)


def counted(words: Words, unit: str | None, right: str) -> str:
    """The name of what is counted: behind the figure (12条线路), or before it (线路12条), with a verb that matters kept."""
    if unit in _PLACES_COUNTED:
        return unit.removeprefix("个")
    found = _COUNTING_VERBS.match(words.indicator)
    verb = (found["verb"] or "") if found else ""
    noun = words.indicator[len(verb) :]
    kept = "".join(_KEPT_VERBS.findall(verb))
    following = behind(right)
    if following:
        return kept + following
    noun = noun.lstrip("、和及与的")
    return kept + noun if len(noun) > 1 else words.indicator


def is_only_a_verb(indicator: str) -> bool:
    """Whether the words before a figure name nothing (建设、打造), so that the noun stands behind it."""
    found = _COUNTING_VERBS.match(indicator)
    return bool(found and found["verb"] and len(indicator) - len(found["verb"]) <= 1)


def behind(right: str) -> str:
    """The noun that follows a counted figure.

    >>> behind("的世界500强企业，形成"), behind("要素集聚、支撑有力的示范产业链。"), behind("国家级园区的带动作用")
    ('世界500强企业', '示范产业链', '国家级园区')
    """
    heads = _HEADS.match(right)  # 3万户14万贫困人口
    right = right[heads.end() :] if heads else right
    rated = _RATED_THING.match(right)
    if not right or right[0] in "、和及与以，。；：" or (_CHANGES.match(right) and not rated):
        return ""
    if right[0].isdigit() and not rated:
        return ""
    phrase = re.split(rf"[，。；：（）()]|{_NEXT_FIGURE}", right.removeprefix("的"), maxsplit=1)[0][:50]
    before, _, after = phrase.rpartition("的")
    if "、" in before and after:
        phrase = after
    phrase = phrase.split("、")[0]
    shorter = _NOUN_END.sub("", phrase) if len(phrase) > 4 else phrase
    phrase = shorter if len(shorter) > 1 else phrase
    if phrase in _NO_THING or phrase.startswith(("已", "均", "将", "全部")):
        return ""
    if "的" in phrase:
        head, _, tail = phrase.partition("的")
        phrase = head if _THING.search(head) else tail or head
    return wording.balanced(phrase.strip(" ").rstrip("和与及达"))
