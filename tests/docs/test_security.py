"""The list of security: every line once, what is met names a test that exists, what is not met says so."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = list(csv.DictReader((ROOT / "docs/security.csv").read_text(encoding="utf-8").splitlines()))
KNOWN = {"met", "partly", "open", "operator", "none"}


def test_every_requirement_of_both_levels_has_its_line_once() -> None:
    ids = [tuple(map(int, each["id"].split("."))) for each in ROWS]
    assert len(ids) == len(set(ids)) == 253
    assert ids == sorted(ids)
    assert {each[0] for each in ids} == set(range(1, 18))


def test_each_line_has_its_status_and_words_in_both_languages() -> None:
    assert [
        each["id"] for each in ROWS if each["status"] not in KNOWN or not each["zh"] or not each["en"].isascii()
    ] == []
    assert [each["id"] for each in ROWS if each["status"] in {"met", "partly"} and not each["test"]] == []
    assert [each["id"] for each in ROWS if each["status"] in {"none", "open", "operator"} and each["test"]] == []


@pytest.mark.parametrize("named", sorted({each["test"] for each in ROWS if each["test"]}))
def test_the_test_that_a_line_names_exists(named: str) -> None:
    path, _, name = named.partition("::")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"^def {re.escape(name)}\(" if name else r"^def test_", text, re.MULTILINE)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_has_a_row_for_every_line(language: str) -> None:
    page = (ROOT / f"docs/security.{language}.md").read_text(encoding="utf-8").splitlines()
    assert [line.split(" | ")[0].removeprefix("| ") for line in page if re.match(r"\| \d+\.\d+\.\d+ \|", line)] == [each["id"] for each in ROWS]  # fmt: skip
