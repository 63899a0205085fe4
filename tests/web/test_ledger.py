"""The project ledger: within one's reach, real and simulated apart, unknown amounts apart, pages that go on, files that say what they hold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from tests.web.conftest import signed_in

from chengjie.process import Act, data_of
from chengjie.web import cases, demo, ledger_tables, scope, turns
from chengjie.web.models import Case, Line
from chengjie.web.pages import ledger as page


def opened(user: User, name: str, **data: object) -> Case:
    act = Act("open", place="431127", data=data_of({"name": name, **data}), channel="online")
    return cases.open_case(scope.actors(user), "project-life", act, by=user)


@pytest.mark.parametrize(("name", "seen"), [("lan", True), ("colleague", True), ("xintian", False), ("yongzhou", True), ("province", True), ("firm", False)])  # fmt: skip
def test_ledger_keeps_to_the_reach(offices: dict[str, User], name: str, seen: bool) -> None:
    opened(offices["lan"], "LED 封装")
    client = signed_in(offices[name])
    for address in ("/ledger/", "/ledger/?format=csv", "/ledger/?q=LED"):
        assert ("LED 封装" in client.get(address).content.decode("utf-8-sig")) is seen, address
    assert ("蓝山县" in client.get("/ledger/?view=pivot&rows=place&format=csv").content.decode("utf-8-sig")) is seen


def test_real_and_simulated_are_never_together(offices: dict[str, User]) -> None:
    demo.fill(seed=3, projects=20)
    client = signed_in(offices["province"])
    assert "模拟数据，不是事实" in client.get("/ledger/").content.decode()
    opened(offices["lan"], "真项目")
    real = client.get("/ledger/").content.decode()
    assert "真项目" in real
    assert "SIM-" not in real
    assert "模拟数据，不是事实" not in real
    simulated = client.get("/ledger/?kind=simulated").content.decode()
    assert "SIM-" in simulated
    assert "/why/claim:target-" in simulated
    assert ".0000" not in simulated
    assert "真项目" not in simulated
    rows = client.get("/ledger/?kind=simulated&format=csv").content.decode("utf-8-sig").strip().splitlines()[1:]
    assert len(rows) == 20
    assert all(row.startswith("模拟,SIM-") for row in rows)
    assert "模拟" in client.get("/ledger/?kind=simulated&view=pivot").content.decode()


@pytest.mark.parametrize("rows", ledger_tables.ROWS)
@pytest.mark.parametrize("columns", ledger_tables.COLUMNS)
def test_a_pivot_adds_up_to_the_lines(db: None, rows: str, columns: str) -> None:
    demo.fill(seed=3, projects=30)
    found = ledger_tables.pivot(Line.objects.all(), rows, columns, "zh")
    known = [line.contract for line in Line.objects.all() if line.contract is not None]
    for whole in (found.whole, ledger_tables._sum(row[2] for row in found.rows), ledger_tables._sum(found.total)):
        assert whole == ledger_tables.Cell(30, sum(known, Decimal(0)), 30 - len(known))


def test_a_cell_without_any_amount_has_none(offices: dict[str, User]) -> None:
    opened(offices["lan"], "甲")
    found = ledger_tables.pivot(Line.objects.all(), "place", "year", "zh").whole
    assert (found.count, found.unknown, found.hundred_millions) == (1, 1, None)


def test_a_funnel_only_narrows_and_days_are_told(db: None) -> None:
    demo.fill(seed=3, projects=60)
    counts = [count for _, count in ledger_tables.funnel(Line.objects.all())]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]
    for _, _, _, median, ninth in ledger_tables.spans(Line.objects.all()):
        assert (median is None) is (ninth is None)
        assert median is None or ninth is None or 0 < median <= ninth


def test_days_of_a_single_project_are_no_distribution(db: None) -> None:
    assert {(count, median) for _, _, count, median, _ in ledger_tables.spans(Line.objects.none())} == {(0, None)}


def test_pages_of_the_ledger_go_on_and_meet_every_project_once(
    offices: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.fill(seed=3, projects=25)
    monkeypatch.setattr(page, "PER_PAGE", 10)
    client, seen, after = signed_in(offices["province"]), list[str](), ""
    for _ in range(3):
        answer = client.get(f"/ledger/?after={after}")
        seen += [number for number, *_ in answer.context["lines"]]
        after = answer.context["next"] or ""
    assert len(seen) == len(set(seen)) == 25
    assert after == ""


def test_filters_narrow_the_ledger(offices: dict[str, User]) -> None:
    demo.fill(seed=3, projects=40)
    client = signed_in(offices["province"])
    line = Line.objects.exclude(signed=None).select_related("case")[0]
    for query in (f"place={line.case.place}", f"stage={line.stage}", f"year={line.signed:%Y}", f"q={line.case.number}"):
        shown = [number for number, *_ in client.get(f"/ledger/?{query}").context["lines"]]
        assert line.case.number in shown, query
        assert len(shown) < 40, query


def test_a_project_without_a_line_gets_it_when_the_clocks_look_again_after_an_upgrade(offices: dict[str, User]) -> None:
    opened(offices["lan"], "旧项目")
    Line.objects.all().delete()
    turns.look_again()
    turns.run_clocks()
    assert "旧项目" in signed_in(offices["lan"]).get("/ledger/").content.decode()


def test_an_act_moves_the_line(offices: dict[str, User]) -> None:
    case = opened(offices["lan"], "甲", industry="电子信息")
    cases.go_on(case, scope.actors(offices["lan"]), Act("decide", step="lead", outcome="talk", data=data_of({"strategy": "未落户"})))  # fmt: skip
    line = Line.objects.get()
    assert (line.stage, line.industry, line.lead is not None, line.talks) == ("in-talks", "电子信息", True, None)


@pytest.mark.parametrize("query", ["view=map", "view=stages", "view=pivot&rows=industry&columns=stage", "view=pivot&format=docx", "format=xlsx", "format=docx"])  # fmt: skip
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_view_of_the_ledger_answers(offices: dict[str, User], query: str, language: str) -> None:
    demo.fill(seed=3, projects=8)
    client = signed_in(offices["province"])
    client.cookies["language"] = language
    assert client.get(f"/ledger/?{query}").status_code == 200
