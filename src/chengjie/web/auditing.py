"""The proof of everything on record (核验): cases entry by entry, ledgers of settlement, and the rows that are only added.

Entries of cases and of settlement bear hashes. Rights, parameters, promises, decisions and versions of records bear none: an anchor
keeps one digest over the rows of each, so that a row that was changed or taken away since shows when it is verified against it.
Simulated cases are verified and not anchored, because they may be cleared away.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from django.db import close_old_connections, models
from django.utils import timezone

import chengjie.settlement.ledger
from chengjie.errors import Fault, Refusal
from chengjie.process import CHINA, auditing, sealing
from chengjie.process.auditing import Anchor, Proof
from chengjie.process.sealing import FIRST, Algorithm
from chengjie.web import registers
from chengjie.web.records.auditing import Proving
from chengjie.web.records.cases import Case, CaseEntry
from chengjie.web.records.people import Right
from chengjie.web.records.registers import RecordVersion
from chengjie.web.records.rules import AccountEntry, ParameterValue
from chengjie.web.records.settlement import Desk, PromiseEntry

Told = Callable[[int], None]
Counted = dict[str, tuple[int, str]]
_EVERY, _ASKED = 2_000, 500
_TABLE, _DESK = "rows:", "desk:"
_ADDED: tuple[tuple[str, type[models.Model], tuple[str, ...]], ...] = (
    ("rights", Right, ("user_id", "role", "place", "carrier", "enterprise", "since", "until", "given_by_id", "given")),
    ("parameters", ParameterValue, ("parameter", "scope", "value", "source", "by_id", "when")),
    ("promises", PromiseEntry, ("promise", "event", "day", "unit", "firm", "what", "amount", "due", "source", "by_id", "when")),
    ("accounts", AccountEntry, ("account_id", "number", "kind", "case", "amount", "day", "by_id")),
)  # fmt: skip
"""Rows that are only added, and the columns that never change."""


def prove(anchor: Anchor | None = None, *, told: Told | None = None) -> Proof:
    """Verify everything; the first entry that cannot be trusted is named. With an anchor, also what was taken away or written anew."""
    wanted = (
        None if anchor is None else replace(anchor, heads=tuple(each for each in anchor.heads if ":" not in each[0]))
    )
    strange: list[Fault] = []
    counted = _counted()
    proof = auditing.verify_lines(_lines(strange, counted, told), anchor=wanted)
    broken = strange[0] if strange else proof.broken
    if broken is None:
        broken = next(_short(proof, counted), None) or next(_desks(), None)
    heads = (*proof.heads, *_heads()) if broken is None else proof.heads
    if broken is None and anchor is not None:
        broken = next(_against(anchor), None)
    return replace(proof, heads=heads, broken=broken)


def _counted() -> Counted:
    """How many entries the row of each case counts, and its last seal; read before the entries, for the office goes on meanwhile."""
    rows = Case.objects.order_by("pk").values_list("number", "count", "head")
    return {number: (count, head) for number, count, head in rows.iterator(chunk_size=_EVERY)}


def _lines(strange: list[Fault], counted: Counted, told: Told | None) -> Iterator[bytes]:
    """Every entry as a line, as it lies in the database; ends at a row whose columns say something else than what was sealed."""
    rows = CaseEntry.objects.order_by("case_id", "number").values_list(
        "case__number", "number", "by", "kind", "content", "hash"
    )
    for done, (case, number, by, kind, content, seal) in enumerate(rows.iterator(chunk_size=_EVERY), start=1):
        if told is not None and done % _EVERY == 0:
            told(done)
        if not _same(content, case, number, by, kind):
            strange.append(_strange(case, number, "row"))
            return
        yield f'{{"hash":"{seal}","entry":{content}}}'.encode()
        count, head = counted.get(case, (0, FIRST))
        if number == count and seal != head:
            strange.append(_strange(case, number, "row"))
            return


def _same(content: str, case: str, number: int, by: str, kind: str) -> bool:
    """Whether the columns by which an entry is found say what was sealed; what is no JSON is left to the check of the hash."""
    try:
        found = json.loads(content)
        return bool(
            (found["case"], found["number"], found["by"]["person"], found["act"]["kind"]) == (case, number, by, kind)
        )
    except (ValueError, KeyError, TypeError):
        return True


def _short(proof: Proof, counted: Counted) -> Iterator[Fault]:
    """Cases whose own row counts other entries than there are: the last were taken away, or some that nobody counted were put in."""
    there = {case: count for case, count, _ in proof.heads}
    for case, (count, _) in counted.items():
        if there.get(case, 0) < count:
            yield _strange(case, there.get(case, 0) + 1, "gone")
    ahead = [case for case, count in there.items() if count > counted.get(case, (0, FIRST))[0]]
    for first in range(0, len(ahead), _ASKED):
        some = ahead[first : first + _ASKED]
        rows = dict(Case.objects.filter(number__in=some).values_list("number", "count"))
        yield from (_strange(case, rows.get(case, 0) + 1, "row") for case in some if rows.get(case, 0) < there[case])


def _strange(case: str, entry: int, why: str) -> Fault:
    return Fault("audit-broken", parameters={"case": case, "entry": entry, "why": why})


def _desks() -> Iterator[Fault]:
    """The ledgers of settlement."""
    for desk in Desk.objects.order_by("created"):
        for fault in chengjie.settlement.ledger.verify(desk.ledger()):
            yield Fault(
                "audit-broken",
                parameters={"case": f"{_DESK}{desk.pk}", "entry": str(fault.parameters.get("entry")), "why": "hash"},
            )


def _heads() -> Iterator[tuple[str, int, str]]:
    """What stands for the ledgers, and for each table of rows that are only added."""
    for desk in Desk.objects.order_by("created"):
        entries = desk.ledger().entries
        if entries:
            yield f"{_DESK}{desk.pk}", len(entries), entries[-1].hash
    for name, _, _ in _ADDED:
        yield _rolled(f"{_TABLE}{name}", _written(name))
    yield _rolled(f"{_TABLE}versions", _versions())


def _rolled(name: str, rows: Iterator[str], until: int | None = None) -> tuple[str, int, str]:
    """One digest over rows in their order, each bound to the one before."""
    head, count = FIRST, 0
    for row in rows:
        if until is not None and count == until:
            break
        head, count = sealing.digest(f"{head}{row}".encode()), count + 1
    return name, count, head


def _written(name: str) -> Iterator[str]:
    table, columns = next((table, columns) for each, table, columns in _ADDED if each == name)
    for values in table._base_manager.order_by("pk").values_list("pk", *columns).iterator(chunk_size=_EVERY):  # noqa: SLF001  # Django's documented way to every row
        yield json.dumps([_plain(each) for each in values], ensure_ascii=False)


def _versions() -> Iterator[str]:
    """Versions of records without personal fields, which may be taken away when their time is over."""
    personal = {
        name: {each.name for each in wanted.fields if each.personal} for name, wanted in registers.known().items()
    }
    rows = RecordVersion.objects.order_by("pk").values_list("pk", "record_id", "record__register", "number", "data", "state", "by_id", "at", "how")  # fmt: skip
    for pk, record, register, number, data, *rest in rows.iterator(chunk_size=_EVERY):
        kept = {key: value for key, value in sorted(data.items()) if key not in personal.get(register, set())}
        yield json.dumps([pk, record, number, kept, *map(_plain, rest)], ensure_ascii=False, default=str)


def _plain(value: object) -> object:
    return (
        value.astimezone(CHINA).isoformat()
        if isinstance(value, datetime)
        else value
        if value is None or isinstance(value, int)
        else str(value)
    )


def _against(anchor: Anchor) -> Iterator[Fault]:
    """What an anchor has seen of ledgers and tables, and what is no longer so."""
    for name, count, head in anchor.heads:
        kind, colon, rest = name.partition(":")
        if not colon:
            continue
        if kind == "desk":
            entries = next((each.ledger().entries for each in Desk.objects.filter(pk=rest)), ())
            found = (name, min(len(entries), count), entries[count - 1].hash if len(entries) >= count else FIRST)
        else:
            rows = _versions() if rest == "versions" else _written(rest)
            found = _rolled(name, rows, until=count)
        if found != (name, count, head):
            yield Fault(
                "audit-broken",
                parameters={"case": name, "entry": found[1], "why": "gone" if found[1] < count else "anchor"},
            )


def anchored(proof: Proof, *, before: str = FIRST, algorithm: Algorithm = "sm3") -> Anchor:
    """The anchor of a record that was proved, without what is simulated. Refuses `audit-broken`."""
    simulated = set(Case.objects.filter(simulated=True).values_list("number", flat=True))
    kept = replace(proof, heads=tuple(each for each in proof.heads if each[0] not in simulated))
    at = timezone.now().astimezone(CHINA).isoformat(timespec="seconds")
    return auditing.anchor(kept, at=at, before=before, algorithm=algorithm)


def start(row: Proving) -> None:
    """Begin in the background."""
    threading.Thread(target=_run, args=(str(row.pk),), daemon=True).start()


def _run(identity: str) -> None:
    try:
        run(Proving.objects.get(pk=identity))
    finally:
        close_old_connections()


def run(row: Proving) -> None:
    """Prove, telling how far it has come; keep the anchor where all holds."""
    row.total = CaseEntry.objects.count()
    row.save()
    proof = prove(told=lambda done: _note(row, done))
    row.done, row.cases = proof.entries, len([each for each in proof.heads if ":" not in each[0]])
    row.broken = None if proof.broken is None else dict(proof.broken.parameters)
    if proof.broken is None:
        last = Proving.objects.exclude(digest="").order_by("-began").first()
        made = anchored(proof, before=last.digest if last is not None else FIRST)
        row.digest = made.digest
        row.anchor.parent.mkdir(parents=True, exist_ok=True)
        row.anchor.write_text(json.dumps(made.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    row.finished = timezone.now()
    row.save()


def _note(row: Proving, done: int) -> None:
    row.done = done
    row.save(update_fields=["done", "seen"])


def proved(anchor: Anchor | None = None) -> Proof:
    """The proof, or the refusal `audit-broken` that names the first broken entry: for the command line."""
    proof = prove(anchor)
    if proof.broken is not None:
        raise Refusal([proof.broken])
    return proof
