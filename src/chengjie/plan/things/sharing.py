"""Lists whose names share what stands at their end: 青石、白水机场; 云白、云青等铁路; 青山和白水金银花等中药材品牌."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from chengjie.plan.claims import ThingType
from chengjie.plan.things import naming, words
from chengjie.plan.things.items import AND_SO, Item, pieces
from chengjie.plan.things.naming import Name

_RISES = re.compile(r"创建|申报|争创|升级为|创成|建成")
LENDING: frozenset[str] = frozenset({"railway", "road", "airport", "waterway"})
FEWEST_CHAINS = 3
_WHOLE: frozenset[str] = frozenset({"route"})
_FROM_TO = re.compile(r"^[\u4e00-\u9fff（）()]{2,12}(?:[至—-][\u4e00-\u9fff（）()]{2,12})+$")
_SHORT = re.compile(r"^(?:[\u4e00-\u9fff]{2,4}|\d{2,4})$")
_LENDS = re.compile(r"铁路|高铁|客专|高速|公路|国道|省道|机场|航道|区|园")
_SECTION = re.compile(r"段$")
_COUNTED = re.compile(
    r"^(?P<name>[\u4e00-\u9fffA-Z/0-9]{2,16}?)(?P<rest>(?:\d+|[一二两三四五六七八九十]+|多)(?:座|个|条|处|家|大)[\u4e00-\u9fff]{2,14})$"
)
_AND_SO = re.compile(rf"^(?P<name>.{{2,30}}?)(?P<rest>{AND_SO}[\u4e00-\u9fffA-Z0-9]{{1,30}})$")
_AND = re.compile(AND_SO)
_CLOSES = re.compile(r"等|(?:\d|[一二两三四五六七八九十多])(?:座|个|条|处|家|大)")
_GRADE = re.compile(
    r"^(?P<name>.{2,24}?)(?:成功|加快|积极)*(?:创建|申报|争创|升级为|创成|建成)(?P<aim>(?:成)?(?:国家|省|世界|全国)[^，。；、]{0,12}?(?P<what>景区|度假区|公园|高新区|经开区|开发区|产业园|示范区)|[345]A级?(?:旅游)?(?P<star>景区))"
)
_LONGEST_PLACE = 3
_FOCUS = "为重点"
_ALONE: frozenset[str] = frozenset({"company", "brand", "airport"})
_PLACES: frozenset[str] = frozenset({"site", "town"})
_PRODUCTS: frozenset[str] = frozenset({"brand", "herb"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A name of a list and what it is said to become."""

    name: Name
    aim: str | None = None
    lent: str = ""


@cache
def _head() -> re.Pattern[str]:
    heads = "|".join(map(re.escape, sorted(words.heads(), key=len, reverse=True)))
    goes_on = (
        f"的|周边|之间|沿线|内|区域|交通|产业|{words.any_of('tails')}|{words.any_of('inside')}|{words.any_of('leads')}"
    )
    return re.compile(
        rf"^等?(?:多?[\d一二两三四五六七八九十]*[个条座处家类大])?(?:(?:{words.any_of('generic')}|一批))*?(?P<head>{heads})(?P<after>$|(?:{goes_on}).*$)"
    )


def by_head(run: Sequence[Item]) -> Iterator[Listed]:
    """Names of a list that a head closes: A、B、C等重点景区, or A、B、C3座机场."""
    begin = 0
    for place, item in enumerate(run):
        if not _CLOSES.search(item.words):
            continue
        found = _AND_SO.match(item.words) or (_COUNTED.match(item.words) if place > begin else None)
        head = _head().match(found["rest"]) if found else None
        if found and head:
            members = [*run[begin:place], item.part(0, found.end("name"))]
            yield from _closed(members, head, _aim_of(found["rest"]), first=begin == 0)
        if _AND.search(item.words):
            begin = place + (1 if head else 0)


def _closed(members: Sequence[Item], head: re.Match[str], aim: str | None, *, first: bool) -> Iterator[Listed]:
    kind, lent = words.heads()[head["head"]]
    if len(members) == 1 and kind not in _ALONE:
        return
    if kind == "site" and head["head"].startswith("世界级"):
        aim = aim or head["head"]
    for place, item in enumerate(members):
        for name in _members(item, kind, first=first and place == 0):
            if head["head"] == _FOCUS and not words.known_place_at(name.text):
                continue
            yield Listed(name, aim, "" if name.ending else lent)


