"""What the project ledger shows: pivot, funnel, days between milestones, and the lines themselves, each as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import quantiles

from django.db import connection
from django.db.models import Aggregate, Count, F, Q, QuerySet, Sum, TextField
from django.db.models.functions import ExtractYear

from chengjie.values import Column, Table, Text
from chengjie.values.text import Language
from chengjie.web import cases, ledger, zone
from chengjie.web.case_forms import called
from chengjie.web.records.ledger import MILESTONES, Line
from chengjie.web.records.rules import plain

ROWS = {
    "prefecture": Text("市州", "prefecture"),
    "place": Text("县市区", "county"),
    "stage": Text("阶段", "stage"),
    "industry": Text("产业", "industry"),
}
COLUMNS = {"year": Text("签约年份", "year of signing"), "stage": Text("阶段", "stage")}
_BY = {"prefecture": "place", "place": "place", "stage": "stage", "industry": "industry", "year": "year"}
TITLE = Text("项目台账", "Ledger of projects")


@dataclass(frozen=True, slots=True)
class Cell:
    """Projects of a cell, the contracted investment that is known (万元), and how many have none."""

    count: int = 0
    amount: Decimal = Decimal(0)
    unknown: int = 0

    @property
    def hundred_millions(self) -> Decimal | None:
        """The known investment in 亿元 to two places; None where no project of the cell has an amount."""
        return None if self.count == self.unknown else (self.amount / 10_000).quantize(Decimal("0.01"))

    def plus(self, other: Cell) -> Cell:
        """Both together."""
        return Cell(self.count + other.count, self.amount + other.amount, self.unknown + other.unknown)


@dataclass(frozen=True, slots=True)
class Pivot:
    """Projects by two of their properties, with the sum of every row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...], Cell], ...]
    total: tuple[Cell, ...]
    whole: Cell


def pivot(lines: QuerySet[Line], rows: str, columns: str, language: Language) -> Pivot:
    """The ledger by rows and columns, counted by the database."""
    keys = [_BY[rows], _BY[columns]]
    found: dict[tuple[str, str], Cell] = defaultdict(Cell)
    counted = lines.annotate(year=ExtractYear("signed")).order_by().values(*dict.fromkeys(keys))
    for each in counted.annotate(count=Count("pk"), known=Count("contract"), amount=Sum("contract")):
        key = (str(_head(rows, each[keys[0]])), str(_head(columns, each[keys[1]])))
        amount = plain(Decimal(str(each["amount"] or 0)))
        found[key] = found[key].plus(Cell(each["count"], amount, each["count"] - each["known"]))
    across = tuple(sorted({column for _, column in found}, key=_order(columns)))
    down = sorted({row for row, _ in found}, key=_order(rows))
    cells = [tuple(found.get((row, column), Cell()) for column in across) for row in down]
    total = tuple(_sum(row[at] for row in cells) for at in range(len(across)))
    named = tuple((_said(rows, row, language), here, _sum(here)) for row, here in zip(down, cells, strict=True))
    return Pivot(tuple(_said(columns, each, language) for each in across), named, total, _sum(total))


def _sum(cells: Iterable[Cell]) -> Cell:
    whole = Cell()
    for each in cells:
        whole = whole.plus(each)
    return whole


def _head(kind: str, value: object) -> object:
    if kind == "prefecture":
        place = zone.places().by_code(str(value))
        return (place.parent if place and place.parent and place.parent[2:4] != "00" else None) or value
    return "" if value is None else value


def _order(kind: str) -> Callable[[str], tuple[int, str]]:
    if kind == "stage":
        order = stages()
        return lambda name: (order.index(name) if name in order else len(order), name)
    return lambda name: (name == "", name)


def stages() -> list[str]:
    """The stages of a project in their order, then its ends."""
    definition = cases.library().get(ledger.PROCESS)
    return [*(each.id for each in definition.steps), *(each.id for each in definition.ends)]


def stage(name: str) -> Text:
    """A stage, or the end that a project came to, in words."""
    definition = cases.library().get(ledger.PROCESS)
    titles = {each.id: each.title.text for each in definition.steps} | {
        each.id: each.title.text for each in definition.ends
    }
    return titles.get(name) or called("outcome", name)


def place_name(code: str, language: Language) -> str:
    """A place in the reader's language, its code where the register does not know it."""
    place = zone.places().by_code(code)
    return code if place is None else (place.en if language == "en" and place.en else place.name)


def _said(kind: str, name: str, language: Language) -> str:
    if kind in {"prefecture", "place"} and name:
        return place_name(name, language)
    if kind == "stage" and name:
        return stage(name).say(language)
    if name:
        return name
    return (Text("未签约", "not signed") if kind == "year" else Text("未写明", "not said")).say(language)


