"""Index pages: what is missing is asked for, changes are tried in the address, sheets are each person's own."""

import io
import json
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

BASE = "/indices/county-receiving-base/"
CARD = "/indices/industry-team-card/"
SHEET = "unit,new-projects,funds,match,carriers,teams,bonus\n甲专班,80,50,100,60,60,2\n乙专班,70,70,70,70,70,0\n"


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.django_db
def test_the_list_says_what_is_missing_and_what_can_score() -> None:
    page = text(Client(headers={"Accept-Language": "zh-CN"}), "/indices/")
    assert "皖江办法" in page
    assert "可以打分" in page
    assert "缺 3" in page


@pytest.mark.django_db
def test_scores_come_with_rank_ranges_and_what_was_left_out() -> None:
    page = text(Client(headers={"Accept-Language": "zh-CN"}), BASE)
    assert "名次区间" in page
    assert "舍去指标" in page
    assert "统计局" in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_an_index_without_weights_asks_by_name(language: str) -> None:
    page = text(Client(headers={"Accept-Language": language}), "/indices/business-environment-s1/")
    assert ("招商引资" in page) is (language == "zh-CN")
    assert ("Investment promotion" in page) is (language == "en-GB")


@pytest.mark.django_db
def test_a_changed_cell_moves_ranks_and_is_said_to_be_an_assumption() -> None:
    page = text(Client(headers={"Accept-Language": "zh-CN"}), f"{BASE}?unit=431271&column=population&value=1")
    assert "按您的假定试算" in page
    moved = text(Client(headers={"Accept-Language": "zh-CN"}), f"{BASE}?unit=431202&column=park-count&value=0")
    assert "变动的名次" in moved
    assert "↓" in moved


@pytest.mark.django_db
def test_weights_and_open_points_may_be_taken_upon_the_reader() -> None:
    page = text(
        Client(headers={"Accept-Language": "zh-CN"}),
        "/indices/project-landing/?sheet=case-0&w-performance=60&w-funds=40",
    )
    assert "80.00" in page
    assert "78.00" in page
    wanjiang = "/indices/demonstration-zone-wanjiang/?sheet=case-0&normalise=min-max&settle=1"
    assert "86.80" in text(Client(headers={"Accept-Language": "zh-CN"}), wanjiang)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("unit=nobody&column=port&value=3", "没有这一格"),
        ("unit=431202&column=port&value=abc", "不是数字"),
        ("unit=431202&column=port&value=nan", "不是数字"),
        ("w-people=-1", "必须大于零"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(query: str, code: str) -> None:
    assert code in text(
        Client(headers={"Accept-Language": "zh-CN"}), f"{BASE}?{query}", 404 if "nobody" in query else 400
    )


@pytest.mark.django_db
def test_what_is_not_there_is_not_found() -> None:
    for address in ("/indices/nothing/", f"{BASE}?sheet=0123456789abcdef", f"{BASE}units/nobody/"):
        text(Client(), address, 404)


@pytest.mark.django_db
def test_a_unit_shows_what_drives_it_and_its_sources() -> None:
    page = text(Client(headers={"Accept-Language": "zh-CN"}), f"{BASE}units/431202/")
    assert "第七次全国人口普查" in page
    assert "最小最大" in page


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["xlsx", "docx", "csv", "json"])
def test_results_go_out_as_files(ending: str) -> None:
    for what in ("", "&what=steps", "&what=template"):
        answer = Client().get(f"{BASE}?format={ending}{what}")
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in_before_bringing_a_sheet() -> None:
    answer = Client().post(f"{CARD}sheets/", {"sheet": SimpleUploadedFile("a.csv", SHEET.encode())})
    assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={CARD}sheets/")


def test_a_sheet_is_scored_and_only_its_owner_sees_it(as_li: Client, as_wang: Client) -> None:
    answer = as_li.post(f"{CARD}sheets/", {"sheet": SimpleUploadedFile("三季度.csv", SHEET.encode())})
    assert answer.status_code == 302
    address = answer["Location"]
    assert "74.00" in text(as_li, address)
    assert "三季度.csv" in text(as_li, f"{CARD}?view=data")
    text(as_wang, address, 404)
    text(Client(), address, 404)
    key = address.rpartition("=")[2]
    assert as_wang.post(f"{CARD}sheets/{key}/remove/").status_code == 404
    assert as_li.post(f"{CARD}sheets/{key}/remove/").status_code == 302
    text(as_li, address, 404)


