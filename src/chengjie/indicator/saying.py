"""Why nothing can be said, in words: the reasons of judgements and holes in both languages."""

from __future__ import annotations

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


def because(code: str) -> Text:
    """The words for a reason code of a judgement or a hole.

    >>> because("target-blank").en
    'the plan leaves it blank'
    """
    return _BECAUSE[code]
