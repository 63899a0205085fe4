"""A distance on the graph unfolds to its legs, its planned lines, the claim that names them and what is assumed."""

from __future__ import annotations

import pytest

import chengjie.package
import chengjie.system
from chengjie.errors import Refusal
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


def test_a_link_unfolds_to_thresholds_codes_and_the_rows_that_name_it() -> None:
    trail = chengjie.system.why(ZONE, "chain:s1-light-textile:bags")
    assert trail.value == "strong"
    found = all_of(trail)
    assert {each.id for each in found if each.id.startswith("assumption:")} == {
        "assumption:chain-strong",
        "assumption:chain-weak",
    }
    assert any(each.ground == "plan" for each in found), "a catalogue row with its citation"
    assert any(each.id.startswith("carrier:") for each in found), "the leading industries of a park"
    assert any("192" in each.label.zh and each.ground == "assumption" for each in found)


def test_every_link_can_be_asked_and_a_wrong_one_is_answered_with_the_nearest() -> None:
    from chengjie.system import tracing

    links = [each for each in tracing.figures(ZONE) if each.startswith("chain:")]
    assert len(links) == 185
    assert chengjie.system.why(ZONE, links[0]).parts
    with pytest.raises(Refusal, match="chain:xx-lithium:cells"):
        chengjie.system.why(ZONE, "chain:xx-lithium:cell")


def test_a_tie_unfolds_to_the_claim_that_names_the_partner() -> None:
    trail = chengjie.system.why(ZONE, "tie:s1-gba")
    assert (trail.ground, trail.value) == ("plan", "unknown")
    assert trail.parts[0].ground == "plan"


def test_a_density_is_what_is_had_over_all_that_goes_with_it() -> None:
    trail = chengjie.system.why(ZONE, "density:431127:21")
    had = sum(float(str(each.value)) for each in trail.parts if "（有）" in each.label.zh)
    total = sum(float(str(each.value)) for each in trail.parts)
    assert float(str(trail.value)) == pytest.approx(had / total, abs=1e-3)
    assert 0 < had < total
    with pytest.raises(Refusal, match="figure-unknown"):
        chengjie.system.why(ZONE, "density:431127:xx")
