"""`chengjie backup`, `restore`, `upgrade`: the records of the site in one archive, put back, and brought to this version."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from chengjie.cli import output
from chengjie.cli.words import Command, Say


def _site(data: Path) -> None:
    """The site's records, as `chengjie serve` uses them."""
    os.environ["CHENGJIE_HOME"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chengjie.web.settings")
    data.mkdir(parents=True, exist_ok=True)
    import django

    django.setup()


def _data(say: Say) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=Path("var"), show_default=True, help=say("数据文件夹。", "The data folder."))  # fmt: skip


def backup_command(say: Say) -> click.Command:
    """`chengjie backup FILE`."""

    @click.command(
        cls=Command,
        say=say,
        name="backup",
        help=say(
            "把网站的全部记录和文件写进一个归档，附每一部分的摘要。",
            "Write all records and files of the site into one archive with the digest of each part.",
        ),
    )
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
    @_data(say)
    @output.json_option(say)
    def backup(file: Path, data: Path, as_json: bool) -> None:
        _site(data)
        from chengjie.web import backup as records

        manifest = records.backup(file)
        _told(say, manifest, records.fingerprint(), as_json)

    return backup


def restore_command(say: Say) -> click.Command:
    """`chengjie restore FILE`."""

    @click.command(
        cls=Command,
        say=say,
        name="restore",
        help=say(
            "核对归档，放回一个空的安装；要么全部，要么不动。",
            "Check an archive and put it into an empty installation; all of it or nothing.",
        ),
    )
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
    @click.option("--check", "only_check", is_flag=True, help=say("只核对，不放回。", "Check only."))
    @_data(say)
    @output.json_option(say)
    def restore(file: Path, only_check: bool, data: Path, as_json: bool) -> None:
        _site(data)
        from chengjie.web import backup as records

        manifest = records.check(file) if only_check else records.restore(file)
        _told(say, manifest, None if only_check else records.fingerprint(), as_json)

    return restore


def _told(say: Say, manifest: dict[str, Any], fingerprint: str | None, as_json: bool) -> None:
    told = {
        "version": manifest["version"],
        "zone": manifest["zone"],
        "made": manifest["made"],
        "parts": len(manifest["held"]),
        "fingerprint": fingerprint,
    }
    if as_json:
        output.write_json(told)
        return
    output.console().print(
        f"{say('部分', 'parts')}: {told['parts']} · {told['made']} · {told['zone']} {told['version']}"
    )
    if fingerprint:
        output.console().print(f"{say('总摘要', 'fingerprint')}: {fingerprint}")


def upgrade_command(say: Say) -> click.Command:
    """`chengjie upgrade`."""

    @click.command(
        cls=Command,
        say=say,
        name="upgrade",
        help=say("先备份，再把记录升级到本版本。", "Back up first, then bring the records to this version."),
    )
    @_data(say)
    def upgrade(data: Path) -> None:
        _site(data)
        from django.core.management import call_command
        from django.db import connection

        from chengjie.web import backup as records
        from chengjie.web import turns

        waiting = records.waiting()
        if not waiting:
            turns.look_again()
            output.console().print(say("已是本版本。", "Already at this version."))
            return
        kept = data / f"before-upgrade-{datetime.now():%Y%m%d-%H%M%S}.sqlite3"  # noqa: DTZ005  # the clock on the desk
        if connection.vendor == "sqlite" and connection.introspection.table_names():
            import sqlite3

            with sqlite3.connect(connection.settings_dict["NAME"]) as source, sqlite3.connect(kept) as target:
                source.backup(target)
            output.console().print(f"{say('升级前的备份', 'kept before the upgrade')}: {kept.name}")
        call_command("migrate", verbosity=0, interactive=False)
        turns.look_again()
        output.console().print(say(f"已升级 {waiting} 步。", f"{waiting} steps done."))

    return upgrade
