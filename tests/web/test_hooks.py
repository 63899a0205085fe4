"""Web hooks: written with what happened, heard only by those who may see it, signed, tried again, given up, and sent again."""

from __future__ import annotations

import json
import re
import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, transaction
from django.utils import timezone
from pytest_django import Settings
from tests.web.conftest import signed_in
from tests.web.programs import Program, program
from tests.web.test_cases import opened
from tests.web.test_outward import listening
from tests.web.test_registers import FIRM, PLOT

from chengjie.errors import Refusal
from chengjie.process import Act
from chengjie.web import cases, hooks, outward, scope, signing, ticking
from chengjie.web.records.hooks import Delivery, Event, Hook

ALL = ("case.opened", "case.acted", "case.ended", "record.changed", "import.accepted")


@pytest.fixture(autouse=True)
def near(settings: Settings) -> None:
    settings.REACH = ["127.0.0.1"]


def subscribed(user: User, address: str = "http://127.0.0.1:9/", kinds: tuple[str, ...] = ALL, place: str = "") -> Hook:
    hook = hooks.subscribe(user, "统计", address, kinds, place=place)
    Hook.objects.filter(pk=hook.pk).update(made=timezone.now() - timedelta(minutes=1))
    return hook


def kinds_of(hook: Hook) -> list[str]:
    return [each.event.kind for each in hook.deliveries.select_related("event").order_by("pk")]


def test_an_event_is_written_with_the_entry_or_not_at_all(offices: dict[str, User]) -> None:
    opened(offices["lan"])
    assert Event.objects.count() == 0, "nobody has asked to hear"
    subscribed(offices["lan"])
    case = opened(offices["lan"])

    @transaction.atomic
    def broken() -> None:
        cases.go_on(case, scope.actors(offices["lan"]), Act("note", note="甲"))
        assert Event.objects.count() == 2
        raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert [each.kind for each in Event.objects.all()] == ["case.opened"]


def test_only_those_who_may_see_it_hear_of_it(offices: dict[str, User], programs: dict[str, Program]) -> None:
    found = {name: subscribed(offices[name]) for name in ("lan", "colleague", "xintian", "yongzhou", "firm")}
    narrow = subscribed(offices["yongzhou"], place="431128")
    opened(offices["lan"])
    programs["lan"].post("/registers/enterprises/records", {"cells": FIRM})
    hooks.spread()
    for name, hears in (("lan", True), ("colleague", True), ("xintian", False), ("yongzhou", True), ("firm", False)):
        assert kinds_of(found[name]) == (["case.opened", "record.changed"] if hears else []), name
    assert kinds_of(narrow) == []
    assert hooks.spread() == 0


def test_what_was_before_the_subscription_is_not_told(offices: dict[str, User]) -> None:
    subscribed(offices["colleague"])
    opened(offices["lan"])
    late = hooks.subscribe(offices["lan"], "迟来的", "http://127.0.0.1:9/", ALL)
    Hook.objects.filter(pk=late.pk).update(made=timezone.now() + timedelta(minutes=1))
    hooks.spread()
    assert kinds_of(late) == []


def test_a_delivery_is_signed_and_names_no_person(offices: dict[str, User], programs: dict[str, Program]) -> None:
    with listening() as (address, heard):
        hook = subscribed(offices["lan"], address)
        case = opened(offices["lan"])
        programs["lan"].post("/registers/enterprises/records", {"cells": FIRM})
        assert hooks.deliver() == {"done": 2, "waiting": 0, "dead": 0}
        assert hooks.deliver() == {"done": 0, "waiting": 0, "dead": 0}
    headers, body = heard[0]
    assert signing.holds(hook.secret, body, headers["chengjie-signature"], now=int(time.time()))
    said = json.loads(body)
    assert (said["kind"], said["about"]["case"], said["about"]["simulated"]) == ("case.opened", case.number, False)
    assert headers["chengjie-delivery"] == said["id"]
    assert programs["lan"].get(said["about"]["see"].removeprefix("/api"))["number"] == case.number
    assert not re.search(f"{FIRM['phone']}|{FIRM['contact']}", heard[1][1].decode())


