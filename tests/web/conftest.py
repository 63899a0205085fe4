"""Named people: 李 who owns an upload, 王 who must not see it, and a stranger who is not signed in; and the offices: 蓝's
officer of 蓝山县, her colleague, the officer of 新田县 who must see nothing of hers, 永州 above both, the province, a firm."""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests.web.programs import Program, program

from chengjie.web import jobs
from chengjie.web.models import Upload
from chengjie.web.records.people import Right

PLAN = "某某市产业发展规划\n\n一、发展目标\n\n到2030年，地区生产总值达到1200亿元，引进30家以上的龙头企业。\n\n2025年，地区生产总值达到800亿元。\n"

_READ: list[tuple[str, str, bytes, bytes]] = []


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # what is slow on purpose is not under test
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # slow ones are for real passwords
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


OFFICES = {
    "lan": ("county-officer", {"place": "431127"}),
    "colleague": ("county-officer", {"place": "431127"}),
    "xintian": ("county-officer", {"place": "431128"}),
    "yongzhou": ("prefecture-officer", {"place": "431100"}),
    "province": ("province-planner", {"place": "430000"}),
    "clerk": ("approval-clerk", {"place": "431127"}),
    "firm": ("enterprise", {"enterprise": "91431127MA4L000001"}),
}


def office(name: str, given_by: User) -> User:
    """One of the named people with the right of the office."""
    role, reach = OFFICES[name]
    user = User.objects.create_user(name, password=f"long enough for {name}")
    Right.objects.create(user=user, role=role, since=date(2020, 1, 1), given_by=given_by, **reach)
    return user


@pytest.fixture
def administrator(db: None) -> User:
    return User.objects.create_superuser("admin", password="long enough for admin")


@pytest.fixture
def offices(administrator: User) -> dict[str, User]:
    """Everybody of the offices by name."""
    return {name: office(name, administrator) for name in OFFICES}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def programs(offices: dict[str, User]) -> dict[str, Program]:
    """A program of each of the named people."""
    return {name: program(user) for name, user in offices.items()}
