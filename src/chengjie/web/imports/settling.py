"""An import from the file to the register and back: brought, accepted, left, undone; each whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from django.contrib.auth.models import User
from django.utils import timezone

import chengjie.register.typed as typed
import chengjie.settlement.sheets
from chengjie.errors import Fault, Refusal, Where
from chengjie.process import Actor
from chengjie.register.typed import ReadRow, Register
from chengjie.values import Text
from chengjie.web import events, notices, registers, zone
from chengjie.web.imports.judging import ASKED, MOST_FAULTS, Outcome, Reach, Told, count, digest, judged, nobody, parts
from chengjie.web.imports.writing import ready, write
from chengjie.web.records.registers import Record, RecordVersion, RegisterImport


def brought(wanted: Register, content: bytes, *, name: str, by: User) -> RegisterImport:
    """An import of a file, of which nothing is read yet."""
    return RegisterImport(register=wanted.id, name=name[:200], digest=hashlib.sha256(content).hexdigest(), by=by)


def bring(wanted: Register, content: bytes, *, name: str, by: User, who: tuple[Actor, ...]) -> RegisterImport:
    """Keep what a file says and its preview. Refuses a file that cannot be read as a table of the register; no record is touched."""
    return read(brought(wanted, content, name=name, by=by), wanted, content, who=who)


def read(row: RegisterImport, wanted: Register, content: bytes, *, who: tuple[Actor, ...], told: Told = nobody) -> RegisterImport:  # fmt: skip
    """The rows of a file with their preview. Refuses as `bring` does."""
    told("reading", 0, 0)
    file, rows = chengjie.settlement.sheets.rows(content, name=row.name)
    found = typed.read_rows(rows, wanted, zone.package(), file=file)
    return _previewed(row, wanted, found.rows, who, told=told)


def change(wanted: Register, records: Sequence[Record], cells: Mapping[str, str], *, by: User, who: tuple[Actor, ...]) -> RegisterImport:  # fmt: skip
    """The same values into many records at once (批量修改), as a preview that is accepted whole and undone whole.

    Refuses cells that are wrong, fields of the key, and `register-edit-nothing`; what lies beyond the reach is a fault at its record.
    """
    given = {name: cell for name, cell in cells.items() if name in wanted.field_of and name not in wanted.key}
    if not given or not records:
        raise Refusal.of("register-edit-nothing")
    read = typed.read_row(given, wanted, zone.package())
    if read.faults:
        raise Refusal(read.faults)
    titles = "、".join(wanted.field_of[name].title.zh for name in given)
    row = RegisterImport(register=wanted.id, name=f"批量修改：{titles}"[:200], by=by)
    rows = [ReadRow(at, each.key, each.name, read.values) for at, each in enumerate(records, 1)]
    return _previewed(row, wanted, rows, who, how="edit")


def _previewed(row: RegisterImport, wanted: Register, rows: Sequence[ReadRow], who: tuple[Actor, ...], *, how: str = "import", told: Told = nobody) -> RegisterImport:  # fmt: skip
    count(row, judged(wanted, rows, row.name, who, told), how)
    row.state = "waiting"
    row.file.parent.mkdir(parents=True, exist_ok=True)
    with row.file.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps([each.row, each.key, each.name, dict(each.values)], ensure_ascii=False) + "\n" for each in (() if row.refused else rows))  # fmt: skip
    row.save()
    return row


def _kept(row: RegisterImport) -> list[ReadRow]:
    """The rows of an import as they were read."""
    with row.file.open(encoding="utf-8") as file:
        return [ReadRow(*json.loads(line)) for line in file]


def accept(row: RegisterImport, wanted: Register, *, by: User, who: tuple[Actor, ...], told: Told = nobody) -> None:
    """Write all of it. Refuses `register-import-faults`, `-settled`, and `-stale` where the register is no longer what was shown.

    `told` hears how many rows are written, and may refuse to go on; then nothing is written.
    """
    if row.state not in ("waiting", "writing"):
        raise Refusal.of("register-import-settled")
    if row.refused:
        raise Refusal.of("register-import-faults", refused=row.refused)
    outcomes = judged(wanted, _kept(row), row.name, who, told)
    if digest(outcomes) != row.outcome:
        count(row, outcomes, row.how)
        row.save()
        raise Refusal.of("register-import-stale")
    written = [each for each in outcomes if each.kind in {"new", "changed"}]
    rows = ready((_record(each, wanted) for each in written), wanted, len(written), told)

    def settled() -> None:
        _step(row, row.state, "accepted", settled=timezone.now(), settled_by=by)
        events.of_import(row, "import.accepted")

    write(rows, row, by=by, how=row.how, told=told, settled=settled)
    row.refresh_from_db()
    row.file.unlink(missing_ok=True)
    notices.tell(by, "import", f"import:{row.pk}", leads=leads(row), parts=_said(row))


def _step(row: RegisterImport, before: str, after: str, **more: object) -> None:
    """From one state into the next, which only one of several does. Refuses `register-import-settled`."""
    if not RegisterImport.objects.filter(pk=row.pk, state=before).update(state=after, **more):
        raise Refusal.of("register-import-settled")


def leads(row: RegisterImport) -> str:
    """The address of its page."""
    return f"/registers/{row.register}/imports/{row.pk}/"


def _said(row: RegisterImport) -> dict[str, Text]:
    return {name: Text(words, words) for name, words in (("title", row.name), ("fresh", str(row.fresh)), ("changed", str(row.changed)))}  # fmt: skip


def _record(outcome: Outcome, wanted: Register) -> Record:
    """The record that a row leads to."""
    before = outcome.before
    version = before.version + 1 if before else 1
    row = Record(id=before.pk if before else None, register=wanted.id, key=outcome.row.key, version=version)
    return registers.fill(row, wanted, outcome.data)


def drop(row: RegisterImport) -> None:
    """Leave it. Refuses `register-import-settled`."""
    _step(row, "waiting", "dropped", settled=timezone.now())
    row.file.unlink(missing_ok=True)


def undo(row: RegisterImport, wanted: Register, *, by: User, who: tuple[Actor, ...], told: Told = nobody) -> None:
    """Take a whole import back: what it made is withdrawn, what it changed is as before, each as a further version.

    Refuses with every record that was corrected since, and what lies beyond the reach; then nothing is undone.
    """
    if row.state not in ("accepted", "undoing"):
        raise Refusal.of("register-import-settled")
    versions = list(row.versions.exclude(how="undo").select_related("record").order_by("record_id"))
    if faults := list(_overtaken(versions, wanted, who)):
        raise Refusal(faults[:MOST_FAULTS])
    rows = ready(_back(versions, wanted), wanted, len(versions), told)

    def settled() -> None:
        _step(row, row.state, "undone", undone=timezone.now(), undone_by=by)
        events.of_import(row, "import.undone")

    write(rows, row, by=by, how="undo", told=told, settled=settled)
    row.refresh_from_db()


def _overtaken(versions: Sequence[RecordVersion], wanted: Register, who: tuple[Actor, ...]) -> Iterator[Fault]:
    reach = Reach(wanted, who)
    for each in versions:
        if each.record.version != each.number:
            yield Fault("register-undo-overtaken", Where(), {"key": each.record.key[:60]})
        if not reach.holds(registers.of(each.record)):
            yield Fault("register-row-beyond", Where(), {})


def _back(versions: Sequence[RecordVersion], wanted: Register) -> Iterator[Record]:
    earlier: dict[tuple[int, int], RecordVersion] = {}
    for part in parts([each.record_id for each in versions if each.number > 1], ASKED):
        earlier |= {(each.record_id, each.number): each for each in RecordVersion.objects.filter(record__in=part)}
    for each in versions:
        record, before = each.record, earlier.get((each.record_id, each.number - 1))
        record.version += 1
        record.state = before.state if before else "withdrawn"
        yield registers.fill(record, wanted, before.data if before else record.data)
