"""The API answers in the shapes of the command line."""

import json

import pytest
from django.test import Client


@pytest.mark.django_db
def test_it_tells_the_zone_and_its_tables() -> None:
    answer = Client().get("/api/zone").json()
    assert answer["id"] == "xiangnan-xiangxi"
    assert answer["tables"]["places"] > 100


@pytest.mark.django_db
def test_claims_are_cut_into_pages() -> None:
    answer = Client().get("/api/claims/targets?limit=2&offset=1").json()
    assert len(answer["claims"]) == 2
    assert answer["count"] > 100
    assert Client().get("/api/claims/nothing").status_code == 422


@pytest.mark.django_db
def test_a_match_has_the_shape_of_the_command() -> None:
    body = json.dumps({"name": "甲", "industry": "服装", "land": "80 亩"})
    answer = Client().post("/api/match", body, content_type="application/json").json()
    assert {"carrier", "score", "rank", "verdict", "contributions", "verdicts", "missing"} <= set(answer["ranking"][0])


@pytest.mark.django_db
def test_a_refusal_is_json_with_every_fault() -> None:
    body = json.dumps({"name": "甲", "industry": "服装", "land": "-1 亩", "power": "很多"})
    answer = Client().post("/api/match", body, content_type="application/json")
    assert answer.status_code == 400
    assert [fault["code"] for fault in answer.json()["refused"]] == [
        "project-amount-not-positive",
        "project-amount-unreadable",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/catalogue?limit=1", "/api/progress", "/api/openapi.json", "/health/"])
def test_the_rest_answers(address: str) -> None:
    assert Client().get(address).status_code == 200


@pytest.mark.django_db
def test_why_unfolds_a_claim() -> None:
    claim = Client().get("/api/claims/targets?limit=1").json()["claims"][0]["id"]
    assert Client().get(f"/api/why/claim:{claim}").json()["ground"] == "plan"
