"""Distances: all 122 counties, what is missing stays unknown."""

from decimal import Decimal

import pytest

from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.register import Places, distances


def test_every_county_has_rail_distances_and_three_airports(zone: Package, known_places: Places) -> None:
    known = distances(zone)
    for county in known_places.counties("430000"):
        assert known.between(county.code, "guangzhou", "rail") is not None
        assert sum(each.mode == "line" for each in known.of(county.code)) == 3


def test_distances_come_nearest_first_and_with_a_source(zone: Package) -> None:
    found = distances(zone).of("431127")
    assert [each.km for each in found] == sorted(each.km for each in found)
    assert all(each.source in zone.sources for each in found)
    assert any(zone.sources[each.source].licence == "ODbL-1.0" for each in found)


def test_an_unknown_distance_is_none(zone: Package) -> None:
    known = distances(zone)
    assert known.between("430981", "guangzhou", "road") is None
    assert known.of("431271") == ()
    assert known.nearest("431271", "port") is None


def test_the_nearest_of_a_kind(zone: Package) -> None:
    known = distances(zone)
    airport = known.nearest("431003", "airport")
    assert airport is not None
    assert airport.destination.title.zh == "郴州北湖机场"
    assert airport.km < Decimal(60)


def test_an_unknown_destination_is_refused_with_the_nearest(zone: Package) -> None:
    with pytest.raises(Refusal, match=r"destination-unknown.*yantian-port"):
        distances(zone).between("431127", "yantian")
