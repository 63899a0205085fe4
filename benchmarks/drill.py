"""The drill of the records: an old installation is upgraded, a backup is taken while people write, everything is destroyed and put back.

    .venv/bin/python -m benchmarks.drill        (SQLite; under scripts/postgres.sh: PostgreSQL)

Needs an empty database. The old installation is made here, at the first step of the records for plans and people, at the first that
knew cases for a case; every row must come through as it was, and the case must prove.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks._site import settle_in

FIRST, FIRST_WITH_CASES = "0001_initial", "0006_cases"
WHEN = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)


def main() -> int:
    """Say what holds; fail where something does not."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settle_in(home, ready=False)
        upgraded()
        put_back(home)
    return 0


def _at(step: str) -> Any:  # noqa: ANN401  # the rows as they were at a step
    """Bring the records to a step; the kinds of row of that time."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    others = [each for each in executor.loader.graph.leaf_nodes() if each[0] != "web"]
    executor.migrate([*others, ("web", step)])
    return MigrationExecutor(connection).loader.project_state([*others, ("web", step)]).apps


def upgraded() -> None:
    """Rows of the first schema, a case of the first that knew cases, and all of them after the upgrade."""
    from django.core.management import call_command

    import chengjie.package
    from benchmarks.process import sample
    from chengjie.process import library, replay

    then = _at(FIRST)
    user = then.get_model("auth", "User").objects.create(username="旧用户", date_joined=WHEN)
    upload = then.get_model("web", "Upload").objects.create(
        owner=user, name="规划.txt", title="某市规划", state="read", digest="a" * 64, size=7
    )
    then.get_model("web", "Decision").objects.create(
        upload=upload,
        claim="t1",
        kind="target",
        digest="b" * 16,
        action="correct",
        field="value",
        old="1",
        new="2",
        why="笔误",
        by=user,
    )
    then.get_model("web", "Invitation").objects.create(token="t" * 43, user=user, created=WHEN)
    old = [*_rows(then, ("Upload", "Decision", "Invitation"))]

    then = _at(FIRST_WITH_CASES)
    zone = chengjie.package.open_package("xiangnan-xiangxi")
    entries = sample(library.processes(zone), zone)
    state = replay(entries, library.processes(zone).definitions)
    case = then.get_model("web", "Case").objects.create(
        number=state.case, definition=state.definition, version=state.version, title="旧案", place=state.place, origin=state.origin,
        opened=state.opened, last=state.last, ended=state.ended, count=state.count, head=state.head, opener_id=user.pk,
    )  # fmt: skip
    kind = then.get_model("web", "CaseEntry")
    for each in entries:
        kind.objects.create(
            case=case,
            number=each.number,
            at=each.at,
            by=each.by.person,
            kind=each.act.kind,
            content=each.written(),
            hash=each.hash,
        )
    old += _rows(then, ("Case", "CaseEntry"))

    call_command("migrate", verbosity=0, interactive=False)
    from django.apps import apps

    new = dict(_rows(apps, ("Upload", "Decision", "Invitation", "Case", "CaseEntry")))
    for key, row in old:
        if not row.items() <= new[key].items():
            raise SystemExit(f"{key} did not come through as it was: {row} → {new[key]}")
    _proved()
    print(f"upgrade: {len(old)} rows of the first schemas are as they were, the case proves")


def _rows(apps: Any, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, Any], dict[str, Any]]]:  # noqa: ANN401  # kinds of row of some time
    for name in names:
        for row in apps.get_model("web", name).objects.values():
            yield (name, row["id"]), row


def _proved() -> None:
    from chengjie.web import auditing

    proof = auditing.prove()
    if not proof.holds:
        raise SystemExit(f"the chain is broken: {proof.broken}")


def put_back(home: Path) -> None:
    """Back up while others write, destroy, restore; what comes out is, by its digests, what went in."""
    from django.core.management import call_command

    from chengjie.web import backup, demo

    demo.fill(seed=4, projects=20)
    kept = home / "uploads" / "0a" / "plan.txt"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("规划", encoding="utf-8")
    with _writing() as written:
        manifest = backup.backup(home / "kept.tar.gz")
    call_command("flush", verbosity=0, interactive=False)
    kept.unlink()
    backup.restore(home / "kept.tar.gz")
    again = backup.backup(home / "again.tar.gz")
    if again["held"] != manifest["held"]:
        wrong = [name for name, each in manifest["held"].items() if again["held"].get(name) != each]
        raise SystemExit(f"not equal after being put back: {wrong}")
    _proved()
    print(
        f"backup: {len(manifest['held'])} parts equal by digest after being destroyed and put back; {len(written)} entries were written meanwhile"
    )


class _writing:  # noqa: N801  # used as a word: with _writing()
    """Somebody who writes entries until told to stop."""

    def __enter__(self) -> list[int]:
        self.stop, self.written = threading.Event(), list[int]()
        self.thread = threading.Thread(target=self._write)
        self.thread.start()
        while len(self.written) < 3 and self.thread.is_alive():
            self.stop.wait(0.01)
        return self.written

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join()
        if len(self.written) < 3:
            raise SystemExit("nobody could write")

    def _write(self) -> None:
        from django.db import connections

        from chengjie.process import Act, Actor, Grant
        from chengjie.web import cases
        from chengjie.web.records.cases import Case

        case = Case.objects.filter(simulated=True, ended="").order_by("pk")[0]
        who = (Actor("模拟·县经办", (Grant("county-officer", place=case.place),)),)
        while not self.stop.is_set():
            cases.go_on(case, who, Act("note", note="写"))
            self.written.append(1)
        connections.close_all()


if __name__ == "__main__":
    sys.exit(main())
