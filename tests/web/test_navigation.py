"""The menu."""

from django.test import Client
from django.urls import reverse

from chengjie.web import navigation


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
