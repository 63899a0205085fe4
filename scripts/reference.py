"""Writes the reference pages that come out of the code: commands, refusals, glossary, each in both languages.

python scripts/reference.py            write docs/{commands,refusals,glossary}.{zh,en}.md
python scripts/reference.py --check    say which page is out of date; exit 1 if any is
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import click

import chengjie.cli.main
from chengjie.report.glossary import terms
from chengjie.values.text import Language

ROOT = Path(__file__).parents[1]
REFUSALS = ROOT / "src/chengjie/report/refusals.csv"


def commands(language: Language) -> Iterator[str]:
    """One heading a command, with its help as the terminal shows it."""
    yield "# 命令" if language == "zh" else "# Commands"
    yield ""
    for path, command in _walk(chengjie.cli.main.build(language), "chengjie"):
        context = click.Context(command, info_name=path, max_content_width=100, terminal_width=100)
        yield from (f"## `{path}`", "", "```text", command.get_help(context), "```", "")


def _walk(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from _walk(child, f"{path} {name}")


def refusals(language: Language) -> Iterator[str]:
    """One heading a code, its sentence and the remedy."""
    yield "# 拒绝代码" if language == "zh" else "# Refusals"
    yield ""
    yield (
        "输入不被接受时，程序给出代码、位置、说明和改法；一次列出全部问题，不留下写了一半的东西。花括号内是当时的具体内容。"
        if language == "zh"
        else "Input that is not accepted is answered with a code, a place, a sentence and a remedy; all faults at once, "
        "and nothing half-written stays behind. Braces stand for what is named on the occasion."
    )
    yield ""
    with REFUSALS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield from (f"## `{row['code']}`", "", row[language], "")
            yield from (f"{'改法：' if language == 'zh' else 'Remedy: '}{row[f'remedy_{language}']}", "")


def glossary(language: Language) -> Iterator[str]:
    """One heading a term: the Chinese and its one English word."""
    yield "# 术语表" if language == "zh" else "# Glossary"
    yield ""
    for term in terms():
        name, other = (term.name.zh, term.name.en) if language == "zh" else (term.name.en, term.name.zh)
        yield from (f"## {name}", "", f"**{other}** — {term.meaning.say(language)}", "")


def pages() -> dict[Path, str]:
    """Every generated page and what it should hold."""
    makers = {"commands": commands, "refusals": refusals, "glossary": glossary}
    languages: tuple[Language, ...] = ("zh", "en")
    return {
        ROOT / "docs" / f"{name}.{language}.md": "\n".join(make(language)).rstrip() + "\n"
        for name, make in makers.items()
        for language in languages
    }


def main() -> int:
    """Write the pages, or say which are out of date."""
    stale = {path: text for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text}
    if "--check" in sys.argv:
        for path in stale:
            sys.stderr.write(f"out of date: {path.relative_to(ROOT)}; run python scripts/reference.py\n")
        return 1 if stale else 0
    for path, text in stale.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
