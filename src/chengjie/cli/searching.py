"""`chengjie search rebuild`: what the search box of the site looks into, made anew."""

from __future__ import annotations

from pathlib import Path

import click

from chengjie.cli import output, serving
from chengjie.cli.words import Command, Group, Say


def search_group(say: Say) -> click.Group:
    """`chengjie search …`."""

    @click.group(
        cls=Group,
        say=say,
        name="search",
        help=say("网站的检索库：重建。", "What the search box of the site looks into: make it anew."),
    )
    def search() -> None:
        pass

    search.add_command(_rebuild_command(say))
    return search


def _rebuild_command(say: Say) -> click.Command:
    @click.command(
        cls=Command,
        say=say,
        name="rebuild",
        help=say(
            "由办件和登记重建检索库；登记定义改了要检索的栏时用。",
            "Make the rows of the search anew from cases and registers; for when a definition looks into other fields.",
        ),
    )
    @output.zone_option(say)
    @output.data_option(say)
    def rebuild(zone: str, data_folder: Path | None) -> None:
        serving.ready(zone, data_folder)
        from chengjie.web import registers  # Django is an extra, and slow to import
        from chengjie.web.search import rows

        def told(done: int) -> None:
            output.diary().print(say(f"已建 {done}", f"{done} made"))

        made = rows.rebuild(tuple(registers.known().values()), told=told)
        output.console().print(say(f"检索库共 {made} 行。", f"The search looks into {made} rows."))

    return rebuild
