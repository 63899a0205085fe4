"""A project that looks for a carrier (项目): what it makes, how big it is, what it wishes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from chengjie.errors import Fault, Refusal, Where
from chengjie.package import documents
from chengjie.values import Quantity, reading

# key: unit it is kept in, and the largest amount that is believed
AMOUNTS: dict[str, tuple[str, Decimal]] = {
    "investment": ("亿元", Decimal(5000)),
    "land": ("亩", Decimal(100000)),
    "plant_area": ("平方米", Decimal(20_000_000)),
    "power": ("万千瓦时", Decimal(5_000_000)),
    "water": ("万立方米", Decimal(100_000)),
    "energy": ("吨标准煤", Decimal(50_000_000)),
    "jobs": ("人", Decimal(500_000)),
}
_TEXTS = ("name", "industry", "origin")
_WISHES = ("places", "most_km_to_port")
_KEYS = (*_TEXTS, *AMOUNTS, "wishes")
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a project asks of its place: prefectures or counties by name, and how far a sea port may be (km)."""

    places: tuple[str, ...] = ()
    most_km_to_port: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A project. Amounts are None where not said; they are asked for by name, never taken as zero."""

    name: str
    industry: str
    investment: Quantity | None = None
    land: Quantity | None = None
    plant_area: Quantity | None = None
    power: Quantity | None = None
    water: Quantity | None = None
    energy: Quantity | None = None
    jobs: Quantity | None = None
    origin: str | None = None
    wishes: Wishes = Wishes()


def read_project(source: Path | Mapping[str, Any]) -> Project:
    """A project from a YAML file or from values. Refuses `project-…` with every fault at once.

    >>> read_project({"name": "甲", "industry": "服装", "land": "100 亩", "investment": "5000万元"}).investment
    Quantity(value=Decimal('0.5'), unit='亿元')
    """
    file = source.name if isinstance(source, Path) else None
    data = documents.read_yaml(source, file=source.name) if isinstance(source, Path) else dict(source)
    faults: list[Fault] = [
        Fault("project-key-unknown", Where(file=file), {"key": str(key), "nearest": _nearest(str(key), _KEYS)})
        for key in data
        if key not in _KEYS
    ]
    texts = {key: _text(key, data.get(key), file, faults) for key in _TEXTS}
    amounts = {key: _amount(key, data[key], file, faults) for key in AMOUNTS if data.get(key) not in (None, "")}
    wishes = _wishes(data.get("wishes") or {}, file, faults)
    if faults:
        raise Refusal(faults)
    return Project(texts["name"] or "", texts["industry"] or "", origin=texts["origin"], wishes=wishes, **amounts)


def _nearest(key: str, known: tuple[str, ...]) -> str:
    return "".join(difflib.get_close_matches(key, known, 1, 0.3))


def _text(key: str, given: object, file: str | None, faults: list[Fault]) -> str | None:
    said = str(given).strip() if given not in (None, "") else ""
    if not said and key != "origin":
        faults.append(Fault("project-missing", Where(file=file), {"key": key}))
    if len(said) > LONGEST_TEXT:
        faults.append(Fault("project-text-too-long", Where(file=file), {"key": key, "limit": LONGEST_TEXT}))
    return said or None


def _amount(key: str, given: object, file: str | None, faults: list[Fault]) -> Quantity | None:
    unit, most = AMOUNTS[key]
    found = reading.amount(str(given))
    if found is None:
        faults.append(
            Fault("project-amount-unreadable", Where(file=file), {"key": key, "given": str(given)[:40], "unit": unit})
        )
        return None
    try:
        amount = Quantity(found[0], found[1] or unit).to(unit)
    except Refusal as refusal:
        faults += [Fault(each.code, Where(file=file, column=key), each.parameters) for each in refusal.faults]
        return None
    if amount.value <= 0:
        faults.append(Fault("project-amount-not-positive", Where(file=file), {"key": key, "given": str(given)[:40]}))
    elif amount.value > most:
        faults.append(
            Fault(
                "project-amount-absurd",
                Where(file=file),
                {"key": key, "given": str(given)[:40], "most": f"{most} {unit}"},
            )
        )
    return amount


def _wishes(given: object, file: str | None, faults: list[Fault]) -> Wishes:
    if not isinstance(given, Mapping):
        faults.append(Fault("project-wishes-unreadable", Where(file=file), {"given": str(given)[:40]}))
        return Wishes()
    for key in given:
        if key not in _WISHES:
            faults.append(  # noqa: PERF401  # one of several kinds of fault gathered here
                Fault(
                    "project-key-unknown",
                    Where(file=file),
                    {"key": f"wishes.{key}", "nearest": _nearest(str(key), _WISHES)},
                )
            )
    places = given.get("places") or ()
    named = (
        tuple(re.split(r"[、，,;\s]+", places.strip()))
        if isinstance(places, str)
        else tuple(str(each) for each in places)
    )
    most = given.get("most_km_to_port")
    try:
        farthest = Decimal(str(most)) if most not in (None, "") else None
    except InvalidOperation:
        farthest = None
        faults.append(
            Fault(
                "project-amount-unreadable",
                Where(file=file),
                {"key": "most_km_to_port", "given": str(most)[:40], "unit": "公里"},
            )
        )
    if farthest is not None and farthest <= 0:
        faults.append(
            Fault("project-amount-not-positive", Where(file=file), {"key": "most_km_to_port", "given": str(most)[:40]})
        )
    return Wishes(tuple(name for name in named if name), farthest)
