"""The pace that targets require against the pace of the past."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Fig, Ground, by_year, since, until
from chengjie.plan.lint.interval import show

_YEARLY = re.compile(r"年均|年平均|每年")
_SLACK = Decimal("0.3")


def pace(ground: Ground) -> Iterator[Finding]:
    """Growth aimed at, or required by levels, that is below the growth of the past."""
    for (number, name, place), figs in ground.levels.items():
        past = _past_growth(ground, number, ground.twins.get((number, name), {name}), place)
        if past:
            yield from _slower(figs, *past)
    yield from _slower_rates(ground)


def is_yearly(fig: Fig) -> bool:
    """Whether a growth rate is one a year (年均) rather than one over a span of years."""
    cited = fig.target.citation
    if fig.in_table and "/" in (fig.target.period or ""):
        return True  # under a title such as 年均增速
    clause = re.split(r"[；。]", cited.text[: cited.mark_end - cited.start])[-1]
    return bool(_YEARLY.search(clause[-40:])) or bool(_YEARLY.search(fig.target.indicator))


def _past_growth(ground: Ground, number: int, names: set[str], place: str) -> tuple[Fig, Decimal] | None:
    """The past yearly growth of an indicator, under any of its names: stated as such, or as growth since a named year."""
    for fig in (fig for name in sorted(names) for fig in ground.growths.get((number, name, place), ())):
        if fig.target.role != "baseline":
            continue
        if is_yearly(fig):
            return fig, fig.value
        first, last = since(fig), until(fig)
        if first and last and last > first and fig.value > -100:
            return fig, ((1 + fig.value / 100) ** (Decimal(1) / (last - first)) - 1) * 100
    return None


def _slower(figs: tuple[Fig, ...], stated: Fig, yearly: Decimal) -> Iterator[Finding]:
    """The growth that the levels from then on require against the past one."""
    steps = by_year([fig for fig in figs if fig.in_table] or figs)
    years = [year for year in steps if year >= (until(stated) or 9999)]
    if len(years) < 2 or years[0] != until(stated) or years[-1] < years[0] + 2:
        return
    first, last, span = steps[years[0]][0], steps[years[-1]][0], years[-1] - years[0]
    if last.target.role != "target" or first.span.low <= 0 or first.dimension != last.dimension or last.span.low <= 0:
        return
    needed = (last.span / first.span).root(span).high * 100 - 100
    if needed < yearly - _SLACK:
        shown = show(((last.value * last.factor) / (first.value * first.factor)) ** (Decimal(1) / span) * 100 - 100)
        how = "" if is_yearly(stated) else f" = (1 + {show(stated.value)}%)^(1/{years[0] - (since(stated) or 0)}) − 1"
        sums = f"({last.printed} ÷ {first.printed})^(1/{span}) − 1 = {shown}% < {show(yearly)}%{how}"
        yield found(
            "target-weaker-than-past", sums, targets=(first.target, last.target, stated.target),
            indicator=first.target.indicator, needed=shown, past=show(yearly),
        )  # fmt: skip


def _slower_rates(ground: Ground) -> Iterator[Finding]:
    """A yearly growth aimed at that is below the yearly growth of the past."""
    for figs in ground.growths.values():
        past = [fig for fig in figs if fig.target.role == "baseline" and is_yearly(fig)]
        aims = [fig for fig in figs if fig.target.role == "target" and is_yearly(fig)]
        for aim in aims[:1]:
            faster = [fig for fig in past if fig.span.low / fig.factor > aim.value]
            if faster:
                yield found(
                    "target-weaker-than-past", f"{aim.printed} < {faster[0].printed}", targets=(aim.target, faster[0].target),
                    indicator=aim.target.indicator, needed=show(aim.value), past=show(faster[0].value),
                )  # fmt: skip
