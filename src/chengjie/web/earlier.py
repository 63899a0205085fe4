"""Archives of earlier versions (旧版归档): at which step of the records one was made, and the records brought to that step and onwards again.

Rows go back into the tables that they came out of; the steps that came later then bring them to this version, as an upgrade does.
"""

from __future__ import annotations

import json
import tarfile
from collections.abc import Mapping
from typing import Any

from django.core import serializers
from django.core.serializers.base import DeserializedObject
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from chengjie.errors import Refusal

APP = "web"


def latest() -> str:
    """The last step of this version."""
    return str(_executor().loader.graph.leaf_nodes(APP)[0][1])


def _executor() -> MigrationExecutor:
    return MigrationExecutor(connection)


def step_of(archive: tarfile.TarFile, manifest: Mapping[str, Any], left_out: frozenset[str]) -> str:
    """The step at which an archive was made: as it says itself, else the last whose tables and columns are those of its rows.

    Refuses `backup-newer` where this version does not know it.
    """
    graph = _executor().loader.graph
    known = [name for app, name in graph.forwards_plan(graph.leaf_nodes(APP)[0]) if app == APP]
    if said := manifest.get("step"):
        if said in known:
            return f"{said}"
        raise Refusal.of("backup-newer", version=str(manifest.get("version")), step=str(said))
    held = _columns(archive, manifest)
    for name in reversed(known):
        if _fits(state(name), held, left_out):
            return str(name)
    raise Refusal.of("backup-newer", version=str(manifest.get("version")), step="—")


def state(step: str) -> ProjectState:
    """The kinds of row as they were at a step."""
    return _executor().loader.project_state((APP, step))


def _columns(archive: tarfile.TarFile, manifest: Mapping[str, Any]) -> dict[str, set[str] | None]:
    """The columns of each of our tables in an archive, by its first row; None where it has no row."""
    found: dict[str, set[str] | None] = {}
    for part in manifest["held"]:
        name = part.removeprefix("rows/").removesuffix(".jsonl")
        if part.startswith(f"rows/{APP}.") and (inside := archive.extractfile(part)):
            first = inside.readline()
            found[name] = set(json.loads(first)["fields"]) if first.strip() else None
    return found


def _fits(then: ProjectState, held: Mapping[str, set[str] | None], left_out: frozenset[str]) -> bool:
    ours = {f"{app}.{name}": kind for (app, name), kind in then.models.items() if app == APP}
    if set(ours) - left_out != set(held):
        return False
    return all(
        columns is None or columns == {name for name, field in ours[table].fields.items() if not field.primary_key}
        for table, columns in held.items()
    )


def bring_to(step: str) -> tuple[type[models.Model], ...]:
    """Bring empty records to a step; every kind of row as it was then."""
    executor = _executor()
    others = [each for each in executor.loader.graph.leaf_nodes() if each[0] != APP]
    executor.migrate([*others, (APP, step)])
    return tuple(_executor().loader.project_state([*others, (APP, step)]).apps.get_models())


def row_of(table: type[models.Model], line: str | bytes) -> DeserializedObject:
    """A row of an archive as a row of a kind as it was then."""
    given = json.loads(line)
    meta = table._meta  # noqa: SLF001  # Django's documented columns of a model
    values: dict[str, Any] = {meta.pk.attname: meta.pk.to_python(given["pk"])}
    for each in meta.concrete_fields:
        if each.name in given["fields"]:
            told = given["fields"][each.name]
            kind = each.target_field if isinstance(each, models.ForeignKey) else each
            values[each.attname] = None if told is None else kind.to_python(told)
    many = {each.name: given["fields"][each.name] for each in meta.many_to_many if each.name in given["fields"]}
    return serializers.base.DeserializedObject(table(**values), m2m_data=many)
