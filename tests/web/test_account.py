"""One's own account: second factor, sessions, password, stand-ins."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from tests.web.conftest import signed_in

from chengjie.web.records.people import SecondFactor, SignIn, StandIn

PASSWORD = {"username": "lan", "password": "long enough for lan"}


def sign_in(**extra: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {**PASSWORD, **extra}).status_code == 302
    return client


def with_factor(client: Client, user: User) -> tuple[pyotp.TOTP, list[str]]:
    assert client.get("/account/factor/").status_code == 200
    totp = pyotp.TOTP(SecondFactor.objects.get(user=user).secret)
    shown = client.post(
        "/account/factor/", {"code": totp.at(timezone.now() - timedelta(seconds=30)), "password": PASSWORD["password"]}
    )
    assert shown.status_code == 200
    return totp, [line.split("<")[0] for line in shown.content.decode().split('<strong class="text">')[1:]]


def test_a_code_is_asked_for_once_the_factor_is_on_and_taken_once(offices: dict[str, User]) -> None:
    totp, spare = with_factor(sign_in(), offices["lan"])
    client = Client()
    assert client.post("/sign-in/", PASSWORD)["Location"] == "/sign-in/code/"
    assert client.get("/account/").status_code == 302
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 400
    code = totp.now()
    assert client.post("/sign-in/code/", {"code": code})["Location"] == "/"
    assert client.get("/account/").status_code == 200
    again = Client()
    again.post("/sign-in/", PASSWORD)
    assert again.post("/sign-in/code/", {"code": code}).status_code == 400
    assert again.post("/sign-in/code/", {"code": spare[0]}).status_code == 302
    third = Client()
    third.post("/sign-in/", PASSWORD)
    assert third.post("/sign-in/code/", {"code": spare[0]}).status_code == 400
    assert len(spare) == SecondFactor.SPARE_CODES


def test_a_wrong_code_does_not_switch_the_factor_on(offices: dict[str, User]) -> None:
    client = sign_in()
    client.get("/account/factor/")
    assert client.post("/account/factor/", {"code": "000000", "password": PASSWORD["password"]}).status_code == 400
    assert SecondFactor.of(offices["lan"]) is None


def test_the_factor_goes_off_against_the_password(offices: dict[str, User]) -> None:
    client = sign_in()
    with_factor(client, offices["lan"])
    assert client.post("/account/factor/off/", {"password": "wrong"}).status_code == 400
    assert client.post("/account/factor/off/", {"password": PASSWORD["password"]}).status_code == 302
    assert SecondFactor.of(offices["lan"]) is None


def test_codes_cannot_be_guessed_at_leisure(offices: dict[str, User]) -> None:
    totp, _ = with_factor(sign_in(), offices["lan"])
    client = Client()
    client.post("/sign-in/", PASSWORD)
    for _ in range(6):
        client.post("/sign-in/code/", {"code": "000000"})
    assert client.post("/sign-in/code/", {"code": totp.now()}).status_code == 400


def test_without_the_first_step_there_is_no_second(offices: dict[str, User]) -> None:
    assert Client().post("/sign-in/code/", {"code": "123456"})["Location"] == "/sign-in/"


def test_a_person_has_only_so_many_sessions(offices: dict[str, User]) -> None:
    clients = [sign_in() for _ in range(SignIn.MOST_SESSIONS + 1)]
    assert clients[0].get("/account/").status_code == 302
    assert all(each.get("/account/").status_code == 200 for each in clients[1:])
    assert SignIn.objects.filter(user=offices["lan"]).count() == SignIn.MOST_SESSIONS + 1


def test_a_session_is_ended_from_elsewhere_and_when_idle(offices: dict[str, User]) -> None:
    one, other = sign_in(), sign_in()
    newest, oldest = SignIn.objects.filter(user=offices["lan"])
    end = f"/account/sessions/{oldest.pk}/end/"
    assert other.post(end, {"password": "not hers at all"}).status_code == 400
    assert one.get("/account/").status_code == 200
    assert other.post(end, {"password": "long enough for lan"}).status_code == 302
    assert one.get("/account/").status_code == 302
    SignIn.objects.filter(pk=newest.pk).update(seen=timezone.now() - SignIn.IDLE - timedelta(seconds=1))
    assert other.get("/account/").status_code == 302
    assert not SignIn.objects.filter(ended=None).exists()


def test_nobody_ends_the_session_of_another(offices: dict[str, User]) -> None:
    sign_in()
    mine = SignIn.objects.get()
    assert signed_in(offices["xintian"]).post(f"/account/sessions/{mine.pk}/end/").status_code == 404


def test_signing_out_ends_the_session_on_record(offices: dict[str, User]) -> None:
    client = sign_in()
    client.post("/sign-out/")
    assert SignIn.objects.get().ended is not None


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"old": "wrong"}, "account-password-wrong"), ({"password": "short", "again": "short"}, "account-password-weak"), ({"again": "another long phrase"}, "account-password-differs")],
)  # fmt: skip
def test_a_bad_change_of_password_is_refused(offices: dict[str, User], changes: dict[str, str], code: str) -> None:
    given = {
        "old": PASSWORD["password"],
        "password": "quite another phrase",
        "again": "quite another phrase",
        **changes,
    }
    assert code in sign_in().post("/account/password/", given).content.decode()
    assert Client().login(**PASSWORD)


def test_a_changed_password_ends_the_other_sessions(offices: dict[str, User]) -> None:
    one, other = sign_in(), sign_in()
    given = {"old": PASSWORD["password"], "password": "quite another phrase", "again": "quite another phrase"}
    assert one.post("/account/password/", given).status_code == 302
    assert one.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_a_stand_in_is_named_and_ended(offices: dict[str, User]) -> None:
    client, today = sign_in(), timezone.localdate().isoformat()
    assert client.post("/account/stand-in/", {"name": "colleague", "since": today, "until": today}).status_code == 302
    made = StandIn.objects.get()
    assert "colleague" in client.get("/account/").content.decode()
    assert client.post("/account/stand-in/", {"end": str(made.pk)}).status_code == 302
    assert not StandIn.today().exists()
    assert (
        "people-unknown"
        in client.post("/account/stand-in/", {"name": "nobody", "since": today, "until": today}).content.decode()
    )
    assert (
        "people-days-wrong"
        in client.post(
            "/account/stand-in/", {"name": "colleague", "since": today, "until": "2020-01-01"}
        ).content.decode()
    )
