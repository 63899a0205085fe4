"""What a figure inherits: the document's year and region, the chapter's time, what the sentence said before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from chengjie.plan.document import Document, Paragraph
from chengjie.plan.targets import times

_SHORT = re.compile(r"（以下简称[“\"]?([\u4e00-\u9fff]{2,12})[”\"]?）")
_REGION = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,8}人民政府|关于)?(?:\d{4}年)?([\u4e00-\u9fff]{2,20}?(?:示范区|城市群|经济区|新区|地区|片区|自治区|自治州|省|市|州|县|区))"
)
_CONGRESS = re.compile(
    r"在([\u4e00-\u9fff]{2,12}?(?:省|市|自治区|自治州|州|县|区))第[\u4e00-\u9fff]{1,4}届人民代表大会"
)
_PLANNED = re.compile(r"“?(十[一二三四五六]?)五”?(?=[^，。]*(?:规划|纲要|计划|方案))")
_GOALS = re.compile(r"目标|任务|工程|举措|措施|安排|重点|行动|布局|建设|思路|要求|展望|打算|部署")
_PAST = re.compile(r"回顾|成效|成就|成绩|基础(?!设施|产业|研究|配套|教育|支撑)|现状|背景|进展|总结|问题|回眸")


@dataclass(frozen=True, slots=True)
class Frame:
    """The document as a whole: the year it was issued and the region it is about."""

    year: int | None
    region: str | None


@dataclass
class Memory:
    """What a paragraph has said so far; emptied at the next paragraph."""

    period: str | None = None
    goal: bool = False
    said: list[tuple[str, str | None]] = field(default_factory=list)
    """The indicators spoken of, with their units, the last one last."""
    place: str | None = None
    period_said: str | None = None
    """The period of the last figure."""
    spans: tuple[str, ...] = ()
    """The stretches of years spoken of: what a yearly average without years of its own is taken over."""

    def last(self, unit: str | None, *, change: bool) -> str:
        """What a figure without words of its own speaks of: the last indicator that such a unit can belong to."""
        shares = [name for name, said in self.said if said == "%"]
        others = [name for name, said in self.said if said != "%"]
        if unit == "百分点":
            return (shares or others or [""])[-1]
        if unit == "%" and change:
            return (others or shares or [""])[-1]
        same = [name for name, said in self.said if said == unit]
        return (same or others or shares or [""])[-1] if change else (self.said or [("", None)])[-1][0]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a paragraph stands: the time in its headings, and whether these speak of what is to be done or what was."""

    period: str | None = None
    goal: bool = False
    past: bool = False


def frame(document: Document) -> Frame:
    """The year and the region of a document."""
    year = document.issued.year if document.issued else None
    titled = [int(found) for found in re.findall(r"((?:19|20)\d{2})年", document.title)]
    if titled and (year is None or "报告" in document.title):
        year = titled[0]
    if year is None and (planned := _PLANNED.search(document.title)):
        year = times.first_of_five(planned[1])
    for paragraph in document.paragraphs[:40]:
        short = _SHORT.search(paragraph.text)
        if short and re.search(r"区|市|省|州|县|带|圈", short[1]):
            return Frame(year, short[1])
    title = document.title.removeprefix("《")
    region = _REGION.match(title.rsplit("年", 1)[-1]) or _REGION.match(title)
    region = region or next(filter(None, (_CONGRESS.search(each.text) for each in document.paragraphs[:8])), None)
    return Frame(year, region[1] if region else None)


def settings(document: Document, year: int | None) -> dict[str, Setting]:
    """The setting of every section, from its own title and those above it."""
    found: dict[str, Setting] = {"": Setting()}
    for section in document.sections:
        above = found.get(section.parent, Setting())
        said = times.times(section.title, this_year=year)
        period = said[-1].period if said else above.period
        past = bool(_PAST.search(section.title)) or (above.past and not _GOALS.search(section.title))
        goal = (bool(_GOALS.search(section.title)) or above.goal) and not past
        found[section.id] = Setting(period, goal, past)
    return found


def is_read(paragraph: Paragraph) -> bool:
    """Whether a paragraph may hold figures: captions and the head of the document do not."""
    return paragraph.kind not in {"caption", "heading"} or len(paragraph.text) > 40
