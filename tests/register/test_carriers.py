"""Carriers: the catalogue of 2018, the names of both plans, upgrades, what is not a park."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.register import Carriers, carriers

SECOND_PLAN = [
    "娄底经开区",
    "娄底高新区",
    "娄星工业集中区",
    "冷水江市经开区",
    "双峰高新区",
    "新化高新区",
    "邵阳经开区",
    "邵东经开区",
    "新邵经开区",
    "怀化高新区",
    "怀化经开区",
    "洪江高新区",
    "张家界高新区",
    "湘西高新区",
    "吉首经开区",
    "泸溪高新区",
    "永顺经开区",
    "隆回高新区",
    "洞口经开区",
    "武冈经开区",
    "江华高新区",
    "江永工业集中区",
    "鹤城工业集中区",
    "沅陵工业集中区",
    "芷江工业集中区",
    "花垣工业集中区",
    "凤凰工业集中区",
    "洪江区精细化工产业园",
    "湖南(沅陵)台湾工业园",
    "吉首电子信息产业园",
    "张家界旅游商品产业园",
    "湖南光电新材料产业园",
    "新化特种陶瓷高新产业园",
    "邵阳国家农业科技园区",
    "湘西国家农业科技园区",
]


def test_all_129_parks_of_the_national_catalogue_are_there(known_carriers: Carriers) -> None:
    parks = [carrier for carrier in known_carriers if carrier.code_2018]
    assert len(parks) == 129
    assert all(park.area_ha and park.approved and park.leading_industries and park.grade for park in parks)
    assert sum(park.grades[0].grade == "国家级" for park in parks) == 20


def test_the_71_names_of_the_annex_mean_70_carriers(
    known_carriers: Carriers, shared_annex: tuple[tuple[str, ...], ...]
) -> None:
    names = {name for row in shared_annex for name in row[5].split("、")}
    assert len(names) == 71
    assert len({known_carriers.one(name).id for name in names}) == 70


def test_each_row_of_the_annex_is_a_listed_location(
    known_carriers: Carriers, shared_annex: tuple[tuple[str, ...], ...]
) -> None:
    listed = {(carrier.id, each.place) for carrier in known_carriers for each in carrier.locations if each.listed}
    assert len(listed) == sum(len(row[5].split("、")) for row in shared_annex) == 73


@pytest.mark.parametrize("name", SECOND_PLAN)
def test_a_park_of_the_second_plan_is_one_carrier(known_carriers: Carriers, name: str) -> None:
    assert len(known_carriers.find(name)) == 1


def test_several_spellings_are_one_carrier(known_carriers: Carriers) -> None:
    for names in (
        ("湖南郴州经济开发区", "郴州经济开发区", "郴州经开区", "湖南郴州经开区", "S437048"),
        ("洪江高新技术产业开发区（洪江市）", "洪江高新技术产业开发区(洪江区)", "洪江高新区", "洪江工业集中区"),
        ("湖南江华高新技术产业开发区", "江华高新区", "湖南江华经济开发区"),
    ):
        assert len({known_carriers.one(name).id for name in names}) == 1


def test_a_renamed_park_bears_its_present_name_and_keeps_the_facts_of_the_catalogue(known_carriers: Carriers) -> None:
    park = known_carriers.one("湖南宁远工业园区")
    assert (park.name, park.kind, park.area_ha) == ("宁远高新技术产业开发区", "高新技术产业开发区", Decimal("105.79"))


def test_a_name_given_up_is_not_found_later(known_carriers: Carriers) -> None:
    assert known_carriers.find("隆回工业集中区", on=date(2018, 6, 1))
    assert not known_carriers.find("隆回工业集中区", on=date(2023, 6, 1))
    assert known_carriers.find("隆回高新技术产业开发区", on=date(2023, 6, 1))


def test_two_parks_were_raised_to_national_grade_by_2020(known_carriers: Carriers) -> None:
    for name in ("怀化高新区", "邵阳经开区"):
        park = known_carriers.one(name)
        assert park.grade == "国家级"
        assert (park.grade_on(date(2018, 3, 1)), park.grade_on(date(2021, 1, 1))) == ("省级", "国家级")
        assert park.grades[-1].source == "S2"
        assert park.grades[-1].note


def test_a_district_named_as_a_carrier_is_no_park(known_carriers: Carriers) -> None:
    district = known_carriers.one("南岳区")
    assert (district.kind, district.is_park, district.area_ha) == ("行政区", False, None)


def test_a_park_outside_the_catalogue_has_no_area_and_no_grade(known_carriers: Carriers) -> None:
    park = known_carriers.one("中方工业集中区")
    assert (park.area_ha, park.grade, park.approved, park.grade_on(date(2020, 1, 1))) == (None, "", "", "")


def test_the_carriers_of_a_county_come_with_the_place(known_carriers: Carriers) -> None:
    names = [carrier.name for carrier in known_carriers.in_county("430406")]
    assert "衡阳综合保税区" in names
    assert "衡阳白沙洲工业园区" in names
    assert known_carriers.in_county("000000") == ()


def test_a_listed_county_comes_before_one_inferred_from_the_name(known_carriers: Carriers) -> None:
    assert known_carriers.one("怀化高新技术产业开发区").counties == ("431202", "431221")


def test_every_carrier_has_sources_that_exist(zone: Package, known_carriers: Carriers) -> None:
    for carrier in known_carriers:
        assert carrier.sources
        assert all(source in zone.sources for source in carrier.sources)


def test_regions_follow_from_the_places(known_carriers: Carriers) -> None:
    assert "demonstration-zone" in known_carriers.one("湖南蓝山经济开发区").regions
    assert known_carriers.one("长沙经济技术开发区").regions == ()
    assert "xiangxi-area" in known_carriers.one("娄底高新区").regions


def test_an_unknown_carrier_is_refused_with_the_nearest_names(known_carriers: Carriers) -> None:
    with pytest.raises(Refusal) as refusal:
        known_carriers.one("湖南兰山经济开发区")
    assert refusal.value.faults[0].code == "carrier-unknown"
    assert "蓝山" in str(refusal.value.faults[0].parameters["nearest"])


def test_a_name_of_two_carriers_is_refused_with_both(own_zone: Callable[..., Package]) -> None:
    known = carriers(
        own_zone(
            carriers_csv="id,name,kind,grade,approved,area_ha,leading_industries,code_2018,source,note\n"
            "a,新园,工业园区,,,,,,chengjie,\nb,新园,工业园区,,,,,,chengjie,\n"
        )
    )
    assert len(known.find("新园")) == 2
    with pytest.raises(Refusal, match="carrier-ambiguous"):
        known.one("新园")


@given(st.data())
def test_every_name_and_every_short_form_finds_its_carrier(known_carriers: Carriers, data: st.DataObject) -> None:
    carrier = data.draw(st.sampled_from(list(known_carriers)))
    name = data.draw(st.sampled_from(carrier.aliases)).name
    short = name.removeprefix("湖南").replace("经济开发区", "经开区").replace("高新技术产业开发区", "高新区")
    for written in (name, carrier.name, short, name.replace("（", "(").replace("）", ")")):
        assert carrier in known_carriers.find(written)


@given(st.text(max_size=20))
def test_any_text_gives_carriers_or_nothing(known_carriers: Carriers, text: str) -> None:
    assert isinstance(known_carriers.find(text), tuple)


def test_part_of_a_name_is_enough_for_a_search(known_carriers: Carriers) -> None:
    assert known_carriers.search("白沙洲")[0].name == "白沙洲物流园"
    assert "湖南邵东经济开发区" in [carrier.name for carrier in known_carriers.search("邵东经开")]
    assert known_carriers.search("") == ()


def test_every_carrier_has_a_name_in_english_of_its_own(known_carriers: Carriers) -> None:
    assert len({carrier.en for carrier in known_carriers}) == len(known_carriers)
    assert known_carriers.one("湖南蓝山经济开发区").title.en == "Lanshan Economic Development Zone"


def test_an_area_that_is_no_number_is_unknown(own_zone: Callable[..., Package]) -> None:
    text = "id,name,kind,grade,approved,area_ha,leading_industries,code_2018,en,source,note\na,新园,工业园区,,,约百亩,,,,chengjie,\n"
    assert carriers(own_zone(carriers_csv=text)).one("新园").area_ha is None
