"""How a case moves on: through gates, into branches, over joins, to an end; and back where a decision is undone."""

from __future__ import annotations

from datetime import datetime

from chengjie.process.graph import Graph, Within
from chengjie.process.parts import Who
from chengjie.process.state import Draft, Vote


def go(draft: Draft, graph: Graph, target: str, *, source: str, at: datetime) -> None:
    """Move on from a node to a target, until a step waits for somebody, a join waits for other branches, or the case ends."""
    node = target
    while not draft.ended:
        kind = graph.kinds[node]
        if kind == "step":
            draft.begin(node, at)
            return
        if kind == "end":
            end(draft, node, at)
            return
        if kind == "gate":
            gate, source = graph.gates[node], node
            node = {"yes": gate.if_yes, "no": gate.if_no, "unknown": gate.if_unknown}[draft.ask(draft, node)] or ""
        elif kind == "fork":
            if not _spread(draft, graph, node, at=at):
                return
            source, node = node, graph.forks[node].then
        else:
            fork, branch = graph.within[source][-1]
            draft.forks[fork][branch] = True
            if not _met(draft, graph, fork, at):
                return
            source, node = fork, graph.forks[fork].then


def end(draft: Draft, name: str, at: datetime) -> None:
    """End the case; what is open is cancelled."""
    for step in list(draft.tokens):
        draft.leave(step, at, annulled=True)
    draft.forks.clear()
    draft.ended, draft.ended_at = name, at


def _spread(draft: Draft, graph: Graph, name: str, *, at: datetime) -> bool:
    """Enter the branches of a fork; whether they have met already."""
    fork = graph.forks[name]
    taken = [
        branch.when is None or draft.ask(draft, f"{name}/{number}") != "no"
        for number, branch in enumerate(fork.branches)
    ]
    draft.forks[name] = [not each for each in taken]
    for branch, is_taken in zip(fork.branches, taken, strict=True):
        if is_taken and not draft.ended and name in draft.forks:
            go(draft, graph, branch.start, source=name, at=at)
    return name in draft.forks and _met(draft, graph, name, at)


def _met(draft: Draft, graph: Graph, name: str, at: datetime) -> bool:
    """Whether enough branches have arrived; then the rest are cancelled and the fork is over."""
    arrived = draft.forks[name]
    wants = graph.forks[name].wants
    if sum(arrived) < (len(arrived) if wants is None else min(wants, len(arrived))):
        return False
    del draft.forks[name]
    _clear(draft, graph, (*graph.within[name], (name, -1)), at)
    return True


def _clear(draft: Draft, graph: Graph, prefix: Within, at: datetime) -> None:
    """Cancel what is open inside a region; a branch of -1 stands for every branch of the fork."""

    def lies_inside(node: str) -> bool:
        around = graph.within.get(node, ())[: len(prefix)]
        return len(around) == len(prefix) and all(
            one[0] == other[0] and other[1] in (-1, one[1]) for one, other in zip(around, prefix, strict=True)
        )

    for step in [each for each in draft.tokens if lies_inside(each)]:
        draft.leave(step, at, annulled=True)
    for fork in [each for each in draft.forks if lies_inside(each)]:
        del draft.forks[fork]


def back(draft: Draft, graph: Graph, step: str, at: datetime) -> None:
    """Put the case back to a step. Other branches keep what they have done; what came after the step is cancelled.

    A fork that was over is entered again with every other branch counted as arrived.
    """
    draft.ended, draft.ended_at = "", None
    around: Within = ()
    for fork, branch in graph.within[step]:
        if fork not in draft.forks:
            _clear(draft, graph, around, at)
            draft.forks[fork] = [True] * len(graph.forks[fork].branches)
        draft.forks[fork][branch] = False
        around = (*around, (fork, branch))
    _clear(draft, graph, around, at)
    draft.begin(step, at)


def downstream(graph: Graph, step: str) -> frozenset[str]:
    """The steps that may follow from a step, itself included: what is undone with it."""
    seen: set[str] = set()
    waiting = [step]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting += graph.next.get(node, ())
    return frozenset(node for node in seen if graph.kinds.get(node) == "step")


def result(who: Who, votes: tuple[Vote, ...], seats: int | None, order: tuple[str, ...]) -> str | None:
    """What the votes of a step come to: a veto at once, a quorum, or, where each place is asked, the most votes once all have answered."""
    for vote in votes:
        if vote.outcome in who.veto:
            return vote.outcome
    counts = {outcome: sum(vote.outcome == outcome for vote in votes) for outcome in order}
    if who.each is not None:
        return max(order, key=lambda each: counts[each]) if seats is not None and len(votes) >= seats else None
    return next((outcome for outcome in order if counts[outcome] >= who.quorum), None)
