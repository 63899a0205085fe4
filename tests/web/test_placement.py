"""The placement studio: 李 brings tables, runs scenarios, accepts and takes back; 王 sees none of it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import chengjie.placement
from chengjie.placement import Answer, Infeasible, Optimal, Problem
from chengjie.placement.found import Found
from chengjie.placement.model import build
from chengjie.placement.proof import prove
from chengjie.web import solving
from chengjie.web.models import Run, Study

CARRIERS = "承载地,县,用地\n甲园,新田县,10\n乙园,蓝山县,6\n"
PROJECTS = "项目,行业,用地,价值:甲园,价值:乙园\n一厂,电子,6,9,5\n二厂,电子,5,8,2\n三厂,食品,4,3,\n"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are worked before the answer, so that a test sees them done."""
    monkeypatch.setattr(solving, "begin", solving.work)
    monkeypatch.setattr(chengjie.placement, "worths", lambda _: ())  # a process of its own, tested in its own place
    monkeypatch.setattr(chengjie.placement, "solve", decided)


def decided(problem: Problem, **_: object) -> Answer:
    """The proof alone, in this process: the solvers' own processes are tested in their own place."""
    model, naming = build(problem)
    told: list[Found] = []
    prove(model, lambda: None, told.append)
    best = max((found for found in told if found.chosen is not None), key=lambda found: found.worth, default=None)
    if best is None or best.chosen is None:
        return Infeasible(0.1)
    return Optimal(naming.sign * best.worth, naming.sign * best.worth, 0.1, naming.assignment(best.chosen))


def bring(client: Client, projects: str = PROJECTS) -> Study:
    files = {
        name: SimpleUploadedFile(f"{name}.csv", text.encode())
        for name, text in (("carriers", CARRIERS), ("projects", projects))
    }
    answer = client.post("/placement/bring/", {"name": "我的布局", **files})
    assert answer.status_code == 302, answer.content.decode()
    return Study.objects.get(name="我的布局")


