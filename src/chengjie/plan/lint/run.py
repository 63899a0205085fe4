"""All checks over all readings: what they find, each root cause once, grave ones first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from chengjie.plan.claims import Reading
from chengjie.plan.lint.across import across
from chengjie.plan.lint.agreement import agreement
from chengjie.plan.lint.ambition import ambition
from chengjie.plan.lint.catalogue import catalogue
from chengjie.plan.lint.cells import cells
from chengjie.plan.lint.counting import counting
from chengjie.plan.lint.dates import dates
from chengjie.plan.lint.facts import NO_FACTS, Facts
from chengjie.plan.lint.finding import Finding
from chengjie.plan.lint.ground import Ground
from chengjie.plan.lint.growth import growth
from chengjie.plan.lint.identities import identities
from chengjie.plan.lint.inside import inside
from chengjie.plan.lint.names import names
from chengjie.plan.lint.pace import pace
from chengjie.plan.lint.published import published
from chengjie.plan.lint.regions import regions
from chengjie.plan.lint.sections import sections
from chengjie.plan.lint.shares import shares
from chengjie.plan.lint.spans import spans
from chengjie.plan.lint.steps import steps
from chengjie.plan.lint.structure import structure
from chengjie.plan.lint.sums import sums
from chengjie.plan.lint.targets import targets
from chengjie.plan.lint.terms import terms
from chengjie.plan.lint.turns import turns
from chengjie.plan.lint.wording import wording

CHECKS: tuple[Callable[[Ground], Iterator[Finding]], ...] = (
    agreement, identities, growth, steps, ambition, pace, shares, published, sums, inside, turns, spans, structure, dates, targets, cells, counting, sections, wording, terms, names, regions, catalogue, across,
)  # fmt: skip


def lint(readings: Sequence[Reading], *, facts: Facts | None = None) -> tuple[Finding, ...]:
    """Everything in the plans that does not fit: with itself, and with the other plans given (核对).

    A plan given twice is one plan. The order of claims and of plans does not matter to what is found.
    """
    distinct = {reading.document.digest: reading for reading in readings}
    ordered = sorted(
        distinct.values(),
        key=lambda reading: (reading.document.issued is None, str(reading.document.issued), reading.document.digest),
    )
    ground = Ground(tuple(_sorted(reading) for reading in ordered), facts or NO_FACTS)
    once: dict[tuple[object, ...], Finding] = {}
    for check in CHECKS:
        for finding in check(ground):
            once.setdefault((finding.code, finding.message.zh, finding.arithmetic), finding)
    return tuple(sorted(once.values(), key=lambda finding: finding.order))


def _sorted(reading: Reading) -> Reading:
    """The claims in the order of the text, however they were given."""
    order = {block.id: place for place, block in enumerate(reading.document.blocks)}
    return Reading(
        reading.document,
        tuple(
            sorted(
                reading.claims,
                key=lambda claim: (
                    order.get(claim.citation.paragraph.split(".")[0], len(order)),
                    claim.citation.paragraph, claim.citation.mark_start, claim.citation.mark_end, repr(claim),
                ),
            )
        ),
    )  # fmt: skip
