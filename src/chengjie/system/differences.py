"""What a new reading of the plans would change in a zone's claims, to be looked through before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from chengjie.errors import Fault
from chengjie.system.claim_rows import ClaimRow
from chengjie.system.corrections import Correction
from chengjie.values import Column, Table, Text
from chengjie.values.table import Cell


@dataclass(frozen=True, slots=True)
class Change:
    """One claim that is read otherwise than before."""

    old: ClaimRow
    new: ClaimRow

    @property
    def fields(self) -> tuple[tuple[str, str, str], ...]:
        """Each column that differs, with its old and new text; the id is not a column of its own."""
        names = [name for name in self.new.values if name != "id"]
        pairs = ((name, self.old.values.get(name, ""), self.new.values[name]) for name in names)
        return tuple(each for each in pairs if each[1] != each[2])


@dataclass(frozen=True)
class Difference:
    """A reviewable difference (差别). `result` is what will be written when it is accepted."""

    documents: tuple[str, ...]
    added: tuple[ClaimRow, ...]
    removed: tuple[ClaimRow, ...]
    changed: tuple[Change, ...]
    kept: tuple[ClaimRow, ...]
    applied: tuple[Correction, ...]
    lost: tuple[Correction, ...]
    warnings: tuple[Fault, ...]
    result: tuple[ClaimRow, ...]
    before: tuple[ClaimRow, ...]

    @property
    def is_empty(self) -> bool:
        """Whether accepting it would change nothing."""
        return not (self.added or self.removed or self.changed)

    def counts(self) -> dict[str, dict[str, int]]:
        """How many claims of each kind are added, removed, changed and kept."""
        named = {
            "added": self.added,
            "removed": self.removed,
            "changed": tuple(change.new for change in self.changed),
            "kept": self.kept,
        }
        return {name: dict(Counter(row.kind for row in rows)) for name, rows in named.items()}

    def as_table(self) -> Table:
        """A row a difference; corrections that lost their sentence come first."""
        lost = [
            ("lost correction", each.row["kind"], each.id, each.row["field"], each.row["old"], each.row["new"])
            for each in self.lost
        ]
        gone = [("removed", each.kind, each.id, "", _brief(each), None) for each in self.removed]
        changed = [
            ("changed", each.new.kind, each.new.id, name, old, new)
            for each in self.changed
            for name, old, new in each.fields
        ]
        come = [("added", each.kind, each.id, "", None, _brief(each)) for each in self.added]
        rows: list[tuple[Cell, ...]] = [*lost, *gone, *changed, *come]
        return Table(_COLUMNS, tuple(rows), Text("断言的差别", "Differences of the claims"))

    def as_json(self) -> dict[str, Any]:
        """The difference for a script or a page."""
        return {
            "documents": list(self.documents),
            "counts": self.counts(),
            "added": [_plain(row) for row in self.added],
            "removed": [_plain(row) for row in self.removed],
            "changed": [
                {
                    "id": each.new.id,
                    "kind": each.new.kind,
                    "was": each.old.id,
                    "fields": [list(field) for field in each.fields],
                }
                for each in self.changed
            ],
            "corrections": {
                "applied": [each.id for each in self.applied],
                "lost": [dict(each.row.values) for each in self.lost],
            },
            "warnings": [{"code": each.code, "where": str(each.where), **each.parameters} for each in self.warnings],
        }


_COLUMNS = (
    Column("change", Text("变化", "change")),
    Column("kind", Text("种类", "kind")),
    Column("id", Text("编号", "id")),
    Column("field", Text("栏", "field")),
    Column("old", Text("原", "old")),
    Column("new", Text("新", "new")),
)
_BRIEF = {
    "target": ("indicator", "place", "period", "comparator", "value", "unit"),
    "entry": ("table", "row"),
    "measure": ("title",),
    "thing": ("type", "name"),
    "system": ("name",),
}


def _brief(row: ClaimRow) -> str:
    words = [row.values.get(name, "") for name in _BRIEF[row.kind]]
    return " ".join([row.values["document"], *filter(None, words)])


def _plain(row: ClaimRow) -> dict[str, str]:
    return {"kind": row.kind, **row.values}


def compare(
    before: Iterable[ClaimRow], after: Iterable[ClaimRow]
) -> tuple[list[ClaimRow], list[ClaimRow], list[Change], list[ClaimRow]]:
    """Added, removed, changed and kept rows. A claim is recognised by its id, else by its words."""
    old = {row.id: row for row in before}
    new = {row.id: row for row in after}
    kept = [row for name, row in new.items() if name in old and dict(old[name].values) == dict(row.values)]
    changed = [
        Change(old[name], row)
        for name, row in new.items()
        if name in old and dict(old[name].values) != dict(row.values)
    ]
    gone = [row for name, row in old.items() if name not in new]
    come = [row for name, row in new.items() if name not in old]
    return *_paired(gone, come, changed), kept


def _paired(
    gone: list[ClaimRow], come: list[ClaimRow], changed: list[Change]
) -> tuple[list[ClaimRow], list[ClaimRow], list[Change]]:
    standing: dict[tuple[str, ...], list[ClaimRow]] = {}
    for row in gone:
        standing.setdefault(row.place_in_text, []).append(row)
    added: list[ClaimRow] = []
    pairs = list(changed)
    for row in come:
        here = standing.get(row.place_in_text)
        if here:
            pairs.append(Change(here.pop(0), row))
        else:
            added.append(row)
    paired = {change.old.id for change in pairs}
    return added, [row for row in gone if row.id not in paired], pairs
