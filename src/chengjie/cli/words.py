"""The language of the command line, and click's own headings in it."""

from __future__ import annotations

import importlib
import inspect
import os
import re
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
        self.required = say("必填", "required")
        self.help = say("显示本帮助并退出。", "Show this message and exit.")


def misuse(error: click.UsageError, say: Say) -> str:
    """What is wrong with the words of a command, in the language spoken; click says it in English only.

    >>> misuse(click.NoSuchOption("--jsom"), speaker("zh")), misuse(click.UsageError("odd"), speaker("en"))
    ('没有 --jsom 这个选项', 'odd')
    """
    if isinstance(error, click.NoSuchOption):
        return say(f"没有 {error.option_name} 这个选项", error.format_message())
    parameter = getattr(error, "param", None)
    named = getattr(error, "param_hint", None) or (parameter.get_error_hint(error.ctx) if parameter else "")
    named = " / ".join(named) if isinstance(named, (list, tuple)) else str(named).replace("'", "")
    if isinstance(error, click.MissingParameter):
        return say(f"缺少 {named}", error.format_message())
    if isinstance(error, click.BadParameter):
        given = re.search("'(.+?)'", error.message)
        return say(f"{named} 的值不对" + (f"：{given[1]}" if given else ""), error.format_message())
    unknown = re.fullmatch(r"No such command '(.+?)'\..*", error.format_message())
    return say(f"没有 {unknown[1]} 这个命令", error.format_message()) if unknown else error.format_message()


def in_short(said: str, limit: int = 100) -> str:
    """What a command does in a line of the list: its first sentence, of a long one as many whole clauses as fit.

    >>> in_short("Rank the carriers; or bring demand and supply together.", 30), in_short("Check it. Or not.")
    ('Rank the carriers.', 'Check it.')
    """
    sentence = re.split(r"(?<=。)|(?<=\.)\s", " ".join(said.split()), maxsplit=1)[0]
    clauses = re.split(r"(?<=[；;：:，,])", sentence)
    shown = ""
    for clause in clauses:
        if shown and len(shown) + len(clause) > limit:
            break
        shown += clause
    end = "。" if re.search(r"[\u3400-\u9fff]", shown) else "."
    return shown.rstrip("；;：:，, .。") + end if shown else ""


class Command(click.Command):
    """A command whose help has its headings in the language spoken."""

    def __init__(self, *args: object, say: Say, **kwargs: object) -> None:
        kwargs.setdefault("options_metavar", say("[选项]", "[OPTIONS]"))
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
        kwargs.setdefault("options_metavar", say("[选项]", "[OPTIONS]"))
        kwargs.setdefault("subcommand_metavar", say("命令 [参数]…", "COMMAND [ARGS]..."))
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # click's own signature, handed on
        self.headings = _Headings(say)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage under its own word."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=self.headings.usage)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then the commands with the first sentence of each."""
        _write_options(self, ctx, formatter, self.headings)
        listed = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, in_short(command.help or "")) for name, command in listed if command]
        with formatter.section(self.headings.commands):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click hands it over
        """In the order in which a programme is run, not by the alphabet."""
        return list(self.commands)


class Later(Group):
    """The top of the commands: each is imported when it is asked for, so that none waits for the libraries of the others."""

    def __init__(
        self, *args: object, say: Say, language: Language, builders: Mapping[str, str], **kwargs: object
    ) -> None:
        super().__init__(*args, say=say, **kwargs)
        self.say, self.language, self.builders = say, language, builders

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click hands it over
        """In the order in which a programme is run, not by the alphabet."""
        return list(self.builders)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click hands it over
        """The command of a name, built once."""
        if cmd_name not in self.commands and cmd_name in self.builders:
            module, _, name = self.builders[cmd_name].partition(".")
            build = getattr(importlib.import_module(f"chengjie.cli.{module}"), name)
            told = (self.say, self.language)[: len(inspect.signature(build).parameters)]
            self.add_command(build(*told), cmd_name)
        return self.commands.get(cmd_name)


def _write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter, headings: _Headings
) -> None:
    records = []
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record and parameter.required:
            record = (record[0], record[1].replace("[required]", f"[{headings.required}]"))
        if record and "--help" in parameter.opts:
            record = (record[0], headings.help)
        if record:
            records.append(record)
    with formatter.section(headings.options):
        formatter.write_dl(records)
