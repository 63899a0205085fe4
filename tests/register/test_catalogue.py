"""The catalogue: printed cells beside the places, codes and carriers that they mean."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import chengjie.plan.entries
import chengjie.register
from chengjie.package import Package
from chengjie.plan.reading import read_document
from chengjie.register.catalogue import of_place
from chengjie.register.catalogue_row import CatalogueRow

HEADERS = ("市州", "县市区", "重点产业1", "重点产业2", "重点产业3", "承接产业主要承载地")
COLUMNS = "id,document,section,paragraph,start,end,mark_start,mark_end,digest,table,row,cells,reading,rule,grade"


def entries(rows: Iterable[tuple[str, ...]], headers: tuple[str, ...] = HEADERS, document: str = "S1") -> str:
    """A claims/entries.csv of these rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS.split(","))
    for number, row in enumerate(rows, 1):
        cells = json.dumps(dict(zip(headers, row, strict=True)), ensure_ascii=False)
        writer.writerow(
            [
                f"own-{number}",
                document,
                "A2",
                f"t3.r{number}.c1",
                0,
                0,
                0,
                0,
                "0" * 16,
                "own",
                number,
                cells,
                "{}",
                "r",
                "certain",
            ]
        )
    return text.getvalue()


def catalogue(package: Package) -> tuple[CatalogueRow, ...]:
    """The rows that the test itself wrote, without those of the packaged claims under them."""
    return tuple(row for row in chengjie.register.catalogue(package) if row.id.startswith("own-"))


@pytest.fixture
def whole(own_zone: Callable[..., Package], shared_annex: tuple[tuple[str, ...], ...]) -> Package:
    """A zone with the second annex of the first plan."""
    return own_zone(claims__entries_csv=entries(shared_annex))


def test_the_whole_annex_is_understood(whole: Package) -> None:
    rows = catalogue(whole)
    assert len(rows) == 71
    assert len({row.county.code for row in rows if row.county}) == 67
    assert [name for row in rows for name in row.unresolved] == []


def test_a_cell_stays_as_it_is_printed(whole: Package, shared_annex: tuple[tuple[str, ...], ...]) -> None:
    for row, printed in zip(catalogue(whole), shared_annex, strict=True):
        assert tuple(row.cells.values()) == printed


def test_a_name_of_that_day_is_the_place_of_today(whole: Package) -> None:
    (row,) = of_place(catalogue(whole), "430582")
    assert row.cells["县市区"] == "邵东县"
    assert row.county is not None
    assert row.county.name == "邵东市"


def test_a_county_may_have_several_rows_and_a_row_several_carriers(whole: Package) -> None:
    rows = catalogue(whole)
    assert len(of_place(rows, "431003")) == 3
    (first,) = of_place(rows, "430406")
    assert [use.carrier.name for use in first.carriers if use.carrier] == ["衡阳白沙洲工业园区", "衡阳综合保税区"]
    assert [use.label for use in first.industries] == ["电子信息", "智能制造", "高新技术"]
    assert first.industries[2].codes == ()


def test_a_label_with_a_comma_of_its_own_is_one_label(whole: Package) -> None:
    (row,) = of_place(catalogue(whole), "431228")
    assert "塑料、橡胶制品" in [use.label for use in row.industries]


def test_an_empty_cell_belongs_to_the_merged_one_above(own_zone: Callable[..., Package]) -> None:
    printed = [
        ("郴州市", "苏仙区", "电子信息", "", "", ""),
        ("", "", "智能制造", "", "", "郴州综合保税区"),
        ("永州市", "", "现代农业", "", "", ""),
    ]
    rows = catalogue(own_zone(claims__entries_csv=entries(printed)))
    assert [row.county.name if row.county else None for row in rows] == ["苏仙区", "苏仙区", None]
    assert rows[1].cells["县市区"] == ""
    assert rows[2].place == rows[2].prefecture


