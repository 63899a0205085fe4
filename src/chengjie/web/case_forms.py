"""Forms of a case: what each possible act asks for, and reading an act back from what was sent."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest
from django.utils import timezone

import chengjie.process
import chengjie.report.refusal
from chengjie.errors import Fault, Refusal, Where
from chengjie.process import Act, Actor, Definition, Entry, State, naming
from chengjie.process.entry import Datum, data_of
from chengjie.process.law import Law
from chengjie.process.parts import KINDS, FieldOf
from chengjie.values import Text, reading
from chengjie.web import cases, papers, scope, taking, zone
from chengjie.web.pages.settlement import person
from chengjie.web.records.cases import Case, CaseFile

MOST_FILE = 32 * 1024 * 1024
CURED = frozenset({"process-field-missing", "process-note-missing", "process-evidence-missing"})
"""What a person can still give in the form itself; every other reason keeps the button shut and is shown."""
ACTS: dict[str, Text] = {
    "submit": Text("交材料", "hand in a paper"), "promise": Text("承诺补交", "promise a paper"), "supply": Text("补填资料", "supply data"), "note": Text("留言", "leave a note"),
    "link": Text("关联办件", "link a case"), "suspend": Text("暂停计时", "suspend a clock"), "resume": Text("恢复计时", "resume a clock"), "extend": Text("延长时限", "extend a clock"),
    "delegate": Text("委托他人", "delegate"), "handover": Text("移交地区", "hand over"), "withdraw": Text("撤回", "withdraw"), "correct": Text("更正记录", "correct an entry"),
    "reverse": Text("撤销决定", "reverse a decision"), "reopen": Text("重新开启", "reopen"), "migrate": Text("转到新版", "migrate"), "open": Text("立案", "open"),
    "decide": Text("办理", "decide"), "lapse": Text("逾期视同", "lapse"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Button:
    """Something that a person may do: its words, the fields that it asks for, and what still stands in its way."""

    act: Act
    title: Text
    under: Text | None
    fields: tuple[FieldOf, ...]
    note: bool
    evidence: bool
    against: tuple[Text, ...]


def acts_of(state: State, definition: Definition, who: tuple[Actor, ...], law: Law) -> list[Button]:
    """Every act that the person, or a seat stood in for, may do, each once."""
    found: dict[tuple[str, str, str, str], Button] = {}
    for actor in who:
        for act, faults in chengjie.process.possible(state, definition, actor, timezone.now(), law=law):
            found.setdefault((act.kind, act.step, act.outcome, act.seat), _button(act, faults, state, definition))
    return list(found.values())


def _button(act: Act, faults: tuple[Fault, ...], state: State, definition: Definition) -> Button:
    said = naming.worded(Refusal(list(faults)), definition, scope.law()).faults if faults else ()
    against = tuple(chengjie.report.refusal.sentence(each) for each in said if each.code not in CURED)
    if act.kind != "decide":
        return Button(
            act, ACTS[act.kind], None, definition.fields if act.kind == "supply" else (), False, False, against
        )
    step = definition.step_of[act.step]
    outcome = step.outcomes[act.outcome]
    title = outcome.title.text if outcome.title else called("outcome", act.outcome)
    asked = tuple(definition.field_of[name] for name in (*outcome.asks, *outcome.offers) if name not in state.data)
    return Button(act, title, step.title.text, asked, outcome.note, outcome.evidence, against)


@lru_cache(maxsize=1)
def words() -> dict[tuple[str, str], Text]:
    """What outcomes and milestones are called (process_words.csv), by kind and id."""
    return {(row["kind"], row["id"]): Text(row["zh"], row["en"]) for row in zone.package().rows("process_words")}


def called(kind: str, name: str) -> Text:
    """The words for an outcome or a milestone; its id where the zone has none."""
    return words().get((kind, name), Text(name, name))


def opening_of(request: HttpRequest, definition: Definition) -> Act:
    """The act that opens a case, from its form."""
    given = request.POST
    data = read_fields(request, definition.fields)
    return Act(
        "open", place=given.get("place", ""), carrier=given.get("carrier", ""), enterprise=given.get("enterprise", "").strip().upper(),
        data=data_of(data), channel="online",
    )  # fmt: skip


def read_act(request: HttpRequest, state: State, definition: Definition, *, digest: str) -> Act:
    """An act on a case, from its form."""
    given = request.POST
    kind = given.get("kind", "")
    named = next((each for each in KINDS if each == kind), None)
    if named is None or named in {"open", "lapse"}:
        raise Http404
    number = given.get("number", "")
    days = given.get("days", "")
    evidence = tuple(line.strip()[:300] for line in given.get("evidence", "").splitlines() if line.strip())
    return Act(
        named, step=given.get("step", ""), outcome=given.get("outcome", ""), seat=given.get("seat", ""), document=given.get("document", ""),
        digest=digest, reused_from=given.get("reused_from", "").strip(), data=data_of(read_fields(request, definition.fields)),
        to=given.get("to", "").strip(), carrier=given.get("carrier", ""), clock=given.get("clock", ""), days=taking.whole(days) or 0,
        number=taking.whole(number) or 0, note=given.get("note", "").strip()[:2000], evidence=evidence, channel="online",
    )  # fmt: skip


def read_fields(request: HttpRequest, fields: tuple[FieldOf, ...]) -> dict[str, Datum]:
    """The fields that were filled in, in their kinds. Refuses `case-number-wrong`, every one."""
    found: dict[str, Datum] = {}
    faults: list[Fault] = []
    for field in fields:
        written = request.POST.get(f"f-{field.name}", "").strip()
        if field.kind == "places":
            if chosen := tuple(each for each in request.POST.getlist(f"f-{field.name}") if each):
                found[field.name] = tuple(
                    part for each in chosen for part in each.replace("，", ",").split(",") if part
                )
        elif field.kind == "truth" and written in {"yes", "no"}:
            found[field.name] = written == "yes"
        elif field.kind == "number" and written:
            if (number := number_of(written)) is None:
                faults.append(_no_number(field, written))
            else:
                found[field.name] = number
        elif written and field.kind != "truth":
            found[field.name] = written
    if faults:
        raise Refusal(faults)
    return found


def number_of(written: str) -> Decimal | None:
    """An amount as a person writes it; None where it is none, or longer than any amount is.

    >>> number_of("1,200.50"), number_of("1e9999"), number_of("NaN")
    (Decimal('1200.50'), None, None)
    """
    return reading.number(written)


def _no_number(field: FieldOf, written: str) -> Fault:
    return Fault("case-number-wrong", Where(column=field.name), {"name": field.title.zh, "value": written[:40]})


def fields_of(given: Mapping[str, object], fields: tuple[FieldOf, ...]) -> dict[str, Datum]:
    """Fields as a program gives them, in their kinds. Refuses `case-number-wrong` and `case-field-wrong`, every one."""
    known = {each.name: each for each in fields}
    found: dict[str, Datum] = {}
    faults: list[Fault] = []
    for name, value in given.items():
        field = known.get(name)
        if field is None:
            faults.append(Fault("case-field-wrong", Where(column=name[:60]), {"name": name[:60], "kind": "—"}))
        elif value is None:
            continue
        elif (datum := _datum(value, field)) is not None:
            found[name] = datum
        elif field.kind == "number":
            faults.append(_no_number(field, str(value)))
        else:
            faults.append(Fault("case-field-wrong", Where(column=name), {"name": field.title.zh, "kind": field.kind}))
    if faults:
        raise Refusal(faults)
    return found


def _datum(value: object, field: FieldOf) -> Datum | None:
    if field.kind == "truth":
        return value if isinstance(value, bool) else None
    if field.kind == "number":
        return None if isinstance(value, bool) or not isinstance(value, int | float | str) else number_of(str(value))
    if field.kind == "places":
        listed = isinstance(value, list) and value and all(isinstance(each, str) for each in value)
        return tuple(value) if isinstance(value, list) and listed else None
    return value.strip()[:2000] or None if isinstance(value, str) else None


def choose_file(request: HttpRequest, case: Case) -> CaseFile | None:
    """The file that comes with a paper, laid outside the web root under a name of ours; None where none is handed in."""
    if request.POST.get("kind") != "submit" or request.POST.get("reused_from"):
        return None
    return keep_file(request.FILES.get("file"), case, request.POST.get("document", ""), by=person(request))


def keep_file(brought: UploadedFile[bytes] | None, case: Case, document: str, *, by: User) -> CaseFile:
    """A paper of a case, laid outside the web root under a name of ours. Refuses `case-file-missing`, `file-too-large`."""
    if brought is None or not brought.size:
        raise Refusal.of("case-file-missing")
    taking.bounded(brought, MOST_FILE)
    name = taking.named(brought, "file")[:200]
    head = brought.read(16)
    brought.seek(0)
    papers.check(name, head)
    digest = hashlib.sha256()
    row = CaseFile(case=case, document=document[:64], name=name, size=brought.size, by=by)
    row.path.parent.mkdir(parents=True, exist_ok=True)
    with row.path.open("wb") as file:
        for chunk in brought.chunks():
            digest.update(chunk)
            file.write(chunk)
    row.digest = digest.hexdigest()
    row.save()
    return row


def act_with_file(
    case: Case, who: tuple[Actor, ...], what: Act, brought: CaseFile | None, *, seen: int | None
) -> Entry:
    """An act, with the paper that came with it taken away again where the act is refused."""
    try:
        return cases.go_on(case, who, what, seen=seen)
    except BaseException:
        if brought is not None:
            brought.path.unlink(missing_ok=True)
            brought.delete()
        raise
