"""A score unfolded (证据链): weights, normalised, treated, filled, divided, raw, down to the cell or figure it was read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from chengjie.errors import Refusal
from chengjie.index import words
from chengjie.index.compute import Scores
from chengjie.index.definition import Group, Indicator, Node
from chengjie.index.preparing import scale_of
from chengjie.index.words import word
from chengjie.values import Source, Text, Trail

Ground = Callable[[str], Trail | None]
DIGITS = 6
"""Digits after the point of what is computed; raw figures are shown as they are."""


def nothing(_figure: str) -> Trail | None:
    """No figure is known by its id."""
    return None


@dataclass(frozen=True)
class Explainer:
    """Unfolds the scores of an index; `sources` are a zone's by id, `ground` gives the trail of a zone's figure by its id."""

    scores: Scores
    sources: Mapping[str, Source] = field(default_factory=dict)
    ground: Ground = nothing

    def trail(self, unit: str, code: str = "", *, period: str = "") -> Trail:
        """The tree under a unit's score, or under one of its nodes. Refuses `index-unit-unknown`, `index-node-unknown`."""
        definition = self.scores.definition
        node = definition.node(code or definition.root)
        if node is None:
            raise Refusal.of("index-node-unknown", name=code)
        return self._node(node, self._row(unit, period), node.label)

    def _row(self, unit: str, period: str) -> int:
        for row, name in enumerate(self.scores.units):
            if name == unit and (not period or self.scores.sheet.periods[row] == period):
                return row
        raise Refusal.of("index-unit-unknown", name=unit)

    def _id(self, row: int, code: str, step: str = "") -> str:
        period = f"@{self.scores.sheet.periods[row]}" if self.scores.sheet.periods else ""
        unit = f"index:{self.scores.definition.id}:{self.scores.units[row]}{period}"
        if code == self.scores.definition.root:
            return unit
        return f"{unit}:{code}" + (f":{step}" if step else "")

    def _node(self, node: Group | Indicator, row: int, label: Text) -> Trail:
        return self._group(node, row, label) if isinstance(node, Group) else self._indicator(node, row, label)

    def _cited(self, node: Node) -> Source | None:
        return self.sources.get(node.source or self.scores.definition.source)

    def _group(self, group: Group, row: int, label: Text) -> Trail:
        definition = self.scores.definition
        shares = self.scores.weights[group.code]
        parts = []
        for child in definition.children(group.code):
            title = child.label
            share = shares.get(child.code)
            said = ("加分", "bonus") if share is None else (f"权重 {share:.4g}", f"weight {share:.4g}")
            parts.append(self._node(child, row, Text(f"{title.zh}（{said[0]}）", f"{title.en} ({said[1]})")))
        value = self._value("aggregated", group.code, row)
        return Trail(
            self._id(row, group.code), _with(label, definition.method(group)), value, how=self._arithmetic(group, row), source=self._cited(group),
            locator=f"indices/{definition.id}.yaml", parts=tuple(parts), ground="unknown" if value is None else "formula",
        )  # fmt: skip

    def _arithmetic(self, group: Group, row: int) -> str:
        shares = self.scores.weights[group.code]
        values = [(share, self._value("aggregated", code, row)) for code, share in shares.items()]
        shown = [(f"{share:.4g}", "?" if value is None else f"{value:.6g}") for share, value in values[:12]]
        method = self.scores.definition.method(group)
        if method == "geometric":
            text = " × ".join(f"{value}^{share}" for share, value in shown)
        elif method == "harmonic":
            text = "1 ÷ (" + " + ".join(f"{share}÷{value}" for share, value in shown) + ")"
        elif method in {"arithmetic", "sum"}:
            text = " + ".join(f"{share}×{value}" for share, value in shown)
        elif method == "shortfall":
            text = "1 − " + " ÷ ".join(value for _, value in shown)
        else:
            text = ", ".join(value for _, value in shown)
        return text + (" …" if len(values) > 12 else "")

    def _value(self, step: str, code: str, row: int) -> float | None:
        value = float(self.scores.steps[step][code][row])
        return None if np.isnan(value) else round(value, DIGITS)

    def _indicator(self, each: Indicator, row: int, label: Text) -> Trail:
        definition = self.scores.definition
        how = scale_of(definition, each)
        named = _with(label, *(["log"] if how.log else []), how.method)
        if each.direction < 0:
            named = Text(f"{named.zh}（越小越好）", f"{named.en} (less is better)")
        value = self._value("normalised", each.code, row)
        return Trail(
            self._id(row, each.code), named, value, source=self._cited(each),
            locator=f"indices/{definition.id}.yaml", parts=(self._treated(each, row),), ground="unknown" if value is None else "formula",
        )  # fmt: skip

    def _treated(self, each: Indicator, row: int) -> Trail:
        treated, imputed = self._value("treated", each.code, row), self._value("imputed", each.code, row)
        below = self._imputed(each, row)
        if treated == imputed:
            return below
        done = words.treated(self.scores.treatment.get(each.code, ""))
        label = Text(f"处理离群值后（{done.zh}）", f"outliers treated ({done.en})")
        return Trail(self._id(row, each.code, "treated"), label, treated, parts=(below,))

    def _imputed(self, each: Indicator, row: int) -> Trail:
        divided, imputed = self._value("denominated", each.code, row), self._value("imputed", each.code, row)
        below = self._divided(each, row)
        if divided is not None or imputed is None:
            return below
        how = each.impute or self.scores.definition.impute
        label = _with(Text("填补值（原数缺）", "filled in (the figure is missing)"), how.method)
        return Trail(
            self._id(row, each.code, "imputed"), label, imputed, each.unit, ground="assumption", how=how.group or "", parts=(below,)
        )  # fmt: skip

    def _divided(self, each: Indicator, row: int) -> Trail:
        raw = self._cell(each.data, row, each.label, each.unit)
        other = each.denominator or each.base
        if not other or other not in self.scores.sheet.numbers:
            return raw
        sign = "÷" if each.denominator else "÷ … − 1"
        parts = (raw, self._cell(other, row, Text(other, other), ""))
        value = self._value("denominated", each.code, row)
        return Trail(
            self._id(row, each.code, "denominated"), each.label, value, how=f"{each.data} {sign} {other}", parts=parts
        )

    def _cell(self, column: str, row: int, label: Text, unit: str) -> Trail:
        sheet = self.scores.sheet
        figures = (sheet.figures.get(column) or (None,) * len(sheet.units))[row]
        value = float(sheet.numbers[column][row])
        known = None if np.isnan(value) else int(value) if value == int(value) else value
        found = tuple(trail for figure in (figures or "").split("+") if figure and (trail := self.ground(figure)))
        if len(found) == 1:
            return found[0]
        number = sheet.rows[row] if sheet.rows else row + 1
        place = " · ".join(filter(None, (sheet.file, f"row {number}", column)))
        return Trail(
            self._id(row, column, "raw"), label, known, unit, ground="unknown" if known is None else "data", locator=place, parts=found,
            how=" + ".join(str(part.value) for part in found),
        )  # fmt: skip


def _with(label: Text, *methods: str) -> Text:
    """A label and the methods behind it."""
    said = [word(each) for each in methods]
    return Text(
        " · ".join([label.zh, *(each.zh for each in said)]), " · ".join([label.en, *(each.en for each in said)])
    )
