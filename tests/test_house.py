"""The rules of the house that no other tool keeps (docs/rules-of-the-house)."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/chengjie"
FILES = sorted(SOURCE.rglob("*.py"))
ONE_PLACE = {
    "lxml": "plan/reading/markup.py",
    "pypdfium2": "plan/reading/pages.py",
    "python_calamine": "plan/reading/workbook.py",
    "docx": "report/document.py",
    "xlsxwriter": "report/tables.py",
    "altair": "report/charts.py",
    "vl_convert": "report/charts.py",
    "duckdb": "expression/columns.py",
    "pyspark": "expression/spark.py",
    "pypinyin": "register/typed/finding.py",
    "highspy": "placement/highs.py",
    "granian": "web/serve.py",
    "jwt": "web/signon.py",
    "ninja": "web/api/shape.py",
}


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module and not node.level
    }
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize(("library", "home"), sorted(ONE_PLACE.items()))
def test_a_library_of_the_trade_is_imported_in_one_file(library: str, home: str) -> None:
    assert [path.relative_to(SOURCE).as_posix() for path in FILES if library in imported(path)] == [home]


def test_the_graph_library_is_imported_in_one_file() -> None:
    knows = [path.relative_to(SOURCE).as_posix() for path in FILES if "csgraph" in path.read_text(encoding="utf-8")]
    assert knows == ["network/graphs.py"]


def test_what_is_compiled_lies_in_files_of_kernels() -> None:
    """Numba is no library of the trade but a compiler: rooms may each have kernels, and nothing else in them."""
    assert {path.name for path in FILES if "numba" in imported(path)} == {"kernels.py"}


def test_no_file_grows_past_four_hundred_lines() -> None:
    long = {path.name: count for path in FILES if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400}
    assert long == {}


def test_there_is_no_room_without_a_subject() -> None:
    names = {part for path in FILES for part in path.relative_to(SOURCE).with_suffix("").parts}
    assert names & {"utils", "common", "helpers", "core", "base", "misc", "manager", "engine", "extras"} == set()


def test_nothing_unfinished_meets_a_user() -> None:
    words = re.compile(r"TODO|FIXME|XXX|raise NotImplementedError|coming soon|敬请期待|待实现|暂未实现")
    tracked = [*FILES, *(ROOT / "docs").glob("*.md"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.yaml")]
    assert [path.name for path in tracked if words.search(path.read_text(encoding="utf-8"))] == []


def test_no_path_of_a_machine_is_tracked() -> None:
    machine = re.compile(r"(?<![\w.~/])/(?:root|home|tmp|mnt|work)/[A-Za-z]")
    tracked = [
        *FILES,
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "benchmarks").rglob("*.py"),
    ]
    assert [
        path.name for path in tracked if path != Path(__file__) and machine.search(path.read_text(encoding="utf-8"))
    ] == []


def test_packaged_claims_hold_facts_and_no_sentences() -> None:
    """A sentence of a plan is long and ends in a full stop; no cell of a shipped claim does (§7)."""
    import csv

    found: dict[str, list[str]] = defaultdict(list)
    for path in SOURCE.glob("zones/*/claims/*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                found[path.name] += [
                    value[:40]
                    for key, value in row.items()
                    if value and key != "cells" and len(value) > 60 and "。" in value
                ]
    assert {name: sentences for name, sentences in found.items() if sentences} == {}
