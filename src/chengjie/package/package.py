"""A zone as its layers say it together: rows merged by key, definitions by id, sources by name (§3)."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from chengjie.errors import Refusal
from chengjie.package import files, merging, nested
from chengjie.package.descriptor import TableSchema
from chengjie.package.layers import Layer
from chengjie.package.rows import Definition, Row
from chengjie.package.tables import Reading
from chengjie.values import Source, Text

SOURCES = "sources"


@dataclass(frozen=True)
class Package:
    """A zone (区域数据包): its layers, nearest last, and what they say together.

    Reading is lazy and remembered. What a file's form makes unreadable is refused with every fault of that table.
    """

    layers: tuple[Layer, ...]
    _rows: dict[str, tuple[Row, ...]] = field(default_factory=dict, repr=False, compare=False)
    _definitions: dict[str, tuple[Definition, ...]] = field(default_factory=dict, repr=False, compare=False)
    _sources: dict[str, Source] = field(default_factory=dict, repr=False, compare=False)

    @property
    def nearest(self) -> Layer:
        """The zone's own layer."""
        return self.layers[-1]

    @property
    def id(self) -> str:
        """The name of the nearest layer."""
        return self.nearest.id

    @property
    def title(self) -> Text:
        """The title of the nearest layer."""
        return self.nearest.zone.text

    @property
    def tables(self) -> tuple[str, ...]:
        """Every table that a layer describes, in the order of the descriptors."""
        named = (each.name for layer in self.layers for each in layer.descriptor.resources if each.table_schema)
        return tuple(dict.fromkeys(named))

    def schema(self, table: str) -> TableSchema:
        """The columns and keys of a table as the farthest layer that describes it says. Refuses `table-unknown`."""
        for layer in self.layers:
            resource = layer.descriptor.table(table)
            if resource is not None and resource.table_schema is not None:
                return resource.table_schema
        nearest = difflib.get_close_matches(table, self.tables, 1, 0.0)
        raise Refusal.of("table-unknown", table=table, zone=self.id, nearest="".join(nearest))

    def readings(self, table: str) -> tuple[tuple[Layer, Reading], ...]:
        """The table's file of each layer that has one, farthest first, before merging."""
        return merging.readings(self.layers, table)

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table over all layers; a row of a nearer layer replaces the one with the same key.

        Refuses `table-unknown` with the nearest known table, and the faults of form of the files.
        """
        if table not in self._rows:
            merged, faults = merging.merge(self.layers, table, schema=self.schema(table))
            if faults:
                raise Refusal(faults)
            self._rows[table] = merged
        return self._rows[table]

    def definitions(self, kind: str) -> tuple[Definition, ...]:
        """The nested definitions of a kind (`rules`, `chains`, …) over all layers, by id."""
        if kind not in self._definitions:
            found, faults = nested.merge(self.layers, kind)
            if faults:
                raise Refusal(faults)
            self._definitions[kind] = found
        return self._definitions[kind]

    @property
    def sources(self) -> Mapping[str, Source]:
        """Every source by its id."""
        if not self._sources and SOURCES in self.tables:
            self._sources.update({row["id"]: source(row) for row in self.rows(SOURCES)})
        return self._sources

    def path(self, file: str) -> Path | None:
        """The file in the nearest layer that has it. Refuses `path-outside`."""
        found = (files.inside(layer.folder, file) for layer in reversed(self.layers))
        return next((path for path in found if path.is_file()), None)


def source(row: Row) -> Source:
    """A row of sources.csv as a value; a date that is none is left out (the check of the zone names it)."""
    return Source(
        id=row["id"],
        title=row["title"],
        issuer=row.get("issuer") or "",
        issued=_date(row.get("issued")),
        url=row.get("url") or "",
        licence=row.get("licence") or "",
        grade=row.get("grade") or "",
        note=row.get("note") or "",
        title_en=row.get("title_en") or "",
    )


def _date(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
