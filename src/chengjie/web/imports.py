"""A table into a register (导入): a preview that writes nothing, then all of it or nothing of it, and back again whole."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

import chengjie.register.typed as typed
import chengjie.settlement.sheets
from chengjie.errors import Fault, Refusal, Where
from chengjie.process import Actor
from chengjie.register.typed import ReadRow, Register, Value
from chengjie.values import Text
from chengjie.web import bulk, events, notices, registers, zone
from chengjie.web.records.registers import Record, RecordVersion, RegisterImport
from chengjie.web.search import rows as sought

Item = TypeVar("Item")
CHUNK = 5_000
ASKED = 900
SHOWN = 100
MOST_FAULTS = 500
_RECORD = ("id", "register", "key", "data", "name", "place", "carrier", "enterprise", "state", "version", "changed")
_VERSION = ("record_id", "number", "data", "state", "by_id", "at", "how", "brought_id", "why")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row would do: make a record, change one, leave it, or be refused."""

    row: ReadRow
    kind: str
    data: Mapping[str, Value]
    before: Record | None = None
    faults: tuple[Fault, ...] = ()


def bring(wanted: Register, content: bytes, *, name: str, by: User, who: tuple[Actor, ...]) -> RegisterImport:
    """Keep what a file says and its preview. Refuses a file that cannot be read as a table of the register; no record is touched."""
    file, rows = chengjie.settlement.sheets.rows(content, name=name)
    read = typed.read_rows(rows, wanted, zone.package(), file=file)
    row = RegisterImport(register=wanted.id, name=name[:200], digest=hashlib.sha256(content).hexdigest(), by=by)
    return _previewed(row, wanted, read.rows, who)


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


def _previewed(row: RegisterImport, wanted: Register, rows: Sequence[ReadRow], who: tuple[Actor, ...], *, how: str = "import") -> RegisterImport:  # fmt: skip
    _count(row, _judged(wanted, rows, row.name, who), how)
    row.file.parent.mkdir(parents=True, exist_ok=True)
    with row.file.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps([each.row, each.key, each.name, dict(each.values)], ensure_ascii=False) + "\n" for each in (() if row.refused else rows))  # fmt: skip
    row.save()
    return row


def _kept(row: RegisterImport) -> list[ReadRow]:
    """The rows of an import as they were read."""
    with row.file.open(encoding="utf-8") as file:
        return [ReadRow(*json.loads(line)) for line in file]


def accept(row: RegisterImport, wanted: Register, *, by: User, who: tuple[Actor, ...], told: Callable[[int], None] | None = None) -> None:  # fmt: skip
    """Write all of it. Refuses `register-import-faults`, `-settled`, and `-stale` where the register is no longer what was shown.

    `told` hears how many rows are written, and may refuse to go on; then nothing is written.
    """
    if row.state != "waiting":
        raise Refusal.of("register-import-settled")
    if row.refused:
        raise Refusal.of("register-import-faults", refused=row.refused)
    how = row.how
    outcomes = _judged(wanted, _kept(row), row.name, who)
    if _digest(outcomes) != row.outcome:
        _count(row, outcomes, how)
        row.save()
        raise Refusal.of("register-import-stale")
    try:
        with transaction.atomic():
            now, done = timezone.now(), 0
            if not RegisterImport.objects.filter(pk=row.pk, state="waiting").update(state="accepted", settled=now, settled_by=by):  # fmt: skip
                raise Refusal.of("register-import-settled")
            for part in _parts((each for each in outcomes if each.kind in {"new", "changed"}), CHUNK):
                _write([_record(each, wanted) for each in part], by, how, row)
                done += len(part)
                if told is not None:
                    told(done)
            events.of_import(row, "import.accepted")
    except IntegrityError as error:  # somebody wrote one of these records between our look and our writing
        raise Refusal.of("register-import-stale") from error
    row.refresh_from_db()
    row.file.unlink(missing_ok=True)
    parts = {
        "title": Text(row.name, row.name),
        "fresh": Text(str(row.fresh), str(row.fresh)),
        "changed": Text(str(row.changed), str(row.changed)),
    }
    notices.tell(by, "import", f"import:{row.pk}", leads=f"/registers/{row.register}/imports/{row.pk}/", parts=parts)


