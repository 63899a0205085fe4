"""How often a page asks the database: no more than is written down, and no more for many rows than for few."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import signed_in

from chengjie.web import demo
from chengjie.web.records.cases import Case

COUNTS = Path(__file__).with_name("query_counts.csv")


def counted(user: User, path: str) -> int:
    client = signed_in(user)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.django_db
def test_pages_ask_no_more_than_is_written_down_however_many_rows(offices: dict[str, User]) -> None:
    with COUNTS.open(encoding="utf-8") as file:
        most = {row["page"]: int(row["queries"]) for row in csv.DictReader(file)}
    found: dict[str, list[int]] = {}
    for projects in (5, 80):
        demo.fill(seed=3, projects=projects)
        number = Case.objects.order_by("pk")[0].number
        for page in most:
            found.setdefault(page, []).append(counted(offices["province"], page.format(number=number)))
        demo.clear()
    assert {page: max(each) for page, each in found.items()} == most
    assert all(few == many for few, many in found.values()), found
