"""Every industry that a directory of the zone's plans names has a meaning, and it is told who gave it and how sure."""

import chengjie.system
from chengjie.register import catalogue


def test_no_industry_of_the_catalogue_is_without_a_code_or_a_reason() -> None:
    zone = chengjie.system.open_zone("xiangnan-xiangxi")
    uses = [use for row in catalogue(zone) for use in row.industries]
    assert len(uses) > 300
    assert [use.label for use in uses if not use.mappings] == []
    assert all("" not in (each.mapped_by, each.source) for use in uses for each in use.mappings)


def test_no_carrier_of_the_catalogue_is_unknown_to_the_register() -> None:
    zone = chengjie.system.open_zone("xiangnan-xiangxi")
    assert [use.name for row in catalogue(zone) for use in row.carriers if use.carrier is None] == []
