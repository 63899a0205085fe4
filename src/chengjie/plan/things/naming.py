"""From the words of an item to a name: without what leads to it and trails behind it, and whether it names anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from chengjie.plan.claims import ThingType
from chengjie.plan.things import words
from chengjie.plan.things.items import AND_SO, Item, noted

LONGEST = 30
_SMALL_LEADS = re.compile(r"^(?:[沿经从由至到向与和及将把是为如有等并且的了被使让就用对继在以集]|——)+")
_TOWARDS = re.compile(r"^.*(?:要素|资源|产能|企业|项目|产业)向(?=.{2})")
_WHERE_TO = re.compile(r"(?<=[\u4e00-\u9fff]{4})(?:向|在)[\u4e00-\u9fff]{2,}$")
_AND_SO = re.compile(rf"{AND_SO}.{{0,14}}$")
_NO_NAME = re.compile(
    rf"的|了|在|来|{AND_SO}|或者|[二三四五六七八九十]大(?:特色|优势|支柱)|^[\d.]+(?!\d*(?:国道|省道|县道))"
    r"|[\dN一二两三四五六七八九十]+(?:个|条|座|家|批)|(?:各|每|该|本|某)(?:地|市|县|园区)|^国家[1-5]A|新区县|^县县"
)
_NO_TOWN = re.compile(
    r"(?:^(?:县|乡|镇|村|城)?乡|环节|季节|调节|细节|情节|时节|礼节|节节|春节|城镇|乡镇|集镇|重镇|市镇|农村|乡村|城乡|返乡|下乡|回乡|家乡|老乡|故乡|同乡|吾乡|还乡"
    r"|入村|驻村|到村|进村|行政村|自然村|建制村|脱贫村|贫困村|示范村|美丽村|空心村|中心村|城中村|全村|整村|村村|关节|山寨|产业镇|特色镇|中心镇|建制镇|强镇|村镇)$"
)
_NUMBERED: frozenset[str] = frozenset({"国道", "省道"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its kind and the words where it stands."""

    kind: ThingType
    item: Item
    ending: str = ""
    meant: str = ""
    """The whole name where the words are short for it."""

    @property
    def text(self) -> str:
        """The name: as printed, or what the words are short for."""
        return self.meant or self.item.words


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"^(?:{words.any_of('leads')})+"),
        re.compile(rf"(?:{words.any_of('tails')})+$"),
        re.compile(rf"^.*(?:{words.any_of('inside')})(?=.{{2}})"),
    )


def bare(item: Item, *, first: bool = True) -> Item:
    """The item without verbs before it: 加快推进云白铁路 → 云白铁路. Single particles go only where a list begins."""
    return item.part(_bare_start(item.words, first), len(item.words))


@lru_cache(maxsize=8192)
def _bare_start(shown: str, first: bool) -> int:
    leads, _, inside = _patterns()
    verb = inside.match(shown) or _TOWARDS.match(shown)
    start = verb.end() if verb else 0
    changed = True
    while changed:
        rest = shown[start:]
        found = leads.match(rest) or (_SMALL_LEADS.match(rest) if first else None)
        changed = found is not None and found.end() > 0 and len(rest) - found.end() >= 2
        start += found.end() if changed and found else 0
    return start


def clauses(item: Item) -> Iterator[Item]:
    """The parts of an item between its verbs, the whole last: 云白铁路进入国家规划 → 云白铁路, and all of it."""
    last = _bare_start(item.words, True)
    start = 0
    for verb in _verbs().finditer(item.words, 0, last):
        if verb.start() - start > 2:
            yield bare(noted(item.part(start, verb.start())))
        start = verb.end()
    yield item


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(words.any_of("inside") + "|被")


def trimmed(item: Item) -> Item:
    """The item without what follows a name: 云白铁路建设 → 云白铁路."""
    return item.part(0, _trimmed_end(item.words))


@lru_cache(maxsize=8192)
def _trimmed_end(shown: str) -> int:
    rest = _AND_SO.sub("", shown)
    shorter = _patterns()[1].sub("", _WHERE_TO.sub("", rest))
    return len(shorter if len(shorter) >= 2 else rest)


def named(item: Item, *, first: bool = True, listed: bool = False) -> Name | None:
    """The name that an item bears by its ending, if it bears one."""
    found = _named(item.words, first, listed)
    if found is None and item.words[-1:] not in "）)" and "）" in item.words:
        item = noted(trimmed(item))
        found = _named(item.words, first, listed)
    if found is None:
        return None
    kind, ending, start, end = found
    return Name(kind, item.part(start, end), ending)


@lru_cache(maxsize=8192)
def _named(shown: str, first: bool, listed: bool) -> tuple[ThingType, str, int, int] | None:
    start = _bare_start(shown, first)
    rest = _AND_SO.sub("", shown[start:])
    for end in (len(rest), _trimmed_end(rest)):
        found = words.ending_of(rest[:end])
        if found:
            ending, kind = found
            return (kind, ending, start, start + end) if is_name(rest[:end], ending, listed=listed) else None
    return None


def is_name(name: str, ending: str, *, listed: bool = False) -> bool:
    """Whether a word with an ending names one thing, not a sort of things: 白水产业园 does, 现代产业园 does not."""
    before = re.sub(r"[（(][^）)]*[）)]", "", name[: len(name) - len(ending)])
    if not 3 <= len(name) <= LONGEST or _NO_NAME.search(name):
        return False
    if ending in _NUMBERED:
        return before.isdigit() or not words.names_nothing(before)
    if words.is_every_chain(before) if ending.endswith("链") else words.names_nothing(before):
        return False
    if len(ending) > 1:
        return True
    return len(name) <= 16 and not _NO_TOWN.search(name) and (listed or bool(words.known_place_at(name)))


def is_listed_name(name: str, kind: ThingType) -> bool:
    """Whether an item of a list whose head says what it is can be a name."""
    if not 2 <= len(name) <= LONGEST or _NO_NAME.search(name) or _patterns()[0].fullmatch(name):
        return False
    return not (words.is_every_chain(name) if kind == "chain" else words.names_nothing(name))
