"""Dives over fillings: bounds hold, fixed fillings stand apart, and what comes of a seed comes of it again."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chengjie.placement import fillings, highs, packing
from chengjie.placement.diving import Descent, Diving
from chengjie.placement.fillings import Filling, Knapsacks, Pool
from chengjie.placement.found import Found
from chengjie.placement.model import Model, loads
from chengjie.placement.proof import prove, reduced
from chengjie.placement.search import Search


def tight(seed: int, units: int = 16, carriers: int = 4) -> Model:
    """Large units are cheap, as in type D of the literature, and every one must be placed."""
    draw = np.random.default_rng(seed)
    size = draw.integers(10, 40, (units, carriers)).astype(np.float64)
    value = -(50.0 - size + draw.integers(-10, 11, size.shape)).ravel()
    columns = units * carriers
    room = np.floor(size.sum(axis=0) / carriers * 1.1)
    return Model(
        np.arange(0, columns + 1, carriers), np.tile(np.arange(carriers), units), value, np.arange(columns + 1),
        np.tile(np.arange(carriers), units), size.ravel(), room, carriers,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes after a dive is short here."""
    monkeypatch.setattr("chengjie.placement.diving.POLISH", 0.004)
    monkeypatch.setattr("chengjie.placement.diving.REPAIR", 2000)


def begun(model: Model, seed: int = 0) -> Diving:
    solved = highs.prices(model)
    assert solved is not None
    top = np.maximum.reduceat(reduced(model, solved.row), model.first[:-1])
    packed = packing.pack(model, top, -np.inf, solved.worth)
    return Diving(Search(model, seed=seed), packed.price, seed=seed)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000))
def test_a_filling_is_the_best_of_all_sets_that_fit(seed: int) -> None:
    model = tight(seed, units=6, carriers=2)
    cost = np.random.default_rng(seed).uniform(0.0, 60.0, model.units)
    free = np.array([True, True, False, True, True, True])
    made, worth = Knapsacks(model).best(cost, free)
    for row, filling in enumerate(made):
        own = [c for c in np.flatnonzero(model.row == row).tolist() if free[c // 2]]
        sets = (list(few) for many in range(len(own) + 1) for few in itertools.combinations(own, many))
        best = max(
            sum(model.value[c] + cost[c // 2] for c in few)
            for few in sets
            if sum(model.amount[c] for c in few) <= model.capacity[row]
        )
        assert worth[row] == pytest.approx(best)
        assert sum(model.value[c] + cost[c // 2] for c in filling.columns.tolist()) == pytest.approx(best)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000))
def test_dives_stay_below_the_bound_and_what_they_find_fits(seed: int) -> None:
    model = tight(seed)
    ended = highs.exact(model)
    if ended.chosen is None:
        return
    dives = begun(model)
    for _ in range(3):
        dives.dive()
    search = dives.search
    assert float(model.value[ended.chosen].sum()) <= dives.bound + 1e-6
    assert search.worth <= float(model.value[ended.chosen].sum()) + 1e-6
    if np.isfinite(search.worth):
        assert np.all(loads(search.model, search.best) <= search.model.capacity)


def test_on_the_way_down_nothing_open_overlaps_what_is_fixed() -> None:
    model = tight(3)
    knapsacks, pool = Knapsacks(model), Pool()
    centre = np.full(model.units, 40.0)
    pool.add(knapsacks.best(centre, np.ones(model.units, bool))[0])
    down = Descent(knapsacks, pool, np.full(model.units, 200.0))
    down.solve(50, centre)
    root = down.worth
    while down.open_rows.any() and (chosen := down.candidates(np.ones)):
        down.fix(chosen)
        down.solve(5, centre)
        assert down.worth <= root + 1e-6
    covered = np.concatenate([knapsacks.owner[down.fillings[n].columns] for n in down.fixed])
    assert len(set(covered.tolist())) == len(covered)
    assert len({down.fillings[n].row for n in down.fixed}) == len(down.fixed)
    choice = down.choice()
    assert not (~down.free & (choice < 0)).any()


def test_a_pool_holds_each_filling_once_and_lets_go_of_the_worst() -> None:
    pool = Pool()
    some = [Filling(0, np.array([n]), float(n)) for n in range(4)]
    assert pool.add([*some, some[0]]) == some
    assert pool.add(some[1:2]) == []
    pool.keep(np.array([0.0, 3.0, 1.0, 2.0]), 2)
    assert [each.worth for each in pool.fillings] == [0.0, 2.0]
    assert pool.add(some[3:]) == some[3:]


def test_a_seed_gives_the_same_dives_again() -> None:
    one, two = begun(tight(5), seed=4), begun(tight(5), seed=4)
    for dives in (one, two):
        dives.dive()
        dives.dive()
    assert np.array_equal(one.search.best, two.search.best)
    assert one.turns == two.turns


def test_the_proof_dives_where_carriers_hold_few_units(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chengjie.placement.proof.SMALL", 0)
    monkeypatch.setattr("chengjie.placement.proof.TINY", 0)
    monkeypatch.setattr("chengjie.placement.proof.SMALL_CORE", 0)
    model = tight(5)
    told: list[Found] = []
    prove(model, lambda: None, told.append, most=40)
    best = max(found.worth for found in told)
    assert np.isfinite(best)
    assert best <= min(found.bound for found in told)


def test_dives_are_for_few_large_units_that_must_be_placed() -> None:
    assert fillings.applies(tight(1))
    assert fillings.large(tight(1))
    assert not fillings.large(tight(1, units=40))
    assert not fillings.applies(tight(1, units=60))
    out = tight(1)
    start = np.concatenate([[0], np.cumsum(np.arange(64) != 5)])
    row, amount = np.delete(out.row, 5), np.delete(out.amount, 5)
    assert not fillings.applies(Model(out.first, out.carrier, out.value, start, row, amount, out.capacity, 4))
