"""Definitions from files: YAML with a tree of its own, or with a table of weights beside it."""

from pathlib import Path

import pytest

from chengjie.errors import Refusal
from chengjie.index.checking import check
from chengjie.index.reading import read_definition

HEAD = "title: {zh: 示例, en: example}\n"
META = "iCode,iName,Parent,Direction,Weight,Type,Denominator\n"


def files(folder: Path, yaml: str, meta: str) -> tuple[Path, Path]:
    (folder / "x.yaml").write_text(yaml, encoding="utf-8")
    (folder / "meta.csv").write_text(meta, encoding="utf-8")
    return folder / "x.yaml", folder / "meta.csv"


def test_tree_and_weights_come_from_the_table(tmp_path: Path) -> None:
    definition, meta = files(
        tmp_path, HEAD, META + "a,甲,total,-1,2,Indicator,GDP\ntotal,,,1,1,Aggregate,\nGDP,,,,,Denominator,\n"
    )
    read = read_definition(definition, meta=meta)
    check(read)
    assert read.id == "x"
    assert (read.indicators[0].direction, read.indicators[0].weight, read.indicators[0].denominator) == (-1, 2, "GDP")


def test_a_blank_weight_stays_unknown(tmp_path: Path) -> None:
    definition, meta = files(tmp_path, HEAD, META + "a,甲,total,1,,Indicator,\ntotal,,,1,1,Aggregate,\n")
    assert read_definition(definition, meta=meta).indicators[0].weight is None


@pytest.mark.parametrize(
    ("yaml", "meta", "expected"),
    [
        (HEAD, "iCode,Parent\na,b\n", ["index-meta-column-missing"] * 3),
        (HEAD, "", ["index-meta-column-missing"] * 5),
        (HEAD, META + "a,甲,total,x,y,Indicator,\n", ["index-meta-number"] * 2),
    ],
)
def test_a_table_with_faults_is_refused_with_all_of_them(
    tmp_path: Path, yaml: str, meta: str, expected: list[str]
) -> None:
    definition, table = files(tmp_path, yaml, meta)
    with pytest.raises(Refusal) as refused:
        read_definition(definition, meta=table)
    assert [fault.code for fault in refused.value.faults] == expected


def test_unknown_keys_of_a_definition_are_refused(tmp_path: Path) -> None:
    definition, _ = files(tmp_path, HEAD + "colour: red\nindicators: []\ngroups: []\n", "")
    with pytest.raises(Refusal) as refused:
        read_definition(definition)
    assert {fault.code for fault in refused.value.faults} == {"definition-invalid"}


def test_a_table_as_r_writes_it_is_read(tmp_path: Path) -> None:
    meta = (
        '"iCode","iName","Level","Parent","Weight","Direction","Type","Unit","Denominator","Target","Worst","Best"\n'
        '"a","A",1,"g",0.5,-1,"Indicator","%","NA","NA",9,1\n'
        '"b","B",1,"g","NA","positive","Indicator","%","pop",7,"NA","NA"\n'
        '"g","G",2,"total",1,"NA","Aggregate","NA","NA","NA","NA","NA"\n'
        '"total","T",3,"NA",1,"NA","Composite","NA","NA","NA","NA","NA"\n'
        '"pop","P","NA","NA","NA","NA","Denominator","NA","NA","NA","NA","NA"\n'
    )
    definition, table = files(tmp_path, HEAD, meta)
    read = read_definition(definition, meta=table)
    a, b = read.indicators
    assert (a.direction, a.goalposts, a.denominator, a.weight) == (-1, (9, 1), None, 0.5)
    assert (b.direction, b.target, b.denominator, b.weight) == (1, 7, "pop", None)
    assert read.root == "total"
    assert [group.code for group in read.bottom_up()] == ["g", "total"]


def test_a_direction_that_nobody_stated_is_asked_for(tmp_path: Path) -> None:
    definition, table = files(
        tmp_path, HEAD, META + "a,甲,total,,1,Indicator,\nb,乙,total,0,1,Indicator,\ntotal,,,1,1,Aggregate,\n"
    )
    with pytest.raises(Refusal) as refused:
        read_definition(definition, meta=table)
    assert [(fault.code, fault.where.row) for fault in refused.value.faults] == [
        ("index-meta-direction", 2),
        ("index-meta-direction", 3),
    ]
