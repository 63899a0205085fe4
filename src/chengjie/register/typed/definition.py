"""A register as data (`registers/*.yaml`): its fields, its key, what its records are about, and who may see what (登记定义)."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import Field as Has

from chengjie.package.written import Part, Said
from chengjie.values import Text
from chengjie.values.quantity import unit_title

NAME = r"^[a-z][a-z0-9_]{0,39}$"
Kind = Literal["text", "number", "truth", "date", "choice", "place", "carrier", "industry", "credit-code"]


class Choice(Part):
    """One of the values that a field may have."""

    id: str = Has(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    title: Said


class Field(Part):
    """A column of a register. `see`: everybody who sees the record, those within reach of it, or only some roles among these.

    `mask`: what the others get of it: nothing, or its beginning and end. `personal`: each reading of it is noted.
    """

    name: str = Has(pattern=NAME)
    kind: Kind = "text"
    title: Said
    note: Said | None = None
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    list: bool = False
    """Whether it stands in the list and may be filtered by."""
    find: bool = False
    """Whether the search box looks into it."""
    see: Literal["public", "scope", "roles"] = "public"
    roles: tuple[str, ...] = ()
    mask: Literal["hide", "part"] = "hide"
    personal: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    longest: int = Has(default=300, ge=1, le=2000)

    @cached_property
    def choice_of(self) -> dict[str, Choice]:
        """Choices by id."""
        return {each.id: each for each in self.choices}

    @property
    def heading(self) -> Text:
        """The title with its unit, as it stands above a column."""
        if not self.unit:
            return Text(self.title.zh, self.title.en)
        unit = unit_title(self.unit)
        return Text(f"{self.title.zh}（{unit.zh}）", f"{self.title.en} ({unit.en})")

    @property
    def headings(self) -> tuple[str, ...]:
        """All that may stand above its column: the name, the title, and the title with the unit in either language's words."""
        unit = (f"{self.title.en}（{self.unit}）",) if self.unit else ()
        return (self.name, self.title.zh, self.title.en, self.heading.zh, self.heading.en, *unit)


class Bound(Part):
    """The fields that say what a record is about, as far as scope goes."""

    place: str = ""
    carrier: str = ""
    enterprise: str = ""


class Valid(Part):
    """The fields that say from when and until when a record holds."""

    since: str = Has(default="", alias="from")
    until: str = ""


class Register(Part):
    """A register: a kind of record (登记簿). `open`: whether everybody sees its records or only those within reach.

    `key`: the fields that tell one record from every other. `writers`: roles that add and correct within their reach.
    """

    id: str = Has(pattern=r"^[a-z][a-z0-9-]{0,39}$")
    title: Said
    about: Said
    open: Literal["public", "scope"] = "scope"
    writers: tuple[str, ...] = Has(min_length=1)
    key: tuple[str, ...] = Has(min_length=1)
    name: str
    bound: Bound = Bound()
    valid: Valid = Valid()
    source: str
    proposed: bool = False
    """The fields were drawn up here and wait for the office that keeps the register to confirm them."""
    fields: tuple[Field, ...] = Has(min_length=1)

    @cached_property
    def field_of(self) -> dict[str, Field]:
        """Fields by name."""
        return {each.name: each for each in self.fields}

    @property
    def listed(self) -> tuple[Field, ...]:
        """The fields of the list, without the name, which leads it."""
        return tuple(each for each in self.fields if each.list and each.name != self.name)

    def everybody_sees(self, field: Field) -> bool:
        """Whether whoever sees a record sees the field."""
        return field.see == "public" or (field.see == "scope" and self.open == "scope")
