"""XML and HTML parsed with entities, network and huge trees switched off; the only file that imports lxml."""

from __future__ import annotations

from typing import Any, TypeAlias

import lxml.etree
import lxml.html

from chengjie.errors import Refusal

DEEPEST = 200
Element: TypeAlias = Any  # lxml comes without types


def xml(data: bytes, *, file: str) -> Element:
    """The root of an XML member. Refuses `plan-unreadable` where it is broken or declares a document type."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Refusal.of("plan-unreadable", file=file, detail="XML with entities")
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = lxml.etree.fromstring(data, parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        raise Refusal.of("plan-unreadable", file=file, detail=str(error)[:120]) from error
    return _bounded(root, file)


def html(text: str, *, file: str) -> Element:
    """The root of an HTML page, however badly written. Refuses `plan-nested` and `plan-empty`."""
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    data = text.encode("utf-8", "replace").replace(b"\x00", b"")
    try:
        root = lxml.html.document_fromstring(data, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        raise Refusal.of("plan-empty", file=file) from error
    return _bounded(root, file)


def _bounded(root: Element, file: str) -> Element:
    depth = 0
    for event, _ in lxml.etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise Refusal.of("plan-nested", file=file, limit=DEEPEST)
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
