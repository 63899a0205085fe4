"""The sources of a paper, numbered in the order in which they are first cited (来源编号)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from chengjie.values import Column, Source, Table, Text, Trail


@dataclass
class Citing:
    """What a paper has cited so far.

    >>> paper = Citing()
    >>> plan, parks = Source("s1", "发展规划"), Source("parks", "园区目录")
    >>> paper.cite(plan, "附件2"), paper.cite(parks), paper.cite(plan)
    ('[1] 附件2', '[2]', '[1]')
    """

    _numbers: dict[str, int] = field(default_factory=dict)
    _sources: list[Source] = field(default_factory=list)

    def cite(self, source: Source, locator: str = "") -> str:
        """The number of a source in brackets, with the place in it."""
        if source.id not in self._numbers:
            self._sources.append(source)
            self._numbers[source.id] = len(self._sources)
        return f"[{self._numbers[source.id]}] {locator}".rstrip()

    def trail(self, trail: Trail) -> tuple[str, ...]:
        """What a figure rests on, cited: every source in its tree, each place once."""
        return tuple(dict.fromkeys(self.cite(*each) for each in _grounds(trail)))

    def table(self) -> Table:
        """The sources by number; what is weak says so."""
        columns = (
            Column("number", Text("编号", "no."), numeric=True), Column("title", Text("来源", "source")), Column("issuer", Text("发布者", "issuer")),
            Column("issued", Text("日期", "date")), Column("grade", Text("等级", "grade")), Column("licence", Text("许可", "licence")), Column("url", Text("地址", "address")),
        )  # fmt: skip
        rows = tuple(
            (number, each.title, each.issuer, each.issued, f"{each.grade} ⚠".strip() if each.is_weak else each.grade, each.licence, each.url)
            for number, each in enumerate(self._sources, start=1)
        )  # fmt: skip
        return Table(columns, rows, Text("来源", "Sources"))


def _grounds(trail: Trail) -> Iterator[tuple[Source, str]]:
    if trail.source is not None:
        yield trail.source, trail.locator
    for part in trail.parts:
        yield from _grounds(part)
