"""Named people: 李 who owns an upload, 王 who must not see it, and a stranger who is not signed in."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from chengjie.web import jobs
from chengjie.web.models import Upload

PLAN = "某某市产业发展规划\n\n一、发展目标\n\n到2030年，地区生产总值达到1200亿元，引进30家以上的龙头企业。\n\n2025年，地区生产总值达到800亿元。\n"

_READ: list[tuple[str, str, bytes, bytes]] = []


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # what is slow on purpose is not under test
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path


@pytest.fixture
def li(db: None) -> User:
    return User.objects.create_user("li", password="long enough for Li")


@pytest.fixture
def wang(db: None) -> User:
    return User.objects.create_user("wang", password="long enough for Wang")


@pytest.fixture
def as_li(li: User) -> Client:
    client = Client()
    client.force_login(li)
    return client


@pytest.fixture
def as_wang(wang: User) -> Client:
    client = Client()
    client.force_login(wang)
    return client


@pytest.fixture
def read_upload(li: User, home: Path) -> Upload:
    """李's plan, already read by the same program that the site runs."""
    upload = Upload.objects.create(owner=li, name="plan.txt", size=10)
    upload.file.parent.mkdir(parents=True, exist_ok=True)
    upload.file.write_text(PLAN, encoding="utf-8")
    if not _READ:  # the program is started once; the others get what it wrote
        jobs.read(upload)
        upload.refresh_from_db()
        _READ.append((upload.title, upload.digest, upload.reading.read_bytes(), upload.findings.read_bytes()))
        return upload
    upload.title, upload.digest, reading, findings = _READ[0]
    upload.reading.write_bytes(reading)
    upload.findings.write_bytes(findings)
    upload.state, upload.finished = "read", timezone.now()
    upload.save()
    return upload
