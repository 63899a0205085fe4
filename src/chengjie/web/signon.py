"""Single sign-on (统一认证): OpenID Connect by authorization code with PKCE; every claim of the platform is proved before it counts."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import jwt
from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from chengjie.errors import Refusal
from chengjie.web import outward
from chengjie.web.records.identities import Identity

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Only signatures by a key that the platform alone has: neither `none` nor a shared secret."""
LEEWAY, KEPT, WAIT = 60, 3600, 600


@dataclass(frozen=True, slots=True)
class Claims:
    """Who the platform says that somebody is."""

    issuer: str
    subject: str
    username: str
    name: str
    proof: str


def offered() -> bool:
    """Whether a platform is set."""
    return bool(settings.OIDC["issuer"])


def begin(back: str) -> tuple[str, dict[str, Any]]:
    """Where to send somebody, and what to keep in the session until they are back."""
    kept = {"state": secrets.token_urlsafe(24), "nonce": secrets.token_urlsafe(24), "verifier": secrets.token_urlsafe(48), "at": time.time(), "back": back}  # fmt: skip
    challenge = base64.urlsafe_b64encode(hashlib.sha256(str(kept["verifier"]).encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code", "client_id": settings.OIDC["client"], "redirect_uri": back, "scope": "openid profile", "state": kept["state"], "nonce": kept["nonce"],
        "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    address = about()["authorization_endpoint"]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}", kept


def finish(kept: Mapping[str, Any] | None, given: Mapping[str, str]) -> Claims:
    """Who came back. Refuses `signon-refused` with what does not hold: nothing that the platform, or somebody between, says is taken on trust."""
    if not kept or time.time() - float(kept["at"]) > WAIT:
        raise Refusal.of("signon-refused", what="time")
    if not secrets.compare_digest(str(kept["state"]).encode(), given.get("state", "").encode()):
        raise Refusal.of("signon-refused", what="state")
    if given.get("error") or not given.get("code"):
        raise Refusal.of("signon-refused", what=given.get("error", "code")[:60])
    if given.get("iss", settings.OIDC["issuer"]) != settings.OIDC["issuer"]:
        raise Refusal.of("signon-refused", what="iss")
    asked = {"grant_type": "authorization_code", "code": given["code"], "redirect_uri": str(kept["back"]), "client_id": settings.OIDC["client"], "code_verifier": str(kept["verifier"])}  # fmt: skip
    if settings.OIDC["secret"]:
        asked["client_secret"] = settings.OIDC["secret"]
    found = _json("POST", about()["token_endpoint"], urlencode(asked).encode())
    return proved(str(found.get("id_token", "")), str(kept["nonce"]))


def proved(proof: str, nonce: str) -> Claims:
    """The claims of a signed identity, once signature, algorithm, issuer, audience, time and nonce hold."""
    try:
        header = jwt.get_unverified_header(proof)
        if header.get("alg") not in ALGORITHMS:
            raise Refusal.of("signon-refused", what="alg")
        claims = jwt.decode(
            proof, _key(header.get("kid")), algorithms=[header["alg"]], audience=settings.OIDC["client"], issuer=settings.OIDC["issuer"], leeway=LEEWAY,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )  # fmt: skip
    except jwt.PyJWTError as error:
        raise Refusal.of("signon-refused", what=type(error).__name__) from error
    if not isinstance(claims.get("nonce"), str) or not secrets.compare_digest(claims["nonce"].encode(), nonce.encode()):
        raise Refusal.of("signon-refused", what="nonce")
    if claims.get("azp", settings.OIDC["client"]) != settings.OIDC["client"]:
        raise Refusal.of("signon-refused", what="azp")
    subject = str(claims["sub"])
    if not 1 <= len(subject) <= 255:
        raise Refusal.of("signon-refused", what="sub")
    return Claims(claims["iss"], subject, str(claims.get("preferred_username", ""))[:30], str(claims.get("name", ""))[:100], proof)  # fmt: skip


def person(claims: Claims) -> User:
    """The person whom a subject is matched to; at the first sign-in an account without any rights. Refuses `signon-shut`."""
    found = Identity.objects.select_related("user").filter(issuer=claims.issuer, subject=claims.subject).first()
    if found is None:
        try:
            with transaction.atomic():
                user = User.objects.create_user(_name(claims), first_name=claims.name)
                user.set_unusable_password()
                user.save()
                found = Identity.objects.create(user=user, issuer=claims.issuer, subject=claims.subject)
        except IntegrityError:  # the same person twice at the same moment
            found = Identity.objects.select_related("user").get(issuer=claims.issuer, subject=claims.subject)
    if not found.user.is_active:
        raise Refusal.of("signon-shut")
    Identity.objects.filter(pk=found.pk).update(used=timezone.now())
    return found.user


def _name(claims: Claims) -> str:
    """A name to sign in with that nobody has: an account that is here already is never taken over by a name."""
    mark = hashlib.sha256(f"{claims.issuer} {claims.subject}".encode()).hexdigest()[:8]
    wanted = claims.username.strip()
    free = len(wanted) >= 2 and not User.objects.filter(username__iexact=wanted).exists()
    return wanted if free else f"{wanted or 'sso'}-{mark}"


def match(user: User, subject: str, *, by: User) -> Identity:
    """Match a subject of the platform to a person, by an administrator. Refuses an empty one, and one that is somebody's already."""
    subject = subject.strip()
    if not 1 <= len(subject) <= 255:
        raise Refusal.of("signon-subject", subject=subject[:40])
    try:
        with transaction.atomic():
            return Identity.objects.create(user=user, issuer=settings.OIDC["issuer"], subject=subject, matched_by=by)
    except IntegrityError as error:
        raise Refusal.of("signon-subject", subject=subject[:40]) from error


def farewell(proof: str, back: str) -> str | None:
    """Where somebody may sign out of the platform too; None where it has no such place, or is silent."""
    try:
        address = about().get("end_session_endpoint")
    except Refusal:
        return None
    asked = {"id_token_hint": proof, "client_id": settings.OIDC["client"], "post_logout_redirect_uri": back}
    return f"{address}?{urlencode(asked)}" if address else None


def about() -> dict[str, Any]:
    """What the platform says of itself, kept for an hour. Refuses one that speaks for another."""
    return _about(settings.OIDC["issuer"], int(time.time() // KEPT))


@lru_cache(maxsize=2)
def _about(issuer: str, _: int) -> dict[str, Any]:
    found = _json("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise Refusal.of("signon-refused", what="issuer")
    return found


def _key(name: object) -> Any:  # noqa: ANN401  # a key of the library
    """The key of a signature; looked up anew where the platform has changed its keys."""
    for anew in (0, 1):
        if anew:
            _keys.cache_clear()
        for each in _keys(str(about()["jwks_uri"]), int(time.time() // KEPT)):
            if name is None or each.key_id == name:
                return each.key
    raise Refusal.of("signon-refused", what="kid")


@lru_cache(maxsize=2)
def _keys(address: str, _: int) -> tuple[jwt.PyJWK, ...]:
    return tuple(jwt.PyJWKSet.from_dict(_json("GET", address)).keys)


def _json(method: str, address: str, body: bytes | None = None) -> dict[str, Any]:
    headers = {"Accept": "application/json"} | ({"Content-Type": "application/x-www-form-urlencoded"} if body else {})
    answer = outward.send(method, address, body, headers)
    try:
        found = json.loads(answer.body)
    except ValueError:
        found = None
    if answer.status != 200 or not isinstance(found, dict):
        raise Refusal.of("signon-refused", what=f"HTTP {answer.status}")
    return found
