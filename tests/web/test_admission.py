"""Admission on the site: the address is the case; only the site's keepers write; no unit of a budget is spent twice."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client

from chengjie.errors import Refusal
from chengjie.rule import Budget
from chengjie.web.records.people import Right
from chengjie.web.records.rules import Account, HeldCase, ParameterValue, Suspension

pytestmark = pytest.mark.django_db
PARK = "G432129"  # 郴州高新技术产业开发区, 431003
CASE = (
    f"/admission/?carrier={PARK}&on=2026-01-01&industry=2631&energy=6000&coal=0&is_new=true&shoreline_km=0.4&land=100"
)
DAYS = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}


@pytest.fixture
def as_chen(db: None) -> Client:
    """陈 keeps the site."""
    client = Client()
    client.force_login(User.objects.create_user("chen", password="long enough for Chen", is_staff=True))
    return client


@pytest.fixture
def account(li: User) -> Account:
    return Account.objects.create(
        resource="energy",
        place="431000",
        title="郴州能耗",
        total=Decimal(10000),
        unit="吨标准煤",
        source="甲",
        by=li,
        **DAYS,
    )


def test_a_case_is_held_and_says_why_not_and_what_would_do(client: Client) -> None:
    page = client.get(CASE).content.decode()
    assert "不通过" in page
    assert "到长江干支流岸线的距离：0.4 → 不低于 1 公里" in page
    assert "郴州高新技术产业开发区" in page
    english = client.get(CASE, headers={"Accept-Language": "en"}).content.decode()
    assert "does not pass" in english
    assert "at least 1" in english


def test_the_empty_form_asks_nothing_and_empty_fields_leave_the_address(client: Client) -> None:
    assert 'id="missing"' not in client.get("/admission/").content.decode()
    answer = client.get("/admission/?energy=&land=3&name=")
    assert (answer.status_code, answer["Location"]) == (302, "/admission/?land=3")


def test_bad_input_is_named_all_at_once(client: Client) -> None:
    answer = client.get(f"/admission/?energy=-3&land={quote('3 公里')}&is_new=true&is_extension=true")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert [code in page for code in ("case-input-range", "case-input-unit", "case-contradiction")] == [
        True,
        True,
        True,
    ]


def test_a_code_that_is_none_is_refused_with_the_nearest_on_both_pages(client: Client) -> None:
    for address in ("/admission/?industry=9999", "/match/?industry=9999"):
        answer = client.get(address)
        assert answer.status_code == 400
        assert "industry-unknown" in answer.content.decode()


@pytest.mark.parametrize("ending", ["xlsx", "docx", "csv", "json"])
def test_the_verdicts_go_out_as_files(client: Client, ending: str) -> None:
    answer = client.get(f"{CASE}&format={ending}")
    assert answer.status_code == 200
    assert f"chengjie-admission.{ending}" in answer["Content-Disposition"]


def test_the_library_shows_the_rules_of_a_day_and_a_rule_its_versions_and_cases(client: Client) -> None:
    assert "用电量" not in client.get("/rules/?on=2026-01-01&q=energy-review").content.decode()
    old = client.get("/rules/?on=2022-01-01&q=energy-review").content.decode()
    assert "固定资产投资项目节能审查办法（2016年）" in old
    rule = client.get("/rules/energy-review/").content.decode()
    assert all(year in rule for year in ("2023-05-31", "2023-06-01", "2025-09-01"))
    assert "年综合能源消费量 &lt; 1000 且 年煤炭消费量 &lt; 1000" in rule
    assert "核对不符" not in rule
    assert client.get("/rules/no-such-rule/").status_code == 404
    assert client.get("/rules/?format=xlsx").status_code == 200


def test_a_keeper_fills_a_parameter_with_a_source_and_every_entry_is_kept(
    as_chen: Client, as_li: Client, client: Client
) -> None:
    given = {"parameter": "park_least_investment", "value": "250", "scope": PARK, "source": "园区入园办法第三条"}
    assert as_li.post("/rules/parameters/fill/", given).status_code == 400
    assert client.post("/rules/parameters/fill/", given)["Location"].startswith("/sign-in/")
    for change in ({"source": ""}, {"value": "x"}, {"value": "-1"}, {"scope": "nowhere"}, {"parameter": "nothing"}):
        assert as_chen.post("/rules/parameters/fill/", given | change).status_code in {400, 404}
    assert ParameterValue.objects.count() == 0
    as_chen.post("/rules/parameters/fill/", given)
    assert (
        "亩均投资达到园区门槛" in client.get(f"{CASE}&fixed_investment=20000").content.decode().split('id="missing"')[0]
    )
    as_chen.post("/rules/parameters/fill/", given | {"value": "", "source": "撤回"})
    page = client.get("/rules/parameters/").content.decode()
    assert ParameterValue.objects.count() == 2
    assert "园区入园办法第三条" in page
    assert ParameterValue.standing([PARK]) == {}


def test_an_officer_writes_within_the_reach_of_the_office(
    as_li: Client, li: User, wang: User, account: Account
) -> None:
    def given(role: str, place: str = "", carrier: str = "") -> None:
        Right.objects.all().delete()
        Right.objects.create(user=li, role=role, place=place, carrier=carrier, since=date(2020, 1, 1), given_by=wang)

    def fills(scope: str) -> bool:
        said = {"parameter": "park_least_tax", "value": "10", "scope": scope, "source": "办法"}
        return as_li.post("/rules/parameters/fill/", said).status_code == 302

    given("park-manager", carrier=PARK)
    assert [fills(scope) for scope in (PARK, "G431033", "431000", "")] == [True, False, False, False]
    given("prefecture-officer", place="431000")
    assert [fills(scope) for scope in (PARK, "G431033", "431000", "")] == [True, False, True, False]
    entry = {"kind": "reserve", "case": "甲", "amount": "1"}
    assert as_li.post(f"/budgets/{account.pk}/draw/", entry).status_code == 302
    given("prefecture-officer", place="431100")
    assert as_li.post(f"/budgets/{account.pk}/draw/", entry | {"case": "乙"}).status_code == 400
    given("province-planner", place="430000")
    assert [fills(scope) for scope in (PARK, "431000", "")] == [True, True, True]
    given("analyst", place="430000")
    assert [fills(scope) for scope in (PARK, "")] == [False, False]


def test_the_nearest_scope_of_a_parameter_counts(li: User) -> None:
    for scope, value in (("", 1.0), ("431000", 2.0), (PARK, 3.0)):
        ParameterValue.objects.create(parameter="park_least_tax", scope=scope, value=value, source="甲", by=li)
    assert ParameterValue.standing() == {"park_least_tax": 1.0}
    assert ParameterValue.standing(["431000", PARK]) == {"park_least_tax": 3.0}


def test_what_a_ledger_has_left_decides_and_warns(client: Client, as_chen: Client, account: Account) -> None:
    assert "能耗不超过可用指标" not in client.get(CASE).content.decode().split('id="missing"')[0]
    written = {"kind": "reserve", "case": "甲项目", "amount": "9,500", "day": "2026-01-01"}
    as_chen.post(f"/budgets/{account.pk}/draw/", written)
    page = client.get(CASE).content.decode()
    assert "能耗不超过可用指标" in page.split('id="missing"')[0]
    assert "接近用完" in page
    as_chen.post(f"/budgets/{account.pk}/draw/", {"kind": "release", "case": "甲项目", "day": "2026-01-02"})
    assert [each.kind for each in account.entries.all()] == ["release", "reserve"]
    assert account.budget().left == 10000


def test_a_unit_is_not_spent_twice(account: Account, li: User, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = Account.objects.get(pk=account.pk), Account.objects.get(pk=account.pk)
    one.act("reserve", "甲", day=date(2026, 1, 1), by=li, amount=Decimal(6000))
    with pytest.raises(Refusal) as refused:
        other.act("reserve", "乙", day=date(2026, 1, 1), by=li, amount=Decimal(6000))
    assert refused.value.faults[0].code == "budget-overrun"
    stale = Budget("energy", "吨标准煤", Decimal(10000))  # as somebody saw it who read before 甲 wrote
    monkeypatch.setattr(Account, "budget", lambda self: stale)
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        other.act("reserve", "乙", day=date(2026, 1, 1), by=li, amount=Decimal(6000))


def test_who_may_not_write_into_ledgers_is_refused_and_so_is_what_cannot_be(
    as_li: Client, as_chen: Client, account: Account
) -> None:
    entry = {"kind": "reserve", "case": "甲", "amount": "1"}
    assert as_li.post(f"/budgets/{account.pk}/draw/", entry).status_code == 400
    for change in ({"kind": "steal"}, {"case": ""}, {"amount": "x"}, {"amount": "20000"}):
        assert as_chen.post(f"/budgets/{account.pk}/draw/", entry | change).status_code == 400
    opened = {
        "resource": "water",
        "place": "431000",
        "total": "50",
        "start": "2026-01-01",
        "end": "2026-12-31",
        "source": "文件",
    }
    for change in ({"resource": "gold"}, {"place": "1"}, {"source": ""}, {"end": "2025-01-01"}, {"total": "0"}):
        assert as_chen.post("/budgets/open/", opened | change).status_code == 400
    assert as_chen.post("/budgets/open/", opened).status_code == 302
    assert Account.objects.count() == 2
    assert as_chen.get(f"/budgets/{account.pk}/?format=csv").status_code == 200
    assert "郴州" in as_chen.get("/budgets/").content.decode()


def test_a_suspension_holds_the_cases_of_its_place_until_it_is_lifted(as_chen: Client, client: Client) -> None:
    as_chen.post(
        "/admission/keep/",
        {"carrier": PARK, "on": "2026-01-01", "industry": "2631", "name": "某化工项目", "csrfmiddlewaretoken": "x"},
    )
    assert HeldCase.objects.get().verdict == "unknown"
    given = {"place": "431003", "start": "2026-01-01", "source": "环境部门文件"}
    assert as_chen.post("/budgets/suspend/", given | {"source": ""}).status_code == 400
    as_chen.post("/budgets/suspend/", given)
    assert "所在地不在限批期内" in client.get(CASE).content.decode().split('id="missing"')[0]
    assert "限批中" in as_chen.get("/admission/cases/").content.decode()
    number = Suspension.objects.get().pk
    assert as_chen.post("/budgets/suspend/", {"lift": number, "end": "2025-12-31"}).status_code == 400
    as_chen.post("/budgets/suspend/", {"lift": number, "end": "2026-02-01"})
    assert as_chen.post("/budgets/suspend/", {"lift": number, "end": "2026-03-01"}).status_code == 400
    later = CASE.replace("2026-01-01", "2026-03-01")
    assert "所在地不在限批期内" not in client.get(later).content.decode().split('id="missing"')[0]


def test_one_sees_ones_own_cases_and_a_keeper_sees_all(
    as_li: Client, as_wang: Client, as_chen: Client, client: Client
) -> None:
    as_li.post("/admission/keep/", {"name": "李的项目", "energy": "5"})
    assert "李的项目" in as_li.get("/admission/cases/").content.decode()
    assert "李的项目" not in as_wang.get("/admission/cases/").content.decode()
    assert "李的项目" in as_chen.get("/admission/cases/").content.decode()
    assert client.get("/admission/cases/").status_code == 302


def test_the_api_answers_as_the_command_line_does(client: Client) -> None:
    given = {
        "given": {"shoreline_km": 0.4, "energy": "0.6 万吨标准煤"},
        "industry": "2631",
        "carrier": PARK,
        "on": "2026-01-01",
    }
    answer = client.post("/api/admit", json.dumps(given), content_type="application/json").json()
    (rule,) = [each for each in answer["rules"] if each["rule"] == "chemical-one-km"]
    assert (rule["verdict"], rule["changes"][0]["by"], answer["given"]["energy"]) == ("no", 0.6, 6000.0)
    assert (
        client.post("/api/admit", json.dumps({"given": {"enrgy": 1}}), content_type="application/json").status_code
        == 404
    )
    listed = client.get("/api/rules?on=2022-01-01").json()
    assert "energy-review-2016" in {each["source"] for each in listed["rules"]}
