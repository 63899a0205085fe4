"""`chengjie notify clocks|send`: what falls due is looked at, and letters go out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from chengjie.cli import output, serving
from chengjie.cli.words import Command, Group, Say


def notify_group(say: Say) -> click.Group:
    """`chengjie notify …`."""

    @click.group(
        cls=Group,
        say=say,
        name="notify",
        help=say("提醒：每日走一遍期限，发送邮件。", "Notices: look at the clocks once a day, send letters."),
    )
    def notify() -> None:
        pass

    notify.add_command(_clocks_command(say))
    notify.add_command(_send_command(say))
    return notify


def _clocks_command(say: Say) -> click.Command:
    @click.command(
        cls=Command,
        say=say,
        name="clocks",
        help=say(
            "走一遍全部期限：视同决定的记入，逾期的标出，将到期、逾期、升级的提醒到人。同一天再走不会重复提醒。",
            "Look at every clock: enter what is taken as decided, mark what is late, tell people. Again on the same day tells nobody twice.",
        ),
    )
    @click.option(
        "--day", type=click.DateTime(["%Y-%m-%d"]), help=say("哪一天，默认今天。", "For which day; today by default.")
    )
    @output.zone_option(say)
    @output.data_option(say)
    @output.json_option(say)
    def clocks(day: datetime | None, zone: str, data_folder: Path | None, as_json: bool) -> None:
        serving.ready(zone, data_folder)
        from django.utils import timezone

        from chengjie.web import turns  # Django is an extra, and slow to import
        from chengjie.web.records.notices import Notice

        before = Notice.objects.count()
        on = None if day is None else day.date()
        due = turns.waiting(on or timezone.localdate()).count()

        def tell(looked: int) -> None:
            click.echo(say(f"已看 {looked} / {due} 件", f"{looked} of {due} cases looked at"), err=True)

        entered = turns.run_clocks(day=on, tell=tell)
        told = {"entered": entered, "told": Notice.objects.count() - before}
        if as_json:
            output.write_json(told)
        else:
            click.echo(
                say(f"记入 {entered} 条，提醒 {told['told']} 人次。", f"{entered} entries, {told['told']} notices.")
            )

    return clocks


def _send_command(say: Say) -> click.Command:
    @click.command(
        cls=Command,
        say=say,
        name="send",
        help=say(
            "发送待发邮件；每人每天至多一封汇总。送不出的稍后再试，五次为止。",
            "Send the letters that wait; a digest a person a day at most. What fails is tried again later, five times in all.",
        ),
    )
    @output.zone_option(say)
    @output.data_option(say)
    @output.json_option(say)
    def send(zone: str, data_folder: Path | None, as_json: bool) -> None:
        serving.ready(zone, data_folder)
        from chengjie.web import letters  # Django is an extra, and slow to import

        done = letters.send()
        if as_json:
            output.write_json({"sent": done.sent, "later": done.later, "given_up": done.given_up})
        else:
            click.echo(
                say(
                    f"送出 {done.sent} 封，稍后再试 {done.later} 封，放弃 {done.given_up} 封。",
                    f"{done.sent} sent, {done.later} to be tried again, {done.given_up} given up.",
                )
            )

    return send
