"""The menu."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from tests.web.conftest import signed_in

from chengjie.web import navigation
from chengjie.web.records.people import Right


def test_every_entry_of_the_menu_leads_to_a_page() -> None:
    for area in navigation.AREAS:
        for page in area.pages:
            assert reverse(page.address)


def test_an_address_belongs_to_one_area() -> None:
    for area in navigation.AREAS:
        for page in area.pages:
            for address in (page.address, *page.under):
                assert [each for each in navigation.AREAS if each.holds(address)] == [area]


def test_the_page_that_is_open_is_marked(client: Client) -> None:
    shown = client.get(reverse("glossary"), headers={"accept-language": "en"}).content.decode()
    assert 'aria-current="page">Glossary' in shown
    assert 'aria-current="true">Reference' in shown


RESTRICTED = ("audit", "retention", "people")


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("lan", ("people",)),
        ("clerk", ()),
        ("firm", ()),
        ("auditor", ("audit", "retention")),
        ("admin", ("retention", "people")),
        ("nobody", ()),
    ],
)
def test_the_menu_shows_what_somebody_may_open(offices: dict[str, User], administrator: User, name: str, sees: tuple[str, ...]) -> None:  # fmt: skip
    auditor = User.objects.create_user("auditor")
    Right.objects.create(user=auditor, role="auditor", place="430000", since=date(2020, 1, 1), given_by=administrator)
    people = {**offices, "auditor": auditor, "admin": administrator, "nobody": User.objects.create_user("nobody")}
    client = signed_in(people[name])
    menu = client.get(reverse("glossary")).content.decode()
    for page in RESTRICTED:
        assert (f'href="{reverse(page)}"' in menu) is (page in sees), page
        assert (client.get(reverse(page)).status_code == 200) is (page in sees), page


def test_a_stranger_is_shown_no_page_of_the_house(db: None) -> None:
    menu = Client().get(reverse("glossary")).content.decode()
    assert all(f'href="{reverse(page)}"' not in menu for page in RESTRICTED)
