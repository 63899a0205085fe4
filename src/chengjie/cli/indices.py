"""`chengjie index`: the scores of a composite index, step by step, and how far to trust them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.values.text import Language

if TYPE_CHECKING:
    from chengjie.index import IndexDefinition, Sheet
    from chengjie.package import Package


def index_command(say: Say, language: Language) -> click.Command:
    """`chengjie index DEFINITION --data CSV`."""

    @click.command(
        cls=Command,
        say=say,
        name="index",
        help=say(
            "按定义计算综合指数，保留每一步；权重未知或缺数据时不打分。不写定义则列出区域的指数。",
            "Score a composite index by its definition, every step kept; an unknown weight or figure is never guessed. Without a definition, the indices of the zone are listed.",
        ),
    )
    @click.argument("definition", type=str, required=False)
    @click.option("--data", type=click.Path(path_type=Path), help=say("各单位的数据（CSV 或 Excel）；不写则用区域自带的数据。", "The units' figures (CSV or Excel); without it, those of the zone."))  # fmt: skip
    @click.option("--meta", type=click.Path(path_type=Path), help=say("指标树与权重（CSV）。", "The tree and weights (CSV)."))  # fmt: skip
    @click.option("--runs", type=click.IntRange(0, 100_000), default=0, help=say("不确定性分析的次数。", "Runs of the uncertainty analysis."))  # fmt: skip
    @click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help=say("随机种子。", "The seed."))
    @click.option("--audit", is_flag=True, help=say("附敏感性、相关性和去掉各指标的影响。", "Add sensitivity, correlations and what each removal changes."))  # fmt: skip
    @click.option("--template", is_flag=True, help=say("输出要填的数据表（CSV）。", "Print the data sheet to fill in (CSV)."))  # fmt: skip
    @click.option("--steps", is_flag=True, help=say("列出每个单位的每一步。", "List every step of every unit."))
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def index(
        definition: str | None, data: Path | None, meta: Path | None, runs: int, seed: int, audit: bool,
        template: bool, steps: bool, zone: str, out: Path | None, as_json: bool,
    ) -> None:  # fmt: skip
        import chengjie.index.observing  # Polars is slow to start and no other command here needs it
        import chengjie.index.tables

        if definition is None:
            _list(zone, out, language, as_json=as_json)
            return
        wanted, package = _definition(definition, meta, zone)
        if template:
            _template(wanted, package, out, language)
            return
        sheet = _sheet(wanted, data, package)
        doubts = wanted.doubts.model_copy(update={"runs": runs or 1000, "seed": seed})
        scores = chengjie.index.compute(wanted, sheet)
        doubt = chengjie.index.uncertainty(wanted, sheet, doubts=doubts) if runs else None
        if as_json:
            answer = scores.as_json()
            answer |= {"uncertainty": doubt.as_json()} if doubt else {}
            answer |= _audit(wanted, sheet, seed) if audit else {}
            output.write_json(answer)
            return
        names = chengjie.index.observing.names(package, scores.sheet) if package else None
        results = chengjie.index.tables.results(scores, doubt=doubt, names=names, language=language)
        output.give(chengjie.index.tables.steps(scores, language=language) if steps else results, out, language)

    return index


def _list(zone: str, out: Path | None, language: Language, *, as_json: bool) -> None:
    import chengjie.index.tables
    import chengjie.package

    found = chengjie.index.indices(chengjie.package.open_package(zone))
    if as_json:
        output.write_json({"indices": [chengjie.index.described(each) for each in found]})
    else:
        output.give(chengjie.index.tables.overview(found, language=language), out, language)


def _definition(written: str, meta: Path | None, zone: str) -> tuple[IndexDefinition, Package | None]:
    """A file where there is one of that name, else an index of the zone."""
    import chengjie.index
    import chengjie.package

    path = Path(written)
    if path.exists() or path.suffix in {".yaml", ".yml"}:
        return chengjie.index.read_definition(path, meta=meta), None
    package = chengjie.package.open_package(zone)
    return chengjie.index.index_of(package, written), package


def _sheet(definition: IndexDefinition, data: Path | None, package: Package | None) -> Sheet:
    import chengjie.index
    from chengjie.errors import Refusal

    if data is not None:
        return chengjie.index.matched(chengjie.index.read_sheet(data), definition)
    if package is None or definition.data is None:
        raise Refusal.of("index-data-wanted", name=definition.id)
    return chengjie.index.observed(package, definition.data)


def _template(definition: IndexDefinition, package: Package | None, out: Path | None, language: Language) -> None:
    import csv
    import sys

    import chengjie.index

    known = chengjie.index.observed(package, definition.data) if package and definition.data else None
    table = chengjie.index.template(definition, known)
    if out:
        output.write_file(table, out, language)
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.key for column in table.columns])
    writer.writerows([["" if cell is None else cell for cell in row] for row in table.rows])


def _audit(definition: IndexDefinition, sheet: Sheet, seed: int) -> dict[str, Any]:
    """What an auditor asks for; a part that cannot be computed says why instead."""
    import chengjie.index
    import chengjie.report.refusal
    from chengjie.errors import Refusal

    try:
        doubts = definition.doubts.model_copy(update={"seed": seed})
        sensitivity = chengjie.index.sensitivity(definition, sheet, doubts=doubts).as_json()
    except Refusal as refusal:
        sensitivity = chengjie.report.refusal.as_json(refusal)
    return {"sensitivity": sensitivity, **chengjie.index.audited(definition, sheet)}
