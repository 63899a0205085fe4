"""Pages that only who is signed in sees: desks, studies and their runs, sheets and publications of an index."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, StorageState
from tests.browser.conftest import Look, Site, visitor

import chengjie.cli

AGREEMENT = Path(chengjie.cli.__file__).with_name("example-agreement.yaml").read_text(encoding="utf-8")
FACTS = "period,item,amount,source\n2022,增值税,6000000,税务局（模拟）\n2023,企业所得税,9000000.55,税务局（模拟）\n".encode()
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
LANDMARKS = "landmark-complementary-is-top-level"


@pytest.fixture(scope="module")
def pages(browser: Browser, site: Site, planner: StorageState) -> dict[str, str]:
    """A desk with an agreement, facts and a ledger, and a study with two runs: their addresses by name."""
    with visitor(browser, site, Look(), planner) as context:
        page = context.new_page()
        desk, study = _desk(page, site), _study(page, site)
    index = "/indices/county-receiving-base/"
    return {
        "desk": desk, "agreement-form": f"{desk}agreement/", "study": study, "run": f"{study}1/",
        "settlement": "/settlement/", "placement": "/placement/", "index-data": f"{index}?view=data", "index-publication": f"{index}?view=publication", "promises": "/promises/",
    }  # fmt: skip


def _desk(page: Page, site: Site) -> str:
    page.goto(site.address + "/settlement/agreements/enclave/")
    page.locator("main form[action='/settlement/desks/'] button").first.click()
    page.wait_for_url("**/settlement/desks/*-*/")
    address = page.url.removeprefix(site.address)
    page.locator("main details:has(textarea[name=text]) summary").click()
    page.locator("textarea[name=text]").fill(AGREEMENT)
    page.locator("form:has(textarea[name=text]) button").click()
    page.set_input_files("input[name=file]", {"name": "facts.csv", "mimeType": "text/csv", "buffer": FACTS})
    page.locator("form:has(input[name=file]) button").click()
    page.locator(f"form[action='{address}post/'] button").first.click()
    return address


def _study(page: Page, site: Site) -> str:
    page.goto(site.address + "/placement/")
    page.locator("form:has(input[name=example]) button").click()
    page.wait_for_url("**/placement/*-*/")
    address = page.url.removeprefix(site.address)
    page.locator(f"form[action='{address}start/'] button").first.click()
    for _ in range(120):
        if f"{address}1/accept/" in page.context.request.get(f"{site.address}{address}1/").text():
            return address
        page.wait_for_timeout(1000)
    pytest.fail("the example was not placed")


@pytest.mark.parametrize("look", [Look("zh", 1280), Look("en", 390), Look("en", 1280, "dark"), Look("zh", 390, "dark")], ids=lambda look: f"{look.language}-{look.width}-{look.theme}")  # fmt: skip
def test_no_page_of_who_is_signed_in_has_an_accessibility_fault_or_runs_out_of_the_window(
    browser: Browser, site: Site, planner: StorageState, pages: dict[str, str], look: Look
) -> None:
    faults: dict[str, Any] = {}
    with visitor(browser, site, look, planner) as context:
        page = context.new_page()
        for name, path in pages.items():
            answer = page.goto(site.address + path)
            assert answer is not None
            assert answer.status == 200, path
            found = [each for each in Axe().run(page, options=RULES)["violations"] if _counts(each)]
            wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            if found or wide:
                faults[name] = [wide, [(each["id"], each["nodes"][0]["html"][:160]) for each in found]]
            if folder := os.environ.get("SHOTS"):
                page.screenshot(path=f"{folder}/{name}-{look.language}-{look.width}-{look.theme}.png", full_page=True)
    assert faults == {}


def _counts(found: dict[str, Any]) -> bool:
    """The law of the land, and of the advice beyond it that a landmark does not stand inside another."""
    return found["id"] == LANDMARKS or any(tag.startswith("wcag") for tag in found["tags"])
