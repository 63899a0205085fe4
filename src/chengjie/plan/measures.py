"""Tasks, projects and campaigns of a plan, with goal, deadline, places and responsible bodies (任务)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from chengjie.plan.claims import Citation, Measure
from chengjie.plan.document import Document, Paragraph, Section
from chengjie.plan.things import naming, words
from chengjie.plan.things.items import AND_SO, Item, pieces, runs

_WORK = re.compile(
    r"任务|工程|行动|举措|措施|重点|产业|体系|格局|布局|环境|组织|实施|保障|发展|建设|推进|改革|工作|安排|提升|优化|强化"
)
_BACKGROUND = re.compile(
    r"背景|基础(?!设施|配套)|成效|成就|回顾|形势|机遇|挑战|指导思想|基本原则|总体要求|总体思路|战略定位|发展目标|主要目标|现状|问题|面临|定位|理念|考评对象|附则|名词解释|序言|前言"
)
_NAMED = re.compile(
    r"^(?:——|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?(?P<title>[^，。；：]{3,36}?(?:工程|行动|计划|项目|专项))(?:。|：)"
)
_RUN_IN = re.compile(r"^(?:——|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?(?P<title>[^。；：]{3,36}?)[。：]")
_VERB = re.compile(
    r"^(?:加快|推进|推动|建设|完善|健全|构建|打造|培育|发展|提升|优化|强化|加强|深化|促进|支持|实施|创新|做强|做大|壮大|拓展|扩展|扩大|提高|激发|切实|节约|升级|突出|防范|坚持|落实|加大|加密|建立|引进|引导|"
    r"增强|夯实|畅通|严守|营造|开展|组织|探索|鼓励|保障|稳步|积极|全面|大力|着力|统筹|巩固|改革|聚焦|严格|完成|持续|深入|抓好|规范|改善|修复|保护|维护|压实|倡导|推广|普及|办好|破解|延伸|盘活|整合|协同|对接|承接|重点|丰富|筑牢|弘扬|用好|守住|打赢|提速|增加|减轻|补齐|发挥|充分|充实|提档|繁荣|稳定|擦亮|布局|发挥|高质量|高水平|高标准|有序|引领|塑造|释放|厚植|织密|守牢|坚决|有效|切实)"
)
_ALONE = re.compile(rf"(?P<title>{_VERB.pattern.removeprefix('^')}[^，。；：]{{2,28}})。")
_NO_TITLE = re.compile(r"^(?:目标|任务|[\u4e00-\u9fff]{1,4}(?:省|市|州|县))$")
_GOAL = re.compile(r"^目标[:：]\s*(?P<goal>.+)$")
_AIM = re.compile(
    r"(?:力争|争取|确保|到\s*20\d{2}\s*年|“十[一二三四五六]五”(?:时期|期间|末)|打造|建成|形成|实现)[^。；]{2,120}"
)
_DEADLINE = re.compile(r"(?:到|于|在|争取|力争)?\s*(20\d{2})\s*年(?:(\d{1,2})月)?(?:底|末|年底)?(?:之?前)?")
_FIVE = re.compile(r"“十([一二三四五六])五”(?:时期|期间|末)?")
_BODY = re.compile(
    r"(?P<bodies>(?:(?:省|市|州|县|区|各)?[\u4e00-\u9fff]{0,10}(?:委员会|人民政府|发展改革委|发改委|厅|局|委|部|办公室|办|政府|督查室|管委会|集团|公司|部门|成员单位|市州|法院|检察院|银行|总队|支队)(?:、|和|会同|，)?){1,12})"
    r"(?:负责|牵头|为责任单位|组织实施|会同|配合|落实主体责任|对[^，。；]{2,20}(?:督查|督办|检查)|要(?=[\u4e00-\u9fff]))"
)
_CHARGED = re.compile(
    "负责|牵头|为责任单位|组织实施|会同|配合|责任|督查|督办|检查|[室办府门位委局厅部州]要"
)  # no body is charged without one of these
_LEAD = re.compile(r"(?:责任单位|牵头单位|牵头部门|负责单位|责任部门|配合单位)[:：]\s*(?P<bodies>[^）)。；]{2,120})")
_BEFORE_AIM = re.compile(r"(?:^|[，。；：、\n”]|努力|着力|加快|逐步|全面|共同|最终|基本|推动|率先)$")
_QUARTER = re.compile("[东西南北中]部")
_LEVEL = re.compile(r"(?:自治)?[市县区州]$")
_REGION = re.compile(r"^[\u4e00-\u9fff]{2,3}地区$")
_GOES_ON = re.compile(r"为|等|两|之间|一带|主城区|所属|以及")
_FEWEST_IN_LIST = 3
_MOST_PLACES = 30


def measures(document: Document) -> tuple[Measure, ...]:
    """Numbered tasks under chapters of work, and the named campaigns of boxes and paragraphs, in order."""
    sections = {section.id: section for section in document.sections}
    found: list[Measure] = []
    seen: set[tuple[str, str]] = set()
    for paragraph, behind in zip_longest(document.paragraphs, document.paragraphs[1:]):
        for measure in _of(document, paragraph, sections, behind.text if behind else ""):
            key = (measure.title, paragraph.section)
            if key not in seen:
                seen.add(key)
                found.append(measure)
    return tuple(found)


def _of(document: Document, paragraph: Paragraph, sections: dict[str, Section], behind: str) -> Iterator[Measure]:
    section = sections.get(paragraph.section)
    if section is None or _is_background(section, sections):
        return
    titled = _titled(paragraph, section) or _gathering(paragraph, behind)
    if titled is None:
        return
    title, rule = titled
    parent = sections[section.parent].title if section.parent in sections and title == section.title else section.title
    body = _body(document, paragraph, section)
    start = max(0, paragraph.text.find(title))
    end = _sentence_end(paragraph.text, start + len(title))
    citation = Citation(
        document.name, section.id, paragraph.id, 0, end, paragraph.text[:end], start, start + len(title)
    )
    yield Measure(
        title=title, goal=_goal(body), deadline=_deadline(body), places=_places(title, body), bodies=_bodies(body),
        citation=citation, rule=rule, grade="certain" if rule != "run-in" else "likely", parent=parent,
    )  # fmt: skip


def _sentence_end(text: str, start: int) -> int:
    found = re.compile(r"[。；]").search(text, start)
    return found.end() if found else len(text)


def _is_background(section: Section, sections: dict[str, Section]) -> bool:
    here: Section | None = section
    while here is not None:
        if _BACKGROUND.search(here.title):
            return True
        here = sections.get(here.parent)
    return False


def _titled(paragraph: Paragraph, section: Section) -> tuple[str, str] | None:
    """The title of the measure that a paragraph begins, and the rule that says so."""
    text = paragraph.text
    own = bool(section.title) and section.title in text[: len(section.title) + 10]
    if (
        own
        and not section.id.startswith(("A", "B"))
        and section.level >= 2
        and re.match(r"[\d（(一二三四五六七八九十]", text)
    ):
        return section.title, "numbered"
    if paragraph.kind == "heading":
        return None
    named = _NAMED.match(text)
    if named:
        return named["title"], "named"
    run_in = _RUN_IN.match(text)
    if paragraph.kind == "box" and run_in and text[run_in.end() - 1] == "：" and not _NO_TITLE.search(run_in["title"]):
        return run_in["title"], "listed"
    if (
        run_in
        and len(text) > run_in.end() + 15
        and "，" not in run_in["title"]
        and (
            paragraph.kind == "box"
            or _VERB.match(run_in["title"])
            or text.startswith("——")
            or re.search(r"(?:产业|业|链|园|带|基地|圈|环线|加工)$", run_in["title"])
        )
    ):
        return None if _NO_TITLE.search(run_in["title"]) else (run_in["title"], "run-in")
    return None


def _gathering(paragraph: Paragraph, behind: str) -> tuple[str, str] | None:
    """The title that gathers what dashes begin below it: 建设四大茶园。 ——青石茶园。…"""
    found = _ALONE.fullmatch(paragraph.text)
    return (found["title"], "gathering") if found and behind.startswith("——") and paragraph.kind == "prose" else None


def _body(document: Document, paragraph: Paragraph, section: Section) -> str:
    """The words of a measure: its paragraph, and what stands under its own heading."""
    if (
        section.title
        and section.title in paragraph.text[: len(section.title) + 10]
        and len(paragraph.text) < len(section.title) + 12
    ):
        under = [each.text for each in document.paragraphs if each.section == section.id and each.id != paragraph.id]
        return paragraph.text + "\n" + "\n".join(under[:12])
    return paragraph.text


def _goal(body: str) -> str | None:
    for line in body.split("\n"):
        found = _GOAL.match(line)
        if found:
            return found["goal"].rstrip("。")
    aims = (each[0] for each in _AIM.finditer(body) if _BEFORE_AIM.search(body[: each.start()]))
    return next((aim.rstrip("，") for aim in aims), None)


def _deadline(body: str) -> str | None:
    found = [(int(each[1]), each[2]) for each in _DEADLINE.finditer(body)]
    later = [
        f"{year}-{int(month):02d}" if month and 1 <= int(month) <= 12 else str(year)
        for year, month in found
        if year >= 2000
    ]
    if later:
        return max(later)
    five = _FIVE.search(body)
    return str(2025 + 5 * ("一二三四五六".index(five[1]) - 3)) if five else None


def _bodies(body: str) -> tuple[str, ...]:
    if not _CHARGED.search(body):
        return ()
    said = [each["bodies"] for each in (*_LEAD.finditer(body), *_BODY.finditer(body))]
    names = (name.strip("，、 ") for each in said for name in re.split(r"、|和|会同|，|;|；", each))
    return tuple(dict.fromkeys(name for name in names if 1 < len(name) < 24))


def _places(title: str, body: str) -> tuple[str, ...]:
    """Counties, prefectures and regions that begin the title, stand on their own or before what lies in them, in order."""
    own = "" if _QUARTER.match(title) else words.known_place_at(title)
    own += level[0] if own and (level := _LEVEL.match(title[len(own) : len(own) + 1])) else ""
    named = (name for line in body.split("\n") for name in _places_of(line))
    return tuple(dict.fromkeys(name for name in (own, *named) if name))[:_MOST_PLACES]


@lru_cache(maxsize=1024)  # a chapter holds the words of its tasks once more
def _places_of(line: str) -> tuple[str, ...]:
    found: list[str] = []
    for run in runs(line):
        shown = [piece.words for place, item in enumerate(run) for piece in pieces(_bare(item, first=place == 0))]
        known = [_place(piece) for piece in shown]
        listed = sum(bool(name) for name in known) >= _FEWEST_IN_LIST
        for piece, name in zip(shown, known, strict=True):
            if name and (listed or not words.names_nothing(piece)):
                found.append(name)
    return tuple(found)


def _bare(item: Item, *, first: bool) -> Item:
    shown = naming.bare(item, first=first)
    end = re.search(AND_SO, shown.words)
    return shown.part(0, end.start() if end else len(shown.words))


def _place(piece: str) -> str:
    places = words.known_places()
    if piece in places or _LEVEL.sub("", piece) in places or (_REGION.match(piece) and not words.names_nothing(piece)):
        return piece
    at = words.known_place_at(piece)
    after = piece[len(at) :]
    if at and (_LEVEL.search(at) or _GOES_ON.match(after)):
        return at
    return at + after[0] if at and _LEVEL.match(after[:1]) else ""
