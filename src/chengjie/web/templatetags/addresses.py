"""`{% url %}` without looking every address up anew: an address without parts is kept, one with a single plain part is filled in."""

from __future__ import annotations

import re
from functools import lru_cache

from django import template
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

register = template.Library()
_PLAIN = re.compile(r"[A-Za-z0-9-]+")
_KEPT = 512


class Address(Node):
    """The address of a page named in the template, with at most one part."""

    def __init__(self, node: URLNode, name: str, part: FilterExpression | None) -> None:
        self.node, self.name, self.part = node, name, part

    def render(self, context: Context) -> str:
        """The address; whatever is not plain is left to Django."""
        if self.part is None:
            return whole(self.name, get_script_prefix(), get_urlconf())
        value = self.part.resolve(context)
        if type(value) is int or (isinstance(value, str) and _PLAIN.fullmatch(value)):
            found = split(self.name, type(value) is int, get_script_prefix(), get_urlconf())
            if found is not None:
                return f"{found[0]}{value}{found[1]}"
        return str(self.node.render(context))


@lru_cache(maxsize=_KEPT)
def whole(name: str, prefix: str, urls: str | None) -> str:
    """An address without parts, under the prefix and among the addresses that count here."""
    return reverse(name)


@lru_cache(maxsize=_KEPT)
def split(name: str, number: bool, prefix: str, urls: str | None) -> tuple[str, str] | None:  # a key
    """What stands before and after the one part of an address; None where the address says what its part must look like."""
    probes: tuple[int | str, ...] = (1, 222) if number else ("a-1", "BB22")
    try:
        found = [(reverse(name, args=[each]), str(each)) for each in probes]
    except NoReverseMatch:
        return None
    sides = {(address.rpartition(part)[0], address.rpartition(part)[2]) for address, part in found}
    return sides.pop() if len(sides) == 1 else None


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """As Django's own tag, which is used wherever an address has names, several parts or a variable to go into."""
    node = django_url(parser, token)
    name = node.view_name
    known = isinstance(name.var, str) and not name.filters
    if node.kwargs or node.asvar or len(node.args) > 1 or not known:
        return node
    return Address(node, str(name.var), node.args[0] if node.args else None)
