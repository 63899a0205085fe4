"""The pages of networks: access with scenarios, chains with gaps and targets, ties; and their API."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.test import Client
from tests.network.test_flows import SMALL

pytestmark = pytest.mark.django_db

RAIL = "/access/?to=guilin&mode=rail&by=saved&line=shao-yong"
ADDRESSES = [
    "/access/", RAIL, "/access/?to=431103&by=cost&road-cost=0.4", "/access/?to=guilin&mode=rail&by=hours", "/chains/",
    "/chains/?plan=S2", "/chains/xx-lithium/", "/chains/s1-equipment/?chain-strong=9", "/ties/",
    "/ties/?on=2022-01-01&place=431227&kind=freight-service", "/ties/?q=%E7%B2%A4&on=someday", "/flows/",
]  # fmt: skip


def text(address: str, language: str = "zh-CN") -> str:
    return Client(headers={"accept-language": language}).get(address).content.decode()


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_it_answers(address: str, language: str) -> None:
    assert Client(headers={"accept-language": language}).get(address).status_code == 200


@pytest.mark.parametrize("address", ["/access/", "/chains/xx-lithium/", "/ties/?place=431227"])
@pytest.mark.parametrize("ending", ["xlsx", "docx", "csv", "json"])
def test_it_is_exported(client: Client, address: str, ending: str) -> None:
    joined = "&" if "?" in address else "?"
    answer = client.get(f"{address}{joined}format={ending}")
    assert answer.status_code == 200
    assert f".{ending}" in answer["Content-Disposition"]


def test_a_scenario_lists_who_gains_before_and_after() -> None:
    shown = text(RAIL)
    assert "11 个县区变近" in shown
    assert "/why/access:430502:guilin:rail:shao-yong/" in shown
    assert 'class="route"' in shown
    assert "假设：直线" in shown


def test_a_line_of_ones_own_counts_and_its_unknown_stops_are_named(client: Client) -> None:
    own = "/access/?to=guilin&mode=rail&own=%E9%82%B5%E9%98%B3%E5%8E%BF%E2%80%94%E6%96%B0%E5%AE%81%E5%8E%BF%E2%80%94%E6%A1%82%E6%9E%97"
    assert "新宁县 – 桂林" in text(own)
    assert "个县区变近" in text(own)
    assert client.get("/access/?mode=rail&own=%E7%81%AB%E6%98%9F%E2%80%94%E6%A1%82%E6%9E%97").status_code == 400
    assert client.get("/access/?mode=rail&own=%E6%A1%82%E6%9E%97").status_code == 400


def test_cost_without_a_rate_is_unknown_and_says_who_can_supply_it() -> None:
    shown = text("/access/?by=cost")
    assert "公路运价" in shown
    assert "交通运输主管部门或物流企业" in shown
    assert "far-unknown" in shown
    assert "far-4" in text("/access/?by=cost&road-cost=0.5")


def test_capacity_says_who_gets_through_and_without_it_that_nobody_can_say() -> None:
    freight = "&freight=%E5%8F%8C%E6%B8%85%E5%8C%BA+30%0A%E6%96%B0%E9%82%B5%E5%8E%BF+20"
    assert "装不下: 15" in text(f"{RAIL}&capacity=35{freight}")
    assert "不能说谁能通过" in text(RAIL + freight)


@pytest.mark.parametrize("more", ["line=shao-yon", "road-cost=-1", "to=yantian", "line=shao-yong&mode=rail&capacity=much", "line=shao-yong&mode=rail&freight=%E7%81%AB%E6%98%9F+3"])  # fmt: skip
def test_bad_input_is_answered_on_the_form_with_a_remedy(client: Client, more: str) -> None:
    answer = client.get(f"/access/?{more}")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_a_chain_is_drawn_with_words_for_every_state() -> None:
    shown = text("/chains/xx-lithium/")
    assert shown.count('class="box ') == 6
    assert 'href="#link-cells"' in shown
    assert 'id="link-cells"' in shown
    assert ">缺</text>" in shown
    assert ">missing</text>" in text("/chains/xx-lithium/", "en")


def test_thresholds_can_be_changed_and_bad_ones_are_refused(client: Client) -> None:
    assert text("/chains/s1-light-textile/").count("state strong") > text(
        "/chains/s1-light-textile/?chain-strong=90"
    ).count("state strong")
    assert client.get("/chains/s1-light-textile/?chain-strong=none").status_code == 400


def test_a_register_is_held_against_a_chain_and_bad_rows_are_named(client: Client) -> None:
    sent = io.BytesIO("name,industry,place\n甲电池,3841,吉首市\n乙电池,3841,长沙县\n丙,3841,某地\n".encode())
    sent.name = "firms.csv"
    answer = client.post("/chains/xx-lithium/", {"firms": sent}, headers={"accept-language": "zh-CN"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "1 家企业（强 ≥ 10）" in shown
    assert "乙电池" in shown
    assert "place 某地" in shown
    empty = io.BytesIO(b"name\n")
    empty.name = "firms.csv"
    assert client.post("/chains/xx-lithium/", {"firms": empty}).status_code == 400


def sent(client: Client, text: str, **more: str) -> tuple[int, str]:
    file = io.BytesIO(text.encode())
    file.name = "table.csv"
    answer = client.post("/flows/", {"table": file, **more}, headers={"accept-language": "zh-CN"})
    return answer.status_code, answer.content.decode("utf-8", "replace")


def test_an_input_output_table_is_balanced_and_shown(client: Client) -> None:
    status, shown = sent(client, SMALL)
    assert (status, "平衡" in shown, "0.250" in shown) == (200, True, True)
    status, shown = sent(client, SMALL.replace("650,350,1000", "650,350,990").replace("200,100", "-200,100"))
    assert status == 400
    assert "差 10.0" in shown
    assert "流量为负" in shown
    assert sent(client, SMALL, format="xlsx")[0] == 200


def test_relatedness_of_a_table_of_ones_own(client: Client) -> None:
    status, shown = sent(client, "place,industry,value\na,x,3\na,y,1\nb,x,1\nb,y,3\n", kind="portfolio")
    assert (status, "ECI" in shown) == (200, True)
    assert sent(client, "place,industry,value\na,x,-3\n", kind="portfolio")[0] == 400


def test_an_unknown_chain_is_missing(client: Client) -> None:
    assert client.get("/chains/nowhere/").status_code == 404


def test_ties_are_filtered_by_place_kind_and_day() -> None:
    shown = text("/ties/?on=2022-01-01&place=431227&kind=freight-service")
    assert "3 / 43 项" in shown
    assert "verdict yes" in shown
    assert "没有符合条件的合作关系" in text("/ties/?q=%E7%81%AB%E6%98%9F")


def api(client: Client, address: str) -> Any:  # plain JSON
    return json.loads(client.get(f"/api/{address}").content)


def test_the_api_gives_the_same(client: Client) -> None:
    rows = {row["place"]: row for row in api(client, "access?to=guilin&mode=rail&line=shao-yong")["access"]}
    assert (rows["430502"]["km"], rows["430502"]["after"]) == (315.4, 296.1)
    assert len(api(client, "lines")["lines"]) == 23
    assert len(api(client, "chains")["chains"]) == 23
    cells = {each["link"]: each for each in api(client, "chains/xx-lithium")["standings"]}["cells"]
    assert (cells["state"], cells["strong_at"]) == ("missing", 3)
    assert {each["held"] for each in api(client, "ties?on=2022-01-01&kind=fair")["ties"]} == {"yes"}
    assert client.get("/api/access?to=nowhere").status_code == 404
