"""Whether a definition can score at all: a tree that holds together, weights that are known and sum, nothing left unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chengjie.errors import Fault, Refusal, Where
from chengjie.index.definition import Group, IndexDefinition, Indicator, Node

NOBODY = ("没有写明", "nobody is named")


def check(definition: IndexDefinition, *, file: str | None = None) -> None:
    """Refuse a definition that cannot score, with every reason: `index-tree-*`, `index-empty`, `index-weight-unknown`,
    `index-part-unknown`, `index-weights-sum`, `index-not-a-mean`."""
    faults = [*tree_faults(definition, file=file), *missing(definition, file=file)]
    if faults:
        raise Refusal(faults)


def tree_faults(definition: IndexDefinition, *, file: str | None = None) -> list[Fault]:
    """What is wrong with the tree and its numbers, whatever is known."""
    where = Where(file=file)
    faults = [Fault(code, where, {"name": name}) for code, name in _shape(definition)]
    return faults or [*_sums(definition, where), *_methods(definition, where), *doubt_faults(definition, where)]


def doubt_faults(definition: IndexDefinition, where: Where | None = None) -> Iterator[Fault]:
    """Ways of weighing that are for a group which is not there."""
    named = {code for way in definition.doubts.weigh if isinstance(way, dict) for code in way}
    for code in sorted(named - {group.code for group in definition.groups}):
        yield Fault("index-node-unknown", where or Where(), {"name": code})


def missing(definition: IndexDefinition, *, file: str | None = None) -> list[Fault]:
    """What nobody has stated: every weight and every part, each with who could supply it."""
    where = Where(file=file)
    faults = [
        Fault("index-part-unknown", where, {"name": ask.what.zh, "name_en": ask.what.en, "supplier": ask.supplier.zh, "supplier_en": ask.supplier.en})
        for ask in definition.asks
    ]  # fmt: skip
    for node in definition.nodes:
        if node.weight is None and not node.bonus and _is_weighed(definition, node):
            supplier = (node.supplier.zh, node.supplier.en) if node.supplier else NOBODY
            label = node.label
            faults.append(
                Fault("index-weight-unknown", where, {"name": label.zh, "name_en": label.en, "supplier": supplier[0], "supplier_en": supplier[1]})
            )  # fmt: skip
    return faults


def _is_weighed(definition: IndexDefinition, node: Indicator | Group) -> bool:
    parent = definition.node(node.parent) if node.parent else None
    if not isinstance(parent, Group):
        return True
    return (parent.weigh or definition.weigh).method == "given" and definition.method(parent) not in {
        "minimum",
        "shortfall",
        "benefit-of-the-doubt",
    }


def _shape(definition: IndexDefinition) -> Iterator[tuple[str, str]]:
    groups = {group.code: group for group in definition.groups}
    if not definition.indicators:
        yield "index-empty", definition.id
    for code, count in Counter(node.code for node in definition.nodes).items():
        if count > 1:
            yield "index-tree-duplicate", code
    if len([group for group in definition.groups if group.parent is None]) != 1:
        yield "index-tree-root", definition.id
    for node in definition.nodes:
        if node.parent is not None and node.parent not in groups:
            yield "index-tree-orphan", node.code
        elif node.parent is not None and _circles(node.code, groups):
            yield "index-tree-circle", node.code
    parents = {node.parent for node in definition.nodes}
    for group in definition.groups:
        if group.code not in parents:
            yield "index-tree-childless", group.code


def _circles(code: str, groups: dict[str, Group]) -> bool:
    seen: set[str] = set()
    here: str | None = code
    while here in groups:
        if here in seen:
            return True
        seen.add(here)
        here = groups[here].parent
    return False


def _sums(definition: IndexDefinition, where: Where) -> Iterator[Fault]:
    """Weights under a group against the stated total, where all of them are known and given."""
    if definition.weights_total is None:
        return
    for group in definition.groups:
        counted: list[Node] = [each for each in definition.children(group.code) if not each.bonus]
        weights = [each.weight for each in counted if each.weight is not None]
        given = (group.weigh or definition.weigh).method == "given" and not group.blend
        if given and len(counted) == len(weights) > 1 and abs(sum(weights) - definition.weights_total) > 1e-9:
            yield Fault(
                "index-weights-sum", where, {"name": group.code, "sum": round(sum(weights), 6), "total": definition.weights_total}
            )  # fmt: skip


def _methods(definition: IndexDefinition, where: Where) -> Iterator[Fault]:
    """Bonus points and gates only make sense where the parent is a mean or a sum of scores."""
    for group in definition.groups:
        method = definition.method(group)
        bonuses = [each for each in definition.children(group.code) if each.bonus]
        if method in {"copeland", "kemeny", "benefit-of-the-doubt"} and (bonuses or group.gate):
            yield Fault("index-not-a-mean", where, {"name": group.code, "method": method})
        if method == "shortfall" and (bonuses or group.gate or len(definition.children(group.code)) != 2):
            yield Fault("index-shortfall-of-two", where, {"name": group.code})
        if group.blend and any(each.parent == group.code for each in definition.groups):
            yield Fault("index-blend-groups", where, {"name": group.code})
        if len(bonuses) == len(definition.children(group.code)):
            yield Fault("index-only-bonus", where, {"name": group.code})
