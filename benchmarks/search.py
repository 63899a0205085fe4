"""The search box over 100,000 projects and 100,000 records of a register: making the rows, and each answer, for three offices.

    python -m benchmarks.search [ROWS]

Runs on a fresh SQLite file, or on the database that DATABASE_URL names; the firms are made up.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date

ROWS = 100_000
ASKED = ("蓝山", "电子", "lsx", "lanshan", "dianzi", "05127", "91431127MA4L05127X", "华", "有限公司", "蓝山 服装 基地", "兰山县毛织", "2026-0000042", "gs")  # fmt: skip
OFFICES = (("county-officer", "431127"), ("prefecture-officer", "431100"), ("province-planner", "430000"))


def main(arguments: Sequence[str]) -> int:
    """A line an office and fragment."""
    count = int(arguments[0]) if arguments else ROWS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHENGJIE_HOME"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "chengjie.web.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        _fill(count)
        _ask()
    return 0


def _fill(count: int) -> None:
    from django.db import connection, transaction
    from django.utils import timezone

    from chengjie.web import registers, zone
    from chengjie.web.records.cases import Case, Reach
    from chengjie.web.records.registers import Record
    from chengjie.web.search import rows

    drawn, now, counties, wanted = random.Random(1), timezone.now(), zone.covered(), registers.register("enterprises")

    def named(number: int) -> str:
        place = zone.places().by_code(counties[number % len(counties)])
        first = "".join(drawn.choices("华新恒远泰盛嘉德宏达金鑫瑞丰天源博众联创", k=2))
        trade = drawn.choice(("电子", "材料", "毛织", "服装", "机械", "食品", "医药", "物流", "新能源", "建材"))
        return f"{place.name if place else ''}{first}{trade}{drawn.choice(('有限公司', '项目', '产业园', '基地'))}{number:05d}"

    with transaction.atomic():
        Case.objects.bulk_create([Case(number=f"2026-{each:07d}", definition="project-life", version=1, title=named(each), place=counties[each % len(counties)], opened=now, last=now, count=1, head="") for each in range(count)], batch_size=2000)  # fmt: skip
        firms = [{"credit_code": f"91431127MA4L{each:05d}X", "name": named(each), "place": counties[each % len(counties)]} for each in range(count)]  # fmt: skip
        Record.objects.bulk_create([registers.fill(Record(register=wanted.id, key=each["credit_code"], changed=now), wanted, each) for each in firms], batch_size=2000)  # fmt: skip
        Reach.objects.bulk_create([Reach(case_id=number, place=place) for number, place in Case.objects.values_list("pk", "place")], batch_size=2000)  # fmt: skip
    begun = time.perf_counter()
    made = rows.rebuild((wanted,))
    print(f"{made:,} rows made on {connection.vendor} in {time.perf_counter() - begun:.1f} s")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _ask() -> None:
    from django.contrib.auth.models import User

    from chengjie.web import scope
    from chengjie.web.records.people import Right
    from chengjie.web.search import box

    user = User.objects.create_user("measurer")
    for role, place in OFFICES:
        Right.objects.filter(user=user).delete()
        Right.objects.create(user=user, role=role, place=place, since=date(2020, 1, 1), given_by=user)
        who = scope.actors(user)
        said = []
        for typed in ASKED:
            box.find(who, typed, user=user)
            begun = time.perf_counter()
            found = box.find(who, typed, user=user)
            took = 1000 * (time.perf_counter() - begun)
            said.append(f"{typed}{'~' if found.near else ''} {took:.0f} ms")
        print(f"{role}: {', '.join(said)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
