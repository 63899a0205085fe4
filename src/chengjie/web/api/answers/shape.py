"""The bases of every answer: closed and open shapes, words in both languages, tables, exact amounts, and answers that are papers."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Exact = Annotated[str, Field(description="an exact amount in decimal writing", examples=["1200.50"])]
Tree = dict[str, Any]
"""A value of a mechanism in the form in which the command line prints it."""


class Answer(BaseModel):
    """A shape of which every field is named here."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"additionalProperties": False})


class Open(BaseModel):
    """A shape with further fields, named after what it is about: columns of a table, parts of a definition."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"additionalProperties": True})


class Told(Answer):
    """Words in both languages."""

    zh: str
    en: str


class ColumnOut(Answer):
    """A column of a table: its key in the rows, what it is called, its unit."""

    key: str
    title: Told
    unit: str | None


class TableOut(Answer):
    """A table as plain values; what is unknown is null."""

    title: Told | None
    columns: list[ColumnOut]
    rows: list[dict[str, Any]]


class Count(Answer):
    """How many there were."""

    count: int


class Entries(Answer):
    """How many entries were made."""

    entries: int


def paper(*kinds: str) -> dict[str, Any]:
    """For the description of an operation whose answer is a file: the kinds that it comes in."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}
    return {"responses": {200: {"description": "文件 · a file", "content": content}}}
