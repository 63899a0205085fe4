"""Addresses in templates are those that Django gives, whether they are kept, filled in or looked up anew."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.urls import NoReverseMatch, reverse, set_script_prefix

from chengjie.web.templatetags import addresses


def drawn(source: str, **given: object) -> str:
    return Template(source).render(Context(given))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("case", "2026-0000012"),
        ("case", "SIM-2020-0001"),
        ("place", "431127"),
        ("case-begin", "project-life"),
        ("person", 7),
        ("register", "plots"),
    ],
)
def test_an_address_with_one_part_is_that_of_django(name: str, part: str | int) -> None:
    assert drawn(f"{{% url '{name}' part %}}", part=part) == reverse(name, args=[part])


@pytest.mark.parametrize("part", ["湘 南", "a&b", "<x>", "50%"])
def test_a_part_with_marks_is_written_as_django_writes_it(part: str) -> None:
    assert drawn("{% url 'case' part %}", part=part) == reverse("case", args=[part]).replace("&", "&amp;")


def test_an_address_without_parts_is_kept_under_each_prefix() -> None:
    try:
        assert drawn("{% url 'cases' %}") == "/cases/"
        set_script_prefix("/office/")
        assert drawn("{% url 'cases' %}") == "/office/cases/"
        assert drawn("{% url 'case' 'A-1' %}") == "/office/cases/A-1/"
    finally:
        set_script_prefix("/")


def test_names_several_parts_and_variables_are_left_to_django() -> None:
    assert drawn("{% url name %}", name="cases") == "/cases/"
    assert drawn("{% url 'cases' as there %}[{{ there }}]") == "[/cases/]"
    number = uuid4()
    assert drawn("{% url 'case-file' 'A-1' number %}", number=number) == f"/cases/A-1/files/{number}/"


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoReverseMatch):
        drawn("{% url 'nowhere' %}")
    with pytest.raises(NoReverseMatch):
        drawn("{% url 'case' part %}", part="")


def test_words_are_taken_as_they_stand_and_nothing_else_is_words() -> None:
    assert drawn('{% t "甲" "a & b" %}', lang="en") == "a & b"
    assert drawn('{% t "甲" "a" %}', lang="zh") == "甲"
    with pytest.raises(TemplateSyntaxError):
        drawn('{% t zh "a" %}')


def test_a_part_that_an_address_does_not_take_is_refused() -> None:
    assert addresses.split("view", False, "/", None) is None
    with pytest.raises(NoReverseMatch):
        drawn("{% url 'view' part %}", part="x1")
