"""What operations on registers answer: definitions, records with their history, imports (登记)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from chengjie.web.api.answers.shape import Answer, Told, Tree


class ChoiceOut(Answer):
    """A choice of a field."""

    id: str
    title: Told


class FieldOut(Answer):
    """A field of a register: its kind and unit, whether it must be there, whether it is personal."""

    name: str
    kind: str
    title: Told
    unit: str | None
    required: bool
    personal: bool
    choices: list[ChoiceOut]


class RegisterOut(Answer):
    """A register: who may open it, what makes a record one, its fields; `writes` says whether one may write."""

    id: str
    title: Told
    about: Told
    open: str
    key: list[str]
    source: str
    writes: bool
    fields: list[FieldOut]


class RegistersOut(Answer):
    """The registers that one may open."""

    registers: list[RegisterOut]


class ListedOut(Answer):
    """A record as a list has it; `cells` are the fields of the list that everybody sees."""

    id: int
    key: str
    name: str
    place: str
    state: Literal["current", "withdrawn"]
    version: int
    cells: dict[str, Any]


class RecordsOut(Answer):
    """A page of records, the latest first."""

    register_id: str = Field(serialization_alias="register", validation_alias="register")
    rows: list[ListedOut]
    next: int | None


class SeenOut(Answer):
    """A field as one sees it: `value` is null where it is masked or hidden, `words` is how it reads."""

    name: str
    value: Any
    words: str
    sight: Literal["whole", "part", "none"]


class ChangeOut(Answer):
    """What a version changed."""

    field: str
    from_: str = Field(serialization_alias="from", validation_alias="from")
    to: str
    sight: str


class VersionOut(Answer):
    """A version: by whom, when, how, why, and what was before."""

    version: int
    by: str
    at: datetime
    how: str
    state: str
    why: str
    changes: list[ChangeOut]


class RecordOut(ListedOut):
    """A record with every field as one sees it and, for those within reach, its history."""

    register_id: str = Field(serialization_alias="register", validation_alias="register")
    fields: list[SeenOut]
    history: list[VersionOut]


class ImportOut(Answer):
    """An import: what it would do or did, and the first faults, each at its cell."""

    id: str
    register_id: str = Field(serialization_alias="register")
    name: str
    sha256: str
    state: str
    new: int
    changed: int
    unchanged: int
    refused: int
    brought: datetime
    settled: datetime | None
    undone: datetime | None
    faults: list[Tree]


class ImportsOut(Answer):
    """The latest imports that one has brought."""

    rows: list[ImportOut]
