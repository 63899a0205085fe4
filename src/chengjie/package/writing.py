"""Writing the tables of a folder: CSV as the house writes it, several files put in place together or not at all.

Files are written beside; a note that names them makes it final; then each takes its place. A machine that dies before the note has
changed nothing; one that dies after it has everything, because whoever opens the folder next finishes what the note says.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from chengjie.errors import Fault, Refusal, Where
from chengjie.package import files

NOTE = ".swap"
"""Names the files that stand beside and are to take their places, a line each."""

_END = "\r\n"


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """A table as text; a column that a row lacks is empty.

    >>> as_csv(("code", "name"), [{"code": "430000", "name": "湖南省"}, {"code": "431100"}])
    'code,name\\n430000,湖南省\\n431100,\\n'
    """
    lines = (columns, *([row.get(name, "") for name in columns] for row in rows))
    return "".join(map(_line, lines))


def put(folder: Path, contents: Mapping[str, str], *, layer: str) -> tuple[Path, ...]:
    """Put every file, by its name in the folder, in place with its text: all of them or none; the paths written.

    Refuses `path-outside`, `zone-not-writable`.
    """
    if not contents:
        return ()
    paths = {name: files.inside(folder, name) for name in contents}
    try:
        finish(folder, layer=layer)
        for name, content in contents.items():
            paths[name].parent.mkdir(parents=True, exist_ok=True)
            _lasting(_beside(paths[name]), content)
        _lasting(_beside(folder / NOTE), "".join(f"{name}\n" for name in contents))
        _beside(folder / NOTE).replace(folder / NOTE)
    except OSError as error:
        for path in (*paths.values(), folder / NOTE):
            with contextlib.suppress(OSError):
                _beside(path).unlink(missing_ok=True)
        raise _not_writable(error, layer) from error
    finish(folder, layer=layer)
    return tuple(paths.values())


def finish(folder: Path, *, layer: str) -> None:
    """Put in place what a writing that was cut short had made final; does nothing where there is none.

    Several may do it at once. Refuses `path-outside`, `zone-half-written` where the folder does not let us.
    """
    try:
        names = (folder / NOTE).read_text(encoding="utf-8").splitlines()
        for path in [files.inside(folder, name) for name in names]:
            with contextlib.suppress(FileNotFoundError):  # in place already
                _beside(path).replace(path)
        (folder / NOTE).unlink(missing_ok=True)
    except FileNotFoundError:
        return
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise Refusal([Fault("zone-half-written", Where(file=layer), {"detail": detail})]) from error


def _line(cells: Sequence[str]) -> str:
    """A cell that holds either half of a line's end is quoted; the line itself ends as Unix ends it."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=_END).writerow(cells)
    return out.getvalue().removesuffix(_END) + "\n"


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _lasting(path: Path, content: str) -> None:
    """On the disk, not only on its way there."""
    with path.open("wb") as stream:
        stream.write(content.encode("utf-8"))
        stream.flush()
        os.fsync(stream.fileno())


def _not_writable(error: OSError, layer: str) -> Refusal:
    detail = error.strerror or type(error).__name__
    return Refusal([Fault("zone-not-writable", Where(file=layer), {"detail": detail})])
