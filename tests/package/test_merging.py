"""Rows of layers merge by key, nearest wins, and rows can be withdrawn."""

import pytest
from tests.package.conftest import Write

import chengjie.package
from chengjie.errors import Refusal
from chengjie.package import Origin


def test_a_nearer_row_replaces_the_row_with_its_key(write: Write) -> None:
    write("plain", {"places.csv": "code,name,people,source\n000001,甲,1,book\n000002,乙,2,book\n"})
    folder = write(
        "hill", {"places.csv": "code,name,people,source\n000002,新乙,3,book\n000003,丙,4,book\n"}, extends="plain"
    )
    rows = chengjie.package.open_package(folder).rows("places")
    assert [(row["code"], row["name"]) for row in rows] == [("000001", "甲"), ("000002", "新乙"), ("000003", "丙")]
    assert rows[1].origin == Origin("hill", "places.csv", 2)


def test_a_row_is_withdrawn_by_its_key_with_a_reason(write: Write) -> None:
    write("plain", {"places.csv": "code,name,people,source\n000001,甲,1,book\n000002,乙,2,book\n"})
    folder = write("hill", {"withdrawals.csv": "table,key,source,note\nplaces,000001,book,merged\n"}, extends="plain")
    assert [row["code"] for row in chengjie.package.open_package(folder).rows("places")] == ["000002"]


def test_a_withdrawal_that_withdraws_nothing_is_a_fault(write: Write) -> None:
    write("plain", {})
    folder = write("hill", {"withdrawals.csv": "table,key,source,note\nplaces,9,book,gone\n"}, extends="plain")
    with pytest.raises(Refusal) as caught:
        chengjie.package.open_package(folder).rows("places")
    assert caught.value.faults[0].code == "withdrawal-idle"


def test_a_key_given_twice_in_one_layer_names_both_rows(write: Write) -> None:
    folder = write("plain", {"places.csv": "code,name,people,source\n000001,甲,1,book\n000001,乙,2,book\n"})
    with pytest.raises(Refusal) as caught:
        chengjie.package.open_package(folder).rows("places")
    fault = caught.value.faults[0]
    assert (fault.code, fault.where.row, fault.parameters["first"]) == ("key-twice", 3, 2)


def test_a_column_left_out_reads_as_unknown(write: Write) -> None:
    folder = write("plain", {"places.csv": "code,name,source\n000001,甲,book\n"})
    assert chengjie.package.open_package(folder).rows("places")[0].get("people") is None


def test_a_byte_order_mark_is_tolerated(write: Write) -> None:
    folder = write("plain", {"places.csv": "\ufeffcode,name,people,source\n000001,甲,1,book\n"})
    assert chengjie.package.open_package(folder).rows("places")[0]["code"] == "000001"


def test_an_unknown_table_is_answered_with_the_nearest_known_one(write: Write) -> None:
    with pytest.raises(Refusal) as caught:
        chengjie.package.open_package(write("plain", {})).rows("place")
    assert caught.value.faults[0].parameters["nearest"] == "places"


def test_a_changed_file_is_read_again(write: Write) -> None:
    folder = write("plain", {"places.csv": "code,name,people,source\n000001,甲,1,book\n"})
    assert chengjie.package.open_package(folder).rows("places")[0]["name"] == "甲"
    write("plain", {"places.csv": "code,name,people,source\n000001,改,1,book\n"})
    assert chengjie.package.open_package(folder).rows("places")[0]["name"] == "改"


def test_sources_are_values(write: Write) -> None:
    package = chengjie.package.open_package(write("plain", {}))
    assert package.sources["book"].title == "登记册"
    assert package.sources["book"].is_weak
