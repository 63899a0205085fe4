"""Nested definitions: one YAML file a definition, in the folder of its kind, checked by the mechanism that owns it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import pydantic

from chengjie.errors import Fault, Refusal
from chengjie.package import descriptor, documents, files
from chengjie.package.layers import Layer
from chengjie.package.rows import Definition, Origin

Model = TypeVar("Model", bound=pydantic.BaseModel)


def kinds(layers: tuple[Layer, ...]) -> tuple[str, ...]:
    """The folders of a zone that hold definitions."""
    found = {path.parent.name for layer in layers for path in layer.folder.glob("*/*.yaml")}
    return tuple(sorted(found))


def merge(layers: tuple[Layer, ...], kind: str) -> tuple[tuple[Definition, ...], tuple[Fault, ...]]:
    """Definitions of one kind over all layers; a nearer one replaces the one with its id; `withdrawn: true` takes it out."""
    merged: dict[str, Definition] = {}
    faults: list[Fault] = []
    for layer in layers:
        here: dict[str, Definition] = {}
        for file in sorted(path.name for path in files.inside(layer.folder, kind).glob("*.yaml")):
            try:
                read = _definition(layer, kind, file)
            except Refusal as refusal:
                faults += refusal.faults
                continue
            if read.id in here:
                first = here[read.id].origin.file
                faults.append(Fault("definition-twice", read.origin.at("id"), {"id": read.id, "first": first}))
            here[read.id] = read
        merged.update(here)
    kept = (each for each in merged.values() if each.data.get("withdrawn") is not True)
    return tuple(kept), tuple(faults)


def _definition(layer: Layer, kind: str, file: str) -> Definition:
    origin = Origin(layer.id, f"{kind}/{file}")
    path = files.inside(layer.folder, origin.file)
    data = documents.read_yaml(path, file=str(origin.where.file))
    name = data.get("id")
    if not isinstance(name, str) or not name:
        raise Refusal([Fault("definition-without-id", origin.at("id"))])
    return Definition(kind, name, data, origin)


def checked(definitions: Iterable[Definition], model: type[Model]) -> tuple[Model, ...]:
    """The definitions as a mechanism's own pydantic model. Refuses `definition-invalid`, every fault of every one."""
    good: list[Model] = []
    faults: list[Fault] = []
    for definition in definitions:
        try:
            good.append(model.model_validate(dict(definition.data)))
        except pydantic.ValidationError as error:
            file = str(definition.origin.where.file)
            faults += descriptor.faults(error, "definition-invalid", file=file, id=definition.id)
    if faults:
        raise Refusal(faults)
    return tuple(good)
