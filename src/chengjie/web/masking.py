"""How much of what is personal somebody sees (脱敏): the one place that pages, API and files ask, for cases; registers ask their own
definitions. Whole for the roles that act on such cases, a part for others within reach; reading it whole is noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.contrib.auth.models import User

import chengjie.process.rights
from chengjie.process import Actor, Definition, State
from chengjie.process.entry import Datum
from chengjie.process.parts import FieldOf
from chengjie.process.withholding import MARK
from chengjie.register.typed.seeing import part
from chengjie.web import scope
from chengjie.web.records.cases import Case
from chengjie.web.records.people import Looked

Sight = Literal["whole", "part", "removed"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A field of a case as somebody sees it."""

    field: FieldOf
    value: Datum | None
    sight: Sight = "whole"


def acting(definition: Definition) -> frozenset[str]:
    """The roles that act on cases of a process."""
    people = definition.people
    steps = {role for step in definition.steps for role in step.who.roles}
    return frozenset({*people.applicants, *people.handlers, *people.supervisors, *steps})


def roles(who: Iterable[Actor], state: State, definition: Definition) -> frozenset[str]:
    """The roles that somebody has with regard to a case."""
    about = chengjie.process.rights.subjects(state, definition)
    return frozenset(role for each in who for role in chengjie.process.rights.roles(each, about, scope.law()))


def fields(case: Case, state: State, definition: Definition, who: Iterable[Actor]) -> list[Seen]:
    """Every field of a case as somebody sees it."""
    if not any(each.personal for each in definition.fields):
        return [Seen(each, state.data.get(each.name)) for each in definition.fields]
    own, kept = roles(who, state, definition), {each.token: each for each in case.personal.all()}
    found = []
    for field in definition.fields:
        value = state.data.get(field.name)
        if not isinstance(value, str) or not value.startswith(MARK):
            found.append(Seen(field, value))
            continue
        row = kept.get(value)
        if row is None or row.removed is not None:
            found.append(Seen(field, None, "removed"))
        elif own & (frozenset(field.see) or acting(definition)):
            found.append(Seen(field, row.value))
        else:
            found.append(Seen(field, part(row.value), "part"))
    return found


def look(user: User | None, case: Case, seen: Iterable[Seen]) -> None:
    """Note that personal values of a case were read whole."""
    read = [
        each.field.name for each in seen if each.field.personal and each.sight == "whole" and each.value is not None
    ]
    if user is not None and read:
        Looked.objects.create(
            by=user, what=f"case:{case.definition}"[:60], subject=f"{case.number} {' '.join(read)}"[:100]
        )


def may_have(document: str, state: State, definition: Definition, who: Iterable[Actor]) -> bool:
    """Whether somebody may have a paper of a case: one that tells of a person is for those who act on such cases."""
    known = definition.document_of.get(document)
    return known is None or not known.personal or bool(roles(who, state, definition) & acting(definition))


def handed_out(user: User | None, case: Case, document: str, definition: Definition) -> None:
    """Note that a paper that tells of a person was handed out."""
    known = definition.document_of.get(document)
    if user is not None and known is not None and known.personal:
        Looked.objects.create(by=user, what=f"paper:{case.definition}"[:60], subject=f"{case.number} {document}"[:100])