def drop(row: RegisterImport) -> None:
    """Leave it. Refuses `register-import-settled`."""
    if not RegisterImport.objects.filter(pk=row.pk, state="waiting").update(state="dropped", settled=timezone.now()):
        raise Refusal.of("register-import-settled")
    row.file.unlink(missing_ok=True)


def undo(row: RegisterImport, wanted: Register, *, by: User, who: tuple[Actor, ...]) -> None:
    """Take a whole import back: what it made is withdrawn, what it changed is as before, each as a further version.

    Refuses with every record that was corrected since, and what lies beyond the reach; then nothing is undone.
    """
    try:
        with transaction.atomic():
            if not RegisterImport.objects.filter(pk=row.pk, state="accepted").update(state="undone", undone=timezone.now(), undone_by=by):  # fmt: skip
                raise Refusal.of("register-import-settled")
            versions = list(row.versions.select_related("record").order_by("record_id"))
            if faults := list(_overtaken(versions, wanted, who)):
                raise Refusal(faults[:MOST_FAULTS])
            for part in _parts(versions, CHUNK):
                _write(list(_back(part, wanted)), by, "undo", row)
            events.of_import(row, "import.undone")
    except IntegrityError as error:
        raise Refusal.of("register-import-stale") from error
    row.refresh_from_db()


def _overtaken(versions: Sequence[RecordVersion], wanted: Register, who: tuple[Actor, ...]) -> Iterator[Fault]:
    for each in versions:
        if each.record.version != each.number:
            yield Fault("register-undo-overtaken", Where(), {"key": each.record.key[:60]})
        if not registers.may_write(wanted, who, registers.of(each.record)):
            yield Fault("register-row-beyond", Where(), {})


def _back(versions: Sequence[RecordVersion], wanted: Register) -> Iterator[Record]:
    earlier: dict[tuple[int, int], RecordVersion] = {}
    for part in _parts([each.record_id for each in versions if each.number > 1], ASKED):
        earlier |= {(each.record_id, each.number): each for each in RecordVersion.objects.filter(record__in=part)}
    for each in versions:
        record, before = each.record, earlier.get((each.record_id, each.number - 1))
        record.version += 1
        record.state = before.state if before else "withdrawn"
        yield registers.fill(record, wanted, before.data if before else record.data)


def _record(outcome: Outcome, wanted: Register) -> Record:
    """The record that a row leads to."""
    before = outcome.before
    version = before.version + 1 if before else 1
    row = Record(id=before.pk if before else None, register=wanted.id, key=outcome.row.key, version=version)
    return registers.fill(row, wanted, outcome.data)


def _write(rows: list[Record], by: User, how: str, brought: RegisterImport) -> None:
    """Records with their versions and what the search looks into."""
    fresh = all(not each.pk for each in rows)
    write_records(rows, by, how, brought)
    wanted = registers.register(brought.register)
    sought.put((sought.of_record(each, wanted) for each in rows), fresh=fresh)


def write_records(rows: list[Record], by: User, how: str, brought: RegisterImport | None) -> None:
    """Records, new ones without a number, and their versions; a key or a version that somebody else has taken breaks the whole."""
    now = timezone.now()
    fresh = [each for each in rows if not each.pk]
    for row, number in zip(fresh, bulk.numbers(Record, len(fresh)), strict=True):
        row.pk = number
    made, mark = {each.pk for each in fresh}, brought.pk if brought else None
    versions, cells = [], []
    for row in rows:
        row.changed, data = now, json.dumps(row.data)
        versions.append((row.pk, row.version, data, row.state, by.pk, now, how, mark, ""))
        cells.append((row.pk, row.register, row.key, data, row.name, row.place, row.carrier, row.enterprise, row.state, row.version, now))  # fmt: skip
    bulk.insert(Record, _RECORD, (each for each in cells if each[0] in made))
    if len(fresh) < len(rows):
        bulk.change(Record, ("id", *_RECORD[3:]), ((each[0], *each[3:]) for each in cells if each[0] not in made))
    bulk.insert(RecordVersion, _VERSION, versions)


