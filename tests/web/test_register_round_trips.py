"""Every register of the zone: what goes out as a sheet comes back in unchanged, and its form is read as it was given out."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from tests.web.conftest import signed_in
from tests.web.test_imports import bring, counts

import chengjie.package
from chengjie.register.typed import Field, Register, registers
from chengjie.web import registers as kept
from chengjie.web import scope
from chengjie.web.records.people import Right
from chengjie.web.records.registers import Record

KNOWN = registers(chengjie.package.open_package("xiangnan-xiangxi"))
CELLS = {
    "text": "=1+1 “甲、乙”\n丙", "number": "12.50", "truth": "是", "date": "2026-01-02", "place": "蓝山县", "industry": "3985",
    "credit-code": "91430000MA4L00000F", "carrier": "",
}  # fmt: skip


def cell(field: Field) -> str:
    if field.kind == "choice":
        return field.choices[-1].id
    if field.kind == "number" and field.least is not None:
        return str(field.least)
    return CELLS[field.kind][: field.longest]


@pytest.fixture
def keeper(offices: dict[str, User]) -> User:
    """Somebody with every role that keeps a register, over the whole of 永州."""
    user = offices["yongzhou"]
    for role in {role for each in KNOWN.values() for role in each.writers} - {"park-manager"}:
        Right.objects.get_or_create(user=user, role=role, place="431100", defaults={"since": date(2020, 1, 1), "given_by": user})  # fmt: skip
    return user


def code() -> str:
    from chengjie.register.typed import check_digit

    first = "91431127MA4L00000"
    return first + check_digit(first)


@pytest.mark.parametrize("register", KNOWN.values(), ids=KNOWN)
@pytest.mark.parametrize(("language", "ending"), [("zh", "xlsx"), ("en", "csv")])
def test_what_goes_out_comes_back_in_unchanged(register: Register, language: str, ending: str, keeper: User) -> None:
    cells = {each.name: code() if each.kind == "credit-code" else cell(each) for each in register.fields}
    if register.valid.until:
        cells[register.valid.until] = ""
    kept.add(register, cells, scope.actors(keeper), by=keeper)
    client = signed_in(keeper)
    client.cookies["language"] = language
    out = client.get(f"/registers/{register.id}/?format={ending}")
    row = bring(client, out.getvalue() if hasattr(out, "getvalue") else out.content, register=register.id, name=f"out.{ending}")  # fmt: skip
    assert counts(row) == (0, 0, 1, 0), row.sample
    assert Record.objects.get().version == 1