def test_a_row_about_a_prefecture_splits_its_cell(own_zone: Callable[..., Package]) -> None:
    text = entries([("怀化市", "商贸物流、现代农业、生物医药")], ("市州", "重点承接发展的产业方向"))
    (row,) = catalogue(own_zone(claims__entries_csv=text))
    assert row.county is None
    assert [use.label for use in row.industries] == ["商贸物流", "现代农业", "生物医药"]
    assert all(use.codes for use in row.industries)


def test_what_the_registers_do_not_know_is_named(own_zone: Callable[..., Package]) -> None:
    text = entries([("永州市", "蓝山县", "时光机器", "皮具箱包", "", "蓝山未来园")])
    (row,) = catalogue(own_zone(claims__entries_csv=text))
    assert row.unresolved == ("时光机器", "蓝山未来园")


def test_a_table_without_industries_is_no_catalogue(own_zone: Callable[..., Package]) -> None:
    assert catalogue(own_zone(claims__entries_csv=entries([("地区生产总值", "亿元")], ("指标", "单位")))) == ()


def test_cells_that_are_not_written_as_they_should_be_are_left_to_the_check(own_zone: Callable[..., Package]) -> None:
    broken = entries([("永州市", "蓝山县", "电子信息", "", "", "")]).replace('"{', '"[[{', 1)
    assert catalogue(own_zone(claims__entries_csv=broken)) == ()


def test_a_layout_in_prose_is_a_row_of_its_prefecture_or_park(own_zone: Callable[..., Package]) -> None:
    headers = ("名称", "依托", "重点发展")
    printed = [
        ("怀化市", "怀化高新区、怀化经开区", "食品医药、新材料"),
        ("邵阳国家农业科技园区", "", "精品果蔬"),
        ("中部山地特色种养产业带", "", "油茶"),
    ]
    rows = catalogue(own_zone(claims__entries_csv=entries(printed, headers, "S2")))
    assert [row.place.name if row.place else None for row in rows] == ["怀化市", None]
    assert [[use.name for use in row.carriers] for row in rows] == [
        ["怀化高新区", "怀化经开区"],
        ["邵阳国家农业科技园区"],
    ]
    assert rows[0].unresolved == ()


def test_a_single_industry_column_follows_the_reading(own_zone: Callable[..., Package]) -> None:
    text = entries([("怀化市", "商贸物流、生物医药等")], ("市州", "重点承接发展的产业方向"))
    text = (
        text.replace("{}", '{""industries"": [""商贸物流"", ""生物医药""]}')
        .replace(',{""ind', ',"{""ind')
        .replace("]},r", ']}",r')
    )
    (row,) = catalogue(own_zone(claims__entries_csv=text))
    assert [use.label for use in row.industries] == ["商贸物流", "生物医药"]
    assert row.cells["重点承接发展的产业方向"] == "商贸物流、生物医药等"


def test_the_printed_catalogue_read_by_the_grammar_is_understood(
    own_zone: Callable[..., Package], shared: Path
) -> None:
    document = read_document(shared / "plans/s1.txt", name="S1")
    read = chengjie.plan.entries.entries(document)
    rows = [tuple(entry.cells.values()) for entry in read if len(entry.cells) == 6]
    understood = catalogue(own_zone(claims__entries_csv=entries(rows)))
    assert len(understood) == 71
    assert all(row.county and not row.unresolved for row in understood)


def test_the_packaged_claims_give_both_annexes_and_the_layout_of_parks(zone: Package) -> None:
    rows = chengjie.register.catalogue(zone)
    if not rows:
        pytest.skip("the zone's claims are not built")
    assert len({row.county.code for row in rows if row.county and row.document == "S1"}) == 67
    assert [row.unresolved for row in rows if row.document == "S1" and row.unresolved] == []
    assert len({row.prefecture.code for row in rows if row.document == "S2" and row.prefecture}) == 5
