"""How long distances take: all counties to all destinations by both modes, and a scenario; against the bare search as the floor.

python -m benchmarks.network

The floor is scipy's Dijkstra on the same matrix from the same destinations, nothing read, looked up or made into values.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

from scipy.sparse.csgraph import dijkstra

import chengjie.network
import chengjie.package
import chengjie.register
from chengjie.network.graphs import Graph
from chengjie.package import Package

ROUNDS = 7
LINES = ("shao-yong", "gui-yong-chen-gan")


def main() -> None:
    start = time.perf_counter()
    zone = chengjie.package.open_package("xiangnan-xiangxi")
    graphs = chengjie.network.networks(zone)
    ends = tuple(chengjie.register.distances(zone).destinations)
    counties = sum(place.level == "county" for place in chengjie.register.places(zone))
    print(
        f"opened in {time.perf_counter() - start:.2f} s: "
        + ", ".join(f"{mode} {net.count:,} nodes, {len(net.edges):,} edges" for mode, net in graphs.items())
    )
    lines = chengjie.network.chosen(zone, LINES)
    ours = timed(lambda: everything(zone, ends))
    floor = timed(lambda: bare(graphs, ends))
    found = sum(
        each.km is not None for end in ends for mode in graphs for each in chengjie.network.access(zone, end, mode)
    )
    print(
        f"{counties} counties × {len(ends)} destinations × {len(graphs)} modes, {found:,} distances: {ours:.0f} ms; bare search {floor:.0f} ms; ratio {ours / floor:.2f}"
    )
    one = timed(lambda: fresh(zone, lambda: chengjie.network.access(zone, "guilin", "rail", lines=lines)))
    print(
        f"a scenario of {len(lines)} lines, one destination, nothing remembered: {one:.1f} ms; remembered: {timed(lambda: chengjie.network.access(zone, 'guilin', 'rail', lines=lines)):.1f} ms"
    )
    whole = timed(
        lambda: fresh(zone, lambda: [chengjie.network.changes(zone, end, "rail", lines=lines) for end in ends])
    )
    print(f"what it changes for {counties} counties × {len(ends)} destinations: {whole:.0f} ms")
    chains = chengjie.network.chains(zone)
    links = timed(lambda: [chengjie.network.standings(zone, each) for each in chains.values()])
    print(
        f"asked again, who sits on the {sum(len(each.links) for each in chains.values())} links of {len(chains)} chains: {links:.0f} ms"
    )


def timed(work: Callable[[], object]) -> float:
    """The median of some rounds in milliseconds."""
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def fresh(zone: Package, work: Callable[[], object]) -> object:
    """Work with nothing remembered from before."""
    for net in chengjie.network.networks(zone).values():
        net.forget()
    return work()


def everything(zone: Package, ends: tuple[str, ...]) -> object:
    """Every county to every destination by every mode."""
    return fresh(zone, lambda: [chengjie.network.access(zone, end, mode) for end in ends for mode in ("road", "rail")])


def bare(graphs: Mapping[str, Graph], ends: tuple[str, ...]) -> object:
    """The searches alone, all of a mode in one call on a matrix that is ready."""
    return [search(net, ends) for net in graphs.values()]


def search(net: Graph, ends: tuple[str, ...]) -> object:
    """Dijkstra from each destination of a mode."""
    number = {point: net.count + place for place, point in enumerate(net.ties)}
    return dijkstra(net.matrix(), directed=False, indices=[number[end] for end in ends if end in number])


if __name__ == "__main__":
    main()
