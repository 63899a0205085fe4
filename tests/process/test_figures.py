"""Figures over cases: their definitions, what is under them, and unknowns that stay unknown; league tables and circulars."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.process.samples import ZONE, at

from chengjie.errors import Refusal
from chengjie.process import Act, State, act, advance, data_of, figures, league, library, worked
from chengjie.process.figures import Rate
from chengjie.process.worked import actor
from chengjie.rule import Budget

LIBRARY = library.processes(ZONE)
RATES = {each.id: each for each in figures.rates(ZONE)}
DAY = date(2024, 12, 31)
NAMES = {"431127": "蓝山县", "431128": "新田县"}
PROJECT = LIBRARY.get("project-life")
PATH = [
    "lead=talk",
    "in-talks=agree",
    "budget=reserve",
    "signing=signed",
    "registration=registered",
    "approval=approved",
]


def project(case: str, place: str, steps: int, **data: object) -> State:
    """A project that has gone so many steps of its way."""
    given = worked.Given(place=place, budgets={"land": Decimal(1000)})
    who = actor("county-officer", given)
    law = LIBRARY.law.with_(budgets={"land": Budget("land", "亩", Decimal(1000))})
    values = {
        "name": case,
        "strategy": "未落户",
        "is_enclave": False,
        "catalogue_class": "允许",
        "is_new": True,
        "land_area": 10,
        **data,
    }
    acts: list[Act] = [Act("open", place=place, data=data_of(values))]
    for words in PATH[:steps]:
        step, _, outcome = words.partition("=")
        needs = PROJECT.step_of[step].outcomes[outcome].needs
        acts.extend(Act("submit", document=document, digest="d") for document in needs)
        acts.append(Act("decide", step=step, outcome=outcome, evidence=("e",)))
    state: State | None = None
    for number, what in enumerate(acts):
        entry = act(
            state,
            PROJECT,
            who,
            what,
            at(6, 9 + number % 10) if number < 10 else at(7, 9 + number % 10),
            law=law,
            case=case,
        )
        state = advance(state, entry, LIBRARY.definitions)
    assert state is not None
    return state


SIGNED = {"contract_amount": 1000}
CASES = [
    project("甲", "431127", 5, paid_amount=400, **SIGNED), project("乙", "431127", 4, paid_amount=100, **SIGNED),
    project("丙", "431128", 4, **SIGNED), project("丁", "431128", 2),
]  # fmt: skip


def test_a_share_counts_the_cases_that_got_so_far() -> None:
    trail = figures.measured(RATES["fulfilment"], CASES, LIBRARY, day=DAY, sources=ZONE.sources)
    assert (trail.value, trail.unit, trail.how) == (Decimal("33.33"), "%", "1 / 3")
    assert [part.id for part in trail.parts] == ["case:甲", "case:乙", "case:丙"]
    assert trail.source is not None
    assert trail.parts[0].locator.startswith("entry ")


def test_one_case_without_the_figure_leaves_the_whole_unknown_and_is_named() -> None:
    trail = figures.measured(RATES["funds-paid"], CASES, LIBRARY, day=DAY)
    assert (trail.value, trail.ground) == (None, "unknown")
    assert [(part.id, part.how) for part in trail.parts if part.ground == "unknown"] == [("case:丙", "paid_amount")]
    assert figures.measured(RATES["funds-paid"], CASES[:2], LIBRARY, day=DAY).value == Decimal("25.00")


def test_without_a_case_that_counts_there_is_no_figure() -> None:
    assert figures.measured(RATES["started"], CASES[3:], LIBRARY, day=DAY).value is None


def ran(process: str, at_: int = 0, *, named: str = "") -> State:
    """A worked case of a process, run to its end: one whose name begins so, or the one at that place."""
    fitting = [each for each in worked.worked(ZONE) if each.process == process and each.name.zh.startswith(named)]
    case = fitting[at_]
    state: State | None = None
    for entry in worked.run(case, LIBRARY).entries:
        state = advance(state, entry, LIBRARY.definitions)
    assert state is not None
    return state


def test_a_project_that_stopped_after_signing_stays_in_the_base() -> None:
    stopped = ran("project-life", named="签约前终止")
    assert (stopped.ended, stopped.reached("signed") is not None) == ("stopped", True)
    assert figures.measured(RATES["fulfilment"], [stopped], LIBRARY, day=DAY).value == Decimal("100.00")
    assert figures.measured(RATES["started"], [stopped], LIBRARY, day=DAY).value == Decimal("0.00")
    assert figures.measured(RATES["producing"], [stopped], LIBRARY, day=DAY).value == Decimal("0.00")
    assert figures.measured(RATES["funds-paid"], [stopped], LIBRARY, day=DAY).value is None


def test_approvals_give_days_channels_and_visits() -> None:
    online = next(
        ran("one-matter", number) for number in range(3) if ran("one-matter", number).data["matter"] == "开办企业"
    )
    assert figures.measured(RATES["handling-days"], [online], LIBRARY, day=DAY).value == Decimal("2.00")
    assert figures.measured(RATES["online"], [online], LIBRARY, day=DAY).value == Decimal("100.00")
    assert figures.measured(RATES["visits"], [online], LIBRARY, day=DAY).value == Decimal("0.00")
    assert figures.measured(RATES["on-time"], [online], LIBRARY, day=DAY).value == Decimal("100.00")
    unknown = figures.measured(
        RATES["online"], [online, ran("commitment-approval", named="许可后发现问题")], LIBRARY, day=DAY
    )
    assert (unknown.value, unknown.parts[1].how) == (None, "channel")


def test_a_league_table_ranks_what_is_known_and_says_why() -> None:
    table = league.league(RATES["fulfilment"], CASES, LIBRARY, day=DAY, names=NAMES, language="zh")
    assert table.rows == (
        (1, "蓝山县", Decimal("50.00"), 2, "未达到：乙"),
        (2, "新田县", Decimal("0.00"), 1, "未达到：丙"),
    )
    funds = league.league(RATES["funds-paid"], CASES, LIBRARY, day=DAY, names=NAMES, language="en")
    assert funds.rows[1][:3] == (None, "新田县", None)
    assert funds.rows[1][4] == "missing：丙 investment paid in"


def test_a_circular_lists_each_place_that_was_asked_and_takes_nothing_as_zero() -> None:
    number = next(at for at in range(3) if ran("dispatch-round", at).data["round"] == "2024年一季度")
    table = league.circular(ran("dispatch-round", number), step="report", names=NAMES, language="zh")
    assert table.title is not None
    assert table.title.zh == "2024年一季度调度通报"
    first, second = table.rows
    assert first[:5] == (1, "蓝山县", Decimal("75.00"), Decimal("50.00"), Decimal("25.00"))
    assert first[6] == "缺少：paid、contracted"
    assert second[:3] == (None, "新田县", None)
    assert "registered" in str(second[6])


def test_a_place_that_has_not_reported_is_in_the_circular_and_says_so() -> None:
    given = worked.Given(place="430000")
    opening = Act(
        "open", place="430000", data=data_of({"round": "一轮", "asked": ["431127"], "report_by": "2024-05-10"})
    )
    definition = LIBRARY.get("dispatch-round")
    entry = act(None, definition, actor("dispatcher", given), opening, at(6), law=LIBRARY.law, case="轮")
    state = advance(None, entry, LIBRARY.definitions)
    assert league.circular(state, step="report", names=NAMES, language="en").rows == (
        (None, "蓝山县", None, None, None, None, "has not reported"),
    )


@pytest.mark.parametrize("kind", ["share", "sum", "days", "on-time"])
def test_a_figure_that_does_not_say_what_it_counts_is_no_figure(kind: str) -> None:
    data: dict[str, Any] = {
        "id": "x-rate",
        "title": {"zh": "样例", "en": "sample"},
        "kind": kind,
        "processes": ["problem"],
        "source": "chengjie",
    }
    with pytest.raises(ValueError, match="lacks what it counts"):
        Rate.model_validate(data)


def test_a_figure_of_an_unknown_process_or_source_is_refused(tmp_path: Any) -> None:
    import chengjie.package

    (tmp_path / "rates").mkdir()
    (tmp_path / "zone.yaml").write_text(
        "id: tried\ntitle: {zh: 试, en: tried}\nextends: xiangnan-xiangxi\n", encoding="utf-8"
    )
    (tmp_path / "rates/x.yaml").write_text(
        "id: x-rate\ntitle: {zh: 样例, en: sample}\nkind: visits\nprocesses: [nothing]\nsource: hearsay\n",
        encoding="utf-8",
    )
    with pytest.raises(Refusal) as refused:
        figures.rates(chengjie.package.open_package(tmp_path))
    assert [each.code for each in refused.value.faults] == ["process-name-unknown", "process-source-unknown"]
