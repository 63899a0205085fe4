"""All named things of a document, each once, where it is first named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chengjie.plan.claims import Citation, Grade, Thing, ThingType
from chengjie.plan.document import Document
from chengjie.plan.statements import Statement, statements
from chengjie.plan.things import naming, quoted, sharing, words
from chengjie.plan.things.items import Item, pieces, runs

_SHORT = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{4,30})（(?:以下|又|也)?(?:简称|称)[“\"]?(?P<alias>[^”\"）]{2,16})[”\"]?）"
)
_AIM = re.compile(
    r"^[^，；]{0,60}?(?:创建|申报|升级为|争创|建成|打造成?|创成)(?P<aim>(?:国家|省级|世界|全国)?[^，。；、]{0,10}?(?:[1-5]A级?(?:旅游)?景区|国家级?[^，。；、]{0,14}?(?:区|园|基地|公园)|世界级[^，。；、]{0,8}?(?:景区|目的地)))"
)
_CHAINS = re.compile(r"(?P<count>[一二三四五六七八九十\d]+)条[^，。；]{0,24}?产业链")
_HERITAGE = re.compile(r"(?P<grade>世界(?:自然|文化|文化与自然双重|农业|灌溉工程)遗产)（(?P<list>[^）]{2,60})）")
_ON_A_LIST = re.compile(r"(?P<name>[^，。；、被]{2,16})被(?:列入|纳入)(?P<aim>世界[^，。；]{2,8}?)(?:网络)?名录")
_LINE = re.compile(
    r"^(?P<line>[^等]{2,14}?(?:铁路|高铁|高速公路|高速))(?:（(?P<code>[A-Z]?\d+)）)?(?P<part>[^、，]{2,24}?段)(?P<ending>高速公路)?"
)
_BRACKET = re.compile(r"[（(](?P<inside>[^（）()]+)[）)]")
_PLACE = re.compile(r"^(?P<place>[\u4e00-\u9fff]{2,5}?(?:省|市|自治州|州|自治县|县|区))(?=[\u4e00-\u9fff]{2})")
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_LEAD_LENGTH = 40
_PLACELESS: frozenset[str] = frozenset({"zone", "policy", "railway", "road", "show", "chain"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A name before it is told apart from others: what it is called, where its words stand, how it was found."""

    kind: ThingType
    called: str
    item: Item
    rule: str
    aliases: tuple[str, ...] = ()
    aim: str | None = None


def things(document: Document) -> tuple[Thing, ...]:
    """Every named thing once, where it is first named, with the other forms in which the text names it."""
    found: dict[tuple[str, str], Thing] = {}
    wholes = {name.called: name.kind for each in statements(document) if (name := _whole(each))}
    for statement in statements(document):
        if statement.paragraph.kind == "caption" or (
            statement.paragraph.kind == "front" and "。" not in statement.text
        ):
            continue
        for each in _of(statement, wholes):
            end = min(each.item.end, len(statement.text))
            _keep(found, each, statement.cite(min(each.item.start, end), end))
    for table in document.tables:
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row, start=1):
                for each in _in_cell(cell.text):
                    here = table.cell_id(number, column)
                    _keep(found, each, _cited(document, table.section, here, cell.text, each.item))
    return tuple(found.values())


def _cited(document: Document, section: str, cell: str, text: str, item: Item) -> Citation:
    return Citation(document.name, section, cell, 0, len(text), text, item.start, min(item.end, len(text)))


def _keep(found: dict[tuple[str, str], Thing], each: _Found, citation: Citation) -> None:
    key = each.kind, _key(each.kind, each.called)
    known = found.get(key)
    others = tuple(dict.fromkeys(alias for alias in (*_bracketless(each), *each.aliases) if alias != each.called))
    if known is None:
        grade: Grade = "likely" if each.rule in {"list", "lent", "grade"} else "certain"
        place = _place_of(each)
        found[key] = Thing(each.kind, each.called, others, place, citation, each.rule, grade, each.aim)
        return
    more = tuple(dict.fromkeys((*known.aliases, *(name for name in (each.called, *others) if name != known.name))))
    found[key] = replace(known, aliases=more, aim=known.aim or each.aim)


def _key(kind: ThingType, name: str) -> str:
    """What makes two printed names one: G60沪昆高速 and 沪昆高速公路 are the same road."""
    plain = _BRACKET.sub("", name)
    if kind == "road":
        return re.sub(r"^[GS]\d{1,4}", "", plain).replace("高速公路", "高速").replace("段高速", "高速")
    return plain.removesuffix("建设")


def _bracketless(each: _Found) -> Iterator[str]:
    inner = _BRACKET.search(each.called)
    if inner and inner.end() < len(each.called):
        plain = _BRACKET.sub("", each.called)
        yield plain
        inside = inner["inside"]
        if each.kind in {"railway", "road"} and len(inside) == inner.start():
            yield inside + plain[len(inside) :]
    if each.item.note:
        note = each.item.note
        typed = words.ending_of(note)
        yield (
            note if (typed and typed[1] == each.kind) or re.fullmatch(r"[GS]\d+", note) else f"{each.called}（{note}）"
        )


def _place_of(each: _Found) -> str | None:
    placed = _PLACE.match(each.called)
    return placed["place"] if placed and each.kind not in _PLACELESS else None


def _in_cell(text: str) -> Iterator[_Found]:
    for run in runs(text[:500]):
        for item in run:
            name = naming.named(item, listed=True)
            if name and name.kind == "park":
                yield _Found("park", name.text, name.item, "table-cell")


