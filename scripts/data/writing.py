"""Writing the packaged tables: one way to write CSV, so that a second run gives the same bytes."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ZONES = Path(__file__).parents[2] / "src/chengjie/zones"
HERE = Path(__file__).parent


def raw_data() -> Path:
    """The folder of raw data files, the one argument of each command (`../shared/data` beside a checkout)."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    if not folder.is_dir():
        sys.exit(f"no such folder: {folder}; give the folder of raw data files as the argument")
    return folder


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file in UTF-8."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def write(path: Path, header: str, rows: Iterable[Sequence[str]]) -> None:
    """The table with LF line ends."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)
    sys.stdout.write(f"{path.relative_to(ZONES)}\n")
