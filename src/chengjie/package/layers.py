"""Finding the folders that a zone is layered from: china ← hunan ← xiangnan-xiangxi, or a user's own on top."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

import chengjie
from chengjie.errors import Refusal
from chengjie.package import descriptor, writing, zone
from chengjie.package.descriptor import Descriptor
from chengjie.package.zone import ZoneFile

MOST_LAYERS = 8
PACKAGED = Path(chengjie.__file__).parent / "zones"


@dataclass(frozen=True)
class Layer:
    """A folder of tables and definitions with its zone file and its descriptor."""

    folder: Path
    zone: ZoneFile
    descriptor: Descriptor

    @property
    def id(self) -> str:
        """The name by which others extend it."""
        return self.zone.id


def packaged() -> tuple[str, ...]:
    """The zones that come with the product.

    >>> packaged()
    ('china', 'hunan', 'xiangnan-xiangxi')
    """
    return tuple(sorted(folder.name for folder in PACKAGED.iterdir() if (folder / zone.FILE).is_file()))


def find(name_or_path: str | Path) -> tuple[Layer, ...]:
    """The layers of a zone, nearest last. A plain name is a packaged zone; anything else is the path of a folder.

    Refuses `zone-unknown` with the nearest known name, `zone-extends-unknown`, `zone-extends-cycle`, `zone-too-deep`.
    """
    layers = [_layer(_start(name_or_path))]
    while (parent := layers[0].zone.extends) is not None:
        if parent in {layer.id for layer in layers}:
            chain = " → ".join([layer.id for layer in reversed(layers)] + [parent])
            raise Refusal.of("zone-extends-cycle", file=_file(layers[0]), chain=chain)
        if len(layers) >= MOST_LAYERS:
            raise Refusal.of("zone-too-deep", file=_file(layers[0]), most=MOST_LAYERS)
        layers.insert(0, _layer(_parent(layers[0], parent)))
    return tuple(layers)


def _start(name_or_path: str | Path) -> Path:
    name = str(name_or_path)
    if isinstance(name_or_path, str) and re.match(zone.ID, name) and (PACKAGED / name / zone.FILE).is_file():
        return PACKAGED / name
    folder = Path(name_or_path)
    if "\x00" not in name and folder.is_dir():
        return folder.resolve()
    nearest = difflib.get_close_matches(name, packaged(), 1, 0.3)
    raise Refusal.of("zone-unknown", zone=name, nearest=nearest[0] if nearest else "、".join(packaged()))


def _parent(child: Layer, name: str) -> Path:
    """A packaged layer, or a folder of that name beside the child."""
    beside = child.folder.parent / name
    for folder in (PACKAGED / name, beside):
        if (folder / zone.FILE).is_file():
            return folder
    nearest = difflib.get_close_matches(name, packaged(), 1, 0.3)
    raise Refusal.of(
        "zone-extends-unknown", file=_file(child), zone=name, nearest=nearest[0] if nearest else "、".join(packaged())
    )


def _layer(folder: Path) -> Layer:
    read = zone.read(folder)
    writing.finish(folder, layer=read.id)
    return Layer(folder, read, descriptor.read(folder, layer=read.id))


def _file(layer: Layer) -> str:
    return f"{layer.id}/{zone.FILE}"
