"""Settings of the site. What may be chosen comes from the environment; an odd value stops the start."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url

HOME = Path(os.environ.get("CHENGJIE_HOME") or "var").resolve()
ZONE = os.environ.get("CHENGJIE_ZONE") or "xiangnan-xiangxi"
DEBUG = False
ROOT_URLCONF = "chengjie.web.urls"
WSGI_APPLICATION = "chengjie.web.wsgi.application"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = False
LANGUAGE_CODE = "zh-hans"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MOST_UPLOAD = 64 * 1024 * 1024  # bytes of an uploaded plan
MOST_UPLOADS = 200
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
READING_SECONDS = 120  # a plan that is not read by then is given up
SCREENING_SECONDS = 900  # likewise a register that is screened

ALLOWED_HOSTS = [host for host in os.environ.get("CHENGJIE_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CHENGJIE_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "chengjie.web",
]
MIDDLEWARE = [
    "chengjie.web.safety.around",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "chengjie.web.sessions.watch",
    "chengjie.web.tokens.watch",
    "chengjie.web.limits.watch",
    "chengjie.web.factors.watch",
    "chengjie.web.scanning.watch",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "chengjie.web.door.door",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chengjie.web.door.surroundings",
            ],
            "builtins": [f"chengjie.web.templatetags.{each}" for each in ("words", "addresses", "menu", "choosing")],
        },
    }
]


SHORT_QUESTIONS = "-c random_page_cost=1.1 -c jit=off -c max_parallel_workers_per_gather=0"
"""How PostgreSQL plans what the site asks: many short questions over rows that lie in memory or on a solid-state disk."""


LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def _database(address: str) -> dict[str, object]:
    """SQLite in the data folder; PostgreSQL where DATABASE_URL names one."""
    if not address:
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000"
        options = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": pragmas}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": HOME / "records.sqlite3", "OPTIONS": options}
    if not address.startswith(("postgres://", "postgresql://")):
        raise SystemExit("DATABASE_URL: postgresql://user:password@host:port/name")
    found: dict[str, Any] = dict(dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True))
    given = dict(found.get("OPTIONS", {}))
    if found.get("HOST") and found["HOST"] not in LOCAL and not found["HOST"].startswith("/"):
        given.setdefault("sslmode", "require")  # in clear over the network only where the address says so
    return {**found, "OPTIONS": {**given, "options": f"{SHORT_QUESTIONS} {given.get('options', '')}".strip()}}


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "chengjie.web.passwords.ContextWords"},
    {"NAME": "chengjie.web.breached.NotBreached"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "cockpit"
SESSION_ENGINE = "chengjie.web.session_rows"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_COOKIES = os.environ.get("CHENGJIE_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("__Host-sessionid", "__Host-csrftoken") if SECURE_COOKIES else ("sessionid", "csrftoken")
)
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "chengjie.web.safety.forged"
SECURE_HSTS_SECONDS = 365 * 86400 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("CHENGJIE_HSTS_SUBDOMAINS") == "1"
PROXIES = frozenset(
    each for each in os.environ.get("CHENGJIE_PROXIES", "").split(",") if each
)  # whose word on addresses counts
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_COOKIES and PROXIES else None
LOGGING = {
    "version": 1, "disable_existing_loggers": False,
    "formatters": {"time": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "terminal": {"class": "logging.StreamHandler", "formatter": "time", "level": "WARNING"},
        "security": {"class": "chengjie.web.safety.Lines"},
    },
    "loggers": {
        "django.request": {"handlers": ["terminal"], "level": "ERROR", "propagate": True},
        "django.security": {"handlers": ["terminal"], "level": "ERROR", "propagate": True},
        "chengjie.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
    },
}  # fmt: skip
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
ADDRESS = os.environ.get("CHENGJIE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")  # what links in letters begin with
DEFAULT_FROM_EMAIL = os.environ.get("CHENGJIE_MAIL_FROM") or "chengjie@localhost"


def _mail(address: str) -> dict[str, object]:
    """Letters go to the terminal; to a server where CHENGJIE_MAIL names one, smtp:// (STARTTLS unless local) or smtps://."""
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    found = urlsplit(address)
    if found.scheme not in {"smtp", "smtps"} or not found.hostname:
        raise SystemExit("CHENGJIE_MAIL: smtp://user:password@host:port, smtps://…")
    local = found.hostname in LOCAL
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": found.hostname,
        "EMAIL_PORT": found.port or (465 if found.scheme == "smtps" else 25 if local else 587),
        "EMAIL_HOST_USER": unquote(found.username or ""), "EMAIL_HOST_PASSWORD": unquote(found.password or ""),
        "EMAIL_USE_SSL": found.scheme == "smtps", "EMAIL_USE_TLS": found.scheme == "smtp" and not local, "EMAIL_TIMEOUT": 20,
    }  # fmt: skip


