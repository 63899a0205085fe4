"""What a figure inherits: the document's year and region, the chapter's time, what the sentence said before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from chengjie.plan.document import Document, Paragraph
from chengjie.plan.targets import times

_YEARLY = re.compile(
    r"((?:19|20)\d{2})年(?!.*(?:执行|完成)情况)[^，。；]*(?:计划|安排|要点|目标(?:任务)?|打算)(?:的通知)?$"
)
_HELD_GOAL = re.compile(r"[^，。；：]{0,12}(?:预期|主要|发展|工作|奋斗|具体)目标(?:任务)?(?:是|为|：|:)")
_SHORT = re.compile(r"（以下简称[“\"]?([\u4e00-\u9fff]{2,12})[”\"]?）")
_PART_OF_A_YEAR = re.compile(
    r"(?<=年)(?:上半年|下半年|前三季度|第?[一二三四]季度|\d{1,2}[-—至]\d{1,2}月份?)?(?:全[国省市区县州])?"
)
_REGION = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,8}人民政府|关于)?(?:\d{4}年)?([\u4e00-\u9fff]{2,20}?(?:示范区|城市群|经济区|新区|地区|片区|自治区|自治州|省|市|州|县|区))"
)
_CONGRESS = re.compile(
    r"在([\u4e00-\u9fff]{2,12}?(?:省|市|自治区|自治州|州|县|区))第[\u4e00-\u9fff]{1,4}届人民代表大会"
)
_PLANNED = re.compile(r"“?(十[一二三四五六]?)五”?(?=[^，。]*(?:规划|纲要|计划|方案))")
_GOALS = re.compile(r"目标|任务|工程|举措|措施|安排|重点|行动|布局|建设|思路|要求|展望|打算|部署|草案")
_AHEAD = re.compile(r"目标|安排|下一步|打算|展望|部署|思路|明年|今后|将")
_IS_A_SENTENCE = re.compile(
    r"[，。；]|\d|(?:强劲|明显|显著|突破|提升|增强|改善|成效|加快|向好|推进|见效|增长|提高|优化|完善)$"
)
_FIVE_YEARS = re.compile(r"“?(十[一二三四五六]?)五”?(?=工作|回顾|成就|成效|主要|目标|发展成)")  # of headings
_NAMED_FIVE = re.compile(r"[“\"]?十[一二三四五六]?五[”\"]?(?:时期|期间|以来)")
_GOVERNMENT = re.compile(r"(?:^|代表)([\u4e00-\u9fff]{2,12}?(?:省|市|自治区|自治州|自治县|州|县|区))人民政府")
_ONLY_A_MONTH = re.compile(r"[（(]?((?:19|20)\d{2})年\d{1,2}月(?:\d{1,2}日)?[）)]?")
_AIMS = re.compile(r"目标(?:任务|指标|体系)?(?:分解表?)?(?:[（(][^）)]*[）)])?$|^(?:主要|发展|总体)目标")
_A_REVIEW = re.compile(
    r"^(?!.*(?:安排|思路|打算|计划草案)).*(?:总结|回顾|公报|(?:运行|完成|执行|发展|培育)?情况)(?:报告)?(?:[（(][^）)]*[）)])?$"
)
_ANNEX = re.compile(r"附件?表?\s*[\d一二三四五六七八九十]*[：:]?")
_LONGEST_TITLE = 50
_STRETCH = re.compile(r"((?:19|20)\d{2})年?\s*[-—–－~～至]{1,2}\s*((?:19|20)\d{2})年?")
_FIFTH = re.compile(r"第(十[一二三四五六]?)个五年|“?(十[一二三四五六]?)五”?(?=[^，。]*(?:规划|纲要|计划|方案))")
_POINT = re.compile(
    r"\s*(?:——|—|-{2}|[●◆■◇•·▪○]|[一二三四五六七八九十]是|首先|其次|[（(][一二三四五六七八九十\d]+[）)]|[①-⑳])"
)
_OPENING = 8
_PAST = re.compile(
    r"回顾|成效|成就|成绩|基础(?!设施|产业|研究|配套|教育|支撑)|现状|背景|进展|总结|问题|回眸|执行情况|完成情况|运行情况"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The document as a whole: the year it was issued, the region it is about, the years that its title plans for."""

    year: int | None
    region: str | None
    horizon: str | None = None
    reviewed: str | None = None
    """The year that a summary (总结, 公报) looks back on."""
    before: str | None = None
    """The year before the one in which a report of work was given."""

    @property
    def this_year(self) -> int | None:
        """The year that 今年 means: the one looked back on, else the one of issue."""
        return int(self.reviewed) if self.reviewed else self.year


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

    before: int = 0
    """How many indicators had been spoken of when the sentence began."""

    def here(self, unit: str | None) -> list[str]:
        """The indicators of this sentence that a word like 均 gathers up: levels for a change, each once."""
        levels = (
            [name for name, said in self.said[self.before :] if said not in {"%", "百分点"}]
            if unit in {"%", "番", "倍", "百分点"}
            else []
        )
        return list(dict.fromkeys(levels))

    def above(self, left: str) -> list[str]:
        """The indicators that 上述5项指标 gathers up, whichever sentence they stood in."""
        count = re.search(r"\d+", left)
        names = list(dict.fromkeys(name for name, _ in self.said))
        return names[-int(count[0]) :] if count else names

    def last(self, unit: str | None, *, change: bool) -> str:
        """What a figure without words of its own speaks of: the last indicator that such a unit can belong to."""
        shares = [name for name, said in self.said if said == "%"]
        others = [name for name, said in self.said if said != "%"]
        if unit == "百分点":
            here = self.said[self.before :]
            near = [name for name, said in here if said == "%"] or [name for name, _ in here]
            return (near or shares or others or [""])[-1]
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
    aims: bool = False
    """Whether the headings speak of the goals of the whole plan."""
    whole: str | None = None
    """The year that 全年 means, where a sentence above says one."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence that gives its time to the points below it: 到2025年，实现以下目标：."""

    section: str = ""
    period: str | None = None
    goal: bool = False
    listed: bool = False
    """Whether only the points of a list (——) stand under it, for want of a colon or of a period that has a name (“十四五”时期)."""

    @property
    def spans(self) -> tuple[str, ...]:
        """The stretch of years that it names."""
        return (self.period,) if self.period and "/" in self.period else ()

    def over(self, setting: Setting, paragraph: Paragraph) -> Setting:
        """The setting of a paragraph with the time of the sentence above it."""
        if self.period and self.period.isdigit():
            setting = replace(setting, whole=self.period)
        if _HELD_GOAL.match(paragraph.text) and not setting.past:
            setting = replace(setting, aims=True, goal=True)
        under = (paragraph.section + ".").startswith(self.section + ".") or not self.section
        if self.period is None or not under or (self.listed and not _POINT.match(paragraph.text)):
            return setting
        return replace(setting, period=self.period, goal=(setting.goal or self.goal) and not setting.past)


