"""`chengjie audit verify|anchor`: the proof of a record, and the digest that is kept elsewhere."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from chengjie.cli import output, serving
from chengjie.cli.words import Command, Group, Say
from chengjie.errors import Refusal
from chengjie.process import CHINA, auditing
from chengjie.process.auditing import Proof
from chengjie.process.sealing import FIRST, Algorithm


def audit_group(say: Say) -> click.Group:
    """`chengjie audit …`."""

    @click.group(
        cls=Group,
        say=say,
        name="audit",
        help=say("核验办件记录；导出可留存的摘要。", "Prove a record; export a digest to be kept."),
    )
    def audit() -> None:
        pass

    audit.add_command(_verify_command(say))
    audit.add_command(_anchor_command(say))
    return audit


def _verify_command(say: Say) -> click.Command:
    @click.command(
        cls=Command,
        say=say,
        name="verify",
        help=say(
            "核验记录文件；不给文件就核验本安装的全部记录。逐条核对摘要和次序，指出第一条不可信的；给出锚文件还能查出被删的记录。",
            "Prove a record file, or all that this installation has on record: hash and order of every entry, the first that cannot be trusted; with an anchor also what was taken away.",
        ),
    )
    @click.argument("record", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
    @output.zone_option(say)
    @output.data_option(say)
    @click.option(
        "--anchor",
        "anchored",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help=say("早先导出的锚文件。", "An anchor exported earlier."),
    )
    @click.option(
        "--digest", help=say("另行留存的锚摘要，64 位。", "The anchor's digest as it was kept, 64 characters.")
    )
    @output.json_option(say)
    def verify(
        record: Path | None, zone: str, data_folder: Path | None, anchored: Path | None, digest: str | None, as_json: bool
    ) -> None:  # fmt: skip
        seen = auditing.read_anchor(anchored, digest=digest) if anchored is not None else None
        proof = _proof(record, seen) if record is not None else _site(zone, data_folder, seen)
        if as_json:
            output.write_json({**proof.as_json(), "anchored": seen is not None})
            return
        click.echo(
            say(
                f"{len(proof.heads)} 个案件、{proof.entries} 条记录，全部可信。",
                f"{len(proof.heads)} cases and {proof.entries} entries, all proved.",
            )
        )
        if seen is None:
            click.echo(
                say(
                    "没有用锚：末尾被删或整案被删查不出来。",
                    "Without an anchor: entries taken from the end, or whole cases, would not be missed.",
                )
            )

    return verify


def _proof(record: Path, seen: auditing.Anchor | None = None) -> Proof:
    with record.open("rb") as lines:
        proof = auditing.verify_lines(lines, anchor=seen, file=record.name)
    if proof.broken is not None:
        raise Refusal([proof.broken])
    return proof


def _site(zone: str, data_folder: Path | None, seen: auditing.Anchor | None = None) -> Proof:
    """The proof of everything that the site has on record."""
    serving.ready(zone, data_folder)
    import chengjie.web.auditing  # Django is an extra, and slow to import

    return chengjie.web.auditing.proved(seen)


def _anchor_command(say: Say) -> click.Command:
    @click.command(
        cls=Command,
        say=say,
        name="anchor",
        help=say(
            "核验后导出锚：全部案件的末条摘要和默克尔根。摘要可刊印、公证或寄存，日后据以核验。",
            "After proving it, export an anchor: the head of every case and their Merkle root. Its digest can be printed, notarised or deposited.",
        ),
    )
    @click.argument("record", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
    @output.zone_option(say)
    @output.data_option(say)
    @click.option(
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        help=say("写入锚文件（JSON）。", "Write the anchor (JSON)."),
    )
    @click.option(
        "--after",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help=say("上一个锚文件：新锚记下它的摘要。", "The anchor before: this one bears its digest."),
    )
    @click.option(
        "--algorithm",
        type=click.Choice(["sm3", "sha256"]),
        default="sm3",
        show_default=True,
        help=say("摘要算法。", "The hash."),
    )
    @output.json_option(say)
    def anchor(
        record: Path | None, zone: str, data_folder: Path | None, out: Path | None, after: Path | None, algorithm: str, as_json: bool
    ) -> None:  # fmt: skip
        before = auditing.read_anchor(after).digest if after is not None else FIRST
        chosen: Algorithm = "sha256" if algorithm == "sha256" else "sm3"
        if record is None:
            proof = _site(zone, data_folder)
            import chengjie.web.auditing  # Django is an extra, and slow to import

            made = chengjie.web.auditing.anchored(proof, before=before, algorithm=chosen)
        else:
            at = datetime.now(CHINA).isoformat(timespec="seconds")
            made = auditing.anchor(_proof(record), at=at, before=before, algorithm=chosen)
        if out is not None:
            out.write_text(json.dumps(made.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if as_json:
            output.write_json({name: each for name, each in made.as_json().items() if name != "heads"})
        else:
            click.echo(f"{made.at} {made.digest}")

    return anchor
