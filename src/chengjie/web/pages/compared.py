"""Scenarios of a study side by side: what each changes, what it comes to, and how full it leaves every capacity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chengjie.values import Column, Table, Text
from chengjie.values.table import Cell
from chengjie.web.records.placement import Run, Study

MOST_RUNS, MOST_USES = 8, 60


def ruled(found: Study) -> list[tuple[str, Text]]:
    """Each rule with a number, as the form of a scenario names it."""
    told: list[tuple[str, Text]] = []
    for at, each in enumerate(found.form.get("limits", ())):
        where, share = _areas(each["within"]), f"{each['share'] * 100:g}%"
        told.append((f"limits:{at}", Text(f"集中度上限：{where} {each['industry']} {each['resource']} {share}", f"limit: {each['industry']} of {each['resource']} in {where}, {share}")))  # fmt: skip
    for at, each in enumerate(found.form.get("floors", ())):
        where = _areas(each["within"])
        told.append((f"floors:{at}", Text(f"最少：{where} {each['least']:g}", f"floor: {where} {each['least']:g}")))
    return told


def _areas(within: str | list[str]) -> str:
    return within if isinstance(within, str) else "、".join(within)


def changed(run: Run) -> list[Text]:
    """What a scenario changes, in words."""
    changes, told = run.changes, []
    for key, room in changes.get("capacities", {}).items():
        name, resource = key.split("\t")
        told.append(Text(f"{name}{resource}改为 {room:g}", f"{resource} of {name} becomes {room:g}"))
    told += [Text(f"去掉{name}", f"without {name}") for name in changes.get("dropped", ())]
    told += [Text(f"加{each['id']}", f"with {each['id']}") for each in changes.get("added", ())[:20]]
    if "rules" in changes:
        told.append(Text("换一套规则", "rules of its own"))
    if "rule" in changes:
        kind, place, amount = changes["rule"]
        rule = dict(ruled(run.study)).get(f"{kind}:{place}", Text("", ""))
        sign = "%" if kind == "limits" else ""
        after = (
            Text("取消", "taken away")
            if amount is None
            else Text(f"改为 {amount:g}{sign}", f"becomes {amount:g}{sign}")
        )
        told.append(Text(f"{rule.zh}，{after.zh}", f"{rule.en}, {after.en}"))
    if changes.get("keep"):
        told.append(Text("已接受的不动", "what was accepted stays"))
    return told


def uses(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The share of each capacity that the latest scenarios take, the fullest first; None where a scenario does not have it."""
    runs = [row for row in rows if row["figures"]][-MOST_RUNS:]
    shares = [
        {(use.carrier, use.resource): use.share for use in row["figures"].uses if use.share is not None} for row in runs
    ]
    names = dict.fromkeys(name for each in shares for name in each)
    found = [(name, [each.get(name) for each in shares]) for name in names]
    found.sort(key=lambda each: -max(share for share in each[1] if share is not None))
    return {"runs": [row["run"] for row in runs], "rows": found[:MOST_USES], "more": max(0, len(found) - MOST_USES)}


def table(rows: Sequence[Mapping[str, Any]], status: Mapping[str, Text]) -> Table:
    """The scenarios as a file."""
    columns = (
        Column("number", Text("序号", "number"), numeric=True), Column("name", Text("方案", "scenario")), Column("changes", Text("改了什么", "changes")),
        Column("status", Text("状态", "status")), Column("value", Text("价值", "value"), numeric=True), Column("bound", Text("界限", "bound"), numeric=True),
        Column("placed", Text("落地", "placed"), numeric=True), Column("projects", Text("项目", "projects"), numeric=True), Column("evenness", Text("均衡", "evenness"), numeric=True),
        Column("concentrated", Text("最集中", "most concentrated")), Column("seconds", Text("用时（秒）", "seconds"), numeric=True),
    )  # fmt: skip
    body: list[tuple[Cell, ...]] = []
    for row in rows:
        run, figures = row["run"], row["figures"]
        told: list[Cell] = [run.number, run.name, "；".join(each.zh for each in row["changes"])]
        told.append(status.get(run.answer.get("status", ""), Text("", "")).zh)
        if figures is None:
            body.append((*told, *(None,) * 7))
            continue
        largest = f"{figures.largest[0]} {figures.largest[1]} {figures.largest[2]:.0%}" if figures.largest else None
        body.append((*told, figures.value, run.answer.get("bound"), figures.placed, figures.projects, figures.evenness, largest, run.answer.get("seconds")))  # fmt: skip
    return Table(columns, tuple(body), Text("方案比较", "Scenarios side by side"))