def leading(paragraph: Paragraph, frame: Frame, before: Lead) -> Lead:
    """What a paragraph hands on to those below it; a point of a list hands on what stood over it."""
    text = paragraph.text
    if paragraph.section != before.section:
        before = before if (paragraph.section + ".").startswith(before.section + ".") else Lead()
    if _POINT.match(text):
        return before
    said = [each for each in times.times(text, this_year=frame.this_year, whole=frame.reviewed) if not each.versus]
    if text.endswith(("：", ":")):
        return Lead(paragraph.section, said[-1].period, said[-1].goal) if said else before
    if (
        said
        and said[0].start <= _OPENING
        and "-" not in said[0].period
        and not re.search(r"\d(?:%|[\u4e00-\u9fff])", text[said[0].end :])
    ):
        named = _NAMED_FIVE.match(text, said[0].start)
        return Lead(paragraph.section, said[0].period, said[0].goal, listed=not named)
    return before


def frame(document: Document) -> Frame:
    """The year and the region of a document."""
    year = document.issued.year if document.issued else None
    stretch = _STRETCH.search(document.title)
    titled = (
        [int(stretch[1])] if stretch else [int(found) for found in re.findall(r"((?:19|20)\d{2})年", document.title)]
    )
    summary = re.search(
        r"((?:19|20)\d{2})年[^，。]*?(?:总结|公报|述职报告|发展报告|统计报告|评估报告|评价报告|情况报告|执行情况|完成情况|工作情况|运行情况)|(?:总结|述职报告|发展报告|情况报告)[（(]((?:19|20)\d{2})年",
        document.title,
    )
    if titled and (year is None or "报告" in document.title):
        year = titled[0] + (summary is not None)
    year = year or next(filter(None, (_month(each.text) for each in document.paragraphs[:12])), None)
    reported = "报告" in "".join(document.title.split())
    before = str(year - 1) if year is not None and reported else None
    reviewed = summary[1] or summary[2] if summary else None
    if year is None and (planned := _PLANNED.search(document.title)):
        year = times.first_of_five(planned[1])
    for paragraph in document.paragraphs[:40]:
        short = _SHORT.search(paragraph.text)
        if short and re.search(r"区|市|省|州|县|带|圈", short[1]):
            return Frame(year, short[1], _horizon(document.title), reviewed, before)
    title = document.title.removeprefix("《")
    title = _PART_OF_A_YEAR.sub("", title)
    region = _REGION.match(title.rsplit("年", 1)[-1]) or _REGION.match(title)
    region = region or next(filter(None, (_CONGRESS.search(each.text) for each in document.paragraphs[:8])), None)
    if region is None and reported:
        region = next(filter(None, (_GOVERNMENT.search(each.text) for each in document.paragraphs[:8])), None)
    return Frame(year, region[1] if region else None, _horizon(document.title), reviewed, before)


