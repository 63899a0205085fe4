"""Bad input by name, as a page or a program brings it: refused with its code and its place, and nothing of it kept."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from tests.settlement.test_drafting import FILLED
from tests.web.test_settlement import opened, upload

COLUMNS = ("population", "urban", "gdp", "port", "airport", "park-count", "park-area")
HEAD = "period,item,amount,source,currency,disputed\n"


def row(unit: str, value: object) -> dict[str, object]:
    return {"unit": unit, **dict.fromkeys(COLUMNS, value)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([row("甲", 1)], "index-data-one-unit"),
        ([row("甲", 1), row("甲", 2)], "index-data-duplicate-unit"),
        ([row("甲", 1), row("乙", 1)], "index-indicator-constant"),
        ([row("甲", None), row("乙", None)], "index-indicator-empty"),
        ([row("甲", 1), row("乙", "约二")], "index-data-not-number"),
        ([row("甲", 1), row("乙", "inf")], "index-data-not-number"),
        ([{"unit": "甲"}, {"unit": "乙"}], "index-data-column-missing"),
    ],
)
def test_the_api_of_an_index_refuses(rows: list[dict[str, object]], code: str) -> None:
    answer = Client().post("/api/indices/county-receiving-base", json.dumps({"rows": rows}), content_type="application/json")  # fmt: skip
    assert 400 <= answer.status_code < 500
    assert code in answer.content.decode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"phases.0.lines.0.shares.host": "61%"}, "agreement-shares-sum"),
        ({"phases.0.lines.0.shares.origin": "-40%", "phases.0.lines.0.shares.host": "140%"}, "agreement-malformed"),
        ({"phases.1.from": "2023-06-01", "phases.1.until": "2024-12-31"}, "agreement-phases-overlap"),
        ({"one_off.0.amount": "NaN"}, "agreement-malformed"),
        ({"parties.1.id": "origin"}, "agreement-id-twice"),
    ],
)
def test_the_form_of_an_agreement_refuses(as_li: Client, change: dict[str, str], code: str) -> None:
    desk = opened(as_li, "agreement", "enclave")
    second = {name.replace("phases.0", "phases.1"): value for name, value in FILLED.items() if name.startswith("phases.0.lines")}  # fmt: skip
    given = {**FILLED, **(second if any(name.startswith("phases.1") for name in change) else {}), **change}
    page = as_li.post(f"/settlement/desks/{desk.pk}/agreement/", {**given, "act": "check"}).content.decode()
    assert code in page
    assert desk.latest("agreement") is None


@pytest.mark.parametrize(
    "line",
    [
        "2022,增值税,1,局,USD,", "2022,增值税,NaN,局,,", "2022,增值税,1e30,局,,", "2022,增值税,,局,,", "二二年,增值税,1,局,,", "2022,增值税,1,局,,也许",
        "2022,增值税,1,局,,\n2022,增值税,2,局,,",
    ],
)  # fmt: skip
def test_a_table_of_facts_is_refused_and_not_kept(as_li: Client, line: str) -> None:
    desk = opened(as_li, "agreement", "enclave")
    assert upload(as_li, desk, "facts", f"{HEAD}{line}\n".encode()) == 400
    assert desk.latest("facts") is None
