"""Graphs: shortest paths are shortest, what hangs together with nothing is not reached, bad files are refused."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.network import graphs
from chengjie.network.graphs import Graph, Tie


def small(edges: list[tuple[int, int, int]], legs: dict[str, int], count: int = 6) -> Graph:
    ties = {name: Tie(name, node % count, leg, "nearest") for node, (name, leg) in enumerate(legs.items())}
    array = np.array(edges, dtype=np.int64).reshape(-1, 3)
    return Graph("rail", np.zeros(count), np.arange(count, dtype=float), array, ties)


LINE = [(0, 1, 1000), (1, 2, 2000), (3, 4, 500)]


def test_a_path_has_both_last_legs_in_it() -> None:
    net = small(LINE, {"a": 100, "b": 0, "c": 300})
    assert net.lengths("c")["a"] == 100 + 1000 + 2000 + 300


def test_two_ports_that_are_not_connected_are_not_reached() -> None:
    net = small(LINE, {"a": 1, "b": 1, "c": 1, "d": 1})
    assert "d" not in net.lengths("a")
    assert net.lengths("a")["a"] == 0
    assert net.lengths("nobody") == {}


def test_a_further_edge_shortens_and_is_not_added_to_one_that_is_there() -> None:
    net = small(LINE, {"a": 1, "b": 1, "c": 1})
    assert net.lengths("a", (("a", "c", 400), ("c", "a", 700)))["c"] == 400
    assert net.lengths("a")["c"] == 3002


def brute(net: Graph, extra: list[tuple[str, str, int]]) -> dict[tuple[str, str], int]:
    """Floyd's triple loop: slow and plain."""
    names = [*range(net.count), *net.ties]
    far: dict[tuple[object, object], float] = {(x, y): 0 if x == y else float("inf") for x in names for y in names}
    direct = [(int(u), int(v), int(m)) for u, v, m in net.edges]
    for one, other, metres in [*direct, *((t.point, t.node, max(t.leg, 1)) for t in net.ties.values()), *extra]:
        far[one, other] = far[other, one] = min(far[one, other], metres)
    for k in names:
        for i in names:
            for j in names:
                far[i, j] = min(far[i, j], far[i, k] + far[k, j])
    return {(a, b): int(far[a, b]) for a in net.ties for b in net.ties if far[a, b] < float("inf")}


PAIRS = [(u, v) for u in range(6) for v in range(u + 1, 6)]


@given(
    st.dictionaries(st.sampled_from(PAIRS), st.integers(1, 5000), max_size=9),
    st.lists(st.integers(1, 900), min_size=4, max_size=4),
    st.lists(st.tuples(st.sampled_from(["ab", "bc", "cd", "ad"]), st.integers(1, 3000)), max_size=2),
)
def test_lengths_equal_those_of_a_plain_triple_loop(
    ways: dict[tuple[int, int], int], legs: list[int], more: list[tuple[str, int]]
) -> None:
    net = small([(u, v, m) for (u, v), m in ways.items()], dict(zip("abcd", legs, strict=True)))
    extra = [(pair[0], pair[1], metres) for pair, metres in more]
    wanted = brute(net, extra)
    for to in "abcd":
        assert net.lengths(to, tuple(extra)) == {a: metres for (a, b), metres in wanted.items() if b == to}


def packed(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode()))
    return path


@pytest.mark.parametrize(
    "edges", ["u,v,m\n0,9,5\n", "u,v,m\n0,1,0\n", "u,v,m\n0,1\n", "u,v,m\n0,one,5\n", "u,v,m\n0,1,nan\n"]
)
def test_edges_that_lead_nowhere_or_are_no_numbers_are_refused(tmp_path: Path, edges: str) -> None:
    nodes = packed(tmp_path / "n.csv.gz", "lat,lon\n26.0,111.0\n26.1,111.1\n")
    with pytest.raises(Refusal, match="network-malformed"):
        graphs.read(nodes, packed(tmp_path / "e.csv.gz", edges), mode="road", ties=())


def test_a_file_that_is_not_packed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "n.csv.gz").write_text("lat,lon\n")
    with pytest.raises(Refusal, match="network-malformed"):
        graphs.read(tmp_path / "n.csv.gz", tmp_path / "n.csv.gz", mode="road", ties=())


def test_a_point_tied_to_no_node_is_refused(tmp_path: Path) -> None:
    nodes = packed(tmp_path / "n.csv.gz", "lat,lon\n26.0,111.0\n26.1,111.1\n")
    edges = packed(tmp_path / "e.csv.gz", "u,v,m\n0,1,5\n")
    with pytest.raises(Refusal, match="tied to no node"):
        graphs.read(nodes, edges, mode="road", ties=[Tie("a", 7, 0, "nearest")])
