"""Industry labels of plans and catalogues → GB/T 4754-2017: industry_labels.csv of the province and of the zone.

    python scripts/data/labels.py ../shared/data

`labels.txt` holds the mapping, made for this product and not yet confirmed by a person. A label belongs to the first
document in which it stands: S1, S2, then the catalogue of parks.
"""

from __future__ import annotations

import sys
from pathlib import Path

import writing

CERTAINTY = {"h": "high", "m": "medium", "l": "low"}
HEADER = "label,code,certainty,mapped_by,source,note"
Mapped = tuple[str, str, str, str]


def read(path: Path) -> list[Mapped]:
    """Rows of label, code, certainty, note; a label without a code has an empty code and the certainty `none`."""
    rows: list[Mapped] = []
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            labels, _, rest = line.partition(" = ")
            codes, _, note = rest.partition("|")
            for label in labels.split(","):
                rows += [(label, *_code(written), note.strip()) for written in codes.split()]
    return rows


def _code(written: str) -> tuple[str, str]:
    code, _, certainty = written.partition("/")
    return ("", "none") if code == "none" else (code, CERTAINTY[certainty])


def main() -> None:
    raw = writing.raw_data()
    texts = {name.upper(): (raw.parent / f"plans/{name}.txt").read_text("utf-8") for name in ("s1", "s2")}
    parks = writing.table(raw / "parks/hunan_parks_2018_catalogue.csv")
    texts["parks-2018"] = "、".join(park["leading_industries"] for park in parks)
    zone: list[tuple[str, ...]] = []
    province: list[tuple[str, ...]] = []
    for label, code, certainty, note in read(writing.HERE / "labels.txt"):
        source = next((name for name, text in texts.items() if label in text), None)
        if source is None:
            sys.stderr.write(f"in no document: {label}\n")
            continue
        (province if source == "parks-2018" else zone).append((label, code, certainty, "chengjie", source, note))
    writing.write(writing.ZONES / "hunan/industry_labels.csv", HEADER, sorted(province))
    writing.write(writing.ZONES / "xiangnan-xiangxi/industry_labels.csv", HEADER, sorted(zone))


if __name__ == "__main__":
    main()