def _of(statement: Statement, wholes: Mapping[str, ThingType]) -> Iterator[_Found]:
    text = statement.text
    named = [_Found(kind, name, Item(name, text.find(name)), "lead") for name, kind in wholes.items() if name in text]
    aliases = {found["name"]: found["alias"] for found in _SHORT.finditer(text)}
    yield from named
    yield from _special(text)
    for run in runs(text):
        for each in _of_run(text, run, {(whole.item.start, whole.item.end) for whole in named}):
            short = tuple(alias for long, alias in aliases.items() if long.endswith(each.called))
            yield replace(each, aliases=(*each.aliases, *short))


def _whole(statement: Statement) -> _Found | None:
    """A lead that is as a whole one name, though it is written like a list: 青石、白水高铁生态文化旅游经济带。"""
    text = statement.text.removesuffix("。").lstrip("—")
    if statement.start > 0 or "、" not in text or len(text) > _LEAD_LENGTH or re.search(r"[，；：“（]", text):
        return None
    typed = words.ending_of(text)
    if typed is None or typed[1] not in {"zone", "route"}:
        return None
    return _Found(typed[1], text, Item(text, statement.text.find(text)), "lead")


def _special(text: str) -> Iterator[_Found]:
    for name, aliases in quoted.titles(text):
        yield _Found(name.kind, name.text, name.item, "title", aliases)
    for name in quoted.brands(text):
        yield _Found(name.kind, name.text, name.item, "quoted")
    for name, called in quoted.led(text):
        yield _Found(name.kind, called, name.item, "quoted")
    for heritage in _HERITAGE.finditer(text):
        for part in re.finditer(r"[^、，和]{2,16}", heritage["list"]):
            here = Item(part[0], heritage.start("list") + part.start())
            yield _Found("site", part[0], here, "grade", (), heritage["grade"])
    for listed in _ON_A_LIST.finditer(text):
        yield _Found("site", listed["name"], Item(listed["name"], listed.start()), "grade", (), listed["aim"])


def _of_run(text: str, run: Sequence[Item], taken: set[tuple[int, int]]) -> Iterator[_Found]:
    yield from _chains(text, run)
    for listed in (*sharing.by_grade(run), *sharing.by_head(run)):
        name = listed.name
        span = name.item.start, name.item.end
        if any(start <= span[0] and span[1] <= end for start, end in taken):
            continue
        taken.add(span)
        called = name.text + (listed.lent if name.kind in sharing.LENDING or name.kind == "project" else "")
        aim = listed.aim or (_aim(text, name.item.end) if name.kind in {"site", "park"} else None)
        yield _Found(name.kind, called, name.item, "list", (), aim)
    for name, lent in sharing.by_ending(run):
        if not any(start < name.item.end and name.item.start < end for start, end in taken):
            yield _Found(name.kind, re.sub(r"段$", "", name.text) + lent, name.item, "lent")
    for place, item in enumerate(run):
        if not words.any_ending().search(item.words):
            continue
        yield from _alone(text, item, first=place == 0, listed=len(run) > 1, taken=taken)


def _alone(text: str, item: Item, *, first: bool, listed: bool, taken: set[tuple[int, int]]) -> Iterator[_Found]:
    """Names that say by their ending what they are."""
    shown = naming.bare(item, first=first)
    line = _LINE.match(shown.words)
    if line:
        yield from _sections(shown, line)
        return
    for part in (part for clause in (*list(naming.clauses(item))[:-1], shown) for part in pieces(clause)):
        name = naming.named(part, first=False, listed=listed)
        if name is None or any(start <= name.item.start and name.item.end <= end for start, end in taken):
            continue
        aim = _aim(text, name.item.end) if name.kind in {"site", "park"} else None
        yield _Found(name.kind, re.sub(r"段(?=高速)", "", name.text), name.item, "ending", (), aim)


def _sections(item: Item, line: re.Match[str]) -> Iterator[_Found]:
    """A line with a section of it: 云白铁路青石至白水段."""
    kind: ThingType = "railway" if line["line"].endswith(("铁路", "高铁")) else "road"
    code = (line["code"],) if line["code"] else ()
    yield _Found(kind, line["line"], item.part(0, line.end("line")), "ending", code)
    here = item.part(line.start("part"), line.end("part"))
    if kind == "road" and "至" in line["part"]:
        yield _Found(kind, line["part"].removesuffix("段") + "高速公路", here, "lent")
    else:
        yield _Found(kind, line["line"] + line["part"], item.part(0, line.end("part")), "ending")


def _chains(text: str, run: Sequence[Item]) -> Iterator[_Found]:
    """Industries listed as so many chains: 围绕A、B、C等，打造三条产业链."""
    if len(run) < sharing.FEWEST_CHAINS:
        return
    counted = _CHAINS.search(text, run[-1].end)
    number = counted and (_DIGITS.get(counted["count"]) or (int(counted["count"]) if counted["count"].isdigit() else 0))
    if number != len(run):
        return
    for place, item in enumerate(run):
        shown = naming.bare(item, first=place == 0)
        shown = shown.part(0, len(shown.words.removesuffix("等")))
        yield _Found("chain", shown.words, shown, "list")


def _aim(text: str, end: int) -> str | None:
    found = _AIM.match(text[end : end + 90])
    return found["aim"] if found else None
