"""The catalogue against itself: directions of a city against its counties, cells, carriers, the number of counties."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from chengjie.plan.claims import Citation
from chengjie.plan.document import Document, PlanTable
from chengjie.plan.lint import words
from chengjie.plan.lint.facts import Facts
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground, cite_cell

_CITY = re.compile(r"^(?:市州|州市|市（州）|地市|市|地区|城市|设区市)$")
_COUNTY = re.compile(r"县")
_INDUSTRY = re.compile(r"产业|方向")
_CARRIER = re.compile(r"承载|载体|园区")
_CENSUS = 2020
_BRACKETS = re.compile(r"[（(].*?[）)]")


@dataclass(frozen=True)
class Row:
    """A row of a catalogue: whose, which industries, which carriers, and where each cell stands."""

    document: Document
    table: PlanTable
    number: int
    city: str
    county: str
    labels: tuple[tuple[str, int], ...]
    carriers: tuple[tuple[str, int], ...]

    def cite(self, column: int) -> Citation:
        """A citation of one of its cells."""
        return cite_cell(self.document, self.table, self.number, column)


@dataclass(frozen=True)
class Catalogue:
    """The rows of a table that gives places their industries."""

    rows: tuple[Row, ...]

    @cached_property
    def by_city(self) -> dict[str, list[Row]]:
        """Its rows by city."""
        grouped: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            grouped[row.city].append(row)
        return grouped

    @property
    def of_counties(self) -> bool:
        """Whether it goes down to the county."""
        return any(row.county for row in self.rows)


def catalogues(document: Document) -> tuple[Catalogue, ...]:
    """Every table of a document with a column of places and one of industries."""
    return tuple(one for table in document.tables for one in [_read(document, table)] if one.rows)


def _read(document: Document, table: PlanTable) -> Catalogue:
    header = [re.sub(r"\s", "", title) for title in table.header]
    industries = [at for at, title in enumerate(header) if _INDUSTRY.search(title) and not _CARRIER.search(title)]
    carriers = [at for at, title in enumerate(header) if _CARRIER.search(title)]
    counties = [at for at, title in enumerate(header) if _COUNTY.search(title) and at not in industries + carriers]
    cities = [at for at, title in enumerate(header) if _CITY.match(title)]
    if not industries or not (cities or counties):
        return Catalogue(())
    rows, city, county = [], "", ""
    for number, cells in enumerate(table.rows):
        city = (cells[cities[0]].text.strip() if cities else "") or city
        county = (cells[counties[0]].text.strip() if counties else "") or county
        labels = tuple((label, at) for at in industries for label in _split(cells[at].text))
        borne = tuple((name, at) for at in carriers for name in _split(cells[at].text))
        if labels and not _CITY.match(city):
            rows.append(Row(document, table, number, city, county, labels, borne))
    return Catalogue(tuple(rows))


def _split(text: str) -> list[str]:
    """The items of a cell; brackets keep their own commas."""
    return [
        part.strip()
        for part in re.split(r"[、，；](?![^（]*）)", text)
        if part.strip() and part.strip() not in {"—", "-", "/"}
    ]


def catalogue(ground: Ground) -> Iterator[Finding]:
    """What a catalogue says of a place against what it says of its counties, and cells that cannot be read one way."""
    for reading in ground.readings:
        own = catalogues(reading.document)
        for one in own:
            if one.of_counties:
                yield from _cells(one)
                yield from _carriers(one)
                yield from _too_many(one)
                if reading.document.issued and reading.document.issued.year >= _CENSUS:
                    yield from _outdated(one, ground.facts)
        for above in own:
            for below in own:
                if not above.of_counties and below.of_counties:
                    yield from _directions(above, below)


def _directions(above: Catalogue, below: Catalogue) -> Iterator[Finding]:
    for city, tops in above.by_city.items():
        counties = below.by_city.get(city, [])
        directions = [(label, row.cite(at)) for row in tops for label, at in row.labels]
        taken = [(label, row, at) for row in counties for label, at in row.labels]
        if not counties or not directions:
            continue
        for label, cited in directions:
            if not any(words.taken_up(label, other) for other, _, _ in taken):
                yield found(
                    "direction-without-county",
                    f"{city}：{label} ∉ {len(counties)} 行",
                    citations=(cited,),
                    place=city,
                    label=label,
                )
        outside = [
            (label, row, at) for label, row, at in taken if not any(words.akin(label, top) for top, _ in directions)
        ]
        if outside:
            counted = Counter(label for label, _, _ in outside)
            listed = "、".join(
                f"{label}×{count}" for label, count in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
            )
            sums = f"{city}：{{{'、'.join(label for label, _ in directions)}}} ∌ {listed}"
            cited_rows = (directions[0][1], *(row.cite(at) for _, row, at in outside))
            yield found("industry-outside-directions", sums, citations=cited_rows, place=city, label=listed)


def _cells(one: Catalogue) -> Iterator[Finding]:
    known = {label for row in one.rows for label, _ in row.labels}
    for row in one.rows:
        joined = [(label, at, parts) for label, at in row.labels for parts in [_joined(label, known)] if parts]
        if joined:
            shown = "、".join("|".join(parts) for _, _, parts in joined)
            cited = tuple(row.cite(at) for _, at, _ in joined)
            yield found(
                "labels-run-together",
                f"{row.county}：{shown}",
                citations=cited,
                place=row.county,
                label="、".join(label for label, _, _ in joined),
            )
        apart = [(part, at) for label, at in row.labels for part in (_joined(label, known) or (label,))]
        twice = [label for label, count in Counter(part for part, _ in apart).items() if count > 1]
        if twice:
            cited = tuple(row.cite(at) for part, at in apart if part in twice)
            sums = "、".join(f"{label} × {sum(part == label for part, _ in apart)}" for label in twice)
            yield found(
                "label-repeated", f"{row.county}：{sums}", citations=cited, place=row.county, label="、".join(twice)
            )


def _joined(label: str, known: set[str]) -> tuple[str, str] | None:
    """The two labels that a cell runs together, where both are known or the first ends like a label."""
    for cut in range(4, len(label) - 2):
        left, right = label[:cut], label[cut:]
        if right in known and (left in known or left.endswith(("加工", "制造", "产业"))):
            return left, right
    return None


def _carriers(one: Catalogue) -> Iterator[Finding]:
    borne: dict[str, list[tuple[Row, int]]] = defaultdict(list)
    for row in one.rows:
        for name, at in row.carriers:
            if name == row.county:
                yield found("carrier-is-a-place", f"{row.county} = {name}", citations=(row.cite(at),), place=row.county)
            borne[_BRACKETS.sub("", name)].append((row, at))
    for name, several in borne.items():
        counties = list(dict.fromkeys(row.county for row, _ in several))
        sets = {frozenset(label for label, _ in row.labels) for row, _ in several}
        if len(counties) > 1 and len(sets) > 1:
            sums = "；".join(f"{row.county}：{'、'.join(label for label, _ in row.labels)}" for row, _ in several)
            cited = tuple(row.cite(at) for row, at in several)
            yield found("carrier-under-two-counties", sums, citations=cited, carrier=name, places="、".join(counties))


def _too_many(one: Catalogue) -> Iterator[Finding]:
    for city, rows in one.by_city.items():
        if city not in words.prefectures():
            continue
        held, statistical = words.prefectures()[city]
        listed = tuple(dict.fromkeys(row.county for row in rows))
        if len(listed) > held:
            aside = f"；另有统计单列的{'、'.join(statistical)}" if statistical else ""
            aside_en = f"; statistics also count {', '.join(statistical)}" if statistical else ""
            yield found(
                "counties-unlike-divisions", f"{city}：{len(listed)} ≠ {held}（{'、'.join(listed)}）{aside}",
                citations=tuple(row.cite(1) for row in _last(rows)), stated=len(listed), listed=held, aside=aside, aside_en=aside_en,
            )  # fmt: skip


def _outdated(one: Catalogue, facts: Facts) -> Iterator[Finding]:
    """Counties under a name that was over by the census of 2020, where the zone does not know the day itself."""
    told = {change.before for change in facts.renamed}
    for row in one.rows:
        after = words.renamed(row.county, row.city)
        if after and row.county not in told:
            told.add(row.county)
            column = next(at for at, cell in enumerate(row.table.rows[row.number]) if row.county in cell.text)
            yield found(
                "place-name-outdated",
                f"{row.county} → {after}",
                citations=(row.cite(column),),
                before=row.county,
                after=after,
            )


def _last(rows: Sequence[Row]) -> Sequence[Row]:
    return rows[:1]
