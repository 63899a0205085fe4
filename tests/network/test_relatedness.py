"""Relatedness and complexity: equal to worked examples and to direct computation, on small tables and on the census."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.network import relatedness
from chengjie.network.relatedness import Portfolio, portfolio, read_portfolio

TABLES = st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=5, max_size=5)


def census(shared: Path) -> Portfolio:
    """Employment in 20 sections of the 137 units of the census in Hunan, from shares; each county counts by the share that works."""
    found: dict[tuple[str, str], float] = {}
    with gzip.open(shared / "data/stats/census2020_county_employment.csv.gz", "rt", encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            if row["CODE"].startswith("43") and row["EMPL_OCCU"]:
                for name, share in row.items():
                    if name.startswith("EMPL_INDU_"):
                        found[row["CODE"], name[10:]] = float(share or 0) * float(row["EMPL_OCCU"])
    return portfolio(found)


@given(TABLES)
def test_balassa_equals_the_ratio_of_two_shares(table: list[list[int]]) -> None:
    amounts = np.array(table, dtype=float)
    found = relatedness.advantage(Portfolio(tuple("abcde"), tuple("wxyz"), amounts))
    for i in range(5):
        for j in range(4):
            if amounts[i].sum() and amounts[:, j].sum():
                wanted = (amounts[i, j] / amounts[i].sum()) / (amounts[:, j].sum() / amounts.sum())
                assert found[i, j] == pytest.approx(wanted)
            else:
                assert found[i, j] == 0


@given(TABLES)
def test_proximity_is_the_lesser_conditional_chance_and_density_its_weighted_share(table: list[list[int]]) -> None:
    has = np.array(table) > 4
    near = relatedness.proximity(has)
    crowd = relatedness.density(has, near)
    for i in range(4):
        for j in range(4):
            both, one, other = (has[:, i] & has[:, j]).sum(), has[:, i].sum(), has[:, j].sum()
            wanted = min(both / one, both / other) if one and other else 0
            assert near[i, j] == pytest.approx(wanted)
    for c in range(5):
        for j in range(4):
            total = sum(near[i, j] for i in range(4) if i != j)
            there = sum(near[i, j] for i in range(4) if i != j and has[c, i])
            assert crowd[c, j] == pytest.approx(there / total if total else 0)
    assert (crowd >= 0).all()
    assert (crowd <= 1 + 1e-12).all()


def test_a_nested_country_is_most_complex_where_it_is_most_diverse() -> None:
    """In a triangle each place has what the poorer have and one thing more: places and things fall in one order."""
    has = np.tril(np.ones((5, 5), dtype=bool))
    found = relatedness.complexity(has, list("abcde"), list("vwxyz"))
    assert sorted(found.places, key=lambda name: found.places[name] or 0) == list("abcde")
    assert sorted(found.industries, key=lambda name: found.industries[name] or 0) == list("vwxyz")
    values = [value for value in found.places.values() if value is not None]
    assert [float(np.mean(values)), float(np.std(values))] == pytest.approx([0, 1], abs=1e-9)


def test_reflections_by_hand() -> None:
    """Two places, two things: a has both, b has x only. k_a = 2, k_b = 1; k_x = 2, k_y = 1."""
    has = np.array([[True, True], [True, False]])
    assert [each.tolist() for each in relatedness.reflections(has, 0)] == [[2, 1], [2, 1]]
    assert [each.tolist() for each in relatedness.reflections(has, 1)] == [[1.5, 2], [1.5, 2]]
    assert [each.tolist() for each in relatedness.reflections(has, 2)] == [[1.75, 1.5], [1.75, 1.5]]


def test_on_the_census_reflections_run_to_the_same_order_as_the_eigenvector(shared: Path) -> None:
    given = census(shared)
    assert given.amounts.shape == (137, 20)
    has = relatedness.held(given)
    found = relatedness.complexity(has, given.places, given.industries)
    eci = np.array([found.places[name] for name in given.places], dtype=float)
    far, _ = relatedness.reflections(has, 40)
    assert abs(np.corrcoef(eci, (far - far.mean()) / far.std())[0, 1]) > 0.999
    best = sorted(found.places, key=lambda name: -(found.places[name] or 0))[:10]
    assert sum(code.startswith("4301") for code in best) >= 4, "the districts of Changsha lead"


def test_complexity_is_the_second_eigenvector_of_the_place_matrix(shared: Path) -> None:
    """Directly: M̃ v = λ v with the second largest λ, for the matrix of Hidalgo and Hausmann written out in loops."""
    given = census(shared)
    has = relatedness.held(given).astype(float)
    many, everywhere = has.sum(1), has.sum(0)
    many_units = range(len(has))
    links = np.array([[sum(has[a] * has[b] / everywhere) / many[a] for b in many_units] for a in many_units])
    found = relatedness.complexity(has > 0, given.places, given.industries)
    eci = np.array([found.places[name] for name in given.places], dtype=float)
    second = np.sort(np.linalg.eigvals(links).real)[-2]
    moved = links @ eci
    assert np.allclose(moved - moved.mean(), second * (eci - eci.mean()), atol=1e-8)


def test_who_holds_nothing_has_no_complexity() -> None:
    has = np.array([[True, True, False], [True, False, False], [False, False, False]])
    found = relatedness.complexity(has, list("abc"), list("xyz"))
    assert found.places["c"] is None
    assert found.industries["z"] is None
    alone = relatedness.complexity(np.array([[True]]), ["a"], ["x"])
    assert alone.places == {"a": None}


def test_a_file_with_bad_lines_names_them_all(tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv"
    path.write_text("place,industry,value\na,x,3\na,x,4\nb,x,-1\n,y,2\nb,y,many\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_portfolio(path)
    assert [(fault.where.row, fault.parameters["detail"]) for fault in refused.value.faults] == [
        (3, "twice"), (4, "negative"), (5, "place, industry, value"), (6, "place, industry, value"),
    ]  # fmt: skip
    path.write_text("place,industry,value\na,x,3\nb,y,2\n", encoding="utf-8")
    assert read_portfolio(path).amounts.tolist() == [[3, 0], [0, 2]]
