"""Whatever leaves the site of simulated data says so on every row: Excel, CSV, Word, and each figure of the API."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.contrib.auth.models import User
from django.test import Client

from chengjie.web import demo

FILES = (
    "/ledger/?kind=simulated", "/ledger/?kind=simulated&view=pivot&rows=place", "/ledger/?kind=simulated&view=pivot&rows=industry&columns=stage",
    "/dispatch/?kind=simulated", "/dispatch/?kind=simulated&rate=funds-paid",
)  # fmt: skip
ANSWERS = (
    ("/api/ledger?kind=simulated", "rows"), ("/api/ledger/pivot?kind=simulated", "rows"), ("/api/ledger/stages?kind=simulated", "funnel"),
    ("/api/ledger/stages?kind=simulated", "days"), ("/api/dispatch/rates?kind=simulated", "rates"),
)  # fmt: skip


@pytest.fixture
def planner(offices: dict[str, User]) -> Client:
    demo.fill(seed=3, projects=60)
    client = Client()
    client.force_login(offices["province"])
    return client


def test_every_row_of_every_file_says_that_it_is_simulated(planner: Client) -> None:
    for address in FILES:
        rows = list(csv.reader(io.StringIO(planner.get(f"{address}&format=csv").content.decode("utf-8-sig"))))
        assert len(rows) > 1, address
        assert rows[0][0] == "真实或模拟"
        assert {row[0] for row in rows[1:]} == {"模拟"}, address


def test_every_row_of_every_answer_says_that_it_is_simulated(planner: Client) -> None:
    for address, part in ANSWERS:
        found = json.loads(planner.get(address).content)
        assert found[part], address
        assert all(row["simulated"] is True for row in found[part]), address
    league = json.loads(planner.get("/api/dispatch/league/fulfilment?kind=simulated").content)
    assert league["rows"]
    assert {row["kind"] for row in league["rows"]} == {"模拟"}


def test_what_is_real_is_said_to_be_real(planner: Client) -> None:
    found = json.loads(planner.get("/api/dispatch/rates?kind=real").content)
    assert not any(row["simulated"] for row in found["rates"])
