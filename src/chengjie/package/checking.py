"""Checking a package against its own descriptors: files, columns, cells, keys, references, sources. All faults at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from chengjie.errors import Fault, Refusal, Where
from chengjie.package import cells, descriptor, files, merging, nested
from chengjie.package.descriptor import ForeignKey, TableSchema
from chengjie.package.layers import Layer
from chengjie.package.package import SOURCES, Package
from chengjie.package.rows import Row


def check(package: Package) -> tuple[Fault, ...]:
    """Every fault of form of a package, in the order of layers and tables; empty where it is sound.

    >>> import chengjie.package
    >>> check(chengjie.package.open_package("china"))
    ()
    """
    faults = [fault for layer in package.layers for fault in _layer(package, layer)]
    readable: dict[str, tuple[Row, ...]] = {}
    for table in package.tables:
        rows, wrong = merging.merge(package.layers, table, schema=package.schema(table))
        faults += wrong
        readable[table] = rows
    for table, rows in readable.items():
        faults += _columns(package, table)
        faults += _cells(rows, package.schema(table))
    for table, rows in readable.items():
        for key in package.schema(table).foreign_keys:
            faults += _references(rows, key, table, readable)
    for kind in nested.kinds(package.layers):
        faults += nested.merge(package.layers, kind)[1]
    return tuple(faults)


def _layer(package: Package, layer: Layer) -> Iterator[Fault]:
    """The descriptor against the folder: patterns that compile, files that are there, schemas that agree."""
    where = Where(file=f"{layer.id}/{descriptor.FILE}")
    for resource in layer.descriptor.resources:
        yield from _file(layer, resource.path, where)
        if resource.table_schema is not None:
            yield from _schema(resource.table_schema, package.schema(resource.name), resource.name, where)
    described = {resource.path for resource in layer.descriptor.resources}
    inherited = {merging.file_of(layer, table) for table in package.tables}
    for path in sorted(layer.folder.glob("**/*.csv")):
        file = path.relative_to(layer.folder).as_posix()
        if file not in described | inherited:
            nearest = "".join(difflib.get_close_matches(file, sorted(inherited), 1, 0.0))
            yield Fault("table-undescribed", Where(file=f"{layer.id}/{file}"), {"table": file, "nearest": nearest})


def _file(layer: Layer, file: str, where: Where) -> Iterator[Fault]:
    try:
        if not files.inside(layer.folder, file).is_file():
            yield Fault("resource-file-missing", where, {"path": file})
    except Refusal as refusal:
        yield from refusal.faults


def _schema(schema: TableSchema, first: TableSchema, table: str, where: Where) -> Iterator[Fault]:
    if not set(schema.names) & set(cells.GROUNDS) and table != SOURCES:
        yield Fault("table-without-source", where, {"table": table})
    for field in schema.fields:
        if field.constraints.pattern is not None and not _compiles(field.constraints.pattern):
            yield Fault("pattern-malformed", where, {"column": field.name, "pattern": field.constraints.pattern})
    types = {field.name: field.type for field in first.fields}
    differing = sorted(field.name for field in schema.fields if types.get(field.name) != field.type)
    if schema.primary_key != first.primary_key:
        differing.append("primaryKey")
    if differing:
        yield Fault("schema-differs", where, {"table": table, "differing": "、".join(differing)})


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _columns(package: Package, table: str) -> Iterator[Fault]:
    """Columns that the schema does not know, and required ones that a file lacks."""
    schema = package.schema(table)
    needed = {field.name for field in schema.fields if field.constraints.required}
    try:
        readings = package.readings(table)
    except Refusal:
        return  # named already: the file cannot be read at all
    for layer, reading in readings:
        where = Where(file=f"{layer.id}/{merging.file_of(layer, table)}", row=1)
        for name in reading.columns:
            if name not in schema.names:
                nearest = difflib.get_close_matches(name, schema.names, 1, 0.0)
                yield Fault("column-unknown", where, {"column": name, "nearest": "".join(nearest)})
        for name in sorted(needed - set(reading.columns)):
            yield Fault("column-missing", where, {"column": name})


def _cells(rows: tuple[Row, ...], schema: TableSchema) -> Iterator[Fault]:
    for field in schema.fields:
        for row in rows:
            yield from cells.faults(row, field)
    for field in schema.fields:
        if field.constraints.unique:
            yield from _twice(rows, field.name)


def _twice(rows: tuple[Row, ...], column: str) -> Iterator[Fault]:
    seen: dict[str, Row] = {}
    for row in rows:
        text = row.values.get(column, "")
        if text and text in seen:
            yield Fault("cell-twice", row.origin.at(column), {"value": text, "first": str(seen[text].origin.where)})
        seen.setdefault(text, row)


def _references(
    rows: tuple[Row, ...], key: ForeignKey, table: str, tables: dict[str, tuple[Row, ...]]
) -> Iterator[Fault]:
    """Rows whose reference leads nowhere, over all layers. A reference that is wholly empty is none."""
    target = key.reference.resource or table
    known = {_values(row, key.reference.fields) for row in tables.get(target, ())}
    for row in rows:
        values = _values(row, key.fields)
        if any(values) and values not in known:
            yield _unknown(row, key, values, known)


def _unknown(row: Row, key: ForeignKey, values: tuple[str, ...], known: Iterable[tuple[str, ...]]) -> Fault:
    written = "|".join(values)
    nearest = "".join(difflib.get_close_matches(written, ["|".join(each) for each in known], 1, 0.5))
    code = "source-unknown" if key.reference.resource == SOURCES else "reference-unknown"
    parameters = {"value": written, "table": key.reference.resource, "nearest": nearest or "—"}
    return Fault(code, row.origin.at(",".join(key.fields)), dict(parameters))


def _values(row: Row, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row.values.get(name, "") for name in columns)
