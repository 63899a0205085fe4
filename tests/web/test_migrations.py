"""The migrations say what the rows say, in one line."""

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader


@pytest.mark.django_db
def test_no_row_is_without_its_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_migrations_follow_one_another() -> None:
    loader = MigrationLoader(None)
    assert loader.detect_conflicts() == {}