def test_a_filled_template_comes_back_and_is_scored(as_li: Client, li: User) -> None:
    header = as_li.get(f"{CARD}?format=csv&what=template").content.decode("utf-8-sig").splitlines()[0]
    assert header.startswith("unit,new-projects,funds")
    answer = as_li.post(
        f"{CARD}sheets/",
        {"sheet": SimpleUploadedFile("a.csv", (header + "\n甲,1,2,3,4,5,0\n乙,2,3,4,5,6,0\n").encode())},
    )
    assert "乙" in text(as_li, answer["Location"])


def test_a_faulty_sheet_is_refused_with_its_cells_and_nothing_stays(as_li: Client) -> None:
    answer = as_li.post(f"{CARD}sheets/", {"sheet": SimpleUploadedFile("a.csv", b"unit,funds\nx,1\nx,inf\n")})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "row 3" in page
    assert "a.csv" not in text(as_li, f"{CARD}?view=data")
    empty = as_li.post(f"{CARD}sheets/", {"sheet": io.BytesIO(b"")})
    assert empty.status_code == 400


def test_words_among_numbers_are_shown_at_their_cell(as_li: Client) -> None:
    wrong = SHEET.replace("80,50", "八十,50")
    answer = as_li.post(f"{CARD}sheets/", {"sheet": SimpleUploadedFile("a.csv", wrong.encode())})
    assert "row 2 · new-projects" in text(as_li, answer["Location"], 400)


def test_a_person_keeps_a_bounded_number_of_sheets(as_li: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chengjie.web.index_sheets.MOST_SHEETS", 1)
    assert as_li.post(f"{CARD}sheets/", {"sheet": SimpleUploadedFile("a.csv", SHEET.encode())}).status_code == 302
    more = SHEET + "丙专班,1,1,1,1,1,0\n"
    answer = as_li.post(f"{CARD}sheets/", {"sheet": SimpleUploadedFile("b.csv", more.encode())})
    assert answer.status_code == 400
    assert "最多保存 1 份" in answer.content.decode()


@pytest.mark.django_db
def test_the_api_scores_rows_and_lists_what_is_missing() -> None:
    listed = Client().get("/api/indices").json()["indices"]
    assert any(each["missing"] for each in listed)
    rows = [
        {"unit": "甲", "tax": 231.864, "land": 10, "power": 492.9081632653061},
        {"unit": "乙", "tax": 1, "land": None, "power": 3},
    ]
    answer = (
        Client()
        .post("/api/indices/per-mu-huangyan-small", json.dumps({"rows": rows}), content_type="application/json")
        .json()
    )
    assert answer["scores"][0] == pytest.approx(200)
    assert answer["scores"][1] is None
    assert Client().get("/api/indices/county-receiving-base").json()["ranks"]
    assert Client().get("/api/indices/b-ready").status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "index-data-one-unit"),
        ([{"tax": 1}], "index-data-unit-unnamed"),
        ([{"unit": "a", "tax": 1}, {"unit": "a", "tax": 2}], "index-data-duplicate-unit"),
    ],
)
def test_the_api_refuses_rows_that_are_none(rows: list[dict[str, object]], code: str) -> None:
    answer = Client().post(
        "/api/indices/per-mu-huangyan-small", json.dumps({"rows": rows}), content_type="application/json"
    )
    assert answer.status_code == 400
    assert code in [fault["code"] for fault in answer.json()["refused"]]


def test_a_sheet_of_several_years_has_ranges_units_and_changes_of_each_year(as_li: Client) -> None:
    head, years = SHEET.splitlines()[0].replace("unit,", "unit,year,"), ("2023", "2024")
    rows = [
        f"{name},{year},{n}0,{k}0,70,60,50,0" for k, year in enumerate(years, 3) for n, name in enumerate("甲乙丙", 4)
    ]
    answer = as_li.post(f"{CARD}sheets/", {"sheet": SimpleUploadedFile("a.csv", "\n".join([head, *rows]).encode())})
    address = answer["Location"]
    page = text(as_li, address)
    assert page.count("<td>2023</td>") == page.count("<td>2024</td>") == 3
    assert "次试算" in page
    assert 'value="甲@2024"' in page
    assert "/units/甲/?sheet=" in unquote(page)
    early, late = (text(as_li, f"{CARD}units/甲/{address[address.index('?') :]}&period={year}") for year in years)
    assert (early != late, "<small>2023</small>" in early, "<small>2024</small>" in late) == (True, True, True)
    moved = text(as_li, f"{address}&unit=甲@2024&column=funds&value=100")
    assert "甲 2024" in moved
    assert text(as_li, f"{address}&unit=甲@2025&column=funds&value=100", 404)
    assert "次试算" in text(as_li, f"{address}&view=trust")
