"""The check of a whole zone: everything that is wrong with it at once, each fault with file, row, column and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import chengjie.network
import chengjie.package
from chengjie.errors import Fault, Refusal
from chengjie.package import Package
from chengjie.process import figures, library, worked
from chengjie.system import corrections, dates, definitions, meanings

_OF_MEANING: tuple[Callable[[Package], Iterator[Fault]], ...] = (
    dates.check,
    meanings.check,
    corrections.check,
    definitions.check,
    chengjie.network.check,
)


def check_zone(name_or_path: str | Path) -> tuple[Fault, ...]:
    """Every fault of a zone (区域核查); empty where it is sound. Form comes first, then dates, then meaning.

    >>> check_zone("no-such-zone")[0].code
    'zone-unknown'
    """
    try:
        package = chengjie.package.open_package(name_or_path)
        return (*faults(package), *_processes(package))
    except Refusal as refusal:
        return refusal.faults


def _processes(package: Package) -> Iterator[Fault]:
    """Every fault of processes and their figures; left out where a zone is only opened, for reading them takes a while."""
    readers: tuple[Callable[[Package], object], ...] = (library.processes, figures.rates, worked.worked)
    for read in readers:
        try:
            read(package)
        except Refusal as refusal:
            yield from refusal.faults


def faults(package: Package) -> tuple[Fault, ...]:
    """Every fault of an opened package."""
    found = list(chengjie.package.check(package))
    for look in _OF_MEANING:
        try:
            found += look(package)
        except Refusal as refusal:
            found += [fault for fault in refusal.faults if fault not in found]
    return tuple(found)


def open_zone(name_or_path: str | Path) -> Package:
    """A zone that is sound. Refuses with every fault where it is not, so that no site starts on faulty data.

    >>> open_zone("china").title.en
    'China: national law, classifications and standards'
    """
    package = chengjie.package.open_package(name_or_path)
    if found := faults(package):
        raise Refusal(found)
    return package
