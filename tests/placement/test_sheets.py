"""Problems from office tables: the templates are read as they are, and every fault stands at its cell."""

from __future__ import annotations

from pathlib import Path

import pytest

import chengjie.report.tables
from chengjie.errors import Refusal
from chengjie.placement import read_problem
from chengjie.placement.sheets import read_tables, templates

CARRIERS = "承载地,县,用地,预留:用地\n甲园,甲县,100,10\n乙园,乙县,不限,\n"
PROJECTS = "项目,行业,必须落地,用地,价值:甲园,价值：乙园\n一厂,电子,是,30,5,4\n二厂,纺织,,20,,3\n"


def source(name: str, text: str) -> tuple[str, bytes]:
    return name, text.encode()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_templates_are_read_as_they_are(tmp_path: Path, language: str, ending: str) -> None:
    write = chengjie.report.tables.to_csv if ending == "csv" else chengjie.report.tables.to_xlsx
    for name, table in templates().items():
        write(table, tmp_path / f"{name}.{ending}", language=language)  # type: ignore[arg-type]  # zh or en
    problem = read_problem(read_tables(*(tmp_path / f"{name}.{ending}" for name in ("carriers", "projects", "rules"))))
    assert [project.id for project in problem.projects] == ["电子一厂", "纺织厂"]
    assert problem.projects[0].unplaced_price is None
    assert problem.projects[1].options.keys() == {"乙园"}
    assert problem.carriers[0].reserved == {"用地": 50.0}
    assert (problem.limits[0].share, problem.floors[0].least) == (0.6, 1.0)


def test_tables_become_a_problem() -> None:
    problem = read_problem(read_tables(source("c.csv", CARRIERS), source("p.csv", PROJECTS)))
    assert problem.carriers[1].capacities["用地"] == float("inf")
    assert problem.projects[0].options["乙园"].value == 4.0


def test_every_fault_stands_at_its_cell() -> None:
    wrong = PROJECTS.replace("30,5", "很多,-5").replace("是", "也许")
    with pytest.raises(Refusal) as refused:
        read_tables(source("c.csv", CARRIERS), source("p.csv", wrong))
    assert {str(fault.where) for fault in refused.value.faults} == {
        "p.csv · row 2 · 用地", "p.csv · row 2 · 价值:甲园", "p.csv · row 2 · 必须落地",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("carriers", "projects", "rules", "code"),
    [
        ("", PROJECTS, None, "placement-table-empty"),
        (CARRIERS, "行业\n电子\n", None, "placement-column-missing"),
        (CARRIERS, PROJECTS.replace("行业", "用地", 1), None, "placement-column-twice"),
        (CARRIERS, PROJECTS.replace("价值:甲园", "价值:丙园"), None, "placement-column-unknown"),
        (CARRIERS, PROJECTS, "规则,范围\n随意,甲园\n", "placement-cell"),
    ],
)
def test_a_table_that_is_not_one_is_refused(carriers: str, projects: str, rules: str | None, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        read_tables(
            source("c.csv", carriers), source("p.csv", projects), None if rules is None else source("r.csv", rules)
        )
