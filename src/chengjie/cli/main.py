"""The `chengjie` command: one entry, one way to refuse, two languages."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

import chengjie
from chengjie.cli import output
from chengjie.cli.words import Later, language_of, misuse, speaker
from chengjie.errors import Refusal
from chengjie.values.text import Language

# In the order in which a programme is run: the name of a command, and what builds it in this folder.
COMMANDS = {
    "read": "plans.read_command",
    "lint": "plans.lint_command",
    "zone": "zones.zone_group",
    "match": "matches.match_command",
    "admit": "admission.admit_command",
    "rules": "admission.rules_command",
    "industry": "industries.industry_command",
    "screen": "screening.screen_command",
    "access": "networks.access_command",
    "chain": "chains.chain_command",
    "ties": "chains.ties_command",
    "flows": "chains.flows_command",
    "relatedness": "chains.relatedness_command",
    "place": "placing.place_command",
    "index": "indices.index_command",
    "settle": "settlements.settle_command",
    "entitle": "schemes.entitle_command",
    "promises": "schemes.promises_command",
    "measure": "measures.measure_command",
    "why": "zones.why_command",
    "process": "processes.process_group",
    "audit": "audits.audit_group",
    "notify": "notifying.notify_group",
    "search": "searching.search_group",
    "retention": "retaining.retention_command",
    "hooks": "hooking.hooks_group",
    "demo": "demo.demo_group",
    "serve": "serving.serve_command",
    "backup": "backups.backup_command",
    "restore": "backups.restore_command",
    "upgrade": "backups.upgrade_command",
}


def build(language: Language) -> click.Group:
    """The whole command tree with its help in one language."""
    say = speaker(language)

    @click.group(
        cls=Later,
        say=say,
        language=language,
        builders=COMMANDS,
        name="chengjie",
        help=say(
            "承接：把规划文本变成可运行、可核对的承接产业转移工作。",
            "Run an industrial-transfer programme from the text of its plan.",
        ),
    )
    @click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        help=say("语言：zh 中文，en 英文。", "Language: zh Chinese, en English."),
    )
    @click.version_option(
        chengjie.__version__, message="chengjie %(version)s", help=say("显示版本。", "Show the version.")
    )
    def top(lang: str | None) -> None:
        pass

    return top


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit code: 0 done, 2 refused, 130 interrupted."""
    language = language_of(arguments)
    try:
        build(language).main(args=list(arguments), prog_name="chengjie", standalone_mode=False)
    except Refusal as refusal:
        return output.refuse(refusal, language, as_json="--json" in arguments)
    except click.UsageError as error:
        name = error.ctx.command_path if error.ctx else "chengjie"
        misused = Refusal.of("usage-wrong", command=name, detail=misuse(error, speaker(language)))
        return output.refuse(misused, language, as_json="--json" in arguments)
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return 0


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))
