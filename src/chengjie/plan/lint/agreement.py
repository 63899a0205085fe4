"""One indicator, one year, one figure: prose against prose and table, and one figure under two names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from chengjie.plan.lint import words
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Fig, Ground, by_year

_MIN_NAME = 3
_TELLING = 3
_FULL_NAME = 8
_GENERAL = frozenset(
    {"项目", "企业", "投资", "产值", "总量", "人数", "面积", "规模", "比重", "占比", "收入", "资金", "数量"}
)


def agreement(ground: Ground) -> Iterator[Finding]:
    """Two figures for one indicator, place and year that cannot round from one value."""
    for (_, name, _), figs in ground.levels.items():
        if len(name) < _MIN_NAME or name in _GENERAL:
            continue
        for year, several in by_year(figs).items():
            yield from _disagree(name, year, several)
    yield from _two_names(ground)
    yield from _loose_names(ground)


def _disagree(name: str, year: int, several: Sequence[Fig]) -> Iterator[Finding]:
    for dimension in dict.fromkeys(fig.dimension for fig in several):
        same = [fig for fig in several if fig.dimension == dimension]
        table = [fig for fig in same if fig.in_table]
        first = (table or same)[0]
        apart = [fig for fig in same if fig is not first and not fig.reach & first.reach and _comparable(fig, first)]
        if apart:
            figs = (first, *apart)
            sums = " ≠ ".join(dict.fromkeys(fig.printed for fig in figs))
            yield found("figures-disagree", sums, targets=tuple(fig.target for fig in figs), indicator=name, year=year)


def _comparable(fig: Fig, other: Fig) -> bool:
    """Two cells of one table are two rows, one sentence says 由…到…, and doubtful readings prove nothing."""
    if (fig.in_table and other.in_table) or "doubtful" in {fig.target.grade, other.target.grade}:
        return False
    if fig.in_table or other.in_table:
        return True
    here, there = fig.target.citation, other.target.citation
    apart = (here.paragraph, here.start) != (there.paragraph, there.start)
    certain = fig.target.grade == other.target.grade == "certain"
    known = fig.indicator in words.established() or _same_share(fig, other) or (_telling(fig) and _telling(other))
    return apart and certain and fig.target.unit == other.target.unit and known


def _same_share(fig: Fig, other: Fig) -> bool:
    """Two statements of one share under one full name: 甲占乙比重."""
    name = fig.target.indicator
    return name == other.target.indicator and "占" in name and len(name) >= _FULL_NAME and fig.place == other.place


def _two_names(ground: Ground) -> Iterator[Finding]:
    """A telling figure that prose and table give to differently named indicators of one year."""
    for number in range(len(ground.readings)):
        seen: dict[tuple[object, ...], list[Fig]] = defaultdict(list)
        for fig in ground.figures:
            if fig.document == number and fig.is_level and fig.year and fig.target.role == "baseline" and _telling(fig):
                seen[fig.year, fig.dimension, fig.value * fig.factor, fig.place].append(fig)
        for several in seen.values():
            names = list(dict.fromkeys(fig.indicator for fig in several))
            if len(names) > 1 and len({fig.in_table for fig in several}) > 1 and _related(names[0], names[1]):
                first, second = (next(fig for fig in several if fig.indicator == name) for name in names[:2])
                sums = f"{first.target.indicator} = {first.printed} = {second.target.indicator}"
                yield found(
                    "one-figure-two-names", sums, targets=(first.target, second.target),
                    first=first.target.indicator, second=second.target.indicator, year=first.year,
                )  # fmt: skip


def _loose_names(ground: Ground) -> Iterator[Finding]:
    """A short name that could mean two indicators, for the figure that the plan elsewhere names in full."""
    for (_, name, _), figs in ground.levels.items():
        for several in by_year(figs).values():
            short = [fig for fig in several if fig.target.indicator in words.loose()]
            full = [
                fig
                for fig in several
                if fig.target.indicator == name and short and fig.value * fig.factor == short[0].value * short[0].factor
            ]
            if short and full:
                one, two = short[0], full[0]
                yield found(
                    "one-figure-two-names", f"{one.target.indicator} = {one.printed} = {two.target.indicator}", targets=(one.target, two.target),
                    first=one.target.indicator, second=two.target.indicator, year=one.year,
                )  # fmt: skip
                break


def _telling(fig: Fig) -> bool:
    return len(fig.value.as_tuple().digits) >= _TELLING


def _related(one: str, other: str) -> bool:
    """Names that share a telling pair of characters."""
    pairs = [{name[at : at + 2] for at in range(len(name) - 1)} for name in (one, other)]
    return bool(pairs[0] & pairs[1])
