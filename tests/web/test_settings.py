"""Which database is used."""

import pytest

from chengjie.web import settings


def test_sqlite_is_used_where_nothing_is_named() -> None:
    assert str(settings._database("")["ENGINE"]).endswith("sqlite3")


def test_postgresql_is_used_where_it_is_named() -> None:
    found = settings._database("postgresql://u:p@127.0.0.1:5432/name")
    assert (str(found["ENGINE"]).rsplit(".", 1)[-1], found["NAME"], found["USER"]) == ("postgresql", "name", "u")


def test_another_database_stops_the_start() -> None:
    with pytest.raises(SystemExit):
        settings._database("mysql://u:p@127.0.0.1/name")
