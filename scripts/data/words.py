"""Everyday words for products and trades → codes: zones/china/industry_words.csv.

    python scripts/data/words.py

`words.txt` is written for this product: what a firm calls its goods, where the classification's own name does not.
"""

from __future__ import annotations

import writing


def main() -> None:
    rows: dict[tuple[str, str], None] = {}
    for line in (writing.HERE / "words.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, words = line.partition(": ")
            rows |= dict.fromkeys((word, code) for word in words.split())
    written = [(word, code, "chengjie") for word, code in sorted(rows, key=lambda row: (row[1], row[0]))]
    writing.write(writing.ZONES / "china/industry_words.csv", "word,code,source", written)


if __name__ == "__main__":
    main()
