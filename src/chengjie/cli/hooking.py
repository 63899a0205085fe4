"""`chengjie hooks deliver`: deliveries that wait go out."""

from __future__ import annotations

from pathlib import Path

import click

from chengjie.cli import output, serving
from chengjie.cli.words import Command, Group, Say


def hooks_group(say: Say) -> click.Group:
    """`chengjie hooks …`."""

    @click.group(cls=Group, say=say, name="hooks", help=say("推送：把发生的事送到订阅的地址。", "Web hooks: what happened goes to those who asked for it."))  # fmt: skip
    def hooks() -> None:
        pass

    hooks.add_command(_deliver_command(say))
    return hooks


def _deliver_command(say: Say) -> click.Command:
    @click.command(
        cls=Command,
        say=say,
        name="deliver",
        help=say(
            "把到时的推送送出一遍（网站运行时自己也会送）。失败的按 1 分、5 分、30 分、2 时、6 时、24 时再送，之后放弃，可在网页上重送。",
            "Send every delivery that is due, once (a running site does so too). What fails is tried again after 1, 5, 30 minutes, 2, 6 and 24 hours, then given up; it can be sent again on its page.",
        ),
    )
    @output.zone_option(say)
    @output.data_option(say)
    @output.json_option(say)
    def deliver(zone: str, data_folder: Path | None, as_json: bool) -> None:
        serving.ready(zone, data_folder)
        from chengjie.web import hooks  # Django is an extra, and slow to import

        done = hooks.deliver()
        if as_json:
            output.write_json(done)
            return
        click.echo(
            say(
                f"送达 {done['done']}，待再送 {done['waiting']}，放弃 {done['dead']}。",
                f"{done['done']} delivered, {done['waiting']} to be tried again, {done['dead']} given up.",
            )
        )

    return deliver
