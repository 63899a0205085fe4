"""Writes the reference pages that come out of the code and the data: commands, refusals, glossary, zone folder; in both languages.

python scripts/reference.py            write docs/{commands,refusals,glossary,zone-format}.{zh,en}.md
python scripts/reference.py --check    say which page is out of date; exit 1 if any is
"""

from __future__ import annotations

import csv
import runpy
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

import chengjie.cli.main
from chengjie.package import descriptor
from chengjie.report.glossary import terms
from chengjie.values.text import Language

ROOT = Path(__file__).parents[1]
LAYERS = ("china", "hunan", "xiangnan-xiangxi")
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
        context = click.Context(command)
        for name in command.list_commands(context):
            if child := command.get_command(context, name):
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


ZONE_WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "# 区域文件夹",
        "lead": "一个区域是一个文件夹：`zone.yaml` 说明名称和所依据的层，`datapackage.json`（Data Package 2.0）说明各表，"
        "表是 UTF-8 的 CSV。没有 `datapackage.json` 的文件夹沿用所依据的层的说明。同一主键的行，近层替换远层；"
        "要撤下远层的一行，写进 `withdrawals.csv`。用到的表都可以缺，缺就是没有。",
        "zone": "## `zone.yaml`",
        "columns": "| 栏 | 含义 | 类型 | 要求 |",
        "key": "主键",
        "refers": "见",
        "required": "必填",
    },
    "en": {
        "title": "# Zone folder",
        "lead": "A zone is a folder: `zone.yaml` gives its name and the layer it extends, `datapackage.json` (Data Package 2.0) "
        "describes its tables, and the tables are CSV in UTF-8. A folder without `datapackage.json` follows the description of the "
        "layers it extends. Where two layers have a row with the same key, the nearer one stands; a row of a farther layer is "
        "withdrawn in `withdrawals.csv`. Any table may be left out: then there is nothing to say.",
        "zone": "## `zone.yaml`",
        "columns": "| column | meaning | type | demands |",
        "key": "key",
        "refers": "in",
        "required": "required",
    },
}
ZONE_KEYS: Mapping[Language, tuple[tuple[str, str], ...]] = {
    "zh": (
        ("id", "小写字母、数字和连字符"),
        ("title", "名称，`zh` 与 `en`"),
        ("extends", "所依据的层，可不写"),
        ("region", "`regions.csv` 中的范围：区域自己的页面就讲它"),
        ("horizons", "规划的年份"),
        ("currency", "`CNY`"),
        ("prices", "`current`（当年价）或 `constant`（不变价）"),
        ("note", "说明"),
    ),
    "en": (
        ("id", "small letters, digits and hyphens"),
        ("title", "the name, `zh` and `en`"),
        ("extends", "the layer it stands on, if any"),
        ("region", "the region of `regions.csv` that the zone's own pages are about"),
        ("horizons", "the years of the plan"),
        ("currency", "`CNY`"),
        ("prices", "`current` or `constant` prices"),
        ("note", "a remark"),
    ),
}


def zone_format(language: Language) -> Iterator[str]:
    """One heading a table, with its columns, from the descriptors of the layers that we ship."""
    words = ZONE_WORDS[language]
    yield from (words["title"], "", words["lead"], "", words["zone"], "")
    yield from (f"- `{key}`: {meaning}" for key, meaning in ZONE_KEYS[language])
    yield ""
    tables = {name: schema for layer in LAYERS for name, schema in _tables(ROOT / "src/chengjie/zones" / layer)}
    for name, schema in sorted(tables.items()):
        yield from (f"## `{name}.csv`", "", words["columns"], "|---|---|---|---|")
        refers = {field: key.reference.resource for key in schema.foreign_keys for field in key.fields}
        for field in schema.fields:
            demands = [words["key"]] if field.name in schema.primary_key else []
            demands += [words["required"]] if field.constraints.required else []
            demands += [f"{words['refers']} `{refers[field.name]}`"] if refers.get(field.name) else []
            demands += [" / ".join(f"`{each}`" for each in field.constraints.enum)] if field.constraints.enum else []
            yield f"| `{field.name}` | {field.said.say(language)} | {field.type} | {', '.join(demands)} |"
        yield ""


def _tables(folder: Path) -> Iterator[tuple[str, descriptor.TableSchema]]:
    for resource in descriptor.read(folder, layer=folder.name).resources:
        if resource.table_schema is not None:
            yield resource.name, resource.table_schema


def security() -> Callable[[Language], Iterator[str]]:
    """The page on security, which has a file of its own beside this one."""
    page: Callable[[Language], Iterator[str]] = runpy.run_path(str(ROOT / "scripts/security.py"))["page"]
    return page


def pages() -> dict[Path, str]:
    """Every generated page and what it should hold."""
    makers = {
        "commands": commands,
        "refusals": refusals,
        "glossary": glossary,
        "zone-format": zone_format,
        "security": security(),
    }
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
