"""The answer of a match as files: a sheet of all carriers, or a paper with reasons, what is missing and how far to trust it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.http import HttpResponse

import chengjie.report.document
import chengjie.system
from chengjie.matching import Matching, methods
from chengjie.matching.answer import NO, UNKNOWN, YES, Contribution, Verdict
from chengjie.report.citing import Citing
from chengjie.values import Column, Table, Text
from chengjie.values.table import Cell
from chengjie.values.text import Language
from chengjie.web import zone
from chengjie.web.pages import downloads

REASONED = 10
SAID = {YES: Text("是", "yes"), NO: Text("否", "no"), UNKNOWN: Text("未知", "unknown")}


def download(answer: Matching, ending: str, language: Language) -> HttpResponse:
    """The file; Word gets the whole paper. Refuses `output-format-unknown`."""
    if ending == "docx":
        return _paper(answer, language)
    return downloads.table(ranking_table(answer, language), "match", ending, language)


def ranking_table(answer: Matching, language: Language) -> Table:
    """Every carrier with score, verdict, reasons and what is missing."""
    columns = (
        Column("rank", Text("名次", "rank"), numeric=True), Column("carrier", Text("承载地", "carrier")), Column("place", Text("所在地", "place")),
        Column("score", Text("得分", "score"), numeric=True), Column("low", Text("下限", "low"), numeric=True), Column("high", Text("上限", "high"), numeric=True),
        Column("verdict", Text("硬条件", "verdict")), *(Column(each.id, each.title.text, numeric=True) for each in answer.grid.criteria),
        Column("reasons", Text("理由", "reasons")), Column("conditions", Text("各项硬条件及依据", "conditions and grounds")), Column("missing", Text("缺少的资料", "missing")),
        Column("figures", Text("为什么（chengjie why 的编号）", "why (ids for chengjie why)")),
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.rank, each.offer.title.say(language), each.place.say(language), round(each.score, 1), round(each.low, 1), round(each.high, 1), SAID[each.verdict].say(language),
            *(round(part.points, 2) for part in each.contributions),
            "\n".join(reason.say(language) for reason in each.reasons),
            "\n".join(f"{verdict.title.say(language)} {SAID[verdict.answer].say(language)} ← {_ground(verdict)}" for verdict in each.verdicts),
            "\n".join(f"{missing.title.say(language)} ← {missing.supplier.say(language) if missing.supplier else ''}" for missing in each.missing),
            "\n".join(dict.fromkeys(figure for part in each.contributions for figure in part.figures)),
        )
        for each in answer.ranking
    )  # fmt: skip
    return Table(columns, rows, Text("匹配结果", "Match"))


def _ground(verdict: Verdict) -> str:
    source = zone.package().sources.get(verdict.source)
    return f"{source.title if source else verdict.source} {verdict.article}".strip()


def _paper(answer: Matching, language: Language) -> HttpResponse:
    read = "、".join(f"{each.industry.code} {each.industry.name}" for each in answer.industries) or "—"
    fit = Text("有合适的承载地。", "There are good matches.") if answer.good else Text("没有好的匹配，以下只供参考。", "There is no good match; what follows is for reference only.")  # fmt: skip
    cited, method = Citing(), methods.METHODS[answer.method].title
    blocks: list[Text | Table] = [
        Text(f"项目：{answer.project}。读作行业：{read}。", f"Project: {answer.project}. Read as: {read}."),
        fit,
        *_nearest(answer),
        Text(f"方法：{method.zh}。权重和阈值是本软件的假设，不出自规划。", f"Method: {method.en}. Weights and thresholds are this product's assumption, not taken from a plan."),
        _short(answer, language),
        _weights(answer),
        _reasons(answer, cited, language),
        _conditions(answer, cited, language),
        _standings(answer, language),
        _missing(answer, language),
        cited.table(),
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "match.docx"
        chengjie.report.document.to_docx(Text(f"{answer.project}：承载地匹配", f"{answer.project}: carriers"), blocks, path, language=language)  # fmt: skip
        response = HttpResponse(path.read_bytes(), content_type=downloads.TYPES["docx"])
    response["Content-Disposition"] = 'attachment; filename="chengjie-match.docx"'
    return response


def _nearest(answer: Matching) -> list[Text]:
    """The first, who stands nearest to it, and what separates the two."""
    rival = answer.rival(answer.ranking[0]) if answer.ranking else None
    if rival is None:
        return []
    first, zh, en = answer.ranking[0], "、".join(f"{title.zh} {points:+.1f}" for _, title, points in rival.by[:3]), ", ".join(f"{title.en} {points:+.1f}" for _, title, points in rival.by[:3])  # fmt: skip
    return [Text(
        f"第一名：{first.offer.title.zh}，{first.score:.1f} 分。离得最近的是{rival.offer.title.zh}，差 {rival.gap:.1f} 分：{zh}。",
        f"First: {first.offer.title.en}, {first.score:.1f} points. Nearest: {rival.offer.title.en}, by {rival.gap:.1f} points: {en}.",
    )]  # fmt: skip


def _short(answer: Matching, language: Language) -> Table:
    columns = (Column("rank", Text("名次", "rank"), numeric=True), Column("carrier", Text("承载地", "carrier")), Column("place", Text("所在地", "place")), Column("score", Text("得分", "score"), numeric=True), Column("interval", Text("区间", "interval")), Column("verdict", Text("硬条件", "verdict")))  # fmt: skip
    rows = tuple((each.rank, each.offer.title.say(language), each.place.say(language), round(each.score, 1), f"{each.low:.0f}–{each.high:.0f}", SAID[each.verdict].say(language)) for each in answer.ranking[: 2 * REASONED])  # fmt: skip
    return Table(columns, rows, Text("排序", "Ranking"))


def _weights(answer: Matching) -> Table:
    columns = (Column("criterion", Text("准则", "criterion")), Column("weight", Text("权重", "weight"), numeric=True))
    rows = tuple((f"{each.title.zh} {each.title.en}", round(100 * float(weight), 1)) for each, weight in zip(answer.grid.criteria, answer.grid.weights, strict=True))  # fmt: skip
    return Table(columns, rows, Text("权重（合计 100）", "Weights (100 in all)"))


def _reasons(answer: Matching, cited: Citing, language: Language) -> Table:
    columns = (Column("carrier", Text("承载地", "carrier")), Column("criterion", Text("准则", "criterion")), Column("points", Text("得分", "points"), numeric=True), Column("most", Text("满分", "most"), numeric=True), Column("reason", Text("理由", "reason")), Column("ground", Text("出处", "sources")))  # fmt: skip
    rows = tuple(
        (f"{each.rank} {each.offer.title.say(language)}", part.title.say(language), round(part.points, 1), round(part.most, 1), part.reason.say(language) if part.reason else "?", _cited(part, cited))
        for each in answer.ranking[:REASONED]
        for part in each.contributions
    )  # fmt: skip
    return Table(columns, rows, Text("前十名的理由", "Reasons of the first ten"))


def _cited(part: Contribution, cited: Citing) -> str:
    trails = (chengjie.system.why(zone.package(), figure) for figure in part.figures)
    return "\n".join(dict.fromkeys(place for trail in trails for place in cited.trail(trail)))


def _conditions(answer: Matching, cited: Citing, language: Language) -> Table:
    columns = (Column("carrier", Text("承载地", "carrier")), Column("condition", Text("硬条件", "condition")), Column("answer", Text("结论", "answer")), Column("ground", Text("出处", "sources")))  # fmt: skip
    sources = zone.package().sources
    rows = tuple(
        (f"{each.rank} {each.offer.title.say(language)}", verdict.title.say(language), SAID[verdict.answer].say(language), cited.cite(source, verdict.article) if (source := sources.get(verdict.source)) else verdict.article)
        for each in answer.ranking[:REASONED]
        for verdict in each.verdicts
    )  # fmt: skip
    return Table(columns, rows, Text("前十名的硬条件", "Hard conditions of the first ten"))


def _standings(answer: Matching, language: Language) -> Table:
    robust, names = answer.robustness(), {each.offer.id: each.offer.title for each in answer.ranking}
    columns = (Column("carrier", Text("承载地", "carrier")), Column("best", Text("最好", "best"), numeric=True), Column("worst", Text("最差", "worst"), numeric=True), Column("first", Text("得第一的比例", "share of first places"), unit="%", numeric=True))  # fmt: skip
    rows = tuple(
        (names[each.offer].say(language), each.best, each.worst, round(100 * each.first, 1))
        for each in robust.standings[:REASONED]
    )
    title = Text(f"权重上下浮动 {robust.spread:.0%}、{robust.draws} 次（种子 {robust.seed}）的名次", f"Ranks with weights shaken by {robust.spread:.0%}, {robust.draws} times (seed {robust.seed})")  # fmt: skip
    return Table(columns, rows, title)


def _missing(answer: Matching, language: Language) -> Table:
    columns = (Column("name", Text("资料", "input")), Column("supplier", Text("该问谁", "whom to ask")))
    asked = {missing.name: missing for each in answer.ranking[:REASONED] for missing in each.missing}
    rows = tuple((each.title.say(language), each.supplier.say(language) if each.supplier else "") for each in asked.values())  # fmt: skip
    return Table(columns, rows, Text("前十名缺少的资料", "What is missing of the first ten"))