globals().update(_mail(os.environ.get("CHENGJIE_MAIL", "")))
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = HOME / "uploads"


def _limits(written: str) -> dict[str, int]:
    """Limits on how often one may ask, where they are not those of `chengjie.web.limits`: `off`, or `api=1200,study=0` (0 lifts one)."""
    names = ("sign-in", "sign-on", "api", "upload", "compute", "study")
    parts = [each.strip().partition("=") for each in written.split(",") if each.strip()]
    if written.strip() == "off":
        return dict.fromkeys(names, 0)
    if any(name not in names or not most.isdecimal() for name, _, most in parts):
        raise SystemExit("CHENGJIE_LIMITS: off | " + ",".join(f"{name}=N" for name in names))
    return {name: int(most) for name, _, most in parts}


REACH = [each.strip() for each in os.environ.get("CHENGJIE_REACH", "").split(",") if each.strip()]
"""Hosts and networks (10.1.0.0/16) within, which the site may call: addresses of web hooks and of the sign-on platform."""


def _platform(given: Mapping[str, str]) -> dict[str, str]:
    """The sign-on platform (OpenID Connect), where one is named: its issuer and our client there, with a secret where it wants one."""
    found = {
        name: given.get(f"CHENGJIE_OIDC_{name.upper()}", "").strip() for name in ("issuer", "client", "secret", "title")
    }
    if bool(found["issuer"]) != bool(found["client"]) or (
        found["issuer"] and not found["issuer"].startswith(("https://", "http://"))
    ):
        raise SystemExit(
            "CHENGJIE_OIDC_ISSUER=https://…  CHENGJIE_OIDC_CLIENT=…  [CHENGJIE_OIDC_SECRET=…] [CHENGJIE_OIDC_TITLE=…]"
        )
    return found | {"title": found["title"] or "统一认证平台 · Single sign-on"}


def _scanner(written: str) -> tuple[str, str] | None:
    """A scanner of files within: its kind, tcp or unix, and its place."""
    kind, mark, place = written.strip().partition("://")
    port = place.rpartition(":")[2]
    if not written.strip():
        return None
    if not mark or not place or kind not in {"tcp", "unix"} or (kind == "tcp" and not port.isdecimal()) or (kind == "unix" and not place.startswith("/")):  # fmt: skip
        raise SystemExit("CHENGJIE_SCANNER: tcp://127.0.0.1:3310 | unix:///run/clamav/clamd.ctl")
    return kind, place


def _breached(written: str) -> Path | None:
    """A file of breached passwords; one that is named and not there stops the start."""
    if written.strip() and not (Path(written).is_file() and Path(written).stat().st_size):
        raise SystemExit("CHENGJIE_BREACHED: a file of SHA-1 digests, sorted, one a line")
    return Path(written) if written.strip() else None


def _factor(written: str) -> str:
    """Of whom a second factor is asked."""
    if written not in {"", "all", "administrators"}:
        raise SystemExit("CHENGJIE_FACTOR: all | administrators")
    return written


SCANNER = _scanner(os.environ.get("CHENGJIE_SCANNER", ""))
BREACHED = _breached(os.environ.get("CHENGJIE_BREACHED", ""))
FACTOR = _factor(os.environ.get("CHENGJIE_FACTOR", ""))
OIDC = _platform(os.environ)
LIMITS = _limits(os.environ.get("CHENGJIE_LIMITS", ""))


def _secret() -> str:
    """The signing key from the data folder, made there at the first start; a passing one where nothing is served."""
    path = HOME / "secret-key"
    return path.read_text(encoding="utf-8").strip() if path.exists() else secrets.token_urlsafe(50)


SECRET_KEY = _secret()
