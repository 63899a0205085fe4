"""Where compiled loops are kept when the usual place cannot be written to."""

from __future__ import annotations

from pathlib import Path

from chengjie.placement.cache import NAME, folder, ready


def test_what_the_user_says_comes_first(tmp_path: Path) -> None:
    assert folder({NAME: str(tmp_path / "mine"), "XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "mine"


def test_the_cache_of_the_user_is_taken_and_made(tmp_path: Path) -> None:
    found = folder({"XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert found == tmp_path / "cache" / "chengjie" / "compiled"
    assert found.is_dir()


def test_where_no_folder_can_be_made_it_is_the_temporary_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    found = folder({"XDG_CACHE_HOME": str(tmp_path / "file")})
    assert found.name.startswith("chengjie-compiled-")
    assert ready({"XDG_CACHE_HOME": str(tmp_path / "file")}).parent == found


def test_what_the_user_says_is_passed_over_where_it_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    found = folder({NAME: str(tmp_path / "file" / "mine"), "XDG_CACHE_HOME": str(tmp_path)})
    assert found == tmp_path / "chengjie" / "compiled"
