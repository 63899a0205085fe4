"""Known flaws of packages: found ones fail, none pass, and what could not be asked is said and never taken for none."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def asked(folder: Path, told: str, code: int) -> subprocess.CompletedProcess[str]:
    """The script with a stand-in for the tool that says this."""
    tool = folder / "uv"
    tool.write_text(f"#!/bin/sh\nprintf '%s\\n' '{told}'\nexit {code}\n", encoding="utf-8")
    tool.chmod(0o755)
    return subprocess.run(
        ["sh", str(ROOT / "scripts/vulnerabilities.sh")],
        env={**os.environ, "UV": str(tool)}, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(("told", "code", "expected"), [("No known vulnerabilities found", 0, 0), ("Found 2 known vulnerabilities in 1 package", 1, 1)])  # fmt: skip
def test_what_the_lists_say_decides(tmp_path: Path, told: str, code: int, expected: int) -> None:
    assert asked(tmp_path, told, code).returncode == expected


@pytest.mark.parametrize(("told", "code"), [("error sending request", 2), ("x Dependency not found on PyPI and could not be audited: x", 0)])  # fmt: skip
def test_without_a_network_it_says_so_and_fails_nothing_else(tmp_path: Path, told: str, code: int) -> None:
    found = asked(tmp_path, told, code)
    assert found.returncode == 3
    assert "没有核查" in found.stderr
    assert "not checked" in found.stderr


def test_the_gate_does_not_wait_for_it() -> None:
    assert "vulnerabilities" not in (ROOT / ".ci/run").read_text(encoding="utf-8")
