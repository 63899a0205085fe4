"""Kinds of match as data: what may be chosen, what is inherited, and every fault of a definition at once."""

from pathlib import Path

import pytest

import chengjie.expression
import chengjie.package
from chengjie.errors import Refusal
from chengjie.matching import definition, kinds, match, read_project
from chengjie.package import Package

ZONE = "id: {id}\ntitle: {{zh: 甲, en: A}}\nextends: xiangnan-xiangxi\n"
HEAD = "id: mine\ntitle: {zh: 甲, en: a}\nsource: chengjie\n"
SAYS = "says: {zh: 说, en: said}"


def opened(folder: Path, text: str) -> Package:
    """A zone of one's own with one more kind of match."""
    (folder / "matches").mkdir()
    (folder / "zone.yaml").write_text(ZONE.format(id="mine"), encoding="utf-8")
    (folder / "matches/mine.yaml").write_text(text, encoding="utf-8")
    return chengjie.package.open_package(folder)


def codes(folder: Path, text: str) -> list[str]:
    with pytest.raises(Refusal) as refused:
        definition(opened(folder, text), "mine")
    return sorted(fault.code for fault in refused.value.faults)


def test_every_kind_says_what_it_is_for_in_both_languages_and_has_titles_for_every_column(zone: Package) -> None:
    for kind in kinds(zone):
        assert kind.note is not None
        for side in (kind.demand, kind.supply):
            assert all(column.title.zh and column.title.en for column in side.columns)
            titles = [title.casefold() for column in side.columns for title in {*column.titles}]
            assert len(set(titles)) == len(titles), kind.id


def test_no_criterion_makes_a_value_of_what_is_unknown(zone: Package) -> None:
    """An ELSE catches the unknown too: a criterion of which nothing is known must itself be unknown."""
    for kind in kinds(zone):
        for criterion in kind.criteria:
            asked = kind.parsed(criterion.value)
            assert asked.names
            assert chengjie.expression.evaluate(asked, {}).value is None, (kind.id, criterion.id)
        for condition in kind.conditions:
            assert chengjie.expression.evaluate(kind.parsed(condition.holds), {}).value is None, (kind.id, condition.id)


def test_a_kind_that_is_like_another_takes_its_criteria_and_adds_its_own(zone: Package) -> None:
    like, own = definition(zone), definition(zone, "firm-park")
    assert {each.id for each in own.criteria} == {each.id for each in like.criteria} - {"origin-distance"} | {"near"}
    assert own.good == like.good


def test_weights_that_do_not_sum_to_what_the_definition_says_are_refused(tmp_path: Path) -> None:
    text = (
        HEAD
        + f"weights_sum: 100\ncriteria: [{{id: a, title: {{zh: 甲, en: a}}, weight: 60, value: port_km / 1, {SAYS}}}]\n"
    )
    assert codes(tmp_path, text) == ["match-weights-sum"]


def test_faults_of_a_definition_are_told_together(tmp_path: Path) -> None:
    text = (
        HEAD
        + "held: holder\ndemand: {title: {zh: 甲, en: a}, columns: [{name: name, kind: text, title: {zh: 名, en: n}}]}\n"
    )
    text += f"criteria: [{{id: a, title: {{zh: 甲, en: a}}, weight: 0, value: porto_km, {SAYS}}}]\n"
    assert codes(tmp_path, text) == ["expression-name-unknown", "match-column-missing", "match-column-unknown", "match-weights-zero"]  # fmt: skip


def test_a_kind_that_is_not_there_is_refused(zone: Package) -> None:
    with pytest.raises(Refusal) as refused:
        definition(zone, "projekt")
    assert refused.value.faults[0].code == "match-definition-unknown"


@pytest.mark.parametrize(("choice", "code"), [({"method": "dice"}, "match-choice-unknown"), ({"normalisation": "x"}, "match-choice-unknown"), ({"weighing": "x"}, "match-choice-unknown")])  # fmt: skip
def test_a_method_that_is_not_there_is_refused(zone: Package, choice: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        match(read_project({"name": "甲", "industry": "制鞋"}), zone, **choice)  # type: ignore[arg-type]  # one at a time
    assert [fault.code for fault in refused.value.faults] == [code]


def test_weights_of_a_wrong_name_or_size_are_told_together(zone: Package) -> None:
    with pytest.raises(Refusal) as refused:
        match(read_project({"name": "甲", "industry": "制鞋"}), zone, weights={"port": 1, "park-size": float("nan"), "port-distance": -1})  # fmt: skip
    assert sorted(fault.code for fault in refused.value.faults) == ["match-weight-out-of-range", "match-weight-out-of-range", "match-weight-unknown"]  # fmt: skip


def test_weights_may_be_equal_or_by_entropy(zone: Package) -> None:
    project = read_project({"name": "甲", "industry": "制鞋"})
    equal = match(project, zone, weighing="equal")
    assert len({round(weight, 6) for weight in equal.weights.values()}) == 1
    entropy = match(project, zone, weighing="entropy")
    assert sum(entropy.weights.values()) == pytest.approx(100, abs=0.01)


def test_every_hard_condition_that_comes_with_the_product_cites_a_source() -> None:
    package = chengjie.package.open_package("xiangnan-xiangxi")
    conditions = [(each.id, one) for each in kinds(package) for one in each.conditions]
    assert len(conditions) > 20
    assert [(name, one.id) for name, one in conditions if one.source not in package.sources] == []


def test_a_verdict_hands_on_what_it_cites() -> None:
    answer = match(
        read_project({"name": "甲", "industry": "1819", "land": "80亩"}),
        chengjie.package.open_package("xiangnan-xiangxi"),
    )
    assert {each.source for each in answer.ranking[0].verdicts} == {"chengjie", "offer"}


def test_a_condition_that_cites_no_source_of_the_zone_is_refused(tmp_path: Path) -> None:
    mine = (
        HEAD
        + "like: project-carrier\nconditions:\n  - {id: is-park, title: {zh: 园区, en: park}, holds: is_park, source: nowhere}\n"
    )
    assert "match-source-unknown" in codes(tmp_path, mine)
