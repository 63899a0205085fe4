"""Trails of index scores over a zone's own figures (指数的证据链). The index room is slow to start and is opened when asked."""

from __future__ import annotations

from collections.abc import Callable

from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.values import Trail


def trail(package: Package, rest: str, *, ground: Callable[[str], Trail | None]) -> Trail | None:
    """A score by `<index>:<unit>`, with `:<node>` one of its nodes, with `:<step>` one step of an indicator; None where there is none."""
    import chengjie.index

    name, unit, node, step = [*rest.split(":"), "", "", ""][:4]
    try:
        definition = chengjie.index.index_of(package, name)
        if definition.data is None:
            return None
        scores = chengjie.index.compute(definition, chengjie.index.observed(package, definition.data))
        found = chengjie.index.Explainer(scores, package.sources, ground).trail(unit, "" if step == "raw" else node)
    except Refusal:
        return None
    wanted = f"index:{rest}"
    return next((each for each in _walk(found) if each.id == wanted), None) if step else found


def _walk(trail: Trail) -> list[Trail]:
    return [trail, *(below for part in trail.parts for below in _walk(part))]


def scores(package: Package) -> tuple[str, ...]:
    """The id of every score that can be asked for."""
    import chengjie.index

    found: list[str] = []
    for each in chengjie.index.indices(package):
        if each.data is None:
            continue
        try:
            scored = chengjie.index.compute(each, chengjie.index.observed(package, each.data))
        except Refusal:  # a zone without the figures has no score to ask for
            continue
        found += [f"index:{each.id}:{unit}" for unit in scored.units]
    return tuple(found)
