"""Each kind of fault of dates and of meaning fires at the right row, and a faulty zone is not opened."""

from __future__ import annotations

from pathlib import Path

import pytest

import chengjie.package
import chengjie.system
from chengjie.errors import Refusal

HEADS = {
    "places": "code,name,level,parent,en,statistical_only,source",
    "place_names": "code,name,kind,from,until,former_code,source",
    "carriers": "id,name,kind,grade,approved,area_ha,leading_industries,code_2018,source,note",
    "carrier_names": "carrier,name,from,until,source,note",
    "industries": "code,name,level,parent,source",
    "observations": "place,indicator,period,value,unit,status,source,note,qualifier",
    "headlines": "region,document,indicator,table,called,note,source",
    "regions": "region,title_zh,title_en,as_of,source",
    "claims/systems": "id,document,section,paragraph,start,end,mark_start,mark_end,digest,name,rule,grade",
    "claims/things": "id,document,section,paragraph,start,end,mark_start,mark_end,digest,type,name,aliases,place,aim,rule,grade",
    "claims/corrections": "id,action,kind,document,claim,digest,field,old,new,by,when,why",
}
PLACE = "990000,云岭省,province,100000,,false,P"
CITED = "P,1,p1,0,9,{},3,0123456789abcdef"


def put(folder: Path, table: str, *rows: str) -> None:
    path = folder / f"{table}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([HEADS[table], *rows]) + "\n", encoding="utf-8")


def found(folder: Path) -> list[tuple[str, str | None, int | None, str | None]]:
    faults = chengjie.system.check_zone(folder)
    return [(fault.code, fault.where.file, fault.where.row, fault.where.column) for fault in faults]


def test_a_sound_zone_has_no_fault(folder: Path) -> None:
    assert found(folder) == []


@pytest.mark.parametrize("zone", chengjie.package.packaged())
def test_our_own_zones_are_sound(zone: str) -> None:
    assert [str(fault) for fault in chengjie.system.check_zone(zone)] == []


@pytest.mark.parametrize(
    ("table", "row", "code", "column"),
    [
        ("places", "990100,甲市,county,110000,,false,P", "code-unlike-parent", "code"),
        ("places", "990101,甲市,prefecture,990000,,false,P", "code-unlike-parent", "code"),
        ("industries", "9901,铸造,class,331,P", "code-unlike-parent", "code"),
        ("observations", "000000,gdp,2020,1,亿元,final,P,,", "place-unknown", "place"),
        ("observations", "990000,gdp,2020,1,斗,final,P,,", "unit-undeclared", "unit"),
        ("observations", "990000,gdp,2020,1,万人,final,P,,", "unit-unlike-indicator", "unit"),
        ("observations", "990000,gdp,2020-13,1,亿元,final,P,,", "period-malformed", "period"),
        ("observations", "990000,gdpp,2020,1,亿元,final,P,,", "reference-unknown", "indicator"),
        ("place_names", "990000,云岭,official,2019,2018,,P", "dates-reversed", "until"),
        ("claims/systems", f"s1,Q2,{CITED.format(1)[2:]},平台,rule,certain", "reference-unknown", "document"),
        ("claims/systems", f"s1,{CITED.format(7)},平台,rule,certain", "mark-outside-sentence", "mark_start"),
        (
            "claims/corrections",
            "c1,correct,target,P,,0123456789abcdef,colour,,,王,2026-01-01,x",
            "correction-unreadable",
            "field",
        ),
        ("claims/corrections", "c1,add,thing,P,,0123456789abcdef,,,[],王,2026-01-01,x", "correction-unreadable", "new"),
    ],
)
def test_a_fault_of_meaning_is_named_with_its_row(folder: Path, table: str, row: str, code: str, column: str) -> None:
    if table == "places":
        put(folder, "places", PLACE, row)
    else:
        put(folder, "places", PLACE)
        put(folder, table, row)
    assert found(folder) == [(code, f"twin/{table}.csv", 3 if table == "places" else 2, column)]


def test_two_official_names_on_one_day_are_named(folder: Path) -> None:
    put(folder, "places", PLACE)
    rows = ["990000,云岭,official,2001,2019,,P", "990000,新云岭,official,2018,,,P", "990000,岭,short,,,,P"]
    put(folder, "place_names", *rows)
    assert found(folder) == [("names-overlap", "twin/place_names.csv", 3, "from")]


def test_a_name_may_follow_another_within_the_year(folder: Path) -> None:
    put(folder, "places", PLACE)
    put(folder, "place_names", "990000,云岭,official,,2019,,P", "990000,新云岭,official,2019,,,P")
    assert found(folder) == []


