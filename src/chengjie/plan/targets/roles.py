"""How a figure is compared, and whether it states what was, what shall be, how many there are, or a rule."""

from __future__ import annotations

import re

from chengjie.plan.claims import Comparator, Role
from chengjie.plan.targets.context import Frame, Setting
from chengjie.plan.targets.naming import Words
from chengjie.plan.targets.quantity import Quantity

_LONGEST_CLAUSE = 60
_BOUNDS: dict[str, Comparator] = {"=": "=", ">": ">", ">=": ">=", "<": "<", "<=": "<=", "≈": "≈"}
_WISH = re.compile(
    r"力争|争取|目标|将达|要达|确保|努力|引进|新增|新建|建设|打造|培育|创建|新开工|改造|推动|支持|加快|完成|建成|实现|吸纳|开发|布局|提高到|提升到|推进|实施|达到|启动|开展|落实|组织"
)
_IMPERATIVE = re.compile(
    r"引进|新增|新建|建设|打造|培育|创建|力争|争取|确保|支持|选择|开工|启动|推进|加快|着力|压减|组建|改造|发展"
)
_STRIVE = re.compile(r"力争|争取|确保")
_REACHED = re.compile(r"超过|突破|不低于|不少于|以上|以内|左右|提升至|提高至|下降|降低|压[减缩降]|翻")
_PAST = re.compile(
    r"已(?:有|经|达|建|开|形成)|现有|拥有|共有|达到了|实现了|完成了|建成了|来，|以来|同比|较上年|比上年|累计完成|先后|获批|成功|取得|增长了|居全国|成为"
)
_RULE = re.compile(
    r"免签|税率|减按|不得|应当|罚款|以下简称|提前\d|每满|扣分|得\d|(?<![统合累总共预])计\d|满分|百分制|权重|分值|赋分|按\s*\d+(?:\.\d+)?%"
)
_TERMS = re.compile(r"给予|奖励|补助|补贴|贴息|期限|一次性|标准为")
_GROWN = re.compile(r"的?(?:年均|平均)?(?:[中高]速|速度)?(?:增速|增长(?!点|极)|增幅|递增)(?!为|达|到)")
_WILL = re.compile(r"力争|将(?:达|培育|建|形成|实现|超|突破|新增|引进)")
_STRUCTURE = {"大", "市州", "个市州", "市", "县", "个县", "个乡镇", "类"}
_THING_SAID = re.compile(
    r"规划范围|包括|共(?=有|计|辖|分|含|设|$)|分为|涵盖|覆盖范围|由.{0,12}组成|等$|具体是指|各创建"
)


def comparator(quantity: Quantity, words: Words) -> Comparator:
    """The comparator that the words around a figure state."""
    if quantity.kind == "rank":
        return "rank"
    if quantity.kind == "full":
        return "full"
    upward = quantity.bound in {">", ">="}
    if words.comparator == "decrease":
        return "decrease"
    if words.comparator == "increase" or quantity.unit == "番" or (quantity.unit == "百分点" and not words.comparator):
        return "increase>=" if upward or words.over else "increase"
    if words.comparator == "growth":
        return "growth>=" if upward or words.over else "growth"
    if quantity.bound:
        return _BOUNDS[quantity.bound]
    return ">" if words.over else "<=" if words.below else "="


def grown(found: Comparator, quantity: Quantity, behind: str) -> Comparator:
    """Growth that is said behind its figure: 保持25%以上增速.

    >>> from chengjie.plan.targets.quantities import quantities
    >>> grown(">=", quantities("保持25%以上增速")[0], "增速。")
    'growth>='
    """
    if quantity.unit != "%" or found not in {"=", ">", ">=", "≈"} or not _GROWN.match(behind):
        return found
    return "growth>=" if found in {">", ">="} else "growth"


def settle(found: Comparator, quantity: Quantity, words: Words, period: str | None = None) -> Comparator:
    """A growth over a stated base year that is not the last one, or in another unit than %, is an increase."""
    if (
        quantity.unit == "%"
        and period
        and (words.versus or "").isdigit()
        and int(period[:4]) - int(words.versus or 0) == 1
    ):
        return found
    if found in {"growth", "growth>="} and (
        quantity.unit != "%" or (words.versus and re.search(r"\d{4}|(?<![去上前])年", words.versus))
    ):
        return "increase" if found == "growth" else "increase>="
    return found


def role(text: str, quantity: Quantity, period: str | None, frame: Frame, setting: Setting, *, goal: bool) -> Role:
    """Baseline, target, count or parameter."""
    near = text[max(0, quantity.start - 30) : quantity.end + 12]
    if (not goal or period is None) and (
        _RULE.search(text, max(0, quantity.start - 30), quantity.end + 12) or (period is None and _TERMS.search(near))
    ):
        return "parameter"
    structural = quantity.kind == "count" and (
        quantity.unit in _STRUCTURE or bool(_THING_SAID.search(text[: quantity.start][-16:]))
    )
    if structural and not (goal and quantity.unit not in _STRUCTURE):
        return "count"
    if period is not None and frame.year is None and not setting.past and _wished(text, quantity, near):
        return "target"
    if period is not None:
        return _by_time(period, near, frame, setting, goal=goal)
    if setting.past or (_PAST.search(near) and not setting.goal):
        return "baseline"
    if (
        text.lstrip().startswith(("目标", "任务"))
        or (setting.goal and _STRIVE.search(text[: quantity.start]))
        or (_IMPERATIVE.search(near) and (setting.goal or not setting.past))
    ):
        return (
            "count"
            if quantity.kind == "count"
            and not _IMPERATIVE.search(_clause(text[: quantity.start]))
            and not text.lstrip().startswith("目标")
            and not (setting.goal and _STRIVE.search(text[: quantity.start]))
            else "target"
        )
    if quantity.kind == "count":
        return "count"
    return "target" if setting.goal and (_WISH.search(near) or _REACHED.search(near)) else "baseline"


def _wished(text: str, quantity: Quantity, near: str) -> bool:
    """Whether a figure of a text without a year is one to be reached: 力争, or a least (以上) of what shall be done."""
    least = quantity.bound == ">=" and bool(_WISH.search(near))
    return (bool(_STRIVE.search(text[: quantity.start])) or least) and not _PAST.search(near)


def _clause(before: str) -> str:
    """The words of a figure's own clause: a list goes on with the verb that it began with."""
    return re.split(r"[，；。：]", before)[-1][-_LONGEST_CLAUSE:]


def _by_time(period: str, near: str, frame: Frame, setting: Setting, *, goal: bool) -> Role:
    last = int(period.rsplit("/", maxsplit=1)[-1][:4])
    if last == frame.year and _WILL.search(near):
        return "target"
    if setting.past and not setting.goal and (frame.year is None or last <= frame.year):
        return "baseline"
    if frame.year is None:
        return "target" if goal or (setting.goal and not setting.past) else "baseline"
    if last > frame.year:
        return "target"
    if last == frame.year:
        return "baseline" if _PAST.search(near) and not goal else "target"
    return "baseline"
