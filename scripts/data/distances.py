"""Distances: zones/hunan/destinations.csv and distances.csv.

    python scripts/data/distances.py ../shared/data

Road and rail: shortest paths on the network of OpenStreetMap, as given. Air: straight line from the middle of a county
to its three nearest airports, computed here. Destinations: points.csv beside this file.
"""

from __future__ import annotations

import json
import math

import writing

AIRPORTS = {
    "CGD": ("常德机场", "Changde Airport"), "HJJ": ("怀化芷江机场", "Huaihua Zhijiang Airport"),
    "HCZ": ("郴州北湖机场", "Chenzhou Beihu Airport"), "DYG": ("张家界机场", "Zhangjiajie Airport"),
    "CSX": ("长沙黄花机场", "Changsha Huanghua Airport"), "HNY": ("衡阳南岳机场", "Hengyang Nanyue Airport"),
    "LLF": ("永州零陵机场", "Yongzhou Lingling Airport"), "DXJ": ("湘西边城机场", "Xiangxi Biancheng Airport"),
    "YYA": ("岳阳三荷机场", "Yueyang Sanhe Airport"), "KWL": ("桂林两江机场", "Guilin Liangjiang Airport"),
    "HSC": ("韶关机场", "Shaoguan Airport"), "KOW": ("赣州机场", "Ganzhou Airport"), "TEN": ("铜仁凤凰机场", "Tongren Fenghuang Airport"),
}  # fmt: skip
EARTH = 6371.0088
SOURCES = {"": "osm-network", "GeoNames": "geonames", "Natural Earth": "natural-earth"}


def straight(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The great-circle distance in km between (lat, lon) pairs."""
    (a, b), (c, d) = ([math.radians(each) for each in point] for point in (here, there))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(half))


def main() -> None:
    raw = writing.raw_data()
    rows = []
    for county in writing.table(raw / "transport/hunan_county_network_distances.csv"):
        for column, km in county.items():
            mode, _, destination = column.partition("_km_")
            if destination and km:
                rows.append((county["code"], destination.replace("_", "-"), mode, km, "osm-network"))
    rows += _flights(raw)
    places = [
        (row["id"], row["zh"], row["en"], row["kind"], SOURCES[row["from"]])
        for row in writing.table(writing.HERE / "points.csv")
    ]
    places += [(f"airport-{code.lower()}", *named, "airport", "airportsdata") for code, named in AIRPORTS.items()]
    writing.write(writing.ZONES / "hunan/destinations.csv", "id,zh,en,kind,source", places)
    writing.write(writing.ZONES / "hunan/distances.csv", "place,destination,mode,km,source", sorted(rows))


def _flights(raw: writing.Path) -> list[tuple[str, ...]]:
    airports = {
        row["iata"]: (float(row["lat"]), float(row["lon"]))
        for row in writing.table(raw / "transport/airports_cn_hk_mo.csv")
        if row["iata"] in AIRPORTS
    }
    features = json.loads((raw / "boundaries/hunan_counties_cnmaps_simplified.geojson").read_text("utf-8"))["features"]
    rows = []
    for properties in (feature["properties"] for feature in features):
        here = (properties["lat"], properties["lon"])
        near = sorted((straight(here, there), code) for code, there in airports.items())[:3]
        rows += [
            (properties["code"], f"airport-{code.lower()}", "line", f"{km:.1f}", "airport-lines") for km, code in near
        ]
    return rows


if __name__ == "__main__":
    main()
