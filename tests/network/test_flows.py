"""Input–output tables: the official ones load and balance, a bad one is refused with place and difference."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.network import linkages
from chengjie.network.flows import FlowTable, read_flows
from chengjie.values import Text

SMALL = """Code,Description,01,02,TIU,TFU,GO
01,Farming,150,500,650,350,1000
02,Making,200,100,300,1700,2000
TII,inputs,350,600,,,
VA001,wages,650,1400,,,
TVA,value added,650,1400,,,
TI,total,1000,2000,,,
"""


def table(tmp_path: Path, text: str = SMALL) -> FlowTable:
    path = tmp_path / "flows.csv"
    path.write_text(text, encoding="utf-8")
    return read_flows(path)


OFFICIAL = {
    "china_2002_122": 122, "china_2005_42": 42, "china_2007_135": 135, "china_2010_41": 41, "china_2012_139": 139,
    "china_2015_42": 42, "china_2017_42": 42, "china_2017_149": 149, "china_2018_42": 42, "china_2018_153": 153,
    "china_2020_42": 42, "china_2020_153": 153,
}  # fmt: skip


@pytest.mark.parametrize(("name", "sectors"), OFFICIAL.items())
def test_an_official_table_loads_and_balances(shared: Path, name: str, sectors: int) -> None:
    read = read_flows(shared / f"data/io/{name}.csv.gz")
    assert len(read.codes) == sectors
    assert read.split == (name in {"china_2017_42", "china_2018_42", "china_2020_42"})
    inputs = read.domestic.sum(0) + (read.imported.sum(0) if read.imported is not None else 0)
    assert np.allclose(inputs + read.value_added, read.output, rtol=1e-6)


def test_the_value_added_of_both_tables_of_2020_is_the_same(shared: Path) -> None:
    few, many = (read_flows(shared / f"data/io/china_2020_{n}.csv.gz") for n in (42, 153))
    assert few.value_added.sum() == pytest.approx(many.value_added.sum(), rel=1e-6)
    assert few.output.sum() == pytest.approx(many.output.sum(), rel=1e-6)


def test_the_inverse_gives_back_output_from_final_use(shared: Path) -> None:
    """x = (I − A)⁻¹ f, the identity that Leontief's inverse stands for; with 42 sectors of domestic deliveries."""
    read = read_flows(shared / "data/io/china_2020_42.csv.gz")
    found = linkages.coefficients(read)
    assert found.domestic
    assert np.allclose(found.total @ read.final, read.output, rtol=1e-9)
    assert found.backward.mean() == pytest.approx(1)
    assert found.forward.mean() == pytest.approx(1)


def test_miller_and_blair_two_sectors(tmp_path: Path) -> None:
    """The two-sector example of Miller and Blair, Input–Output Analysis (2009), table 2.3: A and its Leontief inverse."""
    found = linkages.coefficients(table(tmp_path))
    assert found.direct.round(3).tolist() == [[0.15, 0.25], [0.2, 0.05]]
    assert found.total.round(4).tolist() == [[1.2541, 0.3300], [0.2640, 1.1221]]
    assert (found.total @ np.array([600.0, 1500.0])).round(1).tolist() == [1247.5, 1841.6]


def test_who_supplies_whom(tmp_path: Path) -> None:
    found = linkages.coefficients(table(tmp_path))
    first = linkages.suppliers(found, "02")[0]
    assert (first.supplier, first.amount, first.of_receiver, first.of_supplier) == ("01", 500, 0.25, 0.5)
    assert [each.receiver for each in linkages.receivers(found, "Making")] == ["01", "02"]
    with pytest.raises(Refusal, match="sector-unknown"):
        linkages.suppliers(found, "99")


def test_what_does_not_balance_is_named_with_place_and_difference(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        table(tmp_path, SMALL.replace("650,350,1000", "650,340,1000").replace("350,600", "350,605"))
    found = {(fault.where.row, fault.where.column): fault.parameters["difference"] for fault in refused.value.faults}
    assert found == {(2, "GO"): -10.0, (4, "02"): -5.0}


def test_negative_deliveries_and_cells_that_are_no_numbers_are_named_together(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        table(tmp_path, SMALL.replace("200,100,300", "-200,abc,300"))
    codes = {fault.code for fault in refused.value.faults}
    assert {"flows-negative", "flows-number", "flows-unbalanced"} <= codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "flows-missing"), ("Code,01\n01,1\n", "flows-missing"), (SMALL.replace(",GO", ",G0"), "flows-missing"),
        (SMALL.replace("01,Farming", "03,Farming"), "flows-missing"),
        (SMALL.replace("01,02", "01,01"), "flows-missing"), ("\udcff", "flows-unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_such_table_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "flows.csv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Refusal, match=code):
        read_flows(path)


def test_a_table_that_makes_nothing_has_no_inverse() -> None:
    flows = np.array([[60.0, 60.0], [60.0, 60.0]])
    titles = (Text("a", "a"), Text("b", "b"))
    idle = FlowTable("x", ("a", "b"), titles, flows, None, np.zeros(2), np.array([100.0, 100.0]), np.zeros(2))
    with pytest.raises(Refusal, match="flows-unproductive"):
        linkages.coefficients(idle)


@given(st.lists(st.lists(st.integers(0, 90), min_size=3, max_size=3), min_size=3, max_size=3), st.integers(1, 500))
def test_the_inverse_is_the_sum_of_all_rounds(flows: list[list[int]], spare: int) -> None:
    block = np.array(flows, dtype=float)
    output = np.maximum(block.sum(0), block.sum(1)) + spare
    titles = tuple(Text(each, each) for each in "abc")
    read = FlowTable("x", ("a", "b", "c"), titles, block, None, output - block.sum(0), output, output - block.sum(1))
    found = linkages.coefficients(read)
    rounds, power = np.eye(3), np.eye(3)
    for _ in range(4000):
        power = power @ found.direct
        rounds = rounds + power
        if power.max() < 1e-13:
            break
    assert np.allclose(found.total, rounds, rtol=1e-6)
    assert (found.total.diagonal() >= 1).all()
