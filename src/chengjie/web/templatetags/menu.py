"""The menus of the header: the same for everybody with the same duties, so they are drawn once a language and page."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe

from chengjie.values.text import Language
from chengjie.web import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context: Context) -> SafeString:
    """All pages, the areas, and the pages of this area, with the one marked that is shown."""
    return drawn(context["lang"], context["page_named"], get_script_prefix(), context["duties"])


@lru_cache(maxsize=512)
def drawn(lang: Language, here: str, prefix: str, duties: frozenset[str]) -> SafeString:
    """The menus as they stand on a page, under a prefix of addresses."""
    areas = navigation.shown(duties)
    area = next((each for each in areas if each.holds(here)), None)
    page = next((page for page in area.pages if page.holds(here)), None) if area else None
    given = {"lang": lang, "areas": areas, "area_here": area, "page_here": page}
    return mark_safe(get_template("chengjie/menu.html").render(given))  # noqa: S308  # our own template
