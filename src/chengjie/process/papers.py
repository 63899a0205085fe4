"""Papers of a case (材料): what must be there, what may come later, what a commitment stands for, and what is reused."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from chengjie.errors import Fault, Where
from chengjie.process.definition import Definition
from chengjie.process.entry import Act
from chengjie.process.law import Law
from chengjie.process.state import State


@dataclass(frozen=True, slots=True)
class Lacking:
    """A document that is not there: whether it may come later or be promised, and whether it was."""

    document: str
    need: str
    promised: bool


def stands(state: State, definition: Definition, name: str) -> bool:
    """Whether a document is there, or its commitment where one may stand for it (告知承诺)."""
    paper = state.paper.get(name)
    if paper is None:
        return False
    return paper.is_there or (paper.promised is not None and definition.document_of[name].need == "promised")


def tolerated(state: State, name: str) -> bool:
    """Whether a document is there, or promised for later (容缺)."""
    paper = state.paper.get(name)
    return paper is not None and (paper.is_there or paper.promised is not None)


def lacking(state: State, definition: Definition) -> tuple[Lacking, ...]:
    """Documents that are not there, in the order of the definition."""
    return tuple(
        Lacking(each.id, each.need, paper is not None and paper.promised is not None)
        for each in definition.documents
        if (paper := state.paper.get(each.id)) is None or not paper.is_there
    )


def faults(definition: Definition, what: Act, *, law: Law, where: Where) -> Iterator[Fault]:
    """Why a document is not taken: unknown, not to be promised, not to be reused, or nobody knows the certificate."""
    document = definition.document_of.get(what.document)
    if document is None:
        nearest = "".join(difflib.get_close_matches(what.document, list(definition.document_of), 1, 0.4))
        yield Fault("process-document-unknown", where, {"document": what.document, "nearest": nearest or None})
        return
    if what.kind == "promise":
        if document.need == "required":
            yield Fault("process-promise-not-allowed", where, {"document": document.id})
        return
    if not what.reused_from:
        if not what.digest:
            yield Fault("process-document-empty", where, {"document": document.id})
        return
    if not document.reuse:
        yield Fault("process-reuse-not-allowed", where, {"document": document.id})
    elif law.holds(what.reused_from, document.id) is not True:
        yield Fault("process-certificate-unknown", where, {"document": document.id, "case": what.reused_from})
