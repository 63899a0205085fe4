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


def test_letters_go_to_the_terminal_where_no_server_is_named_and_encrypted_to_one_elsewhere() -> None:
    assert str(settings._mail("")["EMAIL_BACKEND"]).endswith("console.EmailBackend")
    found = settings._mail("smtp://u:p%40@mail.example.org")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_HOST_PASSWORD"]) == ("mail.example.org", 587, True, "p@")  # fmt: skip
    assert settings._mail("smtps://mail.example.org")["EMAIL_USE_SSL"] is True


def test_an_odd_mail_server_stops_the_start() -> None:
    with pytest.raises(SystemExit):
        settings._mail("http://mail.example.org")


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgresql://u:p@db.example.gov.cn/name", "require"), ("postgresql://u:p@db.example.gov.cn/name?sslmode=verify-full", "verify-full"),
        ("postgresql://u:p@db.example.gov.cn/name?sslmode=disable", "disable"), ("postgresql://u:p@127.0.0.1/name", None), ("postgresql:///name", None),
    ],
)  # fmt: skip
def test_a_database_over_the_network_is_spoken_to_encrypted_unless_the_address_says_otherwise(address: str, mode: str | None) -> None:  # fmt: skip
    options = settings._database(address)["OPTIONS"]
    assert isinstance(options, dict)
    assert options.get("sslmode") == mode


def test_the_database_is_told_that_questions_are_short_unless_the_address_says_otherwise() -> None:
    from chengjie.web.settings import SHORT_QUESTIONS, _database

    def said(address: str) -> object:
        options = _database(address)["OPTIONS"]
        assert isinstance(options, dict)
        return options["options"]

    address = "postgresql://u:p@h:5432/d"
    assert said(address) == SHORT_QUESTIONS
    assert said(f"{address}?options=-c%20random_page_cost%3D4") == f"{SHORT_QUESTIONS} -c random_page_cost=4"
