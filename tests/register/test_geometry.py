"""County shapes: all 122, closed, with common borders; what is no shape is refused."""

from collections import Counter
from collections.abc import Callable

import pytest

import chengjie.package
from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.register import Places, geometry

SQUARE = "[[[0,0],[2,0],[2,1],[0,1],[0,0]]]"


def test_each_of_the_122_counties_has_a_shape(zone: Package, known_places: Places) -> None:
    shapes = geometry(zone)
    assert {shape.code for shape in shapes} == {place.code for place in known_places.counties("430000")}


def test_rings_are_closed_and_the_middle_lies_within_the_bounds(zone: Package) -> None:
    shapes = geometry(zone)
    for shape in shapes:
        assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in shape.rings)
        west, south, east, north = shapes.bounds([shape.code]) or (0, 0, 0, 0)
        assert west < shape.centroid[0] < east
        assert south < shape.centroid[1] < north


def test_neighbours_share_their_border(zone: Package) -> None:
    points = Counter(point for shape in geometry(zone) for point in {p for ring in shape.rings for p in ring})
    assert sum(count > 1 for count in points.values()) > 0.6 * len(points)


def test_a_unit_without_a_shape_has_none(zone: Package) -> None:
    shapes = geometry(zone)
    assert shapes.by_code("431271") is None
    assert [shape.code for shape in shapes.of(["431271", "431281"])] == ["431281"]
    assert shapes.bounds(["431271"]) is None


def test_the_file_is_small_enough_for_a_page(zone: Package) -> None:
    path = zone.path("counties.geojson")
    assert path is not None
    assert path.stat().st_size < 250_000


def test_the_notice_names_the_missing_review_number(zone: Package) -> None:
    notice = geometry(zone).notice
    assert "审图号" in notice.zh
    assert "GCJ-02" in notice.en


def test_a_zone_brings_its_own_shapes(own_zone: Callable[..., Package]) -> None:
    feature = f'{{"properties":{{"code":"1"}},"geometry":{{"type":"Polygon","coordinates":{SQUARE}}}}}'
    package = own_zone(counties_geojson=f'{{"type":"FeatureCollection","features":[{feature}]}}')
    shape = geometry(package).by_code("1")
    assert shape is not None
    assert shape.centroid == (1.0, 0.5)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"features":[{}]}', '{"features":[{"properties":{"code":"1"},"geometry":null}]}', "[" * 5000],
)
def test_what_is_no_collection_of_shapes_is_refused(own_zone: Callable[..., Package], text: str) -> None:
    package = own_zone(counties_geojson=text)
    with pytest.raises(Refusal, match="geometry-malformed"):
        geometry(package)


def test_a_package_without_the_file_has_no_shapes() -> None:
    assert len(geometry(chengjie.package.open_package("china"))) == 0


def test_the_outline_of_one_county_is_its_own_border(zone: Package) -> None:
    shapes = geometry(zone)
    shape = shapes.by_code("431127")
    assert shape is not None
    (line,) = shapes.outline(["431127"])
    assert set(line) == set(shape.rings[0])
    assert line[0] == line[-1]


def test_the_outline_of_a_prefecture_leaves_out_the_borders_within(zone: Package, known_places: Places) -> None:
    shapes = geometry(zone)
    counties = [place.code for place in known_places.counties("431100")]
    lines = shapes.outline(counties)
    assert all(line[0] == line[-1] for line in lines)
    single = sum(len(ring) for shape in shapes.of(counties) for ring in shape.rings)
    assert sum(len(line) for line in lines) < single / 2
    assert shapes.outline([]) == ()
