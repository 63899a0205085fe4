"""Each kind of fault of form fires, at the right file, row and column, and all of them at once."""

import json
from pathlib import Path

import pytest
from tests.package.conftest import PLACES, SOURCES, Write

import chengjie.package
from chengjie.errors import Fault, Refusal

HEAD = "code,name,people,source\n"


def faults_of(folder: Path) -> list[Fault]:
    return list(chengjie.package.check(chengjie.package.open_package(folder)))


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("00001,甲,1,book", "cell-shape", "code"),
        (",甲,1,book", "cell-missing", "code"),
        ("000001,甲,many,book", "cell-type", "people"),
        ("000001,甲,nan,book", "cell-type", "people"),
        ("000001,甲,１２,book", "cell-type", "people"),
        ("000001,甲,-1,book", "cell-too-small", "people"),
        ("000001, 甲,1,book", "cell-edge-space", "name"),
        ("000001,甲\u200b乙,1,book", "cell-control-character", "name"),
        ("000001,甲,1,", "source-missing", "source"),
        ("000001,甲,1,boook", "source-unknown", "source"),
        ("000001,甲,1", "row-width", None),
    ],
)
def test_a_faulty_cell_is_named_with_its_row_and_column(write: Write, row: str, code: str, column: str | None) -> None:
    faults = faults_of(write("plain", {"places.csv": f"{HEAD}000009,好,5,book\n{row}\n"}))
    assert [(fault.code, fault.where.row, fault.where.column) for fault in faults] == [(code, 3, column)]
    assert faults[0].where.file == "plain/places.csv"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"places.csv": "code,name,people,source,colour\n"}, "column-unknown"),
        ({"places.csv": "code,people,source\n"}, "column-missing"),
        ({"places.csv": "code,name,name,source\n"}, "column-twice"),
        ({"places.csv": ""}, "table-without-header"),
        ({"places.csv": HEAD + '000001,"甲,1,book\n'}, "csv-malformed"),
        ({"place.csv": HEAD}, "table-undescribed"),
        ({"rules/a.yaml": "title: no id\n"}, "definition-without-id"),
        ({"rules/a.yaml": "id: r\n", "rules/b.yaml": "id: r\n"}, "definition-twice"),
        ({"rules/a.yaml": "id: [\n"}, "yaml-malformed"),
    ],
)
def test_a_faulty_file_is_named(write: Write, files: dict[str, str], code: str) -> None:
    assert code in {fault.code for fault in faults_of(write("plain", files))}


def test_a_file_that_is_not_utf8_is_named(write: Write) -> None:
    folder = write("plain", {})
    (folder / "places.csv").write_bytes("code,name,people,source\n000001,甲,1,book\n".encode("gb18030"))
    assert [(fault.code, fault.where.file) for fault in faults_of(folder)] == [("file-not-utf8", "plain/places.csv")]


def test_a_reference_is_followed_over_layers(write: Write) -> None:
    write("plain", {})
    good = write("hill", {"places.csv": HEAD + "000001,甲,1,book\n"}, extends="plain")
    assert faults_of(good) == []
    bad = write("hill", {"places.csv": HEAD + "000001,甲,1,hearsay\n"}, extends="plain")
    assert [(fault.code, fault.where.row) for fault in faults_of(bad)] == [("source-unknown", 2)]


def descriptor(**places: object) -> str:
    schema = {**PLACES["schema"], **places}
    return json.dumps({"name": "hill", "resources": [SOURCES, {**PLACES, "schema": schema}]})


def test_a_layer_that_describes_a_table_otherwise_is_named(write: Write) -> None:
    write("plain", {})
    files = {"datapackage.json": descriptor(primaryKey=["name"]), "places.csv": HEAD, "sources.csv": "id,title\n"}
    faults = faults_of(write("hill", files, extends="plain"))
    assert [(fault.code, fault.parameters["differing"]) for fault in faults] == [("schema-differs", "primaryKey")]


def test_a_described_file_that_is_not_there_is_named(write: Write) -> None:
    folder = write("plain", {})
    (folder / "places.csv").unlink()
    assert "resource-file-missing" in {fault.code for fault in faults_of(folder)}


def test_a_table_without_a_column_for_its_source_is_named(write: Write) -> None:
    fields = [field for field in PLACES["schema"]["fields"] if field["name"] != "source"]
    files = {"datapackage.json": descriptor(fields=fields, foreignKeys=[]), "places.csv": "code,name,people\n"}
    codes = {fault.code for fault in faults_of(write("plain", {**files, "sources.csv": "id,title\n"}))}
    assert codes == {"table-without-source"}


@pytest.mark.parametrize("path", ["../outside.csv", "/etc/passwd", "a\\b.csv", "C:x.csv"])
def test_a_path_that_leads_out_of_the_folder_is_refused(write: Write, path: str) -> None:
    data = json.dumps({"name": "plain", "resources": [SOURCES, {**PLACES, "path": path}]})
    folder = write("plain", {"datapackage.json": data, "sources.csv": "id,title\nbook,x\n"})
    assert "path-outside" in {fault.code for fault in faults_of(folder)}


def test_a_link_that_leads_out_of_the_folder_is_refused(write: Write, tmp_path: Path) -> None:
    folder = write("plain", {})
    secret = tmp_path / "secret.csv"
    secret.write_text(HEAD, encoding="utf-8")
    (folder / "places.csv").unlink()
    (folder / "places.csv").symlink_to(secret)
    assert "path-outside" in {fault.code for fault in faults_of(folder)}


def test_all_faults_come_at_once(write: Write) -> None:
    folder = write("plain", {"places.csv": HEAD + "1,,x,\n2,,y,\n"})
    assert len(faults_of(folder)) == 8


def test_an_invalid_descriptor_is_refused_with_every_place(write: Write) -> None:
    data = json.dumps({"resources": [{"name": "places", "path": "p.csv", "schema": {"fields": [{"type": "stone"}]}}]})
    with pytest.raises(Refusal) as caught:
        chengjie.package.open_package(write("plain", {"datapackage.json": data}))
    assert {fault.code for fault in caught.value.faults} == {"descriptor-invalid"}
    assert len(caught.value.faults) == 2
