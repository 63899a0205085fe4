"""Road and rail graphs (路网): read from packed tables, joined with the points that lie on them, asked for shortest paths.

The one file that knows the graph library. Lengths are whole metres; what hangs together with nothing is unreachable,
never near.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chengjie.errors import Refusal

MODES = ("road", "rail")
LARGEST = 20_000_000
MOST_KEPT = 8
EARTH = 6371.0088
Numbers = NDArray[np.float64]
Edge = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Tie:
    """Where a county or destination joins a graph: the node, and the last leg in metres, a straight line."""

    point: str
    node: int
    leg: int
    basis: str


@dataclass(frozen=True)
class Graph:
    """A graph of one mode with the points tied to it; `count` nodes come first, then a vertex for each point."""

    mode: str
    latitudes: Numbers
    longitudes: Numbers
    edges: NDArray[np.int64]
    ties: Mapping[str, Tie]
    _found: dict[tuple[str, tuple[Edge, ...]], Mapping[str, int]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _made: dict[tuple[Edge, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def count(self) -> int:
        """How many nodes the graph has."""
        return len(self.latitudes)

    def at(self, point: str) -> tuple[float, float] | None:
        """Latitude and longitude of the node that a point is tied to."""
        tie = self.ties.get(point)
        return None if tie is None else (float(self.latitudes[tie.node]), float(self.longitudes[tie.node]))

    def lengths(self, to: str, extra: tuple[Edge, ...] = ()) -> Mapping[str, int]:
        """Metres from every point that can be reached to one of them, with further edges between points where given."""
        if to not in self.ties:
            return {}
        if (to, extra) not in self._found:
            if len(self._found) > 400:
                self._found.clear()
            self._found[to, extra] = self._search(to, extra)
        return self._found[to, extra]

    def _search(self, to: str, extra: tuple[Edge, ...]) -> Mapping[str, int]:
        from scipy.sparse.csgraph import dijkstra

        points = tuple(self.ties)
        here = self.count + points.index(to)
        found = dijkstra(self.matrix(extra), directed=False, indices=here)[self.count :]
        return {
            point: round(metres) for point, metres in zip(points, found.tolist(), strict=True) if math.isfinite(metres)
        }

    def matrix(self, extra: tuple[Edge, ...] = ()) -> Any:  # noqa: ANN401  # a sparse matrix of the library
        """The graph with its points and further edges as the library takes it, kept as long as it is asked for again."""
        if extra not in self._made:
            if len(self._made) > MOST_KEPT:
                self._made.clear()
            self._made[extra] = self._matrix(extra)
        return self._made[extra]

    def _matrix(self, extra: tuple[Edge, ...]) -> Any:  # noqa: ANN401  # a sparse matrix of the library
        from scipy.sparse import csr_matrix

        number = {point: self.count + place for place, point in enumerate(self.ties)}
        legs = [(number[tie.point], tie.node, max(tie.leg, 1)) for tie in self.ties.values()]
        more = [(number[one], number[other], max(metres, 1)) for one, other, metres in _shortest(extra)]
        rows = np.concatenate([self.edges, np.array([*legs, *more], dtype=np.int64).reshape(-1, 3)])
        size = self.count + len(number)
        return csr_matrix((rows[:, 2].astype(np.float64), (rows[:, 0], rows[:, 1])), shape=(size, size))

    def forget(self) -> None:
        """Let go of what was found."""
        self._found.clear()
        self._made.clear()


def _shortest(edges: Iterable[Edge]) -> list[Edge]:
    """One edge a pair: a sparse matrix would add up two."""
    kept: dict[tuple[str, str], int] = {}
    for one, other, metres in edges:
        pair = (min(one, other), max(one, other))
        kept[pair] = min(metres, kept.get(pair, metres))
    return [(one, other, metres) for (one, other), metres in kept.items()]


def straight(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Kilometres in a straight line between two points given as latitude and longitude.

    >>> round(straight((28.2, 112.9), (23.1, 113.3)))
    569
    """
    (a, b), (c, d) = ((math.radians(x), math.radians(y)) for x, y in (here, there))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(half))


def read(nodes: Path, edges: Path, *, mode: str, ties: Iterable[Tie]) -> Graph:
    """A graph from its two packed tables (`lat,lon` and `u,v,m`). Refuses `network-malformed`."""
    at, ways = _table(nodes, 2), _table(edges, 3).astype(np.int64)
    tied = {tie.point: tie for tie in ties}
    if len(ways) and (ways[:, :2].min() < 0 or ways[:, :2].max() >= len(at) or ways[:, 2].min() <= 0):
        raise Refusal.of("network-malformed", file=edges.name, detail="an edge leads nowhere or has no length")
    if any(not 0 <= tie.node < len(at) for tie in tied.values()):
        raise Refusal.of("network-malformed", file=nodes.name, detail="a point is tied to no node")
    return Graph(mode, at[:, 0], at[:, 1], ways, tied)


def _table(path: Path, width: int) -> Numbers:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            text = lines.read(LARGEST + 1)
        if len(text) > LARGEST:
            raise Refusal.of("network-malformed", file=path.name, detail="too large")
        found: Numbers = np.loadtxt(text.splitlines(), delimiter=",", skiprows=1, ndmin=2)
    except (OSError, ValueError, EOFError) as error:
        raise Refusal.of("network-malformed", file=path.name, detail=type(error).__name__) from error
    if found.shape[1] != width or not np.isfinite(found).all():
        raise Refusal.of("network-malformed", file=path.name, detail=f"{width} numbers a line are needed")
    return found
