"""Tables are put in place together or not at all, and a writing that was cut short is finished."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.package.conftest import Write

from chengjie.errors import Refusal
from chengjie.package import open_package, writing

OLD = {"places.csv": "code\n1\n", "claims/targets.csv": "id\na\n"}
NEW = {"places.csv": "code\n2\n", "claims/targets.csv": "id\nb\n"}
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


class Died(BaseException):
    """The machine stops: nothing below cleans up."""


def lying(folder: Path) -> dict[str, str]:
    """What readers see."""
    return {name: (folder / name).read_text(encoding="utf-8") for name in OLD}


def dead_at(step: int, folder: Path, contents: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A writing whose machine stops at a step: a step is a file written beside or one put in its place."""
    steps = itertools.count()
    with monkeypatch.context() as stopped:
        for owner, name in ((writing, "_lasting"), (Path, "replace")):
            stopped.setattr(owner, name, _until(step, steps, getattr(owner, name)))
        with pytest.raises(Died):
            writing.put(folder, contents, layer="trial")


def _until(step: int, steps: Iterator[int], whole: Callable[..., object]) -> Callable[..., object]:
    def one(*given: object) -> object:
        if next(steps) == step:
            raise Died
        return whole(*given)

    return one


@pytest.mark.parametrize("step", range(6))
def test_a_machine_that_dies_at_any_step_leaves_all_old_or_all_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    writing.put(tmp_path, OLD, layer="trial")
    dead_at(step, tmp_path, NEW, monkeypatch)
    writing.finish(tmp_path, layer="trial")
    assert lying(tmp_path) == (OLD if step < 4 else NEW)


@pytest.mark.parametrize("step", range(6))
def test_whatever_a_dead_writing_left_the_next_one_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    writing.put(tmp_path, OLD, layer="trial")
    dead_at(step, tmp_path, NEW, monkeypatch)
    writing.put(tmp_path, OLD, layer="trial")
    assert lying(tmp_path) == OLD
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"places.csv", "targets.csv"}


def test_who_opens_a_zone_finishes_what_was_cut_short(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write("trial", {})
    dead_at(4, folder, {"places.csv": "code\n1\n", "notes.csv": "id\n1\n"}, monkeypatch)
    open_package(folder)
    assert (folder / "notes.csv").exists()
    assert not (folder / writing.NOTE).exists()


def test_nothing_is_changed_where_one_of_the_files_cannot_be_written(tmp_path: Path) -> None:
    writing.put(tmp_path, {"places.csv": "code\n1\n"}, layer="trial")
    (tmp_path / "claims").write_text("in the way", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        writing.put(tmp_path, NEW, layer="trial")
    assert [fault.code for fault in caught.value.faults] == ["zone-not-writable"]
    assert {path.name for path in tmp_path.iterdir()} == {"places.csv", "claims"}
    assert (tmp_path / "places.csv").read_text(encoding="utf-8") == "code\n1\n"


def test_a_writing_that_cannot_be_finished_is_said(tmp_path: Path) -> None:
    (tmp_path / writing.NOTE).write_text("places.csv\n", encoding="utf-8")
    (tmp_path / ".places.csv.new").write_text("code\n", encoding="utf-8")
    (tmp_path / "places.csv" / "in the way").mkdir(parents=True)
    with pytest.raises(Refusal) as caught:
        writing.finish(tmp_path, layer="trial")
    assert [fault.code for fault in caught.value.faults] == ["zone-half-written"]


def test_a_note_that_points_outside_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / writing.NOTE).write_text("../elsewhere.csv\n", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        writing.finish(tmp_path, layer="trial")
    assert [fault.code for fault in caught.value.faults] == ["path-outside"]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_is_written_is_read_as_it_was(rows: list[tuple[str, str]]) -> None:
    text = writing.as_csv(("a", "b"), ({"a": a, "b": b} for a, b in rows))
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [list(row) for row in rows]
