"""The Hunan parks of the national catalogue of 2018: zones/hunan/carriers.csv and carrier_places.csv.

    python scripts/data/carriers.py ../shared/data

The catalogue does not say in which county a park lies; the raw file infers it from the name, and so it is marked.
"""

from __future__ import annotations

import writing

CARRIERS = "id,name,kind,grade,approved,area_ha,leading_industries,code_2018,source,note"


def main() -> None:
    parks = writing.table(writing.raw_data() / "parks/hunan_parks_2018_catalogue.csv")
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
