"""Tables of real and of simulated data: every row says which of the two it is (模拟)."""

from __future__ import annotations

from dataclasses import replace

from chengjie.values import Column, Table, Text
from chengjie.values.text import Language

KINDS = {"real": Text("真实", "real"), "simulated": Text("模拟", "simulated")}
COLUMN = Column("kind", Text("真实或模拟", "real or simulated"))


def kind(*, simulated: bool) -> str:
    """What data are called that are simulated or not."""
    return "simulated" if simulated else "real"


def marked(table: Table, language: Language, *, simulated: bool) -> Table:
    """The table with a first column that says of each row whether it is real, and with the same behind its title.

    >>> plain = Table((Column("place", Text("地区", "place")),), (("蓝山县",),), Text("排名", "league"))
    >>> found = marked(plain, "zh", simulated=True)
    >>> found.rows, found.title.zh
    ((('模拟', '蓝山县'),), '排名（模拟）')
    """
    mark = KINDS[kind(simulated=simulated)]
    title = Text(f"{table.title.zh}（{mark.zh}）", f"{table.title.en} ({mark.en})") if table.title else mark
    rows = tuple((mark.say(language), *row) for row in table.rows)
    return replace(table, columns=(COLUMN, *table.columns), rows=rows, title=title)
