"""The first impression: where to begin, units by their English names, addresses that only take a form."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.web.conftest import signed_in

pytestmark = pytest.mark.django_db


def english() -> Client:
    client = Client()
    client.cookies["language"] = "en"
    return client


def test_a_visitor_is_told_where_to_begin() -> None:
    shown = Client().get("/").content.decode()
    for door in ("/plans/", "/catalogue/", "/match/", "/sign-in/?next=/work/"):
        assert f'href="{door}"' in shown.split('class="cards doors"')[1].split("</ul>")[0]


def test_somebody_who_works_here_is_led_to_the_work_at_once(offices: dict[str, User]) -> None:
    shown = signed_in(offices["lan"]).get("/").content.decode()
    assert "doors" not in shown
    assert 'class="button" href="/work/"' in shown


def test_an_english_page_names_units_and_places_in_english() -> None:
    shown = english().get("/goals/demonstration-zone/gdp/").content.decode()
    assert "100 million yuan" in shown
    assert "亿元" not in shown
    assert 'href="/places/430400/">Hengyang City</a>' in shown


@pytest.mark.parametrize(("language", "words"), [("zh", "C 级出处，须核实"), ("en", "weak source, to be checked")])
def test_a_trail_speaks_one_language_at_a_time(language: str, words: str) -> None:
    client = Client()
    client.cookies["language"] = language
    shown = client.get("/why/observation:433101:gdp:2020/").content.decode()
    assert words in shown
    assert "preliminary" not in shown or language == "en"


def test_an_address_that_only_takes_a_form_says_so(offices: dict[str, User]) -> None:
    answer = signed_in(offices["lan"]).get("/people/invite/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert 'href="/people/"' in answer.content.decode().split("<main", 1)[1]
