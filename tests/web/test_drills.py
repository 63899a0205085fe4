"""A small crowd at work, and a server that is killed a few times: nothing acknowledged is lost, doubled or half there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def drill(*words: str, url: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name not in {"CHENGJIE_HOME", "DATABASE_URL"}}
    found = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, env=kept | ({"DATABASE_URL": url} if url else {}), capture_output=True, text=True, check=False)  # fmt: skip
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


@pytest.fixture
def empty(database_url: str) -> str:
    """A database of its own beside the one of the tests."""
    import psycopg

    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS drill")
        connection.execute("CREATE DATABASE drill")
    return database_url.rsplit("/", 1)[0] + "/drill"


@pytest.mark.postgres
def test_twenty_people_at_once_lose_and_double_nothing(empty: str) -> None:
    assert "exactly once" in drill("benchmarks.crowd", "--clients", "20", "--seconds", "5", url=empty)


@pytest.mark.postgres
def test_a_server_killed_at_work_leaves_a_whole_record_on_postgresql(empty: str) -> None:
    assert "verified after every kill" in drill("benchmarks.killing", "--kills", "4", url=empty)


def test_a_server_killed_at_work_leaves_a_whole_record_on_sqlite() -> None:
    assert "verified after every kill" in drill("benchmarks.killing", "--kills", "3", "--workers", "1", url="")
