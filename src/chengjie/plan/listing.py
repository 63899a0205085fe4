"""Claims as tables: one table a kind, the same columns on the screen, in a sheet and in the API."""

from __future__ import annotations

from collections.abc import Iterable

from chengjie.plan.claims import Citation, Claim, Entry, Measure, System, Target, Thing, claim_id
from chengjie.values import Column, Table, Text
from chengjie.values.table import Cell

KINDS: dict[str, tuple[type, Text]] = {
    "target": (Target, Text("指标与数字", "Targets and figures")),
    "entry": (Entry, Text("目录条目", "Catalogue entries")),
    "measure": (Measure, Text("任务与项目", "Measures")),
    "thing": (Thing, Text("名称", "Named things")),
    "system": (System, Text("需要运行的机制", "Systems called for")),
}
_FIRST = (Column("id", Text("编号", "id")),)
_LAST = (
    Column("section", Text("章节", "section")),
    Column("paragraph", Text("段落", "paragraph")),
    Column("sentence", Text("原文", "sentence")),
    Column("rule", Text("识别规则", "rule")),
    Column("grade", Text("把握", "grade")),
)
_OWN: dict[str, tuple[Column, ...]] = {
    "target": (
        Column("indicator", Text("指标", "indicator")),
        Column("place", Text("地区", "place")),
        Column("period", Text("时期", "period")),
        Column("comparator", Text("关系", "comparator")),
        Column("value", Text("数值", "value"), numeric=True),
        Column("upper", Text("上限", "upper"), numeric=True),
        Column("unit", Text("单位", "unit")),
        Column("role", Text("性质", "role")),
        Column("force", Text("约束性", "force")),
    ),
    "entry": (
        Column("table", Text("表", "table")),
        Column("row", Text("行", "row"), numeric=True),
        Column("cells", Text("各栏原文", "cells as printed")),
        Column("reading", Text("建议读法", "proposed reading")),
    ),
    "measure": (
        Column("title", Text("名称", "title")),
        Column("goal", Text("目标", "goal")),
        Column("deadline", Text("期限", "deadline")),
        Column("places", Text("地区", "places")),
        Column("bodies", Text("责任单位", "responsible bodies")),
    ),
    "thing": (
        Column("type", Text("类型", "type")),
        Column("name", Text("名称", "name")),
        Column("aliases", Text("别名", "aliases")),
        Column("place", Text("地区", "place")),
        Column("aim", Text("创建目标", "aim")),
    ),
    "system": (Column("name", Text("名称", "name")),),
}


def table(claims: Iterable[Claim], kind: str) -> Table:
    """All claims of one kind as a table, in the order given; lists inside a cell are joined by 、.

    >>> table((), "thing").columns[1].key
    'type'
    """
    wanted, title = KINDS[kind]
    rows = tuple(
        (claim_id(claim), *_own(claim), *_cited(claim.citation), claim.rule, claim.grade)
        for claim in claims
        if isinstance(claim, wanted)
    )
    return Table((*_FIRST, *_OWN[kind], *_LAST), rows, title)


def _cited(citation: Citation) -> tuple[Cell, ...]:
    return citation.section, citation.paragraph, citation.text


def _own(claim: Claim) -> tuple[Cell, ...]:
    if isinstance(claim, Target):
        where_when = (claim.indicator, claim.place, claim.period, claim.comparator)
        return (*where_when, claim.value, claim.upper, claim.unit, claim.role, claim.force)
    if isinstance(claim, Entry):
        printed = "；".join(f"{header}：{text}" for header, text in claim.cells.items())
        read = "；".join(f"{name}：{'、'.join(parts)}" for name, parts in claim.reading.items())
        return claim.table, claim.row, printed, read
    if isinstance(claim, Measure):
        return claim.title, claim.goal, claim.deadline, "、".join(claim.places), "、".join(claim.bodies)
    if isinstance(claim, Thing):
        return claim.type, claim.name, "、".join(claim.aliases), claim.place, claim.aim
    return (claim.name,)
