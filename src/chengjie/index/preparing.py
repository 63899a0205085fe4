"""From the sheet to figures on one scale: screened, divided, filled, treated, normalised; each step kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from chengjie.errors import Fault, Refusal, Where
from chengjie.index import columns, imputing, scaling, timing, treating
from chengjie.index.definition import IndexDefinition, Indicator
from chengjie.index.sheet import Numbers, Sheet, words_among_numbers
from chengjie.index.steps import Normalisation

Columns = dict[str, Numbers]


@dataclass(frozen=True)
class Prepared:
    """The sheet of those who are scored, five steps by indicator, what was done, and who and what was left out."""

    sheet: Sheet
    steps: tuple[Columns, Columns, Columns, Columns, Columns]
    treatment: Mapping[str, str]
    screened_out: Mapping[str, str]
    dropped: Mapping[str, float]

    @property
    def normalised(self) -> Columns:
        """The figures on one scale."""
        return self.steps[-1]


def faults(definition: IndexDefinition, sheet: Sheet) -> Iterator[Fault]:
    """Columns that are wanted and not there, or hold words; groups of units that nobody named; one unit only."""
    wanted = dict.fromkeys(
        name
        for each in definition.indicators
        for name in (each.data, each.base if not sheet.periods else None, each.denominator)
        if name
    )
    for name in sorted(wanted):
        if name in sheet.labels:
            yield from words_among_numbers(sheet, name)
        elif name not in sheet.numbers:
            yield Fault("index-data-column-missing", Where(file=sheet.file or None), {"name": name})
    yield from grouping_faults(definition, sheet)
    if len(set(sheet.units)) < 2 and not _alone(definition):
        yield Fault("index-data-one-unit", parameters={"count": len(set(sheet.units))})


def grouping_faults(definition: IndexDefinition, sheet: Sheet) -> list[Fault]:
    """Groups of units and periods that imputation wants and the sheet does not have."""
    hows = [definition.impute, *(each.impute for each in definition.indicators if each.impute)]
    groups = {how.group for how in hows if how.group and how.method in {"mean", "median"}}
    wanted = sorted(groups - set(sheet.labels) - set(sheet.numbers))
    if any(how.method == "carry" for how in hows) and not sheet.periods:
        wanted.append("period")
    return [Fault("index-data-column-missing", Where(file=sheet.file or None), {"name": name}) for name in wanted]


def _alone(definition: IndexDefinition) -> bool:
    """Whether each unit is scored by itself, so that one unit is enough."""
    return bool(definition.indicators) and all(
        (each.normalise or definition.normalise).method in scaling.ALONE for each in definition.indicators
    )


def without(definition: IndexDefinition, dropped: Mapping[str, float]) -> IndexDefinition:
    """The definition without indicators, and without the groups that they leave empty."""
    if not dropped:
        return definition
    indicators = tuple(each for each in definition.indicators if each.code not in dropped)
    groups = definition.groups
    while True:
        parents = {node.parent for node in (*groups, *indicators)}
        kept = tuple(each for each in groups if each.code in parents)
        if kept == groups:
            return definition.model_copy(update={"indicators": indicators, "groups": groups})
        groups = kept


def prepare(definition: IndexDefinition, sheet: Sheet) -> Prepared:
    """All steps before aggregation. Refuses what the steps refuse, all indicators' faults together."""
    raw = {each.code: sheet.numbers[each.data] for each in definition.indicators}
    dropped = _uncovered(definition, raw)
    definition = without(definition, dropped)
    sheet, screened_out = _screen(definition, sheet)
    raw = {each.code: sheet.numbers[each.data] for each in definition.indicators}
    divided = {each.code: _divided(each, sheet) for each in definition.indicators}
    imputed = impute(definition, sheet, divided)
    treated, treatment = treat(definition, imputed)
    normalised = normalise(definition, treated, sheet)
    return Prepared(sheet, (raw, divided, imputed, treated, normalised), treatment, screened_out, dropped)


def _uncovered(definition: IndexDefinition, raw: Columns) -> dict[str, float]:
    if not definition.screen.indicators_at_least:
        return {}
    shares = {code: float(np.mean(~np.isnan(values))) for code, values in raw.items()}
    dropped = {code: share for code, share in shares.items() if share < definition.screen.indicators_at_least}
    if len(dropped) == len(raw):
        raise Refusal([Fault("index-indicator-empty", parameters={"name": code}) for code in dropped])
    return dropped


