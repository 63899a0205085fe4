"""`{% options pairs chosen %}`: what a field lets one choose among, the chosen one marked; drawn at once, since lists have dozens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from chengjie.values import Text

register = template.Library()


@register.simple_tag(takes_context=True)
def options(context: Context, pairs: Iterable[tuple[Any, Text | str | int]], chosen: object = "") -> SafeString:
    """The options of pairs of a value and what it is called, in the reader's language."""
    english, wanted = context.get("lang") == "en", str(chosen)
    drawn = (_option(str(value), _plain(label, english=english), wanted) for value, label in pairs)
    return mark_safe("".join(drawn))  # noqa: S308  # each escaped


def _option(value: str, label: str, wanted: str) -> str:
    mark = " selected" if value == wanted else ""
    return f'<option value="{escape(value)}"{mark}>{escape(label)}</option>'


def _plain(label: Text | str | int, *, english: bool) -> str:
    return (label.en if english else label.zh) if isinstance(label, Text) else str(label)
