"""Whether the record holds everything that was acknowledged, exactly once, and nothing by halves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from benchmarks._deeds import LAND, TAKEN, Book


def broken(book: Book) -> list[str]:
    """Everything that does not hold; empty where all does."""
    return [
        *book.failed,
        *chain(),
        *_entries(book),
        *_beside(),
        *_imports(book),
        *_desks(book),
        *_records(book),
        *_land(book),
    ]


def chain() -> Iterator[str]:
    """Whether the whole record can be proved."""
    from chengjie.web import auditing

    proof = auditing.prove()
    if not proof.holds:
        yield f"the chain is broken: {proof.broken}"


def _entries(book: Book) -> Iterator[str]:
    """Each acknowledged case, note and decision is there once; of one step of one case there is one decision."""
    from chengjie.web.records.cases import CaseEntry

    there: Counter[tuple[str, str, str]] = Counter()
    for number, kind, row in (
        (each.case.number, each.kind, each.entry()) for each in CaseEntry.objects.select_related("case")
    ):
        detail = {"note": row.act.note, "decide": row.act.step, "open": str(dict(row.act.data).get("name"))}.get(
            kind, ""
        )
        there[kind, number, detail] += 1
    yield from (f"{count} times: {key}" for key, count in there.items() if count > 1)
    for kind, subject, detail in book.told:
        if kind in {"note", "decide", "open"}:
            number = subject.split("/")[2] if kind == "open" else subject
            if not there[kind, number, detail]:
                yield f"acknowledged and not there: {kind} {number} {detail}"
    told = Counter(each for each in book.told if each[0] == "decide")
    yield from (f"two were told that they had decided: {key}" for key, count in told.items() if count > 1)


def _beside() -> Iterator[str]:
    """What lists need of a case is what its entries make of it."""
    from chengjie.web import cases, ledger
    from chengjie.web.records.cases import Case
    from chengjie.web.records.ledger import Line

    for case in Case.objects.all():
        state = cases.state_of(case)
        reaches, waiting = cases.beside(case, state)
        if (case.count, case.head, case.ended) != (state.count, state.head, state.ended):
            yield f"{case.number}: row and entries differ"
        if {each.place for each in reaches} != set(case.reaches.values_list("place", flat=True)):
            yield f"{case.number}: places differ"
        if Counter((each.step, each.role, each.place) for each in waiting) != Counter(
            case.waiting.values_list("step", "role", "place")
        ):
            yield f"{case.number}: what waits differs"
        if (
            case.definition == ledger.PROCESS
            and Line.objects.filter(case=case, stage=ledger.line_of(case, state).stage).count() != 1
        ):
            yield f"{case.number}: its line differs"


def _imports(book: Book) -> Iterator[str]:
    """All rows of an import or none of them, each once; all of them where that was acknowledged."""
    from chengjie.web.records.registers import Record, RecordVersion

    there = Counter(Record.objects.filter(register="enterprises").values_list("key", flat=True))
    versions = Counter(
        RecordVersion.objects.filter(record__register="enterprises").values_list("record__key", flat=True)
    )
    for told, rows in ((True, book.told), (False, book.open)):
        for kind, subject, detail in rows:
            if kind == "import":
                keys = detail.split()
                counts = {there[key] for key in keys} | {versions[key] for key in keys}
                if counts not in ([{1}] if told else [{0}, {1}]):
                    yield f"an import by halves or twice: {subject} {sorted(counts)}"


def _desks(book: Book) -> Iterator[str]:
    """One posting a desk, and a ledger that can be proved."""
    import chengjie.settlement
    from chengjie.web.records.settlement import Desk

    posted = {subject for kind, subject, _ in book.told if kind == "post"}
    for desk in Desk.objects.all():
        kinds = [each.kind for each in desk.ledger().entries]
        if kinds not in ([["posting"]] if str(desk.pk) in posted else [[], ["posting"]]):
            yield f"desk {desk.pk}: {kinds}"
        if chengjie.settlement.verify(desk.ledger()):
            yield f"desk {desk.pk}: the ledger is broken"


def _records(book: Book) -> Iterator[str]:
    """A version for every correction that was acknowledged, numbered without a gap."""
    from chengjie.web.records.registers import Record, RecordVersion

    why = Counter(RecordVersion.objects.exclude(why="").values_list("why", flat=True))
    yield from (f"a correction {count} times" for count in why.values() if count > 1)
    yield from (
        f"a correction is lost: {detail}" for kind, _, detail in book.told if kind == "correct" and not why[detail]
    )
    for record in Record.objects.filter(register="plots"):
        numbers = sorted(record.versions.values_list("number", flat=True))
        if numbers != list(range(1, record.version + 1)):
            yield f"record {record.pk}: versions {numbers}"


def _land(book: Book) -> Iterator[str]:
    """The account is not overdrawn, and has given what the cases hold."""
    from chengjie.web.records.cases import CaseEntry
    from chengjie.web.records.rules import Account

    account = Account.objects.get(resource="land")
    drawn = CaseEntry.objects.filter(draws=True).count() * TAKEN
    if account.budget().left != LAND - drawn or account.budget().left < 0:
        yield f"land: {drawn} drawn, {account.budget().left} left of {LAND}"
    told = sum(kind == "decide" and detail == "budget" for kind, _, detail in book.told)
    if told * TAKEN > drawn:
        yield f"land: {told} were told that they had it, {drawn} drawn"
