"""Simulated projects: the totals of the plan, the same for a seed, refused twice, and gone without a trace of others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from tests.web.conftest import signed_in

from chengjie.errors import Refusal
from chengjie.process import Act, data_of
from chengjie.process.auditing import verify
from chengjie.web import cases, demo, demo_plans, scope, zone
from chengjie.web.models import Account, Case, CaseEntry, Line, Reach, Waiting


def test_stated_totals_are_met_to_the_yuan_of_the_plan() -> None:
    made = demo_plans.plans(2018)
    assert len(made) == demo_plans.COUNT
    for total in demo_plans.totals():
        here = [each for each in made if each.three_500 and each.day(3).year <= total.year]
        assert len(here) == total.projects
        assert sum(each.contract for each in here) == total.money * 10_000
    assert [(each.projects, each.money) for each in demo_plans.totals()] == [(83, Decimal("1230.7")), (250, Decimal(3600)), (650, Decimal(9800))]  # fmt: skip


def test_claims_under_the_totals_are_named() -> None:
    known = {row["id"]: row for row in zone.claims("targets")}
    for total in demo_plans.totals():
        assert [known[each]["indicator"] for each in total.claims] == [demo_plans.NUMBER, demo_plans.MONEY]


def test_one_seed_gives_one_set_and_another_seed_another() -> None:
    assert demo_plans.plans(7) == demo_plans.plans(7)
    assert demo_plans.plans(7) != demo_plans.plans(8)


@pytest.mark.django_db
def test_filling_twice_with_a_seed_gives_the_same_record() -> None:
    def record() -> list[tuple[str, str]]:
        return list(CaseEntry.objects.order_by("case__number", "number").values_list("content", "hash"))

    demo.fill(seed=3, projects=12)
    first = record()
    demo.clear()
    demo.fill(seed=3, projects=12)
    assert record() == first


@pytest.mark.django_db
def test_simulated_projects_are_marked_and_prove_whole() -> None:
    filled = demo.fill(seed=3, projects=12)
    assert filled.projects == 12 == Case.objects.filter(simulated=True).count() == Line.objects.count()
    assert filled.entries == CaseEntry.objects.count()
    for case in Case.objects.all():
        entries = [row.entry() for row in case.entries.order_by("number")]
        assert verify(entries).holds
        assert {each.by.person for each in entries} == {demo.CLERK}
        assert case.head == cases.state_of(case).head


@pytest.mark.django_db
def test_filling_over_simulated_projects_is_refused() -> None:
    demo.fill(seed=3, projects=2)
    with pytest.raises(Refusal, match="demo-there-already"):
        demo.fill(seed=3, projects=2)
    assert Case.objects.count() == 2


def test_a_zone_without_the_totals_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zone, "claims", lambda kind: ())
    with pytest.raises(Refusal, match="demo-claims-missing"):
        demo_plans.totals()


def test_clearing_leaves_a_real_case_as_it_was(offices: dict[str, User]) -> None:
    act = Act("open", place="431127", data=data_of({"name": "真项目"}), channel="online")
    real = cases.open_case(scope.actors(offices["lan"]), "project-life", act, by=offices["lan"])

    def rows() -> list[object]:
        kinds = (Case, CaseEntry, Reach, Waiting, Line)
        return [list(kind.objects.order_by("pk").values()) for kind in kinds]

    before = rows()
    demo.fill(seed=3, projects=12)
    assert rows() != before
    assert demo.clear() == 12
    assert rows() == before
    assert real.number == Case.objects.get().number


def test_a_simulated_case_goes_on_without_drawing_on_a_real_account(offices: dict[str, User]) -> None:
    lan = offices["lan"]
    account = Account.objects.create(resource="land", place="431127", title="用地", total=Decimal(5), unit="亩", start=date(2018, 1, 1), end=date(2099, 12, 31), source="x", by=lan)  # fmt: skip
    opening = Act("open", place="431127", data=data_of({"name": "模拟项目", "is_enclave": False}), channel="online")
    case = cases.open_case(scope.actors(lan), "project-life", opening, by=lan, simulated=True)
    for step, outcome, data in (
        ("lead", "talk", {"strategy": "未落户"}), ("in-talks", "agree", {"catalogue_class": "允许", "is_new": True}),
        ("budget", "reserve", {"land_area": 60}),
    ):  # fmt: skip
        cases.go_on(case, scope.actors(lan), Act("decide", step=step, outcome=outcome, data=data_of(data)))
    assert cases.state_of(case).held == (("land", 4),)
    assert account.budget().left == Decimal(5)


def test_simulated_cases_say_so_on_every_page(offices: dict[str, User]) -> None:
    demo.fill(seed=3, projects=12)
    client, case = signed_in(offices["province"]), Case.objects.filter(simulated=True).order_by("pk")[0]
    assert client.get("/cases/").content.decode().count('class="weak simulated"') == 12
    assert 'class="weak simulated"' in client.get(f"/cases/{case.number}/").content.decode()
    assert client.get("/cases/?format=csv").content.decode("utf-8-sig").count(",模拟\r\n") == 13
