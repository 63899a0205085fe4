"""The figures that come with the zone are the ones published, with their sources."""

from decimal import Decimal

import chengjie.indicator
import chengjie.package
from chengjie.values import Period

ZONE = chengjie.package.open_package("xiangnan-xiangxi")


def test_look_alikes_are_not_merged() -> None:
    known = chengjie.indicator.indicators(ZONE)
    assert known["fdi-used"].title.zh == "实际使用外商直接投资"
    assert known["foreign-capital-broad"].title.zh == "实际使用外资（宽口径）"
    assert known["domestic-capital"].id != known["domestic-capital-other-provinces"].id


def test_every_figure_has_an_indicator_a_source_and_a_grade() -> None:
    known = chengjie.indicator.indicators(ZONE)
    found = chengjie.indicator.observations(ZONE)
    assert len(found) > 500
    assert all(each.indicator in known and each.source.grade for each in found)


def test_counties_of_the_census_sum_to_the_prefecture_that_another_source_states() -> None:
    found = [each for each in chengjie.indicator.observations(ZONE) if each.indicator == "population"]
    counties = [each for each in found if each.source.id == "census-2020" and each.place.startswith("4312")]
    (stated,) = [each for each in found if each.place == "431200" and each.period == Period.year(2020)]
    assert sum((each.value for each in counties), Decimal(0)) == stated.value == Decimal("458.7594")


def test_the_product_of_the_zone_in_2020_is_the_sum_of_six_prefectures() -> None:
    gdp = chengjie.indicator.progress(ZONE, region="demonstration-zone")[0]
    (seen,) = [each for each in gdp.seen if each.period == Period.year(2020)]
    assert (seen.derived, len(seen.parts), seen.value) == (True, 6, Decimal("12767.04"))
    assert seen.is_weak
