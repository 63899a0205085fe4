"""The indices that come with the zones: worked cases, sources, evidence, and what the zone's own figures give."""

import pytest
from tests.index.conftest import codes

import chengjie.package
from chengjie.index import Explainer, IndexDefinition, check, compute, filled, index_of, indices, missing, observed
from chengjie.index.checking import tree_faults
from chengjie.index.describing import described
from chengjie.index.tables import overview, results, steps
from chengjie.index.worked import run, run_all
from chengjie.values import Trail

ZONE = chengjie.package.open_package("xiangnan-xiangxi")
ALL = indices(ZONE)
BASE = index_of(ZONE, "county-receiving-base")


@pytest.mark.parametrize("definition", ALL, ids=lambda each: each.id)
def test_every_worked_case_comes_out_as_written(definition: IndexDefinition) -> None:
    outcomes = run_all(definition)
    assert outcomes
    assert [outcome for outcome in outcomes if not outcome.passed] == []


@pytest.mark.parametrize("definition", ALL, ids=lambda each: each.id)
def test_every_index_cites_a_source_of_the_zone_and_holds_together(definition: IndexDefinition) -> None:
    cited = {definition.source, *(node.source for node in definition.nodes)} - {""}
    assert cited <= set(ZONE.sources)
    assert definition.evidence in {"L", "F", "V", "D", "X"}
    assert tree_faults(definition) == []


@pytest.mark.parametrize("definition", ALL, ids=lambda each: each.id)
def test_what_is_missing_is_asked_for_by_name_with_who_can_supply_it(definition: IndexDefinition) -> None:
    for said in described(definition)["missing"]:
        assert said["what"]["zh"]
        assert said["supplier"]["en"] != "nobody is named"


def test_the_two_columns_of_the_wanjiang_weights_sum_to_a_hundred() -> None:
    wanjiang = index_of(ZONE, "demonstration-zone-wanjiang")
    for group in ("tasks", "results"):
        assert sum(each.weight or 0 for each in wanjiang.children(group)) == 100
    assert len(wanjiang.children("results")) == 20


def test_an_index_without_a_stated_weight_or_part_does_not_score() -> None:
    asking = [each for each in ALL if missing(each)]
    assert len(asking) >= 10
    for definition in asking:
        assert set(codes(lambda each=definition: check(each))) <= {"index-part-unknown", "index-weight-unknown"}  # type: ignore[misc]


def test_an_unknown_index_is_refused_with_the_nearest() -> None:
    assert codes(lambda: index_of(ZONE, "per-mu")) == ["index-definition-unknown"]


def test_a_case_that_does_not_come_out_says_what_differs() -> None:
    card = index_of(ZONE, "industry-team-card")
    example = card.cases[0].model_copy(update={"scores": {"甲专班": 1.0, "nobody": 2.0}, "ranks": {"甲专班": 2}})
    outcome = run(card, example)
    assert not outcome.passed
    assert "expected 1.0" in outcome.detail
    assert "nobody is not scored" in outcome.detail
    refused = run(card, card.cases[0].model_copy(update={"refused": ("index-empty",)}))
    assert not refused.passed


def test_a_filled_part_settles_what_was_asked_and_an_unknown_node_is_refused() -> None:
    zone = index_of(ZONE, "high-tech-zone-2021")
    more = filled(zone, {"weights": {"green": 15}, "normalise": {"method": "rank"}})
    assert len(missing(more)) == len(missing(zone)) - 2
    assert codes(lambda: filled(zone, {"weights": {"nothing": 1}})) == ["index-node-unknown"]
    assert "definition-invalid" in codes(lambda: filled(zone, {"normalise": {"method": "magic"}}))


def test_the_zone_scores_its_counties_and_leaves_holes_as_holes() -> None:
    assert BASE.data is not None
    scores = compute(BASE, observed(ZONE, BASE.data))
    assert len(scores.units) > 60
    assert "gdp" in scores.dropped
    assert all(0 < value <= 100 for value in scores.score[~(scores.score != scores.score)])


def test_a_score_unfolds_to_figures_with_sources() -> None:
    assert BASE.data is not None
    scores = compute(BASE, observed(ZONE, BASE.data))

    def ground(figure: str) -> Trail | None:
        from chengjie.system import why

        return why(ZONE, figure)

    trail = Explainer(scores, ZONE.sources, ground).trail(scores.units[0])
    leaves = [each for each in walk(trail) if not each.parts]
    assert len(leaves) >= 6
    assert all(each.source is not None or each.locator for each in leaves)
    assert codes(lambda: Explainer(scores).trail("nobody")) == ["index-unit-unknown"]
    assert codes(lambda: Explainer(scores).trail(scores.units[0], "nothing")) == ["index-node-unknown"]


def walk(trail: Trail) -> list[Trail]:
    return [trail, *(below for part in trail.parts for below in walk(part))]


def test_filled_and_treated_cells_are_flagged_in_the_trail() -> None:
    mu = index_of(ZONE, "per-mu-huangyan")
    example = mu.cases[1]
    from chengjie.index.worked import sheet_of_case

    trail = Explainer(compute(mu, sheet_of_case(example))).trail("乙厂", "value-added-per-emission")
    grounds = [each.ground for each in walk(trail)]
    assert "assumption" in grounds
    assert "unknown" in grounds


def test_tables_show_the_unknown_as_empty() -> None:
    assert BASE.data is not None
    scores = compute(BASE, observed(ZONE, BASE.data))
    assert overview(ALL).rows[0][0] == BASE.id
    table = results(scores)
    assert table.rows[0][0] == 1
    assert len(steps(scores).rows) == len(scores.units) * len(scores.definition.nodes)
