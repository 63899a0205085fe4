"""What a command puts out: JSON for scripts, a table for people, a file for offices. Refusals go to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

import chengjie.report.refusal
import chengjie.report.tables
from chengjie.cli.words import Say
from chengjie.errors import Refusal
from chengjie.report.codes import CODES
from chengjie.values import Table
from chengjie.values.text import Language

REFUSED = 2
PIPED = 120  # columns


def console() -> Console:
    """Standard output for people; wider than a narrow window where it goes into a file or another program."""
    return Console(highlight=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPED)


def diary() -> Console:
    """Standard error: progress and remarks, never mixed into what a script reads."""
    return Console(stderr=True, highlight=False)


def write_json(answer: Mapping[str, Any]) -> None:
    """One object, UTF-8, in the order given."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=None if not sys.stdout.isatty() else 2) + "\n")


def draw(table: Table, language: Language, *, most: int = 40) -> None:
    """A table in the terminal, its codes in words, cut after `most` rows with a word on how many are left."""
    grid = Grid(title=escape(table.title.say(language)) if table.title else None, title_justify="left")
    for column in table.columns:
        title = column.title.say(language) + (f" ({column.unit})" if column.unit else "")
        grid.add_column(escape(title), justify="right" if column.numeric else "left", overflow="fold")
    for row in table.rows[:most]:
        grid.add_row(*(_cell(cell, column.key, language) for cell, column in zip(row, table.columns, strict=True)))
    console().print(grid)
    if len(table.rows) > most:
        left = len(table.rows) - most
        console().print(
            f"……另有 {left} 行；用 --out 文件.xlsx 取全部。"
            if language == "zh"
            else f"… {left} more rows; --out FILE.xlsx writes them all."
        )


def _cell(cell: object, key: str, language: Language) -> str:
    """A cell in words; the column `kind` holds what has to be typed behind --kind."""
    if cell is None:
        return "—"
    said = CODES.get(cell) if isinstance(cell, str) and key != "kind" else None
    return escape(said.say(language) if said else str(cell))


def write_file(table: Table, path: Path, language: Language) -> None:
    """The table as .csv, .json or .xlsx, by the ending of the name. Refuses `output-format-unknown`."""
    writers: dict[str, Callable[..., None]] = {
        ".csv": chengjie.report.tables.to_csv,
        ".json": chengjie.report.tables.to_json,
        ".xlsx": chengjie.report.tables.to_xlsx,
    }
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise Refusal.of("output-format-unknown", file=path.name, ending=path.suffix)
    writer(table, path, language=language)


def give(table: Table, out: Path | None, language: Language, *, most: int = 40) -> None:
    """The table as a file where one is named, else drawn."""
    if out:
        write_file(table, out, language)
    else:
        draw(table, language, most=most)


def refuse(refusal: Refusal, language: Language, *, as_json: bool) -> int:
    """Say every fault with its place and remedy; the exit code for a refusal."""
    if as_json:
        sys.stderr.write(json.dumps(chengjie.report.refusal.as_json(refusal), ensure_ascii=False) + "\n")
        return REFUSED
    for fault in refusal.faults:
        place = str(fault.where)
        click.echo(
            f"{'拒绝' if language == 'zh' else 'Refused'} [{fault.code}]{' ' + place if place else ''}: "
            f"{chengjie.report.refusal.sentence(fault).say(language)}",
            err=True,
        )
        click.echo(f"    → {chengjie.report.refusal.remedy(fault).say(language)}", err=True)
    return REFUSED


def json_option(say: Say) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--json`, with one wording everywhere."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help=say("以一个 JSON 对象输出，供程序读取。", "Print one JSON object for scripts."),
    )


def out_option(say: Say) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--out`, with one wording everywhere."""
    return click.option(
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        help=say("写入文件：.csv、.json 或 .xlsx。", "Write a file: .csv, .json or .xlsx."),
    )


def zone_option(say: Say) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--zone`, with one wording everywhere."""
    return click.option(
        "--zone",
        default="xiangnan-xiangxi",
        show_default=True,
        envvar="CHENGJIE_ZONE",
        help=say(
            "区域：自带区域的名称，或区域文件夹的路径。",
            "The zone: the name of a packaged one, or the path of a folder.",
        ),
    )


def data_option(say: Say) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--data`, with one wording everywhere."""
    return click.option(
        "--data",
        "data_folder",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="CHENGJIE_HOME",
        help=say("存放记录和上传文件的文件夹，默认 ./var。", "Folder for records and uploads; ./var by default."),
    )
