"""`chengjie retention`: what is personal and whose time is over, shown first, taken away when asked."""

from __future__ import annotations

from pathlib import Path

import click

from chengjie.cli import output, serving
from chengjie.cli.words import Command, Say


def retention_command(say: Say) -> click.Command:
    """`chengjie retention`."""

    @click.command(
        cls=Command,
        say=say,
        name="retention",
        help=say(
            "到期的个人信息：默认只列出有多少，加 --run 才清除。没有填年数的不清除。",
            "Personal data whose time is over: listed only, taken away with --run. Rules without years take nothing away.",
        ),
    )
    @click.option("--run", "really", is_flag=True, help=say("清除。", "Take it away."))
    @output.zone_option(say)
    @output.data_option(say)
    @output.json_option(say)
    def retention(really: bool, zone: str, data_folder: Path | None, as_json: bool) -> None:
        serving.ready(zone, data_folder)
        from chengjie.web import retention as kept  # Django is an extra, and slow to import

        found = [
            (each, kept.run(each, by=None) if really and each.years is not None else kept.due(each))
            for each in kept.rules()
        ]
        if as_json:
            rules = [
                {
                    "id": each.id,
                    "what": each.what.as_json(),
                    "years": each.years,
                    "source": each.source or None,
                    "count": count,
                }
                for each, count in found
            ]
            output.write_json({"run": really, "rules": rules})
            return
        for each, count in found:
            words = (
                say("未填年数，不清除", "no years filled in, nothing is taken away") if count is None else f"{count}"
            )
            click.echo(f"{say(each.what.zh, each.what.en)}: {words}")

    return retention
