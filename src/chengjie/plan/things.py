"""What a plan names: parks, chains, lines, sites, towns, festivals, brands, herbs, companies, fairs (名称)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import get_args

from chengjie.plan.claims import Citation, Thing, ThingType
from chengjie.plan.document import Document
from chengjie.plan.statements import Statement, statements

_ITEM = re.compile(r"[^、，。；：！？（）()“”《》\s]+")
_LEADS = re.compile(
    r"^(?:——|(?:延长|基本形成|若干|着力|先后|通过|既有|有序|有效|对标|持续|壮大|做优做强|聚焦|激发|扶持|研究谋划|谋划|实现|争创|进一步|重点|大力|积极|加快|推进|推动|加强|支持|建设|打造|培育|发展|完善|依托|利用|充分|发挥|围绕|以|在|对接|融入|主动|抓好|提升|促进|实施|开展|整合|构建|开通|新建|续建|争取|适时|启动|开工|"
    r"开辟和加密|加密|创建|申报|做精|做强|做大|引进|引导|鼓励|突出|挖掘|延伸|拓展|强化|擦亮|巩固|优化|沿|经|从|由|至|到|向|与|和|及|将|把|是|为|如|其中|包括|已有|拥有|现有|有|形成|建成|规划|布局|"
    r"密切|加深|深化|参与|办好|举办|承办|用好|建立|设立|申报|获批|成为|继|等|并|且|的|了|被|使|让|全面|合理|有序|稳步|协同|共建|联合|联动|辐射|面向|对|就|用|积极对接|加大|深入|稳妥|力争|高标准|高质量|高水平|更好|继续|尽快|以及|推出|规划建设|改扩建|扩建|改造|升级|提质))+"
)
_TAIL = re.compile(
    r"(?:等|建设|项目|工程|提质|升级|改造|扩能|电气化|前期工作|改扩建|迁建|扩建|复线|增建二线|纵横交错|基础|优势|作用|发展|战略|投入使用|成功|获国家批复|品牌|为重点|为主体|为核心|为载体|为依托|为骨干)+$"
)
_TOO_WIDE = re.compile(
    r"^(?:国家级?|省级|市级|县级|各类?|重点|示范|现有|现代|特色|精品|综合|高等级|国际|国内|区域|重大|主要|相关|有条件|符合条件|全国|全省|各地|一批|若干|新型|专业|专业化|产业|工业|农业|科技|旅游|文化|生态|红色|乡村|物流|经济|开放|重要|多条|两个|四大|五大|三大|省内外|不同|这些|该|本|沿海|内陆|发达|传统|历史|名城|名|古|乡|县|市|建制|行政|贫困|脱贫|自然|优质|品牌|知名|大型|龙头|骨干|本地|民营|中小|高速|普通|干线|国省|农村|快速|城际|跨境|电子商务|公共|服务|创新|创业|合作|交流|招商|线上|线下|智慧|智能|数字|绿色|低碳|循环|健康|养老|康养|休闲|观光|采摘|体验|先进|高端|园中|飞地|反向|标杆|样板|国别|试点|物流通道|[\d一二三四五六七八九十]+[个条座家项类大]?)*"
    r"(?:高新技术产业开发区|高新区|经开区|经济开发区|工业园区|工业园|工业集中区|产业园区|产业园|园区|保税区|综合保税区|科技园区|集聚区|物流园区?|创业园|产业链|机场|铁路|高铁|高速公路|高速|国道|省道|公路|航道|口岸|港口|港区|码头|景区|景点|古城|公园|故居|遗址|度假区|古镇|小镇|镇|乡|村|寨|节|博览会|论坛|走廊|线路|通道|集团|水库|电站|变电站|管道|示范区|城市群|经济区|经济带|试验区|新区|片区|合作区|革命老区|博物馆|平台|交易中心|大桥|保护区|生态圈|战略|园)$"
)
_AND_SO = re.compile(
    r"^等(?P<between>(?:一批|多个|重点|国家级|省级|著名|知名|特色|[\d一二三四五六七八九十]+[个条座处家类]?)*)(?P<head>[\u4e00-\u9fffA0-9]{1,16})"
)
_COUNTED = re.compile(r"^[\d一二三四五六七八九十两]+(?:座|个|条|处|家)(?P<head>[\u4e00-\u9fff]{2,12})")
_AIM = re.compile(
    r"(?:创建|申报|升级为|争创|建成|打造成?|创成)(?P<aim>(?:国家|省级|世界|全国)?[^，。；]{0,10}?(?:[1-5]A级?(?:旅游)?景区|国家级?[^，。；]{0,14}?(?:区|园|基地|公园)|世界级[^，。；]{0,8}?(?:景区|目的地)))"
)
_SHORT = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{4,30})（(?:以下|又|也)?(?:简称|称)[“\"]?(?P<alias>[^”\"）]{2,16})[”\"]?）"
)
_TITLE = re.compile(r"《(?P<title>[^》]{3,60})》")
_POLICY = re.compile(r"(?:规划|纲要|方案|办法|意见|通知|条例|政策|计划|指标|目录|标准|决定|规定|法)$")
_SHOW = re.compile(r"演艺|演出|歌舞|舞剧|情景剧|品牌")
_BRAND = re.compile(
    r"“(?P<name>[\u4e00-\u9fff·A-Za-z]{2,12})”(?:[\u4e00-\u9fff]{0,10})?(?:品牌|茶|酒|系列)|(?:重点打造|打造|培育|擦亮)(?P<list>[^，。；]{2,120}?)等(?:[\u4e00-\u9fff]{0,6})?品牌"
)
_PLACE = re.compile(r"^(?P<place>[\u4e00-\u9fff]{2,5}?(?:省|市|自治州|州|自治县|县|区))(?=[\u4e00-\u9fff]{2})")
_LONGEST_NAME = 24
_TYPES: tuple[str, ...] = get_args(ThingType)


@cache
def _words(name: str) -> tuple[tuple[str, ThingType], ...]:
    """Endings (or heads) and the type each speaks of, longest first."""
    text = files("chengjie.plan").joinpath(f"words/things_{name}.csv").read_text(encoding="utf-8")
    rows = [tuple(row.values()) for row in csv.DictReader(io.StringIO(text))]
    known = [(word, kind) for word, kind in rows if kind in _TYPES]
    return tuple(sorted(known, key=lambda row: -len(row[0])))  # type: ignore[arg-type]  # checked against the types just above


def things(document: Document) -> tuple[Thing, ...]:
    """Every named thing once, where it is first named, with the short forms that the text gives it."""
    found: dict[tuple[str, str], Thing] = {}
    for statement in statements(document):
        if statement.paragraph.kind in {"caption", "front"}:
            continue
        for thing in _of(statement):
            found.setdefault((thing.type, thing.name), thing)
    for table in document.tables:
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row, start=1):
                for thing in _in_cell(document, table.section, table.cell_id(number, column), cell.text):
                    found.setdefault((thing.type, thing.name), thing)
    return tuple(found.values())


def _in_cell(document: Document, section: str, cell: str, text: str) -> Iterator[Thing]:
    for item in _ITEM.finditer(text[:500]):
        typed = _typed(item[0])
        if typed and typed[1] == "park" and not _TOO_WIDE.match(typed[0]):
            start = item.start() + item[0].find(typed[0])
            citation = Citation(document.name, section, cell, 0, len(text), text, start, start + len(typed[0]))
            yield Thing("park", typed[0], (), None, citation, "table-cell")


def _of(statement: Statement) -> Iterator[Thing]:
    text = statement.text
    aim = _AIM.search(text)
    aliases = {found["name"]: found["alias"] for found in _SHORT.finditer(text)}
    run: list[re.Match[str]] = []
    for item in _ITEM.finditer(text):
        joined = bool(run) and text[run[-1].end() : item.start()] == "、"
        run = [*run, item] if joined else [item]
        yield from _alone(statement, item, aliases, aim)
        yield from _listed(statement, run, aim)
    yield from _quoted(statement)


def _alone(
    statement: Statement, item: re.Match[str], aliases: dict[str, str], aim: re.Match[str] | None
) -> Iterator[Thing]:
    """A name that says by its ending what it is."""
    for piece, offset in _pieces(item[0]):
        typed = _typed(piece)
        if not typed or _TOO_WIDE.match(typed[0]) or not 3 <= len(typed[0]) <= _LONGEST_NAME:
            continue
        name, kind = typed
        start = item.start() + offset + piece.find(name)
        short = tuple(alias for long, alias in aliases.items() if long.endswith(name))
        wanted = aim["aim"] if aim and kind in {"site", "park"} and start < aim.start() else None
        yield _thing(statement, kind, name, start, "ending", aliases=short, aim=wanted)


def _pieces(words: str) -> Iterator[tuple[str, int]]:
    """Parts joined by 和, 及 and 与 inside an item, with their offsets."""
    start = 0
    for found in re.finditer(
        r"(?<=[\u4e00-\u9fff]{2})(?:以及|和|及|与|至(?!今)|升级为|(?:加快|成功)?创建|紧邻|打造|统筹推进)(?=[\u4e00-\u9fff]{2})",
        words,
    ):
        yield words[start : found.start()], start
        start = found.end()
    yield words[start:], start


def _typed(words: str) -> tuple[str, ThingType] | None:
    """The name in the words, without what leads to it and trails behind it, and its type."""
    bare = _LEADS.sub("", words)
    bare = re.sub(r"等.{0,14}$", "", bare)
    for _ in range(2):
        for ending, kind in _words("suffixes"):
            if bare.endswith(ending) and len(bare) > len(ending):
                return (bare, kind) if _is_name(bare, ending) else None
        bare = _TAIL.sub("", bare)
    return None


def _is_name(name: str, ending: str) -> bool:
    if len(ending) == 1 and len(name) > 9:
        return False
    return not re.search(
        r"的|了|等|或|县县通|^国家[1-5]A|[二三四五六七八九十]大(?:特色|优势|支柱)|^[\d.]+|[\d一二两三四五六七八九十]+(?:个|条|座|家|批)|(?:各|每|该|本|某)(?:地|市|县|园区)|^(?:县|乡|镇|村|城)?乡$|环节$|季节$|调节$|细节$|情节$|新区县|城镇$|乡镇$|集镇$|重镇$|农村$|乡村$|城乡$|返乡$|下乡$|回乡$|家乡$|老乡$|入村$|驻村$|.通道$|关节$",
        name,
    )


def _listed(statement: Statement, run: list[re.Match[str]], aim: re.Match[str] | None) -> Iterator[Thing]:
    """Items of a list whose last is followed by 等 and a head that says what they all are, or by a count and a head."""
    last = run[-1]
    head = re.match(r"^(?P<name>.{2,24}?)(?P<rest>等[\u4e00-\u9fffA0-9]{1,24})$", last[0]) if len(run) > 1 else None
    counted = (
        re.match(
            r"^(?P<name>[\u4e00-\u9fff]{2,10}?)(?P<rest>[\d一二三四五六七八九十两]+(?:座|个|条|处|家)[\u4e00-\u9fff]{2,12})$",
            last[0],
        )
        if len(run) > 1
        else None
    )
    found = head or counted
    if not found:
        return
    kind = _kind_of(found["rest"], counted=found is counted and head is None)
    if kind is None:
        return
    wanted = aim["aim"] if aim and kind == "site" else None
    for item in run:
        words = found["name"] if item is last else item[0]
        bare = _LEADS.sub("", words)
        for piece, offset in _pieces(bare):
            own = _typed(piece)
            if own and own[1] != kind:
                continue
            name = piece + "机场" if kind == "airport" and not piece.endswith("机场") else piece
            if 2 <= len(piece) <= 16 and not _TOO_WIDE.match(name) and not re.search(r"[的了等]|产业$|工作$", piece):
                start = item.start() + item[0].find(bare) + offset
                yield _thing(statement, kind, name, start, "list", length=len(piece), aim=wanted)


def _kind_of(rest: str, *, counted: bool) -> ThingType | None:
    found = (_COUNTED if counted else _AND_SO).match(rest)
    if not found:
        return None
    head = found["head"]
    for word, kind in _words("heads"):
        if head.startswith(word) or head.endswith(word):
            return kind
    return None


def _quoted(statement: Statement) -> Iterator[Thing]:
    """Titles in 《》: policies and plans, or shows where the sentence speaks of them; brands in quotation marks."""
    for found in _TITLE.finditer(statement.text):
        title = found["title"].replace("<", "《").replace(">", "》")
        if _POLICY.search(title):
            yield _thing(statement, "policy", title, found.start(1), "title", length=len(found["title"]))
        elif _SHOW.search(statement.text):
            yield _thing(statement, "show", title, found.start(1), "title", length=len(found["title"]))
    for found in _BRAND.finditer(statement.text):
        if found["name"]:
            yield _thing(statement, "brand", found["name"], found.start("name"), "quoted")
            continue
        here = found.start("list")
        for item in _ITEM.finditer(found["list"]):
            bare = _LEADS.sub("", item[0])
            if 2 <= len(bare) <= 12 and "的" not in bare:
                yield _thing(statement, "brand", bare, here + item.start() + item[0].find(bare), "brand-list")


def _thing(
    statement: Statement, kind: ThingType, name: str, start: int, rule: str,
    *, length: int | None = None, aliases: tuple[str, ...] = (), aim: str | None = None,
) -> Thing:  # fmt: skip
    placed = _PLACE.match(name)
    place = placed["place"] if placed and kind not in {"zone", "policy", "railway", "road"} else None
    end = min(start + (length or len(name)), len(statement.text))
    citation = statement.cite(max(0, min(start, end)), end)
    return Thing(
        kind, name, aliases, place, citation, rule, "likely" if rule in {"list", "brand-list"} else "certain", aim
    )
