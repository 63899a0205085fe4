"""Every page, in both languages, at three widths, in light and dark: nothing runs out of the window, nothing is complained of."""

from __future__ import annotations

from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.browser.conftest import Look, Site, visitor

PAGES = (
    "/",
    "/goals/demonstration-zone/gdp/",
    "/plans/S1/",
    "/plans/S2/?kind=things",
    "/plans/S1/findings/",
    "/catalogue/",
    "/places/431127/",
    "/carriers/S437063/",
    "/match/",
    "/match/?industry=%E6%9C%8D%E8%A3%85&land=80&origin=%E6%B7%B1%E5%9C%B3",
    "/admission/",
    "/admission/?carrier=G432129&industry=2631&energy=6000&coal=0&is_new=true&shoreline_km=0.4&catalogue_class=%E9%99%90%E5%88%B6&land=100",
    "/rules/",
    "/rules/chemical-one-km/",
    "/rules/parameters/",
    "/budgets/",
    "/access/?to=guilin&mode=rail&by=saved&line=shao-yong",
    "/chains/",
    "/chains/xx-lithium/",
    "/ties/?on=2022-01-01",
    "/flows/",
    "/match/?industry=%E6%9C%8D%E8%A3%85&view=robust&method=topsis",
    "/match/?industry=%E6%9C%8D%E8%A3%85&view=table&w-port-distance=50",
    "/match/?industry=%E6%9C%8D%E8%A3%85&view=rules",
    "/boards/",
    "/boards/post-talent/",
    "/boards/post-talent/example/",
    "/boards/lead-carrier/example/",
    "/why/progress:demonstration-zone:gdp:2020/",
    "/indices/",
    "/indices/county-receiving-base/",
    "/indices/county-receiving-base/?view=definition",
    "/indices/county-receiving-base/?view=trust",
    "/indices/county-receiving-base/?view=data",
    "/indices/county-receiving-base/?view=publication",
    "/indices/county-receiving-base/units/431202/",
    "/indices/development-zone-2021/",
    "/indices/demonstration-zone-wanjiang/?sheet=case-0&normalise=min-max&settle=1",
    "/registers/",
    "/search/?q=%E8%93%9D%E5%B1%B1",
    "/registers/plots/",
    "/sources/",
    "/glossary/",
    "/uploads/",
    "/screening/",
    "/placement/",
    "/settlement/",
    "/settlement/schemes/special-fund-result-first/",
    "/settlement/agreements/enclave/",
    "/ledger/",
    "/tokens/",
    "/hooks/",
    "/api/docs/",
    "/dispatch/",
    "/notices/",
    "/notices/wishes/",
    "/retention/",
    "/audit/",
    "/dispatch/rounds/new/",
    "/sign-in/",
    "/no-such-page/",
)
LOOKS = tuple(Look(language, width) for language in ("zh", "en") for width in (390, 1280, 2560))


def heard(page: Page) -> list[str]:
    """What the browser complains of while the page is looked at; a page that is not there says so itself."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.language}-{look.width}")
def test_nothing_runs_out_of_the_window_and_the_console_is_silent(browser: Browser, site: Site, look: Look) -> None:
    with visitor(browser, site, look) as context:
        page = context.new_page()
        said = heard(page)
        wide: list[str] = []
        for path in PAGES:
            page.goto(site.address + path)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append(path)
        assert wide == []
        assert [each for each in said if "404" not in each] == []


@pytest.mark.parametrize(
    "look",
    [Look("zh", 1280, "light"), Look("en", 1280, "dark"), Look("en", 390, "light"), Look("zh", 390, "dark")],
    ids=lambda look: f"{look.language}-{look.width}-{look.theme}",
)
def test_no_page_has_an_accessibility_fault(browser: Browser, site: Site, look: Look) -> None:
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
    faults: dict[str, list[Any]] = {}
    with visitor(browser, site, look) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(site.address + path)
            # The page forbids foreign scripts; the tester's own is put in by the browser, not by the page.
            found = Axe().run(page, options=rules)["violations"]
            if found:
                faults[path] = [(each["id"], each["nodes"][0]["html"][:120]) for each in found]
    assert faults == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_can_be_read_without_scripts(browser: Browser, site: Site, language: str) -> None:
    with visitor(browser, site, Look(language, scripts=False)) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(site.address + path)
            assert page.locator("h1").count() == 1, path
            assert len(page.locator("main").inner_text()) > 15, path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_language_of_the_page_is_declared(browser: Browser, site: Site, language: str) -> None:
    with visitor(browser, site, Look(language)) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(site.address + path)
            assert (page.get_attribute("html", "lang") or "").startswith(language), path


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(browser: Browser, site: Site) -> None:
    with visitor(browser, site, Look()) as context:
        page = context.new_page()
        page.goto(site.address + "/catalogue/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
        page.keyboard.press("Enter")
        assert "#" in page.url


def test_what_has_the_focus_can_be_seen(browser: Browser, site: Site) -> None:
    with visitor(browser, site, Look()) as context:
        page = context.new_page()
        page.goto(site.address + "/match/")
        seen = 0
        for _ in range(12):
            page.keyboard.press("Tab")
            shown = page.evaluate(
                "(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; })()"
            )
            seen += bool(shown)
        assert seen == 12


def test_a_printed_page_has_no_menu(browser: Browser, site: Site) -> None:
    with visitor(browser, site, Look()) as context:
        page = context.new_page()
        page.goto(site.address + "/")
        page.emulate_media(media="print")
        for part in ("nav.main", ".menu", ".tools", "footer"):
            assert not page.locator(part).is_visible()
        assert page.locator("h1").is_visible()
