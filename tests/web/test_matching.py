"""The match page: weights moved, carriers compared, trust shown, files; matches kept by 李 that 王 must not see."""

import io
import re
import zipfile
from urllib.parse import urlencode

import docx
import openpyxl
import pytest
from django.contrib.auth.models import User
from django.test import Client

from chengjie.web.records.matching import KeptMatch

pytestmark = pytest.mark.django_db
SHOES = "/match/?" + urlencode({"industry": "制鞋", "land": "80", "origin": "深圳"})


def page(address: str, language: str = "zh") -> str:
    answer = Client(headers={"Accept-Language": language}).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def ids(text: str) -> list[str]:
    return re.findall(r'name="compare" value="([^"]+)"', text)


def test_weights_that_move_show_the_earlier_rank_beside_the_later() -> None:
    before = ids(page(SHOES))
    text = page(SHOES + "&w-county-catalogue=0&w-airport-distance=60")
    after = ids(text)
    assert before != after
    assert "原第" in text
    assert "恢复原来的权重" in text
    assert "原第" not in page(SHOES + "&w-county-catalogue=30")


def test_the_weights_go_out_with_the_form_and_work_without_scripts() -> None:
    text = page(SHOES)
    form = text[text.index('id="weights"') :]
    assert 'method="get"' in form
    assert 'name="industry" value="制鞋"' in form[: form.index("</form>")]
    assert form.count('type="range"') == 7


def test_two_carriers_stand_side_by_side_with_their_reasons() -> None:
    one, other = ids(page(SHOES))[:2]
    text = page(f"{SHOES}&compare={one}&compare={other}")
    pair = text[text.index('id="pair"') :]
    assert pair[: pair.index("</section>")].count("<tr>") == 10
    assert "请选两个承载地再比较" in page(f"{SHOES}&compare={one}")


@pytest.mark.parametrize(
    ("view", "words"),
    [("table", "各承载地的得分"), ("robust", "名次逆转"), ("rules", "节能审查"), ("odd", "权重浮动时第")],
)
def test_every_side_of_the_answer_is_shown(view: str, words: str) -> None:
    assert words in page(f"{SHOES}&view={view}")


def test_another_method_is_taken_and_a_wrong_one_refused() -> None:
    assert 'value="vikor" selected' in page(SHOES + "&method=vikor")
    answer = Client().get(SHOES + "&method=dice&w-port-distance=x")
    assert answer.status_code == 400


def test_a_weight_that_is_no_number_is_refused_by_name() -> None:
    answer = Client().get(SHOES + "&w-port-distance=much&w-park-size=nan")
    assert answer.status_code == 400
    assert "port-distance" in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("zh", ("“投资”应当大于零", "“用地”大得不像真的", "“用工”读不出数量")),
        ("en", ("“Investment”", "“Land”", "“Jobs”")),
    ],
)
def test_amounts_that_cannot_be_are_named_as_the_form_names_them(language: str, names: tuple[str, ...]) -> None:
    odd = SHOES.replace("land=80", "land=99999999999") + "&investment=-5&jobs=abc"
    answer = Client(headers={"Accept-Language": language}).get(odd)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert all(name in text for name in names)
    assert "“investment”" not in text


def test_the_paper_has_reasons_missing_inputs_and_standings() -> None:
    answer = Client(headers={"Accept-Language": "zh"}).get(SHOES + "&format=docx")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as paper:
        text = paper.read("word/document.xml").decode()
    for words in ("前十名的理由", "离得最近的是", "前十名缺少的资料", "得第一的比例", "权重和阈值是本软件的假设"):
        assert words in text


def test_the_paper_cites_every_reason_in_a_numbered_list_of_sources() -> None:
    answer = Client(headers={"Accept-Language": "zh"}).get(SHOES + "&format=docx")
    tables = {
        tuple(cell.text for cell in each.rows[0].cells): each
        for each in docx.Document(io.BytesIO(answer.content)).tables
    }
    reasons = tables["承载地", "准则", "得分", "满分", "理由", "出处"]
    numbers = {
        row.cells[0].text
        for table in tables.values()
        if table.rows[0].cells[0].text == "编号"
        for row in table.rows[1:]
    }
    told = [
        row.cells[5].text
        for row in reasons.rows[1:]
        if "?" not in row.cells[4].text and "没有" not in row.cells[4].text
    ]
    assert told
    assert all(re.match(r"\[\d+\] ", each) for each in told)
    cited = {
        number
        for table in tables.values()
        for row in table.rows
        for number in re.findall(r"\[(\d+)\]", row.cells[-1].text)
    }
    assert cited == numbers


def test_the_sheet_has_the_points_of_every_criterion() -> None:
    answer = Client(headers={"Accept-Language": "zh"}).get(SHOES + "&format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    titles = [cell.value for cell in sheet[1]]
    assert {"县市区承接目录", "到海港", "理由"} <= set(titles)


def test_an_industry_that_nobody_takes_is_called_no_good_match() -> None:
    assert "没有好的匹配" in page("/match/?industry=算命")


def keep(client: Client, name: str = "鞋厂") -> None:
    query = urlencode({"industry": "制鞋", "land": "80"})
    assert client.post("/match/keep/", {"name": name, "query": query}).status_code == 302


def test_a_match_is_kept_with_its_history_and_taken_away(as_li: Client, li: User) -> None:
    keep(as_li)
    keep(as_li)
    kept = KeptMatch.objects.get(owner=li)
    assert kept.answers.count() == 2
    assert kept.latest is not None
    assert kept.latest.first
    text = as_li.get("/match/kept/").content.decode()
    assert "鞋厂" in text
    assert "2 次" in text
    assert as_li.post(f"/match/kept/{kept.pk}/remove/").status_code == 302
    assert not KeptMatch.objects.exists()


def test_nobody_else_sees_or_removes_what_li_kept(as_li: Client, as_wang: Client) -> None:
    keep(as_li)
    kept = KeptMatch.objects.get()
    assert "鞋厂" not in as_wang.get("/match/kept/").content.decode()
    assert as_wang.post(f"/match/kept/{kept.pk}/remove/").status_code == 404
    assert Client().get("/match/kept/").status_code == 302
    assert Client().post("/match/keep/", {"name": "a", "query": "industry=x"}).status_code == 302
    assert KeptMatch.objects.count() == 1


def test_what_asks_nothing_is_not_kept_and_there_is_a_bound(as_li: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert as_li.post("/match/keep/", {"name": "a", "query": ""}).status_code == 400
    monkeypatch.setattr("chengjie.web.pages.kept_matches.MOST", 0)
    assert as_li.post("/match/keep/", {"name": "a", "query": "industry=制鞋"}).status_code == 400
