"""How well an industry fits the labels of a catalogue, a direction or a park."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


Labels = tuple[tuple[str, tuple[LabelMapping, ...]], ...]


def fit(wanted: Iterable[Suggestion], labels: Iterable[tuple[str, tuple[LabelMapping, ...]]], known: Industries) -> Fit:
    """The best fit of any industry wanted with any label.

    A label that holds the industry (or is held by it) counts by how sure its mapping is; one that only shares the division
    counts 0.6 of that; a whole section 0.3; a label narrower than the industry 0.85.
    """
    return fits(tuple(wanted), {"": tuple(labels)}, known)[""]


def fits(wanted: tuple[Suggestion, ...], labels: Mapping[str, Labels], known: Industries) -> dict[str, Fit]:
    """The best fit for each of many sets of labels; what a label means is weighed once, however many sets share it."""
    remembered: dict[str, float | None] = {}
    found = {}
    for name, held in labels.items():
        best, told = None, ""
        for label, mappings in held:
            if label not in remembered:
                remembered[label] = _of_label(wanted, mappings, known)
            value = remembered[label]
            if value is not None and (best is None or value > best):
                best, told = value, label
        found[name] = Fit(best, told if best else "")
    return found


def _of_label(wanted: tuple[Suggestion, ...], mappings: tuple[LabelMapping, ...], known: Industries) -> float | None:
    told = [
        relation(each.industry.code, mapping.code, known) * CERTAINTY[mapping.certainty] * _share(each)
        for each in wanted
        for mapping in mappings
        if mapping.code
    ]
    return round(max(told), 4) if told else None


def alike(wanted: Iterable[Suggestion], offered: Iterable[Suggestion], known: Industries) -> float | None:
    """How well the industries of two sides fit, 0 to 1; None where one of them could not be read.

    >>> import chengjie.package
    >>> from chengjie.register import industries
    >>> known = industries(chengjie.package.open_package("china"))
    >>> alike(known.suggest("1951"), known.suggest("1951"), known), alike(known.suggest("1951"), known.suggest("1952"), known)
    (1.0, 0.6)
    """
    right = list(offered)
    told = [relation(a.industry.code, b.industry.code, known) * _share(a) * _share(b) for a in wanted for b in right]
    return round(max(told), 4) if told else None


def _share(suggestion: Suggestion) -> float:
    """A reading that is not sure counts less, but never less than half."""
    return 1.0 if suggestion.sure else max(0.5, min(1.0, suggestion.score * 2))


def relation(code: str, label: str, known: Industries) -> float:
    """How much an industry has to do with the code of a label: in it 1, around it 0.85, beside it in the division 0.6, a section 0.3."""
    wanted, offered = known.line(code), known.line(label)
    if not wanted or not offered:
        return 0.0
    if offered[-1] in wanted:
        return _WIDE if len(offered) == 1 else 1.0
    if wanted[-1] in offered:
        return _NARROWER
    return _SAME_DIVISION if wanted[1:2] == offered[1:2] != () else 0.0
