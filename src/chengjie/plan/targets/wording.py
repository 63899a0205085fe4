"""The words around a figure: what they say of it, and what is left as the indicator's name."""

from __future__ import annotations

import re

# Words that end before a figure and say how it is reached; group 1 of each is the comparator.
_TAILS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "growth",
        re.compile(
            r"(?:(?:[一二两三四五六七八九十\d]+年)?年均|(?:[一二两三四五六七八九十\d]+)?年平均|平均每年|每年)(?:复合|名义|实际|可比)?(?:增长率?|增速|增幅|递增|增加|提高)(?:率|速度)?(?:达到?|为|保持在?|超过|突破|不低于|高于|接近|稳定在|高达)*$"
        ),
    ),
    (
        "decrease",
        re.compile(
            r"(?:累计|同比|分别|共|再|逐年|年均)*(?:下降|降低|减少|压减|压降|调减|减收|减支|少收|少支|压缩|缩短|缩减|降幅|下调|收窄|回落|削减|减排)(?:率|幅度)?(?:了|至少|达到?|为|超过|约|不低于)*$"
        ),
    ),
    (
        "growth",
        re.compile(
            r"(?:同比|同口径|实际|名义|可比价?|较上年|比上年|按可比价格计算)*(?<!自然)(?:增长率?|增速|增幅|涨幅|上涨|(?<![新净比])增|比增)(?:幅度|速度)?(?:了|达到?|为|保持在?|超过|突破|不低于|高于|接近|控制在|稳定在|约|高达)*$"
        ),
    ),
    (
        "increase",
        re.compile(
            r"(?:累计|净|分别|共|再|年均)*(?<!自然)(?:增加|加快|提高|提升|上升|扩大|新增|多增|净增|增收|增支|多收|多支|提前|高出?|快|高于[\u4e00-\u9fff]{0,14}|快于[\u4e00-\u9fff]{0,14})(?:了|幅度)?(?:达到?|超过|不低于|约)*$"
        ),
    ),
)
_REACH = re.compile(
    r"(?:(?:已|均|都|将|要|力争|争取|努力|基本|总体|稳定|平均|合计|总计|分别|共计?|共有|仅|就|也|还|又|则|预计|约)*"
    r"(?:达到?|达成|实现|完成|首破|冲破|突破|超过|超|逾|跃上|迈上|迈过|跨越|跨过|跃过|跨上|站上|保持在?|稳定在|控制在|维持在|锁定在|提高到|提高至|(?:回升|恢复|攀升|回落)[到至]|提升到|提升至|增加到|增加至|增长到|增长至|上升到|上升至|扩大到|扩大至|上调到|上调至|调整为|调整到|"
    r"下降到|下降至|降到|降至|演进为|演变为|优化为|转变为|降低到|降低至|减少到|减少至|压减[至到]|压缩[至到]|缩短[至到]|优于|缩小至|缩小到|增至|增为|增加为|拓展至|拓展到|跃升至|升至|升到|不低于|不少于|不高于|不超过|不大于|低于|高于|大于|小于|少于|为|是|有|在|至|到|占|接近|近|(?<![签履节集公契违预])约|＝|=|：|:|超出|超额|多达|高达|仅为|均为))+$"
)
_OF_ALL = re.compile(r"(?<=稳定在|保持在)全[国省市区州县]的?$")
_BELOW = re.compile(r"(?:控制在|不超过|不高于|不大于|低于|少于|小于)[^，。]{0,3}$")
_LEADS = re.compile(
    r"^(?:(?:其中|今年|明年|今后|同时|并且?|且|而|以及|及|和|与|力争|争取|努力|尽快|基本实现|确保|到时|届时|目标|任务|预计|如|其|使|让|围绕|将|已|包括|现(?![代有行状场存金货役])|全年|累计|共|总计|合计|另|还|再|为|初步|基本(?!养老|医疗|公共|农田|药物|生活|保险|草原|民生)|进一步|提出|大力|加快|积极|重点|着力|推动|推进|全面|主要|预期目标|预期|实现|完成|建成|形成|拥有|具有|现有|已有|有(?!色|机|效|限|线|关)|全部|总体|稳步|持续|不断|保持|年末|年底|末|底|期间|时期|以来|基础上)(?=[\u4e00-\u9fff“A-Za-z])|\d{1,2}[-—至]\d{1,2}月份?|[（(][\u4e00-\u9fff]{1,3}[）)]、|(?:大关|关口|台阶)、|[：:、，,\s●■◆◇•·▪○※★]+|(?!一、?二、?三)[（(]?[一二三四五六七八九十\d]+[）)、.．]|——|—)+"
)
_TRAIL = re.compile(
    r"(?:在?基础上|数量|总数|总计|共计|合计|的|比例|水平|分别|将|均|已|平均|力争|要|基本|同比|又|也|再|(?<![签履节集公契违预])约|近|[一二三四五六七八九十两]年来?|连续(?:多年)?|首次|首度|历史性|一举|，|,|、|：|:|了|之|(?<=[入值额量率])都|继续|争取|累计|每年|预计|逆势|在?全[国省市区县州]率先|率先|从无到有|从小到大|实际|不断|稳步|稳定|进一步|大幅|明显|显著|持续|总体)+$"
)
_STREAK = re.compile(
    r"(?:已|均)?(?:连续|持续)第?[\d一二三四五六七八九十]+(?:年|个月|个季度|季度|个季|天)|\d{1,2}年(?:累计|$)|连?[跨迈登跃][越上过]?[\d一二三四五六七八九十两]+个[^，。；]{0,6}(?:台阶|大?关口?)"
    r"|(?<=[\u4e00-\u9fff]{2})在的?基础上[^，。；]*$"
)
_EXPECTED = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})预计(?:完成|实现|达到?)?(?=[\u4e00-\u9fff]{2})|(?<=[\u4e00-\u9fff]{2})已$"
)
_TRAIL_KEEP = re.compile(r"(?:数量|总数|总量|比例|水平)$")
_PLACE = re.compile(
    r"^(?P<place>(?:全国|全省|全市|全区|全县|全州|我省|我市|我区|我国|本市|本省|本区|国内|区域(?!性)|示范区|新区|"
    r"[\u4e00-\u9fff]{2,7}?(?:省|自治区|自治州|市州|地区|示范区|新区|试验区|片区|城市群|经济区)|[\u4e00-\u9fff]{2,4}?(?:市|州|县)))(?P<of>的|内)?(?=[\u4e00-\u9fff“A-Za-z])"
)
_NOT_PLACES = re.compile(
    r"^[^省市州县区]*(?:实现|完成|锚定|加强|尽快|级|设在|和|促进|引导|重点|主要|参照|实施|做[强大优]|新增|净增|每个?|各|[十百千万]亿|如|是|从|收入|成立|抓好|修订|是指|为|范围|纳入|新建|建设|打造|支持|推进|推动|加快|引进|培育|鼓励|依托|围绕|以|在|对|将|使|让)"
    r"|^(?:提请|按照|根据|经|[^省市州县区]{1,5}[强大][省市县区])|(?:省际|省委|省级|省政府|省直|省属|省内|省外|省市|省重|市委|市级|市政府|县级|县委|县政府|区级|区委|州级|州委|城市|市场|超市|上市|县域|州际|开发区|产业园区|园区|景区|社区|市政|都市|门市|股市|楼市|区县|市县|县区|县市|区市|市州|保税区|高新区|经开区|市区|城区|县城|试验区建)"
)


