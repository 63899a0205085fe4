"""`chengjie chain`, `chengjie ties`, `chengjie flows`, `chengjie relatedness`: who supplies whom and who is bound to whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

import chengjie.network
import chengjie.package
import chengjie.register
import chengjie.report.refusal
from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.network import Chain, Firm, Standing, Target, relatedness, tabulating
from chengjie.network.standing import ADVICE, STATES
from chengjie.network.ties import KINDS, STATUSES
from chengjie.package import Package
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language


def chain_command(say: Say, language: Language) -> click.Command:
    """`chengjie chain [CHAIN]`."""

    @click.command(
        cls=Command, say=say, name="chain",
        help=say(
            "产业链：各环节由谁承担，哪些强、弱、缺，缺的该引什么；可用企业名录（CSV）核算。不写编号时列出全部。",
            "Industry chains: who sits on each link, which are strong, weak or missing, what to court for the gaps; a register of "
            "firms (CSV) may be held against them. Without an id all are listed.",
        ),
    )  # fmt: skip
    @click.argument("chain", required=False)
    @click.option("--firms", type=click.Path(path_type=Path, dir_okay=False),
                  help=say("企业名录（CSV：name、industry、place）。", "Register of firms (CSV: name, industry, place)."))  # fmt: skip
    @click.option("--targets", "wanted", is_flag=True, help=say("招商靶单。", "The list of what to court."))
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def command(
        chain: str | None, firms: Path | None, wanted: bool, zone: str, out: Path | None, as_json: bool
    ) -> None:
        package = chengjie.package.open_package(zone)
        if chain is None:
            _give(chains_table(package), "chains", out, language, as_json=as_json)
            return
        found = chengjie.network.chain(package, chain)
        listed = _register(firms, package, language)
        standing = chengjie.network.standings(package, found, firms=listed)
        if wanted:
            targets = chengjie.network.targets(package, found, standing, firms=listed)
            table = targets_table(package, found, targets, language)
        else:
            table = links_table(found, standing, language)
        _give(table, "targets" if wanted else "links", out, language, as_json=as_json)

    return command


def _give(table: Table, key: str, out: Path | None, language: Language, *, as_json: bool, **more: Any) -> None:  # noqa: ANN401  # plain JSON
    if as_json:
        output.write_json({key: list(table.records()), **more})
    else:
        output.give(table, out, language)


def _register(path: Path | None, package: Package, language: Language) -> tuple[Firm, ...] | None:
    """The firms that can be used; the rows set aside are said on standard error."""
    if path is None:
        return None
    read = chengjie.network.read_firms(path, package)
    for fault in read.aside[:20]:
        said = chengjie.report.refusal.sentence(fault).say(language)
        output.diary().print(f"{fault.where}: {said}", markup=False)
    if len(read.aside) > 20:
        output.diary().print(f"… {len(read.aside)}")
    return read.firms


def chains_table(package: Package) -> Table:
    """A row a chain."""
    columns = (
        Column("id", Text("编号", "id")), Column("zh", Text("产业链", "chain")), Column("en", Text("英文名", "English name")),
        Column("document", Text("规划", "plan")), Column("section", Text("章节", "section")), Column("links", Text("环节", "links"), numeric=True),
    )  # fmt: skip
    found = chengjie.network.chains(package).values()
    rows = tuple(
        (each.id, each.title.zh, each.title.en, each.document, each.section, len(each.links)) for each in found
    )
    return Table(columns, rows, Text("产业链", "Industry chains"))


def links_table(chain: Chain, standings: tuple[Standing, ...], language: Language) -> Table:
    """A row a link: state, measure, advice, products, codes."""
    columns = (
        Column("id", Text("编号", "id")), Column("link", Text("环节", "link")), Column("stage", Text("位置", "stage")),
        Column("state", Text("强弱", "state")), Column("advice", Text("建议", "advice")), Column("measure", Text("依据", "measure")),
        Column("products", Text("产品", "products")), Column("codes", Text("行业代码", "industry codes")),
        Column("named", Text("规划章节", "section of the plan")),
    )  # fmt: skip
    rows = tuple(
        (
            each.link.id, each.link.title.text.say(language), each.link.stage, each.state, ADVICE[each.advice].say(language), each.measure.say(language),
            "、".join(each.link.products), "、".join(each.link.codes), each.link.named,
        )
        for each in standings
    )  # fmt: skip
    return Table(columns, rows, chain.title.text)


def targets_table(package: Package, chain: Chain, targets: tuple[Target, ...], language: Language) -> Table:
    """A row a gap: what to look for, where it would fit, who makes it elsewhere."""
    columns = (
        Column("link", Text("环节", "link")), Column("state", Text("强弱", "state")), Column("advice", Text("建议", "advice")),
        Column("products", Text("引什么产品", "products")), Column("codes", Text("行业代码", "industry codes")),
        Column("hosts", Text("上下游已在何处", "who sits beside it")), Column("firms", Text("区外企业", "firms elsewhere")),
    )  # fmt: skip
    places = chengjie.register.places(package)
    rows = []
    for each in targets:
        hosts = [place.name for host in each.hosts if (place := places.by_code(host.place))]
        firms = None if each.firms is None else "、".join(firm.name for firm in each.firms)
        link, state = each.standing.link, each.standing.state
        rows.append((link.title.text.say(language), STATES[state].say(language), ADVICE[each.standing.advice].say(language), "、".join(link.products),
                     "、".join(link.codes), "、".join(hosts), firms))  # fmt: skip
    return Table(columns, tuple(rows), Text(f"{chain.title.zh}：招商靶单", f"{chain.title.en}: what to court"))


def ties_command(say: Say, language: Language) -> click.Command:
    """`chengjie ties`."""

    @click.command(
        cls=Command, say=say, name="ties",
        help=say("合作关系：某地在某天与谁有什么合作，按类型筛选。", "Ties: who is bound to whom on a day, by kind."),
    )  # fmt: skip
    @click.option(
        "--place", default="", help=say("县区或市州，全名或代码。", "A county or prefecture, by name or code.")
    )
    @click.option("--kind", type=click.Choice(list(KINDS)), help=say("类型。", "Kind."))
    @click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help=say("哪一天。", "On which day."))
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def command(place: str, kind: str | None, on: object, zone: str, out: Path | None, as_json: bool) -> None:
        package = chengjie.package.open_package(zone)
        code = chengjie.register.places(package).one(place).code if place else ""
        day: date | None = getattr(on, "date", lambda: None)()
        _give(ties_table(package, code, kind or "", day, language), "ties", out, language, as_json=as_json)

    return command


def ties_table(package: Package, place: str, kind: str, day: date | None, language: Language) -> Table:
    """A row a tie."""
    columns = (
        Column("id", Text("编号", "id")), Column("place", Text("本方", "place")), Column("kind", Text("类型", "kind")),
        Column("partner", Text("对方", "partner")), Column("topic", Text("事项", "topic")), Column("status", Text("状态", "status")),
        Column("from", Text("自", "from")), Column("until", Text("至", "until")), Column("held", Text("当天有效", "holds that day")),
        Column("source", Text("出处", "source")),
    )  # fmt: skip
    rows = tuple(
        (bond.id, bond.place, KINDS[bond.kind].say(language), bond.partner.say(language), bond.topic.say(language), STATUSES[bond.status].say(language), bond.start, bond.end, held,
         f"{bond.document} {bond.section}")
        for bond, held in chengjie.network.tied(package, place=place, kind=kind, on=day)
    )  # fmt: skip
    return Table(columns, rows, Text("合作关系", "Ties"))


def flows_command(say: Say, language: Language) -> click.Command:
    """`chengjie flows TABLE`."""

    @click.command(
        cls=Command, say=say, name="flows",
        help=say(
            "投入产出表（国家统计局格式的 CSV）：先核对平衡，再给出影响力、感应度系数，或某部门的供给方和使用方。",
            "An input–output table (CSV in the layout of the National Bureau of Statistics): balanced first, then linkages, or who "
            "supplies and who uses a sector.",
        ),
    )  # fmt: skip
    @click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
    @click.option(
        "--sector",
        help=say("部门代码或名称：列出其供给方和使用方。", "A sector by code or name: its suppliers and users."),
    )
    @output.out_option(say)
    @output.json_option(say)
    def command(table: Path, sector: str | None, out: Path | None, as_json: bool) -> None:
        found = chengjie.network.coefficients(chengjie.network.read_flows(table))
        shown = (
            tabulating.deliveries_table(found, sector, language)
            if sector
            else tabulating.linkages_table(found, language)
        )
        _give(shown, "deliveries" if sector else "sectors", out, language, as_json=as_json, domestic=found.domestic)

    return command


def relatedness_command(say: Say, language: Language) -> click.Command:
    """`chengjie relatedness FILE`."""

    @click.command(
        cls=Command, say=say, name="relatedness",
        help=say(
            "产业关联与复杂度：由各地各业的数（CSV：place、industry、value）算比较优势、邻近度密度、ECI 和 PCI。",
            "Relatedness and complexity from amounts by place and industry (CSV: place, industry, value): revealed advantage, "
            "density, ECI and PCI.",
        ),
    )  # fmt: skip
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
    @output.out_option(say)
    @output.json_option(say)
    def command(file: Path, out: Path | None, as_json: bool) -> None:
        given = chengjie.network.read_portfolio(file)
        has = relatedness.held(given)
        complexity = relatedness.complexity(has, given.places, given.industries)
        more = {"eci": complexity.places, "pci": complexity.industries}
        _give(tabulating.portfolio_table(given), "pairs", out, language, as_json=as_json, **more)

    return command
