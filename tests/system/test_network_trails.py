"""A distance on the graph unfolds to its legs, its planned lines, the claim that names them and what is assumed."""

from __future__ import annotations

import chengjie.package
import chengjie.system
from chengjie.values import Trail

ZONE = chengjie.package.open_package("xiangnan-xiangxi")


def all_of(trail: Trail) -> list[Trail]:
    return [trail, *(below for part in trail.parts for below in all_of(part))]


def test_a_way_unfolds_to_both_straight_legs_and_the_data_under_them() -> None:
    trail = chengjie.system.why(ZONE, "access:431127:nearest.port:road")
    assert str(trail.value) == "429.7"
    assert trail.label.zh == "蓝山县到盐田港（公路）"
    assert {part.id.rpartition(":")[2] for part in trail.parts} == {"first", "last"}
    assert trail.source is not None
    assert trail.source.licence == "ODbL-1.0"


def test_a_scenario_unfolds_to_the_claim_and_the_assumed_length() -> None:
    found = all_of(chengjie.system.why(ZONE, "access:430502:guilin:rail:shao-yong"))
    assert any(each.locator == "thing-825d8dc2b7" for each in found)
    assert [(str(each.value), each.locator) for each in found if each.ground == "assumption"] == [
        ("86.7", "network_assumptions.csv · line-detour")
    ]
    assert not any(each.id.endswith(":first") for each in found), "the way begins at the station"


def test_a_way_that_is_unknown_says_what_is_missing() -> None:
    trail = chengjie.system.why(ZONE, "access:431127:beibu-fangcheng:rail")
    assert (trail.value, trail.ground, len(trail.parts)) == (None, "unknown", 1)
