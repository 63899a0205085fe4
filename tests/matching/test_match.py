"""A project and the carriers: sums, unknowns, hard conditions, reasons that can be traced, and no good match."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import chengjie.system
from chengjie.errors import Refusal
from chengjie.matching import Matching, compare, definition, match, read_project
from chengjie.package import Package

SHOES: dict[str, Any] = {
    "name": "鞋厂",
    "industry": "制鞋",
    "land": "80亩",
    "power": "600万千瓦时",
    "origin": "广东省东莞市",
}


@pytest.fixture(scope="module")
def shoes(zone: Package) -> Matching:
    return match(read_project(SHOES), zone)


def test_contributions_sum_to_the_score_and_the_interval_holds_it(shoes: Matching) -> None:
    for each in shoes.ranking:
        assert sum(one.points for one in each.contributions) == pytest.approx(each.score)
        assert sum(one.most for one in each.contributions) == pytest.approx(100)
        assert 0 <= each.low <= each.score <= each.high <= 100.0001
        assert all(0 <= one.points <= one.most + 1e-9 for one in each.contributions)


def test_an_unknown_is_neither_nothing_nor_all(shoes: Matching) -> None:
    unknown = [(each, one) for each in shoes.ranking for one in each.contributions if not one.known]
    assert unknown
    for each, one in unknown:
        assert one.points == pytest.approx(one.most / 2)
        assert one.reason is None
        assert each.high - each.low >= one.most - 1e-9
        assert each.missing


def test_every_known_criterion_says_its_reason_in_both_languages(shoes: Matching) -> None:
    for each in shoes.ranking:
        for one in each.contributions:
            assert (one.reason is not None) == one.known
            if one.reason:
                assert "—" not in one.reason.zh
                assert "{" not in one.reason.zh + one.reason.en


def test_every_reason_of_the_first_ten_can_be_unfolded(shoes: Matching, zone: Package) -> None:
    figures = {figure for each in shoes.ranking[:10] for one in each.contributions for figure in one.figures}
    claims = [figure for figure in figures if figure.startswith("claim:")]
    assert claims
    for figure in figures:
        assert chengjie.system.why(zone, figure).ground != "unknown"


def test_free_land_is_asked_of_the_park_and_leaves_the_verdict_open(shoes: Matching) -> None:
    first = shoes.ranking[0]
    assert first.verdict == "unknown"
    asked = {each.name: each.supplier.zh for each in first.missing if each.supplier}
    assert asked["free_land"] == "园区管委会"
    assert asked["free_power"] == "园区管委会"


def test_a_shoe_factory_is_shown_a_county_whose_catalogue_lists_shoes(shoes: Matching) -> None:
    assert shoes.good
    reason = shoes.ranking[0].contributions[0].reason
    assert reason is not None
    assert "制鞋" in reason.zh
    assert "附件2" in reason.zh


def test_only_carriers_of_the_zone_are_ranked_each_once(shoes: Matching) -> None:
    assert all(each.carrier.regions for each in shoes.ranking)
    assert len({each.carrier.id for each in shoes.ranking}) == len(shoes.ranking)
    assert [each.rank for each in shoes.ranking] == list(range(1, len(shoes.ranking) + 1))


def test_what_the_project_does_not_say_is_left_out_and_asked_of_it(zone: Package) -> None:
    found = match(read_project({"name": "甲", "industry": "制鞋"}), zone)
    assert {one.criterion for one in found.ranking[0].contributions}.isdisjoint({"origin-distance", "park-size"})
    asked = {each.name: each.supplier.zh for each in found.missing if each.supplier}
    assert asked["origin"] == asked["land"] == "项目方"
    assert sum(one.most for one in found.ranking[0].contributions) == pytest.approx(100)


def test_the_narrowest_word_of_an_address_decides(shoes: Matching) -> None:
    reason = next(one.reason for one in shoes.ranking[0].contributions if one.criterion == "origin-distance")
    assert reason is not None
    assert "深圳" in reason.zh


def test_an_origin_that_no_distance_stands_for_is_unknown(zone: Package) -> None:
    found = match(read_project({**SHOES, "origin": "浙江省温州市"}), zone)
    assert not any(
        one.known for each in found.ranking for one in each.contributions if one.criterion == "origin-distance"
    )


def test_a_wish_that_is_not_met_puts_a_carrier_last(zone: Package) -> None:
    found = match(read_project({**SHOES, "wishes": {"places": ["永州市"], "most_km_to_port": 600}}), zone)
    verdicts = [each.verdict == "no" for each in found.ranking]
    assert verdicts == sorted(verdicts)
    assert 0 < verdicts.count(False) < len(verdicts)
    refused = next(each for each in found.ranking if each.verdict == "no")
    assert any(one.answer == "no" for one in refused.verdicts)


def test_an_industry_that_nobody_lists_is_no_good_match(zone: Package) -> None:
    found = match(read_project({"name": "甲", "industry": "算命"}), zone)
    assert not found.good
    assert found.industries == ()
    assert found.as_json()["good"] is False


def test_a_code_of_the_classification_is_read_as_itself(zone: Package) -> None:
    found = match(read_project({"name": "甲", "industry": "195"}), zone)
    assert [each.industry.code for each in found.industries] == ["195"]
    assert found.sure


@pytest.mark.parametrize("code", ["9999", "C9999", "18110"])
def test_a_code_that_the_classification_does_not_have_is_refused_with_the_nearest(zone: Package, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        match(read_project({"name": "甲", "industry": code}), zone)
    (fault,) = refused.value.faults
    assert (fault.code, fault.parameters["industry"]) == ("industry-unknown", code)
    assert fault.parameters["nearest"]


def test_other_weights_move_the_ranking(zone: Package, shoes: Matching) -> None:
    weights = {each.id: 0.0 for each in definition(zone).criteria} | {"port-distance": 1.0}
    found = match(read_project(SHOES), zone, weights=weights)
    nearest = [one for one in found.ranking[0].contributions if one.criterion == "port-distance"]
    assert nearest[0].most == pytest.approx(100)
    assert [each.carrier.id for each in found.ranking] != [each.carrier.id for each in shoes.ranking]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 50), min_size=7, max_size=7))
def test_scores_stay_sums_whatever_the_weights(zone: Package, weights: list[int]) -> None:
    names = [each.id for each in definition(zone).criteria]
    found = match(read_project(SHOES), zone, weights=dict(zip(names, map(float, weights), strict=True)))
    assert all(sum(one.points for one in each.contributions) == pytest.approx(each.score) for each in found.ranking)


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ({"port": 1.0}, "match-weight-unknown"),
        ({"port-distance": -1.0}, "match-weight-out-of-range"),
        ({"port-distance": 101.0}, "match-weight-out-of-range"),
    ],
)
def test_weights_that_make_no_sense_are_refused(zone: Package, weights: dict[str, float], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        match(read_project(SHOES), zone, weights=weights)
    assert refused.value.faults[0].code == code


def test_weights_of_nothing_are_refused(zone: Package) -> None:
    with pytest.raises(Refusal) as refused:
        match(read_project(SHOES), zone, weights=dict.fromkeys([each.id for each in definition(zone).criteria], 0.0))
    assert refused.value.faults[0].code == "match-weights-zero"


def test_a_kind_of_match_that_is_not_defined_is_refused(zone: Package) -> None:
    with pytest.raises(Refusal) as refused:
        definition(zone, "bride-groom")
    assert refused.value.faults[0].code == "match-definition-unknown"


def test_a_wish_for_a_place_that_is_none_is_refused(zone: Package) -> None:
    with pytest.raises(Refusal):
        match(read_project({**SHOES, "wishes": {"places": ["不存在县"]}}), zone)


def test_two_carriers_side_by_side_differ_by_what_separates_their_scores(shoes: Matching) -> None:
    one, other = shoes.ranking[0], shoes.ranking[5]
    rows = compare(one, other)
    assert sum(row["difference"] for row in rows) == pytest.approx(one.score - other.score)
    assert [abs(row["difference"]) for row in rows] == sorted((abs(row["difference"]) for row in rows), reverse=True)


def test_the_same_question_has_the_same_answer(zone: Package, shoes: Matching) -> None:
    assert match(read_project(SHOES), zone).as_json() == shoes.as_json()


def test_as_json_has_the_relied_upon_keys(shoes: Matching) -> None:
    first = shoes.as_json()["ranking"][0]
    assert {"carrier", "score", "rank", "verdict", "contributions", "verdicts", "missing"} <= set(first)
