"""Places: counts, names with their dates, names that several places share, refusals."""

import gc
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chengjie.package
from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.register import Places, keeping, places
from chengjie.register.dated import DatedName, plain

PLAN_1, PLAN_2 = date(2020, 2, 24), date(2021, 8, 6)


def names(found: tuple[object, ...]) -> list[str]:
    return [str(getattr(place, "name", place)) for place in found]


def test_hunan_has_a_province_14_prefectures_122_counties_and_12_statistical_units(known_places: Places) -> None:
    hunan = [place for place in known_places if place.code.startswith("43")]
    counted = Counter((place.level, place.statistical_only) for place in hunan)
    assert counted == {
        ("province", False): 1, ("prefecture", False): 14, ("county", False): 122, ("county", True): 12,
    }  # fmt: skip


def test_every_place_lies_in_a_place_and_has_an_english_name(known_places: Places) -> None:
    for place in known_places:
        assert place.en
        assert place.code == "100000" or known_places.by_code(place.parent or "") is not None


def test_the_demonstration_zone_has_six_prefectures_and_its_catalogue_67_units(known_places: Places) -> None:
    assert len(known_places.region("demonstration-zone").members) == 6
    assert len(known_places.counties("demonstration-zone")) == 66
    assert len(known_places.counties("demonstration-zone-counties")) == 67


def test_the_xiangxi_area_of_the_second_plan_counts_44_only_with_hongjiang_district(known_places: Places) -> None:
    area = known_places.region("xiangxi-area")
    assert len(area.members) == 44
    gb = [code for code in area.members if not getattr(known_places.by_code(code), "statistical_only", True)]
    assert len(gb) == 43
    assert area.notes["431271"]


def test_counties_named_in_the_annex_are_all_known(
    known_places: Places, shared_annex: tuple[tuple[str, ...], ...]
) -> None:
    counties = {(row[0], row[1]) for row in shared_annex}
    assert len(counties) == 67
    for prefecture, county in counties:
        parent = known_places.one(prefecture)
        assert len(known_places.find(county, within=parent.code)) == 1, county


def test_a_former_name_is_found_without_a_day(known_places: Places) -> None:
    assert names(known_places.find("邵东县")) == ["邵东市"]
    assert names(known_places.find("祁阳县")) == ["祁阳市"]


def test_a_former_name_holds_only_for_its_time(known_places: Places) -> None:
    assert known_places.find("祁阳县", on=PLAN_1) == known_places.find("祁阳市", on=date(2022, 1, 1))
    assert known_places.find("祁阳县", on=date(2022, 1, 1)) == ()
    assert known_places.find("邵东县", on=PLAN_1) == ()
    assert known_places.find("邵东市", on=date(2018, 1, 1)) == ()


def test_in_the_year_of_a_change_both_names_hold(known_places: Places) -> None:
    assert known_places.find("祁阳县", on=PLAN_2) == known_places.find("祁阳市", on=PLAN_2) != ()


def test_a_name_that_several_places_share_gives_all_of_them(known_places: Places) -> None:
    assert names(known_places.find("衡阳")) == ["衡阳市", "衡阳县"]
    assert names(known_places.find("洪江")) == ["怀化市洪江管理区", "洪江市"]


def test_a_shared_name_is_settled_by_the_place_around_it(known_places: Places) -> None:
    assert names(known_places.find("邵阳", within="430500")) == ["邵阳市", "邵阳县"]
    assert names(known_places.find("怀化市洪江区")) == ["怀化市洪江管理区"]
    assert names(known_places.find("湖南省永州市蓝山县")) == ["蓝山县"]


def test_short_names_of_autonomous_places_are_known(known_places: Places) -> None:
    for name, code in (
        ("城步县", "430529"),
        ("城步", "430529"),
        ("湘西州", "433100"),
        ("湘西自治州", "433100"),
        ("江华", "431129"),
    ):
        assert known_places.one(name).code == code


def test_a_code_of_an_earlier_day_leads_to_the_place_of_today(known_places: Places) -> None:
    assert names(known_places.find("431121")) == ["祁阳市"]
    assert known_places.by_code("430521") == known_places.by_code("430582")


def test_an_unknown_name_is_refused_with_the_nearest(known_places: Places) -> None:
    with pytest.raises(Refusal) as refusal:
        known_places.one("兰山县")
    fault = refusal.value.faults[0]
    assert fault.code == "place-name-unknown"
    assert "蓝山县" in str(fault.parameters["nearest"])


def test_a_shared_name_is_refused_with_all_that_bear_it(known_places: Places) -> None:
    with pytest.raises(Refusal) as refusal:
        known_places.one("衡阳")
    assert refusal.value.faults[0].code == "place-ambiguous"
    assert known_places.one("衡阳县").code == "430421"


def test_an_unknown_region_and_an_unknown_code_are_refused(known_places: Places) -> None:
    with pytest.raises(Refusal, match="region-unknown"):
        known_places.region("demonstration")
    with pytest.raises(Refusal, match="place-name-unknown"):
        known_places.counties("999999")


def test_statistical_units_come_only_when_asked_for(known_places: Places) -> None:
    assert len(known_places.children("431200")) == 12
    assert len(known_places.children("431200", statistical=True)) == 13


def test_the_history_of_a_place_begins_with_its_official_names(known_places: Places) -> None:
    history = known_places.names("430582")
    assert [(each.name, each.kind, each.start, each.end) for each in history] == [
        ("邵东市", "official", "2019", ""), ("邵东县", "former", "", "2019"), ("邵东", "short", "", ""),
    ]  # fmt: skip


def test_a_zone_of_ones_own_adds_a_name(own_zone: Callable[..., Package]) -> None:
    package = own_zone(
        place_names_csv="code,name,kind,from,until,former_code,source\n431127,蓝山瑶乡,short,,,,chengjie\n"
    )
    assert places(package).one("蓝山瑶乡").code == "431127"


@given(st.data())
def test_every_name_finds_its_place_on_a_day_on_which_it_holds(known_places: Places, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(list(known_places)))
    name = data.draw(st.sampled_from(known_places.names(place.code)))
    day = data.draw(st.dates(date(1990, 1, 1), date(2030, 1, 1)))
    assert place in known_places.find(name.name)
    if name.holds(day):
        assert place in known_places.find(f" {name.name} ", on=day)


@given(st.text(max_size=12), st.none() | st.dates())
def test_any_text_gives_places_or_nothing(known_places: Places, text: str, day: date | None) -> None:
    assert isinstance(known_places.find(text, on=day), tuple)


@given(st.integers(1990, 2030), st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_an_old_and_a_new_name_leave_no_day_without_a_name(year: int, day: date) -> None:
    old, new = DatedName("1", "a", "former", "", str(year), "s"), DatedName("1", "b", "official", str(year), "", "s")
    assert old.holds(day) or new.holds(day)
    assert (old.holds(day) and new.holds(day)) == (day.year == year)


@given(st.text())
def test_a_plain_name_is_plain_already(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_a_beginning_is_enough_for_a_search(known_places: Places) -> None:
    assert known_places.search("蓝")[0].name == "蓝山县"
    assert {place.code[:4] for place in known_places.search("4311", limit=20)} == {"4311"}
    assert known_places.search("  ") == ()


def test_places_are_made_once_for_a_package_and_go_with_it() -> None:
    package = chengjie.package.open_package("hunan")
    assert places(package) is places(package)
    kept = len(keeping._kept)
    del package
    gc.collect()
    assert len(keeping._kept) < kept


def test_the_two_plans_touch_eight_prefectures(known_places: Places) -> None:
    assert len(known_places.region("both-plans").members) == 8
