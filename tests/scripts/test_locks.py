"""The lock file of Spark agrees with the main one, and the main one does not name Spark."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]


def pinned(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for package, version in re.findall(
        r"^([\w.-]+(?:\[\w,]+\])?)==(\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE
    ):
        found[package].add(version)
    return found


def test_both_lock_files_name_the_same_versions_where_they_overlap() -> None:
    main, spark = pinned("requirements.lock"), pinned("requirements-spark.lock")
    assert {name: versions for name, versions in spark.items() if name in main and versions - main[name]} == {}
    assert set(spark) - set(main) == {"pyspark", "py4j"}
    assert "pyspark" not in main


def test_every_package_of_both_is_locked_by_its_digest() -> None:
    for name in ("requirements.lock", "requirements-spark.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", text.strip())), name
