"""The Hunan parks of the national catalogue of 2018: zones/hunan/carriers.csv and carrier_places.csv.

    python scripts/data/carriers.py ../shared/data

The catalogue does not say in which county a park lies; the raw file infers it from the name, and so it is marked.
"""

from __future__ import annotations

import writing

CARRIERS = "id,name,kind,grade,approved,area_ha,leading_industries,code_2018,en,source,note"
KINDS = {
    "经济技术开发区": "Economic and Technological Development Zone",
    "高新技术产业开发区": "High-tech Industrial Development Zone",
    "高新技术产业园区": "High-tech Industrial Development Zone",
    "经济开发区": "Economic Development Zone",
    "工业集中区": "Industrial Park",
    "工业园区": "Industrial Park",
    "综合保税区": "Comprehensive Bonded Zone",
}


def english(name: str, spelt: dict[str, str]) -> str:
    """The English name of a park that is called after its place and its kind."""
    stem = name.removeprefix("湖南")
    kind = next(kind for kind in KINDS if stem.endswith(kind))
    return f"{spelt[stem.removesuffix(kind)]} {KINDS[kind]}"


def main() -> None:
    parks = writing.table(writing.raw_data() / "parks/hunan_parks_2018_catalogue.csv")
    own = {row["id"]: row["en"] for row in writing.table(writing.HERE / "carriers_en.csv")}
    places = writing.table(writing.HERE / "places.csv")
    official = {row["code"]: row["name"] for row in writing.table(writing.ZONES / "hunan/places.csv")}
    spelt = {name: row["pinyin"] for row in places for name in (row["short"], official[row["code"]]) if name}
    carriers = [
        (
            park["code"],
            park["name"],
            park["type"],
            park["level"],
            park["approved"].replace(".", "-"),
            park["area_ha"],
            park["leading_industries"].replace("、", ";"),
            park["code"],
            own.get(park["code"]) or english(park["name"], spelt),
            "parks-2018",
            "",
        )
        for park in parks
    ]
    located = [(park["code"], park["county_code_assigned"], "inferred", "parks-2018") for park in parks]
    writing.write(writing.ZONES / "hunan/carriers.csv", CARRIERS, sorted(carriers))
    writing.write(writing.ZONES / "hunan/carrier_places.csv", "carrier,place,basis,source", sorted(located))


if __name__ == "__main__":
    main()
