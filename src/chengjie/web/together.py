"""The same next step taken in many cases (批量办理): tried on each first, then each whole by itself; all carry one mark in their diaries.

What the step asks for is filled in once and given to those cases that lack it; what a case knows already is never written over.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone

import chengjie.process
import chengjie.report.refusal
from chengjie.errors import Fault, Refusal
from chengjie.process import Act, Actor, data_of, naming, withholding
from chengjie.process.entry import Datum
from chengjie.process.parts import FieldOf
from chengjie.values import Text
from chengjie.web import cases
from chengjie.web.case_forms import Button, acts_of
from chengjie.web.records.cases import Case

MOST = 90
"""Cases at once: a form says two things of each, and the site takes two hundred in all."""
_NOT_HERE = Text("这一步此刻不由您办，或不在这一步", "the step is not yours here, or the case does not stand there")
_NOT_TRIED = Text("试办时没有列入，这次不办", "it was not among those that could be decided when they were tried")


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that many cases may be given: the process, what step and outcome are called, in how many it is open, what it asks for."""

    process: str
    step: str
    outcome: str
    title: Text
    under: Text
    count: int
    fields: tuple[FieldOf, ...] = ()
    note: bool = False
    evidence: bool = False

    @property
    def key(self) -> str:
        """What a form says for it."""
        return f"{self.process}/{self.step}/{self.outcome}"

    @property
    def asks(self) -> bool:
        """Whether anything has to be said before it can be taken."""
        return bool(self.fields or self.note or self.evidence)


@dataclass(frozen=True, slots=True)
class Given:
    """What was filled in once for all of them."""

    data: Mapping[str, Datum] = field(default_factory=dict)
    note: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """A case before such a decision: the act that it would be given, or what stands against it."""

    case: Case
    act: Act | None
    against: tuple[Text, ...] = ()


def _open(case: Case, who: tuple[Actor, ...]) -> list[Button]:
    state = cases.state_of(case)
    if not cases.may_see(case, state, who):
        return []
    found = acts_of(state, cases.definition_of(case), who, cases.law_of(case, state))
    return [each for each in found if each.act.kind == "decide"]


def choices(rows: Iterable[Case], who: tuple[Actor, ...]) -> list[Choice]:
    """The decisions that are open in any of some cases, those of the most cases first, with the fields that any of these lacks."""
    buttons = [(case.definition, each) for case in rows for each in _open(case, who)]
    keys = Counter((process, each.act.step, each.act.outcome) for process, each in buttons)
    return [_choice(key, many, [each for process, each in buttons if (process, each.act.step, each.act.outcome) == key]) for key, many in keys.most_common()]  # fmt: skip


def _choice(key: tuple[str, str, str], count: int, buttons: Sequence[Button]) -> Choice:
    first, fields = buttons[0], {each.name: each for button in buttons for each in button.fields}
    return Choice(
        *key, first.title, first.under or Text("", ""), count, tuple(fields.values()),
        note=any(each.note for each in buttons), evidence=any(each.evidence for each in buttons),
    )  # fmt: skip


def tried(rows: Iterable[Case], choice: Choice, who: tuple[Actor, ...], given: Given) -> list[Tried]:
    """Each case before a decision: the act it would be given, or every reason why not. Nothing is written."""
    return [_tried(case, choice, who, given) for case in rows]


def _tried(case: Case, choice: Choice, who: tuple[Actor, ...], given: Given) -> Tried:
    here = (choice.process, choice.step, choice.outcome)
    button = next((each for each in _open(case, who) if (case.definition, each.act.step, each.act.outcome) == here), None)  # fmt: skip
    if button is None:
        return Tried(case, None, (_NOT_HERE,))
    lacks = {each.name for each in button.fields}
    data = {name: value for name, value in given.data.items() if name in lacks}
    act = replace(button.act, data=data_of(data), note=given.note, evidence=given.evidence)
    against = _against(case, act, who)
    return Tried(case, None if against else act, against)


def _against(case: Case, act: Act, who: tuple[Actor, ...]) -> tuple[Text, ...]:
    """Why an act as it stands would be refused, to the person or to the seats stood in for; nothing where one of them may."""
    state, definition = cases.state_of(case), cases.definition_of(case)
    law, shown = cases.law_of(case, state), withholding.withhold(act, definition)[0]
    when, first = max(timezone.now(), state.last), list[Fault]()
    for each in who:
        faults = list(chengjie.process.refusals(state, definition, each, shown, when, law=law))
        if not faults:
            return ()
        first = first or faults
    said = naming.worded(Refusal(first), definition, law).faults
    return tuple(map(chengjie.report.refusal.sentence, said))


def mark() -> str:
    """A mark that the entries of one bulk act have in common."""
    return f"B{timezone.localdate():%Y%m%d}-{secrets.token_hex(3)}"


def take(rows: Sequence[Tried], who: tuple[Actor, ...], *, seen: Mapping[str, int]) -> tuple[str, list[Tried]]:
    """Take the decision in every case that it can be taken in, each whole by itself; the mark, and each case with what stood against it.

    A case that was not tried before, or has moved on since, is left alone, and the others go on.
    """
    common, able = mark(), sum(each.act is not None and each.case.number in seen for each in rows)
    return common, [_taken(each, who, f"批量办理 {common}（{able} 件）", seen.get(each.case.number)) for each in rows]


def _taken(row: Tried, who: tuple[Actor, ...], words: str, seen: int | None) -> Tried:
    if row.act is None or seen is None:
        return Tried(row.case, None, row.against or (_NOT_TRIED,))
    note = f"{words}：{row.act.note}" if row.act.note else words
    try:
        cases.go_on(row.case, who, replace(row.act, note=note[:2000], channel="online"), seen=seen)
    except Refusal as refusal:
        return Tried(row.case, None, tuple(map(chengjie.report.refusal.sentence, refusal.faults)))
    return row
