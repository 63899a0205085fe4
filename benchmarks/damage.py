"""What is left of the targets of a plan when its text is damaged as scanning, copying and converting damage it.

    python -m benchmarks.damage [--seed N] [FILE…]

The claims of the undamaged text are the list that the claims of the damaged one are held against.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from chengjie.plan.claims import Target
from chengjie.plan.read import read

PLANS = Path(__file__).parents[2] / "shared/plans"
WIDTH, LINES = 36, 32  # characters of a line, lines of a page
_HAN = "[\u4e00-\u9fff]"
_HALF = str.maketrans({"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "“": '"', "”": '"'})

Damage = Callable[[str, random.Random], str]


def pages(text: str, _: random.Random) -> str:
    """Lines broken at the margin, numbered pages under a running head."""
    out: list[str] = []
    for paragraph in text.split("\n"):
        if not paragraph.strip() or paragraph.startswith("\t"):
            out.append(paragraph)
            continue
        rest = "　　" + paragraph.strip() if len(paragraph) > WIDTH else paragraph
        while rest:
            out.append(rest[:WIDTH])
            rest = rest[WIDTH:]
            if len(out) % LINES == 0:
                out += ["", f"— {len(out) // LINES} —", "", "规划文件选编", ""]
    return "\n".join(out)


def spaces(text: str, chance: random.Random) -> str:
    """Spaces between words and figures."""
    return re.sub(
        rf"(?<={_HAN})(?=\d)|(?<=\d)(?=[\u4e00-\u9fff%])", lambda _: " " if chance.random() < 0.5 else "", text
    )


def wide(text: str, chance: random.Random) -> str:
    """Figures of full width."""
    return "".join(
        chr(ord(mark) + 0xFEE0) if mark in "0123456789%" and chance.random() < 0.5 else mark for mark in text
    )


def letters(text: str, chance: random.Random) -> str:
    """Letters for noughts inside figures."""
    return re.sub(r"(?<=\d)0(?=[\d.])", lambda _: chance.choice("OoO000"), text)


def points(text: str, chance: random.Random) -> str:
    """Decimal points spaced, widened or risen to a middle dot."""
    return re.sub(r"(?<=\d)\.(?=\d)", lambda _: chance.choice([".", ". ", " .", "．", "·"]), text)


def half(text: str, _: random.Random) -> str:
    """Marks of half width and straight quotation marks."""
    return text.translate(_HALF)


def everything(text: str, chance: random.Random) -> str:
    """All of them, one after another."""
    for damage in (spaces, letters, points, half, pages):
        text = damage(text, chance)
    return text


DAMAGES: tuple[Damage, ...] = (pages, spaces, wide, letters, points, half, everything)


def targets(text: str) -> Counter[tuple[object, ...]]:
    """What a text says, without where it says so."""
    found = read(text.encode(), name="plan.txt").claims
    return Counter(
        (each.indicator, each.comparator, each.value, each.unit, each.role)
        for each in found
        if isinstance(each, Target)
    )


def main(arguments: list[str] | None = None) -> int:
    """Print recall and precision for each kind of damage."""
    parser = argparse.ArgumentParser(description=Path(__file__).stem)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    paths = given.files or [path for path in (PLANS / "s1.txt", PLANS / "s2.txt") if path.is_file()]
    if not paths:
        sys.stderr.write("the plans are not beside this checkout; name files to damage\n")
        return 1
    for path in paths:
        text = path.read_text(encoding="utf-8")
        whole = targets(text)
        for damage in DAMAGES:
            left = targets(damage(text, random.Random(given.seed)))
            same = sum((whole & left).values())
            print(
                f"{path.name:8} {damage.__name__:10} recall {same / sum(whole.values()):6.1%}  precision {same / sum(left.values()):6.1%}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
