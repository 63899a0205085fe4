"""What people come for: a planner follows a figure to its sentence, an officer finds her county, a firm finds a site."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, StorageState, expect
from tests.browser.conftest import Look, Site, visitor

PLAN = """云溪产业发展规划

一、发展目标

到2025年，地区生产总值达到300亿元，建成标准厂房20万平方米。

二、主要任务

依托云溪高新区，加快云白铁路建设。
"""


def test_a_planner_goes_from_a_headline_to_what_lies_under_it(browser: Browser, site: Site) -> None:
    with visitor(browser, site, Look()) as context:
        page = context.new_page()
        page.goto(site.address + "/")
        page.locator("main a[href^='/goals/']").first.click()
        expect(page.locator("h1")).to_be_visible()
        page.locator("main a[href^='/why/']").first.click()
        expect(page.locator("main")).to_contain_text("湘南湘西承接产业转移示范区发展规划")


def test_an_officer_finds_her_county_and_its_park(browser: Browser, site: Site) -> None:
    with visitor(browser, site, Look()) as context:
        page = context.new_page()
        page.goto(site.address + "/catalogue/")
        page.locator("main input[type=search], main input[type=text]").first.fill("蓝山")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="蓝山县").first.click()
        expect(page.locator("h1")).to_contain_text("蓝山县")
        page.get_by_role("link", name="湖南蓝山经济开发区").first.click()
        expect(page.locator("h1")).to_contain_text("湖南蓝山经济开发区")


def test_a_telephone_opens_the_menu_of_all_pages_without_scripts(browser: Browser, site: Site) -> None:
    with visitor(browser, site, Look("zh", 390, scripts=False)) as context:
        page = context.new_page()
        page.goto(site.address + "/plans/S1/")
        expect(page.locator("nav.main")).not_to_be_visible()
        page.locator(".menu summary").click()
        page.locator(".menu").get_by_role("link", name="承接目录").click()
        expect(page.locator("h1")).to_contain_text("目录")


def test_a_firm_asks_for_a_site_and_is_told_why(browser: Browser, site: Site) -> None:
    with visitor(browser, site, Look("en", 390)) as context:
        page = context.new_page()
        page.goto(site.address + "/match/")
        page.locator("[name=industry]").fill("服装加工")
        page.locator("[name=land]").fill("80")
        page.locator("[name=industry]").press("Enter")
        expect(page.locator("main a[href^='/why/']").first).to_be_visible()
        expect(page.locator("main a[href^='/carriers/']").first).to_be_visible()


def test_a_weight_that_is_moved_shows_the_earlier_rank_at_once(browser: Browser, site: Site) -> None:
    with visitor(browser, site, Look("zh", 1280)) as context:
        page = context.new_page()
        page.goto(site.address + "/match/?industry=服装&land=80&origin=深圳")
        expect(page.locator(".move")).to_have_count(0)
        slider = page.locator("#w-county-catalogue")
        slider.focus()
        for _ in range(10):
            slider.press("ArrowLeft")
        expect(page.locator(".move").first).to_be_visible()
        expect(page.locator("#w-county-catalogue")).to_have_value("20")


def test_an_officer_brings_two_tables_together(browser: Browser, site: Site) -> None:
    with visitor(browser, site, Look("zh", 1280, scripts=False)) as context:
        page = context.new_page()
        page.goto(site.address + "/boards/")
        page.get_by_role("link", name="岗位与人才").click()
        page.get_by_role("link", name="看样例的结果").click()
        expect(page.locator("main")).to_contain_text("稳定配对")


def test_a_project_that_makes_no_sense_is_refused_in_words(browser: Browser, site: Site) -> None:
    with visitor(browser, site, Look()) as context:
        page = context.new_page()
        answer = page.goto(site.address + "/match/?industry=服装&land=-5")
        assert answer is not None
        assert 400 <= answer.status < 500
        expect(page.locator("main")).to_contain_text("用地")


def test_the_language_changes_where_one_is(browser: Browser, site: Site) -> None:
    with visitor(browser, site, Look()) as context:
        page = context.new_page()
        page.goto(site.address + "/catalogue/")
        page.get_by_role("link", name="English").click()
        assert page.url.rstrip("/").endswith("/catalogue")
        expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_plan_of_ones_own_is_read_and_reviewed_after_signing_in(
    browser: Browser, site: Site, planner: StorageState, tmp_path: Path
) -> None:
    path = tmp_path / "云溪规划.txt"
    path.write_text(PLAN, encoding="utf-8")
    with visitor(browser, site, Look(), planner) as context:
        page = context.new_page()
        page.goto(site.address + "/uploads/")
        page.set_input_files("input[type=file]", path)
        page.locator("main form:has(input[type=file]) button").click()
        page.wait_for_url("**/uploads/*-*/**")
        for _ in range(40):
            if page.get_by_text("地区生产总值").count():
                break
            page.wait_for_timeout(500)
            page.reload()
        expect(page.get_by_text("地区生产总值").first).to_be_visible()
