"""A refusal in words: one sentence and one remedy a code, in both languages, from `report/refusals.csv` (§9)."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from chengjie.errors import Fault, Refusal
from chengjie.values import Text


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said of a code; braces name its parameters."""

    sentence: Text
    remedy: Text


@cache
def wordings() -> Mapping[str, Wording]:
    """Every code with its wording."""
    text = files("chengjie.report").joinpath("refusals.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Wording(Text(row["zh"], row["en"]), Text(row["remedy_zh"], row["remedy_en"]))
        for row in csv.DictReader(io.StringIO(text))
    }


def sentence(fault: Fault) -> Text:
    """What is wrong.

    >>> sentence(Fault("unit-unknown", parameters={"unit": "斛"})).en
    'The unit “斛” is not declared.'
    """
    return _filled(wordings()[fault.code].sentence, fault)


def remedy(fault: Fault) -> Text:
    """What to do about it."""
    return _filled(wordings()[fault.code].remedy, fault)


def _filled(text: Text, fault: Fault) -> Text:
    """A parameter `x` whose English differs stands beside it as `x_en`."""
    named = {key: "—" if value is None else value for key, value in fault.parameters.items()}
    english = {**named, **{key[:-3]: value for key, value in named.items() if key.endswith("_en")}}
    return Text(text.zh.format_map(named), text.en.format_map(english))


def as_json(refusal: Refusal) -> dict[str, Any]:
    """`{"refused": [{"code", "where", "message", "remedy"}]}`, one for each fault."""
    return {
        "refused": [
            {
                "code": fault.code,
                "where": str(fault.where),
                "message": sentence(fault).as_json(),
                "remedy": remedy(fault).as_json(),
            }
            for fault in refusal.faults
        ]
    }
