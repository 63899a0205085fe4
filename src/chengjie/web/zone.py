"""Where pages get their data: the zone opened once, and what each page asks of the rooms below."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings

import chengjie.indicator
import chengjie.register
import chengjie.system
from chengjie.indicator import Progress
from chengjie.package import Package, Row
from chengjie.register import Carriers, CatalogueRow, Distances, Geometry, Industries, Places


@lru_cache(maxsize=1)
def package() -> Package:
    """The zone that this site serves."""
    return chengjie.system.open_zone(settings.ZONE)


@lru_cache(maxsize=1)
def places() -> Places:
    """Its places."""
    return chengjie.register.places(package())


@lru_cache(maxsize=1)
def carriers() -> Carriers:
    """Its carriers."""
    return chengjie.register.carriers(package())


@lru_cache(maxsize=1)
def industries() -> Industries:
    """The industries and the labels mapped to them."""
    return chengjie.register.industries(package())


@lru_cache(maxsize=1)
def catalogue() -> tuple[CatalogueRow, ...]:
    """The catalogue rows of its plans."""
    return chengjie.register.catalogue(package())


@lru_cache(maxsize=1)
def distances() -> Distances:
    """Road, rail and straight distances."""
    return chengjie.register.distances(package())


@lru_cache(maxsize=1)
def geometry() -> Geometry:
    """County shapes."""
    return chengjie.register.geometry(package())


@lru_cache(maxsize=1)
def progress() -> tuple[Progress, ...]:
    """Every headline target of every plan with what was seen."""
    return chengjie.indicator.progress(package())


@lru_cache(maxsize=1)
def documents() -> Mapping[str, Row]:
    """The plans of the zone by short name."""
    return {row["id"]: row for row in package().rows("documents")}


@lru_cache(maxsize=8)
def claims(kind: str) -> tuple[Row, ...]:
    """The claims of one kind, as the zone keeps them."""
    return package().rows(f"claims/{kind}")


@lru_cache(maxsize=1)
def covered() -> tuple[str, ...]:
    """The codes of all counties that a plan of the zone covers."""
    found: dict[str, None] = {}
    for region in places().regions:
        if any(row.get("region") == region.id for row in documents().values()):
            found |= {place.code: None for place in places().counties(region.id)}
    return tuple(found) or tuple(shape.code for shape in geometry())


@lru_cache(maxsize=1)
def observations_by_place() -> dict[str, list[Any]]:
    """Observations by the code of their place."""
    found: dict[str, list[Any]] = {}
    for each in chengjie.indicator.observations(package()):
        found.setdefault(each.place, []).append(each)
    return found
