"""What every definition file is made of: parts without unknown keys, and words in both languages."""

from __future__ import annotations

from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

from chengjie.values import Text


class Part(BaseModel):
    """A part of a definition: frozen, and without keys that we do not know, so that a slip of the pen does not pass unseen.

    >>> try:
    ...     Part.model_validate({"colour": "red"})
    ... except ValueError as error:
    ...     print(type(error).__name__)
    ValidationError
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Said(Part):
    """Words in both languages.

    >>> Said(zh="园区", en="park").text.say("en")
    'park'
    """

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @property
    def text(self) -> Text:
        """As a value."""
        return Text(self.zh, self.en)
