"""How well each industry of a register fits what each carrier takes: the carrier's catalogue rows and approved industries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from chengjie.matching.fitting import CERTAINTY, relation
from chengjie.package import Package
from chengjie.register import Carrier, Industries, LabelMapping, carriers, catalogue, industries

LEAST_SURE = 0.5  # a free text counts as an industry from this share of all evidence on


def meanings(values: Iterable[str], known: Industries) -> dict[str, str]:
    """The code that each value of the register's industry column stands for; what nobody can tell is left out.

    A value is a code of GB/T 4754-2017 with or without its section letter, or words.
    """
    found: dict[str, str] = {}
    for value in values:
        industry = known.by_code(value.strip())
        if industry is None:
            suggested = known.suggest(value, 2)
            industry = (
                suggested[0].industry if suggested and suggested[0].sure and suggested[0].score >= LEAST_SURE else None
            )
        if industry is not None:
            found[value] = industry.code
    return found


def taken(package: Package) -> dict[str, dict[str, float]]:
    """For each carrier of the zone the codes that it takes and how well, from 0 to 1."""
    known = industries(package)
    by_county: dict[str, list[LabelMapping]] = defaultdict(list)
    by_carrier: dict[str, list[LabelMapping]] = defaultdict(list)
    for row in catalogue(package):
        uses = [mapping for use in row.industries for mapping in use.mappings if mapping.code]
        if row.county:
            by_county[row.county.code] += uses
            for identity in {use.carrier.id for use in row.carriers if use.carrier}:
                by_carrier[identity] += uses
    related: dict[str, dict[str, float]] = {}
    found: dict[str, dict[str, float]] = {}
    for carrier in asked(package):
        mappings = list(by_carrier.get(carrier.id) or [each for code in carrier.counties for each in by_county[code]])
        mappings += [each for label in carrier.leading_industries for each in known.label(label) if each.code]
        best: dict[str, float] = {}
        for mapping in mappings:
            label = str(mapping.code)
            if label not in related:
                related[label] = dict(_related(label, known))
            for code, value in related[label].items():
                best[code] = max(best.get(code, 0.0), round(value * CERTAINTY[mapping.certainty], 4))
        found[carrier.id] = {code: value for code, value in best.items() if value}
    return found


def asked(package: Package) -> tuple[Carrier, ...]:
    """The carriers that a screening asks: those of the zone's regions, or all where the zone has none."""
    every = tuple(carriers(package))
    return tuple(each for each in every if each.regions) or every


def _related(label: str, known: Industries) -> Mapping[str, float]:
    """Every code that has something to do with a label's code, and how much."""
    path = known.path(label)
    if not path:
        return {}
    top = path[min(1, len(path) - 1)]  # the division, or the section where the label is one
    near = [each.code for each in known if each.code == top.code or known.lies_in(each.code, top.code)]
    return {code: value for code in near if (value := relation(code, label, known))}
