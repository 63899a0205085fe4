"""How the formulas of a scheme came out for a claim: amounts of money, their arithmetic, and what was missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from chengjie.expression import Evaluated
from chengjie.settlement import money
from chengjie.settlement.award import Missing
from chengjie.settlement.claims import Claim
from chengjie.settlement.support import Scheme, Stage, yuan
from chengjie.values.exact import fraction


def money_of(scheme: Scheme, text: str, found: Evaluated) -> Decimal:
    """The amount of a formula in yuan to the cent; below nothing is nothing."""
    factor = yuan(scheme.parsed(text).unit) or Fraction(1)
    number = fraction(found.value) or Fraction(0)
    return money.cents_of(max(number, Fraction(0)) * factor)


def said(part: Evaluated) -> str:
    """The formula with the values that its names had."""
    names = {each.words: str(each.value) for each in _leaves(part) if each.words.isidentifier()}
    given = "，".join(f"{name} = {value}" for name, value in names.items())
    return f"{part.words}（{given}）" if given else part.words


def _leaves(part: Evaluated) -> Iterator[Evaluated]:
    if not part.parts:
        yield part
    for each in part.parts:
        yield from _leaves(each)


def lacking(scheme: Scheme, asked: Iterable[Evaluated], claim: Claim, stage: Stage) -> Iterator[Missing]:
    """The inputs, parameters and proofs without which the formulas cannot be worked out, each once."""
    inputs = {each.name: each for each in scheme.inputs}
    parameters = {each.name: each for each in scheme.parameters}
    for name in dict.fromkeys(name for each in asked for name in (*each.unknown_names(), *_undecided(each))):
        if name in inputs:
            yield Missing(name, inputs[name].title.text, inputs[name].supplier.text)
        elif name in parameters:
            yield Missing(name, parameters[name].title.text, scheme.payer.text, "parameter")
    for name in scheme.once_per:
        if name not in claim.values:
            yield Missing(name, inputs[name].title.text, inputs[name].supplier.text)
    proofs = {each.id: each for each in scheme.proofs}
    for name in stage.proofs:
        if name not in claim.proofs:
            yield Missing(name, proofs[name].title.text, proofs[name].supplier.text, "proof")


def _undecided(part: Evaluated) -> Iterator[str]:
    """What a choice (CASE) could not be decided for want of: a branch that is taken only because a condition is unknown pays nobody."""
    for each in part.parts:
        if part.words.startswith("CASE ") and each.value is None:
            yield from each.unknown_names()
        yield from _undecided(each)
