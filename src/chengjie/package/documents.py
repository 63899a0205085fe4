"""YAML and JSON of a layer, read safely: no tags that build objects, bounded size, depth and aliases, no key twice."""

from __future__ import annotations

import json
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from chengjie.errors import Fault, Refusal, Where
from chengjie.package import files

LARGEST = 4 * 1024 * 1024
DEEPEST = 40
MOST_ALIASES = 100


try:
    from yaml import CSafeLoader as _Safe
except ImportError:  # PyYAML was built without libyaml: ten times slower, otherwise the same
    from yaml import SafeLoader as _Safe  # type: ignore[assignment]  # both are safe loaders


class _Loader(_Safe):
    """PyYAML's safe loader that refuses a key given twice instead of keeping the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                raise _DuplicateKeyError(str(key), key_node.start_mark.line + 1)
            if isinstance(key, Hashable):
                seen.add(key)
        return super().construct_mapping(node, deep=deep)


class _DuplicateKeyError(Exception):
    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key, self.line = key, line


def read_yaml(path: Path, *, file: str, largest: int = LARGEST) -> dict[str, Any]:
    """A YAML mapping. Refuses `yaml-malformed`, `yaml-too-complex`, `yaml-key-duplicate`, `yaml-not-a-mapping`."""
    return parse_yaml(files.read(path, file=file, largest=largest), file=file)


def parse_yaml(content: bytes, *, file: str) -> dict[str, Any]:
    """The mapping in the bytes of a YAML file. Refuses as `read_yaml` does."""
    text = files.decode(content, file=file)
    try:
        _bounded(text, file=file)
        data = yaml.load(text, Loader=_Loader)  # noqa: S506  # _Loader is a SafeLoader
    except _DuplicateKeyError as error:
        raise Refusal([Fault("yaml-key-duplicate", Where(file=file, line=error.line), {"key": error.key})]) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = Where(file=file, line=mark.line + 1 if mark else None)
        detail = str(getattr(error, "problem", None) or error)
        raise Refusal([Fault("yaml-malformed", where, {"detail": detail})]) from error
    return _mapping(data, file=file)


def _bounded(text: str, *, file: str) -> None:
    depth = aliases = 0
    for event in yaml.parse(text, Loader=_Safe):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
        if depth > DEEPEST or aliases > MOST_ALIASES:
            raise Refusal.of("yaml-too-complex", file=file, depth=DEEPEST, aliases=MOST_ALIASES)


def read_json(path: Path, *, file: str, largest: int = LARGEST) -> dict[str, Any]:
    """A JSON object. Refuses `json-malformed`."""
    text = files.decode(files.read(path, file=file, largest=largest), file=file)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise Refusal([Fault("json-malformed", Where(file=file, line=line), {"detail": str(error)})]) from error
    if not isinstance(data, dict):
        raise Refusal.of("json-malformed", file=file, detail="not an object")
    return data


def frozen(data: dict[str, Any]) -> str:
    """The same data as one string, by which a checked reading of it can be kept."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _mapping(data: object, *, file: str) -> dict[str, Any]:
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise Refusal.of("yaml-not-a-mapping", file=file)
    return data
