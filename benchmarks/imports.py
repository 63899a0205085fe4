"""A table of 100,000 records into a register: reading, preview, writing, the same again, export and undo, each in seconds.

    python -m benchmarks.imports [ROWS]

Runs on a fresh SQLite file, or on the database that DATABASE_URL names; the firms are made up.
"""

from __future__ import annotations

import csv
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from chengjie.web.records.registers import Record

ROWS = 100_000
Found = TypeVar("Found")


def firms(count: int) -> bytes:
    """Firms that do not exist, with codes whose check character is right, spread over the counties of 永州."""
    from chengjie.register.typed import check_digit

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            "统一社会信用代码",
            "企业名称",
            "县市区",
            "行业代码",
            "成长阶梯",
            "名单年份",
            "落户日期",
            "联系人",
            "联系电话",
            "来源",
        ]
    )
    for number in range(count):
        first = f"91431127MA4L{number:05d}"[:17] if count <= 100_000 else f"91431127MA{number:07d}"
        place = ("431127", "431128", "431129", "431124")[number % 4]
        writer.writerow([first + check_digit(first), f"度量用虚构电子材料有限公司第{number}号", place, "3985", "规模以上", 2020 + number % 5, "2023-05-06", "某某", f"0746{number:07d}", "度量"])  # fmt: skip
    return out.getvalue().encode("utf-8")


def timed(title: str, work: Callable[[], Found]) -> Found:
    """Do it and say how long it took."""
    begun, used = time.perf_counter(), time.process_time()
    found = work()
    print(f"{title:<28}{time.perf_counter() - begun:8.1f} s   ours {time.process_time() - used:6.1f} s of the processor", flush=True)  # fmt: skip
    return found


def main(arguments: Sequence[str]) -> int:
    """A line a step."""
    count = int(arguments[0]) if arguments else ROWS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHENGJIE_HOME"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "chengjie.web.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        run(count, Path(folder))
    return 0


def run(count: int, folder: Path) -> None:
    """The whole way of a table."""
    from django.contrib.auth.models import User

    import chengjie.report.tables
    from chengjie.web import imports, registers, scope
    from chengjie.web.pages.registers import table
    from chengjie.web.records.people import Right
    from chengjie.web.records.registers import Record
    from chengjie.web.search import rows as sought

    user = User.objects.create_user("measurer")
    Right.objects.create(user=user, role="prefecture-officer", place="431100", since=date(2020, 1, 1), given_by=user)
    who, wanted, content = scope.actors(user), registers.register("enterprises"), firms(count)
    print(f"{count:,} rows, {len(content) / 1e6:.1f} MB of CSV")
    row = timed("preview", lambda: imports.bring(wanted, content, name="f.csv", by=user, who=who))
    if (row.fresh, row.refused) != (count, 0):
        raise SystemExit("not every row is new")
    timed("accept", lambda: imports.accept(row, wanted, by=user, who=who))
    timed("the database settles", sought.settle)
    again = timed("preview of the same again", lambda: imports.bring(wanted, content, name="f.csv", by=user, who=who))
    if again.unchanged != count:
        raise SystemExit("the same file again changes something")
    found = timed("rows of the export", lambda: table(wanted, list(Record.objects.filter(register=wanted.id)), who, "zh")[0])  # fmt: skip
    out = folder / "out.xlsx"
    timed("export as Excel", lambda: chengjie.report.tables.to_xlsx(found, out))
    back = timed("preview of the export", lambda: imports.bring(wanted, out.read_bytes(), name="o.xlsx", by=user, who=who))  # fmt: skip
    if back.unchanged != count:
        raise SystemExit("what went out does not come back in unchanged")

    def page(fragment: str) -> list[Record]:
        return list(registers.searched(wanted, registers.visible(wanted, who), {"q": fragment})[:51])

    for fragment in ("第99号", "xndzcl", "91431127MA4L00042"):
        timed(f"first page of {fragment}", partial(page, fragment))
    timed("undo", lambda: imports.undo(row, wanted, by=user, who=who))
    compare(count, user)


def compare(count: int, user: User) -> None:
    """The same records with their first versions: by Django's `bulk_create`, and as an import writes them; in turn, three times."""
    from django.db import connection, transaction
    from django.utils import timezone

    from chengjie.web import imports, registers
    from chengjie.web.records.registers import Record, RecordVersion

    def again(write: Callable[[list[Record]], None]) -> float:
        rows = [registers.fill(Record(register="plots", key=f"K{at}", changed=timezone.now()), registers.register("plots"), {"number": f"K{at}", "name": f"度量用地块{at}号", "place": "431127", "area": "12.5", "state": "offered", "source": "度量"}) for at in range(count)]  # fmt: skip
        with transaction.atomic():
            begun = time.perf_counter()
            write(rows)
            took = time.perf_counter() - begun
            transaction.set_rollback(True)
        return took

    def created(rows: list[Record]) -> None:
        kept = Record.objects.bulk_create(rows, batch_size=2000)
        RecordVersion.objects.bulk_create([registers.version(each, user, "import") for each in kept], batch_size=2000)

    pairs = [(again(created), again(lambda rows: imports.write_records(rows, user, "import", None))) for _ in range(3)]
    for slow, quick in pairs:
        print(f"records and versions on {connection.vendor}: bulk_create {slow:.1f} s, as imports write them {quick:.1f} s, {slow / quick:.1f} times")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
