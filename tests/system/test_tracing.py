"""Any figure can be asked why, down to the words of a plan or the row of a source."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.system.conftest import opened
from tests.system.test_building import ONE, Says, accepted, correct

import chengjie.indicator
import chengjie.package
import chengjie.system
from chengjie.errors import Refusal
from chengjie.system import tracing
from chengjie.values import Period, Trail

ZONE = chengjie.package.open_package("xiangnan-xiangxi")


def grounds(trail: Trail) -> set[str]:
    return {trail.ground, *(ground for part in trail.parts for ground in grounds(part))}


def test_a_claim_leads_to_its_section_paragraph_and_sentence(folder: Path, says: Says) -> None:
    says(P=[ONE])
    (claim,) = accepted(folder).added
    trail = chengjie.system.why(opened(folder), f"claim:{claim.id}")
    assert (str(trail.value), trail.unit, trail.ground) == ("500", "亿元", "plan")
    assert trail.source is not None
    assert trail.source.id == "P"
    assert trail.locator == f"§1 · p1 [0:{len(ONE[0])}] #{claim.values['digest']}"


def test_what_people_said_about_a_claim_stands_under_it(folder: Path, says: Says) -> None:
    says(P=[ONE])
    claim = accepted(folder).added[0]
    correct(folder, f"c1,correct,target,P,{claim.id},{claim.values['digest']},value,500,5000")
    accepted(folder)
    trail = chengjie.system.why(opened(folder), f"claim:{claim.id}")
    assert str(trail.value) == "5000"
    assert [(part.value, part.how) for part in trail.parts] == [("5000", "correct value 500")]


def test_an_observation_leads_to_its_row_and_its_other_sources() -> None:
    trail = chengjie.system.why(ZONE, "observation:431200:gdp:2020")
    assert (str(trail.value), trail.unit, trail.ground) == ("1671.87", "亿元", "data")
    assert trail.locator.startswith("hunan/observations.csv · row ")
    assert trail.source is not None
    assert trail.source.grade == "A"
    assert [str(part.value) for part in trail.parts] == ["1671.87"]


def test_a_weak_source_is_said_to_be_weak() -> None:
    assert "weak source" in chengjie.system.why(ZONE, "observation:433101:gdp:2020").said.en


def test_a_sum_over_places_has_each_place_under_it() -> None:
    gdp = chengjie.indicator.progress(ZONE, region="demonstration-zone")[0]
    if not gdp.targets:
        pytest.skip("the zone's claims are not built")
    trail = chengjie.system.why(ZONE, gdp.id(Period.year(2020)))
    summed = next(part for part in trail.parts if part.id.startswith("observation:"))
    assert (str(summed.value), len(summed.parts)) == ("12767.04", 6)
    assert grounds(trail) == {"unknown", "plan", "formula", "data"}


@pytest.mark.parametrize(
    "figure",
    ["observation:431200:gdp:2021-01", "observation:431200:gpd:2020", "claim:none", "stone:1", "", "carrier:x:y"],
)
def test_an_unknown_figure_is_refused_with_the_nearest_known_ones(figure: str) -> None:
    with pytest.raises(Refusal) as caught:
        chengjie.system.why(ZONE, figure)
    assert caught.value.faults[0].code == "figure-unknown"
    assert caught.value.faults[0].parameters["nearest"]


def test_every_figure_that_is_listed_can_be_asked() -> None:
    listed = tracing.figures(ZONE)
    assert len(listed) > 500
    step = max(1, len(listed) // 60)
    for figure in listed[::step]:
        assert chengjie.system.why(ZONE, figure).id == figure


def test_an_unread_plan_leaves_nothing_to_ask_but_assumptions(folder: Path) -> None:
    assert {figure.partition(":")[0] for figure in tracing.figures(opened(folder))} == {"weight"}


def test_the_weights_of_a_match_are_shown_as_assumptions() -> None:
    trail = chengjie.system.why(ZONE, "weight:project-carrier:county-catalogue")
    assert trail.value == 30.0
    assert {part.ground for part in trail.parts} == {"assumption"}
    assert sum(float(part.value or 0) for part in trail.parts) == 100
    assert all(part.source for part in trail.parts)


def test_a_weight_that_no_match_has_is_refused() -> None:
    for figure in ("weight:project-carrier:colour", "weight:nothing:county-catalogue"):
        with pytest.raises(Refusal):
            chengjie.system.why(ZONE, figure)
