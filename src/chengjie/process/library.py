"""All processes of a zone, every version, checked together before any is used (流程库)."""

from __future__ import annotations

import difflib
import weakref
from collections.abc import Mapping
from dataclasses import dataclass

import chengjie.package
from chengjie.errors import Fault, Refusal, Where
from chengjie.package import Package
from chengjie.process.checking import check
from chengjie.process.definition import Definition
from chengjie.process.law import Law, law

KIND = "processes"


@dataclass(frozen=True)
class Library:
    """Definitions by name and version, the latest of each, and the law under which they run."""

    definitions: Mapping[tuple[str, int], Definition]
    law: Law

    @property
    def latest(self) -> Mapping[str, Definition]:
        """The latest version of each process, by name."""
        return {name: each for (name, _), each in sorted(self.definitions.items())}

    def get(self, name: str, version: int | None = None) -> Definition:
        """One definition, the latest where no version is named. Refuses `process-unknown` with the nearest name."""
        found = self.latest.get(name) if version is None else self.definitions.get((name, version))
        if found is None:
            nearest = "".join(difflib.get_close_matches(name, list(self.latest), 1, 0.3))
            raise Refusal.of("process-unknown", name=name, version=version, nearest=nearest or None)
        return found


_kept: weakref.WeakKeyDictionary[Package, Library] = weakref.WeakKeyDictionary()


def processes(package: Package) -> Library:
    """Every process of a zone, read and checked once. Refuses with every fault of every definition."""
    if package not in _kept:
        library, faults = read(package)
        if faults:
            raise Refusal(faults)
        _kept[package] = library
    return _kept[package]


def read(package: Package) -> tuple[Library, tuple[Fault, ...]]:
    """The processes as they are, and everything that is wrong with them."""
    here = law(package)
    found = chengjie.package.checked(package.definitions(KIND), Definition)
    faults: list[Fault] = []
    definitions: dict[tuple[str, int], Definition] = {}
    for each in found:
        key = (each.name, each.version)
        if key in definitions or each.id not in {each.name, f"{each.name}@{each.version}"}:
            faults.append(
                Fault(
                    "process-version-wrong",
                    Where(file=f"processes/{each.id}.yaml"),
                    {"id": each.id, "version": each.version},
                )
            )
        definitions[key] = each
        faults += check(each, law=here, sources=package.sources)
    return Library(definitions, here), tuple(faults)
