"""Passwords that others have lost are found in a local file, wherever they stand in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, strategies
from pytest_django import Settings

from chengjie.web import breached
from chengjie.web import settings as settings_


def digest(word: str) -> str:
    return hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest().upper()


def written(path: Path, words: list[str], *, ending: str = "\n", count: str = ":3") -> Path:
    path.write_bytes(ending.join(f"{each}{count}" for each in sorted(map(digest, words))).encode() + ending.encode())
    return path


WORDS = strategies.lists(strategies.text(max_size=12), min_size=1, max_size=60, unique=True)


@given(words=WORDS, other=strategies.text(max_size=12), ending=strategies.sampled_from(["\n", "\r\n"]), count=strategies.sampled_from(["", ":3", ":123456"]))  # fmt: skip
def test_every_word_of_the_file_is_found_and_no_other(tmp_path_factory: pytest.TempPathFactory, words: list[str], other: str, ending: str, count: str) -> None:  # fmt: skip
    path = written(tmp_path_factory.mktemp("b") / "breached.txt", words, ending=ending, count=count)
    assert all(breached.holds(path, each) for each in words)
    assert breached.holds(path, other) is (other in words)


def test_a_lost_password_is_refused_where_a_file_is_named(settings: Settings, tmp_path: Path) -> None:
    check = breached.NotBreached()
    check.validate("correct horse battery")
    settings.BREACHED = written(tmp_path / "breached.txt", ["correct horse battery", "other"])
    with pytest.raises(ValidationError):
        check.validate("correct horse battery")
    check.validate("another long one of mine")


def test_a_file_that_is_named_and_not_there_stops_the_start(tmp_path: Path) -> None:
    assert settings_._breached("") is None
    with pytest.raises(SystemExit, match="CHENGJIE_BREACHED"):
        settings_._breached(str(tmp_path / "nothing"))
