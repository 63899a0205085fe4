"""Proof of a record (核验): every entry bears its hash and follows the one before; an anchor shows that nothing was taken away.

Hashes alone cannot show that the last entries of a case, or a whole case, are gone, nor that a last entry was written anew. An
anchor, made earlier and kept elsewhere (its digest is short enough to print), shows all of these.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chengjie.errors import Fault, Refusal, Where
from chengjie.process import sealing
from chengjie.process.entry import Entry, entry_of
from chengjie.process.sealing import FIRST, Algorithm

_HEAD = len('{"hash":"')
_BODY = _HEAD + 64 + len('","entry":')
_ALGORITHMS = frozenset({"sm3", "sha256"})


@dataclass(frozen=True, slots=True)
class Proof:
    """What the check came to: how many entries and cases, the head of each case, and the first entry that is broken."""

    entries: int
    heads: tuple[tuple[str, int, str], ...]
    """Case, how many entries, hash of the last."""
    broken: Fault | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing is broken."""
        return self.broken is None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "holds": self.holds, "entries": self.entries, "cases": len(self.heads),
            "broken": None if self.broken is None else dict(self.broken.parameters),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a record was at a time: the head of every case, their Merkle root, and the digest of the anchor before."""

    at: str
    heads: tuple[tuple[str, int, str], ...]
    before: str = FIRST
    algorithm: Algorithm = "sm3"

    @property
    def root(self) -> str:
        """The Merkle root over the heads in order of cases."""
        return sealing.root((f"{case}:{count}:{head}" for case, count, head in sorted(self.heads)), self.algorithm)

    @property
    def digest(self) -> str:
        """Sixty-four characters that stand for the whole record at that time: what is printed, published or deposited."""
        return sealing.digest(f"{self.at}:{len(self.heads)}:{self.before}:{self.root}".encode(), self.algorithm)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "at": self.at, "algorithm": self.algorithm, "before": self.before, "root": self.root, "digest": self.digest,
            "cases": len(self.heads), "entries": sum(count for _, count, _ in self.heads),
            "heads": [list(each) for each in sorted(self.heads)],
        }  # fmt: skip


def verify(entries: Iterable[Entry], *, anchor: Anchor | None = None) -> Proof:
    """Check entries, those of one case in their order, cases mixed as they like. The first broken one is named."""
    return verify_lines((each.line().encode() for each in entries), anchor=anchor)


def verify_lines(lines: Iterable[bytes], *, anchor: Anchor | None = None, file: str | None = None) -> Proof:
    """Check a record file line by line without keeping it: a million entries take no more memory than their cases."""
    heads: dict[str, tuple[int, str]] = {}
    wanted = {case: (count, head) for case, count, head in anchor.heads} if anchor is not None else {}
    count = 0
    for count, line in enumerate(lines, start=1):  # the count is the answer
        found = _line(line.rstrip(b"\r\n"), count, heads, wanted, file)
        if found is not None:
            return Proof(count, _heads(heads), found)
    return Proof(count, _heads(heads), next(_gone(heads, wanted), None))


def _heads(heads: dict[str, tuple[int, str]]) -> tuple[tuple[str, int, str], ...]:
    return tuple((case, count, head) for case, (count, head) in heads.items())


def _line(
    line: bytes, row: int, heads: dict[str, tuple[int, str]], wanted: dict[str, tuple[int, str]], file: str | None
) -> Fault | None:
    body = line[_BODY:-1]
    try:
        seal = line[_HEAD : _HEAD + 64].decode("ascii")
        content = json.loads(body)
        case, number, before, algorithm = content["case"], content["number"], content["before"], content["algorithm"]
        framed = line == b'{"hash":"' + seal.encode() + b'","entry":' + body + b"}" and algorithm in _ALGORITHMS
    except (ValueError, KeyError, TypeError):
        return Fault("audit-broken", Where(file=file, line=row), {"case": "—", "entry": row, "why": "form"})
    last, head = heads.get(case, (0, FIRST))
    why = (
        "form" if not framed
        else "hash" if sealing.digest(body, algorithm) != seal
        else "order" if number != last + 1 or before != head
        else "anchor" if wanted.get(case, (0, ""))[0] == number and wanted[case][1] != seal
        else None
    )  # fmt: skip
    if why is not None:
        return Fault("audit-broken", Where(file=file, line=row), {"case": str(case), "entry": number, "why": why})
    heads[case] = (number, seal)
    return None


def _gone(heads: dict[str, tuple[int, str]], wanted: dict[str, tuple[int, str]]) -> Iterator[Fault]:
    """What an anchor has seen and the record no longer holds."""
    for case, (count, _) in wanted.items():
        last = heads.get(case, (0, FIRST))[0]
        if last < count:
            yield Fault("audit-broken", Where(), {"case": case, "entry": last + 1, "why": "gone"})


def anchor(proof: Proof, *, at: str, before: str = FIRST, algorithm: Algorithm = "sm3") -> Anchor:
    """An anchor of a record that was checked. Refuses `audit-broken`: a broken record is not anchored."""
    if proof.broken is not None:
        raise Refusal([proof.broken])
    return Anchor(at, proof.heads, before, algorithm)


def read_anchor(path: Path, *, digest: str | None = None) -> Anchor:
    """An anchor from its file. Refuses `anchor-malformed`, and `anchor-differs` where it does not bear the digest that was kept."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        heads = tuple((str(case), int(count), str(head)) for case, count, head in found["heads"])
        read = Anchor(found["at"], heads, found["before"], found["algorithm"])
        said = digest or found["digest"]
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise Refusal.of("anchor-malformed", file=path.name, detail=str(error)[:120]) from error
    if read.algorithm not in _ALGORITHMS or read.digest != said:
        raise Refusal.of("anchor-differs", file=path.name, digest=read.digest)
    return read


def write(entries: Iterable[Entry], path: Path) -> None:
    """Entries as a record file, written beside and moved into place."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{each.line()}\n" for each in entries)
    beside.replace(path)


def read(path: Path) -> Iterator[Entry]:
    """Entries of a record file as they stand; `verify_lines` checks them. Refuses `record-malformed` with the line."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                found = line.rstrip("\r\n")
                yield entry_of(found[_BODY:-1], found[_HEAD : _HEAD + 64])
            except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
                where = Where(file=path.name, line=number)
                raise Refusal([Fault("record-malformed", where, {"detail": str(error)[:120]})]) from error
