"""Whether a definition can be run to an end from everywhere (流程体检): reachable, no dead end, joins that match, no idle circle."""

from __future__ import annotations

from collections.abc import Iterator

from chengjie.errors import Fault, Where
from chengjie.process.definition import WITHDRAWN, Definition
from chengjie.process.graph import Graph, Within, after


def faults(definition: Definition, where: Where) -> Iterator[Fault]:
    """Every fault of shape. Where ids or targets are wrong only these are told: the rest would follow from them."""
    first = [*_twice(definition, where), *_targets(definition, where)]
    yield from first
    if first:
        return
    graph = definition.graph
    yield from _joins(definition, graph, where)
    yield from _unreachable(definition, graph, where)
    yield from _dead_ends(graph, where)
    yield from _circles(definition, graph, where)
    yield from _main_path(definition, graph, where)


def _twice(definition: Definition, where: Where) -> Iterator[Fault]:
    nodes = [each.id for each in definition.steps] + [each.id for each in definition.gates]
    nodes += [each.id for each in definition.forks] + [each.join for each in definition.forks]
    nodes += [each.id for each in definition.ends] + [WITHDRAWN]
    for names in (
        nodes, [each.name for each in definition.fields], [each.id for each in definition.documents],
        [each.id for each in definition.clocks],
    ):  # fmt: skip
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            yield Fault("process-id-twice", where, {"id": name})


def _targets(definition: Definition, where: Where) -> Iterator[Fault]:
    graph = definition.graph
    for node, targets in (("start", (definition.start,)), *graph.next.items()):
        for target in targets:
            if target not in graph.kinds:
                yield Fault("process-target-unknown", where, {"node": node, "target": target})
    for gate in definition.gates:
        missing = [name for name in ("yes", "no", "unknown") if getattr(gate, f"if_{name}") is None]
        for name in missing:
            yield Fault("process-gate-path-missing", where, {"gate": gate.id, "answer": name})


def _joins(definition: Definition, graph: Graph, where: Where) -> Iterator[Fault]:
    """Branches are apart, and only they lead to their join; as many can arrive as are wanted."""
    for node in graph.twice:
        yield Fault("process-join-mismatch", where, {"node": node, "join": "—"})
    for node, targets in graph.next.items():
        for target in targets:
            if graph.kinds[target] != "join" or (graph.kinds[node] == "join" and node == target):
                continue
            around = _around(graph, node)
            if (
                not around
                or around[-1][0] != graph.fork_of_join[target]
                or (graph.kinds[node] == "fork" and node == around[-1][0])
            ):
                yield Fault("process-join-mismatch", where, {"node": node, "join": target})
    for fork in definition.forks:
        if fork.id not in graph.within:
            continue
        arriving = sum(fork.join in _reach(graph, each.start, (*graph.within[fork.id], (fork.id, at)))
                       for at, each in enumerate(fork.branches))  # fmt: skip
        if arriving < (fork.wants or len(fork.branches)) or (fork.wants or 0) > len(fork.branches):
            yield Fault("process-join-mismatch", where, {"node": fork.id, "join": fork.join})
        if any(graph.kinds[each.start] in {"join", "end"} for each in fork.branches):
            yield Fault("process-join-mismatch", where, {"node": fork.id, "join": fork.join})


def _around(graph: Graph, node: str) -> Within:
    """The branches around a node; a join lies where its fork lies."""
    return graph.within.get(graph.fork_of_join.get(node, node), ())


def _reach(graph: Graph, start: str, around: Within) -> frozenset[str]:
    """What can be come to from a node without leaving its region; ends and the region's own join are the way out."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            if graph.within.get(node) == around:
                waiting += after(graph, node)
    return frozenset(seen)


def _unreachable(definition: Definition, graph: Graph, where: Where) -> Iterator[Fault]:
    targets = {
        target
        for node, nexts in graph.next.items()
        if node in graph.within or node in graph.fork_of_join
        for target in nexts
    }
    for node, kind in graph.kinds.items():
        if (kind in {"step", "gate", "fork"} and node not in graph.within) or (kind == "end" and node not in targets):
            yield Fault("process-unreachable", where, {"node": node})
    if graph.kinds[definition.start] not in {"step", "gate", "fork"}:
        yield Fault("process-unreachable", where, {"node": definition.start})


def _dead_ends(graph: Graph, where: Where) -> Iterator[Fault]:
    """From every node its region's join or an end can be come to."""
    for node, around in graph.within.items():
        out = {graph.forks[around[-1][0]].join} if around else set()
        if not any(each in out or graph.kinds[each] == "end" for each in _reach(graph, node, around)):
            yield Fault("process-dead-end", where, {"node": node})


def _circles(definition: Definition, graph: Graph, where: Where) -> Iterator[Fault]:
    """Gates, forks and joins must not lead back to themselves without a step in between: nobody would be asked."""
    optional = {fork.id for fork in definition.forks if all(each.when for each in fork.branches)}
    leads = {
        node: [
            target for target in (*targets, *([graph.forks[node].then] if node in optional else []))
            if graph.kinds[target] in {"gate", "fork", "join"}
        ]
        for node, targets in graph.next.items()
        if graph.kinds[node] != "step"
    }  # fmt: skip
    done: set[str] = set()

    def walk(node: str, path: tuple[str, ...]) -> Iterator[str]:
        if node in path:
            yield node
        elif node not in done:
            for target in leads.get(node, ()):
                yield from walk(target, (*path, node))
            done.add(node)

    for node in list(leads):
        for found in walk(node, ()):
            yield Fault("process-gates-circle", where, {"node": found})
            return


def _main_path(definition: Definition, graph: Graph, where: Where) -> Iterator[Fault]:
    """First outcomes and yes, followed from the start, come to an end: the ordinary way of a case."""
    node, seen = definition.start, set[str]()
    while graph.kinds[node] != "end":
        if node in seen:
            yield Fault("process-main-path-loops", where, {"node": node})
            return
        seen.add(node)
        following = tuple(after(graph, node))
        if not following:
            return
        node = following[0]
