"""Road and rail graphs: zones/hunan/networks/*.csv.gz and access_points.csv.

    python scripts/data/transport.py ../shared/data

The graphs of OpenStreetMap, dead ends and nodes between two edges taken out; no shortest path between points that are
kept changes. Where a county seat or destination of the distance table lies is not in the data: the node and the last leg
that give back all its printed distances to 0.1 km are found here. Other points are tied to their nearest node in a line.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
import writing
from distances import EARTH
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

AROUND = {"road": 45.0, "rail": 90.0}
"""How far from the middle of a county its access node is looked for, in km."""
FARTHEST_LEG = 30.0
ROUNDS = 3
KEPT = writing.ZONES / "hunan/networks"


class Graph:
    """A road or rail graph: the middle of each node, each edge, and which nodes hang together with most others."""

    def __init__(self, folder: writing.Path, mode: str) -> None:
        self.mode = mode
        self.at = np.array(
            [(float(r["lat"]), float(r["lon"])) for r in _packed(folder / f"southchina_{mode}_nodes.csv.gz")]
        )
        edges = [
            (int(r["u"]), int(r["v"]), float(r["km"])) for r in _packed(folder / f"southchina_{mode}_edges.csv.gz")
        ]
        self.edges = [(u, v, km) for u, v, km in edges if u != v]
        us, vs, kms = zip(*self.edges, strict=True)
        self.matrix = csr_matrix((kms, (us, vs)), shape=(len(self.at),) * 2)
        parts = connected_components(self.matrix, directed=False)[1]
        self.main = parts == np.bincount(parts).argmax()

    def straight(self, lat: float, lon: float) -> np.ndarray:
        """Straight distances in km from a point to every node; nodes beside the main part are out of reach."""
        here, there = np.radians([lat, lon]), np.radians(self.at)
        half = np.sin((there[:, 0] - here[0]) / 2) ** 2
        half = half + np.cos(here[0]) * np.cos(there[:, 0]) * np.sin((there[:, 1] - here[1]) / 2) ** 2
        return np.where(self.main, 2 * EARTH * np.arcsin(np.sqrt(half)), np.inf)

    def around(self, lat: float, lon: float, km: float) -> np.ndarray:
        """The nodes within a distance, or the nearest one."""
        far = self.straight(lat, lon)
        found = np.flatnonzero(far < km)
        return found if len(found) else np.array([far.argmin()])

    def paths(self, nodes: Iterable[int]) -> np.ndarray:
        return np.asarray(dijkstra(self.matrix, directed=False, indices=list(nodes)))


def _packed(path: writing.Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def fitted(graph: Graph, raw: writing.Path, points: dict[str, dict[str, str]]) -> dict[str, tuple[int, float]]:
    """The access node and last leg of each county and destination of the printed table, so that both give one distance."""
    features = json.loads((raw / "boundaries/hunan_counties_cnmaps_simplified.geojson").read_text("utf-8"))["features"]
    middles = {each["properties"]["code"]: (each["properties"]["lat"], each["properties"]["lon"]) for each in features}
    table = writing.table(raw / "transport/hunan_county_network_distances.csv")
    columns = [name for name in table[0] if name.startswith(f"{graph.mode}_km_")]
    rows = [row for row in table if row["code"] in middles and any(row[name] for name in columns)]
    printed = np.array([[float(row[name]) if row[name] else np.nan for name in columns] for row in rows])
    ids = [name.partition("_km_")[2].replace("_", "-") for name in columns]
    given = [(float(points[each]["lat"]), float(points[each]["lon"])) for each in ids]
    ends = [int(graph.straight(*point).argmin()) for point in given]
    legs = [float(graph.straight(*point)[node]) for point, node in zip(given, ends, strict=True)]
    seats = [graph.around(*middles[row["code"]], AROUND[graph.mode]) for row in rows]
    found: list[tuple[int, float]] = []
    for _ in range(ROUNDS):
        paths = graph.paths(ends)
        found = [_best(printed[k] - np.array(legs), paths[:, nodes], nodes, 0.002) for k, nodes in enumerate(seats)]
        paths = graph.paths(node for node, _ in found)
        first = np.array([leg for _, leg in found])
        for j, point in enumerate(given):
            nodes = graph.around(*point, 60.0)
            far = graph.straight(*point)[nodes]
            ends[j], legs[j] = _best(printed[:, j] - first, paths[:, nodes], nodes, 0.02, near=far)
    counties = {row["code"]: each for row, each in zip(rows, found, strict=True)}
    return counties | dict(zip(ids, zip(ends, legs, strict=True), strict=True))


def _best(
    printed: np.ndarray, paths: np.ndarray, nodes: np.ndarray, care: float, *, near: np.ndarray | float = 0.0
) -> tuple[int, float]:
    """The node for which one leg, never negative, explains all printed distances best."""
    there = ~np.isnan(printed)
    left = printed[there][:, None] - paths[there]
    leg = np.maximum(0, np.median(left, 0))
    best = int((np.abs(left - leg).mean(0) + care * np.abs(leg - near)).argmin())
    return int(nodes[best]), float(leg[best])


def contracted(graph: Graph, kept: set[int]) -> dict[int, dict[int, int]]:
    """The main part in metres without dead ends and without nodes between two edges, but for the nodes to keep."""
    ways: dict[int, dict[int, int]] = defaultdict(dict)
    for u, v, km in graph.edges:
        if graph.main[u]:
            _joined(ways, u, v, round(km * 1000))
    waiting = list(ways)
    while waiting:
        node = waiting.pop()
        if node in kept or node not in ways or len(ways[node]) > 2:
            continue
        beside = list(ways.pop(node).items())
        for other, _ in beside:
            del ways[other][node]
        if len(beside) == 2:
            _joined(ways, beside[0][0], beside[1][0], beside[0][1] + beside[1][1])
        waiting += [other for other, _ in beside]
    return ways


def _joined(ways: dict[int, dict[int, int]], one: int, other: int, metres: int) -> None:
    if one != other and metres < ways[one].get(other, metres + 1):
        ways[one][other] = ways[other][one] = metres


def access(graph: Graph, raw: writing.Path) -> dict[str, tuple[int, float, str]]:
    """Where each county and destination joins the graph: node, last leg in km, how that was found."""
    points = {row["id"]: row for row in writing.table(writing.HERE / "points.csv")}
    for row in writing.table(raw / "transport/airports_cn_hk_mo.csv"):
        if row["iata"] and graph.mode == "road":
            points.setdefault(f"airport-{row['iata'].lower()}", row)
    known = {row["id"] for row in writing.table(writing.ZONES / "hunan/destinations.csv")}
    found = {name: (node, leg, "fitted") for name, (node, leg) in fitted(graph, raw, points).items()}
    printed = {name for name, row in points.items() if row.get("printed")}
    for name in sorted(known - printed - set(found)):
        if name in points:
            far = graph.straight(float(points[name]["lat"]), float(points[name]["lon"]))
            if (leg := float(far.min())) <= FARTHEST_LEG:
                found[name] = (int(far.argmin()), leg, "nearest")
    return found


def packed(path: writing.Path, header: str, rows: Iterable[str]) -> None:
    """Lines, packed without a time in the head, so that a second run gives the same."""
    text = "\n".join([header, *rows]) + "\n"
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main() -> None:
    raw = writing.raw_data()
    KEPT.mkdir(exist_ok=True)
    rows = []
    for mode in AROUND:
        graph = Graph(raw / "transport", mode)
        found = access(graph, raw)
        ways = contracted(graph, {node for node, _, _ in found.values()})
        number = {node: place for place, node in enumerate(sorted(ways))}
        edges = sorted((number[u], number[v], m) for u, beside in ways.items() for v, m in beside.items() if u < v)
        packed(
            KEPT / f"{mode}-nodes.csv.gz",
            "lat,lon",
            (f"{graph.at[node][0]:.3f},{graph.at[node][1]:.3f}" for node in number),
        )
        packed(KEPT / f"{mode}-edges.csv.gz", "u,v,m", (f"{u},{v},{m}" for u, v, m in edges))
        rows += [
            (name, mode, str(number[node]), f"{leg:.2f}", how, "osm-network")
            for name, (node, leg, how) in found.items()
        ]
    writing.write(writing.ZONES / "hunan/access_points.csv", "id,mode,node,leg_km,basis,source", sorted(rows))


if __name__ == "__main__":
    main()
