"""Damaged files of every form: each must give a reading or a refusal, within a bound of time.

    python -m benchmarks.fuzz_reading --count 100000 --seed 1

Bytes are flipped, cut off, spliced between files and repeated; the name's ending is drawn at random. The same seed gives
the same inputs.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from chengjie.errors import Refusal
from chengjie.plan.read import read

SLOWEST = 5.0  # seconds for one damaged file
ENDINGS = (".txt", ".md", ".html", ".docx", ".xlsx", ".pdf", ".doc", "")
TEXT = """一、发展目标

（一）主要指标。到2025年，地区生产总值达到1.8万亿元，年均增长8%；森林覆盖率不低于60%。

表1 主要指标

\t指标
\t单位
\t2020年
\t2025年

\t产值
\t亿元
\t3
\t5

\t面积
\t
\t1(2
\t—

附件1

专栏1 重点工程
1. 建设道路（隧道）30公里。
"""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def seeds() -> tuple[bytes, ...]:
    """A small sound file of every form; pictures of none."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["指标", "2025年"], ["产值", 5], ["=1+1", "60%"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    excel = io.BytesIO()
    book.save(excel)
    rows = "".join(f"<tr><td rowspan=2>{line}<td>2025</tr>" for line in TEXT.split())
    page = f"<html><body><p>{TEXT}</p><table>{rows}</table></body></html>"
    mark = "# 一、目标\n\n| 指标 | 2025年 |\n|---|---|\n| 产值 | 5 |\n\n> 专栏1 工程\n"
    return (
        TEXT.encode(), TEXT.encode("gb18030"), TEXT.encode("utf-16"), mark.encode(), page.encode(),
        _word(), excel.getvalue(), _pdf(),
    )  # fmt: skip


def _word() -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TEXT.split())
    cell = "<w:tc><w:tcPr><w:vMerge/><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    body = (
        f"<w:document xmlns:w='{_W}'><w:body>{paragraphs}<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl></w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:  # not compressed, so that damage reaches the words
        archive.writestr("word/document.xml", body)
    return out.getvalue()


def _pdf() -> bytes:
    lines = "".join(f"0 -18 Td (Line {number} of 2025: area 60 % of 18000) Tj " for number in range(30))
    stream = f"BT /F1 12 Tf 50 800 Td {lines}ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 850]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def damaged(count: int, seed: int) -> Iterator[tuple[bytes, str]]:
    """As many damaged files with their names."""
    chance, sound = random.Random(seed), seeds()
    for _ in range(count):
        data = bytearray(chance.choice(sound))
        for _ in range(chance.randint(1, 3)):
            data = _damage(data, chance, sound)
        yield bytes(data), "plan" + chance.choice(ENDINGS)


def _damage(data: bytearray, chance: random.Random, sound: tuple[bytes, ...]) -> bytearray:
    place = chance.randrange(len(data) + 1)
    match chance.choice(("flip", "cut", "splice", "repeat")):
        case "flip":
            for _ in range(chance.randint(1, 20)):
                if data:
                    data[chance.randrange(len(data))] = chance.randrange(256)
        case "cut":
            data = data[:place] if chance.random() < 0.5 else data[place:]
        case "splice":
            other = chance.choice(sound)
            data = data[:place] + bytearray(other[chance.randrange(len(other)) :])
        case _:
            end = min(len(data), place + chance.randint(1, 200))
            data = data[:end] + data[place:end] * chance.randint(1, 50) + data[end:]
    return data


def outcomes(count: int, seed: int, *, progress: bool = False) -> tuple[Counter[str], float, list[str]]:
    """How often each outcome came, the slowest input in seconds, and what should not have happened."""
    seen: Counter[str] = Counter()
    slowest, wrong = 0.0, []
    for number, (data, name) in enumerate(damaged(count, seed), 1):
        began = time.perf_counter()
        try:
            read(data, name=name)
            seen["read"] += 1
        except Refusal as refusal:
            seen[refusal.faults[0].code] += 1
        except Exception as error:  # noqa: BLE001  what is looked for here
            wrong.append(f"input {number} ({name}): {type(error).__name__}: {error}")
        took = time.perf_counter() - began
        if took > SLOWEST:
            wrong.append(f"input {number} ({name}): {took:.1f} s")
        slowest = max(slowest, took)
        if progress and (number % 100 == 0 or number == count):
            sys.stderr.write(f"\r{number:,} of {count:,}")
    return seen, slowest, wrong


def main(arguments: list[str] | None = None) -> int:
    """Run as many inputs as asked; the exit code says whether any did what none may."""
    parser = argparse.ArgumentParser(description=Path(__file__).stem)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    seen, slowest, wrong = outcomes(given.count, given.seed, progress=sys.stderr.isatty())
    for outcome, count in seen.most_common():
        print(f"{count:8,}  {outcome}")
    print(f"slowest {slowest:.2f} s; {len(wrong)} that neither were read nor refused in time")
    print("\n".join(wrong[:20]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
