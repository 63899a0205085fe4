"""Merging a table over layers: by primary key, nearest wins, rows can be withdrawn."""

from __future__ import annotations

from chengjie.errors import Fault, Refusal
from chengjie.package import files, tables
from chengjie.package.descriptor import TableSchema
from chengjie.package.layers import Layer
from chengjie.package.rows import Row

WITHDRAWALS = "withdrawals"
"""A layer's table that takes rows of farther layers out: columns table, key (values joined by `|`), source, note."""

Key = tuple[str, ...]


def readings(layers: tuple[Layer, ...], table: str) -> tuple[tuple[Layer, tables.Reading], ...]:
    """The table's file in each layer that has one, farthest first. Refuses what cannot be read at all."""
    found = []
    for layer in layers:
        file = file_of(layer, table)
        path = files.inside(layer.folder, file)
        if path.is_file():
            content = files.read(path, file=f"{layer.id}/{file}")
            found.append((layer, tables.parse(content, layer.id, file)))
    return tuple(found)


def file_of(layer: Layer, table: str) -> str:
    """The path of a table in a layer: what its descriptor says, or the table's name with `.csv`."""
    resource = layer.descriptor.table(table)
    return resource.path if resource is not None else f"{table}.csv"


def merge(layers: tuple[Layer, ...], table: str, *, schema: TableSchema) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    """The merged rows and the faults of form: unreadable files, keys given twice in one layer, idle withdrawals."""
    try:
        read = readings(layers, table)
        withdrawn = {} if table == WITHDRAWALS else _withdrawn(layers, table)
    except Refusal as refusal:
        return (), refusal.faults
    merged: dict[Key, Row] = {}
    faults: list[Fault] = []
    for layer in layers:
        faults += _withdraw(merged, withdrawn.get(layer.id, ()), table)
        for reading in (reading for of, reading in read if of is layer):
            faults += reading.faults
            faults += _lay(merged, reading, schema)
    return tuple(merged.values()), tuple(faults)


def _withdrawn(layers: tuple[Layer, ...], table: str) -> dict[str, tuple[Row, ...]]:
    return {
        layer.id: tuple(row for row in reading.rows if row.get("table") == table)
        for layer, reading in readings(layers, WITHDRAWALS)
    }


def _withdraw(merged: dict[Key, Row], rows: tuple[Row, ...], table: str) -> list[Fault]:
    idle = [row for row in rows if merged.pop(tuple((row.get("key") or "").split("|")), None) is None]
    return [
        Fault("withdrawal-idle", row.origin.at("key"), {"table": table, "key": row.get("key") or ""}) for row in idle
    ]


def _lay(merged: dict[Key, Row], reading: tables.Reading, schema: TableSchema) -> list[Fault]:
    """Put the rows of one layer over those of the farther ones; what a layer says twice is a fault."""
    if missing := [name for name in schema.primary_key if name not in reading.columns]:
        return [
            Fault("column-missing", row.origin.where, {"column": name}) for name in missing for row in reading.rows[:1]
        ]
    here: dict[Key, Row] = {}
    faults: list[Fault] = []
    for row in reading.rows:
        full = _filled(row, schema)
        key = tuple(full.values[name] for name in schema.primary_key) or (row.origin.layer, str(row.origin.row))
        if key in here:
            first = here[key].origin.row
            faults.append(
                Fault("key-twice", row.origin.at(",".join(schema.primary_key)), {"key": "|".join(key), "first": first})
            )
        here[key] = full
    merged.update(here)
    return faults


def _filled(row: Row, schema: TableSchema) -> Row:
    missing = [name for name in schema.names if name not in row.values]
    return Row({**row.values, **dict.fromkeys(missing, "")}, row.origin) if missing else row
