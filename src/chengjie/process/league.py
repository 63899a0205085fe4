"""League tables and circulars (排名与通报): places by a figure with the reason for each standing, and a round of dispatch as a paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chengjie.process import figures, naming
from chengjie.process.figures import One, Rate
from chengjie.process.library import Library
from chengjie.process.state import State, Visit, Vote
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language

NAMED = 5
"""So many cases are named as the reason of a standing."""
_Row = tuple[str | int | Decimal | None, ...]
_RATES = (
    ("fulfilment", Text("履约率", "rate of fulfilment"), "registered", "signed"),
    ("started", Text("开工率", "rate of starts"), "started", "signed"),
    ("producing", Text("投产率", "rate of production"), "producing", "signed"),
    ("paid", Text("资金到位率", "rate of funds paid in"), "paid", "contracted"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A place by a figure: how many cases count and how many of these are unknown, the sums, and the first of those that are unknown
    or behind."""

    place: str
    count: int
    unknown: int
    top: Decimal
    base: Decimal
    behind: int = 0
    missing: tuple[tuple[str, str], ...] = ()
    late: tuple[str, ...] = ()

    def value(self, rate: Rate) -> Decimal | None:
        """The figure of the place."""
        return figures.figure(rate, self.top, self.base, count=self.count, unknown=self.unknown)[0]


def league(
    rate: Rate, states: Iterable[State], library: Library, *, day: date, names: Mapping[str, str], language: Language
) -> Table:
    """Places by a figure. Equal figures share a rank; a place whose figure is unknown has none, and the reason names what is missing."""
    return ranked(rate, standings(rate, states, library, day=day), library, names=names, language=language)


def standings(rate: Rate, states: Iterable[State], library: Library, *, day: date) -> list[Standing]:
    """How each place stands by a figure over its cases."""
    by_place: dict[str, list[One]] = defaultdict(list)
    for state in states:
        if state.definition in rate.processes:
            by_place[state.place] += figures.each(rate, state, library, day=day)
    return [_standing(place, ones) for place, ones in by_place.items()]


def _standing(place: str, ones: list[One]) -> Standing:
    behind = [one.case for one in ones if not one.why and one.top == 0]
    return Standing(
        place, len(ones), sum(bool(one.why) for one in ones), sum((one.top for one in ones if one.top is not None), Decimal(0)),
        sum((one.base for one in ones if one.base is not None), Decimal(0)), len(behind),
        tuple((one.case, one.why) for one in ones if one.why)[:NAMED], tuple(behind[:NAMED]),
    )  # fmt: skip


def ranked(
    rate: Rate, standings: Iterable[Standing], library: Library, *, names: Mapping[str, str], language: Language
) -> Table:
    """The league table of places whose sums are there."""
    found = {each.place: (each, each.value(rate)) for each in standings}
    known = sorted((value for _, value in found.values() if value is not None), reverse=True)
    ordered = sorted(found, key=lambda place: (found[place][1] is None, -(found[place][1] or 0), place))
    rows = tuple(
        (_rank(value, known), names.get(place, place), value, each.count, _reason(each, rate, library, language))
        for place in ordered
        for each, value in [found[place]]
    )
    columns = (
        Column("rank", Text("名次", "rank"), numeric=True),
        Column("place", Text("地区", "place")),
        Column(
            "value",
            rate.title.text,
            unit="%" if rate.kind in {"share", "sum", "channel", "on-time"} else "",
            numeric=True,
        ),
        Column("cases", Text("案件数", "cases"), numeric=True),
        Column("reason", Text("原因", "reason")),
    )
    return Table(columns, rows, rate.title.text)


def _rank(value: Decimal | None, known: list[Decimal]) -> int | None:
    """Equal values share a rank; an unknown one has none."""
    return None if value is None else known.index(value) + 1


def _reason(standing: Standing, rate: Rate, library: Library, language: Language) -> str:
    if standing.missing:
        said = Text("缺少", "missing").say(language)
        known = [library.latest[name] for name in rate.processes if name in library.latest]
        named = [(case, naming.words(why, library.law, known, language=language)) for case, why in standing.missing]
        return f"{said}：" + "；".join(f"{case} {words}" for case, words in named)
    if standing.late:
        said = Text("未达到", "not reached by").say(language)
        more = f"…（{standing.behind}）" if standing.behind > len(standing.late) else ""
        return f"{said}：" + "、".join(standing.late) + more
    return ""


def circular(
    state: State, *, step: str, names: Mapping[str, str], language: Language, asked: str = "asked", library: Library | None = None
) -> Table:  # fmt: skip
    """A round of dispatch as a circular: each place that was asked, its rates as reported, its rank, and why it stands so.

    A place that has not reported, or left something out, is listed without the figure and says so; nothing is taken as zero.
    The rank follows the rate of fulfilment.
    """
    named = state.data.get(asked, ())
    places = named if isinstance(named, tuple) else (str(named),)
    answers = {vote.seat: dict(vote.data) for vote in _votes(state, step)}
    rows = [_line(place, answers.get(place)) for place in places]
    known = sorted((row[1] for row in rows if row[1] is not None), reverse=True)
    done = sorted(rows, key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))
    columns = (
        Column("rank", Text("名次", "rank"), numeric=True),
        Column("place", Text("地区", "place")),
        *(Column(key, title, unit="%", numeric=True) for key, title, _, _ in _RATES),
        Column("reason", Text("说明", "remark")),
    )
    table: tuple[_Row, ...] = tuple(
        (
            _rank(row[1], known),
            names.get(row[0], row[0]),
            *row[1:5],
            _remark(row[5], state, library, language),
        )
        for row in done
    )
    said = state.data.get("round", "")
    return Table(columns, table, Text(f"{said}调度通报", f"Circular of dispatch: {said}"))


def _votes(state: State, step: str) -> tuple[Vote, ...]:
    visits: list[Visit] = [each for each in state.visits if each.step == step and not each.annulled]
    if step in state.open:
        return state.open[step].votes
    return visits[-1].votes if visits else ()


def _line(
    place: str, answer: Mapping[str, object] | None
) -> tuple[str, Decimal | None, Decimal | None, Decimal | None, Decimal | None, tuple[str, ...]]:
    if answer is None:
        return place, None, None, None, None, ("report",)
    found = [_share(answer.get(top), answer.get(base)) for _, _, top, base in _RATES]
    wanted = dict.fromkeys(name for _, _, top, base in _RATES for name in (top, base))
    missing = tuple(name for name in wanted if not isinstance(answer.get(name), Decimal))
    return place, found[0], found[1], found[2], found[3], missing


def _share(top: object, base: object) -> Decimal | None:
    if not isinstance(top, Decimal) or not isinstance(base, Decimal) or not base:
        return None
    return (top / base * 100).quantize(Decimal("0.01"))


def _remark(missing: tuple[str, ...], state: State, library: Library | None, language: Language) -> str:
    if missing == ("report",):
        return Text("未报", "has not reported").say(language)
    if not missing:
        return ""
    said = naming.BETWEEN.join(missing)
    if library is not None:
        said = naming.words(said, library.law, [library.get(state.definition, state.version)], language=language)
    return f"{Text('缺少', 'missing').say(language)}：{said}"
