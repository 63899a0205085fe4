"""Statements, awards and promises as tables for terminal, sheet and paper."""

from __future__ import annotations

from collections.abc import Sequence

from chengjie.settlement.award import STATUSES, Decided
from chengjie.settlement.promises import COLUMNS, STATES, Promise
from chengjie.settlement.statement import Statement
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language

_STATES = {"settled": Text("已结", "settled"), "held": Text("争议，暂缓", "disputed, held")}
TOTAL = Text("合计", "total")


def statement_table(statement: Statement, language: Language) -> Table:
    """A row a line and party, and the totals of money."""
    columns = (
        Column("period", Text("时期", "period")),
        Column("title", Text("项目", "line")),
        Column("status", Text("状态", "status")),
        Column("party", Text("一方", "party")),
        Column("amount", Text("金额", "amount"), unit="元", numeric=True),
        Column("arithmetic", Text("算式", "arithmetic")),
        Column("source", Text("依据", "term")),
    )
    rows: list[tuple[str | None, ...]] = []
    for line in statement.lines:
        for party, amount in line.amounts.items() or [("", None)]:
            said = None if amount is None else f"{amount:f}"
            name = statement.parties[party].say(language) if party else ""
            arithmetic = "；".join(line.arithmetic)
            rows.append(
                (
                    line.period,
                    line.title.say(language),
                    _STATES[line.status].say(language),
                    name,
                    said,
                    arithmetic,
                    line.source,
                )
            )
    for party, amount in statement.totals().items():
        rows.append(("", TOTAL.say(language), "", statement.parties[party].say(language), f"{amount:f}", "", ""))
    mark = Text("（模拟）", " (simulated)") if statement.simulated else Text("", "")
    return Table(columns, tuple(rows), Text(f"结算单{mark.zh}", f"Statement{mark.en}"))


def awards_table(answer: Decided, language: Language) -> Table:
    """A row for each stage of each claim."""
    columns = (
        Column("claim", Text("申领编号", "claim")), Column("claimant", Text("申领人", "claimant")), Column("stage", Text("兑付", "stage")),
        Column("status", Text("结论", "status")), Column("amount", Text("金额", "amount"), "元", numeric=True),
        Column("why", Text("缺少或不符", "missing or not met")), Column("arithmetic", Text("算式", "arithmetic")),
    )  # fmt: skip
    rows = tuple(
        (
            each.claim.id, each.claim.claimant, each.stage.title.text.say(language), STATUSES[each.status].say(language), each.amount,
            "；".join([*(one.title.say(language) for one in each.missing), *(one.remedy.say(language) for one in each.conditions if one.answer == "no"), *filter(None, [each.taken_by])]),
            "；".join(each.arithmetic),
        )
        for each in answer.awards
    )  # fmt: skip
    mark = Text("（模拟）", " (simulated)") if answer.simulated else Text("", "")
    return Table(columns, rows, Text(answer.scheme.title.zh + mark.zh, answer.scheme.title.en + mark.en))


def promise_table(found: Sequence[Promise], language: Language) -> Table:
    """A row for each promise."""
    columns = (
        Column("promise", COLUMNS["promise"]), Column("by", COLUMNS["by"]), Column("to", COLUMNS["to"]), Column("what", COLUMNS["what"]),
        Column("amount", COLUMNS["amount"], "元", numeric=True), Column("delivered", Text("已兑现", "delivered"), "元", numeric=True),
        Column("owed", Text("尚欠", "owed"), "元", numeric=True), Column("due", COLUMNS["due"]), Column("state", Text("状态", "state")),
        Column("late", Text("逾期天数", "days late"), numeric=True),
    )  # fmt: skip
    rows = tuple(
        (each.id, each.by, each.to, each.what, each.amount, each.delivered, each.owed, each.due.isoformat() if each.due else None, STATES[each.state].say(language), each.days_late)
        for each in found
    )  # fmt: skip
    return Table(columns, rows, Text("政策兑现台账", "Register of promises"))