def _judged(wanted: Register, rows: Sequence[ReadRow], file: str, who: tuple[Actor, ...]) -> list[Outcome]:
    keys = [each.key for each in rows if not each.faults]
    there: dict[str, Record] = {}
    for part in _parts(keys, ASKED):
        there |= {each.key: each for each in Record.objects.filter(register=wanted.id, key__in=part)}
    judge = _Judge(wanted, who, file)
    return [judge.outcome(each, there.get(each.key)) for each in rows]


def _parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


class _Judge:
    """Rows against what is there, for one person; what a subject allows is asked once."""

    def __init__(self, wanted: Register, who: tuple[Actor, ...], file: str) -> None:
        self.wanted, self.who, self.file = wanted, who, file
        self.guarded = [each for each in wanted.fields if not wanted.everybody_sees(each)]
        self.asked: dict[Any, bool] = {}

    def outcome(self, row: ReadRow, before: Record | None) -> Outcome:
        faults = list(row.faults)
        values = dict(row.values)
        if before is not None and not faults:
            faults += self._hidden(row, values, before)
        data = registers.merged(before.data if before else {}, values)
        if not faults and not (self._may(registers.subject(self.wanted, data)) and (before is None or self._may(registers.of(before)))):  # fmt: skip
            faults.append(Fault("register-row-beyond", Where(self.file, row=row.row), {}))
        if faults:
            return Outcome(row, "refused", {}, before, tuple(faults))
        if before is None:
            return Outcome(row, "new", data)
        same = data == before.data and before.state == "current"
        return Outcome(row, "unchanged" if same else "changed", data, before)

    def _may(self, about: Any) -> bool:  # noqa: ANN401  # a subject
        if about not in self.asked:
            self.asked[about] = registers.may_write(self.wanted, self.who, about)
        return self.asked[about]

    def _hidden(self, row: ReadRow, values: dict[str, Value | None], before: Record) -> Iterator[Fault]:
        """A field that one does not see stays as it is; writing over it unseen is a fault."""
        guarded = [each for each in self.guarded if each.name in values]
        sight = registers.viewer(self.who, registers.of(before)) if guarded else None
        for each in guarded:
            if sight is not None and typed.how(each, self.wanted, sight) != "whole" and values.pop(each.name) is not None:  # fmt: skip
                where = Where(self.file, row=row.row, column=each.title.zh)
                yield Fault("register-cell-not-yours", where, {})


def _digest(outcomes: Sequence[Outcome]) -> str:
    said = (f"{each.row.row}:{each.kind}:{each.before.version if each.before else 0}" for each in outcomes)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _count(row: RegisterImport, outcomes: Sequence[Outcome], how: str) -> None:
    """The figures and first rows of a preview."""
    counted = Counter(each.kind for each in outcomes)
    row.fresh, row.changed, row.unchanged, row.refused = (counted[each] for each in ("new", "changed", "unchanged", "refused"))  # fmt: skip
    row.outcome = _digest(outcomes)
    row.sample = {
        "how": how,
        "new": [[each.row.row, each.row.key, each.row.name] for each in outcomes if each.kind == "new"][:SHOWN],
        "changed": [[each.row.row, each.row.key, each.row.name, _differs(each)] for each in outcomes if each.kind == "changed"][:SHOWN],
        "faults": [{"code": fault.code, "where": asdict(fault.where), "parameters": fault.parameters} for each in outcomes for fault in each.faults][:MOST_FAULTS],
    }  # fmt: skip


def _differs(outcome: Outcome) -> list[list[Value | None]]:
    before = outcome.before.data if outcome.before else {}
    names = [name for name in {**before, **outcome.data} if before.get(name) != outcome.data.get(name)]
    return [[name, before.get(name), outcome.data.get(name)] for name in names]
