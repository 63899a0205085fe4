"""YAML and JSON are read safely and within bounds."""

from pathlib import Path

import pytest

from chengjie.errors import Refusal
from chengjie.package import documents, files

BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20)
)


def code_of(tmp_path: Path, text: str) -> str:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        documents.read_yaml(path, file="a.yaml")
    return caught.value.faults[0].code


def test_a_bomb_of_aliases_is_refused(tmp_path: Path) -> None:
    assert code_of(tmp_path, BOMB) == "yaml-too-complex"


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    assert code_of(tmp_path, "a: " + "[" * 400 + "]" * 400) == "yaml-too-complex"


@pytest.mark.parametrize(
    "text", ["a: !!python/object/apply:os.system [ls]", "a: !thing {}", "a: b: c", "a: 2020-99-99", "\t"]
)
def test_what_is_not_plain_yaml_is_refused(tmp_path: Path, text: str) -> None:
    assert code_of(tmp_path, text) in {"yaml-malformed", "yaml-not-a-mapping"}


def test_a_key_given_twice_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\nb: 2\na: 3\n", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        documents.read_yaml(path, file="a.yaml")
    assert (caught.value.faults[0].code, caught.value.faults[0].where.line) == ("yaml-key-duplicate", 3)


@pytest.mark.parametrize("text", ["- a\n", "just words\n", "", "1: a\n"])
def test_what_is_not_a_mapping_is_refused(tmp_path: Path, text: str) -> None:
    assert code_of(tmp_path, text) == "yaml-not-a-mapping"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(files.LARGEST_FILE + 1)
    with pytest.raises(Refusal) as caught:
        files.read(path, file="huge.csv")
    assert caught.value.faults[0].code == "file-too-large"


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        files.read(tmp_path, file="x")
    assert caught.value.faults[0].code == "file-unreadable"


@pytest.mark.parametrize("text", ["[", "[1]", '"a"', "[" * 100_000])
def test_json_that_is_no_object_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        documents.read_json(path, file="a.json")
    assert caught.value.faults[0].code == "json-malformed"
