"""How well an industry fits the labels of a catalogue, a direction or a park."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chengjie.register import Industries, LabelMapping, Suggestion

CERTAINTY = {"high": 1.0, "medium": 0.85, "low": 0.6, "none": 0.0}
_WIDE = 0.3
_SAME_DIVISION = 0.6
_NARROWER = 0.85


@dataclass(frozen=True, slots=True)
class Fit:
    """The best label and how well it fits, 0 to 1; None where there is no label whose meaning is known."""

    value: float | None
    label: str = ""


def fit(
    project: Iterable[Suggestion],
    labels: Iterable[tuple[str, tuple[LabelMapping, ...]]],
    known: Industries,
    *,
    relations: dict[tuple[str, str], float] | None = None,
) -> Fit:
    """The best fit of any industry of the project with any label.

    A label that holds the industry (or is held by it) counts by how sure its mapping is; one that only shares the division
    counts 0.6 of that; a whole section 0.3; a label narrower than the industry 0.85.
    """
    wanted = list(project)
    memory = {} if relations is None else relations
    meant = [(label, mapping) for label, mappings in labels for mapping in mappings if mapping.code]
    if not meant or not wanted:
        return Fit(None)
    best = max(
        (
            (
                _remembered(each.industry.code, str(mapping.code), known, memory)
                * CERTAINTY[mapping.certainty]
                * _share(each),
                label,
            )
            for each in wanted
            for label, mapping in meant
        ),
        key=lambda pair: pair[0],
    )
    return Fit(round(best[0], 4), best[1] if best[0] else "")


def _share(suggestion: Suggestion) -> float:
    """A reading that is not sure counts less, but never less than half."""
    return 1.0 if suggestion.sure else max(0.5, min(1.0, suggestion.score * 2))


def _remembered(code: str, label: str, known: Industries, memory: dict[tuple[str, str], float]) -> float:
    if (code, label) not in memory:
        memory[code, label] = relation(code, label, known)
    return memory[code, label]


def relation(code: str, label: str, known: Industries) -> float:
    """How much an industry has to do with the code of a label: in it 1, around it 0.85, beside it in the division 0.6, a section 0.3."""
    found = known.by_code(label)
    if found is None:
        return 0.0
    if known.lies_in(code, label):
        return _WIDE if found.level == "section" else 1.0
    if known.lies_in(label, code):
        return _NARROWER
    return _SAME_DIVISION if _division(code, known) == _division(label, known) != "" else 0.0


def _division(code: str, known: Industries) -> str:
    return next((each.code for each in known.path(code) if each.level == "division"), "")
