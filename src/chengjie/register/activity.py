"""What a text says is done with goods (活动): made, grown, dug, sold, mended, carried, or the machines for it built."""

from __future__ import annotations

import re
from functools import cache

_SAID = {
    "mend": re.compile(r"修理|维修|维护|保养|检修|修复"),
    "sell": re.compile(r"批发|零售|销售|经销|贸易|商贸|超市|门店|专卖|商店|店$"),
    "rent": re.compile(r"租赁|出租"),
    "grow": re.compile(r"种植|养殖|饲养|栽培|繁育|放牧|捕捞"),
    "dig": re.compile(r"开采|采选|采矿|勘探|矿山"),
    "carry": re.compile(r"运输|货运|客运|物流|配送|快递|仓储"),
    "equip": re.compile(r"(?:机械|装备|设备|机床|机器)(?:的?(?:研发|设计|制造|生产|加工))?$"),
    "make": re.compile(r"制造|生产|加工|冶炼|织造|印染|封装|组装|装配|酿造|屠宰|铸造|锻造"),
}
_FACTORS = {
    "mend": {"mend": 3.0, "": 0.4},
    "sell": {"sell": 2.0, "": 1.0},
    "rent": {"rent": 3.0, "": 0.4},
    "grow": {"grow": 2.0, "": 0.5},
    "dig": {"dig": 2.0, "": 0.5},
    "carry": {"carry": 2.0, "": 0.6},
    "equip": {"equip": 2.0, "": 0.35},
    "make": {"make": 1.3, "equip": 0.4, "grow": 0.5, "dig": 0.4, "carry": 0.5, "mend": 0.15, "rent": 0.1, "": 0.7},
    "": {"make": 1.0, "grow": 0.9, "dig": 0.8, "carry": 0.8, "equip": 0.3, "mend": 0.12, "rent": 0.12, "": 1.0},
}


@cache
def of_code(code: str) -> str:
    """What firms of an industry do.

    >>> of_code("8192"), of_code("3552"), of_code("1952"), of_code("0164"), of_code("85")
    ('mend', 'equip', 'make', 'grow', '')
    """
    division = code[:2]
    if division == "43" or code[:3] in {"811", "812", "813", "819"}:
        return "mend"
    if division in {"51", "52"}:
        return "sell"
    if division == "71":
        return "rent"
    if "01" <= division <= "05":
        return "grow"
    if "06" <= division <= "12":
        return "dig"
    if code[:3] in {"351", "352", "353", "354", "355", "356", "357"} or code[:4] in {"3467", "3594"}:
        return "equip"
    if "13" <= division <= "42":
        return "make"
    return "carry" if "53" <= division <= "60" else ""


def of_text(part: str) -> str:
    """What a part of a text says is done; nothing where it names goods only.

    >>> of_text("汽车维修"), of_text("制鞋机械"), of_text("茶叶种植"), of_text("鞋")
    ('mend', 'equip', 'grow', '')
    """
    return next((what for what, words in _SAID.items() if words.search(part)), "")


def factor(code: str, said: str) -> float:
    """How well an industry fits what is said to be done; goods alone speak first for those who make them.

    >>> factor("195", "") > factor("8192", "") and factor("811", "mend") > factor("36", "mend")
    True
    """
    factors = _FACTORS[said]
    return factors.get(of_code(code), factors[""])
