"""Titles in 《》: policies and plans, or shows where the sentence speaks of them; names and brands in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chengjie.plan.things import naming, words
from chengjie.plan.things.items import Item
from chengjie.plan.things.naming import Name

_TITLE = re.compile(r"《(?P<title>[^》]{3,80})》")
_POLICY = re.compile(
    r"(?:规划|纲要|方案|办法|意见|通知|条例|政策|计划|指标|目录|标准|决定|规定|法|措施|细则|清单|指南)$"
)
_SHOW = re.compile(r"演艺|演出|歌舞|舞剧|情景剧|实景剧")
_BRAND = re.compile(
    r"“(?P<name>[\u4e00-\u9fff·A-Za-z]{2,12})”(?:(?!等)[\u4e00-\u9fff]){0,8}?(?:品牌|茶(?!旅)|酒(?!店)|系列)"
)
_INNER = re.compile(r"[<〈](?P<title>[^<>〈〉]{3,80})[>〉]")
_TAIL_NAME = re.compile(
    r"“(?P<lead>[^“”、，]{2,24})”(?P<rest>(?!的)[\u4e00-\u9fff]{2,14})(?=[，。、；和与及]|$|建设|打造)"
)


def titles(text: str) -> Iterator[tuple[Name, tuple[str, ...]]]:
    """Titles and what kind of thing they name; a title inside a title is the name, the outer one its alias."""
    for found in _TITLE.finditer(text):
        title, start = found["title"], found.start("title")
        inner = _INNER.search(title)
        aliases: tuple[str, ...] = ()
        if inner:
            aliases = (title.replace("<", "《").replace(">", "》").replace("〈", "《").replace("〉", "》"),)
            title, start = inner["title"], start + inner.start("title")
        if _POLICY.search(title):
            yield Name("policy", Item(title, start)), aliases
        elif _SHOW.search(text):
            yield Name("show", Item(title, start)), aliases


def brands(text: str) -> Iterator[Name]:
    """A word in quotation marks that is called a brand, a tea, a liquor or a series."""
    for found in _BRAND.finditer(text):
        yield Name("brand", Item(found["name"], found.start("name")))


def led(text: str) -> Iterator[tuple[Name, str]]:
    """A quoted lead with an ending behind it: “青山—白水”旅游走廊; the words are as printed, the name is without marks."""
    for found in _TAIL_NAME.finditer(text):
        rest = naming.trimmed(Item(found["rest"], 0)).words
        typed = words.ending_of(f"某{rest}")
        if (
            typed
            and not words.names_nothing(found["lead"])
            and words.names_nothing(rest.removesuffix(typed[0]))
            and len(typed[0]) > 1
        ):
            printed = Item(text[found.start() : found.start("rest") + len(rest)], found.start())
            yield Name(typed[1], printed, typed[0]), found["lead"] + rest
