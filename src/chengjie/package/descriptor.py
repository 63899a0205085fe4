"""What a layer's `datapackage.json` says about its tables: columns, types, keys, references (Data Package 2.0)."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Literal

import pydantic

from chengjie.errors import Fault, Parameter, Refusal, Where
from chengjie.package import documents
from chengjie.values import Text

FILE = "datapackage.json"

FieldType = Literal["string", "integer", "number", "boolean", "date", "year", "list", "object", "any"]


class Part(pydantic.BaseModel):
    """A part of a descriptor: properties that we do not read are kept out of the way, as Data Package allows."""

    model_config = pydantic.ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Constraints(Part):
    """What a cell has to satisfy beyond its type."""

    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = pydantic.Field(default=None, alias="maxLength")


class FieldSpec(Part):
    """A column: name, type, constraints. `delimiter` parts a list."""

    name: str
    type: FieldType = "string"
    title: str = ""
    description: str = ""
    delimiter: str = ","
    constraints: Constraints = Constraints()

    @property
    def said(self) -> Text:
        """The title in each language.

        >>> FieldSpec(name="area_ha", title="核准面积（公顷） approved area (ha)").said.en
        'approved area (ha)'
        """
        both = re.fullmatch(r"(.*?[^\x00-\x7f）]\S*) ([\x00-\x7f].*)", self.title)
        return Text(both[1], both[2]) if both else Text(self.title or self.name, self.title or self.name)


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = tuple[str, ...]


class Reference(Part):
    """The table and columns that a foreign key points to; an empty resource is the table itself."""

    resource: str = ""
    fields: Names

    _fields = pydantic.field_validator("fields", mode="before")(_several)


class ForeignKey(Part):
    """Columns whose values must stand in another table, in this layer or one that it extends."""

    fields: Names
    reference: Reference

    _fields = pydantic.field_validator("fields", mode="before")(_several)


class TableSchema(Part):
    """The columns of a table, what tells its rows apart, and what they refer to."""

    fields: tuple[FieldSpec, ...]
    primary_key: Names = pydantic.Field(default=(), alias="primaryKey")
    foreign_keys: tuple[ForeignKey, ...] = pydantic.Field(default=(), alias="foreignKeys")

    _keys = pydantic.field_validator("primary_key", mode="before")(_several)

    @property
    def names(self) -> Names:
        """The columns in order."""
        return tuple(field.name for field in self.fields)

    @pydantic.model_validator(mode="after")
    def _keys_are_columns(self) -> TableSchema:
        keys = {*self.primary_key, *(name for key in self.foreign_keys for name in key.fields)}
        missing = sorted(keys - set(self.names))
        if missing:
            raise ValueError(f"keys name columns that are not there: {', '.join(missing)}")
        if len(set(self.names)) < len(self.names):
            raise ValueError("two columns have one name")
        return self


class Resource(Part):
    """A file of the layer. Only tables (CSV with a schema) are read here; others are found by `Package.path`."""

    name: str = pydantic.Field(pattern=r"^[a-z0-9][a-z0-9._/-]*$")
    path: str
    format: str = ""
    table_schema: TableSchema | None = pydantic.Field(default=None, alias="schema")


class Descriptor(Part):
    """A layer's descriptor. A layer without one inherits the schemas of the layers that it extends."""

    name: str = ""
    resources: tuple[Resource, ...] = ()

    def table(self, name: str) -> Resource | None:
        """The resource of a table."""
        return next((each for each in self.resources if each.name == name and each.table_schema), None)

    @pydantic.model_validator(mode="after")
    def _names_are_unique(self) -> Descriptor:
        names = [resource.name for resource in self.resources]
        if len(set(names)) < len(names):
            raise ValueError("two resources have one name")
        return self


def read(folder: Path, *, layer: str) -> Descriptor:
    """The descriptor of a layer's folder, empty where there is none. Refuses `descriptor-invalid`, a fault a place."""
    path = folder / FILE
    if not path.exists():
        return Descriptor()
    file = f"{layer}/{FILE}"
    data = documents.read_json(path, file=file)
    return _checked(documents.frozen(data), file)


@functools.lru_cache(maxsize=64)
def _checked(written: str, file: str) -> Descriptor:
    try:
        return Descriptor.model_validate_json(written)
    except pydantic.ValidationError as error:
        raise Refusal(faults(error, "descriptor-invalid", file=file)) from error


def faults(error: pydantic.ValidationError, code: str, *, file: str, **named: Parameter) -> list[Fault]:
    """What pydantic found, a fault each, with the path of the offending key."""
    return [
        Fault(code, Where(file=file, column=".".join(map(str, each["loc"])) or None), {"detail": each["msg"], **named})
        for each in error.errors()
    ]
