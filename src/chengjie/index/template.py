"""The data sheet that an index asks for, empty, with a row for each unit that is known; and what has to be found, by name."""

from __future__ import annotations

import numpy as np

from chengjie.index.definition import IndexDefinition
from chengjie.index.sheet import Sheet
from chengjie.values import Column, Table, Text


def wanted(definition: IndexDefinition) -> tuple[Column, ...]:
    """Every column that the index reads, once: of its indicators, what they grow on, what divides them, groups of units."""
    found: dict[str, Column] = {}
    labels = {each.data: each for each in definition.indicators}
    for each in definition.indicators:
        found.setdefault(each.data, Column(each.data, each.label, each.unit if not each.base else "", numeric=True))
        for name in filter(None, (each.base, each.denominator)):
            known = labels.get(name)
            found.setdefault(name, Column(name, known.label if known else Text(name, name), numeric=True))
    for group in definition.groups:
        if group.blend:
            for each in definition.indicators:
                if each.parent == group.code:
                    name = group.blend.base.format(column=each.data)
                    label = Text(f"{each.label.zh}·上年", f"{each.label.en}, year before")
                    found.setdefault(name, Column(name, label, each.unit, numeric=True))
    hows = (definition.impute, *(each.impute for each in definition.indicators if each.impute))
    for how in hows:
        if how.group:
            found.setdefault(how.group, Column(how.group, Text(how.group, how.group)))
    return tuple(found.values())


def template(definition: IndexDefinition, sheet: Sheet | None = None, *, codes: bool = True) -> Table:
    """The sheet to fill in: `codes` heads columns with their codes, which every reader takes; else with their titles. Known
    figures of `sheet` stand in it already."""
    columns = wanted(definition)
    heads = tuple(
        Column(
            each.key,
            Text(each.key, each.key) if codes else each.title,
            "" if codes else each.unit,
            numeric=each.numeric,
        )
        for each in columns
    )
    rows = (
        tuple((unit, *(_known(sheet, each.key, row) for each in columns)) for row, unit in enumerate(sheet.units))
        if sheet
        else ()
    )
    title = Text(f"{definition.title.zh}数据表", f"Data sheet: {definition.title.en}")
    return Table((Column("unit", Text("unit", "unit") if codes else Text("单位", "unit")), *heads), rows, title)


def _known(sheet: Sheet, name: str, row: int) -> float | None:
    value = float(sheet.numbers[name][row]) if name in sheet.numbers else float("nan")
    return None if np.isnan(value) else value
