"""The folder in which a screening works, and from which a run that was broken off goes on (续跑).

A piece of the register is done when its files bear their final names; they are written under other names first. What a run
depends on is kept beside them: where any of it has changed, the folder begins anew and says what changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from chengjie.errors import Refusal

_NOTE = "screening.json"
_ENDS = 1 << 20  # bytes of each end of the register that its digest covers, besides its size and time
_OURS = ("piece-*.parquet", "register.*", "torn.parquet", "*.half", _NOTE)


@dataclass(frozen=True, slots=True)
class Work:
    """A folder and what had changed since it was last used."""

    folder: Path
    changed: tuple[str, ...] = ()

    def rows(self, piece: int) -> Path:
        """Where the best rows of each industry of a piece are kept."""
        return self.folder / f"piece-{piece:05d}.rows.parquet"

    def _tally(self, piece: int) -> Path:
        return self.folder / f"piece-{piece:05d}.tally.parquet"

    def done(self, piece: int) -> bool:
        """Whether a piece need not be read again."""
        return self._tally(piece).exists() and self.rows(piece).exists()

    def tally(self, piece: int) -> pl.DataFrame:
        """The counts of a piece."""
        return pl.read_parquet(self._tally(piece))

    def keep(self, piece: int, tally: pl.DataFrame, rows: pl.DataFrame) -> None:
        """What a piece found; the counts last, for they say that it is done."""
        for frame, path in ((rows, self.rows(piece)), (tally, self._tally(piece))):
            half = path.with_suffix(".half")
            frame.write_parquet(half)
            half.rename(path)


def opened(folder: Path, depends: Mapping[str, str]) -> Work:
    """The folder, ready to go on or cleared to begin. Refuses `screen-folder-strange` for a folder with something else in it."""
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / _NOTE
    if not note.exists() and any(folder.iterdir()):
        raise Refusal.of("screen-folder-strange", file=folder.name)
    before = _read(note)
    changed = tuple(sorted(name for name in depends if before and before.get(name) != depends[name]))
    if before != dict(depends):
        for pattern in _OURS:
            for path in folder.glob(pattern):
                path.unlink()
        half = note.with_suffix(".half")
        half.write_text(json.dumps(dict(depends), indent=1), encoding="utf-8")
        half.rename(note)
    return Work(folder, changed)


def _read(note: Path) -> dict[str, str]:
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def digest(words: str) -> str:
    """A short name for words."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def digest_of(path: Path) -> str:
    """What tells a file from a later one: name, size, time, and both its ends. Refuses `file-unreadable`."""
    try:
        state = path.stat()
        with path.open("rb") as file:
            head = file.read(_ENDS)
            file.seek(max(0, state.st_size - _ENDS))
            ends = hashlib.sha256(head + file.read(_ENDS)).hexdigest()
    except OSError as error:
        raise Refusal.of("file-unreadable", file=path.name, detail=error.strerror or "") from error
    return digest(f"{path.name} {state.st_size} {state.st_mtime_ns} {ends}")
