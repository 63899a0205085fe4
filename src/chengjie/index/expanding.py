"""A definition as it is computed: level and growth set apart, groups whose scores the data hold taken as they are."""

from __future__ import annotations

from collections.abc import Collection

from chengjie.index.definition import Group, IndexDefinition, Indicator
from chengjie.index.steps import Normalisation
from chengjie.package.written import Said

LEVEL, GROWTH = ".level", ".growth"


def expanded(definition: IndexDefinition) -> IndexDefinition:
    """Each group with a blend becomes two groups over the same indicators: their level, and their growth on the earlier figure."""
    blended = {group.code: group.blend for group in definition.groups if group.blend}
    if not blended:
        return definition
    groups: list[Group] = []
    indicators = [each for each in definition.indicators if each.parent not in blended]
    for group in definition.groups:
        blend = group.blend
        groups.append(group.model_copy(update={"blend": None, "weigh": None} if blend else {}))
        if blend is None:
            continue
        words = ((LEVEL, "水平", "level", blend.level), (GROWTH, "增长", "growth", blend.growth))
        for ending, zh, en, weight in words:
            said = Said(zh=f"{group.label.zh}·{zh}", en=f"{group.label.en}: {en}")
            half = {"code": group.code + ending, "parent": group.code, "title": said, "weight": weight, "gate": None}
            groups.append(group.model_copy(update={**half, "blend": None, "bonus": False, "most": None}))
        for each in definition.indicators:
            if each.parent == group.code:
                indicators.append(each.model_copy(update={"parent": group.code + LEVEL}))
                indicators.append(_growing(each, group, blend.base))
    return definition.model_copy(update={"groups": tuple(groups), "indicators": tuple(indicators)})


def _growing(each: Indicator, group: Group, base: str) -> Indicator:
    said = Said(zh=f"{each.label.zh}增长", en=f"{each.label.en}, growth")
    return each.model_copy(
        update={
            "code": each.code + GROWTH, "parent": group.code + GROWTH, "column": each.data, "title": said, "unit": "%",
            "base": base.format(column=each.data), "denominator": None, "goalposts": None, "target": None, "benchmark": None,
        }
    )  # fmt: skip


def with_given(definition: IndexDefinition, columns: Collection[str]) -> IndexDefinition:
    """Groups whose scores stand in the data become indicators taken as they are; what is under them, and was asked for under
    them, is no longer needed."""
    if not definition.take_given:
        return definition
    under: dict[str, str | None] = {node.code: node.parent for node in definition.nodes}

    def covered(code: str | None, seen: int = 0) -> bool:
        above = under.get(code or "")
        return above is not None and seen < len(under) and (above in given or covered(above, seen + 1))

    given = {group.code for group in definition.groups if group.code in columns and group.parent is not None}
    indicators = [each for each in definition.indicators if not covered(each.code)]
    indicators += [_as_given(group) for group in definition.groups if group.code in given and not covered(group.code)]
    groups = tuple(each for each in definition.groups if each.code not in given and not covered(each.code))
    scaled = all(each.normalise is not None for each in indicators)
    settled = {"normalise"} if scaled else set()
    asks = tuple(ask for ask in definition.asks if not (ask.fills in given | settled or covered(ask.fills)))
    return definition.model_copy(update={"groups": groups, "indicators": tuple(indicators), "asks": asks})


def _as_given(group: Group) -> Indicator:
    kept = {
        name: getattr(group, name)
        for name in ("code", "name", "title", "weight", "source", "evidence", "bonus", "most")
    }
    return Indicator(**kept, parent=str(group.parent), normalise=Normalisation(method="as-is"))
