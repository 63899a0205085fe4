"""The answer of a board as tables: every demand with its offers, who is assigned to whom, leads to hand over, and what is missing."""

from __future__ import annotations

from chengjie.matching.board import Board
from chengjie.values import Column, Table, Text
from chengjie.values.table import Cell
from chengjie.values.text import Language

OFFERS = 10


def tables(made: Board, how: str | None, language: Language) -> list[Table]:
    """The tables that there are, the one with everything first."""
    found = [_rankings(made, how, language)]
    if made.wanted.assigning:
        found.append(_assigned(made, how, language))
    if made.wanted.held:
        found.append(_hand_overs(made, language))
    return found


def _rankings(made: Board, how: str | None, language: Language) -> Table:
    columns = (
        Column("demand", made.wanted.demand.title.text), Column("assigned", Text("配对", "assigned"), numeric=True), Column("rank", Text("名次", "rank"), numeric=True),
        Column("supply", made.wanted.supply.title.text), Column("score", Text("得分", "score"), numeric=True), Column("low", Text("下限", "low"), numeric=True),
        Column("high", Text("上限", "high"), numeric=True), Column("verdict", Text("硬条件", "conditions")), Column("reasons", Text("理由", "reasons")),
        Column("refused", Text("不满足的条件", "conditions not met")), Column("missing", Text("缺少的资料", "missing")),
    )  # fmt: skip
    assigned = made.assignment(how)
    amounts = {(each.demand, each.supply): each.amount for each in assigned.pairs} if assigned else {}
    rows: list[tuple[Cell, ...]] = [
        (
            made.pairs.demand[i].title.say(language), amounts.get((i, each.place_in_grid)), each.rank, each.offer.title.say(language),
            round(each.score, 1), round(each.low, 1), round(each.high, 1), each.verdict, "\n".join(reason.say(language) for reason in each.reasons),
            "\n".join(verdict.title.say(language) for verdict in each.verdicts if verdict.answer == "no"),
            "\n".join(f"{missing.title.say(language)} ← {missing.supplier.say(language) if missing.supplier else ''}" for missing in each.missing),
        )
        for i in range(len(made.pairs.demand))
        for each in made.ranking(i).ranking[:OFFERS]
    ]  # fmt: skip
    return Table(columns, tuple(rows), made.wanted.title.text)


def _assigned(made: Board, how: str | None, language: Language) -> Table:
    columns = (Column("demand", made.wanted.demand.title.text), Column("supply", made.wanted.supply.title.text), Column("amount", Text("数量", "amount"), numeric=True), Column("score", Text("得分", "score"), numeric=True))  # fmt: skip
    found = made.assignment(how)
    pairs = found.pairs if found else ()
    rows: list[tuple[Cell, ...]] = [(made.pairs.demand[each.demand].title.say(language), made.pairs.supply[each.supply].title.say(language), each.amount, round(float(made.scores[each.demand, each.supply]), 1)) for each in pairs]  # fmt: skip
    rows += [(made.pairs.demand[i].title.say(language), None, None, None) for i in (found.left_demand if found else ())]
    return Table(columns, tuple(rows), Text("配对", "Assignment"))


def _hand_overs(made: Board, language: Language) -> Table:
    columns = (Column("lead", Text("线索", "lead")), Column("holder", Text("现持有", "held by")), Column("best", Text("最合适", "best")), Column("gain", Text("高出", "ahead by"), numeric=True), Column("advised", Text("建议移交", "hand over")))  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (made.pairs.demand[each.lead].title.say(language), each.holder.offer.title.say(language) if each.holder else "", each.best.offer.title.say(language), None if each.gain is None else round(each.gain, 1), each.advised)
        for each in made.hand_overs()
    ]  # fmt: skip
    return Table(columns, tuple(rows), Text("线索移交", "Hand-over"))
