"""Pairs of two tables of the user's: what is found out from a pair of rows, and the expressions over all pairs at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from chengjie.errors import Refusal
from chengjie.expression import columns
from chengjie.expression.schema import Value
from chengjie.matching.answer import Offer
from chengjie.matching.cells import parts
from chengjie.matching.defining import unasked
from chengjie.matching.definition import Definition
from chengjie.matching.fitting import alike
from chengjie.matching.ground import above
from chengjie.matching.match import read_industry
from chengjie.matching.pairs import FAILS, HOLDS, NOT_ASKED, OPEN, Case, Pairs
from chengjie.matching.sheet import Entry, Sheet
from chengjie.matching.sides import Pair, Side
from chengjie.package import Package
from chengjie.register import Suggestion, industries, places
from chengjie.values import Text

MOST_PAIRS = 1_000_000
_CHUNK = 200_000
_TYPES: Mapping[str, type[pl.DataType]] = {
    "number": pl.Float64,
    "text": pl.String,
    "truth": pl.Boolean,
    "date": pl.Date,
}
Found = NDArray[np.float64]


@dataclass(frozen=True)
class Tables:
    """Two tables brought together."""

    wanted: Definition
    demand: Sheet
    supply: Sheet
    package: Package

    @cached_property
    def found(self) -> Mapping[str, Found]:
        """What is found out from each pair of rows (n × m), by name; not a number where it is unknown."""
        return {each.name: self._found(each) for each in self.wanted.pairs}

    def _found(self, pair: Pair) -> Found:
        """Asked once for each pair of different cells: tables repeat them."""
        left = [str(each.values[pair.demand] or "") for each in self.demand.entries]
        right = [str(each.values[pair.supply] or "") for each in self.supply.entries]
        ones, others = list(dict.fromkeys(left)), list(dict.fromkeys(right))
        small = np.array([[self._one(pair, a, b) for b in others] for a in ones], dtype=np.float64)
        at, to = {each: k for k, each in enumerate(ones)}, {each: k for k, each in enumerate(others)}
        return small[[at[each] for each in left]][:, [to[each] for each in right]]

    def _one(self, pair: Pair, demand: str, supply: str) -> float:
        if not demand or not supply:
            return float("nan")
        if pair.of == "same":
            return float(demand == supply)
        if pair.of == "words":
            asked, offered = parts(demand), [word.casefold() for word in parts(supply)]
            return sum(_among(word.casefold(), offered) for word in asked) / len(asked)
        if pair.of == "place":
            return float(len(self._above(demand) & self._above(supply)))
        value = alike(self._read(demand), self._read(supply), industries(self.package))
        return float("nan") if value is None else value

    @cached_property
    def _known(self) -> tuple[dict[str, tuple[Suggestion, ...]], dict[str, frozenset[str]]]:
        return {}, {}

    def _read(self, text: str) -> tuple[Suggestion, ...]:
        read = self._known[0]
        if text not in read:
            read[text] = read_industry(text, industries(self.package))
        return read[text]

    def _above(self, code: str) -> frozenset[str]:
        lying = self._known[1]
        if code not in lying:
            lying[code] = above(self.package, code)
        return lying[code]

    def pairs(self) -> Pairs:
        """Everything that the definition asks of every pair."""
        n, m = len(self.demand.entries), len(self.supply.entries)
        if n * m > MOST_PAIRS:
            raise Refusal.of("board-too-large", demand=n, supply=m, most=MOST_PAIRS)
        wanted = self.wanted
        worth = np.full((n, m, len(wanted.criteria)), np.nan)
        said = np.full((n, m, len(wanted.conditions)), NOT_ASKED, dtype=np.int8)
        good = np.ones((n, m), dtype=bool)
        step = max(_CHUNK // m, 1)
        for start in range(0, n, step):
            part = slice(start, min(start + step, n))
            found, shape = self._answers(part), (part.stop - part.start, m)
            for k, criterion in enumerate(wanted.criteria):
                worth[part, :, k] = found[criterion.value].reshape(shape)
            for c, condition in enumerate(wanted.conditions):
                holds = found[condition.holds].reshape(shape)
                answers = np.where(np.isnan(holds), OPEN, np.where(holds > 0, HOLDS, FAILS))
                applies = found[condition.when].reshape(shape) > 0 if condition.when else True
                said[part, :, c] = np.where(applies, answers, NOT_ASKED)
            if wanted.good:
                good[part] = found[wanted.good].reshape(shape) > 0
        stated = [{f"demand_{name}": value is not None for name, value in each.values.items()} for each in self.demand.entries]  # fmt: skip
        lacking = tuple(unasked(wanted, each) for each in stated)
        asked = np.array([[each.needs not in left for each in wanted.criteria] for left in lacking])
        read = tuple(self._industry(each) for each in self.demand.entries)
        return Pairs(
            wanted, tuple(self._offers(self.demand)), tuple(self._offers(self.supply)), worth, said, good, asked, lacking, read, self.case,
        )  # fmt: skip

    def _answers(self, part: slice) -> Mapping[str, Found]:
        """Every expression over all pairs of some demands, asked in one go; not a number where it is unknown."""
        texts = list(dict.fromkeys(self.wanted.expressions()))
        asked = {f"e{place}": self.wanted.parsed(text) for place, text in enumerate(texts)}
        answered = columns.table(asked, self._frame(part))
        found = {}
        for name, text in zip(asked, texts, strict=True):
            values = answered[name].cast(pl.Float64).to_numpy().astype(np.float64)
            found[text] = np.where(np.isfinite(values), values, np.nan)
        return found

    def _frame(self, part: slice) -> pl.DataFrame:
        """The inputs of all pairs of some demands, a row a pair, typed even where a whole column is unknown."""
        rows, m = self.demand.entries[part], len(self.supply.entries)
        series = [pl.Series(name, [row.values[key] for row in rows for _ in range(m)], kind, strict=False) for name, key, kind in _typed("demand", self.demand.side)]  # fmt: skip
        series += [pl.Series(name, [row.values[key] for row in self.supply.entries] * len(rows), kind, strict=False) for name, key, kind in _typed("supply", self.supply.side)]  # fmt: skip
        for pair in self.wanted.pairs:
            found = pl.Series(pair.name, self.found[pair.name][part].ravel()).fill_nan(None)
            series.append(found.cast(_TYPES[pair.declared.kind]))
        return pl.DataFrame(series)

    def case(self, i: int, j: int) -> Case:
        """One pair, with the words of both rows for sentences."""
        one, other = self.demand.entries[i], self.supply.entries[j]
        values: dict[str, Value] = {f"demand_{key}": value for key, value in one.values.items()}
        values |= {f"supply_{key}": value for key, value in other.values.items()}
        words = {f"demand_{key}": word for key, word in one.words.items()}
        words |= {f"supply_{key}": word for key, word in other.words.items()}
        for pair in self.wanted.pairs:
            value = float(self.found[pair.name][i, j])
            known = not np.isnan(value)
            values[pair.name] = (bool(value) if pair.of == "same" else value) if known else None
            words |= {pair.name: f"{value:.4g}", f"{pair.name}_percent": f"{100 * value:.0f}"} if known else {}
            if pair.of == "words" and known:
                offered = [word.casefold() for word in parts(str(other.values[pair.supply]))]
                asked = parts(str(one.values[pair.demand]))
                words[f"{pair.name}_shared"] = (
                    "、".join(word for word in asked if _among(word.casefold(), offered)) or "—"
                )
        return Case(values, words)

    def _industry(self, entry: Entry) -> tuple[Suggestion, ...]:
        column = next((pair.demand for pair in self.wanted.pairs if pair.of == "industry"), None)
        text = str(entry.values.get(column or "") or "")
        return self._read(text) if text else ()

    def _offers(self, sheet: Sheet) -> Iterator[Offer]:
        known, column = (
            places(self.package),
            next((each.name for each in sheet.side.columns if each.kind == "place"), ""),
        )
        for each in sheet.entries:
            place = known.by_code(str(each.values.get(column) or ""))
            where = Text(place.name, place.en or place.name) if place else Text("", "")
            yield Offer(each.id, each.title, where, row=each.row)


def _typed(prefix: str, side: Side) -> Iterator[tuple[str, str, type[pl.DataType]]]:
    for name, column in zip(side.names(prefix), side.columns, strict=True):
        yield name.name, column.name, _TYPES[name.kind]


def _among(word: str, offered: list[str]) -> bool:
    """Whether a word is offered, by itself or as part of a longer one (焊接 in 焊接工艺)."""
    return any(word in each or each in word for each in offered)
