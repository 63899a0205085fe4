"""The times that sentences speak of, and which of them a figure belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = {mark: number for number, mark in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_FIVE = {"十": 10, "十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16}
_MONTHS = r"\d{1,2}\s*(?:[-—–－~～]{1,2}|至|到)\s*\d{1,2}\s*月份?"
_TIME = re.compile(
    r"(?P<from>(?:19|20)\d{2})年?\s*(?:[-—–－~～]{1,2}|至|到)\s*(?P<to>(?:19|20)\d{2})\s*年(?:间|期间|度)?"
    r"|(?P<year>(?:19|20)\d{2})\s*年(?P<month>\d{1,2})\s*月(?:\d{1,2}日|份|底|末)?(?:之?前)?"
    r"|(?P<half>(?:19|20)\d{2})\s*年(?P<part>上半年|下半年|[一二三四]季度|前三季度|第[一二三四]季度|" + _MONTHS + r")"
    r"|(?P<plain>(?:19|20)\d{2})\s*年(?:度)?(?P<end>底|末|年底|年末|年初)?(?:之?前)?"
    r"|(?P<han>[一二][〇零○一二三四五六七八九]{3})年"
    r"|“?(?P<five>十(?:[一二三四五六])?)五”?(?P<five_end>末期?|期末|时期末|前[一二三四1234]年)?(?:(?:时期|期间|以来|规划期)|(?<=末)|(?<=前.年)|(?=[，、。；以内的）]|规划期|$))"
    r"|(?P<five_years>(?:过去的?|这|未来|今后)?五年(?:来|间)?)(?=[，、，来间年])"
    r"|(?P<last>去年|上年|过去的?一年|一年来|全年(?!目标|任务|计划))|(?:今年)(?P<part_of_this>上半年|下半年|前三季度|[一二三四]季度(?!末)|"
    + _MONTHS
    + r")|(?P<this>今年|本年度?)"
    r"|(?<!年)(?P<bare>上半年|下半年|前三季度|[一二三四]季度(?!末)|第[一二三四]季度|(?<![\d.])" + _MONTHS + r")"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_GOAL = re.compile(r"(?:到|至|争取|力争|确保)\s*$")
_VERSUS = re.compile(r"(?:比|较|与|相比|同比|自|从|由|在|以)\s*$")

_LOOKED_BACK = re.compile(r"过去|这|五年来")
_SEEN = re.compile(r"[\u4e00-\u9fff]{0,12}看[，,]")  # 从前三季度数据看
_TIMES_OF = re.compile(r"的\d+(?:\.\d+)?倍")


@dataclass(frozen=True, slots=True)
class Time:
    """A time in a sentence: its period as the claims write it; whether it is a goal's time (到…), or one compared with (比…)."""

    start: int
    end: int
    period: str
    goal: bool
    versus: bool
    year: int


def times(text: str, *, this_year: int | None = None, whole: str | None = None) -> tuple[Time, ...]:
    """Every time of a sentence; 今年 and 去年 count from `this_year`, the year that the document was issued; 全年 is `whole`.

    >>> [each.period for each in times("到2025年，比2020年提高；“十四五”时期")]
    ['2025', '2020', '2021/2025']
    """
    found: list[Time] = []
    for match in _TIME.finditer(text):
        period = whole if whole and match["last"] in {"全年", "一年来"} else _period(match, this_year, whole)
        if period is None:
            continue
        before = text[max(0, match.start() - 4) : match.start()].rstrip("“")
        after = text[match.end() : match.end() + 6]
        versus = (
            (bool(_VERSUS.search(before)) and not before.endswith(("在", "以")))
            or after.startswith(("相比", "基础上", "的基础上", "为基准", "为基期"))
            or bool(_TIMES_OF.match(text, match.end()))
        ) and not _SEEN.match(text, match.end())
        joined = found and found[-1].versus and text[found[-1].end : match.start()] in {"和", "、", "与", "及"}
        versus = versus or bool(joined)  # 比一季度和上半年
        last = int(period.split("/")[-1][:4])
        found.append(Time(match.start(), match.end(), period, bool(_GOAL.search(before)), versus, last))
    return tuple(found)


def _period(match: re.Match[str], this_year: int | None, whole: str | None) -> str | None:
    if match["from"]:
        return f"{match['from']}/{match['to']}"
    if match["month"]:
        month = int(match["month"])
        if not 1 <= month <= 12:
            return None
        tail = match[0][match[0].rfind("月") :]
        return match["year"] if month == 12 and ("底" in tail or "末" in tail) else f"{match['year']}-{month:02d}"
    if match["half"]:
        return _part(match["half"], match["part"])
    if match["plain"]:
        return str(match["plain"])
    if match["han"]:
        return "".join(str(_HAN[mark]) for mark in match["han"])
    if match["five"]:
        years = _five_years(_FIVE[match["five"]], end=(match["five_end"] or "前").startswith("前") is False)
        return years if not (match["five_end"] or "").startswith("前") else _first_years(years, match["five_end"][1])
    return _part(whole, match["bare"]) if match["bare"] and whole else _counted(match, this_year)


def _counted(match: re.Match[str], this_year: int | None) -> str | None:
    """Times that count from the year of the document: 今年, 去年, 上半年, 过去五年."""
    if this_year is None:
        return None
    if part := match["bare"] or match["part_of_this"]:
        return _part(str(this_year), part)
    if match["this"]:
        return str(this_year)
    if match["last"]:
        return str(this_year - 1)
    if match["five_years"] and not match["five_years"].startswith(("未来", "今后")):
        return (
            f"{this_year - 5}/{this_year - 1}"
            if this_year % 5 == 1 or _LOOKED_BACK.match(match["five_years"])
            else None
        )
    return None


def _first_years(years: str, count: str) -> str:
    first = int(years[:4])
    return f"{first}/{first + ('一二三四'.find(count) if count in '一二三四' else int(count) - 1)}"


def _part(year: str, part: str) -> str | None:
    if part[0].isdigit():
        first, last = (int(month) for month in re.findall(r"\d+", part))
        return f"{year}-{first:02d}/{year}-{last:02d}" if 1 <= first < last <= 12 else None
    if part in {"上半年", "下半年", "前三季度"}:
        return {"上半年": f"{year}-01/{year}-06", "下半年": f"{year}-07/{year}-12", "前三季度": f"{year}-01/{year}-09"}[
            part
        ]
    return f"{year}-Q{_QUARTERS[part.removeprefix('第')[0]]}"


def first_of_five(written: str) -> int:
    """The first year of a five-year plan.

    >>> first_of_five("十四")
    2021
    """
    return int(_five_years(_FIVE[written], end=False)[:4])


def _five_years(number: int, *, end: bool) -> str:
    """The years of a five-year plan: the 14th (十四五) is 2021 to 2025."""
    last = 2025 + 5 * (number - 14)
    return str(last) if end else f"{last - 4}/{last}"