def _month(text: str) -> int | None:
    """The year of a line that holds nothing but a month: （2019年1月）."""
    found = _ONLY_A_MONTH.fullmatch("".join(text.split()))
    return int(found[1]) if found else None


def _horizon(title: str) -> str | None:
    """The years that a title plans for: （2023—2025年）, 第十四个五年规划.

    >>> _horizon("某市国民经济和社会发展第十四个五年规划纲要"), _horizon("三年行动计划（2023-2025年）"), _horizon("某县2023年经济发展计划")
    ('2021/2025', '2023/2025', '2023')
    """
    stretch = _STRETCH.search(title)
    if stretch:
        return f"{stretch[1]}/{stretch[2]}"
    five = _FIFTH.search(title)
    if five:
        first = times.first_of_five(five[1] or five[2])
        return f"{first}/{first + 4}"
    yearly = _YEARLY.search(title)
    return yearly[1] if yearly else None


def settings(document: Document, year: int | None) -> dict[str, Setting]:
    """The setting of every section, from its own title and those above it."""
    found: dict[str, Setting] = {"": Setting(past=bool(_A_REVIEW.search("".join(document.title.split()))))}
    annexes = _titles_of_annexes(document)
    for section in document.sections:
        above = found.get(section.parent, Setting())
        title = section.title + annexes.get(section.id, "")
        said = _said_of_itself(title, above, year)
        years = [each for each in said if "/" not in each.period]
        bare = None if said else _FIVE_YEARS.search(title)
        period = (years or said)[-1].period if said else _of_five(bare[1]) if bare else above.period
        past = bool(_PAST.search(title)) or (above.past and not _turns(title))
        goal = (bool(_GOALS.search(title)) or above.goal) and not past
        aims = (bool(_AIMS.search(title)) or above.aims) and not past
        found[section.id] = Setting(period, goal, past, aims)
    return found


def _titles_of_annexes(document: Document) -> dict[str, str]:
    """The line below a bare 附件1, which is the title of the annex."""
    bare = {section.id for section in document.sections if _ANNEX.fullmatch(section.title)}
    lines = [each for each in document.paragraphs if each.section in bare and each.kind != "heading"]
    return {
        each.section: each.text
        for each in reversed(lines)
        if len(each.text) <= _LONGEST_TITLE and each.text[-1:] != "。"
    }


def _said_of_itself(title: str, above: Setting, year: int | None) -> tuple[times.Time, ...]:
    """The times that a heading sets for what stands under it; under a year, 全年 and 去年 in it set none."""
    said = times.times(title, this_year=year)
    return tuple(each for each in said if not above.period or re.search(r"\d{4}|五", title[each.start : each.end]))


def _turns(title: str) -> bool:
    """Whether a heading below one that looks back looks forward: its name is of goals, or it is a sentence of plans."""
    return bool(_AHEAD.search(title) if _IS_A_SENTENCE.search(title) else _GOALS.search(title))


def _of_five(written: str) -> str:
    first = times.first_of_five(written)
    return f"{first}/{first + 4}"


def is_title(document: Document, paragraph: Paragraph) -> bool:
    """Whether a paragraph is the document's title, and no sentence that stands alone."""
    return paragraph.text == document.title and not paragraph.text.endswith(("。", "；", "！"))


def is_read(paragraph: Paragraph) -> bool:
    """Whether a paragraph may hold figures: captions and the head of the document do not."""
    return paragraph.kind not in {"caption", "heading"} or len(paragraph.text) > 40
