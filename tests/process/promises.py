"""What holds of every case after every entry, whatever the process and whoever acts: asked by all tests of random acts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chengjie.process import Definition, Entry, Law, State, auditing, readings, replay


def kept(state: State, definition: Definition, *, law: Law, day: date) -> None:
    """Neither lost nor ended and going on; nothing decided or voted twice; no step left before it was entered; no clock below nought."""
    assert state.ended or state.tokens, "a lost case"
    assert not (state.ended and (state.tokens or state.forks)), "it ended and goes on"
    assert len({each.step for each in state.tokens}) == len(state.tokens), "a step is open twice"
    decided = [each.number for each in state.visits if each.number and not each.annulled]
    assert len(set(decided)) == len(decided), "one entry decided twice"
    for visit in state.visits:
        assert visit.left is None or visit.left >= visit.entered, "left before it was entered"
        assert len({each.seat for each in visit.votes}) == len(visit.votes), "somebody voted twice"
    for read in readings(state, definition, law=law, day=day):
        assert read.elapsed is None or read.elapsed >= 0, "a clock below nought"


def replayed(entries: Sequence[Entry], state: State, known: dict[tuple[str, int], Definition]) -> None:
    """Played again the entries come to the same state, and the record proves."""
    assert replay(entries, known) == state
    assert auditing.verify(entries).holds
