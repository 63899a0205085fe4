"""The registers of a zone, read and checked whole."""

from __future__ import annotations

import difflib
import weakref
from collections.abc import Iterator, Mapping

import chengjie.package
from chengjie.errors import Fault, Refusal, Where
from chengjie.package import Package
from chengjie.register.typed.definition import Register

KIND = "registers"
SOURCE = "source"
LONGEST_KEY = 320
_kept: weakref.WeakKeyDictionary[Package, Mapping[str, Register]] = weakref.WeakKeyDictionary()


def registers(package: Package) -> Mapping[str, Register]:
    """Every register of a zone by id. Refuses `definition-invalid`, `register-…` with every fault of every definition."""
    if package not in _kept:
        found = chengjie.package.checked(package.definitions(KIND), Register)
        roles = {row["id"] for row in package.rows("roles")} if "roles" in package.tables else set()
        faults = [fault for each in found for fault in _faults(each, package, roles)]
        if faults:
            raise Refusal(faults)
        _kept[package] = {each.id: each for each in found}
    return _kept[package]


def register(package: Package, name: str) -> Register:
    """One register. Refuses `register-unknown` with the nearest name."""
    known = registers(package)
    if name not in known:
        raise Refusal.of(
            "register-unknown", name=name, nearest="".join(difflib.get_close_matches(name, list(known), 1, 0.3)) or "—"
        )
    return known[name]


def _faults(wanted: Register, package: Package, roles: set[str]) -> Iterator[Fault]:
    where = Where(file=f"registers/{wanted.id}.yaml")
    names = [each.name for each in wanted.fields]
    for twice in sorted({name for name in names if names.count(name) > 1}):
        yield Fault("register-field-twice", where, {"field": twice})
    for name, key in _named(wanted):
        if name not in names:
            yield Fault("register-field-unknown", where, {"field": name, "key": key})
    if wanted.source not in package.sources:
        yield Fault("register-source-unknown", where, {"source": wanted.source})
    for role in dict.fromkeys((*wanted.writers, *(role for each in wanted.fields for role in each.roles))):
        if role not in roles:
            yield Fault("register-role-unknown", where, {"role": role})
    yield from _lacking(wanted, where)


def _named(wanted: Register) -> Iterator[tuple[str, str]]:
    """Every field that the definition speaks of, and under which key."""
    yield from ((name, "key") for name in wanted.key)
    yield wanted.name, "name"
    yield SOURCE, "fields"
    yield from ((name, f"bound.{key}") for key, name in wanted.bound if name)
    yield from ((name, "valid") for name in (wanted.valid.since, wanted.valid.until) if name)


def _lacking(wanted: Register, where: Where) -> Iterator[Fault]:
    """A field without what it needs, and a field that lists and search would show to those who may not see it."""
    must = {*wanted.key, wanted.name}
    for each in wanted.fields:
        if each.kind == "choice" and not each.choices:
            yield Fault("register-field-needs", where, {"field": each.name, "needs": "choices"})
        if each.see == "roles" and not each.roles:
            yield Fault("register-field-needs", where, {"field": each.name, "needs": "roles"})
        if each.name in must and not each.required:
            yield Fault("register-field-needs", where, {"field": each.name, "needs": "required"})
        if each.personal and each.see == "public":
            yield Fault("register-field-needs", where, {"field": each.name, "needs": "see"})
        told = each.list or each.find or each.name in must
        if (told and (each.personal or not wanted.everybody_sees(each))) or (each.required and each.see == "roles"):
            yield Fault("register-field-leaks", where, {"field": each.name})
    if sum(wanted.field_of[name].longest for name in wanted.key if name in wanted.field_of) > LONGEST_KEY:
        yield Fault("register-field-needs", where, {"field": ", ".join(wanted.key), "needs": f"longest: {LONGEST_KEY}"})
    bound = [(each.name, kind) for each in wanted.fields for kind, name in wanted.bound if name == each.name]
    kinds = {"place": "place", "carrier": "carrier", "enterprise": "credit-code"}
    for name, kind in bound:
        if wanted.field_of[name].kind != kinds[kind]:
            yield Fault("register-field-needs", where, {"field": name, "needs": f"kind: {kinds[kind]}"})
    for name in (wanted.valid.since, wanted.valid.until):
        if name in wanted.field_of and wanted.field_of[name].kind != "date":
            yield Fault("register-field-needs", where, {"field": name, "needs": "kind: date"})
