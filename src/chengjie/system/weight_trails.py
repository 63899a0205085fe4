"""Trails of the weights of a match: assumptions of a definition, shown as such."""

from __future__ import annotations

import chengjie.matching
from chengjie.errors import Refusal
from chengjie.matching import Definition
from chengjie.matching.screening.definition import ScreenDefinition, screen_definition
from chengjie.package import Package
from chengjie.values import Text, Trail


def weight(package: Package, rest: str) -> Trail | None:
    """The weight of a criterion by `<match>:<criterion>`, with all weights that it is set against; None where there is none."""
    name, _, wanted = rest.partition(":")
    definition = _definition(package, name)
    if definition is None:
        return None
    criteria = {each.id: each for each in definition.criteria}
    if wanted not in criteria:
        return None
    total = sum(each.weight for each in criteria.values())
    parts = tuple(
        Trail(
            id=f"weight:{name}:{each.id}", label=each.title.text, value=each.weight, ground="assumption",
            how=each.value, source=package.sources.get(definition.source), locator=f"matches/{name}.yaml",
        )
        for each in criteria.values()
    )  # fmt: skip
    title = criteria[wanted].title.text
    return Trail(
        id=f"weight:{name}:{wanted}",
        label=Text(f"{title.zh}：满分所占的分数", f"{title.en}: points out of a hundred"),
        value=round(100 * criteria[wanted].weight / total, 2),
        how=f"100 × {criteria[wanted].weight:g} ÷ {total:g}",
        parts=parts,
    )


def _definition(package: Package, name: str) -> Definition | ScreenDefinition | None:
    """A kind of match, or of screening."""
    try:
        return chengjie.matching.definition(package, name)
    except Refusal:
        pass
    try:
        return screen_definition(package, name)
    except Refusal:
        return None


def weights(package: Package) -> tuple[str, ...]:
    """The id of every weight that can be asked for."""
    names = [each.id for each in package.definitions("matches")]
    found = ((name, _definition(package, name)) for name in names)
    return tuple(f"weight:{name}:{criterion.id}" for name, each in found if each for criterion in each.criteria)
