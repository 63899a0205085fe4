"""`chengjie zone new|export|import`: a zone from its plans, and its tables as a workbook."""

from __future__ import annotations

from pathlib import Path

import click

import chengjie.system
from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.values import Text
from chengjie.values.text import Language

_FOLDER = click.Path(path_type=Path, file_okay=False)


def new_command(say: Say) -> click.Command:
    """`chengjie zone new FOLDER --plan NAME=FILE`."""

    @click.command(
        cls=Command,
        say=say,
        name="new",
        help=say(
            "由规划建立一个区域：文件夹、来源、文件和读出的断言。之后用 export 取工作簿，补齐地方、承载地、产业等。",
            "Make a zone from its plans: folder, sources, documents and the claims read from them. Then take its workbook with "
            "export, and complete places, carriers, industries and the rest.",
        ),
    )
    @click.argument("folder", type=_FOLDER)
    @click.option(
        "--plan",
        "plans",
        multiple=True,
        required=True,
        metavar="P1=FILE",
        help=say("规划简称与文件，可重复。", "A plan's short name and its file; may be repeated."),
    )
    @click.option(
        "--id", "name", help=say("区域的编号，默认为文件夹名。", "The zone's id; the folder's name by default.")
    )
    @click.option(
        "--title", help=say("区域的中文名，默认为第一份规划的标题。", "The Chinese title; the first plan's by default.")
    )
    @click.option("--title-en", help=say("区域的英文名，默认为编号。", "The English title; the id by default."))
    @click.option("--extends", default="china", show_default=True, help=say("所依据的层。", "The layer it stands on."))
    @click.option("--issuer", default="", help=say("规划没有写明时的发布者。", "Who issued a plan that does not say."))
    @output.json_option(say)
    def new(
        folder: Path,
        plans: tuple[str, ...],
        name: str | None,
        title: str | None,
        title_en: str | None,
        extends: str,
        issuer: str,
        as_json: bool,
    ) -> None:
        folder = folder.resolve()
        name = name or folder.name
        said = Text(title or title_en or name, title_en or name) if title or title_en else None
        charter = chengjie.system.Charter(name, said, extends, issuer)
        files = {short: Path(file) for short, _, file in (each.partition("=") for each in plans)}
        package = chengjie.system.found_zone(folder, charter, files)
        counts = {table: len(package.rows(table)) for table in package.tables if table.startswith("claims/")}
        proposed = {table: len(rows) for table, rows in chengjie.system.proposals(package).items()}
        if as_json:
            output.write_json({"zone": package.id, "claims": counts, "proposals": proposed})
            return
        click.echo(say(f"已建立：{folder}", f"Made: {folder}"))
        told = ", ".join(f"{table.removeprefix('claims/')} {count}" for table, count in counts.items() if count)
        click.echo(say(f"断言：{told}", f"claims: {told}"))
        click.echo(
            say(
                f"规划里另有 {sum(proposed.values())} 行建议；取工作簿：chengjie zone export {folder} {folder.name}.xlsx",
                f"The plans propose {sum(proposed.values())} more rows; take the workbook: "
                f"chengjie zone export {folder} {folder.name}.xlsx",
            )
        )

    return new


def export_command(say: Say, language: Language) -> click.Command:
    """`chengjie zone export ZONE FILE.xlsx`."""

    @click.command(
        cls=Command,
        say=say,
        name="export",
        help=say(
            "区域自己的各表写成一个工作簿，一表一页，带下拉和说明；规划里提到而表中没有的，作为建议列在后面。",
            "Write the zone's own tables as a workbook, a sheet a table, with drop-downs and notes; what the plans name and the "
            "tables do not have follows as proposals.",
        ),
    )
    @click.argument("zone")
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
    def export(zone: str, file: Path) -> None:
        count = chengjie.system.write_workbook(chengjie.system.open_zone(zone), file, language=language)
        click.echo(say(f"已写入 {file}；建议 {count} 行。", f"Wrote {file}; {count} rows are proposals."))

    return export


def import_command(say: Say, language: Language) -> click.Command:
    """`chengjie zone import ZONE FILE.xlsx`."""

    @click.command(
        cls=Command,
        say=say,
        name="import",
        help=say(
            "读回工作簿：先列出更改和每一格的问题；加 --accept 才写入，要么全部写入，要么一行不写。标为“建议”的行不读。",
            "Read a workbook back: first what would change, and what is wrong at each cell; writes only with --accept, all or "
            "nothing. Rows still marked as proposals are left out.",
        ),
    )
    @click.argument("zone")
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
    @click.option("--accept", is_flag=True, help=say("接受更改并写入。", "Accept the changes and write them."))
    @output.json_option(say)
    def take(zone: str, file: Path, accept: bool, as_json: bool) -> None:
        filling = chengjie.system.read_workbook(chengjie.system.open_zone(zone), file)
        written = chengjie.system.accept_workbook(filling) if accept else ()
        table = filling.as_table()
        if as_json:
            output.write_json(
                {"changes": list(table.records()), "proposed": filling.proposed, "written": list(written)}
            )
            return
        if table.rows:
            output.draw(table, language)
        else:
            click.echo(say("没有更改。", "Nothing changes."))
        if filling.proposed:
            click.echo(
                say(
                    f"仍标为建议、未读入：{filling.proposed} 行。",
                    f"Left out, still proposals: {filling.proposed} rows.",
                )
            )
        if table.rows and not accept:
            click.echo(say("未写入；加 --accept 写入。", "Nothing written; add --accept."))

    return take
