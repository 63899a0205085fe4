"""Parts inside their whole, in running text: 其中, shared-out sums, shares of a named whole, counts told together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from chengjie.plan.lint import words
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Fig, Ground, Line
from chengjie.plan.lint.interval import Interval, show

_OF_WHICH = re.compile(r"其中")
_OTHER_KIND = re.compile(r"余额|顺差|逆差|差额|累计|历年|存量|资产|贷款|年产|产能|占|比重|平均|人均|最高|最大|以上的?$")
_OVERLAP = re.compile(r"高新技术企业|高新企业|规上|规模以上|上市|专精特新|外资|民营|科技型|限额|重点|龙头|新增|新建")
_LISTED = re.compile(r"、[^，。；、\d]{1,16}")
_SHARE_OF = re.compile(r"(?P<part>.+?)占(?:总|全部|所有)(?P<whole>.{2,}?)的?比重(?:（.*）比重)?")
_SO_MUCH = re.compile(r"，占比(?:为|达到?)?")
_TAIL = 2
_SECTOR = re.compile(r"第(?P<which>[一二三])产业.*?(?:比重|占比)$")
_UNIT = r"(?:个|家|条|项|座|户|所|件|处|名|人|亩|万亩|公里|平方公里|万人|亿元|万元)"
_TOGETHER = re.compile(
    rf"(?P<one>\d+(?:\.\d+)?)(?P<unit>{_UNIT})[^，。；\d]{{0,20}}(?:和|、|，)[^，。；\d]{{0,24}}?(?P<two>\d+(?:\.\d+)?)(?P=unit)"
    rf"[^，。；\d]{{0,12}}，?(?:两者|二者|两项)?(?P<how>合计|总计|共计|累计)(?:有|为|数|达到?)?(?P<near>约|接近|近|超过?|)(?P<sum>\d+(?:\.\d+)?)(?P=unit)"
)
_SINCE = re.compile(r"新增|净增|当年|今年|年内|\d月|新签")
_NEARLY = Decimal("0.1")


def inside(ground: Ground) -> Iterator[Finding]:
    """Parts that are more than their whole, or do not make it up."""
    for figs in _paragraphs(ground):
        text = _text(ground, figs[0])
        for which in _OF_WHICH.finditer(text):
            yield from _of_which(text, which.span(), figs)
    yield from _shares(ground)
    yield from _sectors(ground)
    for lines in ground.lines:
        for line in lines:
            yield from _together(line)


def _paragraphs(ground: Ground) -> Iterator[list[Fig]]:
    here: dict[tuple[int, str], list[Fig]] = defaultdict(list)
    for fig in ground.figures:
        if not fig.in_table and fig.target.upper is None:
            here[fig.document, fig.target.citation.paragraph].append(fig)
    yield from here.values()


def _text(ground: Ground, fig: Fig) -> str:
    paragraphs = ground.readings[fig.document].document.paragraphs
    return next((each.text for each in paragraphs if each.id == fig.target.citation.paragraph), "")


def _of_which(text: str, which: tuple[int, int], figs: Sequence[Fig]) -> Iterator[Finding]:
    """The figures behind 其中 against the figures of their kind before it."""
    parts: dict[int, list[Fig]] = defaultdict(list)
    wholes: dict[int, list[Fig]] = {}
    behind = list(_behind(text, which, figs))
    for place, fig in enumerate(behind):
        able = _wholes(text, which, figs, fig)
        if not able or (place and not _goes_on(text, behind[place - 1], behind[0], fig, able[-1])):
            continue
        wholes[id(able[-1])] = able
        parts[id(able[-1])].append(fig)
    for key, several in parts.items():
        whole = wholes[key][-1]
        for part in several:
            if all(part.span.low > each.span.high for each in wholes[key]):
                yield found(
                    "part-above-whole", f"{part.printed} > {whole.printed}", targets=(whole.target, part.target),
                    part=part.target.indicator, whole=whole.target.indicator,
                )  # fmt: skip
        if len(wholes[key]) == 1:
            yield from _too_much(whole, several)
            yield from _said_share(text, figs, whole, several)


def _behind(text: str, which: tuple[int, int], figs: Sequence[Fig]) -> Iterator[Fig]:
    """The levels that 其中 speaks of: to the end of its clause, of its sentence where it begins one."""
    begins = text[which[0] - 1 : which[0]] in "。：；"
    stop = re.compile(r"。|其中" if begins else r"[。；]|其中").search(text, which[1])
    end = stop.start() if stop else len(text)
    for fig in figs:
        start = fig.target.citation.mark_start
        if which[1] <= start < end and fig.target.comparator == "=" and not _OTHER_KIND.search(fig.target.indicator):
            yield fig


def _wholes(text: str, which: tuple[int, int], figs: Sequence[Fig], part: Fig) -> list[Fig]:
    """The levels of the kind of the part that are told before 其中, in its own or in the sentence just before."""
    start = text[: which[0]].rstrip("。；，：").rfind("。") + 1
    before = [
        fig
        for fig in figs
        if start <= fig.target.citation.mark_start < which[0] and fig.dimension == part.dimension and fig.is_level
    ]
    if not before or not _is_whole(text, before[-1]):
        return []
    return [fig for fig in before if _is_whole(text, fig)]


def _is_whole(text: str, fig: Fig) -> bool:
    plain = fig.target.comparator == "=" and fig.target.unit != "%" and not _OTHER_KIND.search(fig.target.indicator)
    return plain and text[fig.target.citation.mark_end :][:1] != "的"


def _goes_on(text: str, last: Fig, first: Fig, fig: Fig, whole: Fig) -> bool:
    """Whether a figure is one more part: listed with the last, named like the first, or named like its own whole."""
    between = text[last.target.citation.mark_end : fig.target.citation.mark_start]
    alike = first.target.indicator[-_TAIL:] == fig.target.indicator[-_TAIL:]
    opens = (
        "；" in between and not re.search(r"\d", between.rpartition("；")[2]) and fig.target.unit == whole.target.unit
    )
    return bool(_LISTED.fullmatch(between)) or alike or opens or fig.target.indicator[:_TAIL] in whole.target.indicator


def _kin(name: str, whole: str) -> bool:
    """Whether a part is named after its whole: 夏粮产量 and 秋粮 after 粮食产量."""
    return bool(set(name) & set(whole[:_TAIL]))


def _too_much(whole: Fig, parts: Sequence[Fig]) -> Iterator[Finding]:
    """Parts that exclude each other and together are more than the whole."""
    names = [part.target.indicator for part in parts]
    apart = not any(one in two or two in one for one, two in combinations(names, 2))
    alike = len({name[-1:] for name in names}) == 1 or all(_kin(name, whole.target.indicator) for name in names)
    declared = any(rule[0] == whole.indicator and len(parts) == len(rule) - 1 for rule in words.totals())
    if len(parts) < 2 or declared or not apart or not alike or any(_OVERLAP.search(name) for name in names):
        return
    if sum((part.span for part in parts), Interval.exactly(0)).low > whole.span.high:
        listed = show(sum((part.value * part.factor for part in parts), Decimal(0)) / whole.factor)
        yield found(
            "parts-do-not-sum", f"{' + '.join(part.printed for part in parts)} = {listed} > {whole.printed}",
            targets=tuple(fig.target for fig in (whole, *parts)),
            what=whole.target.indicator, listed=listed, stated=whole.printed,
        )  # fmt: skip


def _said_share(text: str, figs: Sequence[Fig], whole: Fig, parts: Sequence[Fig]) -> Iterator[Finding]:
    """A share said right behind a part: 其中甲142个，占比35.9%."""
    for part in parts:
        end = part.target.citation.mark_end
        for fig in figs:
            mark = fig.target.citation.mark_start
            if fig.target.unit == "%" and end <= mark and _SO_MUCH.fullmatch(text[end:mark]):
                yield from _unlike(fig, part, [whole])


def _shares(ground: Ground) -> Iterator[Finding]:
    """A share of a named whole (占总…的) against the part and the figures that the text gives for the whole."""
    levels: dict[tuple[int, str], list[Fig]] = defaultdict(list)
    for fig in ground.figures:
        if fig.target.comparator == "=" and not fig.in_table:
            levels[fig.document, fig.indicator].append(fig)
    for share in ground.figures:
        said = _SHARE_OF.fullmatch(share.target.indicator)
        if said is None or share.target.comparator != "=" or share.target.unit != "%":
            continue
        cited = share.target.citation
        parts = [
            fig
            for fig in levels.get((share.document, words.indicator(said["part"])), ())
            if (fig.target.citation.paragraph, fig.target.citation.start) == (cited.paragraph, cited.start)
        ]
        wholes = levels.get((share.document, words.indicator(said["whole"])), []) or [
            fig for fig in ground.figures if _named_so(fig, said["whole"]) and _beside(fig, share)
        ]
        if parts:
            yield from _unlike(share, parts[-1], [fig for fig in wholes if _may_be_whole(fig, parts[-1], share)])


def _named_so(fig: Fig, whole: str) -> bool:
    return fig.target.comparator == "=" and fig.target.indicator.endswith(whole)


def _beside(fig: Fig, share: Fig) -> bool:
    here, there = fig.target.citation, share.target.citation
    return (fig.document, here.paragraph) == (share.document, there.paragraph)


def _may_be_whole(fig: Fig, part: Fig, share: Fig) -> bool:
    alike = fig.dimension == part.dimension and fig is not part and fig.span.low > part.span.low
    return alike and (share.target.period in {None, fig.target.period})


def _unlike(share: Fig, part: Fig, wholes: Sequence[Fig]) -> Iterator[Finding]:
    """The finding where no whole that may be meant bears the share out."""
    able = [whole for whole in wholes if whole.span.low > 0]
    if not able or any(part.span / whole.span & share.span for whole in able):
        return
    whole = able[0]
    sums = (
        f"{part.printed} ÷ {whole.printed} = {show((part.span / whole.span).middle / share.factor)}% ≠ {share.printed}"
    )
    yield found(
        "ratio-unlike-parts", sums, targets=(share.target, part.target, whole.target),
        ratio=share.target.indicator, year=share.year or "—",
        numerator=part.target.indicator, denominator=whole.target.indicator,
    )  # fmt: skip


def _sectors(ground: Ground) -> Iterator[Finding]:
    """The shares of the three sectors, told one after another, against a hundred."""
    told: dict[tuple[object, ...], dict[str, Fig]] = defaultdict(dict)
    for fig in ground.figures:
        sector = _SECTOR.search(fig.target.indicator)
        if sector and fig.target.comparator == "=" and fig.target.unit == "%":
            told[fig.document, fig.target.citation.paragraph, fig.place, fig.target.period][sector["which"]] = fig
    for several in told.values():
        figs = [several[which] for which in "一二三" if which in several]
        if len(figs) == 3 and not sum((fig.span for fig in figs), Interval.exactly(0)) & Interval.exactly(1):
            total = sum((fig.value for fig in figs), Decimal(0))
            sums = f"{' + '.join(f'{fig.value}' for fig in figs)} = {total}"
            yield found(
                "shares-do-not-sum", sums, targets=tuple(fig.target for fig in figs), what="三次产业结构", total=total
            )


def _together(line: Line) -> Iterator[Finding]:
    """Two counts of one sentence against what they are said to come to: 169家和230家，合计399家."""
    for match in _TOGETHER.finditer(line.text):
        one, two, stated = (Decimal(match[key]) for key in ("one", "two", "sum"))
        summed = one + two
        slack = stated * _NEARLY if match["near"] in {"约", "接近", "近", "超", "超过"} else Decimal(0)
        span = Interval.printed(one) + Interval.printed(two)
        clean = not _SINCE.search(match[0]) and not _OF_WHICH.search(match[0])
        if clean and not span & Interval(stated - slack, stated + slack):
            unit = match["unit"]
            yield found(
                "parts-do-not-sum", f"{one}{unit} + {two}{unit} = {summed}{unit} ≠ {match['near']}{stated}{unit}",
                citations=(line.cite(*match.span()),), what=match["how"], listed=summed, stated=stated,
            )  # fmt: skip
