"""An officer fills in an agreement field by field; nothing is kept before it is saved, and every version stays."""

from __future__ import annotations

import re

from django.test import Client
from tests.settlement.test_drafting import FILLED
from tests.web.test_settlement import opened, upload

FACTS = "period,item,amount,source\n2022,增值税,4000000,税务（模拟）\n".encode()


def fields(page: str) -> dict[str, str]:
    """What a browser would send back of the form: texts, hidden fields and what is selected."""
    found = dict(re.findall(r'<input (?:type="hidden" )?name="([\w.-]+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="([\w.-]+)">(.*?)</select>', page):
        found[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)), re.findall(r'value="([^"]*)"', options)[0])  # fmt: skip
    return found


def test_the_form_is_filled_checked_saved_and_settled(as_li: Client) -> None:
    desk = opened(as_li, "agreement", "enclave")
    address = f"/settlement/desks/{desk.pk}/"
    blank = as_li.get(f"{address}agreement/").content.decode()
    assert "税收地方留存部分" in blank
    assert 'name="phases.0.lines.0.shares.origin"' in blank
    checked = as_li.post(f"{address}agreement/", {**FILLED, "act": "check"}).content.decode()
    assert "核对无误" in checked
    assert "origin: &#x27;0.4&#x27;" in checked
    assert desk.latest("agreement") is None
    assert as_li.post(f"{address}agreement/", {**FILLED, "act": "save"}).status_code == 302
    assert upload(as_li, desk, "facts", FACTS) == 302
    assert "1,600,000.00" in as_li.get(address).content.decode()
    assert fields(as_li.get(f"{address}agreement/").content.decode())["phases.0.lines.0.caps.0.most"] == "20000000"


def test_what_is_wrong_is_said_in_words_and_nothing_is_lost(as_li: Client) -> None:
    desk = opened(as_li, "agreement", "enclave")
    address = f"/settlement/desks/{desk.pk}/agreement/"
    page = as_li.post(address, {**FILLED, "phases.0.lines.0.shares.host": "61%", "act": "check"}).content.decode()
    assert "101" in page
    assert "agreement-shares-sum" in page
    assert 'value="61%"' in page
    twice = {**FILLED, "phases.0.lines.0.items.1.name": "增值税", "act": "save"}
    assert "agreement-id-twice" in as_li.post(address, twice).content.decode()
    assert desk.latest("agreement") is None


def test_rows_are_added_and_removed_without_saving(as_li: Client) -> None:
    desk = opened(as_li, "agreement", "enclave")
    address = f"/settlement/desks/{desk.pk}/agreement/"
    page = as_li.post(address, {**FILLED, "act": "add:parties"}).content.decode()
    assert 'name="phases.0.lines.0.shares.party-3"' in page
    grown = as_li.post(address, {**fields(page), "act": "add:phases"}).content.decode()
    assert 'name="phases.1.lines.0.shares.host"' in grown
    back = as_li.post(address, {**fields(grown), "act": "remove:phases.1"}).content.decode()
    assert 'name="phases.1.from"' not in back
    assert fields(back)["phases.0.lines.0.shares.origin"] == "40%"
    assert desk.latest("agreement") is None


def test_an_earlier_version_can_be_opened_again(as_li: Client, as_wang: Client) -> None:
    desk = opened(as_li, "agreement", "enclave")
    address = f"/settlement/desks/{desk.pk}/"
    as_li.post(f"{address}agreement/", {**FILLED, "act": "save"})
    first = desk.latest("agreement")
    assert first is not None
    as_li.post(f"{address}agreement/", {**FILLED, "phases.0.until": "2024-12-31", "act": "save"})
    assert f"?from={first.pk}" in as_li.get(address).content.decode()
    assert fields(as_li.get(f"{address}agreement/?from={first.pk}").content.decode())["phases.0.until"] == "2023-12-31"
    assert as_li.get(f"{address}agreement/?from=999999").status_code == 404
    assert as_wang.get(f"{address}agreement/").status_code == 404


def test_a_text_that_is_no_agreement_can_still_be_opened_as_a_form(as_li: Client) -> None:
    desk = opened(as_li, "agreement", "enclave")
    address = f"/settlement/desks/{desk.pk}/"
    as_li.post(f"{address}put/", {"kind": "agreement", "text": "id: x\nparties: none\nphases: [{lines: [1]}, 2]\n"})
    assert as_li.get(f"{address}agreement/").status_code == 200
    as_li.post(f"{address}put/", {"kind": "agreement", "text": "id: [x\n"})
    assert as_li.get(f"{address}agreement/").status_code == 400
