"""`zone.yaml`: the name of a layer, what it extends, its horizons, its currency and price basis."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Literal

import pydantic

from chengjie.errors import Refusal
from chengjie.package import descriptor, documents
from chengjie.package.written import Part, Said
from chengjie.values import Period, Text

FILE = "zone.yaml"
ID = r"^[a-z0-9][a-z0-9-]{0,63}$"


class ZoneFile(Part):
    """What `zone.yaml` holds. Keys that we do not know are faults: a slip of the pen should not pass unseen."""

    id: str = pydantic.Field(pattern=ID)
    title: Said
    extends: str | None = pydantic.Field(default=None, pattern=ID)
    region: str | None = None
    """The region (of regions.csv) that the zone's own pages are about."""
    horizons: tuple[str, ...] = ()
    currency: Literal["CNY"] = "CNY"
    prices: Literal["current", "constant"] = "current"
    note: str = ""

    @pydantic.field_validator("horizons", mode="before")
    @classmethod
    def _written_as_numbers(cls, value: object) -> object:
        return [str(each) for each in value] if isinstance(value, list) else value

    @pydantic.field_validator("horizons")
    @classmethod
    def _periods(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            Period.parse(each)
        return value

    @property
    def text(self) -> Text:
        """The title as a value."""
        return Text(self.title.zh, self.title.en)


def read(folder: Path) -> ZoneFile:
    """The zone file of a folder. Refuses `zone-file-missing`, `zone-file-invalid` (a fault a key)."""
    file = f"{folder.name}/{FILE}"
    if not (folder / FILE).is_file():
        raise Refusal.of("zone-file-missing", file=file)
    data = documents.read_yaml(folder / FILE, file=file)
    return _checked(json.dumps(data, ensure_ascii=False, default=str), file)


@functools.lru_cache(maxsize=64)
def _checked(written: str, file: str) -> ZoneFile:
    try:
        return ZoneFile.model_validate_json(written)
    except pydantic.ValidationError as error:
        raise Refusal(descriptor.faults(error, "zone-file-invalid", file=file)) from error
