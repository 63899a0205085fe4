"""`chengjie read` and `chengjie lint`: what a plan says, and whether it agrees with itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.markup import escape
from rich.progress import Progress

import chengjie.plan
import chengjie.plan.json
import chengjie.plan.listing
from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.plan.claims import Reading
from chengjie.plan.lint import Finding
from chengjie.report.codes import CODES
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language

_TONES = {"error": "bold red", "warning": "yellow", "note": "dim"}
_NONE = Text("没有发现不一致。", "Nothing was found that does not fit.")
CITED, LONGEST = 4, 90  # places of a finding, characters of a sentence


def read_command(say: Say, language: Language) -> click.Command:
    """`chengjie read FILE…`."""

    @click.command(
        cls=Command,
        say=say,
        name="read",
        help=say(
            "读取规划，列出其中的指标、目录、任务、名称和机制。支持 .txt .md .html .docx .pdf .xlsx。",
            "Read a plan: its targets, entries, measures, named things and systems. Takes .txt .md .html .docx .pdf .xlsx.",
        ),
    )
    @click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option(
        "--kind",
        type=click.Choice(list(chengjie.plan.listing.KINDS)),
        help=say("只列这一类。", "List this kind only."),
    )
    @output.out_option(say)
    @output.json_option(say)
    def read(files: tuple[Path, ...], kind: str | None, out: Path | None, as_json: bool) -> None:
        readings = _read_all(files, say)
        if as_json:
            answers = [chengjie.plan.json.as_json(reading) for reading in readings]
            output.write_json(answers[0] if len(answers) == 1 else {"readings": answers})
            return
        claims = [claim for reading in readings for claim in reading.claims]
        if out:
            output.write_file(chengjie.plan.listing.table(claims, kind or "target"), out, language)
            return
        for reading in readings:
            _draw(reading, kind, language)

    return read


def _read_all(files: tuple[Path, ...], say: Say) -> list[Reading]:
    """One file at once, many over all processors with a bar on standard error."""
    if len(files) == 1:
        return [chengjie.plan.read(files[0])]
    with Progress(console=output.diary(), transient=True) as bar:
        task = bar.add_task(say("读取", "reading"), total=len(files))
        return list(chengjie.plan.read_many(files, done=lambda count: bar.update(task, completed=count)))


def _draw(reading: Reading, kind: str | None, language: Language) -> None:
    document = reading.document
    about = [document.title, document.issue_number, document.issuer, document.issued and document.issued.isoformat()]
    output.console().print("  ".join(part for part in about if part), markup=False)
    if kind:
        output.draw(_narrow(chengjie.plan.listing.table(reading.claims, kind)), language, most=60)
        return
    counts = Counter(claim.kind for claim in reading.claims)
    rows = tuple((kind, title.say(language), counts[kind]) for kind, (_, title) in chengjie.plan.listing.KINDS.items())  # type: ignore[index]  # every kind is a claim's
    columns = (
        Column("kind", Text("--kind", "--kind")),
        Column("title", Text("类别", "kind")),
        Column("count", Text("条数", "claims"), numeric=True),
    )
    output.draw(Table(columns, rows), language)


def _narrow(table: Table) -> Table:
    """The columns that a terminal has room for: what is claimed and where it stands, none that is empty throughout."""
    wide = {"id", "sentence", "rule", "grade", "section"}
    filled = {
        column.key
        for place, column in enumerate(table.columns)
        if any(row[place] not in (None, "") for row in table.rows)
    }
    kept = [place for place, column in enumerate(table.columns) if column.key in filled - wide]
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return Table(tuple(table.columns[place] for place in kept), rows, table.title)


def lint_command(say: Say, language: Language) -> click.Command:
    """`chengjie lint [--zone ZONE] FILE…`."""

    @click.command(
        cls=Command,
        say=say,
        name="lint",
        help=say(
            "核对规划：自身前后、表与正文、几份规划之间、与区域数据是否一致；每处都列出算式。",
            "Check plans against themselves, each other and a zone's data; every finding shows its arithmetic.",
        ),
    )
    @click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option(
        "--zone",
        metavar="ZONE",
        help=say(
            "用哪个区域的区划、更名和公布数核对；不写时，规划说的是内置区域的地方就用内置区域。",
            "The zone whose divisions, renamed places and published figures to check against; "
            "without it the built-in zone where the plans are about its places.",
        ),
    )
    @output.out_option(say)
    @output.json_option(say)
    def lint(files: tuple[Path, ...], zone: str | None, out: Path | None, as_json: bool) -> None:
        readings = _read_all(files, say)
        import chengjie.system  # many rooms: only where a zone is asked

        findings = chengjie.plan.lint(readings, facts=chengjie.system.facts_for(readings, zone))
        if as_json:
            output.write_json({"findings": [finding.as_json() for finding in findings]})
            return
        columns = (
            Column("severity", Text("程度", "severity")),
            Column("code", Text("代码", "code")),
            Column("message", Text("发现", "finding")),
            Column("arithmetic", Text("算式", "arithmetic")),
        )
        rows = tuple((each.severity, each.code, each.message.say(language), each.arithmetic) for each in findings)
        table = Table(columns, rows, Text(f"{len(rows)} 处发现", f"{len(rows)} findings"))
        if out:
            output.write_file(table, out, language)
        else:
            _tell(findings, language)

    return lint


def _tell(findings: Sequence[Finding], language: Language) -> None:
    """How many findings of each severity, then one paragraph a finding."""
    counts = Counter[str](each.severity for each in findings)
    parts = "、" if language == "zh" else ", "
    held = parts.join(f"{counts[name]} {CODES[name].say(language)}" for name in _TONES if counts[name])
    heading = Text(f"{len(findings)} 处发现：{held}", f"{len(findings)} findings: {held}") if held else _NONE
    output.console().print(heading.say(language), soft_wrap=True)
    for each in findings:
        output.console().print("\n".join(_paragraph(each, language)), soft_wrap=True)


def _paragraph(found: Finding, language: Language) -> Iterator[str]:
    """How grave, what, the arithmetic, the sentences with their places."""
    grave, said = CODES[found.severity].say(language), escape(found.message.say(language))
    yield f"\n[{_TONES[found.severity]}]{grave}[/] {said}  [dim]{found.code}[/]"
    if found.arithmetic:
        yield f"    {escape(found.arithmetic)}"
    places = list(dict.fromkeys((each.document, each.section, each.paragraph, each.text) for each in found.citations))
    for document, section, paragraph, sentence in places[:CITED]:
        place = " ".join(filter(None, (document, section and f"§{section}", paragraph)))
        yield f"    [dim]{escape(place)}[/] {escape(_short(sentence))}"
    if left := len(places[CITED:]):
        yield "    " + Text(f"……另有 {left} 处", f"… {left} more places").say(language)


def _short(sentence: str) -> str:
    """So much of a sentence as a line holds."""
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1] + "…"