def test_one_name_for_two_carriers_on_one_day_is_named(folder: Path) -> None:
    put(folder, "carriers", *(f"{name},{name},park,,,,,,P," for name in ("one", "two")))
    put(folder, "carrier_names", "one,松岭园区,,,P,", "two,松岭园区,2015,,P,")
    assert [each[0] for each in found(folder)] == ["name-shared"]


def test_a_name_may_pass_from_one_carrier_to_another(folder: Path) -> None:
    put(folder, "carriers", *(f"{name},{name},park,,,,,,P," for name in ("one", "two")))
    put(folder, "carrier_names", "one,松岭园区,,2015,P,", "two,松岭园区,2015,,P,")
    assert found(folder) == []


def test_a_headline_that_no_wording_leads_to_is_named(folder: Path) -> None:
    put(folder, "regions", "twin,双城,Twin,,P")
    put(folder, "headlines", "twin,P,gdp,,,,P")
    assert found(folder) == [("headline-without-label", "twin/headlines.csv", 2, "indicator")]


def test_an_id_used_by_two_kinds_of_claims_is_named(folder: Path) -> None:
    put(folder, "claims/systems", f"same,{CITED.format(1)},平台,rule,certain")
    put(folder, "claims/things", f"same,{CITED.format(1)},park,园,,,,rule,certain")
    assert [each[0] for each in found(folder)] == ["claim-twice"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "geometry-malformed"),
        ('{"features": [{"properties": {}}]}', "geometry-place-unknown"),
        ('{"features": [{"properties": {"code": "123456"}}]}', "geometry-place-unknown"),
        ('{"features": 7}', "geometry-malformed"),
    ],
)
def test_shapes_belong_to_places(folder: Path, text: str, code: str) -> None:
    (folder / "counties.geojson").write_text(text, encoding="utf-8")
    assert [each[0] for each in found(folder)] == [code]


def test_a_zone_with_faults_is_not_opened_and_says_them_all(folder: Path) -> None:
    put(folder, "places", PLACE)
    put(folder, "observations", "000000,gdp,2020,1,斗,final,,,", "990000,gdp,long ago,many,亿元,final,P,,")
    with pytest.raises(Refusal) as caught:
        chengjie.system.open_zone(folder)
    codes = {fault.code for fault in caught.value.faults}
    assert codes == {
        "source-missing",
        "cell-shape",
        "cell-type",
        "period-malformed",
        "place-unknown",
        "unit-undeclared",
    }


def test_an_unreadable_table_does_not_hide_the_other_faults(folder: Path) -> None:
    put(folder, "observations", "000000,gdp,2020,1,亿元,final,P,,")
    (folder / "places.csv").write_bytes(b"\xff\xfe\x00")
    assert next(each[0] for each in found(folder)) == "file-not-utf8"


def test_faults_of_definitions_are_faults_of_the_zone(folder: Path) -> None:
    for kind in ("settlements", "rules"):
        (folder / kind).mkdir()
    scheme = "id: s\nform: scheme\ntitle: {zh: 甲, en: a}\nmethod: reward\npayer: {zh: 甲, en: a}\nclaimant: {zh: 甲, en: a}\nsource: nowhere\nevidence: F\nonce_per: [x]\n"
    scheme += "inputs: [{name: project, kind: text, title: {zh: 甲, en: a}, supplier: {zh: 甲, en: a}}]\nstages: [{id: one, title: {zh: 甲, en: a}, amount: project}]\n"
    (folder / "settlements/bad.yaml").write_text(scheme.replace("id: s\n", "id: bad-scheme\n"), encoding="utf-8")
    (folder / "rules/bad.yaml").write_text("id: bad-book\ntitle: {zh: 甲, en: a}\n", encoding="utf-8")
    codes = {code for code, *_ in found(folder)}
    assert {"definition-invalid", "scheme-source-unknown", "scheme-name-unknown", "scheme-not-money"} <= codes


def test_the_check_of_a_zone_reads_its_processes(tmp_path: Path) -> None:
    (tmp_path / "processes").mkdir()
    (tmp_path / "zone.yaml").write_text(
        "id: tried\ntitle: {zh: 试, en: tried}\nextends: xiangnan-xiangxi\n", encoding="utf-8"
    )
    source = chengjie.package.open_package("xiangnan-xiangxi").nearest.folder / "processes/problem.yaml"
    text = source.read_text(encoding="utf-8").replace("to: closed", "to: nowhere")
    (tmp_path / "processes/problem.yaml").write_text(text, encoding="utf-8")
    assert [fault.code for fault in chengjie.system.check_zone(tmp_path)] == ["process-target-unknown"]
