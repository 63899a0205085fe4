"""Who sees which promises: her officer, the colleague, 新田县, the prefecture, the province, the firm, the public; on pages, in the
API, exports, search and deliveries alike."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests.web.api.test_tokens import codes
from tests.web.conftest import signed_in
from tests.web.programs import program
from tests.web.test_settlement import CLAIMS

from chengjie.errors import Refusal
from chengjie.process import Grant
from chengjie.web import hooks, promises, scope, tokens
from chengjie.web.records.hooks import Hook
from chengjie.web.records.people import Right
from chengjie.web.records.settlement import PromiseEntry

FIRM = "91350100M000100Y43"
ROW = {"promise": "蓝-1", "event": "承诺", "day": "2026-01-10", "by": "蓝山县政府", "to": "甲公司", "what": "租金补贴", "due": "2027-06-30", "source": "纪要", "enterprise": FIRM}  # fmt: skip
SEES = {"lan": True, "colleague": True, "clerk": True, "yongzhou": True, "province": True, "xintian": False, "firm": False, "beneficiary": True}  # fmt: skip


@pytest.fixture
def people(offices: dict[str, User], administrator: User) -> dict[str, User]:
    """Everybody of the offices, and the firm to which something was promised."""
    user = User.objects.create_user("beneficiary")
    Right.objects.create(user=user, role="enterprise", enterprise=FIRM, since=date(2020, 1, 1), given_by=administrator)
    return {**offices, "beneficiary": user}


@pytest.fixture
def entered(people: dict[str, User]) -> None:
    program(people["lan"]).post("/promises", {"entries": [ROW]})


@pytest.mark.parametrize(("name", "sees"), SEES.items())
def test_the_register_shows_what_lies_within_the_reach(people: dict[str, User], entered: None, name: str, sees: bool) -> None:  # fmt: skip
    page, asking = signed_in(people[name]), program(people[name])
    for address in ("/promises/", "/promises/?q=甲公司", "/promises/?format=csv"):
        assert ("租金补贴" in page.get(address).content.decode("utf-8-sig")) is sees, address
    assert ([each["promise"] for each in asking.get("/promises")["promises"]] == ["蓝-1"]) is sees
    asking.get("/promises/蓝-1", 200 if sees else 404)
    if not sees:
        assert "蓝山县政府" not in page.get("/promises/").content.decode(), "nor in the sums by unit"
        assert "租金补贴" not in page.get("/search/?q=租金").content.decode()
        assert page.post("/promises/cases/", {"promise": "蓝-1", "seat": "431128"}).status_code == 400


def test_the_public_sees_nothing(entered: None) -> None:
    assert Client().get("/promises/").status_code == 302
    assert Client().get("/api/promises").status_code == 401


def test_a_token_of_a_place_sees_that_place_only(people: dict[str, User], entered: None) -> None:
    assert program(people["yongzhou"], place="431127").get("/promises")["promises"]
    assert program(people["yongzhou"], place="431128").get("/promises")["promises"] == []
    assert codes(program(people["lan"], "read:cases").get("/promises", 403)) == ["token-scope-wanted"]


def test_one_enters_for_ones_own_place_only(people: dict[str, User], entered: None) -> None:
    xintian, yongzhou = program(people["xintian"]), program(people["yongzhou"])
    other = ROW | {"promise": "新-1"}
    assert codes(xintian.post("/promises", {"entries": [other | {"place": "431127"}]}, 400)) == ["promise-beyond-reach"]
    kept = {"promise": "蓝-1", "event": "兑现", "day": "2026-02-01", "source": "凭证"}
    assert codes(xintian.post("/promises", {"entries": [kept]}, 400)) == ["promises-not-made"]
    assert codes(xintian.post("/promises", {"entries": [ROW]}, 400)) == ["promise-number-taken"]
    assert codes(program(people["beneficiary"]).post("/promises", {"entries": [kept]}, 400)) == ["promise-by-offices"]
    assert codes(yongzhou.post("/promises", {"entries": [other | {"place": "431127", "carrier": "nowhere"}]}, 400)) == ["promise-beyond-reach"]  # fmt: skip
    assert yongzhou.post("/promises", {"entries": [kept, other | {"place": "431128"}]}) == {"entries": 2}
    assert PromiseEntry.objects.get(promise="蓝-1", event="delivered").place == "431127"
    assert xintian.get("/promises/新-1")["state"] == "open"
    program(people["lan"]).get("/promises/新-1", 404)


def test_who_keeps_several_places_says_which(people: dict[str, User], administrator: User) -> None:
    Right.objects.create(user=people["lan"], role="county-officer", place="431128", since="2020-01-01", given_by=administrator)  # fmt: skip
    asking = program(people["lan"])
    assert codes(asking.post("/promises", {"entries": [ROW]}, 400)) == ["promise-place-missing"]
    asking.post("/promises", {"entries": [ROW | {"place": "431128"}]})
    assert promises.visible(scope.actors(people["xintian"])).count() == 1


def test_a_sheet_bears_places_and_a_wrong_credit_code_or_a_long_cell_is_refused(people: dict[str, User]) -> None:
    sheet = "承诺编号,事项,日期,承诺单位,受益企业,内容,依据,地区代码,统一社会信用代码\n甲-1,承诺,2026-01-10,县政府,甲公司,租金,纪要,431127,{}\n"
    page = signed_in(people["yongzhou"])
    wrong = page.post("/promises/add/", {"file": SimpleUploadedFile("p.csv", sheet.format("91350100M000100Y44").encode())})  # fmt: skip
    assert "promises-credit-code" in wrong.content.decode()
    assert codes(program(people["lan"]).post("/promises", {"entries": [ROW | {"promise": "长" * 101}]}, 400)) == ["cell-too-long"]  # fmt: skip
    assert page.post("/promises/add/", {"file": SimpleUploadedFile("p.csv", sheet.format(FIRM).encode())}).status_code == 302  # fmt: skip
    row = PromiseEntry.objects.get()
    assert (row.place, row.enterprise) == ("431127", FIRM)


def test_what_nobody_has_placed_is_seen_by_its_own_clerk(people: dict[str, User], entered: None) -> None:
    PromiseEntry.objects.update(place="", carrier="", enterprise="")
    assert promises.visible(scope.actors(people["lan"])).count() == 1
    for name in ("colleague", "yongzhou", "province", "beneficiary"):
        assert promises.visible(scope.actors(people[name])).count() == 0, name
    assert promises.visible(tokens.narrowed(scope.actors(people["lan"]), "431127")).count() == 0


def heard(user: User, *, place: str = "") -> Hook:
    hook = hooks.subscribe(user, "统计", "http://127.0.0.1:9/", ["promise.entered", "settlement.posted", "settlement.closed"], place=place)  # fmt: skip
    Hook.objects.filter(pk=hook.pk).update(made=timezone.now() - timedelta(minutes=1))
    return hook


def test_deliveries_of_promises_go_to_those_who_see_them(people: dict[str, User], settings: Settings) -> None:
    settings.REACH = ["127.0.0.1"]
    subscribed = {name: heard(people[name]) for name in SEES}
    elsewhere = heard(people["yongzhou"], place="431128")
    program(people["lan"]).post("/promises", {"entries": [ROW]})
    hooks.spread()
    for name, sees in SEES.items():
        told = [each.event.body for each in subscribed[name].deliveries.select_related("event")]
        assert ([each["promise"] for each in told] == ["蓝-1"]) is sees, name
    assert not elsewhere.deliveries.exists()
    see = subscribed["lan"].deliveries.get().event.body["see"].removeprefix("/api")
    assert program(people["lan"]).get(see)["promise"] == "蓝-1"


def test_deliveries_of_a_desk_go_to_its_owner(people: dict[str, User], settings: Settings) -> None:
    settings.REACH = ["127.0.0.1"]
    mine, hers, narrow = heard(people["lan"]), heard(people["colleague"]), heard(people["lan"], place="431127")
    lan = program(people["lan"])
    path = (
        f"/settlement/desks/{lan.post('/settlement/desks', {'form': 'scheme', 'definition': 'eco-compensation'})['id']}"
    )
    lan.ask("put", f"{path}/terms", {"terms": {"rate": {"value": "15", "source": "第二条"}}})
    claims = SimpleUploadedFile("c.csv", CLAIMS)
    assert lan.ask("post", f"{path}/table", data={"table": claims}).status_code == 200
    assert lan.post(f"{path}/entries", {}) == {"entries": 1}
    assert lan.post(f"{path}/entries", {}) == {"entries": 0}, "the same again posts nothing and tells nothing"
    period = lan.get(f"{path}/ledger")["rows"][0]["period"]
    assert lan.post(f"{path}/entries", {"close": period}) == {"entries": 1}
    hooks.spread()
    told = [(each.event.kind, each.event.body) for each in mine.deliveries.select_related("event").order_by("pk")]
    assert [kind for kind, _ in told] == ["settlement.posted", "settlement.closed"]
    ledger = lan.get(told[0][1]["see"].removeprefix("/api"))
    assert [each["hash"] for each in ledger["rows"]] == [body["hash"] for _, body in told]
    assert not hers.deliveries.exists()
    assert not narrow.deliveries.exists()


def test_rights_of_firms_enter_nothing(people: dict[str, User]) -> None:
    assert promises.keepers(scope.actors(people["beneficiary"])) == []
    assert promises.keepers(scope.actors(people["lan"])) == [Grant("county-officer", "431127")]
    with pytest.raises(Refusal, match="promise-by-offices"):
        promises.enter((), scope.actors(people["beneficiary"]), by=people["beneficiary"])