def test_what_fails_is_tried_again_and_at_last_given_up_and_can_be_sent_again(
    offices: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = subscribed(offices["lan"])
    opened(offices["lan"])
    assert hooks.deliver() == {"done": 0, "waiting": 1, "dead": 0}
    row = Delivery.objects.get()
    assert timedelta(seconds=50) < row.next - timezone.now() <= hooks.WAITS[0]
    assert hooks.deliver() == {"done": 0, "waiting": 0, "dead": 0}, "it is not due"
    waits = []
    while Delivery.objects.get().state == "waiting":
        Delivery.objects.update(next=timezone.now())
        before = timezone.now()
        hooks.deliver()
        waits.append(round((Delivery.objects.get().next - before) / timedelta(minutes=1)))
    row.refresh_from_db()
    assert (row.state, len(row.tries), waits[:-1]) == ("dead", len(hooks.WAITS) + 1, [5, 30, 120, 360, 1440])
    monkeypatch.setattr(outward, "send", lambda *_: outward.Answer(204, b""))
    page = signed_in(offices["lan"])
    assert "已放弃" in page.get(f"/hooks/{hook.pk}/").content.decode()
    assert page.post(f"/hooks/{hook.pk}/deliveries/{row.pk}/again/").status_code == 302
    row.refresh_from_db()
    assert row.state == "done"
    assert "已送达" in page.get(f"/hooks/{hook.pk}/?state=done").content.decode()


def test_an_answer_that_is_no_thank_you_is_a_failure(offices: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed(offices["lan"])
    opened(offices["lan"])
    monkeypatch.setattr(outward, "send", lambda *_: outward.Answer(302, b""))
    assert hooks.deliver()["waiting"] == 1
    assert Delivery.objects.get().tries[0][1] == 302


def test_a_delivery_goes_out_once_however_many_send(offices: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed(offices["lan"])
    opened(offices["lan"])
    sent = []

    def twice(*_: object) -> outward.Answer:
        sent.append(1)
        assert hooks.deliver() == {"done": 0, "waiting": 0, "dead": 0}, "the other finds it taken"
        return outward.Answer(200, b"")

    monkeypatch.setattr(outward, "send", twice)
    assert ticking.deliver() == {"done": 1, "waiting": 0, "dead": 0}
    assert sent == [1]


def test_a_whole_import_is_one_event(offices: dict[str, User], programs: dict[str, Program]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    hook = subscribed(offices["lan"])
    other = subscribed(offices["firm"])
    table = SimpleUploadedFile("plots.csv", "\n".join([",".join(PLOT), ",".join(PLOT.values())]).encode())
    made = programs["lan"].ask("post", "/registers/plots/imports", data={"table": table}).json()
    programs["lan"].post(f"/registers/plots/imports/{made['id']}/accept", None, 200)
    hooks.spread()
    assert kinds_of(hook) == ["import.accepted"]
    assert kinds_of(other) == []


def test_somebody_whose_account_is_shut_hears_nothing(offices: dict[str, User]) -> None:
    hook = subscribed(offices["lan"])
    User.objects.filter(username="lan").update(is_active=False)
    opened(offices["colleague"])
    hooks.spread()
    assert kinds_of(hook) == []


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"kinds": ()}, ["hook-kind-missing"]),
        ({"kinds": ("everything",)}, ["hook-kind-unknown"]),
        ({"address": "https://10.0.0.1/"}, ["address-within"]),
        ({"place": "999999"}, ["token-place-beyond"]),
    ],
)
def test_what_a_subscription_cannot_be_is_refused(offices: dict[str, User], given: dict[str, object], codes: list[str]) -> None:  # fmt: skip
    asked: dict[str, object] = {"address": "http://127.0.0.1:9/", "kinds": ALL} | given
    with pytest.raises(Refusal) as refused:
        subscribed(offices["lan"], **asked)  # type: ignore[arg-type]  # wrong on purpose
    assert [each.code for each in refused.value.faults] == codes


def test_ones_subscriptions_are_ones_own_and_an_ended_one_is_silent(offices: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(outward, "send", lambda *_: outward.Answer(200, b""))
    lan = signed_in(offices["lan"])
    made = lan.post("/hooks/", {"title": "统计", "address": "http://127.0.0.1:9/", "kind": ["case.opened"]})
    hook = Hook.objects.get()
    assert hook.secret in made.content.decode()
    assert hook.secret not in lan.get(f"/hooks/{hook.pk}/").content.decode()
    lan.post(f"/hooks/{hook.pk}/ping/")
    assert "试推送" in lan.get(f"/hooks/{hook.pk}/").content.decode()
    assert Delivery.objects.get().state == "done"
    assert signed_in(offices["colleague"]).get(f"/hooks/{hook.pk}/").status_code == 404
    lan.post(f"/hooks/{hook.pk}/end/")
    opened(offices["lan"])
    assert hooks.deliver() == {"done": 0, "waiting": 0, "dead": 0}
    assert lan.post(f"/hooks/{hook.pk}/deliveries/{Delivery.objects.get().pk}/again/").status_code == 400


def test_one_person_has_only_so_many_subscriptions(offices: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Hook, "MOST", 1)
    subscribed(offices["lan"])
    with pytest.raises(Refusal, match="hook-too-many"):
        subscribed(offices["lan"])


def test_a_program_subscribes_reads_the_log_and_sends_again(offices: dict[str, User], programs: dict[str, Program]) -> None:  # fmt: skip
    lan = programs["lan"]
    made = lan.post("/hooks", {"title": "统计", "address": "http://127.0.0.1:9/", "kinds": ["case.opened"]})
    assert len(made["secret"]) > 30
    assert "secret" not in lan.get("/hooks")["hooks"][0]
    opened(offices["lan"])
    hooks.deliver()
    row = lan.get(f"/hooks/{made['id']}/deliveries")["rows"][0]
    assert (row["kind"], row["state"], len(row["tries"])) == ("case.opened", "waiting", 1)
    assert lan.post(f"/hooks/{made['id']}/deliveries/{row['id']}/again", None, 200)["state"] == "waiting"
    programs["colleague"].get(f"/hooks/{made['id']}/deliveries", 404)
    assert lan.ask("delete", f"/hooks/{made['id']}").json()["ended"]
    narrow = program(offices["yongzhou"], place="431127")
    asked = {"title": "统计", "address": "http://127.0.0.1:9/", "kinds": ["case.opened"]}
    assert narrow.post("/hooks", asked)["place"] == "431127"
    narrow.post("/hooks", asked | {"place": "431128"}, 400)


def test_a_round_of_the_running_site_delivers_and_a_fault_of_the_database_stops_it_not(
    offices: dict[str, User], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    subscribed(offices["lan"])
    opened(offices["lan"])
    monkeypatch.setattr(outward, "send", lambda *_: outward.Answer(200, b""))
    assert ticking.deliver() == {"done": 1, "waiting": 0, "dead": 0}

    def locked() -> dict[str, int]:
        raise OperationalError("database is locked")

    monkeypatch.setattr(hooks, "deliver", locked)
    assert ticking.deliver() is None
    assert "wait for the database" in caplog.text
