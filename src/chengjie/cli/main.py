"""The `chengjie` command: one entry, one way to refuse, two languages."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

import chengjie
from chengjie.cli import (
    admission,
    audits,
    chains,
    indices,
    matches,
    measures,
    networks,
    output,
    plans,
    processes,
    schemes,
    screening,
    serving,
    settlements,
    zones,
)
from chengjie.cli.words import Group, language_of, speaker
from chengjie.errors import Refusal
from chengjie.values.text import Language


def build(language: Language) -> click.Group:
    """The whole command tree with its help in one language."""
    say = speaker(language)

    @click.group(
        cls=Group,
        say=say,
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

    top.add_command(plans.read_command(say, language))
    top.add_command(plans.lint_command(say, language))
    top.add_command(zones.zone_group(say, language))
    top.add_command(matches.match_command(say, language))
    top.add_command(admission.admit_command(say, language))
    top.add_command(admission.rules_command(say, language))
    top.add_command(screening.screen_command(say, language))
    top.add_command(networks.access_command(say, language))
    top.add_command(chains.chain_command(say, language))
    top.add_command(chains.ties_command(say, language))
    top.add_command(chains.flows_command(say, language))
    top.add_command(chains.relatedness_command(say, language))
    top.add_command(indices.index_command(say, language))
    top.add_command(settlements.settle_command(say, language))
    top.add_command(schemes.entitle_command(say, language))
    top.add_command(schemes.promises_command(say, language))
    top.add_command(measures.measure_command(say, language))
    top.add_command(zones.why_command(say, language))
    top.add_command(processes.process_group(say, language))
    top.add_command(audits.audit_group(say))
    top.add_command(serving.serve_command(say))
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
        misused = Refusal.of("usage-wrong", command=name, detail=error.format_message())
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
