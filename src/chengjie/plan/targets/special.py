"""Quantities that are no plain number with a unit: ratios, fractions, ranks, full coverage, doubling, round amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from chengjie.plan.targets.numerals import CHINESE, number
from chengjie.plan.targets.quantity import Quantity, bounded

_FRACTION = re.compile(
    rf"(?P<before>至少|超过?|近|约)?(?P<below>{CHINESE}|百|万)分之(?P<above>{CHINESE})(?P<after>以上|以下|左右)?"
)
_SLASH = re.compile(r"(?<![\d/])(?P<above>[1-9])/(?P<below>[2-9]|10)(?![\d/])(?P<after>以上|以下|左右)?")
_NEAR_A_HUNDRED = (95, 105)
_RATIO = re.compile(r"\d+(?:\.\d+)?%?(?:\s*[:：∶︰]\s*\d+(?:\.\d+)?%?){1,3}(?![\d:：︰])")
_FULL = re.compile(r"(?:实现)?(?:基本)?(?:实现)?(?<![健齐安])全(?:面)?覆盖(?!率|网络)")
_RANK = re.compile(
    rf"(?:稳?居|位居|位列|排名?|名列|跻身|进入|保持在?|迈入|挺进|位次居?|居于?|列|[跃攀]?升[至到]|[上提]升[至到]|跃[居至]|晋位至?|(?:(?<=总量)|(?<=增速)|(?<=规模)|(?<=产量))(?=全[国省市区州县](?:县域)?第[\d一二三四五六七八九十])|(?:(?<=[、，])|(?<=\d年)|(?<=个月))(?=全[国省市区州县]第[\d一二三四五六七八九十]+[位名]?(?:[，。；、]|$))|(?<=[\u4e00-\u9fff]{{3}})(?=(?:全[国省市区球州县]|世界|内地|[中西东]部)第[\d一二三四五六七八九十]))"
    rf"(?P<among>(?:各省、?区、?市?|[\u4e00-\u9fff]{{0,20}}?(?:[强佳优][县市区镇企]|方阵))?[\u4e00-\u9fff“”]{{0,10}}?)(?:(?P<first>第(?P<place>\d+|{CHINESE})(?:位|名)?)(?!个|方阵|梯队|集团|批|轮|季)|(?P<top>前(?P<within>\d+|{CHINESE})(?:位|名|强|甲)?)|(?P<front>前列|首位|之首|榜首|领先地位|上游))"
)
_NEXT_RANK = re.compile(rf"(?:、|和|与|及)(第(\d+|{CHINESE})(?:位|名)?)")
_ROUND = re.compile(
    r"(?P<reached>(?:首[次度]?|冲|突)?破|超过?|达到?|跨[越上过]|迈[上过]|[跃站]上|过|逾|近)(?P<scale>[十百千万]?亿)(?P<unit>元|美元|斤|公斤|千瓦时|千瓦|(?=大关|关口|台阶|[，。；]|$))(?=[，。；、：）和及并]|大关|关口|台阶|$)"
)
_OF_PROJECTS = re.compile(r"(?:和|及|以上|的)[^，。；、]{0,12}(?:项目|企业|园区)")  # 引进超亿元和超千万美元的项目
_ROUND_VALUES = {"亿": (1, "亿"), "十亿": (10, "亿"), "百亿": (100, "亿"), "千亿": (1000, "亿"), "万亿": (1, "万亿")}
_DOUBLING = re.compile(
    rf"(?<!个)翻了?(?P<before>近|约|超过?)?(?P<times>{CHINESE}|\d+)?(?:[一两]?番)(?P<after>以上)?|(?<!个)翻番"
)
_TWOFOLD = re.compile(r"(?<=[现均])倍增(?=[，。；]|$)")


def special(text: str, hidden: str) -> Iterator[Quantity]:
    """Every special quantity of a sentence; `hidden` is the sentence with what is no quantity blanked out."""
    yield from _ratios(hidden)
    yield from _fractions(text, hidden)
    yield from (Quantity(match.start(), match.end(), "full", None, None) for match in _FULL.finditer(text))
    yield from _round_amounts(text, hidden)
    yield from _doublings(text)
    yield from _ranks(text)


def _ratios(hidden: str) -> Iterator[Quantity]:
    for match in _RATIO.finditer(hidden):
        parts = tuple(Decimal(part.strip("% ")) for part in re.split(r"[:：∶︰]", match[0]))
        whole = _NEAR_A_HUNDRED[0] < sum(parts) < _NEAR_A_HUNDRED[1]
        yield Quantity(match.start(), match.end(), "ratio", None, "%" if whole else None, parts=parts)


def _fractions(text: str, hidden: str) -> Iterator[Quantity]:
    """三分之一 and 1/3; 前千分之一 is a rank among others."""
    for match in _FRACTION.finditer(hidden):
        below = Decimal({"百": 100, "万": 10000}.get(match["below"]) or number(match["below"]))
        if not text[: match.start()].endswith("前"):
            yield _share(match, number(match["above"]) / below if below else Decimal(0), match["before"] or "")
    for match in _SLASH.finditer(hidden):
        yield _share(match, Decimal(match["above"]) / Decimal(match["below"]), "")


def _share(match: re.Match[str], share: Decimal, before: str) -> Quantity:
    bound = bounded(before, match["after"] or "")
    return Quantity(match.start(), match.end(), "measure", round(share * 100, 2).normalize() + 0, "%", bound=bound)


def _round_amounts(text: str, hidden: str) -> Iterator[Quantity]:
    """突破千亿元: an amount without a numeral."""
    for match in _ROUND.finditer(hidden):
        if _OF_PROJECTS.match(text, match.end()):
            continue
        value, scale = _ROUND_VALUES[match["scale"]]
        bound = "" if match["reached"].startswith("达") else "≈" if match["reached"] == "近" else ">"
        unit = scale + (match["unit"] or "元")
        yield Quantity(match.start("scale"), match.end(), "measure", Decimal(value), unit, bound=bound)


def _doublings(text: str) -> Iterator[Quantity]:
    for match in _DOUBLING.finditer(text):
        word = re.search(rf"({CHINESE}|\d+)番", match[0])
        yield Quantity(
            match.start(), match.end(), "measure", number(word[1]) if word else Decimal(1), "番",
            bound=bounded(match["before"] or "", match["after"] or ""),
        )  # fmt: skip
    for match in _TWOFOLD.finditer(text):
        yield Quantity(match.start(), match.end(), "measure", Decimal(1), "番")


def _ranks(text: str) -> Iterator[Quantity]:
    """居第3位, and what goes on with it: 第3、第4位."""
    for match in _RANK.finditer(text):
        written = match["place"] or match["within"]
        value = Decimal(1) if match["front"] in {"首位", "之首", "榜首"} else number(written) if written else None
        yield Quantity(match.start(), match.end(), "rank", value, "位" if value is not None else None)
        here = match.end()
        while match["first"] and (following := _NEXT_RANK.match(text, here)):
            yield Quantity(following.start(1), following.end(), "rank", number(following[2]), "位")
            here = following.end()
