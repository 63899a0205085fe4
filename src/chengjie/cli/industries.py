"""`chengjie industry`: what a text says of industries, and a person's confirmation of what a label means."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import click

import chengjie.system
from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.register import industries
from chengjie.register.confirming import confirm
from chengjie.register.industries import Industries
from chengjie.register.industry import Certainty, LabelMapping
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language

_KEPT = Text("已记入", "kept in")


def industry_command(say: Say, language: Language) -> click.Command:
    """`chengjie industry TEXT`."""

    @click.command(
        cls=Command,
        say=say,
        name="industry",
        help=say(
            "把经营范围、产品或规划用语读成国民经济行业，给出依据的字词和把握；可记下人的确认。",
            "Read a scope of business, products or a plan's label as industries, with the words that decided and how sure it is; "
            "a person's confirmation can be kept.",
        ),
    )
    @click.argument("text")
    @click.option("--top", default=5, show_default=True, help=say("给出几个行业。", "How many industries."))
    @click.option(
        "--confirm", "code", help=say("确认这一用语就是这个代码。", "Confirm that the label means this code.")
    )
    @click.option("--by", "person", default="", help=say("确认的人。", "Who confirms."))
    @click.option("--source", default="", help=say("用语所在的文件编号。", "The document in which the label stands."))
    @click.option(
        "--certainty",
        type=click.Choice(["high", "medium", "low"]),
        default="high",
        show_default=True,
        help=say("把握。", "How sure."),
    )
    @output.zone_option(say)
    @output.json_option(say)
    def industry(
        text: str, top: int, code: str | None, person: str, source: str, certainty: str, zone: str, as_json: bool
    ) -> None:
        package = chengjie.system.open_zone(zone)
        known = industries(package)
        if code:
            before = known.label(text)
            source = source or (before[0].source if before else "")
            mapping = LabelMapping(text, code, cast(Certainty, certainty), person, source, "")
            path = confirm(package, Path(zone), mapping)
            output.diary().print(f"{_KEPT.say(language)} {path.name}: {text} → {code} · {person}")
            known = industries(chengjie.system.open_zone(zone))
        if as_json:
            output.write_json(_answer(text, known, top))
        else:
            output.draw(_table(text, known, top), language)

    return industry


def _answer(text: str, known: Industries, top: int) -> dict[str, Any]:
    return {
        "text": text,
        "mapped": [
            {
                "code": each.code,
                "certainty": each.certainty,
                "by": each.mapped_by,
                "confirmed": each.confirmed,
                "source": each.source,
            }
            for each in known.label(text)
        ],
        "read": [
            {
                "code": each.industry.code,
                "name": each.industry.name,
                "certainty": each.certainty,
                "sure": each.sure,
                "share": each.score,
                "words": list(each.words),
            }
            for each in known.suggest(text, top)
        ],
    }


def _table(text: str, known: Industries, top: int) -> Table:
    columns = (
        Column("code", Text("代码", "code")),
        Column("name", Text("行业", "industry")),
        Column("certainty", Text("把握", "certainty")),
        Column("words", Text("依据", "by")),
    )
    mapped = tuple(
        (
            each.code or "—",
            found.name if (found := known.by_code(each.code or "")) else "—",
            each.certainty,
            each.mapped_by,
        )
        for each in known.label(text)
    )
    read = tuple(
        (
            each.industry.code,
            each.industry.name,
            f"{each.certainty:.0%}{'' if each.sure else ' ?'}",
            "、".join(each.words),
        )
        for each in known.suggest(text, top)
    )
    return Table(columns, (*mapped, *read), Text(text, text))
