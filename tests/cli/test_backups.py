"""`chengjie backup`, `restore`, `upgrade`, in processes of their own as an office runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CHENGJIE_HOME"}}
    return subprocess.run([sys.executable, "-m", "chengjie.cli", *arguments], capture_output=True, text=True, env=plain)


def test_records_are_upgraded_backed_up_and_put_back_equal(tmp_path: Path) -> None:
    one, other, archive = tmp_path / "one", tmp_path / "other", tmp_path / "kept.tar.gz"
    behind = run("backup", str(archive), "--data", str(one), "--json")
    assert (behind.returncode, json.loads(behind.stderr)["refused"][0]["code"]) == (2, "backup-not-upgraded")
    assert run("upgrade", "--data", str(one)).returncode == 0
    assert "本版本" in run("upgrade", "--data", str(one)).stdout
    kept = json.loads(run("backup", str(archive), "--data", str(one), "--json").stdout)
    back = json.loads(run("restore", str(archive), "--data", str(other), "--json").stdout)
    assert kept["fingerprint"] == back["fingerprint"]
    checked = json.loads(run("restore", str(archive), "--check", "--data", str(other), "--json").stdout)
    assert checked["fingerprint"] is None
