"""Single sign-on against a small platform with real keys: what does not hold is refused, and nobody brings rights along."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings
from tests.web.conftest import signed_in

from chengjie.errors import Refusal
from chengjie.web import outward, scope, signon
from chengjie.web.records.identities import Identity
from chengjie.web.records.people import SecondFactor, SignIn
from chengjie.web.settings import _platform

ISSUER, CLIENT = "https://sso.example.gov.cn", "chengjie"
KEY, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


@dataclass
class Platform:
    """The platform: what it is asked, and what it signs; `claims` and `sign` are changed to do wrong."""

    nonce: str = ""
    challenge: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: Any = KEY
    algorithm: str = "RS256"
    kid: str = "one"
    proof: str | None = None
    logout: bool = True

    def send(self, method: str, address: str, body: bytes | None = None, headers: object = None) -> outward.Answer:
        path = urlsplit(address).path
        if path == "/.well-known/openid-configuration":
            found = {"issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/authorize", "token_endpoint": f"{ISSUER}/token", "jwks_uri": f"{ISSUER}/keys"}  # fmt: skip
            return self._json(found | ({"end_session_endpoint": f"{ISSUER}/logout"} if self.logout else {}))
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return self._json({"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]})
        asked = dict(parse_qsl((body or b"").decode()))
        mark = base64.urlsafe_b64encode(hashlib.sha256(asked["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if asked["code"] != "good" or mark != self.challenge or asked["client_id"] != CLIENT:
            return outward.Answer(400, b'{"error": "invalid_grant"}')
        return self._json({"id_token": self.proof or self.signed()})

    def _json(self, said: dict[str, Any]) -> outward.Answer:
        return outward.Answer(200, json.dumps(said).encode())

    def signed(self) -> str:
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": CLIENT, "sub": "u-1", "iat": now, "exp": now + 300, "nonce": self.nonce, "preferred_username": "sso-lan", "name": "兰"}  # fmt: skip
        said = {name: value for name, value in (claims | self.claims).items() if value is not None}
        return jwt.encode(said, self.key, algorithm=self.algorithm, headers={"kid": self.kid})


@pytest.fixture
def platform(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Platform:
    settings.OIDC = {"issuer": ISSUER, "client": CLIENT, "secret": "", "title": "省统一认证"}
    found = Platform()
    monkeypatch.setattr(outward, "send", found.send)
    signon._about.cache_clear()
    signon._keys.cache_clear()
    return found


def come_back(client: Client, platform: Platform, **given: str) -> Any:
    """Off to the platform and back again."""
    off = client.get("/sign-in/platform/?next=/cases/")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(off["Location"]).query).items()}
    assert (asked["response_type"], asked["code_challenge_method"], asked["redirect_uri"]) == ("code", "S256", "http://testserver/sign-in/platform/back/")  # fmt: skip
    platform.nonce, platform.challenge = asked["nonce"], asked["code_challenge"]
    return client.get("/sign-in/platform/back/", {"code": "good", "state": asked["state"], **given})


def test_whoever_comes_for_the_first_time_has_no_rights(db: None, platform: Platform) -> None:
    client = Client()
    assert "省统一认证" in client.get("/sign-in/").content.decode()
    assert come_back(client, platform)["Location"] == "/cases/"
    user = User.objects.get()
    assert (user.username, user.first_name, user.has_usable_password(), user.is_staff) == ("sso-lan", "兰", False, False)  # fmt: skip
    assert not scope.actors(user)[0].grants
    assert SignIn.objects.get().how == "oidc"
    assert "统一认证" in client.get("/account/").content.decode()
    come_back(Client(), platform)
    assert User.objects.count() == 1


def test_an_account_that_is_here_is_never_taken_over_by_its_name(offices: dict[str, User], platform: Platform) -> None:
    for claimed in ("lan", "LAN", "admin"):
        platform.claims = {"preferred_username": claimed, "sub": f"evil-{claimed}"}
        come_back(Client(), platform)
        made = Identity.objects.get(subject=f"evil-{claimed}").user
        assert made not in {*offices.values(), User.objects.get(username="admin")}
        assert made.username.startswith(f"{claimed}-")


def test_a_subject_that_an_administrator_entered_is_that_person(administrator: User, offices: dict[str, User], platform: Platform) -> None:  # fmt: skip
    admin = signed_in(administrator)
    assert admin.post("/people/lan/identity/", {"subject": "u-1"}).status_code == 302
    assert "u-1" in admin.get("/people/lan/").content.decode()
    client = Client()
    come_back(client, platform)
    assert client.get("/cases/").status_code == 200
    assert SignIn.objects.get(how="oidc").user == offices["lan"]
    assert admin.post("/people/xintian/identity/", {"subject": "u-1"}).status_code == 400
    assert signed_in(offices["yongzhou"]).post("/people/lan/identity/", {"subject": "u-2"}).status_code == 404
    admin.post("/people/lan/identity/", {"remove": str(Identity.objects.get().pk)})
    assert Identity.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"claims": {"nonce": "another"}}, {"claims": {"nonce": None}}, {"claims": {"iss": "https://evil.example"}}, {"claims": {"aud": "somebody"}}, {"claims": {"exp": 1}},
        {"claims": {"exp": None}}, {"claims": {"iat": None}}, {"claims": {"iat": 2**40}}, {"claims": {"sub": None}}, {"claims": {"sub": ""}}, {"claims": {"azp": "somebody"}},
        {"claims": {"nbf": 2**40}}, {"key": OTHER}, {"kid": "two"}, {"key": "a shared secret of thirty-two bytes", "algorithm": "HS256"}, {"key": None, "algorithm": "none"},
        {"proof": "no.such.thing"}, {"proof": "x"},
    ],
)  # fmt: skip
def test_an_identity_that_does_not_hold_is_refused(db: None, platform: Platform, wrong: dict[str, Any]) -> None:
    for name, value in wrong.items():
        setattr(platform, name, value)
    client = Client()
    answer = come_back(client, platform)
    assert answer.status_code == 400
    assert "signon-refused" in answer.content.decode()
    assert not User.objects.exists()
    assert "_auth_user_id" not in client.session


def test_a_public_key_is_no_shared_secret(db: None, platform: Platform) -> None:
    """The old trick: sign with the public key as if it were a secret."""
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    _, body, _ = platform.signed().split(".")
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT","kid":"one"}').rstrip(b"=").decode()
    mark = hmac.new(public, f"{head}.{body}".encode(), hashlib.sha256).digest()
    platform.proof = f"{head}.{body}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"
    assert come_back(Client(), platform).status_code == 400


@pytest.mark.parametrize("given", [{"state": "forged"}, {"code": "stolen"}, {"error": "access_denied"}, {"iss": "https://evil.example"}, {"code": ""}])  # fmt: skip
def test_what_comes_back_must_be_what_was_asked_for(db: None, platform: Platform, given: dict[str, str]) -> None:
    assert come_back(Client(), platform, **given).status_code == 400
    assert not User.objects.exists()


def test_what_was_asked_for_is_used_once_and_not_for_long(db: None, platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    client = Client()
    assert client.get("/sign-in/platform/back/", {"code": "good", "state": "x"}).status_code == 400
    come_back(client, platform)
    assert client.get("/sign-in/platform/back/", {"code": "good", "state": "x"}).status_code == 400
    monkeypatch.setattr(signon, "WAIT", -1)
    assert come_back(Client(), platform).status_code == 400


def test_somebody_who_is_shut_out_stays_out(db: None, platform: Platform) -> None:
    come_back(Client(), platform)
    User.objects.update(is_active=False)
    answer = come_back(Client(), platform)
    assert (answer.status_code, "signon-shut" in answer.content.decode()) == (400, True)


def test_a_second_factor_is_asked_for_here_too(db: None, platform: Platform) -> None:
    come_back(Client(), platform)
    SecondFactor.objects.create(user=User.objects.get(), secret="JBSWY3DPEHPK3PXP", confirmed="2026-01-01T00:00:00Z")
    client = Client()
    assert come_back(client, platform)["Location"] == "/sign-in/code/"
    assert client.get("/cases/").status_code == 302


def test_the_way_out_leads_out_of_the_platform_too(db: None, platform: Platform) -> None:
    client = Client()
    come_back(client, platform)
    page = client.post("/sign-out/").content.decode()
    assert f"{ISSUER}/logout?id_token_hint=" in page
    assert client.get("/cases/").status_code == 302


def test_a_platform_that_speaks_for_another_is_not_believed(platform: Platform, settings: Settings) -> None:
    settings.OIDC = {**settings.OIDC, "issuer": "https://another.example"}
    with pytest.raises(Refusal, match="issuer"):
        signon.about()


def test_without_a_platform_there_is_no_such_door(db: None) -> None:
    assert Client().get("/sign-in/platform/").status_code == 404
    assert Client().get("/sign-in/platform/back/").status_code == 404
    assert "平台登录" not in Client().get("/sign-in/").content.decode()


def test_an_odd_setting_stops_the_start() -> None:
    assert _platform({})["issuer"] == ""
    assert _platform({"CHENGJIE_OIDC_ISSUER": ISSUER, "CHENGJIE_OIDC_CLIENT": CLIENT})["client"] == CLIENT
    for odd in ({"CHENGJIE_OIDC_ISSUER": ISSUER}, {"CHENGJIE_OIDC_CLIENT": CLIENT}, {"CHENGJIE_OIDC_ISSUER": "sso", "CHENGJIE_OIDC_CLIENT": "x"}):  # fmt: skip
        with pytest.raises(SystemExit, match="CHENGJIE_OIDC"):
            _platform(odd)
