"""The regions of both plans: zones/xiangnan-xiangxi/regions.csv and region_members.csv.

    python scripts/data/regions.py

Reads the packaged places, so run it after places.py.
"""

from __future__ import annotations

import writing

SIX = ("430400", "430500", "431000", "431100", "431200", "433100")
FIVE = ("430500", "430800", "431200", "431300", "433100")
THREE = ("430400", "431000", "431100")
MORE = ("431125", "431129")
UNIT = "431271"
LISTED = "不在 GB/T 2260 内，规划附件2单列一行"
COUNTED = "不在 GB/T 2260 内；规划未列出名单，计入该单位才够44个"


def main() -> None:
    counties = [
        (row["code"], row["parent"])
        for row in writing.table(writing.ZONES / "hunan/places.csv")
        if row["level"] == "county" and row["statistical_only"] == "false"
    ]
    rows = [("demonstration-zone", code, "", "S1") for code in SIX]
    rows += [("demonstration-zone-counties", code, "", "S1") for code, parent in counties if parent in SIX]
    rows.append(("demonstration-zone-counties", UNIT, LISTED, "S1"))
    rows += [("xiangxi-area", code, "", "S2") for code, parent in counties if parent in FIVE or code in MORE]
    rows.append(("xiangxi-area", UNIT, COUNTED, "S2"))
    rows += [("xiangxi", code, "", "hunan-regions") for code in FIVE]
    rows += [("xiangnan", code, "", "hunan-regions") for code in THREE]
    rows += [("both-plans", code, "", "chengjie") for code in sorted({*SIX, *FIVE})]
    zone = writing.ZONES / "xiangnan-xiangxi"
    regions = [tuple(row.values()) for row in writing.table(writing.HERE / "regions.csv")]
    writing.write(zone / "regions.csv", "region,title_zh,title_en,as_of,source", regions)
    writing.write(zone / "region_members.csv", "region,code,note,source", rows)


if __name__ == "__main__":
    main()
