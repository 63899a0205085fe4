"""A process of its own for each solver: a model comes in on standard input, findings go out on standard output.

A message is a line of JSON and, after it, as many bytes of columns as the line says. Whatever a library prints goes to
standard error, so that nothing gets between the messages.
"""

from __future__ import annotations

import io
import json
import math
import os
import sys
import time
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from chengjie.placement.cache import ready
from chengjie.placement.found import Found
from chengjie.placement.model import Ints, Model

if TYPE_CHECKING:
    from chengjie.placement.search import Search

Settings = dict[str, Any]
PROOF_SHARE = 0.45  # of the time: then the proof gives way to a second search
COVER_SHARE = 0.3  # of the time left: then whole fillings are bettered a few carriers at a time
STEPS_A_ROUND = 100
FIELDS = ("first", "carrier", "value", "start", "row", "amount", "capacity")


def pack(model: Model, start: Ints | None, **settings: object) -> bytes:
    """A model, a choice to begin with and the settings, as bytes."""
    held = io.BytesIO()
    arrays = {name: getattr(model, name) for name in FIELDS}
    chosen = np.array([], np.int64) if start is None else start
    np.savez(held, carriers=model.carriers, chosen=chosen, settings=json.dumps(settings), **arrays)
    return held.getvalue()


def unpack(held: bytes) -> tuple[Model, Ints | None, Settings]:
    """What `pack` packed."""
    with np.load(io.BytesIO(held), allow_pickle=False) as found:
        arrays = {name: found[name] for name in FIELDS}
        chosen = found["chosen"] if len(found["chosen"]) else None
        return Model(**arrays, carriers=int(found["carriers"])), chosen, json.loads(str(found["settings"]))


def write(into: BinaryIO, found: Found, **more: object) -> None:
    """Tell one finding."""
    held = b"" if found.chosen is None else found.chosen.astype("<i4").tobytes()
    line = {"worth": found.worth, "bound": found.bound, "work": found.work, "bytes": len(held), **more}
    into.write(json.dumps(line).encode() + b"\n" + held)
    into.flush()


def read(out: BinaryIO) -> tuple[Found, dict[str, object]] | None:
    """The next finding, or None when the process is gone."""
    line = out.readline()
    if not line.endswith(b"\n"):
        return None
    told = json.loads(line)
    held = out.read(told["bytes"])
    if len(held) < told["bytes"]:
        return None
    chosen = np.frombuffer(held, "<i4").astype(np.int64) if held else None
    return Found(chosen, told["worth"], told["bound"], told["work"]), told


def receive(source: BinaryIO) -> bytes:
    """One parcel: its length in a line, then its bytes; empty when nothing more comes."""
    line = source.readline()
    return source.read(int(line)) if line.strip() else b""


def main(role: str) -> None:
    """Run one role until it is done or killed."""
    if role == "warm":
        _warm()
        return
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    parcel = receive(sys.stdin.buffer)
    if not parcel:
        return
    {"search": _search, "proof": _proof, "collide": _collide, "prices": _prices}[role](parcel, out)


def _search(parcel: bytes, out: BinaryIO) -> None:
    from chengjie.placement.search import Search

    model, start, settings = unpack(parcel)
    search = Search(model, seed=int(settings["seed"] or 0), start=start)
    _walk(search, out, settings)


def _walk(search: Search, out: BinaryIO, settings: Settings, *, timed: bool = False) -> None:
    until, rounds = settings["until"], settings["rounds"]
    left = None if until is None else lambda: until - time.monotonic()
    best = -math.inf
    for number, found in enumerate(search.rounds(left=left)):
        last = rounds is not None and number >= rounds
        chosen = found.chosen if found.worth > best else None
        work = math.inf if timed else found.work
        write(
            out,
            Found(chosen, found.worth if chosen is not None else -math.inf, found.bound, work),
            round=number,
            done=last,
        )
        best = max(best, found.worth)
        if last:
            return


def _proof(parcel: bytes, out: BinaryIO) -> None:
    from chengjie.placement.proof import prove

    model, _, settings = unpack(parcel)
    known: Found | None = None
    until, rounds = settings["until"], settings["rounds"]
    pause = math.inf if until is None else time.monotonic() + PROOF_SHARE * (until - time.monotonic())

    enough = 0.0

    def early() -> bool:
        nonlocal enough
        if not enough and until is not None:
            enough = time.monotonic() + COVER_SHARE * (until - time.monotonic())
        return until is not None and time.monotonic() > enough

    def ask() -> Found | None:
        nonlocal known
        second = receive(sys.stdin.buffer)
        start = np.frombuffer(second, "<i8").astype(np.int64) if second else None
        known = None if start is None else Found(start, float(model.value[start].sum()), math.inf, 0.0)
        return known

    most = None if rounds is None else int(rounds * STEPS_A_ROUND)
    decided = prove(
        model,
        ask,
        lambda found: write(out, found),
        most=most,
        stop=lambda: time.monotonic() > pause,
        early=early,
        seed=int(settings["seed"] or 0) + 1,
    )
    write(out, Found(None, -math.inf, math.inf, math.inf), done=True, decided=decided)
    if not decided and rounds is None:
        from chengjie.placement.search import Search

        search = Search(model, seed=int(settings["seed"] or 0) + 1, start=known.chosen if known else None)
        _walk(search, out, settings, timed=True)


def _collide(parcel: bytes, out: BinaryIO) -> None:
    from chengjie.placement.collide import possible, smallest

    model, _, settings = unpack(parcel)
    demands = [(str(kind), int(number)) for kind, number in json.loads(str(settings["demands"]))]
    must = np.array([number for kind, number in demands if kind == "unit"], np.int64)
    rows = np.array([number for kind, number in demands if kind == "row"], np.int64)
    found = smallest(demands, lambda kept: possible(model, kept, must, rows))
    out.write(json.dumps(found).encode() + b"\n")
    out.flush()


def _prices(parcel: bytes, out: BinaryIO) -> None:
    from chengjie.placement import highs

    solved = highs.prices(unpack(parcel)[0])
    out.write(json.dumps([] if solved is None else solved.row.tolist()).encode() + b"\n")
    out.flush()


def _warm() -> None:
    """Run every compiled loop once on a model of two units."""
    from chengjie.placement import packing
    from chengjie.placement.regrouping import Regrouping
    from chengjie.placement.search import Search

    first, none = np.array([0, 2, 4]), np.zeros(4, np.int64)
    model = Model(
        first.astype(np.int64), np.array([0, 1, 0, 1]), np.array([3.0, 0.0, 2.0, 0.0]), np.array([0, 1, 1, 2, 2]), none[:2],
        np.array([2.0, 2.0]), np.array([3.0]), 1,
    )  # fmt: skip
    search = Search(model)
    search.walk(1000, 0)
    wide = Model(
        np.array([0, 3, 6]), np.tile(np.arange(3), 2), np.arange(6.0), np.arange(7), np.tile(np.arange(3), 2), np.ones(6),
        np.full(3, 1000.0), 3,
    )  # fmt: skip
    ready_to = Regrouping.of(wide, np.zeros(6), np.ones(3))
    if ready_to is not None:
        ready_to.better(np.array([0, 3]), width=2, work=1e-7, reach=1.0, seed=0)
    packing.pack(model, np.array([3.0, 2.0]), 0.0, 5.0)
    ready(os.environ).touch()
