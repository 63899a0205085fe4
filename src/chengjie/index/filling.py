"""A definition with some parts filled or changed by its user: weights, scales, what nobody had stated. Each such part is an assumption."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import chengjie.package
from chengjie.errors import Refusal
from chengjie.index.definition import IndexDefinition
from chengjie.index.sheet import Sheet
from chengjie.package.rows import Definition, Origin

_OF_NODES = {"weights": "weight", "goalposts": "goalposts", "targets": "target", "benchmarks": "benchmark"}


def filled(definition: IndexDefinition, parts: Mapping[str, Any]) -> IndexDefinition:
    """The definition with `parts` put over it. `weights`, `goalposts`, `targets`, `benchmarks` go by the code of a node; other
    keys are those of the definition, and what was asked for under them is settled. Refuses `index-node-unknown`,
    `definition-invalid`."""
    data = definition.model_dump(mode="json", exclude_unset=True)
    given: set[str] = set()
    for key, value in parts.items():
        if key in _OF_NODES:
            _on_nodes(data, key, value)
            given |= {f"{key}.{code}" for code in value}
        else:
            data[key] = _merged(data.get(key), value)
            given.add(key)
    if "asks" not in parts:
        data["asks"] = [ask for ask in data.get("asks", []) if ask.get("fills") not in given]
    return chengjie.package.checked(
        [Definition("indices", definition.id, data, Origin("", definition.id))], IndexDefinition
    )[0]


def _on_nodes(data: dict[str, Any], key: str, values: Mapping[str, Any]) -> None:
    nodes = {node["code"]: node for name in ("groups", "indicators") for node in data[name]}
    for code, value in values.items():
        if code not in nodes:
            raise Refusal.of("index-node-unknown", name=code)
        nodes[code][_OF_NODES[key]] = value


def _merged(old: Any, new: Any) -> Any:  # noqa: ANN401  # plain data of a definition
    if isinstance(old, dict) and isinstance(new, Mapping):
        return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}
    return new


def matched(sheet: Sheet, definition: IndexDefinition) -> Sheet:
    """The sheet with columns under their titles (in either language, a unit in brackets read over) named by their codes."""
    names: dict[str, str] = {}
    for node in definition.nodes:
        for title in (node.label.zh, node.label.en):
            names.setdefault(title, getattr(node, "column", None) or node.code)

    def renamed(name: str) -> str:
        bare = name.split("（", maxsplit=1)[0].split(" (", maxsplit=1)[0].strip()
        return name if name not in names and bare not in names else names.get(name, names.get(bare, name))

    known = set(sheet.numbers) | set(sheet.labels)
    new = {name: renamed(name) for name in known}
    new = {name: code if code == name or code not in known else name for name, code in new.items()}
    return Sheet(
        sheet.units, {new[name]: values for name, values in sheet.numbers.items()}, {new[name]: words for name, words in sheet.labels.items()},
        sheet.periods, sheet.file, sheet.rows, sheet.figures,
    )  # fmt: skip
