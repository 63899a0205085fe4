"""Everyday words for products and trades → codes: zones/china/industry_words.csv.

    python scripts/data/words.py

`words.txt` is written for this product: what a firm calls its goods, where the classification's own name does not.
A line is `code: words`, or `word = codes` with the likeliest code first; `@source` says whose the lines after it are.
"""

from __future__ import annotations

import writing


def main() -> None:
    said: dict[str, dict[str, str]] = {}
    source = "chengjie"
    for line in (writing.HERE / "words.txt").read_text("utf-8").splitlines():
        if line.startswith("@"):
            source = line[1:]
        elif " = " in line:
            word, _, codes = line.partition(" = ")
            said[word] = dict.fromkeys(codes.split(), source)
        elif line and not line.startswith("#"):
            code, _, words = line.partition(": ")
            for word in words.split():
                said.setdefault(word, {}).setdefault(code, source)
    ordered = sorted(said.items(), key=lambda each: (next(iter(each[1])), each[0]))
    written = [(word, code, whose) for word, codes in ordered for code, whose in codes.items()]
    writing.write(writing.ZONES / "china/industry_words.csv", "word,code,source", written)


if __name__ == "__main__":
    main()
