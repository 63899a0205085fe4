"""`chengjie admit`: a case against the rules in force on a day; `chengjie rules`: the rule library."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

import chengjie.rule
import chengjie.system
from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.package import Package
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language

ANSWERS = {"yes": Text("是", "yes"), "no": Text("否", "no"), "unknown": Text("未知", "unknown")}
EFFECTS = {
    "refuse": Text("不得准入", "refuses"),
    "hold": Text("先办后建", "holds"),
    "warn": Text("提示", "warns"),
    "favour": Text("优先", "favours"),
    "entitle": Text("可享受", "entitles"),
}


def admit_command(say: Say, language: Language) -> click.Command:
    """`chengjie admit CASE.yaml --on DATE`."""

    @click.command(
        cls=Command,
        say=say,
        name="admit",
        help=say(
            "用某一天有效的规则核对一个项目：逐条是、否或未知，缺什么、该问谁、改哪一项可以过。",
            "Hold a project against the rules in force on a day: yes, no or unknown for each, what is missing and whom to ask, "
            "and which single change would do.",
        ),
    )
    @click.argument("case", type=click.Path(path_type=Path), required=False)
    @click.option(
        "--on", "day", type=click.DateTime(["%Y-%m-%d"]), help=say("哪一天，默认今天。", "The day; today by default.")
    )
    @click.option("--example", is_flag=True, help=say("输出可填的各项（YAML）。", "Print what can be given (YAML)."))
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def admit(
        case: Path | None, day: datetime | None, example: bool, zone: str, out: Path | None, as_json: bool
    ) -> None:
        package = chengjie.system.open_zone(zone)
        known = chengjie.rule.books(package)
        if example or case is None:
            click.echo(chengjie.rule.example(known), nl=False)
            return
        when = day.date() if day else date.today()  # noqa: DTZ011  # the day on the desk
        answer = chengjie.rule.admit(chengjie.rule.read_case(case, known), package, day=when).as_json()
        if as_json:
            output.write_json(answer)
        else:
            output.give(_table(answer, language), out, language)
            output.console().print(f"{say('结论', 'Verdict')}: {ANSWERS[answer['verdict']].say(language)}")

    return admit


def _table(answer: dict[str, Any], language: Language) -> Table:
    columns = (
        Column("title", Text("规则", "rule")),
        Column("effect", Text("作用", "effect")),
        Column("verdict", Text("结论", "verdict")),
        Column("missing", Text("缺少的资料", "missing")),
        Column("changes", Text("改哪一项可以过", "what would do")),
        Column("source", Text("依据", "source")),
    )
    rows = tuple(
        (
            each["title"][language],
            EFFECTS[each["effect"]].say(language),
            ANSWERS[each["verdict"]].say(language),
            "\n".join(_missing(one, language) for one in each["missing"]),
            "\n".join(one["said"][language] for one in each["changes"]),
            f"{each['source']} {each['article']}".strip(),
        )
        for each in sorted(answer["rules"], key=lambda each: ["no", "unknown", "yes"].index(each["verdict"]))
    )
    return Table(columns, rows, Text(f"{answer['on']} 的规则", f"The rules on {answer['on']}"))


def _missing(one: dict[str, Any], language: Language) -> str:
    if one["parameter"]:
        return (
            f"{one['title'][language]}（参数，待填）"
            if language == "zh"
            else f"{one['title'][language]} (a parameter to fill in)"
        )
    asked = one["supplier"][language] if one["supplier"] else ""
    return f"{one['title'][language]}（问：{asked}）" if language == "zh" else f"{one['title'][language]} (ask {asked})"


def _check(package: Package, say: Say, language: Language, *, as_json: bool) -> None:
    """The worked cases, those first that came out otherwise; exits 1 where there are any."""
    worked = sorted(chengjie.rule.work(package), key=lambda each: each.passed)
    rows = [
        {"rule": each.case.rule, "case": each.case.title.text.say(language), "on": each.case.day.isoformat(), "then": each.case.then,
         "found": each.found, "passed": each.passed}
        for each in worked
    ]  # fmt: skip
    failed = [each for each in rows if not each["passed"]]
    if as_json:
        output.write_json({"cases": rows, "passed": len(rows) - len(failed), "failed": len(failed)})
    else:
        for each in failed:
            output.console().print(f"{each['rule']} · {each['case']}: {each['then']} ≠ {each['found']}")
        output.console().print(
            say(
                f"样例 {len(rows)} 个，不符 {len(failed)} 个",
                f"{len(rows)} worked cases, {len(failed)} came out otherwise",
            )
        )
    if failed:
        raise SystemExit(1)


def rules_command(say: Say, language: Language) -> click.Command:
    """`chengjie rules`."""

    @click.command(
        cls=Command,
        say=say,
        name="rules",
        help=say(
            "列出规则库：各条规则的版本、起止日期和依据。", "List the rule library: versions, their days and sources."
        ),
    )
    @click.option(
        "--check",
        is_flag=True,
        help=say("用规则本里的样例逐条核对。", "Hold every worked case of the books against its rule."),
    )
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def rules(check: bool, zone: str, out: Path | None, as_json: bool) -> None:
        package = chengjie.system.open_zone(zone)
        known = chengjie.rule.books(package)
        if check:
            _check(package, say, language, as_json=as_json)
            return
        rows = [
            {
                "book": book.title.text.say(language), "rule": rule.id, "title": rule.title.text.say(language),
                "from": rule.start.isoformat() if rule.start else None, "until": rule.end.isoformat() if rule.end else None,
                "level": rule.level, "effect": rule.effect, "holds": rule.holds, "source": rule.source, "evidence": rule.evidence,
            }
            for book in known.books
            for rule in book.rules
        ]  # fmt: skip
        if as_json:
            output.write_json(
                {"rules": rows, "unfilled": [name for name, each in known.parameters.items() if each.value is None]}
            )
            return
        columns = tuple(Column(name, Text(name, name)) for name in rows[0]) if rows else ()
        table = Table(columns, tuple(tuple(row.values()) for row in rows), Text("规则库", "Rule library"))
        output.give(table, out, language)

    return rules
