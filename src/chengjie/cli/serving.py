"""`chengjie serve`: opens the web door."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import click

from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.errors import Refusal


def serve_command(say: Say) -> click.Command:
    """`chengjie serve`."""

    @click.command(
        cls=Command,
        say=say,
        name="serve",
        help=say(
            "启动网站。数据有问题时不启动，并列出全部问题。",
            "Serve the site. With faults in the data it lists them all and does not start.",
        ),
    )
    @click.option("--host", default="127.0.0.1", show_default=True, help=say("监听地址。", "Address to listen on."))
    @click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=say("端口。", "Port."))
    @click.option(
        "--workers",
        type=click.IntRange(1, 256),
        help=say(
            "服务进程数；默认 SQLite 一个，PostgreSQL 每核一个、至少两个。",
            "Processes that serve; one on SQLite, on PostgreSQL one a core and two at least.",
        ),
    )
    @output.zone_option(say)
    @output.data_option(say)
    def serve(host: str, port: int, workers: int | None, zone: str, data_folder: Path | None) -> None:
        if importlib.util.find_spec("django") is None:
            raise Refusal.of("web-not-installed")
        import chengjie.web.serve  # Django is an extra, and slow to import

        chengjie.web.serve.serve(host, port, zone, data_folder, workers=workers)

    return serve


def ready(zone: str, data_folder: Path | None) -> None:
    """Make the records of the site ready for a command. Refuses `web-not-installed`."""
    if importlib.util.find_spec("django") is None:
        raise Refusal.of("web-not-installed")
    import chengjie.web.serve  # Django is an extra, and slow to import

    chengjie.web.serve.point_at(zone, data_folder)
    chengjie.web.serve.prepare()
