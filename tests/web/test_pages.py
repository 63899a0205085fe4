"""Every page answers in both languages, without a word of the other, and with its headers."""

import re

import pytest
from django.test import Client

PAGES = [
    "/", "/goals/demonstration-zone/gdp/", "/plans/S1/", "/plans/S1/?kind=entries", "/plans/S2/?kind=measures", "/plans/S2/?kind=things",
    "/plans/S1/?kind=systems", "/plans/S1/findings/", "/catalogue/", "/catalogue/?industry=39", "/places/431127/", "/places/430400/", "/carriers/S437063/",
    "/match/", "/match/?industry=服装&land=80&origin=深圳", "/access/?to=guilin&mode=rail&line=shao-yong", "/chains/", "/chains/s1-equipment/", "/ties/", "/flows/",
    "/indices/", "/indices/county-receiving-base/", "/indices/county-receiving-base/?view=definition", "/indices/county-receiving-base/?view=trust",
    "/indices/county-receiving-base/?view=data", "/indices/county-receiving-base/units/431202/", "/indices/development-zone-2021/", "/indices/demonstration-zone-wanjiang/?sheet=case-0&normalise=min-max&settle=1",
    "/match/?industry=服装&view=robust&method=topsis", "/match/?industry=服装&view=table&w-port-distance=50",
    "/match/?industry=服装&view=rules", "/boards/", "/boards/post-talent/", "/boards/post-talent/example/", "/boards/lead-carrier/example/",
    "/why/claim-free/", "/sources/", "/glossary/", "/sign-in/", "/nowhere/",
]  # fmt: skip
FOUND = [page for page in PAGES if page not in {"/why/claim-free/", "/nowhere/"}]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def page(address: str, language: str) -> tuple[int, str, dict[str, str]]:
    client = Client(headers={"Accept-Language": "en-GB" if language == "en" else "zh-CN"})
    answer = client.get(address)
    return answer.status_code, answer.content.decode(), dict(answer.headers)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("address", FOUND)
def test_it_answers(address: str, language: str) -> None:
    status, text, _ = page(address, language)
    assert status == 200
    assert ('lang="en"' if language == "en" else 'lang="zh-CN"') in text[:200]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_an_english_page_has_no_chinese_but_what_is_marked_as_chinese(address: str) -> None:
    _, text, _ = page(address, "en")
    bare = re.sub(r"<(\w+)[^>]*\blang=\"zh-CN\"[^>]*>.*?</\1>", "", text, flags=re.DOTALL)
    bare = re.sub(r'\s(?:value|placeholder|title|href|aria-label)="[^"]*"', "", bare)
    bare = bare.replace('<span class="seal" aria-hidden="true">承</span>', "")
    bare = re.sub(r"<option[^>]*>.*?</option>|<title>.*?</title>|<code>.*?</code>", "", bare, flags=re.DOTALL)
    left = sorted({line.strip()[:80] for line in bare.splitlines() if CHINESE.search(line)})
    assert left == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/nowhere/", "/match/?industry=x&land=-3"])
def test_every_answer_bears_its_headers(address: str) -> None:
    _, text, headers = page(address, "zh")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert not re.search(r"<script(?! src=\"/static/chengjie/[a-z]+\.js\" defer></script>)", text)
    assert not re.search(r"<\w+[^>]*\sstyle=", text)


@pytest.mark.django_db
def test_what_is_not_there_is_said_in_both_languages() -> None:
    assert "没有这一页" in page("/nowhere/", "zh")[1]
    assert "No such page" in page("/nowhere/", "en")[1]
    assert page("/places/999999/", "zh")[0] == page("/carriers/x/", "zh")[0] == page("/plans/S9/", "zh")[0] == 404


@pytest.mark.django_db
def test_an_unknown_figure_is_refused_with_the_nearest() -> None:
    status, text, _ = page("/why/claim:nix/", "en")
    assert status == 404
    assert "Not accepted" in text


@pytest.mark.django_db
def test_the_overview_shows_holes_as_holes() -> None:
    _, text, _ = page("/", "zh")
    assert "没有观测值" in text
    assert "18,000" in text
    assert "湘西地区“十四五”产业发展规划" in text


@pytest.mark.django_db
def test_a_match_says_why_and_what_is_missing() -> None:
    _, text, _ = page("/match/?industry=服装&land=80&origin=深圳", "zh")
    assert "承接目录列有" in text
    assert "可供土地" in text
    assert "园区管委会" in text


@pytest.mark.django_db
def test_faults_of_a_project_are_all_said_at_once() -> None:
    status, text, _ = page("/match/?industry=服装&land=-3&power=abc", "zh")
    assert status == 400
    assert text.count("<li>") >= 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ending", "kind"), [("csv", "text/csv"), ("json", "application/json"), ("xlsx", "spreadsheetml")]
)
@pytest.mark.parametrize("address", ["/plans/S1/?kind=targets", "/catalogue/?q=", "/match/?industry=服装"])
def test_tables_go_out_as_files(address: str, ending: str, kind: str) -> None:
    answer = Client().get(f"{address}&format={ending}")
    assert answer.status_code == 200
    assert kind in answer["Content-Type"]
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.django_db
def test_a_hostile_word_stays_a_word() -> None:
    _, text, _ = page('/match/?industry=<script>alert(1)</script>&name="><img src=x onerror=alert(1)>', "zh")
    assert "<script>alert" not in text
    assert "<img" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(("what", "value"), [("language", "en"), ("theme", "dark")])
def test_a_choice_is_kept_and_leads_back_but_never_elsewhere(what: str, value: str) -> None:
    client = Client()
    back = client.get(f"/choose/{what}/{value}/?next=/glossary/")
    assert (back.status_code, back["Location"]) == (302, "/glossary/")
    assert client.cookies[what].value == value
    assert client.get(f"/choose/{what}/{value}/?next=https://elsewhere.example/")["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "inside", "outside"),
    [
        ("S1/?kind=entries&place=蓝山县", "蓝山经济开发区", "松木经济开发区"),
        ("S1/?kind=entries&industry=制鞋", "", "松木经济开发区"),
        ("S2/?kind=measures&place=桑植县", "红色旅游提升工程", "企业入园行动"),
        ("S2/?kind=things&type=herb", "金银花", "怀化高新区"),
        ("S1/?kind=targets&period=2025", "2025", ""),
    ],
)
def test_claims_are_filtered_by_place_industry_kind_and_year(query: str, inside: str, outside: str) -> None:
    page = Client().get(f"/plans/{query}").content.decode()
    body = page[page.index("<tbody>") :]
    assert inside in body
    assert not outside or outside not in body


@pytest.mark.django_db
@pytest.mark.parametrize("address", FOUND)
def test_no_mark_of_a_language_stands_inside_an_attribute_or_a_title(address: str) -> None:
    _, text, _ = page(address, "en")
    assert re.findall(r'\s[\w-]+="[^"]*<[^"]*"|<title>[^<]*<(?!/title)', text) == []
    assert "&lt;span" not in text
