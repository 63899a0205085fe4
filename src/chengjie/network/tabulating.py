"""Tables of flows and relatedness, as pages, sheets and the command line show them."""

from __future__ import annotations

from chengjie.network import flows as tables
from chengjie.network import linkages as links
from chengjie.network import relatedness
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language


def linkages_table(found: links.Coefficients, language: Language) -> Table:
    """A row a sector: output, share of value added, backward and forward linkage."""
    columns = (
        Column("code", Text("代码", "code")), Column("sector", Text("部门", "sector")), Column("output", Text("总产出", "output"), numeric=True),
        Column("value_added", Text("增加值率", "share of value added"), numeric=True), Column("backward", Text("影响力系数", "backward linkage"), numeric=True),
        Column("forward", Text("感应度系数", "forward linkage"), numeric=True),
    )  # fmt: skip
    rows = tuple(
        (code, title.say(language), round(output, 1), round(value / output, 4) if output else None, round(float(back), 4), round(float(fore), 4))
        for (code, title, output, value, _), back, fore in zip(tables.rows(found.table), found.backward, found.forward, strict=True)
    )  # fmt: skip
    return Table(
        columns,
        rows,
        Text(f"投入产出表 {found.table.file}（已平衡）", f"Input–output table {found.table.file} (in balance)"),
    )


def deliveries_table(found: links.Coefficients, sector: str, language: Language) -> Table:
    """The ten largest suppliers and users of a sector."""
    columns = (
        Column("side", Text("方向", "side")), Column("code", Text("代码", "code")), Column("sector", Text("部门", "sector")),
        Column("amount", Text("流量", "amount"), numeric=True), Column("of_receiver", Text("直接消耗系数", "direct input coefficient"), numeric=True),
        Column("of_supplier", Text("占供给方总产出", "share of the supplier's output"), numeric=True),
    )  # fmt: skip
    rows = [("supplier", each.supplier, each.supplier_title.say(language), round(each.amount, 1), round(each.of_receiver, 6), round(each.of_supplier, 6))
            for each in links.suppliers(found, sector)]  # fmt: skip
    rows += [("user", each.receiver, each.receiver_title.say(language), round(each.amount, 1), round(each.of_receiver, 6), round(each.of_supplier, 6))
             for each in links.receivers(found, sector)]  # fmt: skip
    return Table(columns, tuple(rows), Text(f"{sector} 的供给方和使用方", f"Suppliers and users of {sector}"))


def portfolio_table(given: relatedness.Portfolio) -> Table:
    """A row a place and industry: Balassa's index, whether held, density around it."""
    index, has = relatedness.advantage(given), relatedness.held(given)
    crowd = relatedness.density(has, relatedness.proximity(has))
    columns = (
        Column("place", Text("地方", "place")), Column("industry", Text("行业", "industry")), Column("rca", Text("显性比较优势", "revealed advantage"), numeric=True),
        Column("held", Text("有优势", "to advantage")), Column("density", Text("关联密度", "density"), numeric=True),
    )  # fmt: skip
    rows = tuple(
        (place, industry, round(float(index[i, j]), 6), bool(has[i, j]), round(float(crowd[i, j]), 6))
        for i, place in enumerate(given.places)
        for j, industry in enumerate(given.industries)
    )
    return Table(columns, rows, Text("产业关联", "Relatedness"))
