"""Chains: all 23 of the two plans, in the plans' own words where they say so, every fault named, links measured."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chengjie.network
import chengjie.package
import chengjie.plan
import chengjie.register
from chengjie.errors import Refusal
from chengjie.network.chains import cycle, depths
from chengjie.network.standing import fits
from chengjie.package import Package


def test_the_eight_of_s1_the_nine_of_xiangxi_and_the_six_of_s2_are_there(zone: Package) -> None:
    found = chengjie.network.chains(zone).values()
    count = [(each.document, each.region) for each in found]
    assert count.count(("S1", "demonstration-zone")) == 8
    assert count.count(("S2", "433100")) == 9
    assert count.count(("S2", "xiangxi-area")) == 6
    assert {each.title.zh for each in found if each.task == "strengthen"} == {"装备制造", "新材料", "电子信息"}
    assert {each.title.zh for each in found if each.task == "fill"} == {"生物医药", "轻工纺织"}


def test_a_link_that_is_said_to_stand_in_a_plan_stands_there(zone: Package, shared: Path) -> None:
    """One of its products, or its title, is a word of the section that it names."""
    sections: dict[tuple[str, str], str] = {}
    for name in ("S1", "S2"):
        for paragraph in chengjie.plan.read(shared / f"plans/{name.lower()}.txt").document.paragraphs:
            at = (paragraph.section or "").split(".")
            for depth in range(1, len(at) + 1):
                key = (name, ".".join(at[:depth]))
                sections[key] = sections.get(key, "") + paragraph.text
    wrong = [
        (chain.id, link.id, link.named)
        for chain in chengjie.network.chains(zone).values()
        for link in chain.links
        if link.named
        and not any(word in sections.get((chain.document, link.named), "") for word in (*link.products, link.title.zh))
    ]
    assert wrong == [], wrong


def test_every_chain_names_its_claim_and_every_code_exists(zone: Package) -> None:
    assert list(chengjie.network.check(zone)) == []
    industries = chengjie.register.industries(zone)
    for chain in chengjie.network.chains(zone).values():
        assert chain.mapped_by
        for link in chain.links:
            assert all(industries.by_code(code) for code in link.codes)


def test_every_chain_runs_from_upstream_to_downstream(zone: Package) -> None:
    order = ("upstream", "midstream", "downstream")
    for chain in chengjie.network.chains(zone).values():
        for link in chain.links:
            for fed in link.feeds:
                assert order.index(link.stage) <= order.index(chain.link(fed).stage) or link.id in {"reuse", "data"}, (
                    chain.id,
                    link.id,
                )
        deep = depths(chain)
        assert all(deep[fed] > deep[link.id] for link in chain.links for fed in link.feeds)


FILES = {
    "zone.yaml": "id: own\ntitle: {zh: 自带, en: Own}\nextends: xiangnan-xiangxi\n",
    "chains/one.yaml": "id: one\ntitle: {zh: 甲链, en: One}\ndocument: S1\nsection: '1'\nregion: '431100'\nmapped_by: 某人\nlinks:\n",
}
LINK = "- {{id: {id}, title: {{zh: {zh}, en: x}}, stage: upstream, feeds: [{feeds}], products: [p], codes: {{'{code}': high}}}}\n"
Own = Callable[..., Package]


@pytest.fixture
def own(tmp_path: Path) -> Own:
    def make(*links: tuple[str, str, str, str], head: str = FILES["chains/one.yaml"]) -> Package:
        folder = tmp_path / "own"
        (folder / "chains").mkdir(parents=True, exist_ok=True)
        (folder / "zone.yaml").write_text(FILES["zone.yaml"], encoding="utf-8")
        body = "".join(LINK.format(id=a, zh=b, feeds=c, code=d) for a, b, c, d in links)
        (folder / "chains/one.yaml").write_text(head + body, encoding="utf-8")
        return chengjie.package.open_package(folder)

    return make


def test_all_faults_of_a_chain_are_named_at_once(own: Own) -> None:
    bad = own(
        ("a", "甲", "b", "3841"), ("b", "乙", "c", "384x"), ("c", "丙", "a, c", "384"), ("a", "丁", "nowhere", "384"),
        head=FILES["chains/one.yaml"].replace("S1", "S9").replace("431100", "999999"),
    )  # fmt: skip
    codes = [fault.code for fault in chengjie.network.check(bad)]
    assert sorted(codes) == [
        "chain-code-unknown", "chain-feeds-unknown", "chain-feeds-unknown", "chain-link-twice",
        "chain-reference-unknown", "chain-reference-unknown",
    ]  # fmt: skip
    with pytest.raises(Refusal, match="chain-code-unknown"):
        chengjie.network.chains(bad)


def test_a_chain_with_a_cycle_is_named_with_the_way_round(own: Own) -> None:
    bad = own(("a", "甲", "b", "384"), ("b", "乙", "c", "384"), ("c", "丙", "a", "384"))
    (fault,) = chengjie.network.check(bad)
    assert (fault.code, fault.parameters["way"]) == ("chain-cycle", "a → b → c → a")


def test_a_chain_of_another_shape_is_refused(own: Own) -> None:
    bad = own(("A b", "甲", "", "384"), head=FILES["chains/one.yaml"] + "- {id: z, stage: sideways}\n")
    assert {fault.code for fault in chengjie.network.check(bad)} == {"definition-invalid"}


def test_unknown_chains_and_links_are_refused_with_the_nearest(zone: Package) -> None:
    with pytest.raises(Refusal, match=r"chain-unknown.*xx-lithium"):
        chengjie.network.chain(zone, "xx-litium")
    with pytest.raises(Refusal, match=r"chain-link-unknown.*cells"):
        chengjie.network.chain(zone, "锂电池").link("cell")


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3).map(tuple), max_size=6)
)
def test_a_cycle_is_found_exactly_where_there_is_one(feeds: dict[str, tuple[str, ...]]) -> None:
    way = cycle(feeds)
    for one, other in itertools.pairwise(way):
        assert other in feeds[one]
        assert one != other
    left = {name: {other for other in fed if other != name and other in feeds} for name, fed in feeds.items()}
    while ends := [name for name, fed in left.items() if not fed]:
        left = {name: fed - set(ends) for name, fed in left.items() if name not in ends}
    assert bool(way) == bool(left)


def test_a_broad_label_is_no_plain_one(zone: Package) -> None:
    cells = chengjie.network.chain(zone, "xx-lithium").link("cells")
    industries = chengjie.register.industries(zone)
    assert [fits(code, cells, industries) for code in ("384", "3841", "38", "C", "39")] == [
        True,
        True,
        False,
        None,
        None,
    ]


def test_the_measure_its_thresholds_and_the_advice_are_shown(zone: Package) -> None:
    chain = chengjie.network.chain(zone, "s1-light-textile")
    found = {each.link.id: each for each in chengjie.network.standings(zone, chain)}
    bags = found["bags"]
    assert (bags.state, bags.advice) == ("strong", "strengthen")
    assert bags.exact == len({seat.place for seat in bags.seats if seat.exact})
    assert "强 ≥ 3" in bags.measure.zh
    assert any(seat.label == "皮具箱包" and seat.place == "431127" for seat in bags.seats)
    stricter = chengjie.network.assumptions(zone).given({"chain-strong": "50"})
    again = {each.link.id: each for each in chengjie.network.standings(zone, chain, known=stricter)}
    assert (again["bags"].state, again["bags"].advice) == ("weak", "fill")


def test_advice_tells_a_missing_end_from_a_missing_middle(zone: Package) -> None:
    found = {
        each.link.id: each for each in chengjie.network.standings(zone, chengjie.network.chain(zone, "xx-building"))
    }
    assert (found["steel-parts"].state, found["steel-parts"].advice) == ("missing", "bring")
    aluminium = chengjie.network.standings(zone, chengjie.network.chain(zone, "xx-aluminium"))
    assert {each.link.id: each.advice for each in aluminium}["parts"] == "extend"


def test_seats_lie_in_the_region_of_the_chain(zone: Package) -> None:
    for name in ("xx-medicine", "s2-light", "s1-electronics"):
        chain = chengjie.network.chain(zone, name)
        inside = {county.code for county in chengjie.register.places(zone).counties(chain.region)}
        for each in chengjie.network.standings(zone, chain):
            assert {seat.place for seat in each.seats} <= inside


REGISTER = """id,name,industry,place,output
1,甲箱包,1922,蓝山县,900
2,乙箱包,箱包制造,431127,
3,丙鞋,195,蓝山县,50
4,丁箱包,1922,长沙县,7000
4,丁箱包,1922,长沙县,7000
6,,1922,蓝山县,1
7,戊,9999,某地,-4
"""


def test_with_a_register_firms_are_counted_and_bad_rows_set_aside(zone: Package, tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text(REGISTER, encoding="utf-8")
    read = chengjie.network.read_firms(path, zone)
    assert [firm.name for firm in read.firms] == ["甲箱包", "乙箱包", "丙鞋", "丁箱包"]
    assert [fault.where.row for fault in read.aside] == [6, 7, 8]
    assert read.aside[2].parameters["detail"] == "industry 9999；place 某地；output -4"
    chain = chengjie.network.chain(zone, "s1-light-textile")
    found = {each.link.id: each for each in chengjie.network.standings(zone, chain, firms=read.firms)}
    assert (found["bags"].firms, found["bags"].state) == (2, "weak")
    assert (found["toys"].firms, found["toys"].state) == (0, "missing")
    wanted = {
        each.standing.link.id: each for each in chengjie.network.targets(zone, chain, found.values(), firms=read.firms)
    }
    assert [firm.name for firm in wanted["bags"].firms or ()] == ["丁箱包"]


def test_a_register_without_its_columns_is_refused(zone: Package, tmp_path: Path) -> None:
    (tmp_path / "firms.csv").write_text("name,place\na,b\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"firms-unreadable.*industry"):
        chengjie.network.read_firms(tmp_path / "firms.csv", zone)


def test_targets_are_the_weak_and_missing_links_with_hosts_that_sit_beside(zone: Package) -> None:
    chain = chengjie.network.chain(zone, "xx-lithium")
    standings = chengjie.network.standings(zone, chain)
    found = chengjie.network.targets(zone, chain, standings)
    assert {each.standing.link.id for each in found} == {each.link.id for each in standings if each.state != "strong"}
    assert [each.standing.state for each in found] == sorted(each.standing.state for each in found)
    cells = next(each for each in found if each.standing.link.id == "cells")
    assert cells.hosts[0].beside == ("cathode",)
    assert cells.firms is None
    density = cells.hosts[0].density
    assert density is not None
    assert 0 <= density <= 1
