"""`why`: the tree under any figure, down to a sentence of a plan or a row with its source (证据链)."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping

import chengjie.indicator
from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.system import (
    access_trails,
    chain_trails,
    claim_trails,
    distance_trails,
    figure_trails,
    index_trails,
    weight_trails,
)
from chengjie.system.claim_rows import KINDS
from chengjie.values import Trail


def _index(package: Package, rest: str) -> Trail | None:
    return index_trails.trail(package, rest, ground=lambda figure: why(package, figure))


_MAKERS: Mapping[str, Callable[[Package, str], Trail | None]] = {
    "claim": claim_trails.trail,
    "observation": figure_trails.observation,
    "progress": figure_trails.progress,
    "carrier": figure_trails.carrier,
    "distance": distance_trails.distance,
    "access": access_trails.access,
    "chain": chain_trails.chain,
    "tie": chain_trails.tie,
    "density": chain_trails.density,
    "index": _index,
    "weight": weight_trails.weight,
}


def why(package: Package, figure_id: str) -> Trail:
    """The trail of a figure.

    Ids: `claim:<id>`, `observation:<place>:<indicator>:<period>`, `progress:<region>:<indicator>:<period>`,
    `carrier:<id>:<field>`, `distance:<place>:<destination>:<mode>`, `access:<place>:<destination>:<mode>[:<line>+<line>]`, `chain:<chain>:<link>`, `tie:<id>`, `density:<county>:<division>`, `weight:<match>:<criterion>`,
    `index:<index>:<unit>[:<node>]`. Refuses `figure-unknown` with the nearest known ones.
    """
    kind, _, rest = figure_id.partition(":")
    trail = _MAKERS[kind](package, rest) if kind in _MAKERS else None
    if trail is None:
        near = difflib.get_close_matches(figure_id, figures(package), 3, 0.4)
        raise Refusal.of("figure-unknown", figure=figure_id, nearest="、".join(near) or "、".join(_MAKERS))
    return trail


def figures(package: Package) -> tuple[str, ...]:
    """The id of every figure that can be asked for."""
    claims = [f"claim:{row['id']}" for table in KINDS for row in package.rows(table)]
    seen = [each.id for each in chengjie.indicator.observations(package)]
    ways = [each.id(target.period) for each in chengjie.indicator.progress(package) for target in each.targets]
    carriers = [
        f"carrier:{row['id']}:{name}"
        for row in package.rows("carriers")
        for name, text in row.values.items()
        if text and name not in {"id", "source"}
    ]
    return tuple(
        dict.fromkeys(
            [
                *claims,
                *seen,
                *ways,
                *carriers,
                *weight_trails.weights(package),
                *chain_trails.links(package),
                *index_trails.scores(package),
            ]
        )
    )
