"""What networks say of one county."""

from __future__ import annotations

import chengjie.network
import chengjie.register
from chengjie.package import Package


def test_a_county_has_the_links_that_its_labels_name_plain_ones_first(zone: Package) -> None:
    found = chengjie.network.links_of(zone, "431127")
    plain = [(each.chain.id, each.standing.link.id) for each in found if each.exact]
    assert plain == [("s1-light-textile", "leather"), ("s1-light-textile", "shoes"), ("s1-light-textile", "bags")]
    assert [each.exact for each in found] == sorted((each.exact for each in found), reverse=True)
    assert all(any(seat.place == "431127" for seat in each.standing.seats) for each in found)


def test_the_nearest_industries_are_ones_it_does_not_have_nearest_first(zone: Package) -> None:
    has = {
        code[:2]
        for row in chengjie.register.catalogue(zone)
        if row.county and row.county.code == "431127"
        for use in row.industries
        for code in use.codes
    }
    near = chengjie.network.next_industries(zone, "431127")
    assert len(near) == 6
    assert has & {each.industry.code for each in near} == set()
    assert [each.density for each in near] == sorted((each.density for each in near), reverse=True)
    assert all(0 < each.density <= 1 for each in near)


def test_a_county_without_labels_has_neither(zone: Package) -> None:
    assert chengjie.network.links_of(zone, "999999") == ()
    assert chengjie.network.next_industries(zone, "999999") == ()
