"""What stands around every answer: headers on each, methods, the address behind a proxy, cookies; and the log that nobody can write lines of
his own into."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings
from tests.web.conftest import signed_in

import chengjie.web.settings
from chengjie.errors import Refusal
from chengjie.web import entry, papers, passwords, safety, serve, urls
from chengjie.web.models import Invitation, SecondFactor, SignIn

GIVEN = {"username": "lan", "password": "long enough for lan"}


def lines(home: Path) -> list[dict[str, str]]:
    path = home / "log" / "security.jsonl"
    return [json.loads(each) for each in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


@pytest.mark.parametrize(
    "address",
    ["/", "/sign-in/", "/no-such-page/", "/api/zone", "/api/no-such", "/static/chengjie/site.css", "/static/none.css"],
)
def test_every_answer_bears_the_headers(db: None, address: str) -> None:
    answer = Client().get(address)
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == "same-origin" or address.startswith("/static/")
    assert "Access-Control-Allow-Origin" not in answer or address.startswith("/static/")
    answer.close()


def test_a_forged_form_is_refused_in_words_with_the_headers_and_noted(offices: dict[str, User], home: Path) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", GIVEN)
    assert (answer.status_code, "表单没有被接受" in answer.content.decode()) == (403, True)
    assert "frame-ancestors" in answer["Content-Security-Policy"]
    assert "forged-form" in [each["event"] for each in lines(home)]


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "TRACK", "PROPFIND"])
def test_methods_that_nobody_needs_are_not_there(db: None, method: str) -> None:
    answer = Client().generic(method, "/", HTTP_COOKIE="sessionid=secret")
    assert (answer.status_code, b"secret" in answer.content) == (405, False)


def test_sign_ins_that_failed_and_those_that_did_not_are_noted_without_the_password(
    offices: dict[str, User], home: Path
) -> None:
    client = Client()
    client.post("/sign-in/", {**GIVEN, "password": "wrong and secret"}, REMOTE_ADDR="10.1.1.1")
    client.post("/sign-in/", GIVEN, REMOTE_ADDR="10.1.1.1")
    client.get("/cases/none/")
    client.post("/sign-out/")
    found = lines(home)
    assert [each["event"] for each in found] == ["sign-in-failed", "signed-in", "answer-404", "signed-out"]
    assert (found[0]["name"], found[0]["from"], found[1]["who"], found[2]["path"]) == (
        "lan",
        "10.1.1.1",
        "lan",
        "/cases/none/",
    )
    assert all(each["at"].endswith("+00:00") for each in found)
    assert "secret" not in json.dumps(found)


def test_nobody_writes_a_line_of_his_own_into_the_log(offices: dict[str, User], home: Path) -> None:
    name = 'x\n{"event": "signed-in", "who": "admin"}\r\u2028'
    Client().post("/sign-in/", {"username": name, "password": "x"})
    found = lines(home)
    assert [each["event"] for each in found] == ["sign-in-failed"]
    assert found[0]["name"] == name
    assert (home / "log").stat().st_mode & 0o077 == 0


def test_only_a_trusted_proxy_is_believed_about_addresses(settings: Settings) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR="1.2.3.4, 5.6.7.8")
    assert safety.address(request) == "10.0.0.9"
    settings.PROXIES = frozenset({"10.0.0.9"})
    assert safety.address(request) == "5.6.7.8"  # the last is the proxy's own word, the others may be made up
    strange = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR="<script>")
    assert safety.address(strange) == "10.0.0.9"


def test_over_https_cookies_are_bound_to_the_host_and_the_browser_stays_with_https(tmp_path: Path) -> None:
    asked = "import json; from chengjie.web import settings as s; print(json.dumps([s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, s.DEBUG]))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, env={**os.environ, "CHENGJIE_HTTPS": "1", "CHENGJIE_HOME": str(tmp_path)})  # fmt: skip
    assert json.loads(told.stdout) == ["__Host-sessionid", "__Host-csrftoken", True, True, 31536000, True, True, False]


def test_a_failure_says_nothing_of_the_inside(db: None) -> None:
    answer = urls.failed(RequestFactory().get("/"))
    assert (answer.status_code, b"Traceback" in answer.content) == (500, False)


def test_signing_out_clears_what_the_browser_kept(offices: dict[str, User]) -> None:
    assert signed_in(offices["lan"]).post("/sign-out/")["Clear-Site-Data"] == '"cache", "storage"'


def test_a_fresh_session_has_another_key_and_the_old_one_opens_nothing(offices: dict[str, User]) -> None:
    client = Client()
    client.get("/sign-in/")
    client.session["x"] = 1
    client.post("/sign-in/", GIVEN)
    first = client.cookies["sessionid"].value
    client.post("/sign-out/")
    client.post("/sign-in/", GIVEN)
    assert client.cookies["sessionid"].value != first
    old = Client()
    old.cookies["sessionid"] = first
    assert old.get("/account/").status_code == 302


def test_a_session_ends_after_its_longest_time_however_busy(offices: dict[str, User]) -> None:
    client = Client()
    client.post("/sign-in/", GIVEN)
    SignIn.objects.update(when=timezone.now() - SignIn.LONGEST - timedelta(minutes=1), seen=timezone.now())
    assert client.get("/account/").status_code == 302


def test_an_administrator_ends_every_session_of_somebody(offices: dict[str, User], administrator: User) -> None:
    client = Client()
    client.post("/sign-in/", GIVEN)
    assert signed_in(offices["province"]).post("/people/lan/sessions/end/").status_code == 404
    assert client.get("/account/").status_code == 200
    signed_in(administrator).post("/people/lan/sessions/end/")
    assert client.get("/account/").status_code == 302


def test_spare_codes_are_long_random_and_kept_as_digests_only(offices: dict[str, User]) -> None:
    factor = SecondFactor.objects.create(user=offices["lan"], secret="A" * 32, confirmed=timezone.now())
    codes = factor.renew_spare()
    assert len(set(codes)) == SecondFactor.SPARE_CODES
    assert {len(code.replace("-", "")) for code in codes} == {24}  # 120 bits
    assert not any(code.replace("-", "") in json.dumps(factor.spare) for code in codes)
    assert factor.takes(codes[0].upper())
    assert not factor.takes(codes[0])


def test_the_factor_and_the_mail_address_are_changed_against_the_password(offices: dict[str, User]) -> None:
    client = signed_in(offices["lan"])
    client.get("/account/factor/")
    assert "account-password-wrong" in client.post("/account/factor/", {"code": "000000"}).content.decode()
    answer = client.post("/notices/wishes/", {"address": "new@example.org"})
    assert "account-password-wrong" in answer.content.decode()


@pytest.mark.parametrize(
    "password",
    ["chengjie2026!!", "蓝山县Lanshan2026", "YONGZHOU-hunan-1", "password1234", "admin@hunan2026"],
)
def test_passwords_that_rest_on_known_words_are_weak(db: None, password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(username="lan"))


@pytest.mark.parametrize(
    "password",
    [
        "纸上得来终觉浅绝知此事要躬行",
        "a b c d e f g h i j k l",
        "x" * 7 + "Lanshan" + "qwvzt",
        "ü" * 70,
        "8417 0924 6630 1175",
    ],
)
def test_passwords_of_any_make_and_length_are_taken(db: None, password: str) -> None:
    validate_password(password, User(username="lan"))


def test_the_words_of_the_zone_are_among_them() -> None:
    assert {"蓝山县", "永州市", "chengjie"} <= passwords.words()


def test_a_password_counts_as_it_was_typed(offices: dict[str, User]) -> None:
    User.objects.get(username="lan").set_password("x")
    for wrong in ("Long enough for lan", " long enough for lan", "long enough for lan "):
        assert Client().post("/sign-in/", {**GIVEN, "password": wrong}).status_code == 400


def test_a_name_that_is_not_there_costs_the_same_and_says_the_same(
    offices: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    from django.contrib.auth.hashers import MD5PasswordHasher

    def encode(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return "md5$x$y"

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    pages = [
        Client().post("/sign-in/", {"username": name, "password": "wrong"}).content.decode()
        for name in ("lan", "nobody")
    ]
    assert len(hashed) == 2
    assert (
        pages[0].replace("lan", "nobody").split("<main")[1].split("csrf")[0]
        == pages[1].split("<main")[1].split("csrf")[0]
    )


@pytest.mark.parametrize(
    ("name", "head"),
    [("a.pdf", b"%PDF-1.7"), ("a.DOCX", b"PK\x03\x04"), ("a.jpg", b"\xff\xd8\xff\xe0"), ("a.txt", "文".encode())],
)
def test_files_that_are_what_they_say_are_taken(name: str, head: bytes) -> None:
    papers.check(name, head)


@pytest.mark.parametrize(
    ("name", "head", "code"),
    [
        ("a.exe", b"MZ", "case-file-kind"),
        ("a.html", b"<html>", "case-file-kind"),
        ("a.svg", b"<svg", "case-file-kind"),
        ("none", b"%PDF", "case-file-kind"),
        ("a.pdf", b"MZ\x90", "case-file-differs"),
        ("a.png", b"<script>", "case-file-differs"),
        ("a.txt", b"x\x00", "case-file-differs"),
    ],
)
def test_files_of_other_kinds_and_files_that_lie_are_refused(name: str, head: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        papers.check(name, head)
    assert [each.code for each in refused.value.faults] == [code]


def test_there_is_no_account_before_the_first_link(db: None) -> None:
    assert not User.objects.exists()
    entry.first_link()
    assert [each.has_usable_password() for each in User.objects.all()] == [False]


def test_a_link_does_not_get_round_the_second_factor(offices: dict[str, User], administrator: User) -> None:
    SecondFactor.objects.create(user=offices["lan"], secret="A" * 32, confirmed=timezone.now())
    link = Invitation.make(offices["lan"])
    client = Client()
    fresh = "another quite long one"
    answer = client.post(f"/welcome/{link.token}/", {"username": "lan", "password": fresh, "again": fresh})
    assert answer["Location"] == "/sign-in/"
    assert client.get("/account/").status_code == 302


def test_fields_for_passwords_hide_what_is_typed_and_let_managers_in() -> None:
    templates = Path(safety.__file__).parent / "templates/chengjie"
    fields = [
        each
        for path in templates.glob("*.html")
        for each in re.findall(r"<input[^>]*name=\"(?:password|old|again)\"[^>]*>", path.read_text(encoding="utf-8"))
    ]
    assert len(fields) >= 6
    assert all('type="password"' in each and 'autocomplete="' in each and "onpaste" not in each for each in fields)


def test_passwords_are_hashed_slowly() -> None:
    from django.conf import global_settings
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    assert global_settings.PASSWORD_HASHERS[0].endswith("PBKDF2PasswordHasher")
    assert not hasattr(chengjie.web.settings, "PASSWORD_HASHERS")
    assert PBKDF2PasswordHasher.iterations >= 600_000


def test_the_signing_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    serve.keep_secret(tmp_path)
    path = tmp_path / "secret-key"
    assert path.stat().st_mode & 0o077 == 0
    first = path.read_text(encoding="utf-8")
    serve.keep_secret(tmp_path)
    assert (path.read_text(encoding="utf-8"), len(first) > 60) == (first, True)