def _members(item: Item, kind: ThingType, *, first: bool) -> Iterator[Name]:
    open_end = [found.end() for found in _AND.finditer(item.words)]
    rest = item.part(open_end[-1] if open_end else 0, len(item.words))
    shown = naming.trimmed(naming.bare(rest, first=first))
    parts = [shown] if kind in _WHOLE else list(pieces(shown))
    for place, part in enumerate(parts):
        own = naming.named(part, first=False, listed=True)
        if own and (own.kind == kind or not {own.kind, kind} <= _PLACES):
            yield own
        elif kind in _PRODUCTS and place + 1 < len(parts) and (product := _product(part.words, parts[place + 1].words)):
            yield Name(kind, part, "", product)
        elif naming.is_listed_name(part.words, kind) and part.words not in _places_alone(kind):
            yield Name(kind, part)


def _product(place: str, other: str) -> str:
    """What 青山 is short for in 青山和白水金银花: 青山金银花."""
    size = len(place)
    is_place = place in words.known_places() or words.known_place_at(other) or place[-1] in "山江河湖岭洲岛溪"
    return place + other[size:] if is_place and size <= _LONGEST_PLACE and len(other) >= size + 2 else ""


@cache
def _places_alone(kind: ThingType) -> frozenset[str]:
    """Whole names of counties are no sites, brands or herbs of their own; 凤凰 may be a site, 凤凰县 is a county."""
    places = words.known_places()
    return (
        frozenset(place for place in places if place[-1] in "县市区州")
        if kind == "site"
        else (places if kind in {"brand", "herb", "company"} else frozenset())
    )


def _aim_of(rest: str) -> str | None:
    found = re.search(
        r"(?:创建|申报|争创|建成)(?:成)?(?P<aim>[^，。；]{0,14}?(?:景区|度假区|目的地|高新区|经开区))$", rest
    )
    return found["aim"] if found else None


def by_ending(run: Sequence[Item]) -> Iterator[tuple[Name, str]]:
    """Names without an ending of their own, and what the next name that has one lends them: 青石、白水机场."""
    if not any(_LENDS.search(item.words) for item in run):
        return
    parts = [part for place, item in enumerate(run) for part in pieces(naming.bare(item, first=place == 0))]
    lender: Name | None = None
    for part in reversed(parts):
        own = naming.named(part.part(0, _before(part.words)), first=False, listed=True)
        if own is not None:
            lender = own if own.kind in LENDING or own.kind == "park" else None
        elif lender is not None and (lent := _lends(lender, part.words)):
            yield Name(lender.kind, part), lent
        elif lender is not None and not (words.ending_of(part.words) or _FROM_TO.match(part.words)):
            lender = None


def _before(shown: str) -> int:
    found = _AND.search(shown)
    return found.start() if found else len(shown)


def _lends(lender: Name, borrower: str) -> str:
    if lender.kind == "park":
        place = words.known_place_at(lender.text)
        rest = naming.bare(Item(lender.text[len(place) :], 0), first=False).words if place else ""
        fits = borrower in words.known_places() and rest and words.names_nothing(rest[: -len(lender.ending)])
        return rest if fits else ""
    if (words.names_nothing(borrower) and not borrower.isdigit()) or words.ending_of(f"某{borrower}"):
        return ""
    if lender.kind == "airport":
        return lender.ending if borrower in words.known_places() else ""
    if _FROM_TO.match(_SECTION.sub("", borrower)):
        size = re.search(r"\d+吨级", lender.text)
        return (size[0] if size else "") + lender.ending
    return lender.ending if _SHORT.match(borrower) and lender.kind != "waterway" else ""


def by_grade(run: Sequence[Item]) -> Iterator[Listed]:
    """Names that are to rise to a grade: A、B创建国家级旅游度假区."""
    found = _GRADE.match(run[-1].words) if _RISES.search(run[-1].words) else None
    if not found:
        return
    what = found["what"] or found["star"]
    kind: ThingType = "site" if what in {"景区", "度假区", "公园"} else "park"
    for place, item in enumerate([*run[:-1], run[-1].part(0, found.end("name"))]):
        if _AND.search(item.words):
            return
        for name in _members(item, kind, first=place == 0):
            if name.kind == kind and (name.ending or kind == "site"):
                yield Listed(name, found["aim"].removeprefix("成"))
