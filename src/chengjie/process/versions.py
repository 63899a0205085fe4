"""What keeps a running case from going over to another version of its definition (版本)."""

from __future__ import annotations

from collections.abc import Iterator

from chengjie.errors import Fault, Where
from chengjie.process import fields
from chengjie.process.definition import Definition
from chengjie.process.replaying import steps_from
from chengjie.process.state import State


def obstacles(state: State, definition: Definition) -> Iterator[Fault]:
    """Why a case cannot go over to a version: it is not declared, an open step or branch has no counterpart, a field has changed kind."""
    where = Where(file=f"processes/{definition.id}.yaml")
    if state.definition != definition.name or state.version == definition.version:
        yield Fault(
            "process-migration-none", where, {"from": f"{state.definition}@{state.version}", "to": definition.version}
        )
        return
    if not any(each.source_version == state.version for each in definition.migrations):
        yield Fault("process-migration-undeclared", where, {"from": state.version, "to": definition.version})
        return
    renamed = steps_from(definition, state.version)
    graph = definition.graph
    placed = {renamed.get(each.step, each.step) for each in state.tokens}
    for step in sorted(placed - set(definition.step_of)):
        yield Fault("process-migration-step", where, {"case": state.case, "step": step})
    arrived = dict(state.forks)
    around = {fork for step in placed for fork, _ in graph.within.get(step, ())}
    wrong = (around ^ set(arrived)) | {
        fork for fork, done in arrived.items() if fork in graph.forks and len(graph.forks[fork].branches) != len(done)
    }
    for fork in sorted(wrong):
        yield Fault("process-migration-branch", where, {"case": state.case, "fork": fork})
    for name, value in state.values:
        field = definition.field_of.get(name)
        if field is not None and not fields.fits(field, value):
            yield Fault("process-field-kind", where, {"name": name, "kind": field.kind, "value": str(value)[:40]})
