"""The language of the command line, and click's own headings in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

import click

from chengjie.values.text import Language, Text

Say = Callable[[str, str], str]


def language_of(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """`--lang` first, then CHENGJIE_LANG, then the machine's locale; Chinese where none of them says otherwise.

    >>> language_of(["--lang", "en", "read"], {})
    'en'
    >>> language_of(["read"], {"LANG": "en_GB.UTF-8"})
    'en'
    >>> language_of(["read"], {})
    'zh'
    """
    for before, after in zip(arguments, [*arguments[1:], ""], strict=True):
        if before == "--lang" or before.startswith("--lang="):
            return "en" if (after if before == "--lang" else before[7:]).startswith("en") else "zh"
    for name in ("CHENGJIE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "en" if environment[name].startswith("en") else "zh"
    return "zh"


def speaker(language: Language) -> Say:
    """Give both wordings, get the one that is spoken."""
    return lambda zh, en: Text(zh, en).say(language)


class _Headings:
    """Click's own words, which it has in English only."""

    def __init__(self, say: Say) -> None:
        self.usage = say("用法：", "Usage: ")
        self.options = say("选项", "Options")
        self.commands = say("命令", "Commands")
        self.help = say("显示本帮助并退出。", "Show this message and exit.")


class Command(click.Command):
    """A command whose help has its headings in the language spoken."""

    def __init__(self, *args: object, say: Say, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # click's own signature, handed on
        self.headings = _Headings(say)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage under its own word."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=self.headings.usage)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options under their own heading."""
        _write_options(self, ctx, formatter, self.headings)


class Group(click.Group):
    """A group of commands whose help has its headings in the language spoken."""

    def __init__(self, *args: object, say: Say, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # click's own signature, handed on
        self.headings = _Headings(say)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage under its own word."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=self.headings.usage)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then the commands with the first sentence of each."""
        _write_options(self, ctx, formatter, self.headings)
        listed = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, command.get_short_help_str(limit=100)) for name, command in listed if command]
        with formatter.section(self.headings.commands):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click hands it over
        """In the order in which a programme is run, not by the alphabet."""
        return list(self.commands)


def _write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter, headings: _Headings
) -> None:
    records = []
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record and "--help" in parameter.opts:
            record = (record[0], headings.help)
        if record:
            records.append(record)
    with formatter.section(headings.options):
        formatter.write_dl(records)
