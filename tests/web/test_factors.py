"""A second factor may be asked of everybody or of administrators: whoever lacks it is led to set it up and gets nowhere else."""

from __future__ import annotations

import pyotp
import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import Settings
from tests.web.api.test_tokens import codes
from tests.web.conftest import signed_in
from tests.web.programs import program

from chengjie.web import settings as settings_
from chengjie.web.records.people import SecondFactor


@pytest.mark.parametrize(("asked", "led"), [("", ()), ("administrators", ("admin",)), ("all", ("admin", "lan"))])
def test_whoever_lacks_the_factor_is_led_to_it(offices: dict[str, User], administrator: User, settings: Settings, asked: str, led: tuple[str, ...]) -> None:  # fmt: skip
    settings.FACTOR = asked
    for name, user in (("admin", administrator), ("lan", offices["lan"])):
        client = signed_in(user)
        answer = client.get("/work/")
        assert (answer.status_code == 302 and answer["Location"] == "/account/factor/") is (name in led)
        assert (client.get("/api/me").status_code == 403) is (name in led)
        assert client.get("/account/factor/").status_code == 200
        program(user).get("/me")


def test_who_has_it_goes_on(offices: dict[str, User], settings: Settings) -> None:
    settings.FACTOR = "all"
    client = signed_in(offices["lan"])
    assert codes(client.get("/api/me").json()) == ["account-factor-wanted"]
    SecondFactor.objects.create(user=offices["lan"], secret=pyotp.random_base32(), confirmed=timezone.now())
    assert client.get("/work/").status_code == 200


def test_an_odd_wish_stops_the_start() -> None:
    with pytest.raises(SystemExit, match="CHENGJIE_FACTOR"):
        settings_._factor("some")
