"""Why a problem has no answer at all, in words: the smallest set of demands that collide, and the capacities between them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence

from chengjie.placement import child
from chengjie.placement.cache import command, surroundings
from chengjie.placement.explain import Conflict, number, said, why_not
from chengjie.placement.model import Model, Naming, build
from chengjie.placement.problem import Problem, Project
from chengjie.values import Text

SECONDS = 20.0


def colliding(problem: Problem, *, seconds: float = SECONDS) -> tuple[Conflict, ...]:
    """The demands that cannot be met together; empty where none were found in the time.

    >>> from chengjie.placement.problem import Carrier, Option
    >>> one = Project("p", {"a": Option(3.0)}, {"land": 7.0}, unplaced_price=None)
    >>> colliding(Problem((one,), (Carrier("a", {"land": 5.0}),)))[0].reason.en
    'p must be placed; in a: a would need 7 of land and has 5'
    """
    model, naming = build(problem)
    alone = [naming.units[u] for u in range(model.units) if model.first[u] == model.first[u + 1]]
    if alone:
        return tuple(_alone(problem, unit) for unit in alone)
    demands = _demands(problem, model, naming)
    found = _ask(model, demands, seconds) if demands else []
    return (_words(problem, naming, found),) if found else ()


def _demands(problem: Problem, model: Model, naming: Naming) -> list[tuple[str, int]]:
    by_name = {project.id: project for project in problem.projects}
    must = [
        ("unit", u)
        for u, unit in enumerate(naming.units)
        if any(by_name[name].unplaced_price is None or by_name[name].fixed is not None for name in unit)
    ]
    rows = [("row", r) for r, name in enumerate(naming.rows) if name[0] != "capacity"]
    return [*must, *rows] if model.units else []


def _ask(model: Model, demands: Sequence[tuple[str, int]], seconds: float) -> list[tuple[str, int]]:
    parcel = child.pack(model, None, demands=json.dumps(demands))
    try:
        done = subprocess.run(  # noqa: S603  # our own program, arguments as a list
            command("collide"),
            input=f"{len(parcel)}\n".encode() + parcel, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=surroundings(os.environ), timeout=seconds, check=False,
        )  # fmt: skip
        return [(str(kind), int(n)) for kind, n in json.loads(done.stdout or b"[]")]
    except subprocess.TimeoutExpired:
        return []


def _alone(problem: Problem, unit: tuple[str, ...]) -> Conflict:
    names = "、".join(unit)
    project = next(each for each in problem.projects if each.id == unit[0])
    reasons, remedies = [], []
    for option in sorted(project.options):
        for breach in why_not(problem, dict.fromkeys(each.id for each in problem.projects), project.id, option):
            if breach.kind not in ("must-be-placed", "together", "floor"):
                reason, remedy = said(breach)
                reasons.append(Text(f"放 {option}：{reason.zh}", f"in {option}: {reason.en}"))
                remedies.append(remedy)
    if not reasons:
        reasons = [Text("没有一处能同时容下", "no carrier can take them")]
        remedies = [Text("增加可选的承载地", "let more carriers be eligible")]
    return Conflict(
        unit, Text(f"{names} 必须落地；" + "；".join(r.zh for r in reasons[:3]), f"{names} must be placed; " + "; ".join(r.en for r in reasons[:3])),
        Text("或：".join(r.zh for r in remedies[:2]), ", or ".join(r.en for r in remedies[:2])),
    )  # fmt: skip


def _words(problem: Problem, naming: Naming, found: Iterable[tuple[str, int]]) -> Conflict:
    units = [naming.units[n] for kind, n in found if kind == "unit"]
    rows = [naming.rows[n] for kind, n in found if kind == "row"]
    names = tuple(name for unit in units for name in unit)
    projects = {project.id: project for project in problem.projects}
    zh, en = [], []
    if names:
        zh.append(f"{'、'.join(names)} 都须落地")
        en.append(f"{', '.join(names)} must all be placed")
    for row in rows:
        kind, rest = _KINDS[row[0]], row[1:]
        zh.append(f"{kind.zh}（{'、'.join(rest)}）须守住")
        en.append(f"{kind.en} ({', '.join(rest)}) must hold")
    short = _short(problem, [projects[name] for name in names])
    zh += [f"{what}最少要 {number(need)}，可选之处共有 {number(room)}" for what, need, room in short]
    en += [f"{what}: at least {number(need)} needed, {number(room)} where they may stand" for what, need, room in short]
    if not short:
        where = sorted({projects[name].where(option) for name in names for option in projects[name].options})
        zh.append(f"放不进 {'、'.join(where[:6])}")
        en.append(f"they do not fit into {', '.join(where[:6])}")
    ways = ["让其中一个可以不落地" if names else "放宽其中一条"] + [
        f"增加{what} {number(need - room)}" for what, need, room in short
    ]
    ways_en = ["let one of them stay out" if names else "relax one of them"] + [
        f"add {number(need - room)} of {what}" for what, need, room in short
    ]
    return Conflict(names, Text("；".join(zh), "; ".join(en)), Text("或：".join(ways), ", or ".join(ways_en)))


_KINDS: Mapping[str, Text] = {
    "limit": Text("集中度上限", "the limit on concentration"),
    "floor": Text("兜底数量", "the floor"),
    "apart": Text("分开", "standing apart"),
    "unreserved": Text("预留空间", "the reserve"),
}


def _short(problem: Problem, projects: Sequence[Project]) -> list[tuple[str, float, float]]:
    """Resources of which the projects need more, at the least, than there is where they may stand."""
    room = {carrier.id: carrier.capacities for carrier in problem.carriers}
    where = {project.where(option) for project in projects for option in project.options}
    needed: dict[str, float] = {}
    for project in projects:
        ways = [project.needs(option) for option in project.options]
        for what in set.intersection(*(set(way) for way in ways)) if ways else ():
            needed[what] = needed.get(what, 0.0) + min(way[what] for way in ways)
    totals = {what: sum(room[name].get(what, 0.0) for name in where) for what in needed}
    return [(what, needed[what], totals[what]) for what in sorted(needed) if needed[what] > totals[what] + 1e-9]
