"""Tables of an index: what there is and what is missing, scores with ranges and parts, every step of every unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from chengjie.index.checking import missing
from chengjie.index.compute import STEPS, Scores
from chengjie.index.definition import Group, IndexDefinition
from chengjie.index.uncertainty import Uncertainty
from chengjie.values import Column, Table, Text
from chengjie.values.table import Cell
from chengjie.values.text import Language

_STEP = {
    "raw": Text("原始", "raw"), "denominated": Text("相除后", "denominated"), "imputed": Text("填补后", "imputed"), "treated": Text("处理后", "treated"),
    "normalised": Text("标准化", "normalised"), "aggregated": Text("得分", "score"),
}  # fmt: skip


def overview(definitions: Sequence[IndexDefinition], *, language: Language = "zh") -> Table:
    """Every index with the number of its indicators and of what nobody has stated."""
    columns = (
        Column("id", Text("编号", "id")), Column("title", Text("指数", "index")), Column("indicators", Text("指标数", "indicators"), numeric=True),
        Column("missing", Text("待补", "to be supplied"), numeric=True), Column("evidence", Text("证据", "evidence")),
    )  # fmt: skip
    rows = tuple(
        (each.id, each.title.text.say(language), len(each.indicators), len(missing(each)), each.evidence)
        for each in definitions
    )
    return Table(columns, rows, Text("指数", "Indices"))


def results(
    scores: Scores,
    *,
    doubt: Uncertainty | None = None,
    names: Mapping[str, Text] | None = None,
    language: Language = "zh",
) -> Table:
    """A row a unit, best first, those without a score last: rank, range, score, class, and the scores of all groups."""
    definition = scores.definition
    groups = [group for group in reversed(definition.bottom_up()) if group.code != definition.root]
    periods = bool(scores.sheet.periods)
    ranges = {(each.unit, each.period): each for each in doubt.ranges} if doubt else {}
    columns = [Column("rank", Text("名次", "rank"), numeric=True), Column("unit", Text("单位", "unit"))]
    columns += [Column("name", Text("名称", "name"))] if names else []
    columns += [Column("period", Text("时期", "period"))] if periods else []
    columns.append(Column("score", Text("得分", "score"), numeric=True))
    if doubt:
        columns += [
            Column("low", Text("名次 5%", "rank, 5 %"), numeric=True),
            Column("high", Text("名次 95%", "rank, 95 %"), numeric=True),
        ]
    columns += [Column("grade", Text("等级", "class"))] if definition.grades else []
    columns += [Column(group.code, group.label, numeric=True) for group in groups]
    titles = {grade.id: grade.title for grade in definition.grades}
    grades, rows = scores.grades, []
    for row, (unit, rank) in enumerate(zip(scores.units, scores.ranks, strict=True)):
        cells: list[Cell] = [rank, unit]
        cells += [names[unit].say(language) if unit in names else unit] if names else []
        cells += [scores.sheet.periods[row]] if periods else []
        cells.append(_known(scores.score[row]))
        if doubt:
            span = ranges[unit, scores.sheet.periods[row] if periods else ""]
            cells += [_known(span.low), _known(span.high)]
        if definition.grades:
            grade = grades[row]
            cells.append(titles[grade].text.say(language) if grade else None)
        cells += [_known(scores.steps["aggregated"][group.code][row]) for group in groups]
        rows.append(tuple(cells))
    rows.sort(key=lambda cells: (cells[0] is None, cells[0] or 0, str(cells[1])))
    return Table(tuple(columns), tuple(rows), definition.title.text)


def steps(scores: Scores, *, language: Language = "zh") -> Table:
    """Every step of every node of every unit: the whole way in one list, for whoever checks it."""
    columns = (
        Column("unit", Text("单位", "unit")), Column("period", Text("时期", "period")), Column("code", Text("代码", "code")), Column("label", Text("名称", "name")),
        *(Column(step, _STEP[step], numeric=True) for step in STEPS),
    )  # fmt: skip
    periods = scores.sheet.periods or ("",) * len(scores.units)
    rows = []
    for row, unit in enumerate(scores.units):
        for node in scores.definition.nodes:
            cells = [
                _known(scores.steps[step][node.code][row]) if node.code in scores.steps[step] else None
                for step in STEPS
            ]
            if not isinstance(node, Group):
                cells[-1] = None
            rows.append((unit, periods[row], node.code, node.label.say(language), *cells))
    return Table(columns, tuple(rows), scores.definition.title.text)


def _known(value: float) -> float | None:
    """As a table for people has it; scripts get every digit."""
    return None if np.isnan(value) else round(float(value), 6)
