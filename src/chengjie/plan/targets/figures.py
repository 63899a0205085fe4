"""What a cell under a year or a goal says: figure, range, bound, mark of a footnote, parts with labels of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from chengjie.plan.claims import Comparator
from chengjie.plan.targets.numerals import number

_FIGURE = re.compile(
    r"(?P<sign>[-－](?=\d))?(?P<before>[<>≤≥＜＞≈]=?|约|近|超过?|突破|达到|不低于|不少于|不高于|不超过|小于|大于|低于|高于)?\s*(?P<sign2>[-－](?=\d))?(?P<value>\d[\d,]*(?:\.\d+)?)"
    r"(?:\s*[-—–~～至]\s*(?P<upper>\d[\d,]*(?:\.\d+)?))?\s*(?P<unit>%|‰|个百分点|百分点|[\u4e00-\u9fff]{0,4}?)\s*(?P<after>左右|以上|以下|以内)?$"
)
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_BLANK = re.compile(r"[-—–－/\\\s]*|无|缺|空缺|待定|\.\.\.|…+")
_MARKS = re.compile(
    r"[①-⑳*＊†‡¹²³⁴-⁹]+|(?<=[\d%])(?:\[\d{1,2}\]|［\d{1,2}］|〔\d{1,2}〕|[（(]注?\d{1,2}[）)]|[（(]注[）)])$"
)
_BRACKETS = re.compile(r"[\[［【〔（(]([^\[\]［］【】〔〕（）()]*)[\]］】〕）)]")
_REMARK = re.compile(r"(?<=[\d%人家个元吨])[（(〔\[]((?:19|20)\d{2})?[年]?[\u4e00-\u9fff]{0,8}[）)〕\]]$")
_RATIO = re.compile(r"\d\s*[:：/]\s*\d")
_MOVED = re.compile(r"(?P<up>提高|增加|增长|提升|上升)|(?P<down>下降|降低|减少|压减)")
_PART = re.compile(
    r"([\u4e00-\u9fff]{1,12})[：:]((?:[\u4e00-\u9fff]{0,8}|[<>≤≥＜＞≈]=?)\d[\d,.]*(?:%|个?百分点)?(?:左右|以上|以下|以内)?)"
)
_SUM = re.compile(r"累计|[\[［【〔]")
_CHANGE = re.compile(r"增长|增速|增幅|提高|提升|降低|下降|减少|增加|年均")
_UPWARD, _ABOVE = {">=", "≥", "不低于", "不少于"}, {">", "＞", "大于", "超过", "超", "高于", "突破"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a cell. `part` is the label of one figure of several; `unit` is the cell's own; `total` says a sum over years."""

    value: Decimal | None
    upper: Decimal | None
    comparator: Comparator
    unit: str = ""
    part: str = ""
    total: bool = False
    year: str | None = None
    """The year that a remark in the cell gives it: 77.3（2019年）."""


def figures(cell: str, title: str, name: str = "", unit: str = "") -> tuple[Figure, ...]:
    """The figures of a cell under this title, one except where each of several has a label.

    >>> figures("〔20〕左右", "年均〔累计〕")[0].value, figures("城区：30；乡村：约5", "2030年")[1].part
    (Decimal('20'), '乡村')
    """
    bare = _MARKS.sub("", _THOUSANDS.sub(",", "".join(cell.split())))
    remark = _REMARK.search(bare)
    bare = bare[: remark.start()] if remark else bare
    inner = _BRACKETS.sub(r"\1", bare) if bare[:1] in "[［【〔（(" else bare
    total = bool(_SUM.search(bare)) or bool(remark and "累计" in remark[0]) or ("累计" in title and "年均" not in title)
    mean = _is_growth(title, name, unit or "") and not total
    parts = _PART.findall(inner)
    if len(parts) > 1:
        return tuple(_one(words, label, total=total, mean=mean) for label, words in parts)
    return (replace(_one(inner, "", total=total, mean=mean), year=remark[1] if remark else None),)


def _is_growth(title: str, name: str, unit: str) -> bool:
    """Whether a figure under this title is a rate of growth; under a bare 年均 a rate (失业率) stays a level."""
    if re.search(r"增速|增长率?", title):
        return True
    return "年均" in title and (bool(_CHANGE.search(name)) or not (unit == "%" and re.search(r"[率重例]$", name)))


def _one(bare: str, label: str, *, total: bool, mean: bool) -> Figure:
    growth: Comparator = "growth" if mean else "="
    if _BLANK.fullmatch(bare):
        return Figure(None, None, "=", part=label, total=total)
    found = _FIGURE.search(bare)
    if not found or _RATIO.search(bare):
        return Figure(None, None, "full" if "全覆盖" in bare else growth, part=label, total=total)
    value = number(found["value"]) * (-1 if found["sign"] or found["sign2"] else 1)
    upper = number(found["upper"]) if found["upper"] else None
    comparator = _comparator(found, mean=mean)
    moved = _MOVED.search(bare[: found.start("value")])
    if moved and comparator in {"=", "≈", ">="} and not re.search(r"[到至为]$", bare[: found.start("value")]):
        comparator = "decrease" if moved["down"] else "increase>=" if comparator == ">=" else "increase"
    return Figure(value, upper, comparator, found["unit"], label, total)


def _comparator(found: re.Match[str], *, mean: bool) -> Comparator:
    before, after = found["before"] or "", found["after"] or ""
    upward = before in _UPWARD or after == "以上"
    if mean and not (before in {"<", "＜", "小于", "低于", "<=", "≤", "不高于", "不超过"} or after in {"以内", "以下"}):
        return "growth>=" if upward or before in _ABOVE else "growth"
    if upward:
        return ">="
    if before in _ABOVE:
        return ">"
    if before in {"<=", "≤", "不高于", "不超过"} or after in {"以内", "以下"}:
        return "<="
    if before in {"<", "＜", "小于", "低于"}:
        return "<"
    return "≈" if after == "左右" or before in {"约", "近", "≈"} else "="
