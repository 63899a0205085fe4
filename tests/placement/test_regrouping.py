"""Regrouping: what it makes of a choice holds, is no worse, and does not hang on the machine."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from chengjie.placement.model import Model, loads
from chengjie.placement.regrouping import Regrouping


def crossed(draw: np.random.Generator, units: int, carriers: int) -> Model:
    columns = units * carriers
    return Model(
        np.arange(0, columns + 1, carriers), np.tile(np.arange(carriers), units), -draw.integers(1, 30, columns).astype(float),
        np.arange(columns + 1), np.tile(np.arange(carriers), units), draw.integers(1, 20, columns).astype(float),
        np.full(carriers, 20.0 * units), carriers,
    )  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_a_regrouped_choice_fits_and_is_no_worse(seed: int) -> None:
    draw = np.random.default_rng(seed)
    model = crossed(draw, 24, 4)
    choice = model.first[:-1] + draw.integers(0, 4, 24)
    room = loads(model, choice) + draw.integers(0, 4, 4)
    model = Model(model.first, model.carrier, model.value, model.start, model.row, model.amount, room, 4)
    ready = Regrouping.of(model, -model.value, np.ones(4))
    assert ready is not None
    changed = ready.better(choice, width=3, work=1e-3, reach=30.0, seed=seed)
    assert np.all(loads(model, changed) <= room)
    lost = [float(-model.value[each].sum() + (room - loads(model, each)).sum()) for each in (choice, changed)]
    assert lost[1] <= lost[0] + 1e-6
    assert np.array_equal(changed, ready.better(choice, width=3, work=1e-3, reach=30.0, seed=seed))


def test_two_units_in_each_other_s_place_are_exchanged() -> None:
    value = np.array([-9.0, -1.0, -50.0, -1.0, -9.0, -50.0])
    amount = np.array([5.0, 5.0, 5.0, 5.0, 5.0, 5.0])
    row = np.array([0, 1, 2, 0, 1, 2])
    model = Model(np.array([0, 3, 6]), row, value, np.arange(7), row, amount, np.array([5.0, 5.0, 60.0]), 3)
    ready = Regrouping.of(model, np.array([8.0, 0.0, 49.0, 0.0, 8.0, 49.0]), np.ones(3))
    assert ready is not None
    assert ready.better(np.array([0, 4]), width=3, work=1e-4, reach=50.0, seed=1).tolist() == [1, 3]


def test_what_draws_on_several_rows_is_not_regrouped() -> None:
    model = Model(
        np.array([0, 2]), np.array([0, 1]), np.array([1.0, 2.0]), np.array([0, 2, 3]), np.array([0, 1, 2]), np.ones(3),
        np.full(3, 9.0), 3,
    )  # fmt: skip
    assert Regrouping.of(model, np.zeros(2), np.ones(3)) is None