_SHORTER = re.compile(r"^[\u4e00-\u9fff]{2,4}?(?:省|市|州|县)")


def tail(left: str) -> tuple[str, str]:
    """Split the words before a figure: what names it, and the comparator that their end says (or "")."""
    for name, pattern in _TAILS:
        found = pattern.search(left)
        if found:
            return left[: found.start()], name
    return left, ""


def reached(left: str) -> str:
    """The words before a figure without the verb of reaching at their end.

    >>> reached("地区生产总值达到")
    '地区生产总值'
    """
    return _REACH.sub("", _OF_ALL.sub("", left))


def bounded_below(left: str) -> bool:
    """Whether the verb before a figure keeps it down (控制在)."""
    return bool(_BELOW.search(left))


def name(words: str) -> str:
    """What is left of the words when the rhetoric around them is taken off.

    >>> name("力争进一步引进")
    '引进'
    """
    text = _EXPECTED.sub("", _STREAK.sub("", words)).strip(" ，、；：。")
    many = max((text.rfind(word) + len(word) for word in ("一批", "一系列", "若干") if word in text), default=0)
    text = text[many:] if many < len(text) else text
    while True:
        found = _LEADS.match(text)
        if not found or not found[0]:
            break
        text = text[found.end() :]
    shorter = _TRAIL.sub("", text)
    kept = _TRAIL_KEEP.search(text)
    if kept and shorter and len(shorter) + len(kept[0]) >= len(text):
        shorter = text
    return balanced((shorter or text).strip(" ，、；：。"))


def balanced(text: str) -> str:
    """The name without a quotation mark or bracket whose partner was cut off."""
    for opening, closing in ("“”", "（）", "()", "《》"):
        if text.count(opening) != text.count(closing):
            text = text.strip(opening + closing)
        if text.startswith(opening) and text.endswith(closing) and text.count(opening) == 1:
            text = text[1:-1]
    return text


def place(words: str) -> tuple[str | None, str]:
    """The place that the words begin with, and the rest.

    >>> place("衡阳市地区生产总值")
    ('衡阳市', '地区生产总值')
    """
    found = _PLACE.match(words)
    if not found or _NOT_PLACES.search(words[: found.end() + 2]):
        return None, words
    if found["place"].endswith("地区") and words[found.end() :].startswith(("生产", "总部")):
        shorter = _SHORTER.match(words)
        return (shorter[0], words[shorter.end() :]) if shorter else (None, words)
    said = found["place"]
    return (None if said in {"区域", "国内"} else said), words[found.end() :]
