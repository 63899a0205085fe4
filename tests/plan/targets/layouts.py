"""One invented indicator table in every layout that copying and converting leave, and what it says."""

from chengjie.plan.claims import Target
from chengjie.plan.read import read

TITLE = "青石省国民经济和社会发展第十四个五年规划纲要（“十四五”规划）"
LEAD = [
    "到二〇二五年，全省经济社会发展各项事业迈上新台阶，综合实力明显增",
    "强，产业结构不断优化，创新能力持续提高，城乡居民生活水平稳步改善，生",
    "态环境质量明显好转，治理效能不断提升，开放格局更加完善，为基本实现现",
    "代化打下坚实的基础，人民群众的获得感幸福感安全感不断地增强起来，全省",
    "各级各部门要认真贯彻落实，把各项工作抓紧抓好抓实抓出成效来，确保规划",
    "目标任务如期实现，奋力谱写新时代高质量发展的新篇章，不断开创工作的新",
    "局面，努力走在全国前列，为国家的发展大局作出新的更大的贡献，让发展成",
    "果更多更公平地惠及全体人民群众，推动共同富裕取得更为明显的实质性进展",
    "，不断满足人民群众对美好生活的向往和期待，持续推进各项改革开放的事业",
    "，全面提升治理体系和治理能力的现代化水平，促进人的全面发展和社会进步",
    "，这些都是今后一个时期必须坚持的方向和原则，要毫不动摇地长期坚持下去。",
]  # fmt: skip
AFTER = ["第二章 重点任务", "全省各地要结合实际抓好落实。"]
ROWS: list[tuple[str, str, str, str, str, str]] = [
    ("地区生产总值", "亿元", "3620.5", "5000", "6左右", "预期性"),
    ("常住人口城镇化率", "%", "55.1", "60", "—", "预期性"),
    ("全员劳动生产率", "万元/人", "11", ">15", "—", "预期性"),
    ("高速公路里程", "公里", "—", "—", "[800]", "约束性"),
    ("城镇调查失业率", "%", "5.4", "—", "<5.5", "预期性"),
    ("单位地区生产总值能源消耗降低", "%", "—", "—", "[13.5]", "约束性"),
    ("人均预期寿命", "岁", "77.2", "78.5左右", "—", "预期性"),
]
WANTED: dict[tuple[str, str], tuple[str | None, str]] = {
    ("地区生产总值", "2020"): ("3620.5", "="),
    ("地区生产总值", "2025"): ("5000", "="),
    ("地区生产总值", "2021/2025"): ("6", "growth"),
    ("常住人口城镇化率", "2020"): ("55.1", "="),
    ("常住人口城镇化率", "2025"): ("60", "="),
    ("常住人口城镇化率", "2021/2025"): (None, "="),
    ("全员劳动生产率", "2020"): ("11", "="),
    ("全员劳动生产率", "2025"): ("15", ">"),
    ("全员劳动生产率", "2021/2025"): (None, "="),
    ("高速公路里程", "2020"): (None, "="),
    ("高速公路里程", "2025"): (None, "="),
    ("高速公路里程", "2021/2025"): ("800", "="),
    ("城镇调查失业率", "2020"): ("5.4", "="),
    ("城镇调查失业率", "2025"): (None, "="),
    ("城镇调查失业率", "2021/2025"): ("5.5", "<"),
    ("单位地区生产总值能源消耗降低", "2020"): (None, "="),
    ("单位地区生产总值能源消耗降低", "2025"): (None, "="),
    ("单位地区生产总值能源消耗降低", "2021/2025"): ("13.5", "="),
    ("人均预期寿命", "2020"): ("77.2", "="),
    ("人均预期寿命", "2025"): ("78.5", "≈"),
    ("人均预期寿命", "2021/2025"): (None, "="),
}


def claims(lines: list[str], *, name: str = "a.txt", lead: bool = True) -> list[Target]:
    text = "\n".join([TITLE, "", "第一章 发展目标", *(LEAD if lead else []), *lines, *AFTER])
    found = read(text.encode(), name=name).claims
    return [claim for claim in found if isinstance(claim, Target) and claim.rule == "table-cell"]


def cells(found: list[Target]) -> dict[tuple[str, str], tuple[str | None, str]]:
    return {
        (each.indicator, each.period or ""): (str(each.value) if each.value is not None else None, each.comparator)
        for each in found
    }


