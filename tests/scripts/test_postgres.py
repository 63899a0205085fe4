"""The throw-away PostgreSQL cluster: it is there for the command, and only for it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

SCRIPT = Path(__file__).parents[2] / "scripts/postgres.sh"


@pytest.mark.postgres
def test_the_cluster_answers_and_speaks_chinese(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT '承接', length('承接')").fetchone() == ("承接", 2)


@pytest.mark.postgres
def test_the_cluster_is_gone_with_the_command_and_the_status_is_that_of_the_command() -> None:
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o711)  # the server's own user has to get there
    ended = subprocess.run(
        ["sh", str(SCRIPT), "sh", "-c", "echo $DATABASE_URL; exit 7"],
        env={**os.environ, "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 7, ended.stderr
    folder.rmdir()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(ended.stdout.strip(), connect_timeout=3)


def test_without_a_command_it_says_its_use_in_both_languages() -> None:
    ended = subprocess.run(["sh", str(SCRIPT)], capture_output=True, text=True)
    assert ended.returncode == 2
    assert "用法 · usage" in ended.stderr
