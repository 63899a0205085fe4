"""The linter's word lists: names of indicators, identities among them, what is widely known, what is akin."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

_BRACKETS = re.compile(r"[（(](?!第[一二三]产业)[^（）()]*[）)]")
_NOISE = re.compile(r"[\s“”\"'《》·]")
_LEAD = re.compile(
    r"^(?:其中|预计|力争|确保|实现|完成|全年|全市|全省|全区|全县|全国|示范区|我省|我市|我区|区域|新增|累计(?=实现|完成))+"
)


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one word list."""
    with files("chengjie.plan").joinpath(f"words/lint_{name}.csv").open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


@cache
def _synonyms() -> dict[str, str]:
    return {row["label"]: row["indicator"] for row in rows("indicators")}


@cache
def indicator(printed: str) -> str:
    """One name for an indicator: brackets, quotes and words of manner fall away, synonyms meet.

    >>> indicator("人均GDP"), indicator("“四上企业”数")
    ('人均地区生产总值', '四上企业')
    """
    bare = _NOISE.sub("", _BRACKETS.sub("", printed))
    known = _synonyms()
    for name in (bare, _LEAD.sub("", bare)):
        if name in known:
            return known[name]
    name = _LEAD.sub("", bare) or bare
    name = (
        name.replace("GDP", "地区生产总值")
        .replace("比率", "比重")
        .replace("总值的比重", "总值比重")
        .replace("投资的比重", "投资比重")
    )
    for tail in ("数量", "总数", "数"):
        if name.endswith(tail) and len(name) > len(tail) + 2 and not name.endswith(("指数", "人数", "户数", "天数")):
            name = name[: -len(tail)]
            break
    return known.get(name, name)


@cache
def loose() -> frozenset[str]:
    """Short names that could mean two indicators (城镇化率: of residents or of the registered)."""
    return frozenset(row["label"] for row in rows("indicators") if row["loose"] == "yes")


@cache
def totals() -> tuple[tuple[str, ...], ...]:
    """Totals, each followed by the parts that make it up."""
    return tuple((row["total"], *row["parts"].split("|")) for row in rows("totals"))


@cache
def established() -> frozenset[str]:
    """Indicators whose name alone says what is meant, so that two figures for one year contradict each other."""
    return frozenset(row["indicator"] for row in rows("indicators")) | {row["ratio"] for row in rows("identities")}


@cache
def identities() -> tuple[dict[str, str], ...]:
    """Ratios with numerator and denominator, as the statistics define them."""
    return rows("identities")


_NATIONS = re.compile(r"(?:壮|回|苗|瑶|侗|土家|布依|藏|彝|哈尼|傣|白|羌|蒙古|朝鲜|哈萨克|柯尔克孜|傈僳|景颇|黎)族")


@cache
def prefectures() -> dict[str, tuple[int, tuple[str, ...]]]:
    """Prefectures, also by their short names, with the number of their counties and what only statistics count."""
    known = {}
    for row in rows("counties"):
        names = tuple(name for name in row["statistical"].split("|") if name)
        for name in (row["prefecture"], _NATIONS.sub("", row["prefecture"])):
            known[name] = (int(row["counties"]), names)
    return known


@cache
def prefecture() -> re.Pattern[str]:
    """Any prefecture by its long or short name."""
    return re.compile("|".join(map(re.escape, sorted(prefectures(), key=len, reverse=True))))


@cache
def _kin() -> tuple[tuple[str, str], ...]:
    return tuple((row["word"], row["kin"]) for row in rows("industry_kin"))


_GENERAL = frozenset(
    [
        "产业",
        "加工",
        "制造",
        "现代",
        "先进",
        "高端",
        "特色",
        "精深",
        "新型",
        "服务",
        "绿色",
        "生态",
        "深加",
        "工业",
        "基地",
        "材料",
        "发展",
        "重点",
        "资源",
        "利用",
        "开发",
        "业务",
        "新一",
        "一代",
    ]
)


@cache
def kin(label: str) -> frozenset[str]:
    """The families an industry label belongs to.

    >>> sorted(kin("食品医药"))
    ['food', 'medicine']
    """
    return frozenset(family for word, family in _kin() if word in label)


@cache
def akin(one: str, other: str) -> bool:
    """Whether two industry labels may mean the same: a family or a telling pair of characters in common.

    >>> akin("先进装备制造", "机械"), akin("电子信息", "文化旅游")
    (True, False)
    """
    if kin(one) & kin(other):
        return True
    pairs = [{name[at : at + 2] for at in range(len(name) - 1)} - _GENERAL for name in (one, other)]
    return bool(pairs[0] & pairs[1])


_BROAD = frozenset({"equipment"})


@cache
def taken_up(direction: str, label: str) -> bool:
    """Whether a county's label takes up a city's direction: a broad family alone is not enough for a narrow one.

    >>> taken_up("轨道交通", "机械制造"), taken_up("先进装备制造", "机械制造")
    (False, True)
    """
    narrow = kin(direction) - _BROAD or kin(direction)
    return bool(narrow & kin(label)) or (not kin(direction) and akin(direction, label))


@cache
def county_names() -> dict[str, frozenset[str]]:
    """The counties of each prefecture's code, as the census of November 2020 names them."""
    names: dict[str, set[str]] = {}
    for row in rows("county_names"):
        names.setdefault(row["code"][:4], set()).add(row["name"])
    return {code: frozenset(each) for code, each in names.items()}


@cache
def prefecture_codes() -> dict[str, str]:
    """The first four digits of a prefecture's code by its long and its short name."""
    return {
        name: row["code"][:4]
        for row in rows("counties")
        for name in (row["prefecture"], _NATIONS.sub("", row["prefecture"]))
    }


@cache
def renamed(county: str, city: str) -> str | None:
    """What a county was called by the census of 2020, where its printed name was over by then.

    >>> renamed("仁怀县", "遵义市"), renamed("道真县", "遵义市")
    ('仁怀市', None)
    """
    names = county_names().get(prefecture_codes().get(city, ""), frozenset())
    stem = county[:-1]
    if (
        len(stem) < 2
        or not county.endswith(("县", "市"))
        or any(name.startswith(stem) and name.endswith(county[-1]) for name in names)
    ):
        return None
    return next((stem + tail for tail in ("市", "区") if stem + tail in names), None)
