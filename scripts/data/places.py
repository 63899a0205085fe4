"""Places of Hunan: zones/hunan/places.csv (GB/T 2260 and statistical units) and place_names.csv (short and former names).

    python scripts/data/places.py ../shared/data

`places.csv` beside this file adds to the official codes what no raw file has: the spelling in Latin letters, the short
name, earlier codes of the same place.
"""

from __future__ import annotations

import writing

STATISTICAL = {
    "430371": ("湘潭高新技术产业园区", "Xiangtan High-tech Zone (statistical unit)"),
    "430372": ("昭山示范区", "Zhaoshan Demonstration Zone (statistical unit)"),
    "430373": ("九华示范区", "Jiuhua Demonstration Zone (statistical unit)"),
    "430473": ("衡阳松木经济开发区", "Songmu Economic Development Zone (statistical unit)"),
    "430476": ("衡阳高新技术产业园区", "Hengyang High-tech Zone (statistical unit)"),
    "430671": ("屈原管理区", "Quyuan Administration District (statistical unit)"),
    "430771": ("西洞庭管理区", "Xidongting Administration District (statistical unit)"),
    "430971": ("大通湖管理区", "Datonghu Administration District (statistical unit)"),
    "430972": ("益阳高新技术产业园区", "Yiyang High-tech Zone (statistical unit)"),
    "431171": ("", "Yongzhou Economic and Technological Development Zone (statistical unit)"),
    "431173": ("回龙圩管理区", "Huilongxu Administration District (statistical unit)"),
    "431271": ("洪江管理区", "Hongjiang Administration District (statistical unit)"),
}
MORE_SHORT = (
    ("431271", "洪江区"), ("431271", "洪江"), ("430529", "城步县"), ("431129", "江华县"), ("431226", "麻阳县"),
    ("431227", "新晃县"), ("431228", "芷江县"), ("431229", "靖州县"), ("431230", "通道县"), ("433100", "湘西州"),
    ("433100", "湘西自治州"),
)  # fmt: skip
RENAMED = (  # code, former name, year of the change
    ("430112", "望城县", "2011"), ("430182", "宁乡县", "2017"), ("430212", "株洲县", "2018"), ("430212", "株洲", "2018"),
    ("430225", "酃县", "1994"), ("430482", "常宁县", "1996"), ("430581", "武冈县", "1994"), ("430582", "邵东县", "2019"),
    ("430603", "北区", "1996"), ("431181", "祁阳县", "2021"), ("430181", "浏阳县", "1993"),
)  # fmt: skip
SET_UP = {  # districts set up anew from parts of others
    "430102": "1996", "430103": "1996", "430104": "1996", "430105": "1996", "430111": "1996", "430602": "1996",
    "430611": "1996", "430202": "1997", "430203": "1997", "430204": "1997", "430211": "1997", "430502": "1997",
    "430503": "1997", "430511": "1997", "430405": "2001", "430406": "2001", "430407": "2001", "430408": "2001",
}  # fmt: skip
NATIONS = {
    "430529": "Miao", "431129": "Yao", "431226": "Miao", "431227": "Dong", "431228": "Dong",
    "431229": "Miao and Dong", "431230": "Dong",
}  # fmt: skip
NAMES = "code,name,kind,from,until,former_code,source"


def english(code: str, name: str, pinyin: str) -> str:
    """The English name by the kind of place."""
    if code == "433100":
        return "Xiangxi Tujia and Miao Autonomous Prefecture"
    if code in NATIONS:
        return f"{pinyin} {NATIONS[code]} Autonomous County"
    return f"{pinyin} {({'市': 'City', '区': 'District', '县': 'County', '省': 'Province'})[name[-1]]}"


def main() -> None:
    official = writing.table(writing.raw_data() / "divisions/hunan_divisions_2023.csv")
    own = {row["code"]: row for row in writing.table(writing.HERE / "places.csv")}
    places = [("430000", "湖南省", "province", "100000")]
    places += [(code, name, "prefecture", "430000") for code, name in _prefectures(official).items()]
    places += [(row["code"], row["name"], "county", row["prefecture_code"]) for row in official]
    rows, names = [], []
    for code, name, level, parent in sorted(places):
        statistical = code in STATISTICAL
        en = STATISTICAL[code][1] if statistical else english(code, name, own[code]["pinyin"])
        rows.append((code, name, level, parent, en, str(statistical).lower(), "nbs-divisions-2023"))
        short = STATISTICAL[code][0] if statistical else own[code]["short"]
        names += [(code, short, "short", "", "", "", "chengjie")] if short else []
    names += [(code, short, "short", "", "", "", "chengjie") for code, short in MORE_SHORT]
    names += _dated({row[0]: row[1] for row in rows}, own)
    writing.write(writing.ZONES / "hunan/places.csv", "code,name,level,parent,en,statistical_only,source", rows)
    writing.write(writing.ZONES / "hunan/place_names.csv", NAMES, sorted(names))


def _prefectures(official: list[dict[str, str]]) -> dict[str, str]:
    return {row["prefecture_code"]: row["prefecture"] for row in official}


def _dated(current: dict[str, str], own: dict[str, dict[str, str]]) -> list[tuple[str, ...]]:
    names: list[tuple[str, ...]] = []
    for code, former, year in RENAMED:
        earlier = own[code]["earlier_codes"] if former[-1] in "县市区" else ""
        kind = "former" if former[-1] in "县市区" else "short"
        names.append((code, former, kind, "", year, earlier, "county-events"))
        if kind == "former":
            names.append((code, current[code], "official", year, "", "", "county-events"))
    names += [(code, current[code], "official", year, "", "", "county-events") for code, year in SET_UP.items()]
    return names


if __name__ == "__main__":
    main()