def spaced(*, number: bool, force_first: bool, group: bool = False) -> list[str]:
    out = []
    for place, (name, unit, before, goal, mean, force) in enumerate(ROWS, 1):
        values = [force, before, goal, mean] if force_first else [before, goal, mean, force]
        head = ("经济 " if place == 1 else "民生 " if place == 5 else "") if group else ""
        out.append(head + " ".join([*([str(place)] if number else []), name, unit, *values]))
    return out


def broken() -> list[str]:
    """Names in two lines about their row's line, units in two, groups at the left."""
    return [
        "1 地区生产总值 亿元 3620.5 5000 6 左右 预期性",
        "经济",
        "2 常住人口城镇化率 % 55.1 60 — 预期性",
        "发展",
        "万元/",
        "3 全员劳动生产率 11 > 15 — 预期性",
        "人",
        "4 高速公路里程 公里 — — [ 800 ] 约束性",
        "5 城镇调查失业率 % 5.4 — <5.5 预期性",
        "单位地区生产总值能源",
        "6 % — — [13.5] 约束性",
        "消耗降低",
        "7 人均预期寿命 岁 77.2 78.5 左右 — 预期性",
    ]


def one_a_line(*, number: bool = True, force_first: bool = False, group: bool = False) -> list[str]:
    out = []
    for place, (name, unit, before, goal, mean, force) in enumerate(ROWS, 1):
        values = [force, before, goal, mean] if force_first else [before, goal, mean, force]
        out += [
            *(["经济", "发展"] if group and place == 1 else ["民生福祉"] if group and place == 5 else []),
            *([str(place)] if number else []), *([name[:8], name[8:]] if len(name) > 9 else [name]), unit, *values,
        ]  # fmt: skip
    return out


FIRST = "序号 指标 单位 属性 2020年 2025年 年均[累计]"
LAST = "序号 指标 单位 2020年 2025年 年均[累计] 属性"
LAYOUTS: dict[str, list[str]] = {
    "a row a line, property last": [LAST, *spaced(number=True, force_first=False)],
    "a row a line, property first": [FIRST, *spaced(number=True, force_first=True)],
    "no numbers": [LAST.removeprefix("序号 "), *spaced(number=False, force_first=False)],
    "letters of titles apart": ["序号 指 标 单 位 2020 年 2025 年 年均[累计] 属 性", *spaced(number=True, force_first=False)],
    "titles in three lines": [
        "2020 年 2025 年 年均", "序号 指标 单位 属性", "实际 目标 [累计]", *spaced(number=True, force_first=False),
    ],
    "a title over two": [
        "序 “十四五”目标", "指标 单位 2020年 属性", "号 2025年 年均[累计]", *spaced(number=True, force_first=False),
    ],
    "groups at the left": ["类别 " + LAST, *spaced(number=True, force_first=False, group=True)],
    "cells broken above and below": ["类别 " + LAST, *broken()],
    "points behind the numbers": [LAST, *(f"{n}.{row}" for n, row in enumerate(spaced(number=False, force_first=False), 1))],
    "over two pages": [
        LAST, *spaced(number=True, force_first=False)[:4], "", "— 12 —", "", "续表", LAST, *spaced(number=True, force_first=False)[4:],
    ],
    "a cell a line": ["序号", "指标", "单位", "2020年", "2025年", "年均[累计]", "属性", *one_a_line()],
    "a cell a line, title broken": ["序号", "指标", "单位", "2020年", "2025年", "年均", "[累计]", "属性", *one_a_line()],
    "a cell a line, property first": ["序号", "指标", "单位", "属性", "2020年", "2025年", "年均[累计]", *one_a_line(force_first=True)],
    "a cell a line, no numbers": ["指标", "单位", "2020年", "2025年", "年均[累计]", "属性", *one_a_line(number=False)],
    "a cell a line, groups": ["类别", "序号", "指标", "单位", "2020年", "2025年", "年均[累计]", "属性", *one_a_line(group=True)],
    "a cell a line, empty lines": [
        line for cell in ["序号", "指标", "单位", "2020年", "2025年", "年均[累计]", "属性", *one_a_line()] for line in (cell, "")
    ],
    "tabs": [LAST.replace(" ", "\t"), *(line.replace(" ", "\t") for line in spaced(number=True, force_first=False))],
    "strokes": [
        "|" + LAST.replace(" ", "|") + "|", "|" + "---|" * 7, *("|" + line.replace(" ", "|") + "|" for line in spaced(number=True, force_first=False)),
    ],
}  # fmt: skip
