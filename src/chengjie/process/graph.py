"""The shape of a process: nodes, edges, and in which branch of which fork a node lies (流程图)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from chengjie.process.parts import End, Fork, Gate, Step

Kind = Literal["step", "gate", "fork", "join", "end"]
Within = tuple[tuple[str, int], ...]
"""Forks and branches around a node, outermost first."""


@dataclass(frozen=True)
class Graph:
    """Every node by its id; `within` says which branches surround it, `next` where it may lead.

    `twice` holds the nodes that two branches claim: there the joins do not match the forks.
    """

    kinds: dict[str, Kind]
    steps: dict[str, Step]
    gates: dict[str, Gate]
    forks: dict[str, Fork]
    ends: dict[str, End]
    fork_of_join: dict[str, str]
    next: dict[str, tuple[str, ...]]
    within: dict[str, Within]
    twice: tuple[str, ...] = ()


def graph(
    start: str, steps: tuple[Step, ...], gates: tuple[Gate, ...], forks: tuple[Fork, ...], ends: tuple[End, ...]
) -> Graph:
    """The shape of a definition. Targets that do not exist are left in `next`; the check names them."""
    joins = {each.join: each.id for each in forks}
    kinds: dict[str, Kind] = dict.fromkeys(joins, "join")
    kinds.update((each.id, "fork") for each in forks)
    kinds.update((each.id, "gate") for each in gates)
    kinds.update((each.id, "end") for each in ends)
    kinds.update((each.id, "step") for each in steps)
    by_id = {each.id: each for each in forks}
    leads = _edges(steps, gates, forks)
    within, twice = _regions(start, by_id, {each.id for each in ends}, leads)
    return Graph(
        kinds, {each.id: each for each in steps}, {each.id: each for each in gates}, by_id, {each.id: each for each in ends},
        joins, leads, within, twice,
    )  # fmt: skip


def _edges(steps: tuple[Step, ...], gates: tuple[Gate, ...], forks: tuple[Fork, ...]) -> dict[str, tuple[str, ...]]:
    leads: dict[str, tuple[str, ...]] = {}
    for step in steps:
        leads[step.id] = tuple(dict.fromkeys(each.to for each in step.outcomes.values()))
    for gate in gates:
        leads[gate.id] = tuple(filter(None, (gate.if_yes, gate.if_no, gate.if_unknown)))
    for fork in forks:
        leads[fork.id] = tuple(each.start for each in fork.branches)
        leads[fork.join] = (fork.then,)
    return leads


def _regions(
    start: str, forks: dict[str, Fork], ends: set[str], leads: dict[str, tuple[str, ...]]
) -> tuple[dict[str, Within], tuple[str, ...]]:
    within: dict[str, Within] = {}
    twice: list[str] = []
    waiting: list[tuple[str, Within]] = [(start, ())]
    joins = {each.join for each in forks.values()}
    while waiting:
        node, around = waiting.pop()
        if node in ends or node in joins:
            continue
        if node in within:
            if within[node] != around:
                twice.append(node)
            continue
        within[node] = around
        fork = forks.get(node)
        if fork is None:
            waiting += [(target, around) for target in leads.get(node, ())]
        else:
            waiting += [(each.start, (*around, (node, at))) for at, each in enumerate(fork.branches)]
            waiting.append((fork.then, around))
    return within, tuple(dict.fromkeys(twice))


def after(graph: Graph, node: str) -> Iterator[str]:
    """Where a node leads within its own region: a fork is passed over to what follows its join."""
    fork = graph.forks.get(node)
    yield from (fork.then,) if fork is not None else graph.next.get(node, ())
