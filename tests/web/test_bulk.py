"""Many rows at once read back as if each had been saved by itself."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chengjie.web import bulk
from chengjie.web.records.registers import Record

COLUMNS = ("id", "register", "key", "name", "place", "carrier", "enterprise", "data", "state", "version", "changed")
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


def written(names: list[str]) -> list[int]:
    now = timezone.now()
    numbers = list(bulk.numbers(Record, len(names)))
    bulk.insert(Record, COLUMNS, ((number, "plots", f"k{number}", name, "", "", "", json.dumps({"name": name}), "current", 1, now) for number, name in zip(numbers, names, strict=True)))  # fmt: skip
    return numbers


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_every_text_reads_back_as_it_was_written(names: list[str]) -> None:
    with transaction.atomic():
        numbers = written(names)
        found = list(Record.objects.filter(pk__in=numbers).order_by("pk"))
        assert [(each.name, each.data) for each in found] == [(name, {"name": name}) for name in names]
        later = timezone.now() + timedelta(days=1)
        turned = names[::-1]
        assert bulk.change(Record, ("id", "name", "changed"), ((number, name, later) for number, name in zip(numbers, turned, strict=True))) == len(names)  # fmt: skip
        found = list(Record.objects.filter(pk__in=numbers).order_by("pk"))
        assert [(each.name, each.changed) for each in found] == [(name, later) for name in turned]
        Record.objects.filter(pk__in=numbers).delete()


@pytest.mark.django_db
def test_numbers_are_given_once() -> None:
    first = written(["甲", "乙"])
    row = Record.objects.create(register="plots", key="丙", changed=timezone.now())
    assert len({*first, row.pk, *written(["丁"])}) == 4


@pytest.mark.django_db
def test_a_row_that_is_there_breaks_the_whole() -> None:
    now = timezone.now()
    row = Record.objects.create(register="plots", key="甲", changed=now)
    rows = [(row.pk + at, "plots", key, "", "", "", "", "{}", "current", 1, now) for at, key in ((1, "乙"), (2, "甲"))]
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Record, COLUMNS, rows)
    assert Record.objects.count() == 1
