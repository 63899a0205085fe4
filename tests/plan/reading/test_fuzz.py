"""Damaged files of every form are read or refused, and nothing else happens."""

from pathlib import Path

from benchmarks import fuzz_reading, reading

from chengjie.plan.read import read


def test_three_hundred_damaged_files_are_each_read_or_refused_in_time() -> None:
    seen, slowest, wrong = fuzz_reading.outcomes(300, 7)
    assert wrong == []
    assert seen.total() == 300
    assert slowest < fuzz_reading.SLOWEST
    assert seen["read"] > 30
    assert all(outcome == "read" or outcome.startswith("plan-") for outcome in seen)


def test_the_same_seed_gives_the_same_files() -> None:
    assert list(fuzz_reading.damaged(20, 5)) == list(fuzz_reading.damaged(20, 5))
    assert list(fuzz_reading.damaged(20, 5)) != list(fuzz_reading.damaged(20, 6))


def test_every_sound_file_is_read() -> None:
    forms = {read(data, name="plan").document.format for data in fuzz_reading.seeds()}
    assert forms == {"txt", "md", "html", "docx", "xlsx", "pdf"}


def test_many_documents_are_read_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("到2025年，地区生产总值达到1.8万亿元。", encoding="utf-8")
    assert reading.main([str(path), "--documents", "3", "--processes", "1"]) == 0
