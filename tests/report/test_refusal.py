"""Every refusal has its words: codes and rows in step, placeholders that the code fills, both languages."""

import ast
import csv
import string
from functools import cache
from pathlib import Path

import pytest

from chengjie.errors import Fault, Refusal, Where
from chengjie.report.refusal import as_json, remedy, sentence, wordings

SOURCE = Path(__file__).parents[2] / "src" / "chengjie"
ROWS = list(csv.DictReader((SOURCE / "report" / "refusals.csv").read_text(encoding="utf-8").splitlines()))


@cache
def trees() -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))]


def is_fault(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    return called in {"Fault", "Refusal.of"} or called.endswith((".Fault", ".Refusal.of"))


@cache
def raised() -> dict[str, list[frozenset[str] | None]]:
    """Codes written at a fault, with the parameters named there; None where they are not written out."""
    found: dict[str, list[frozenset[str] | None]] = {}
    for tree in trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and is_fault(node) and node.args):
                continue
            if isinstance(code := node.args[0], ast.Constant) and isinstance(code.value, str):
                found.setdefault(code.value, []).append(named(node))
    return found


def named(node: ast.Call) -> frozenset[str] | None:
    if ast.unparse(node.func).endswith("of"):
        keys = {each.arg for each in node.keywords}
        return None if None in keys else frozenset(key for key in keys if key and key not in {"where", "file"})
    given = (
        node.args[2] if len(node.args) > 2 else next((k.value for k in node.keywords if k.arg == "parameters"), None)
    )
    if given is None:
        return frozenset()
    if not isinstance(given, ast.Dict) or not all(isinstance(key, ast.Constant) for key in given.keys):
        return None
    return frozenset(str(key.value) for key in given.keys if isinstance(key, ast.Constant))


def written() -> set[str]:
    """Every string constant of the source: a code may reach its fault through a variable."""
    return {
        node.value for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_code_that_is_raised_has_its_row() -> None:
    assert set(raised()) <= set(wordings())


def test_every_row_is_a_code_of_the_source() -> None:
    assert {row["code"] for row in ROWS} <= written()


def test_every_placeholder_is_a_parameter_of_the_fault() -> None:
    wrong = {
        code: sorted(missing)
        for row in ROWS
        for code in [row["code"]]
        for given in raised().get(code, [])
        if given is not None
        if (missing := set().union(*(placeholders(row[key]) for key in row if key != "code")) - given)
    }
    assert wrong == {}


def test_rows_are_sorted_whole_and_each_code_stands_once() -> None:
    codes = [row["code"] for row in ROWS]
    assert codes == sorted(set(codes))
    assert all(value and value.strip() == value for row in ROWS for value in row.values())


def test_both_languages_name_the_same_parameters() -> None:
    wrong = [
        row["code"]
        for row in ROWS
        if placeholders(row["zh"] + row["remedy_zh"]) != placeholders(row["en"] + row["remedy_en"])
    ]
    assert wrong == []


def test_a_fault_is_said_in_both_languages_with_its_remedy() -> None:
    fault = Fault("unit-mismatch", Where(file="a.csv", row=3), {"unit": "亩", "other": "亿元"})
    assert "亩" in sentence(fault).zh
    assert "亿元" in sentence(fault).en
    assert remedy(fault).zh
    assert remedy(fault).en


def test_a_refusal_as_json_names_every_fault() -> None:
    said = as_json(Refusal([Fault("unit-unknown", Where(file="a.csv"), {"unit": name}) for name in ("斛", "石")]))
    assert list(said) == ["refused"]
    assert set(said["refused"][0]) == {"code", "where", "message", "remedy"}
    assert said["refused"][0]["where"] == "a.csv"
    assert "石" in said["refused"][1]["message"]["zh"]


def test_a_code_without_words_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        sentence(Fault("no-such-code"))
