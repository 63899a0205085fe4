"""My work: narrowed, ordered, kept as a view; on the page and for programs alike."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from tests.web.conftest import signed_in
from tests.web.programs import program
from tests.web.test_cases import opened

from chengjie.web.records.cases import Case, Waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(offices: dict[str, User]) -> list[Case]:
    """Three leads of one county: late, due tomorrow, without a limit; the last has waited longest."""
    rows, today, now = [opened(offices["lan"]) for _ in range(3)], timezone.localdate(), timezone.now()
    for case, due, since in zip(rows, (-1, 1, None), (2, 1, 3), strict=True):
        when = None if due is None else today + timedelta(due)
        Waiting.objects.filter(case=case).update(due=when, since=now - timedelta(since))
    return rows


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", [0, 1, 2]), ("due=late", [0]), ("due=dated", [0, 1]), ("due=open", [2]), ("sort=since", [2, 0, 1]),
        ("sort=newest", [1, 0, 2]), ("process=project-life", [0, 1, 2]), ("process=promise", []), ("sort=nonsense", [0, 1, 2]),
    ],
)  # fmt: skip
def test_it_is_narrowed_and_ordered(offices: dict[str, User], three: list[Case], query: str, order: list[int]) -> None:
    waits = signed_in(offices["lan"]).get(f"/work/?{query}").content.decode().partition('id="sent"')[0]
    places = sorted((waits.index(f'value="{each.number}"'), at) for at, each in enumerate(three) if f'value="{each.number}"' in waits)  # fmt: skip
    assert [at for _, at in places] == order
    if "nonsense" not in query:
        found = program(offices["lan"]).get(f"/work?{query}")["waiting"]
        assert [each["case"]["number"] for each in found] == [three[at].number for at in order]


def test_it_is_kept_as_a_view_that_opens_first(offices: dict[str, User], three: list[Case]) -> None:
    lan = signed_in(offices["lan"])
    saved = lan.post("/views/", {"page": "/work/", "query": "due=late&sort=since", "name": "逾期的", "first": "1"})
    assert lan.get(saved["Location"])["Location"] == "/work/?due=late&sort=since"
    assert lan.get("/work/")["Location"] == "/work/?due=late&sort=since"
    assert "逾期的" in lan.get("/work/?all=1").content.decode()
    assert signed_in(offices["xintian"]).get("/work/").status_code == 200
