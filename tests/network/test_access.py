"""Access: equal to the printed distances, unknown where nothing connects, and what a planned line changes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import chengjie.network
from chengjie.errors import Refusal
from chengjie.network import Line, Stop
from chengjie.network.access import position
from chengjie.package import Package
from chengjie.register import distances
from chengjie.values import Text

YONGZHOU, SHUANGQING = "431103", "430502"


def test_the_graph_gives_back_every_printed_distance_to_a_tenth_of_a_kilometre(zone: Package) -> None:
    printed, apart, seen = distances(zone), list[Decimal](), 0
    for mode in ("road", "rail"):
        for destination in printed.destinations:
            for each in chengjie.network.access(zone, destination, mode):
                known = printed.between(each.place, destination, mode)
                if known is not None:
                    assert each.km is not None
                    apart.append(abs(known.km - each.km))
                    seen += 1
    assert seen == sum(each.mode != "line" for code in CODES(zone) for each in printed.of(code))
    assert max(apart) <= Decimal("0.1")


def CODES(zone: Package) -> set[str]:  # noqa: N802  # the counties of the table
    return {row["place"] for row in zone.rows("distances")}


def test_what_the_printed_table_does_not_know_the_graph_does_not_know_either(zone: Package) -> None:
    printed = distances(zone)
    for mode, destination in (("road", "guangzhou"), ("rail", "beibu-fangcheng"), ("rail", "zhuhai-hengqin")):
        for each in chengjie.network.access(zone, destination, mode):
            assert (each.km is None) == (printed.between(each.place, destination, mode) is None), each


def test_unknown_is_not_zero_in_cost_or_time_either(zone: Package) -> None:
    known = chengjie.network.assumptions(zone).given({"rail-cost": "0.15", "rail-speed": "60"})
    far = {each.place: each for each in chengjie.network.access(zone, "beibu-fangcheng", "rail")}
    assert far["431127"].cost(known) is None
    near = {each.place: each for each in chengjie.network.access(zone, "guangzhou", "rail")}
    assert near["431127"].cost(chengjie.network.assumptions(zone)) is None
    km = near["431127"].km
    assert km is not None
    assert near["431127"].cost(known) == round(km * Decimal("0.15"), 2)
    assert near["431127"].hours(known) == round(km / 60, 2)


def test_the_way_is_the_same_in_both_directions(zone: Package) -> None:
    there = {each.place: each.km for each in chengjie.network.access(zone, "431127", "road")}
    back = {each.place: each.km for each in chengjie.network.access(zone, "433130", "road")}
    assert there["433130"] == back["431127"]
    assert there["431127"] == 0


def test_the_nearest_of_a_kind_is_no_farther_than_any_of_them(zone: Package) -> None:
    ports = [each.id for each in distances(zone).destinations.values() if each.kind == "port"]
    each_one = [{one.place: one.km for one in chengjie.network.access(zone, port, "road")} for port in ports]
    for one in chengjie.network.access(zone, "nearest:port", "road"):
        known = [found[one.place] for found in each_one if found[one.place] is not None]
        assert one.km == min(known, default=None)  # type: ignore[type-var]  # no None among them
        assert (one.end in ports) == bool(known)


def test_a_line_never_makes_a_way_longer(zone: Package) -> None:
    every = [each for each in chengjie.network.lines(zone).values() if each.computable]
    for mode in ("road", "rail"):
        before = {each.place: each.km for each in chengjie.network.access(zone, "guangzhou", mode)}
        for each in chengjie.network.access(zone, "guangzhou", mode, lines=tuple(every)):
            was = before[each.place]
            assert was is None or (each.km is not None and each.km <= was)


def test_when_shao_yong_opens_shaoyang_is_nearer_to_guilin_by_rail(zone: Package) -> None:
    found = chengjie.network.changes(zone, "guilin", "rail", lines=chengjie.network.chosen(zone, ["shao-yong"]))
    gains = {each.place: each for each in found}
    assert found[0].place == SHUANGQING
    assert gains[SHUANGQING].saved == Decimal("19.3")
    assert YONGZHOU not in gains
    (stretch,) = chengjie.network.stretches(zone, chengjie.network.chosen(zone, ["shao-yong"]))
    assert (stretch.km, stretch.assumed) == (Decimal("86.7"), True)


def test_a_given_length_takes_the_place_of_the_straight_line(zone: Package) -> None:
    stops = (Stop("邵阳", SHUANGQING), Stop("永州", YONGZHOU, Decimal(300)))
    line = Line("own", Text("甲", "A"), "rail", "new", stops)
    (stretch,) = chengjie.network.stretches(zone, [line])
    assert (stretch.km, stretch.assumed) == (Decimal(300), False)
    assert chengjie.network.changes(zone, "guilin", "rail", lines=(line,)) == ()


def test_a_county_without_a_railway_gets_a_station_and_its_neighbours_a_nearer_one(zone: Package) -> None:
    line = Line("own", Text("甲", "A"), "rail", "new", (Stop("永州", YONGZHOU), Stop("蓝山", "431127")))
    gains = {each.place for each in chengjie.network.changes(zone, "changsha", "rail", lines=(line,))}
    assert {"431127", "431126"} <= gains


def test_a_stop_that_nobody_can_place_breaks_the_line(zone: Package) -> None:
    stops = (Stop("邵阳", SHUANGQING), Stop("某地", None), Stop("永州", YONGZHOU))
    line = Line("own", Text("甲", "A"), "rail", "new", stops)
    assert (line.stretches, line.computable, line.unplaced) == ((), False, ("某地",))


def test_every_named_line_stands_in_a_plan_and_every_stop_on_the_graph(zone: Package) -> None:
    claims = {row["id"]: row for row in zone.rows("claims/things")}
    for line in chengjie.network.lines(zone).values():
        assert claims[line.claim]["type"] in {"railway", "road"}, line.id
        assert claims[line.claim]["document"] == line.document
        assert all(position(zone, str(stop.point), line.mode) for stop in line.stops if stop.point), line.id


def test_all_faults_of_a_choice_of_lines_are_named(zone: Package) -> None:
    with pytest.raises(Refusal) as refused:
        chengjie.network.chosen(zone, ["shao-yon", "luo-zhan", "hunan-link", "shao-yong"])
    assert [fault.code for fault in refused.value.faults] == ["line-unknown", *["line-not-computable"] * 2]
    assert refused.value.faults[0].parameters["nearest"] == "shao-yong"


def test_a_scenario_file_names_all_its_faults(zone: Package, tmp_path: Path) -> None:
    path = tmp_path / "dream.yaml"
    path.write_text(
        "lines:\n- {name: 甲, mode: rail, stops: [{at: 蓝山}, {at: 桂临}, {at: 衡阳}]}\n"
        "- {name: 乙, mode: road, stops: [{at: 蓝山县}, {at: '431127'}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(Refusal) as refused:
        chengjie.network.read_lines(path, zone)
    found = [(fault.code, fault.where.column) for fault in refused.value.faults]
    assert ("line-stop-unknown", "lines.0.stops.1") in found
    assert ("line-stop-twice", "lines.1.stops.1") in found


def test_a_scenario_file_is_read(zone: Package, tmp_path: Path) -> None:
    path = tmp_path / "dream.yaml"
    path.write_text(
        "lines:\n- {name: 甲, mode: rail, stops: [{at: 蓝山}, {at: 连州}, {at: 广州, km: 210}]}\n", encoding="utf-8"
    )
    (line,) = chengjie.network.read_lines(path, zone)
    assert [stop.point for stop in line.stops] == ["431127", "lianzhou", "guangzhou"]
    assert line.stops[2].km == Decimal(210)


@pytest.mark.parametrize(
    "text", ["lines: []", "lines:\n- {name: 甲, mode: air, stops: [{at: 蓝山}, {at: 广州, km: -3}]}"]
)
def test_a_scenario_file_of_another_shape_is_refused(zone: Package, tmp_path: Path, text: str) -> None:
    (tmp_path / "dream.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match="definition-invalid"):
        chengjie.network.read_lines(tmp_path / "dream.yaml", zone)


def test_an_unknown_destination_or_mode_is_refused(zone: Package) -> None:
    with pytest.raises(Refusal, match=r"destination-unknown.*yantian-port"):
        chengjie.network.access(zone, "yantian")
    with pytest.raises(Refusal, match="access-mode-unknown"):
        chengjie.network.access(zone, "guangzhou", "air")


def test_a_zone_without_graphs_knows_no_mode() -> None:
    import chengjie.package

    with pytest.raises(Refusal, match="access-mode-unknown"):
        chengjie.network.access(chengjie.package.open_package("china"), "guangzhou")


def test_assumptions_are_named_and_bad_values_are_all_refused(zone: Package) -> None:
    known = chengjie.network.assumptions(zone)
    assert known.value("road-cost") is None
    assert known.given({"road-cost": " "}).value("road-cost") is None
    with pytest.raises(Refusal) as refused:
        known.given({"road-cost": "-1", "rail-speed": "fast", "rail-cost": "0.2"})
    assert [fault.code for fault in refused.value.faults] == ["network-assumption-invalid"] * 2
    with pytest.raises(Refusal, match=r"network-assumption-unknown.*road-cost"):
        known.value("road-costs")