def table(name: str, text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.csv", text.encode())


def run(client: Client, study: Study, **asked: str | SimpleUploadedFile) -> Run:
    assert client.post(f"/placement/{study.pk}/start/", {"seconds": "20", **asked}).status_code == 302
    return study.runs.order_by("-number")[0]


def test_the_studio_greets_strangers_with_templates(db: None) -> None:
    page = Client().get("/placement/").content.decode()
    assert "登录" in page
    assert Client().get("/placement/templates/projects/?format=csv").status_code == 200
    assert Client().get("/placement/templates/nothing/").status_code == 404


def test_tables_become_a_study_and_a_scenario_an_answer(as_li: Client) -> None:
    study = bring(as_li)
    found = run(as_li, study)
    assert found.state == "done"
    assert found.answer["assignment"] == {"一厂": "乙园", "二厂": "甲园", "三厂": "甲园"}
    page = as_li.get(f"/placement/{study.pk}/{found.number}/?project=一厂").content.decode()
    assert "甲园 的用地要 15，只有 10" in page
    assert "布局地图" in page
    assert "最优" in as_li.get(f"/placement/{study.pk}/").content.decode()
    assert as_li.get(f"/placement/{study.pk}/{found.number}/?format=xlsx").status_code == 200
    assert "data-done" in as_li.get(f"/placement/{study.pk}/{found.number}/?part=progress").content.decode()


def test_a_lost_capacity_is_planned_again_with_few_moves(as_li: Client) -> None:
    study = bring(as_li)
    run(as_li, study)
    after = run(as_li, study, carrier="甲园", resource="用地", room="8", after="1", name="甲园少 2 亩")
    assert after.answer["assignment"] == {"一厂": "乙园", "二厂": "甲园", "三厂": None}
    page = as_li.get(f"/placement/{study.pk}/{after.number}/").content.decode()
    assert "甲园 增加用地 1" in page
    assert "尽量不动" in as_li.get(f"/placement/{study.pk}/").content.decode()


def test_what_is_accepted_stands_until_it_is_reversed_and_the_ledger_only_grows(as_li: Client, li: User) -> None:
    study = bring(as_li)
    run(as_li, study)
    as_li.post(f"/placement/{study.pk}/1/accept/", {"why": "会议纪要一"})
    assert len(study.standing()) == 3
    as_li.post(f"/placement/{study.pk}/1/accept/")
    assert study.entries.count() == 3
    kept = run(as_li, study, keep="1", dropped="三厂")
    assert kept.changes["keep"] == {"一厂": "乙园", "二厂": "甲园"}
    as_li.post(f"/placement/{study.pk}/reverse/", {"project": "二厂", "why": "投资方退出"})
    assert set(study.standing()) == {"一厂", "三厂"}
    assert [entry.kind for entry in study.entries.all()] == ["accept", "accept", "accept", "reverse"]
    assert {entry.by for entry in study.entries.all()} == {li}
    assert "投资方退出" in as_li.get(f"/placement/{study.pk}/").content.decode()
    assert as_li.get(f"/placement/{study.pk}/ledger/?format=csv").status_code == 200
    assert "study-has-entries" in as_li.post(f"/placement/{study.pk}/remove/").content.decode()


def test_a_problem_without_an_answer_is_told_with_what_collides(as_li: Client) -> None:
    study = bring(
        as_li,
        PROJECTS.replace("行业,用地", "行业,必须落地,用地").replace("电子,", "电子,是,").replace("食品,", "食品,是,"),
    )
    found = run(as_li, study, carrier="甲园", resource="用地", room="8")
    assert found.answer["status"] == "infeasible"
    assert "互相冲突" in as_li.get(f"/placement/{study.pk}/{found.number}/").content.decode()


def test_faults_of_tables_stand_at_their_cell(as_li: Client) -> None:
    files = {
        name: SimpleUploadedFile(f"{name}.csv", text.encode())
        for name, text in (("carriers", CARRIERS), ("projects", PROJECTS.replace("9,5", "多,5")))
    }
    page = as_li.post("/placement/bring/", files)
    assert page.status_code == 400
    assert "projects.csv · row 2 · 价值:甲园" in page.content.decode()
    assert "placement-tables-missing" in as_li.post("/placement/bring/").content.decode()


@pytest.mark.parametrize(("asked", "code"), [({"seconds": "9999"}, "placement-seconds"), ({"carrier": "丙园", "room": "1"}, "placement-option-unknown"), ({"carrier": "甲园", "resource": "用地", "room": "很多"}, "placement-not-a-number")])  # fmt: skip
def test_a_scenario_that_cannot_be_is_refused(as_li: Client, asked: dict[str, str], code: str) -> None:
    study = bring(as_li)
    answer = as_li.post(f"/placement/{study.pk}/start/", {"seconds": "20", **asked})
    assert answer.status_code == 400
    assert code in answer.content.decode()
    assert study.runs.count() == 0


def test_nobody_else_sees_a_study(as_li: Client, as_wang: Client) -> None:
    study = bring(as_li)
    found = run(as_li, study)
    for address in (
        f"/placement/{study.pk}/",
        f"/placement/{study.pk}/{found.number}/",
        f"/placement/{study.pk}/ledger/",
    ):
        assert as_wang.get(address).status_code == 404
    assert as_wang.post(f"/placement/{study.pk}/start/").status_code == 404
    assert Client().get(f"/placement/{study.pk}/").status_code == 302


def test_the_example_opens_as_simulated_and_limits_hold(as_li: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert as_li.post("/placement/bring/", {"example": "1"}).status_code == 302
    study = Study.objects.get(simulated=True)
    assert "模拟" in as_li.get(f"/placement/{study.pk}/").content.decode()
    monkeypatch.setattr("chengjie.web.studies.MOST_RUNS", 0)
    assert "runs-too-many" in as_li.post(f"/placement/{study.pk}/start/").content.decode()
    monkeypatch.setattr("chengjie.web.studies.MOST_STUDIES", 1)
    assert "studies-too-many" in as_li.post("/placement/bring/", {"example": "1"}).content.decode()
    assert as_li.post(f"/placement/{study.pk}/remove/").status_code == 302
    assert Study.objects.count() == 0


RULES = "规则,范围,行业,容量,数\n集中度上限,新田县,电子,用地,60%\n最少项目,蓝山县,,,1\n"


def test_a_scenario_adds_projects_and_the_study_stays_as_it_is(as_li: Client) -> None:
    study = bring(as_li)
    run(as_li, study)
    added = "项目,行业,用地,价值:甲园,价值:乙园\n四厂,食品,1,7,\n"
    found = run(as_li, study, added=table("added", added), after="1")
    assert found.answer["assignment"]["四厂"] == "甲园"
    assert len(study.form["projects"]) == 3
    assert "加四厂" in as_li.get(f"/placement/{study.pk}/").content.decode()
    wrong = added.replace("价值:甲园", "价值:丙园")
    answer = as_li.post(f"/placement/{study.pk}/start/", {"seconds": "20", "added": table("added", wrong)})
    assert (answer.status_code, study.runs.count()) == (400, 2)
    again = added.replace("四厂", "一厂")
    assert as_li.post(f"/placement/{study.pk}/start/", {"seconds": "20", "added": table("a", again)}).status_code == 400


def test_a_scenario_has_rules_of_its_own_or_changes_one(as_li: Client) -> None:
    study = bring(as_li)
    run(as_li, study)
    ruled = run(as_li, study, rules=table("rules", RULES))
    assert ruled.changes["rules"]["floors"] == [{"within": ["蓝山县"], "least": 1.0}]
    study.form |= ruled.changes["rules"]
    study.save()
    page = as_li.get(f"/placement/{study.pk}/").content.decode()
    assert "集中度上限：新田县 电子 用地 60%" in page
    tighter = run(as_li, study, rule="limits:0", amount="10%")
    assert tighter.answer["assignment"]["二厂"] != "甲园"
    without = run(as_li, study, rule="limits:0")
    assert without.answer["assignment"]["二厂"] == "甲园"
    page = as_li.get(f"/placement/{study.pk}/").content.decode()
    assert "取消" in page
    assert "每项容量用了多少" in page
    assert as_li.get(f"/placement/{study.pk}/?format=csv").content.decode("utf-8-sig").count("\n") == 5
    for asked in ({"rule": "limits:9"}, {"rule": "nothing:0"}, {"rule": "limits:0", "amount": "101"}):
        answer = as_li.post(f"/placement/{study.pk}/start/", {"seconds": "20", **asked})
        assert answer.status_code in {400, 404}
    assert study.runs.count() == 4


def test_a_study_comes_out_of_matching_with_what_is_not_known(as_li: Client) -> None:
    rooms = table("rooms", "承载地,用地（亩）\n蓝山经济开发区,300\n宁远工业园区,100\n")
    wanted = table("wanted", "项目,行业,投资（亿元）,用地（亩）\n服装厂,服装,1.2,80\n")
    answer = as_li.post("/placement/draft/", {"name": "由匹配", "rooms": rooms, "wanted": wanted, "doubts": "1"})
    assert answer.status_code == 302, answer.content.decode()
    study = Study.objects.get(name="由匹配")
    assert study.form["projects"][0]["demands"] == {"land": 80.0}
    assert study.form["projects"][0]["options"]
    assert study.doubts
    assert "规则判不了的" in as_li.get(f"/placement/{study.pk}/").content.decode()


@pytest.mark.parametrize(
    ("rooms", "wanted"),
    [
        ("承载地,用地（亩）\n无此园,300\n", "项目,行业,用地（亩）\n甲,服装,8\n"),
        ("承载地,用地（亩）\n蓝山经济开发区,-3\n", "项目,行业,用地（亩）\n甲,服装,8\n"),
        ("承载地,用地（亩）\n蓝山经济开发区,300\n", "项目,行业\n甲,服装\n"),
        ("承载地,用地（亩）\n蓝山经济开发区,300\n", "项目,行业,用地（亩）\n甲,服装,很多\n"),
        ("园区,用地（亩）\n蓝山经济开发区,300\n", "项目,行业,用地（亩）\n甲,服装,8\n"),
        ("承载地,颜色\n蓝山经济开发区,红\n", "项目,行业,用地（亩）\n甲,服装,8\n"),
        ("承载地,用地（亩）\n", "项目,行业,用地（亩）\n甲,服装,8\n"),
    ],
)
def test_tables_that_cannot_be_drafted_are_refused(as_li: Client, rooms: str, wanted: str) -> None:
    answer = as_li.post("/placement/draft/", {"rooms": table("rooms", rooms), "wanted": table("wanted", wanted)})
    assert answer.status_code in {400, 404}
    assert not Study.objects.exists()
