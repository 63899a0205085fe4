"""The check of a zone finds points on no place, lines whose stops do not hold, and graphs that cannot be read."""

from __future__ import annotations

import gzip
from pathlib import Path

import chengjie.network
import chengjie.package

ZONE = "id: own\ntitle: {zh: 自带, en: Own}\nextends: hunan\n"
LINES = "id,zh,en,mode,kind,document,claim,note,source\nx,甲,X,rail,new,,,,chengjie\n"
STOPS = "line,order,name,place,destination,km,note,source\n"


def codes(folder: Path, **files: str) -> list[tuple[str, int | None]]:
    (folder / "zone.yaml").write_text(ZONE, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    found = chengjie.network.check(chengjie.package.open_package(folder))
    return [(fault.code, fault.where.row) for fault in found]


def test_a_point_that_is_no_place_and_one_on_no_node_are_named(tmp_path: Path) -> None:
    points = "id,mode,node,leg_km,basis,source\nmars,road,3,1.0,nearest,osm-network\nguilin,rail,99999999,1.0,nearest,osm-network\n"
    assert codes(tmp_path, access_points=points) == [("access-point-unknown", 2), ("network-malformed", None)]


def test_a_stop_with_two_meanings_and_one_that_comes_twice_are_named(tmp_path: Path) -> None:
    stops = (
        STOPS
        + "x,1,甲,431127,guilin,,,chengjie\nx,2,乙,431103,,,,chengjie\nx,3,丙,431103,,,,chengjie\nx,4,丁,,,,,chengjie\nx,5,戊,,,,,chengjie\n"
    )
    assert codes(tmp_path, lines=LINES, line_stops=stops) == [("line-stop-both", 2), ("line-stop-twice", 4)]


def test_a_graph_of_a_nearer_layer_takes_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    """A user's own railway: two towns, one edge of 10 km."""
    points = "id,mode,node,leg_km,basis,source\n431127,rail,0,0,nearest,chengjie\n431128,rail,1,2.5,nearest,chengjie\n"
    names = [row["id"] for row in chengjie.package.open_package("hunan").rows("access_points") if row["mode"] == "rail"]
    points += "".join(f"{name},rail,0,900,nearest,chengjie\n" for name in names if name not in {"431127", "431128"})
    (tmp_path / "networks").mkdir()
    for part, text in (("nodes", "lat,lon\n25.3,112.2\n25.9,112.2\n"), ("edges", "u,v,m\n0,1,10000\n")):
        (tmp_path / f"networks/rail-{part}.csv.gz").write_bytes(gzip.compress(text.encode()))
    assert codes(tmp_path, access_points=points) == []
    package = chengjie.package.open_package(tmp_path)
    far = {each.place: each.km for each in chengjie.network.access(package, "431127", "rail")}
    assert str(far["431128"]) == "12.5"
