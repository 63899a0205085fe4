"""What is said of figures, in words of both languages: the reasons of judgements and holes, how firm a figure is."""

from __future__ import annotations

from chengjie.indicator.observing import Observation
from chengjie.values import Text

_BECAUSE = {
    "met": Text("已达到", "met"),
    "missed": Text("未达到", "missed"),
    "not-observed": Text("缺下列地方的数", "no figure for these places"),
    "not-stated": Text(
        "无人公布该区域的数，比率不能由各地相加", "nobody published it for the region; ratios do not add up"
    ),
    "target-blank": Text("规划此格为空", "the plan leaves it blank"),
    "baseline-blank": Text("规划未给基期数", "the plan gives no base"),
    "definition-break": Text("基期与观测值之间口径已变", "the definition changed between the base and the figure"),
    "direction-unstated": Text("未说明升高还是降低为好", "nobody says whether up or down is better"),
    "bound-only": Text("只知下限或约数", "only a bound or a rounded figure is known"),
    "unit-differs": Text("单位不同，无法比较", "the units cannot be compared"),
}

_STATUS = {
    "preliminary": Text("初步数", "preliminary"),
    "revised": Text("修订数", "revised"),
    "final": Text("最终数", "final"),
}
_WEAK = Text("C 级出处，须核实", "weak source, to be checked")


def because(code: str) -> Text:
    """The words for a reason code of a judgement or a hole.

    >>> because("target-blank").en
    'the plan leaves it blank'
    """
    return _BECAUSE[code]


def standing(each: Observation) -> Text:
    """How firm a figure is, what was noted of it (as noted), and whether its source is weak."""
    words = [_STATUS[each.status], Text(each.note, each.note), _WEAK if each.is_weak else Text("", "")]
    return Text(*(" · ".join(filter(None, (one.say(language) for one in words))) for language in ("zh", "en")))
