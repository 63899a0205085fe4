"""Input of any length is answered soon."""

import time
from collections.abc import Callable

import pytest

from chengjie.errors import Refusal
from chengjie.register import Carriers, Industries, Places

LONG = "湖南省永州市" * 50_000


def seconds(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def test_a_very_long_name_is_no_place_and_takes_no_time(known_places: Places) -> None:
    assert known_places.find(LONG) == ()
    assert seconds(lambda: known_places.find(LONG)) < 0.5
    with pytest.raises(Refusal, match="place-name-unknown"):
        known_places.one(LONG)


def test_a_very_long_name_is_no_carrier(known_carriers: Carriers) -> None:
    assert known_carriers.find(LONG) == ()
    with pytest.raises(Refusal, match="carrier-unknown"):
        known_carriers.one(LONG)


def test_of_a_very_long_text_the_beginning_is_read(known_industries: Industries) -> None:
    known_industries.suggest("鞋")
    text = "皮鞋、" + "锂电池制造、" * 100_000
    assert seconds(lambda: known_industries.suggest(text)) < 0.5
    assert {each.industry.code[:2] for each in known_industries.suggest(text)} >= {"19", "38"}
