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
