"""Targets against their baselines: without one, reached at the start, below it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import GROWTHS, Fig, Ground
from chengjie.plan.lint.pace import is_yearly

_TELLING = 4
_WHOLE = re.compile(r"[\u4e00-\u9fffA-Za-z“].{3,}")
_LOWERED = re.compile(r"(?:下降|降低|降|压减|压缩|缩短|缩小|减少)[到至为]")  # 由18%下降到16%: less is meant
_FALLING = re.compile(
    r"能耗|排放|下降|降低|失业|死亡|贫困|事故|浓度|负债|成本|时限|天数|强度(?!.*研发)|发生率|污染|占用|用水"
)


def ambition(ground: Ground) -> Iterator[Finding]:
    """Targets that the plan's own past makes doubtful."""
    for (_, name, _), figs in ground.levels.items():
        yield from _reached(name, figs)
        yield from _below(name, figs)
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
            aim
            for aim in aims
            if aim.dimension == base.dimension and aim.year and base.year and aim.year >= base.year + 2
        ]
        late = [aim for aim in late if not _LOWERED.search(aim.target.citation.text)]
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


def _baseless(ground: Ground) -> Iterator[Finding]:
    """Shares, ratios and relative growth aimed at in prose, years ahead, with no figure of the present anywhere."""
    known, latest = _present(ground)
    told: set[tuple[int, str]] = set()
    for fig in ground.figures:
        key = (fig.document, fig.indicator)
        if fig.target.role != "target" or not _needs_base(fig) or key in told:
            continue
        if not latest[fig.document] and fig.target.comparator in GROWTHS:
            continue  # a text without any present: growth over the year before asks for no base of its own
        ahead = (fig.year or fig.span_end or 0) >= latest[fig.document] + 2
        if not ahead or any(_near(fig.indicator, name) for name in known[fig.document]):
            continue
        told.add(key)
        sums = f"{fig.target.period or '—'}：{fig.printed}；基期：—"
        yield found("target-without-baseline", sums, targets=(fig.target,), indicator=fig.target.indicator)


def _present(ground: Ground) -> tuple[dict[int, set[str]], dict[int, int]]:
    """The indicators with a present figure, a row of a table or a rise since a year, and the last year that has figures."""
    known: dict[int, set[str]] = defaultdict(set)
    latest: dict[int, int] = defaultdict(int)
    for fig in ground.figures:
        since = (
            fig.target.comparator in {"increase", "increase>=", "decrease"} and (fig.target.versus or "")[:4].isdigit()
        )
        if fig.in_table or since or (fig.target.role == "baseline" and fig.is_level):
            known[fig.document].add(fig.indicator)
        if fig.target.role == "baseline":
            latest[fig.document] = max(latest[fig.document], fig.year or 0)
    return known, latest


def _needs_base(fig: Fig) -> bool:
    if fig.in_table or fig.target.grade == "doubtful" or fig.target.unit != "%" or not _WHOLE.match(fig.indicator):
        return False
    if fig.target.comparator in GROWTHS:
        return not is_yearly(fig)
    return fig.target.comparator in {"=", ">", ">="} and fig.value < 100


def _near(one: str, other: str) -> bool:
    """Whether a known indicator is the one aimed at; the numerator of a share is not the share."""
    return one == other or one in other or (other in one and "占" not in one and len(other) >= _TELLING)
