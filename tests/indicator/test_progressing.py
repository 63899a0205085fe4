"""Progress says what the plan promises, what was truly seen, and what is missing; it never guesses."""

from decimal import Decimal
from typing import get_args

from tests.indicator.conftest import Twin, claim

from chengjie.indicator import Progress, because, judging, progress
from chengjie.package import Package

BASE = claim(1, "总产值,,2020,=,100,亿元,baseline")
TARGET = claim(2, "总产值,双城,2022,=,121,亿元,target")


def one(package: Package) -> Progress:
    (found,) = progress(package, region="twin")
    return found


def test_a_sum_over_all_places_meets_the_target(twin: Twin) -> None:
    seen = ["990100,gdp,2022,70,亿元,final,good,,", "990200,gdp,2022,51,亿元,final,good,,"]
    found = one(twin([BASE, TARGET], seen))
    assert (found.verdict, found.judgements[0].gap, found.holes) == ("yes", Decimal(0), ())
    assert found.path == ((2020, Decimal("100.00")), (2021, Decimal("110.00")), (2022, Decimal(121)))
    assert found.growth_needed == Decimal("10.00")


def test_a_missing_place_is_named_and_the_verdict_unknown(twin: Twin) -> None:
    found = one(twin([BASE, TARGET], ["990100,gdp,2022,150,亿元,final,good,,"]))
    assert (found.verdict, found.seen) == ("unknown", ())
    assert [(hole.because, hole.names) for hole in found.holes] == [("not-observed", ("乙市",))]


def test_a_figure_stated_for_the_region_comes_before_a_sum(twin: Twin) -> None:
    seen = [
        "990100,gdp,2022,70,亿元,final,good,,",
        "990200,gdp,2022,51,亿元,final,good,,",
        "twin,gdp,2022,119,亿元,final,good,,",
    ]
    found = one(twin([BASE, TARGET], seen))
    assert (found.seen[0].derived, found.seen[0].value, found.verdict) == (False, Decimal(119), "no")


def test_units_are_converted_before_they_are_compared(twin: Twin) -> None:
    found = one(twin([BASE, TARGET], ["twin,gdp,2022,0.0125,万亿元,final,good,,"]))
    assert (found.seen[0].value, found.verdict) == (Decimal(125), "yes")


def test_a_weak_source_carries_its_warning_into_the_verdict(twin: Twin) -> None:
    seen = ["990100,gdp,2022,70,亿元,final,good,,", "990200,gdp,2022,51,亿元,final,poor,,"]
    found = one(twin([BASE, TARGET], seen))
    assert found.seen[0].is_weak
    assert found.judgements[0].weak


def test_a_better_source_is_preferred_and_the_other_kept(twin: Twin) -> None:
    seen = ["twin,gdp,2022,130,亿元,final,poor,,", "twin,gdp,2022,120,亿元,preliminary,good,,"]
    found = one(twin([BASE, TARGET], seen))
    assert (found.seen[0].value, len(found.seen[0].parts), found.seen[0].is_weak) == (Decimal(120), 2, False)


def test_a_blank_target_stays_unknown(twin: Twin) -> None:
    blank = claim(2, "总产值,,2022,=,,亿元,target")
    found = one(twin([BASE, blank], ["twin,gdp,2022,119,亿元,final,good,,"]))
    assert [(each.verdict, each.because) for each in found.judgements] == [("unknown", "target-blank")]


def test_a_change_of_definition_ends_the_series(twin: Twin) -> None:
    early = claim(1, "总产值,,2018,=,100,亿元,baseline")
    found = one(twin([early, TARGET], ["twin,gdp,2022,150,亿元,final,good,,"]))
    assert (found.verdict, found.holes[0].because) == ("unknown", "definition-break")


def test_a_lower_bound_proves_a_floor_and_disproves_nothing(twin: Twin) -> None:
    assert one(twin([BASE, TARGET], ["twin,gdp,2022,130,亿元,final,good,,>="])).verdict == "yes"
    below = one(twin([BASE, TARGET], ["twin,gdp,2022,110,亿元,final,good,,>="]))
    assert (below.verdict, below.holes[0].because) == ("unknown", "bound-only")


def test_a_ratio_is_never_summed(twin: Twin) -> None:
    rate = [claim(1, "化率,,2020,=,50,%,baseline"), claim(2, "化率,,2022,=,54,%,target")]
    seen = ["990100,urbanisation-rate,2022,60,%,final,good,,", "990200,urbanisation-rate,2022,50,%,final,good,,"]
    found = one(twin(rate, seen, indicator="urbanisation-rate", label="化率"))
    assert (found.seen, found.holes[0].because) == ((), "not-stated")
    assert found.path[1] == (2021, Decimal("52.00"))


def test_where_nobody_says_which_way_is_better_there_is_no_verdict(twin: Twin) -> None:
    share = [claim(1, "比重,,2020,=,20,%,baseline"), claim(2, "比重,,2022,=,15,%,target")]
    found = one(twin(share, ["twin,primary-share,2022,14,%,final,good,,"], indicator="primary-share", label="比重"))
    assert (found.verdict, found.holes[0].because) == ("unknown", "direction-unstated")


def test_growth_on_the_plans_own_base_becomes_a_figure_with_its_formula(twin: Twin) -> None:
    growth = claim(2, "总产值,,2021/2023,growth,10,%,target")
    found = one(twin([BASE, growth], []))
    assert (found.targets[0].value, str(found.targets[0].period)) == (Decimal("133.10"), "2023")
    assert found.targets[0].how == "100 × (1 + 10%)^3"
    assert found.targets[0].claims == ("target-2", "target-1")


def test_growth_without_a_base_is_kept_apart(twin: Twin) -> None:
    found = one(twin([claim(2, "总产值,,2021/2023,growth,10,%,target")], []))
    assert (found.targets, found.goal.unplaced) == ((), ("target-2",))


def test_a_claim_about_another_place_is_not_the_regions(twin: Twin) -> None:
    found = one(twin([BASE, claim(2, "总产值,甲市,2022,=,70,亿元,target")], []))
    assert found.targets == ()


def test_what_a_plan_repeats_is_one_target_with_both_claims(twin: Twin) -> None:
    found = one(twin([BASE, TARGET, claim(3, "总产值,,2022,=,121,亿元,target", paragraph="p9")], []))
    assert [each.claims for each in found.targets] == [("target-2", "target-3")]


def test_every_reason_has_its_words() -> None:
    codes = {*get_args(judging.Because), "not-stated", "baseline-blank"}
    assert all(because(code).zh and because(code).en for code in codes)
