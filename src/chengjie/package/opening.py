"""Opening a zone by name or by folder."""

from __future__ import annotations

from pathlib import Path

from chengjie.package import layers
from chengjie.package.package import Package


def open_package(name_or_path: str | Path) -> Package:
    """The zone of that name, or in that folder, with everything that it extends.

    >>> [layer.id for layer in open_package("xiangnan-xiangxi").layers]
    ['china', 'hunan', 'xiangnan-xiangxi']
    """
    return Package(layers.find(name_or_path))
