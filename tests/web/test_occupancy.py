"""What a carrier has on record: plots by state, utilities, plants and how full they are; what is missing is named and never nought."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client

from chengjie.process import Act, data_of
from chengjie.web import cases, occupancy, registers, scope, zone
from chengjie.web.records.people import Right
from chengjie.web.records.registers import Record

PARK = "S437062"
PLOT = {"place": "431127", "carrier": PARK, "state": "offered", "source": "样例"}


@pytest.fixture
def manager(administrator: User) -> User:
    found = User.objects.create_user("park")
    Right.objects.create(user=found, role="park-manager", carrier=PARK, since=date(2020, 1, 1), given_by=administrator)
    return found


def kept(by: User, register: str, **cells: str) -> Record:
    return registers.add(registers.register(register), cells, scope.actors(by), by=by)


def page(user: User | None = None) -> str:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(f"/carriers/{PARK}/").content.decode()


def test_plots_are_summed_by_state_and_one_without_an_area_leaves_its_sum_unknown(manager: User) -> None:
    kept(manager, "plots", number="D-1", name="一号地", area="30", power="是", water="否", **PLOT)
    gap = kept(manager, "plots", number="D-2", name="二号地", power="是", **PLOT)
    kept(manager, "plots", number="D-3", name="三号地", area="12.5", **{**PLOT, "state": "taken"})
    found = occupancy.stock(PARK, scope.actors(manager))
    assert found is not None
    areas = {title.en: (area.count, area.value, area.lacking) for title, area in found.by_state}
    assert areas["offered"] == (2, None, (gap,))
    assert areas["taken"] == (1, Decimal("12.5"), ())
    assert areas["idle"] == (0, None, ())
    power, water = (next(each for each in found.utilities if each.title.en == name) for name in ("power", "water"))
    assert (power.there, power.absent, power.unsaid) == (2, 0, 1)
    assert (water.there, water.absent, water.unsaid) == (0, 1, 2)
    assert "二号地" in page()


def test_plants_say_how_full_they_are_and_a_let_one_moves_it(manager: User) -> None:
    wanted, who = registers.register("standard-plants"), scope.actors(manager)
    row = kept(
        manager,
        "standard-plants",
        number="F-1",
        name="一号厂房",
        floor_area="10000",
        free_area="4000",
        **{**PLOT, "state": "free"},
    )
    first = occupancy.stock(PARK, who)
    assert first is not None
    assert first.occupied == Decimal("60.0")
    let = {
        **{name: str(each) for name, each in row.data.items()},
        "free_area": "0",
        "state": "full",
        "tenants": "甲公司",
    }
    registers.correct(row, wanted, let, who, by=manager, seen=1, why="租出")
    full = occupancy.stock(PARK, who)
    assert full is not None
    assert full.occupied == Decimal("100.0")
    kept(manager, "standard-plants", number="F-2", name="二号厂房", floor_area="500", **{**PLOT, "state": "building"})
    unknown = occupancy.stock(PARK, who)
    assert unknown is not None
    assert unknown.occupied is None
    assert [each.name for each in unknown.free.lacking] == ["二号厂房"]
    assert "甲公司" not in page()


def test_projects_under_way_are_for_those_within_reach(manager: User, offices: dict[str, User]) -> None:
    act = Act("open", place="431127", carrier=PARK, data=data_of({"name": "皮具项目"}), channel="online")
    cases.open_case(scope.actors(offices["lan"]), "project-life", act, by=offices["lan"])
    assert "皮具项目" in page(manager)
    assert "皮具项目" in page(offices["lan"])
    assert "皮具项目" not in page(offices["xintian"])
    assert "皮具项目" not in page()


@pytest.mark.django_db
def test_an_empty_carrier_says_that_nothing_is_on_record() -> None:
    assert PARK in zone.carriers().by_id
    assert "没有登记地块和标准厂房" in page()
