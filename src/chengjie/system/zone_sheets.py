"""A zone's own tables as one workbook for people, and back (区域工作簿): a sheet a table, drop-downs, proposals; nothing written until accepted.

What the workbook says is the whole of each table whose sheet it has: a row that is gone from the sheet is gone from the table.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import chengjie.plan.reading.workbook
import chengjie.report.tables
from chengjie.errors import Fault, Refusal, Where
from chengjie.package import Package, files, writing
from chengjie.package.descriptor import FieldSpec, TableSchema
from chengjie.report.tables import Form, FormColumn
from chengjie.system import checking, proposing
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language

FIRST = (
    "places", "place_names", "regions", "region_members", "carriers", "carrier_places", "industry_labels",
    "indicators", "indicator_labels", "headlines", "observations", "documents", "sources",
)  # fmt: skip
"""The tables that a zone begins with, in the order in which they are filled."""
STATE, GROUND = Text("状态", "state"), Text("依据", "ground")
PROPOSED, TAKEN = Text("建议", "proposed"), Text("采用", "taken")
_MARKS = (STATE.zh, STATE.en, GROUND.zh, GROUND.en)
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TableChange:
    """What a workbook would change in one table. Rows are told apart by the table's key."""

    table: str
    rows: tuple[Cells, ...]
    added: int
    removed: int
    changed: int

    @property
    def is_empty(self) -> bool:
        """Whether the table stays as it is."""
        return not (self.added or self.removed or self.changed)


@dataclass(frozen=True)
class Filling:
    """A workbook as read against a zone: sound, and not written yet. `proposed` counts the rows still marked as proposals."""

    package: Package
    changes: tuple[TableChange, ...]
    proposed: int

    def as_table(self) -> Table:
        """A line a table that changes."""
        columns = (
            Column("table", Text("表", "table")),
            *(Column(key, Text(zh, key), numeric=True) for key, zh in (("added", "新增"), ("changed", "更改"), ("removed", "删去"))),
        )  # fmt: skip
        rows = [(each.table, each.added, each.changed, each.removed) for each in self.changes if not each.is_empty]
        return Table(columns, tuple(rows), Text("工作簿带来的更改", "What the workbook changes"))


def write_workbook(package: Package, path: Path, *, language: Language = "zh") -> int:
    """Write the zone's own rows and what its plans propose; the number of proposals. The sheets bear the names of the tables."""
    proposed = proposing.proposals(package)
    forms = [_form(package, table, proposed.get(table, ()), language) for table in _tables(package)]
    chengjie.report.tables.to_forms(forms, path, language=language, as_text=True)
    return sum(map(len, proposed.values()))


def read_workbook(package: Package, path: Path) -> Filling:
    """Read a workbook against the zone it is for; writes nothing.

    Refuses with every fault at its sheet, row and column: unknown sheets and columns, and whatever `check_zone` would find
    in the zone as the workbook makes it.
    """
    sheets = _sheets(package, path)
    filled = {table: _filled(package.schema(table), grid) for table, grid in sheets.items()}
    changes = tuple(_change(package, table, [cells for _, cells in rows.taken]) for table, rows in filled.items())
    _refuse_unsound(package, changes, {table: [row for row, _ in rows.taken] for table, rows in filled.items()}, path)
    return Filling(package, changes, sum(rows.proposed for rows in filled.values()))


def accept_workbook(filling: Filling) -> tuple[str, ...]:
    """Write the tables that change into the zone's own folder: all of them or none; their names. Refuses `zone-not-writable`."""
    changes = [each for each in filling.changes if not each.is_empty]
    _write(filling.package.nearest.folder, filling.package, changes)
    return tuple(each.table for each in changes)


def _tables(package: Package) -> tuple[str, ...]:
    """Every table but the claims, which are read from the plans and not typed."""
    known = [table for table in package.tables if not table.startswith("claims/")]
    return tuple(table for table in dict.fromkeys((*FIRST, *known)) if table in known)


def _form(package: Package, table: str, proposed: Sequence[proposing.Proposal], language: Language) -> Form:
    schema = package.schema(table)
    own = [[*row.values(), "", ""] for row in _own(package, table)]
    drafts = [
        [*(each.values.get(name, "") for name in schema.names), PROPOSED.say(language), f"{each.document} {each.paragraph}".strip()]
        for each in proposed
    ]  # fmt: skip
    columns = [*_columns(schema), *_marks(language)]
    return Form(Text(table, table), columns, [*own, *drafts])


def _columns(schema: TableSchema) -> Iterator[FormColumn]:
    refers = {name: key.reference.resource for key in schema.foreign_keys for name in key.fields}
    for field in schema.fields:
        limits = field.constraints
        choices = limits.enum or (("true", "false") if field.type == "boolean" else ())
        yield FormColumn(_heading(field), _note(field, refers.get(field.name)), limits.required, choices)


def _heading(field: FieldSpec) -> Text:
    """“代码 code”: what people call the column, and its name, by which it is read back."""
    said = field.said
    return Text(f"{said.zh} {field.name}", f"{said.en} {field.name}")


def _note(field: FieldSpec, refers: str | None) -> Text:
    kinds = {"date": "2024-03-01", "number": "12.5", "integer": "12", "year": "2024"}
    told = f" ({kinds[field.type]})" if field.type in kinds else ""
    known = (f"；须在表 {refers} 中", f"; must stand in {refers}") if refers else ("", "")
    shape = f" {field.constraints.pattern}" if field.constraints.pattern else ""
    said = field.said
    return Text(f"{said.zh}{told}{shape}{known[0]}", f"{said.en}{told}{shape}{known[1]}")


