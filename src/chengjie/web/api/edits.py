"""Many records of a register changed at once, for programs: a preview that is accepted, dropped or undone like an import (批量修改)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict

from chengjie.errors import Fault, Refusal, Where
from chengjie.web.api.answers.registers import ImportOut
from chengjie.web.api.registers import shown
from chengjie.web.api.shape import Field, Line, Long, Number, Router, Schema, Status, told
from chengjie.web.pages import edits as pages
from chengjie.web.pages.registers import writable

router = Router(tags=["registers"])


class EditIn(Schema):
    """One field for many records: those named, or all that a filter finds, as the address of the list has it."""

    field: Line
    value: Line
    records: list[Number] = Field(default_factory=list, max_length=pages.MOST)
    filter: Long | None = None


@router.post("/registers/{slug:name}/edits", response={201: ImportOut}, by_alias=True, **told("批量修改预览", "see what a change of many would do", "write:registers"))  # fmt: skip
def change(request: HttpRequest, name: Line, given: EditIn) -> Status[dict[str, Any]]:
    """Nothing is written until the answer is accepted under `/registers/{name}/imports/{id}/accept`; undone whole by `undo`."""
    wanted = writable(request, name)
    field = next((each for each in pages.changeable(wanted) if each.name == given.field), None)
    if field is None:
        raise Refusal([Fault("register-field-wrong", Where(column=given.field[:40]), {"field": given.field[:40]})])
    asked = QueryDict(mutable=True)
    asked.setlist("row", [str(each) for each in given.records])
    if given.filter is not None:
        asked["all"], asked["filter"] = "1", given.filter
    rows = pages.chosen(wanted, request, asked)
    return Status(201, shown(pages.change(request, wanted, rows, field, given.value)))
