"""`chengjie settle`: the statement of an agreement on facts, and its ledger."""

from __future__ import annotations

import importlib.resources
from datetime import date
from pathlib import Path

import click

import chengjie.settlement
import chengjie.settlement.ledger
import chengjie.system
from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.errors import Refusal
from chengjie.settlement import Statement
from chengjie.settlement.tables import statement_table
from chengjie.values.text import Language


def settle_command(say: Say, language: Language) -> click.Command:
    """`chengjie settle AGREEMENT --facts CSV`."""

    @click.command(
        cls=Command,
        say=say,
        name="settle",
        help=say(
            "按分享协议结算：逐行给出依据、算式和各方所得，分毫不差；可记入只增不改的账本。",
            "Settle an agreement on sharing: every line with its term, arithmetic and what each party gets, exact to the cent; "
            "it can be posted to a ledger that only grows.",
        ),
    )
    @click.argument("agreement", type=click.Path(path_type=Path), required=False)
    @click.option(
        "--facts",
        type=click.Path(path_type=Path),
        help=say("各时期的发生额（CSV）。", "What was earned in each period (CSV)."),
    )
    @click.option(
        "--until", type=click.DateTime(["%Y-%m-%d"]), help=say("只算到这一天。", "Settle up to this day only.")
    )
    @click.option(
        "--ledger",
        type=click.Path(path_type=Path, dir_okay=False),
        help=say("账本文件；记入并核对。", "The ledger's file; post to it and verify it."),
    )
    @click.option("--close", "closing", help=say("结清这个时期（如 2024）。", "Close this period (as 2024)."))
    @click.option(
        "--example", is_flag=True, help=say("输出一份协议样例（YAML）。", "Print an example agreement (YAML).")
    )
    @click.option(
        "--form",
        "form",
        help=say(
            "输出一种协议的空白文本（YAML），如 enclave。",
            "Print the blank text of a kind of agreement (YAML), as enclave.",
        ),
    )
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def settle(
        agreement: Path | None, facts: Path | None, until: object, ledger: Path | None, closing: str | None,
        example: bool, form: str | None, zone: str, out: Path | None, as_json: bool,
    ) -> None:  # fmt: skip
        if form is not None:
            known = chengjie.settlement.form(chengjie.system.open_zone(zone), form)
            click.echo(chengjie.settlement.blank(known), nl=False)
            return
        if example or agreement is None:
            sample = importlib.resources.files("chengjie.cli").joinpath("example-agreement.yaml")
            click.echo(sample.read_text(encoding="utf-8"), nl=False)
            return
        if facts is None:
            raise Refusal.of("facts-not-given")
        terms = chengjie.settlement.read_agreement(agreement)
        day = getattr(until, "date", lambda: None)()
        statement = chengjie.settlement.settle(terms, chengjie.settlement.read_facts(facts), until=day)
        if ledger is not None:
            _post(statement, ledger, closing, day or date.today())  # noqa: DTZ011  # the day on the desk
        if as_json:
            output.write_json(statement.as_json())
        else:
            output.give(statement_table(statement, language), out, language)

    return settle


def _post(statement: Statement, path: Path, closing: str | None, day: date) -> None:
    before = chengjie.settlement.ledger.read(path)
    after = chengjie.settlement.post(before, statement, day=day)
    if closing:
        after = chengjie.settlement.close(after, statement.agreement, closing, day=day)
    chengjie.settlement.ledger.write(after, path)