def _screen(definition: IndexDefinition, sheet: Sheet) -> tuple[Sheet, dict[str, str]]:
    how = definition.screen
    if not how.at_least and not how.nonzero:
        return sheet, {}
    raw = np.array([sheet.numbers[each.data] for each in definition.indicators])
    known = ~np.isnan(raw)
    coverage = known.mean(axis=0)
    with np.errstate(invalid="ignore"):
        nonzero = (known & (raw != 0)).sum(axis=0) / known.sum(axis=0)
    thin, empty = coverage < how.at_least, np.nan_to_num(nonzero) < how.nonzero
    keep = ~(thin | empty)
    if len({unit for unit, kept in zip(sheet.units, keep, strict=True) if kept}) < (1 if _alone(definition) else 2):
        raise Refusal.of("index-data-one-unit", count=int(keep.sum()))
    out = {
        " ".join([unit, *sheet.periods[row : row + 1]]): f"coverage {coverage[row]:.4g}" if thin[row] else f"nonzero {nonzero[row]:.4g}"
        for row, unit in enumerate(sheet.units)
        if not keep[row]
    }  # fmt: skip
    return (sheet if keep.all() else sheet.keep(keep)), out


def _divided(each: Indicator, sheet: Sheet) -> Numbers:
    values = sheet.numbers[each.data]
    if each.denominator:
        values = treating.divide(values, sheet.numbers[each.denominator])
    if each.base and (each.normalise is None or each.normalise.method != "steps"):
        values = treating.grow(values, _before(each, sheet))
    return values


def _before(each: Indicator, sheet: Sheet) -> Numbers:
    """The earlier figure: a column of its own, or what the same unit had in the period before."""
    if each.base and each.base in sheet.numbers:
        return sheet.numbers[each.base]
    return timing.earlier(sheet.numbers[each.data], sheet.units, sheet.periods)


def impute(definition: IndexDefinition, sheet: Sheet, divided: Columns) -> Columns:
    """Gaps filled, each indicator by its own rule or the definition's."""
    groups: dict[str, imputing.Groups] = {}
    together: dict[str, list[str]] = {"regression": [], "em": []}
    for each in definition.indicators:
        how = each.impute or definition.impute
        if how.group and how.group not in groups:
            words = sheet.labels.get(how.group) or [str(value) for value in sheet.numbers[how.group].tolist()]
            groups[how.group] = imputing.grouped(words)
        if how.method in together:
            together[how.method].append(each.code)

    def fill(each: Indicator, room: Numbers | None) -> Numbers:
        how, values = each.impute or definition.impute, divided[each.code]
        if how.method == "carry":
            return imputing.carry(values, sheet.units, sheet.periods, how.years)
        return imputing.fill(values, how, groups.get(how.group or ""), out=room)

    filled = columns.each(definition.indicators, len(sheet.units), fill)
    for method, codes in together.items():
        if codes and any(np.isnan(divided[code]).any() for code in codes):
            filled |= imputing.regress(divided, codes) if method == "regression" else imputing.expect(divided, codes)
    return filled


def treat(definition: IndexDefinition, imputed: Columns) -> tuple[Columns, dict[str, str]]:
    """Outliers dealt with, and what was done to whom."""

    def tame(each: Indicator, room: Numbers | None) -> tuple[Numbers, str]:
        return treating.tame(imputed[each.code], each.treat or definition.treat, code=each.code, out=room)

    rows = max((len(values) for values in imputed.values()), default=0)
    done = columns.each(definition.indicators, rows, tame)
    return {code: values for code, (values, _) in done.items()}, {
        code: said for code, (_, said) in done.items() if said
    }


def scale_of(definition: IndexDefinition, each: Indicator) -> Normalisation:
    """How an indicator is normalised, with its own goalposts, target and benchmark."""
    how = each.normalise or definition.normalise
    own: dict[str, object] = {}
    for name, value in (("goalposts", each.goalposts), ("targets", each.target), ("benchmarks", each.benchmark)):
        if value is not None:
            own[name] = {each.code: value}
    return how.model_copy(update=own) if own else how


def normalise(
    definition: IndexDefinition, treated: Columns, sheet: Sheet, *, how: Normalisation | None = None
) -> Columns:
    """Every indicator on its scale; `how` stands in for the definition's own normalisation."""
    if how is not None:
        definition = definition.model_copy(update={"normalise": how})

    def scale(each: Indicator, room: Numbers | None) -> Numbers:
        wanted = scale_of(definition, each)
        if wanted.method in timing.OVER_TIME:
            return timing.over_time(treated[each.code], wanted.method, sheet.units, sheet.periods) * each.direction
        before = _before(each, sheet) if wanted.method == "steps" and each.base else None
        return scaling.scale(
            treated[each.code], each.direction, wanted, code=each.code, units=sheet.units, before=before, out=room
        )

    return columns.each(definition.indicators, len(sheet.units), scale)
