"""Targets against the past: without a baseline, weaker than before, reached at the start, below the baseline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import GROWTHS, Fig, Ground, by_year
from chengjie.plan.lint.interval import show

_FALLING = re.compile(
    r"能耗|排放|下降|降低|失业|死亡|贫困|事故|浓度|负债|成本|时限|天数|强度(?!.*研发)|发生率|污染|占用|用水"
)
_YEARLY = re.compile(r"年均|年平均|每年")
_SLACK = Decimal("0.3")


def ambition(ground: Ground) -> Iterator[Finding]:
    """Targets that the plan's own past makes doubtful."""
    for (number, name, place), figs in ground.levels.items():
        past = _past_growth(ground, number, name, place)
        yield from _reached(name, figs)
        yield from _below(name, figs)
        yield from _slower(figs, past)
    yield from _slower_rates(ground)
    yield from _baseless(ground)


def _sides(figs: tuple[Fig, ...]) -> tuple[list[Fig], list[Fig]]:
    bases = [fig for fig in figs if fig.target.role == "baseline"]
    aims = [fig for fig in figs if fig.target.role == "target"]
    return bases, aims


def _reached(name: str, figs: tuple[Fig, ...]) -> Iterator[Finding]:
    """An aim at or below a base where more is meant."""
    bases, aims = _sides(figs)
    if _FALLING.search(name):
        return
    for base in bases:
        late = [
            aim for aim in aims if aim.dimension == base.dimension and aim.year and base.year and aim.year > base.year
        ]
        passed = [aim for aim in late if aim.span.high <= base.span.low and (not aim.in_table or not base.in_table)]
        if passed:
            aim = min(passed, key=lambda each: each.year or 0)
            sums = f"{base.year}：{base.printed} ≥ {aim.year}：{aim.printed}"
            yield found(
                "target-already-reached",
                sums,
                targets=(base.target, aim.target),
                indicator=aim.target.indicator,
                year=aim.year,
            )
            return


def _below(name: str, figs: tuple[Fig, ...]) -> Iterator[Finding]:
    """A row of the table that goes down where nothing in its name says so."""
    cells = [fig for fig in figs if fig.in_table and fig.year]
    if len(cells) < 2 or _FALLING.search(name):
        return
    ordered = sorted(cells, key=lambda fig: fig.year or 0)
    first, last = ordered[0], ordered[-1]
    if first.dimension == last.dimension and last.span.high < first.span.low:
        sums = " → ".join(f"{fig.year}：{fig.printed}" for fig in ordered)
        yield found(
            "target-below-baseline", sums, targets=tuple(fig.target for fig in ordered),
            indicator=first.target.indicator, first=first.printed, last=last.printed,
        )  # fmt: skip


def _past_growth(ground: Ground, number: int, name: str, place: str) -> tuple[Fig, Decimal] | None:
    """The past yearly growth of an indicator: stated as such, or as growth since a named year."""
    for fig in ground.growths.get((number, name, place), ()):
        if fig.target.role != "baseline" or fig.target.unit != "%":
            continue
        if _is_yearly(fig):
            return fig, fig.value
        since = re.search(r"\d{4}", fig.target.versus or "")
        until = re.search(r"\d{4}$", fig.target.period or "")
        if since and until and int(until[0]) > int(since[0]):
            years = int(until[0]) - int(since[0])
            return fig, ((1 + fig.value / 100) ** (Decimal(1) / years) - 1) * 100
    return None


def _is_yearly(fig: Fig) -> bool:
    cited = fig.target.citation
    clause = re.split(r"[；。]", cited.text[: cited.mark_end - cited.start])[-1]
    return bool(_YEARLY.search(clause[-40:])) or bool(_YEARLY.search(fig.target.indicator))


def _slower(figs: tuple[Fig, ...], past: tuple[Fig, Decimal] | None) -> Iterator[Finding]:
    """The growth that the levels require against the past one."""
    if past is None:
        return
    stated, yearly = past
    until = int((stated.target.period or "0")[-4:])
    steps = by_year([fig for fig in figs if fig.in_table] or figs)
    years = [year for year in steps if year >= until]
    if len(years) < 2 or years[0] != until:
        return
    first, last = steps[years[0]][0], steps[years[-1]][0]
    if last.target.role != "target" or first.span.low <= 0 or first.dimension != last.dimension or last.span.low <= 0:
        return
    needed = ((last.span / first.span).root(years[-1] - years[0]) * 100).high - 100
    if needed < yearly - _SLACK:
        middle = ((last.value * last.factor) / (first.value * first.factor)) ** (
            Decimal(1) / (years[-1] - years[0])
        ) * 100 - 100
        sums = (
            f"({last.printed} ÷ {first.printed})^(1/{years[-1] - years[0]}) − 1 = {show(middle)}% < {show(yearly)}%"
            + (
                ""
                if _is_yearly(stated)
                else f" = (1 + {show(stated.value)}%)^(1/{until - int((stated.target.versus or '0')[:4])}) − 1"
            )
        )
        yield found(
            "target-weaker-than-past", sums, targets=(first.target, last.target, stated.target),
            indicator=first.target.indicator, needed=show(middle), past=show(yearly),
        )  # fmt: skip


def _slower_rates(ground: Ground) -> Iterator[Finding]:
    """A yearly growth aimed at that is below the yearly growth of the past."""
    for figs in ground.growths.values():
        past = [fig for fig in figs if fig.target.role == "baseline" and fig.target.unit == "%" and _is_yearly(fig)]
        aims = [fig for fig in figs if fig.target.role == "target" and fig.target.unit == "%" and _is_yearly(fig)]
        for aim in aims[:1]:
            faster = [fig for fig in past if fig.span.low >= aim.span.high or fig.value > aim.value]
            if faster:
                sums = f"{aim.printed} < {faster[0].printed}"
                yield found(
                    "target-weaker-than-past", sums, targets=(aim.target, faster[0].target),
                    indicator=aim.target.indicator, needed=show(aim.value), past=show(faster[0].value),
                )  # fmt: skip


def _baseless(ground: Ground) -> Iterator[Finding]:
    """Shares, ratios and relative growth aimed at in prose with no figure of the present anywhere."""
    known: dict[int, set[str]] = defaultdict(set)
    for fig in ground.figures:
        if fig.target.role == "baseline" and fig.is_level:
            known[fig.document].add(fig.indicator)
    told: set[tuple[int, str]] = set()
    for fig in ground.figures:
        key = (fig.document, fig.indicator)
        if (
            fig.target.role != "target"
            or not _needs_base(fig)
            or key in told
            or any(_near(fig.indicator, name) for name in known[fig.document])
        ):
            continue
        told.add(key)
        yield found(
            "target-without-baseline",
            f"{fig.target.period or '—'}：{fig.printed}；基期：—",
            targets=(fig.target,),
            indicator=fig.target.indicator,
        )


def _needs_base(fig: Fig) -> bool:
    if fig.in_table or fig.target.grade == "doubtful" or fig.target.unit != "%" or len(fig.indicator) < 4:
        return False
    if fig.target.comparator in GROWTHS or fig.target.comparator in {"increase", "increase>="}:
        return not _is_yearly(fig)
    return fig.is_level and fig.value < 100 and fig.year is not None


def _near(one: str, other: str) -> bool:
    return one in other or other in one
