"""The words that lead to a name, trail behind it, stand for a kind, or name nothing in particular; and known places."""

from __future__ import annotations

import csv
import io
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import get_args

from chengjie.plan.claims import ThingType

_TYPES: tuple[str, ...] = get_args(ThingType)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a word list."""
    text = files("chengjie.plan").joinpath(f"words/{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


@cache
def any_of(name: str) -> str:
    """A pattern that matches any word of a list, the longest first."""
    found = [row["word"] for row in rows(f"things_{name}")]
    return "|".join(map(re.escape, sorted(found, key=len, reverse=True)))


@cache
def endings() -> tuple[tuple[str, ThingType], ...]:
    """What names end in and the kind that each ending speaks of, the longest first."""
    known = [(row["suffix"], row["type"]) for row in rows("things_suffixes") if row["type"] in _TYPES]
    return tuple(sorted(known, key=lambda row: -len(row[0])))  # type: ignore[arg-type]  # checked just above


@cache
def _by_last() -> dict[str, tuple[tuple[str, ThingType], ...]]:
    found: dict[str, list[tuple[str, ThingType]]] = {}
    for ending, kind in endings():
        found.setdefault(ending[-1], []).append((ending, kind))
    return {last: tuple(group) for last, group in found.items()}


def ending_of(words: str) -> tuple[str, ThingType] | None:
    """The longest ending that the words have before which something stands, and its kind.

    >>> ending_of("白水经济开发区"), ending_of("机场")
    (('经济开发区', 'park'), None)
    """
    for ending, kind in _by_last().get(words[-1:], ()):
        if len(words) > len(ending) and words.endswith(ending):
            return ending, kind
    return None


@cache
def any_ending() -> re.Pattern[str]:
    """A pattern that finds any ending: words without one bear no name by themselves."""
    last = "".join(sorted(_by_last()))
    return re.compile(f"[{re.escape(last)}]")


@cache
def heads() -> dict[str, tuple[ThingType, str]]:
    """Heads of lists (等…景区): the kind of what is listed, and what the head lends to each name (机场)."""
    return {row["head"]: (row["type"], row["lends"]) for row in rows("things_heads") if row["type"] in _TYPES}  # type: ignore[misc]


@cache
def generic() -> re.Pattern[str]:
    """Words that may stand before an ending and still name nothing: 现代, 省级, 若干."""
    return re.compile(
        rf"(?:{any_of('generic')}|{'|'.join(re.escape(ending) for ending, _ in endings() if len(ending) > 1)}|[\d一二三四五六七八九十百千万亿]+[个条座家项类大级处批]?)*"
    )


@lru_cache(maxsize=8192)
def names_nothing(words: str) -> bool:
    """Whether the words are made of general words only.

    >>> names_nothing("现代特色产业"), names_nothing("白水")
    (True, False)
    """
    return generic().fullmatch(words) is not None and not _named_place(words)


@cache
def _common() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("things_generic"))


def _named_place(words: str) -> bool:
    place = words if words in known_places() else known_place_at(words)
    return bool(place) and place not in _common()


_EVERY_CHAIN = re.compile(
    r"(?:全|优势|特色|上下游|重点|新兴|主导|示范|完整|关联|支柱|现代|整条|配套|[\d一二三四五六七八九十]+条?)*"
)


def is_every_chain(words: str) -> bool:
    """Whether words before 产业链 name no industry: 优势产业链 is any chain."""
    return _EVERY_CHAIN.fullmatch(words) is not None


@cache
def known_places() -> frozenset[str]:
    """Counties and prefectures of the country, whole and short."""
    level = "自治县|自治州|自治旗|自治区|林区|特区|地区|市|县|区|旗|盟|州"
    peoples = re.compile(rf"(?:{any_of('peoples')})*(?:{level})$")
    whole = {row["name"] for row in rows("lint_county_names")} | {row["prefecture"] for row in rows("lint_counties")}
    short = {peoples.sub("", name) for name in whole}
    return frozenset(whole | {name for name in short if len(name) > 1})


@lru_cache(maxsize=8192)
def known_place_at(words: str) -> str:
    """The longest known place with which the words begin, or nothing."""
    places = known_places()
    return next((words[:size] for size in range(min(9, len(words) - 1), 1, -1) if words[:size] in places), "")
