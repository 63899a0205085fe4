"""Kinds of file that may be handed in as papers (材料): by their ending, and by whether they begin as such files begin."""

from __future__ import annotations

from chengjie.errors import Refusal

_ZIP, _OLE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0",)
KINDS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF",), "ofd": _ZIP, "docx": _ZIP, "xlsx": _ZIP, "pptx": _ZIP, "zip": _ZIP, "doc": _OLE, "xls": _OLE, "ppt": _OLE, "wps": (*_OLE, *_ZIP),
    "et": (*_OLE, *_ZIP), "jpg": (b"\xff\xd8\xff",), "jpeg": (b"\xff\xd8\xff",), "png": (b"\x89PNG",), "tif": (b"II*\x00", b"MM\x00*"), "tiff": (b"II*\x00", b"MM\x00*"),
    "dwg": (b"AC10",), "txt": (), "csv": (),
}  # fmt: skip
"""Endings, and the first bytes of such files; text has none of its own and must bear no null byte."""


def check(name: str, head: bytes) -> None:
    """Refuses `case-file-kind` with the endings that are taken, and `case-file-differs` where a file is not what its name says.

    >>> check("合同.pdf", b"%PDF-1.7")
    """
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    if ending not in KINDS:
        raise Refusal.of("case-file-kind", name=name[:80], known="、".join(KINDS))
    fits = any(head.startswith(each) for each in KINDS[ending]) if KINDS[ending] else b"\x00" not in head
    if not fits:
        raise Refusal.of("case-file-differs", name=name[:80], ending=ending)