def pivot_table(found: Pivot, rows: str) -> Table:
    """A pivot as a table to save: for each column the projects, the money, and the projects without an amount."""
    heads = [*(Text(each, each) for each in found.columns), Text("合计", "total")]
    columns = [Column("row", ROWS[rows])]
    for at, head in enumerate(heads):
        columns += [
            Column(f"count{at}", Text(f"{head.zh} 项目数", f"{head.en} projects"), numeric=True),
            Column(f"amount{at}", Text(f"{head.zh} 合同投资额", f"{head.en} contracted"), unit="万元", numeric=True),
            Column(f"unknown{at}", Text(f"{head.zh} 未填投资额", f"{head.en} without an amount"), numeric=True),
        ]
    body = [*found.rows, ("合计", found.total, found.whole)]
    cells = tuple(
        (name, *(value for cell in (*here, whole) for value in (cell.count, cell.amount, cell.unknown)))
        for name, here, whole in body
    )
    return Table(tuple(columns), cells, TITLE)


def funnel(lines: QuerySet[Line]) -> list[tuple[Text, int]]:
    """How many projects came to each milestone."""
    counted = lines.order_by().aggregate(**{f"n_{name}": Count(name) for name in MILESTONES})
    return [(called("milestone", name), counted[f"n_{name}"]) for name in MILESTONES]


def spans(lines: QuerySet[Line]) -> list[tuple[Text, Text, int, float | None, float | None]]:
    """Calendar days from one milestone to the next: projects that made both, the median, the ninetieth percentile."""
    pairs = list(pairwise(MILESTONES))
    cuts = _cuts_of_server(lines, pairs) if connection.vendor == "postgresql" else _cuts(lines, pairs)
    return [
        (called("milestone", one), called("milestone", other), *each)
        for (one, other), each in zip(pairs, cuts, strict=True)
    ]


_Cuts = tuple[int, float | None, float | None]


def _cuts(lines: QuerySet[Line], pairs: list[tuple[str, str]]) -> list[_Cuts]:
    days: list[list[int]] = [[] for _ in pairs]
    for dates in lines.order_by().values_list(*MILESTONES).iterator():
        for at, (one, other) in enumerate(pairwise(dates)):
            if one and other:
                days[at].append((other - one).days)
    found: list[_Cuts] = []
    for each in days:
        cut = quantiles(each, n=10, method="inclusive") if len(each) > 1 else None
        found.append((len(each), cut[4] if cut else None, cut[8] if cut else None))
    return found


def _cuts_of_server(lines: QuerySet[Line], pairs: list[tuple[str, str]]) -> list[_Cuts]:
    """The same, without bringing every project here."""
    sums: dict[str, Aggregate] = {}
    for at, (one, other) in enumerate(pairs):
        sums[f"both{at}"] = Count("pk", filter=Q(**{f"{one}__isnull": False, f"{other}__isnull": False}))
        sums[f"cuts{at}"] = _Percentiles(F(other), F(one))
    found = lines.order_by().aggregate(**sums)
    return [(found[f"both{at}"], *_told(found[f"both{at}"], found[f"cuts{at}"])) for at in range(len(pairs))]


def _told(count: int, cuts: Sequence[float] | None) -> tuple[float | None, float | None]:
    """Of a single project there is no distribution."""
    return (cuts[0], cuts[1]) if cuts and count > 1 else (None, None)


class _Percentiles(Aggregate):
    """Half and nine tenths of the days between two dates; those that lack one of them do not count."""

    template = "percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY %(expressions)s)"
    arg_joiner = " - "
    output_field = TextField()


def lines_table(lines: Iterable[Line], language: Language) -> Table:
    """The lines as a table to save."""
    columns = (
        Column("number", Text("编号", "number")), Column("name", Text("名称", "name")),
        Column("place", Text("地区", "place")), Column("industry", Text("产业", "industry")), Column("stage", Text("阶段", "stage")),
        Column("contract", Text("合同投资额", "contracted investment"), unit="万元", numeric=True), Column("paid", Text("到位资金", "paid in"), unit="万元", numeric=True),
        *(Column(name, called("milestone", name)) for name in MILESTONES),
    )  # fmt: skip
    rows = tuple(
        (
            each.case.number, each.case.title, place_name(each.case.place, language), each.industry, stage(each.stage).say(language),
            None if each.contract is None else plain(each.contract), None if each.paid is None else plain(each.paid), *(getattr(each, name) for name in MILESTONES),
        )
        for each in lines
    )  # fmt: skip
    return Table(columns, rows, TITLE)
