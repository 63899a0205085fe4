"""`chengjie index`: the scores of a composite index, step by step."""

from __future__ import annotations

from pathlib import Path

import click

from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language


def index_command(say: Say, language: Language) -> click.Command:
    """`chengjie index DEFINITION --data CSV`."""

    @click.command(
        cls=Command,
        say=say,
        name="index",
        help=say(
            "按定义计算综合指数，保留每一步；权重未知或缺数据时不打分。",
            "Score a composite index by its definition, every step kept; an unknown weight or figure is never guessed.",
        ),
    )
    @click.argument("definition", type=click.Path(path_type=Path))
    @click.option(
        "--data",
        required=True,
        type=click.Path(path_type=Path),
        help=say("各单位的数据（CSV）。", "The units' figures (CSV)."),
    )
    @click.option(
        "--meta", type=click.Path(path_type=Path), help=say("指标树与权重（CSV）。", "The tree and weights (CSV).")
    )
    @output.out_option(say)
    @output.json_option(say)
    def index(definition: Path, data: Path, meta: Path | None, out: Path | None, as_json: bool) -> None:
        import chengjie.index  # Polars is slow to start and no other command here needs it
        import chengjie.index.reading

        wanted = chengjie.index.reading.read_definition(definition, meta=meta)
        scores = chengjie.index.compute(wanted, chengjie.index.read_sheet(data))
        if as_json:
            output.write_json(scores.as_json())
            return
        columns = (
            Column("rank", Text("名次", "rank"), numeric=True),
            Column("unit", Text("单位", "unit")),
            Column("score", Text("得分", "score"), numeric=True),
        )
        known = zip(scores.ranks, scores.units, scores.as_json()["scores"], strict=True)
        rows = sorted(known, key=lambda row: (row[0] is None, row[0] or 0, row[1]))
        table = Table(columns, tuple(rows), Text(wanted.title.get("zh", wanted.id), wanted.title.get("en", wanted.id)))
        if out:
            output.write_file(table, out, language)
        else:
            output.draw(table, language)

    return index
