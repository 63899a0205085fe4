"""What every check stands on: the figures of all readings made comparable, and the sentences they stand in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from chengjie.plan.claims import Citation, Reading, Target
from chengjie.plan.document import Document, Paragraph, PlanTable
from chengjie.plan.lint import words
from chengjie.plan.lint.facts import Facts
from chengjie.plan.lint.interval import ENDLESS, Interval
from chengjie.values.quantity import units

LEVELS = frozenset({"=", "≈", ">=", ">", "<=", "<"})
GROWTHS = frozenset({"growth", "growth>=", "increase", "increase>="})
_CELL = re.compile(r"[tT]\d+\.r\d+\.c\d+")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_SELF = frozenset({"", "示范区", "全市", "全省", "全区", "全县", "区域", "本市", "本省", "我市", "我省"})


@dataclass(frozen=True, slots=True)
class Fig:
    """A figure made comparable: canonical indicator, the plan's own region as ``, year, base units as an interval."""

    target: Target
    document: int
    indicator: str
    place: str
    year: int | None
    dimension: str
    factor: Decimal
    span: Interval

    @property
    def in_table(self) -> bool:
        """Whether it stands in a cell of a table."""
        return bool(_CELL.fullmatch(self.target.citation.paragraph))

    @property
    def value(self) -> Decimal:
        """The value as printed."""
        return Decimal(0) if self.target.value is None else self.target.value

    @property
    def printed(self) -> str:
        """The value with its unit, as a planner writes it."""
        return f"{self.value:f}{self.target.unit or ''}"

    @property
    def span_end(self) -> int | None:
        """The last year of its period."""
        return until(self)

    @property
    def is_level(self) -> bool:
        """Whether it says how much there is, rather than how it changes."""
        return self.target.comparator in LEVELS

    @property
    def reach(self) -> Interval:
        """The values that the statement allows: a floor has no upper end, a ceiling no lower one."""
        if self.target.comparator in {">=", ">"}:
            return Interval(self.span.low, ENDLESS)
        if self.target.comparator in {"<=", "<"}:
            return Interval(-ENDLESS, self.span.high)
        return self.span


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of running text with the paragraph that it stands in."""

    document: Document
    paragraph: Paragraph
    start: int
    text: str

    def cite(self, begin: int = 0, end: int | None = None) -> Citation:
        """The sentence, with the words from begin to end marked."""
        stop = len(self.text) if end is None else end
        return cite(self.document, self.paragraph, self.start, self.text, (begin, stop))


def cite(document: Document, paragraph: Paragraph, start: int, text: str, mark: tuple[int, int]) -> Citation:
    """A citation of a sentence at its place in a paragraph."""
    end = start + len(text)
    marks = (start + mark[0], start + mark[1])
    return Citation(document.name, paragraph.section, paragraph.id, start, end, text, *marks)


def cite_cell(document: Document, table: PlanTable, row: int, column: int) -> Citation:
    """A citation of a body cell, both counted from 0."""
    text = table.rows[row][column].text
    place = table.cell_id(row + 1, column + 1)
    return Citation(document.name, table.section, place, 0, len(text), text, 0, len(text))


@dataclass(frozen=True)
class Ground:
    """All readings at once, with what is known beside them."""

    readings: tuple[Reading, ...]
    facts: Facts

    @cached_property
    def figures(self) -> tuple[Fig, ...]:
        """Every quantitative statement with a value."""
        return tuple(
            fig
            for number, reading in enumerate(self.readings)
            for claim in reading.claims
            if isinstance(claim, Target) and claim.value is not None
            for fig in [_fig(claim, number, reading.document)]
        )

    @cached_property
    def levels(self) -> dict[tuple[int, str, str], tuple[Fig, ...]]:
        """Baselines and targets that are levels of a single year, by document, indicator and place."""
        grouped: dict[tuple[int, str, str], list[Fig]] = defaultdict(list)
        for fig in self.figures:
            if fig.is_level and fig.year and fig.target.role in {"baseline", "target"} and fig.target.upper is None:
                grouped[fig.document, fig.indicator, fig.place].append(fig)
        return {key: tuple(figs) for key, figs in grouped.items()}

    @cached_property
    def periods(self) -> dict[tuple[int, str, str], dict[str, list[Fig]]]:
        """Levels by document, place and period (a year or part of one), and in each by indicator."""
        grouped: dict[tuple[int, str, str], dict[str, list[Fig]]] = defaultdict(lambda: defaultdict(list))
        for fig in self.figures:
            period = fig.target.period
            if fig.is_level and period and fig.target.role in {"baseline", "target"} and fig.target.upper is None:
                grouped[fig.document, fig.place, period][fig.indicator].append(fig)
        return grouped

    @cached_property
    def growths(self) -> dict[tuple[int, str, str], tuple[Fig, ...]]:
        """Growth rates in per cent, by document, indicator and place."""
        grouped: dict[tuple[int, str, str], list[Fig]] = defaultdict(list)
        for fig in self.figures:
            if fig.target.comparator in GROWTHS and fig.target.unit == "%":
                grouped[fig.document, fig.indicator, fig.place].append(fig)
        return {key: tuple(figs) for key, figs in grouped.items()}

    @cached_property
    def twins(self) -> dict[tuple[int, str], set[str]]:
        """The names that one document gives to one telling baseline figure of a year, by document and each name."""
        seen: dict[tuple[object, ...], set[str]] = defaultdict(set)
        for fig in self.figures:
            if fig.is_level and fig.year and fig.target.role == "baseline" and len(fig.value.as_tuple().digits) >= 4:
                seen[fig.document, fig.year, fig.dimension, fig.value * fig.factor].add(fig.indicator)
        together: dict[tuple[int, str], set[str]] = defaultdict(set)
        for fig in self.figures:
            together[fig.document, fig.indicator].add(fig.indicator)
            key = (fig.document, fig.year, fig.dimension, fig.value * fig.factor)
            together[fig.document, fig.indicator] |= seen.get(key, set())
        return together

    @cached_property
    def lines(self) -> tuple[tuple[Line, ...], ...]:
        """The sentences of each document, in reading order."""
        return tuple(tuple(_lines(reading.document)) for reading in self.readings)


def _lines(document: Document) -> Iterator[Line]:
    for paragraph in document.paragraphs:
        for found in _SENTENCE.finditer(paragraph.text):
            yield Line(document, paragraph, found.start(), found[0])


def _fig(target: Target, number: int, document: Document) -> Fig:
    unit = target.unit or ""
    known = units().get(unit)
    dimension, factor = (known.dimension, known.factor) if known else (f"as printed:{unit}", Decimal(1))
    value = target.value if target.value is not None else Decimal(0)
    rough = Decimal("0.03") if target.comparator == "≈" else Decimal(0)
    return Fig(
        target,
        number,
        words.indicator(target.indicator),
        _place(target.place, document),
        _year(target.period),
        dimension,
        factor,
        Interval.printed(value, rough=rough) * factor,
    )


def _place(place: str | None, document: Document) -> str:
    name = place or ""
    return "" if name in _SELF or name in document.title else name


_BASE_YEAR = re.compile(r"(?:较|比)(?:上)?(?P<year>\d{4})年")


def since(fig: Fig) -> int | None:
    """The year that a change is measured from: named by the claim, or in the words just before its figure."""
    named = re.search(r"\d{4}", fig.target.versus or "")
    if named:
        return int(named[0])
    over = re.fullmatch(r"(\d{4})/\d{4}", fig.target.period or "")
    if over and fig.in_table:
        return int(over[1]) - 1
    cited = fig.target.citation
    before = cited.text[: cited.mark_end - cited.start]
    written = list(_BASE_YEAR.finditer(re.split(r"[；。]", before)[-1][-30:]))
    return int(written[-1]["year"]) if written else None


def until(fig: Fig) -> int | None:
    """The last year of the period of a change."""
    found = re.search(r"(\d{4})(?:-\d\d)?$", fig.target.period or "")
    return int(found[1]) if found else None


def _year(period: str | None) -> int | None:
    found = re.fullmatch(r"(\d{4})(?:-\d\d)?", period or "")
    return int(found[1]) if found else None


def by_year(figs: Sequence[Fig]) -> dict[int, list[Fig]]:
    """The figures of each year."""
    years: dict[int, list[Fig]] = defaultdict(list)
    for fig in figs:
        if fig.year:
            years[fig.year].append(fig)
    return dict(sorted(years.items()))
