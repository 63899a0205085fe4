"""The same next step taken in many cases (批量办理): tried on each first, then each whole by itself; all carry one mark in their diaries."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

import chengjie.report.refusal
from chengjie.errors import Refusal
from chengjie.process import Act, Actor
from chengjie.values import Text
from chengjie.web import cases
from chengjie.web.case_forms import Button, acts_of
from chengjie.web.records.cases import Case

MOST = 90
"""Cases at once: a form says two things of each, and the site takes two hundred in all."""
_NOT_HERE = Text("这一步此刻不由您办，或不在这一步", "the step is not yours here, or the case does not stand there")
_FIELDS = Text("要先填写资料，请单独办理", "fields have to be filled in first; take it by itself")


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that many cases may be given: what its step and outcome are called, in how many of them it is open, and whether it wants words."""

    step: str
    outcome: str
    title: Text
    under: Text
    count: int
    note: bool

    @property
    def key(self) -> str:
        """What a form says for it."""
        return f"{self.step}/{self.outcome}"


@dataclass(frozen=True, slots=True)
class Tried:
    """A case before such a decision: what still stands against it; nothing where it can be taken."""

    case: Case
    act: Act | None
    against: tuple[Text, ...] = ()


def _open(case: Case, who: tuple[Actor, ...]) -> list[Button]:
    state = cases.state_of(case)
    if not cases.may_see(case, state, who):
        return []
    found = acts_of(state, cases.definition_of(case), who, cases.law_of(case, state))
    return [each for each in found if each.act.kind == "decide" and not each.evidence]


def choices(rows: Iterable[Case], who: tuple[Actor, ...]) -> list[Choice]:
    """The decisions that are open in any of some cases, those of the most cases first."""
    buttons = [each for case in rows for each in _open(case, who)]
    count = Counter((each.act.step, each.act.outcome) for each in buttons)
    named = {(each.act.step, each.act.outcome): each for each in buttons}
    return [
        Choice(*key, named[key].title, named[key].under or Text("", ""), many, named[key].note)
        for key, many in count.most_common()
    ]


def tried(rows: Iterable[Case], step: str, outcome: str, who: tuple[Actor, ...]) -> list[Tried]:
    """Each case before a decision: whether it can be taken, and why not. Nothing is written."""
    return [_tried(case, step, outcome, who) for case in rows]


def _tried(case: Case, step: str, outcome: str, who: tuple[Actor, ...]) -> Tried:
    button = next((each for each in _open(case, who) if (each.act.step, each.act.outcome) == (step, outcome)), None)
    if button is None:
        return Tried(case, None, (_NOT_HERE,))
    asks = cases.definition_of(case).step_of[step].outcomes[outcome].asks
    lacking = (_FIELDS,) if any(each.name in asks for each in button.fields) else ()
    against = (*button.against, *lacking)
    return Tried(case, None if against else button.act, against)


def mark() -> str:
    """A mark that the entries of one bulk act have in common."""
    return f"B{timezone.localdate():%Y%m%d}-{secrets.token_hex(3)}"


def take(rows: Sequence[Tried], who: tuple[Actor, ...], *, note: str, seen: dict[str, int]) -> tuple[str, list[Tried]]:
    """Take the decision in every case that it can be taken in, each whole by itself; the mark, and each case with what stood against it.

    A case that has moved on since it was looked at is refused, and the others go on.
    """
    common, able = mark(), [each for each in rows if each.act is not None]
    words = f"批量办理 {common}（{len(able)} 件）{f'：{note}' if note else ''}"
    return common, [_taken(each, who, words, seen.get(each.case.number)) for each in rows]


def _taken(row: Tried, who: tuple[Actor, ...], words: str, seen: int | None) -> Tried:
    if row.act is None:
        return row
    try:
        cases.go_on(row.case, who, replace(row.act, note=words[:2000], channel="online"), seen=seen)
    except Refusal as refusal:
        return Tried(row.case, None, tuple(map(chengjie.report.refusal.sentence, refusal.faults)))
    return row
