"""A score of the zone is unfolded to its observations, ways and parks."""

import pytest

import chengjie.package
from chengjie.errors import Refusal
from chengjie.system import why
from chengjie.system.index_trails import scores
from chengjie.values import Trail

ZONE = chengjie.package.open_package("xiangnan-xiangxi")


def walk(trail: Trail) -> list[Trail]:
    return [trail, *(below for part in trail.parts for below in walk(part))]


def test_a_score_goes_down_to_figures_of_the_zone() -> None:
    figure = scores(ZONE)[0]
    trail = why(ZONE, figure)
    kinds = {each.id.split(":")[0] for each in walk(trail)}
    assert {"index", "observation", "distance"} <= kinds
    assert len(trail.parts) == 3


def test_each_part_of_a_score_can_be_asked_for_itself() -> None:
    trail = why(ZONE, scores(ZONE)[0])
    for each in walk(trail):
        if each.id.startswith("index:") and not each.id.endswith(":raw"):
            assert why(ZONE, each.id).value == each.value


def test_an_index_without_figures_of_the_zone_has_no_trail() -> None:
    for figure in ("index:b-ready:431102", "index:nothing:431102", "index:county-receiving-base:999999"):
        with pytest.raises(Refusal):
            why(ZONE, figure)
