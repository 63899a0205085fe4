"""Personal values beside the record (个人信息): an entry bears a token bound to the value, so that the value can be taken away and the
record still be proved. Without its salt a token says nothing of the value."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from chengjie.process import sealing
from chengjie.process.definition import Definition
from chengjie.process.entry import Act, Datum

MARK = "sealed:"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A value that is kept beside the record: the field, the token that stands in the entry, the value and the salt that bind them."""

    field: str
    token: str
    value: str
    salt: str

    @property
    def holds(self) -> bool:
        """Whether the value is the one that was sealed."""
        return self.token == token(self.value, self.salt)


def token(value: str, salt: str) -> str:
    """What stands in the entry in place of a value.

    >>> token("王某", "00")[:11], len(token("王某", "00"))
    ('sealed:7c93', 71)
    """
    return MARK + sealing.digest(f"{salt}:{value}".encode())


def withhold(what: Act, definition: Definition) -> tuple[Act, tuple[Withheld, ...]]:
    """An act with a token for each personal value, and the values. What bears a token already stays as it is."""
    kept: list[Withheld] = []
    data: list[tuple[str, Datum]] = []
    for name, value in what.data:
        field = definition.field_of.get(name)
        if field is not None and field.personal and isinstance(value, str) and not value.startswith(MARK):
            salt = secrets.token_hex(16)
            kept.append(Withheld(name, token(value, salt), value, salt))
            value = kept[-1].token  # noqa: PLW2901  # the token takes its place
        data.append((name, value))
    return replace(what, data=tuple(data)), tuple(kept)