def _marks(language: Language) -> tuple[FormColumn, FormColumn]:
    words = tuple(each.say(language) for each in (PROPOSED, TAKEN))
    state = Text(
        f"“{PROPOSED.zh}”的行来自规划，不写入；补齐后改为“{TAKEN.zh}”或清空。",
        f"A row marked “{PROPOSED.en}” comes from the plan and is left out; complete it, then mark it “{TAKEN.en}” or clear the mark.",
    )
    ground = Text("规划中提到它的段落；读入时不看。", "The paragraph of the plan that names it; not read back.")
    return FormColumn(STATE, state, choices=words), FormColumn(GROUND, ground)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a sheet that count, each with its number, and how many are proposals still."""

    taken: list[tuple[int, Cells]]
    proposed: int


def _sheets(package: Package, path: Path) -> dict[str, list[list[str]]]:
    """The grids of the sheets that are tables of the zone. Refuses unknown sheets and columns, all at once."""
    found = chengjie.plan.reading.workbook.named_sheets(files.read(path, file=path.name), file=path.name)
    notes = {chengjie.report.tables.NOTES.zh, chengjie.report.tables.NOTES.en}
    tables = _tables(package)
    faults: list[Fault] = []
    for name, grid in found.items():
        if name not in tables and name not in notes:
            faults.append(Fault("zone-sheet-unknown", Where(path.name, sheet=name), {"sheet": name}))
        elif name in tables:
            faults += _heads(package.schema(name), grid, Where(path.name, sheet=name, row=1))
    if faults:
        raise Refusal(faults)
    return {name: grid for name, grid in found.items() if name in tables}


def _heads(schema: TableSchema, grid: list[list[str]], where: Where) -> Iterator[Fault]:
    heads = _titles(grid)
    known = {*schema.names, *_MARKS}
    for name in heads:
        if name and name not in known:
            yield Fault(
                "column-unknown", replace(where, column=name), {"column": name, "nearest": "、".join(schema.names)}
            )
    for name in sorted({name for name in heads if name and heads.count(name) > 1}):
        yield Fault("column-twice", replace(where, column=name), {"column": name})
    needed = [field.name for field in schema.fields if field.constraints.required and field.name not in heads]
    yield from (Fault("column-missing", replace(where, column=name), {"column": name}) for name in needed)


def _titles(grid: list[list[str]]) -> list[str]:
    """The names of the columns: the last word of each heading."""
    return ["".join(title.removesuffix("*").split()[-1:]) for title in (grid[0] if grid else [])]


def _filled(schema: TableSchema, grid: list[list[str]]) -> _Rows:
    heads = _titles(grid)
    taken: list[tuple[int, Cells]] = []
    proposed = 0
    for number, row in enumerate(grid[1:], start=2):
        cells = dict(zip(heads, row, strict=False))
        values = {name: cells.get(name, "") for name in schema.names}
        if {cells.get(STATE.zh, ""), cells.get(STATE.en, "")} & {PROPOSED.zh, PROPOSED.en}:
            proposed += 1
        elif any(values.values()):
            taken.append((number, values))
    return _Rows(taken, proposed)


def _own(package: Package, table: str) -> list[Cells]:
    names = package.schema(table).names
    mine = (reading for layer, reading in package.readings(table) if layer.id == package.id)
    return [{name: row.values.get(name, "") for name in names} for reading in mine for row in reading.rows]


def _change(package: Package, table: str, rows: Sequence[Cells]) -> TableChange:
    key = package.schema(table).primary_key
    old, new = (_keyed(each, key) for each in (_own(package, table), rows))
    changed = sum(old[name] != new[name] for name in old.keys() & new.keys())
    return TableChange(table, tuple(rows), len(new.keys() - old.keys()), len(old.keys() - new.keys()), changed)


def _keyed(rows: Iterable[Cells], key: tuple[str, ...]) -> dict[tuple[str, ...], Cells]:
    return {tuple(row[name] for name in key) if key else tuple(row.values()): row for row in rows}


def _refuse_unsound(
    package: Package, changes: Sequence[TableChange], numbers: Mapping[str, Sequence[int]], path: Path
) -> None:
    """Try the tables in a copy of the folder beside it, so that layers beside it are found."""
    folder = package.nearest.folder
    with tempfile.TemporaryDirectory(prefix=".chengjie-", dir=folder.parent, ignore_cleanup_errors=True) as beside:
        tried = Path(beside) / folder.name
        shutil.copytree(folder, tried)
        _write(tried, package, [each for each in changes if not each.is_empty])
        faults = checking.check_zone(tried)
    if faults:
        raise Refusal([_placed(fault, numbers, path.name) for fault in faults])


def _placed(fault: Fault, numbers: Mapping[str, Sequence[int]], file: str) -> Fault:
    """The fault at its sheet and row, where it lies in a table that the workbook has."""
    table = (fault.where.file or "").partition("/")[2].removesuffix(".csv")
    rows = numbers.get(table)
    if rows is None:
        return fault
    at = fault.where.row
    row = rows[at - 2] if at is not None and 0 <= at - 2 < len(rows) else at
    return replace(fault, where=replace(fault.where, file=file, sheet=table, row=row))


def _write(folder: Path, package: Package, changes: Iterable[TableChange]) -> None:
    contents = {f"{each.table}.csv": writing.as_csv(package.schema(each.table).names, each.rows) for each in changes}
    writing.put(folder, contents, layer=package.id)
