"""Chains: the list; one chain drawn as a graph, its gaps, who sits where, and what to court; with a register if one is given."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

import chengjie.network
import chengjie.report.refusal
from chengjie.errors import Refusal
from chengjie.network import Chain, Register, Standing, Target
from chengjie.network.chains import STAGES, TASKS, depths
from chengjie.network.standing import ADVICE, STATES
from chengjie.report import layers
from chengjie.values import Column, Place, Table, Text
from chengjie.values.text import Language
from chengjie.web import zone
from chengjie.web.door import language_of
from chengjie.web.pages import downloads

LARGEST = 2_000_000
"""Bytes of a register that a page takes; it is read, counted and forgotten. Larger ones: `chengjie chain --firms`."""
THRESHOLDS = ("chain-strong", "chain-weak", "chain-firms")


def chains(request: HttpRequest) -> HttpResponse:
    """Every chain of the plans, with how many of its links are strong, weak and missing."""
    package, wanted = zone.package(), request.GET.get("plan", "")
    cards = []
    for each in chengjie.network.chains(package).values():
        if not wanted or each.document == wanted:
            standings = chengjie.network.standings(package, each)
            cards.append({"chain": each, "task": TASKS.get(each.task), "region": _region(each.region), "standings": standings,
                          "counts": dict(Counter(standing.state for standing in standings))})  # fmt: skip
    context = {"cards": cards, "plans": list(zone.documents()), "plan": wanted, "states": STATES}
    return render(request, "chengjie/chains.html", context)


def _region(name: str) -> Text:
    place = zone.places().by_code(name)
    return Text(place.name, place.en or place.name) if place else zone.places().region(name).title


def chain(request: HttpRequest, name: str) -> HttpResponse:
    """One chain. A register sent along is held against it for this answer only."""
    package, language = zone.package(), language_of(request)
    found = chengjie.network.chain(package, name)
    context: dict[str, Any] = {"chain": found, "task": TASKS.get(found.task), "region": _region(found.region),
                               "advice": ADVICE, "states": STATES, "stages": STAGES}  # fmt: skip
    try:
        given = {each: request.GET.get(each, "") for each in THRESHOLDS}
        known = chengjie.network.assumptions(package).given(given)
        register = _register(request)
    except Refusal as refusal:
        words = chengjie.report.refusal
        context["faults"] = [{"sentence": words.sentence(f), "remedy": words.remedy(f)} for f in refusal.faults]
        known, register, given = chengjie.network.assumptions(package), None, {}
    firms = register.firms if register else None
    standings = chengjie.network.standings(package, found, firms=firms, known=known)
    targets = chengjie.network.targets(package, found, standings, firms=firms)
    if request.GET.get("format"):
        made = (
            _targets_table(found, targets, language)
            if request.GET.get("list") == "targets"
            else _links_table(found, standings, language)
        )
        return downloads.table(made, f"chain-{found.id}", request.GET["format"], language)
    context |= {
        "standings": [(each, _holders(each, language), _firms(each)) for each in standings],
        "targets": [(each, _hosts(each, found)) for each in targets], "register": register,
        "aside": [chengjie.report.refusal.sentence(fault) for fault in register.aside[:10]] if register else [],
        "thresholds": [(known.one(each), given.get(each, "")) for each in THRESHOLDS],
        "counts": dict(Counter(each.state for each in standings)), "picture": _picture(found, standings, language),
    }  # fmt: skip
    return render(request, "chengjie/chain.html", context, status=400 if "faults" in context else 200)


def _register(request: HttpRequest) -> Register | None:
    sent = request.FILES.get("firms") if request.method == "POST" else None
    if not isinstance(sent, UploadedFile):
        return None
    if (sent.size or 0) > LARGEST:
        raise Refusal.of("firms-unreadable", file=sent.name, detail=f"> {LARGEST}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "firms.csv"
        path.write_bytes(sent.read())
        return chengjie.network.read_firms(path, zone.package())


def _holders(standing: Standing, language: Language) -> list[tuple[Place, bool, list[tuple[str, str]]]]:
    """Counties on a link, those that plainly hold it first, each with its labels and where they stand."""
    by_place: dict[str, tuple[bool, dict[tuple[str, str], None]]] = {}
    for seat in standing.seats:
        if seat.basis != "firm":
            plain, said = by_place.get(seat.place, (False, {}))
            carrier = zone.carriers().by_id.get(seat.carrier) if seat.carrier else None
            said[seat.label, carrier.title.say(language) if carrier else ""] = None
            by_place[seat.place] = (plain or seat.exact, said)
    rows = [
        (place, plain, list(said)) for code, (plain, said) in by_place.items() if (place := zone.places().by_code(code))
    ]
    return sorted(rows, key=lambda row: (not row[1], row[0].code))


def _firms(standing: Standing) -> list[str]:
    return [seat.label for seat in standing.seats if seat.basis == "firm"][:20]


def _hosts(target: Target, found: Chain) -> list[dict[str, Any]]:
    return [
        {"place": zone.places().by_code(host.place), "beside": [found.link(name).title.text for name in host.beside], "density": host.density,
         "carriers": [carrier for name in host.carriers if (carrier := zone.carriers().by_id.get(name))]}
        for host in target.hosts
    ]  # fmt: skip


def _picture(found: Chain, standings: Sequence[Standing], language: Language) -> str:
    deep = depths(found)
    boxes = [
        layers.Box(
            each.link.id, deep[each.link.id], each.link.title.text.say(language), STATES[each.state].say(language), each.state,
            f"#link-{each.link.id}", f"{each.link.title.text.say(language)}: {each.measure.say(language)}",
        )
        for each in standings
    ]  # fmt: skip
    heads: dict[int, str] = {}
    for stage, title in STAGES.items():
        columns = [deep[link.id] for link in found.links if link.stage == stage]
        if columns:
            heads[min(columns)] = title.say(language)
    label = f"{found.title.text.say(language)} {'链图，文字见下表' if language == 'zh' else 'as a graph; in words in the table below'}"
    arrows = [(link.id, fed) for link in found.links for fed in link.feeds]
    return mark_safe(layers.draw(boxes, arrows, heads=heads, label=label))  # noqa: S308  # drawn by us, every word escaped


def _links_table(found: Chain, standings: Sequence[Standing], language: Language) -> Table:
    columns = (
        Column("link", Text("环节", "link")), Column("stage", Text("位置", "stage")), Column("state", Text("强弱", "state")),
        Column("advice", Text("建议", "advice")), Column("measure", Text("依据", "measure")), Column("products", Text("产品", "products")),
        Column("codes", Text("行业代码", "industry codes")), Column("named", Text("规划章节", "section of the plan")),
        Column("holders", Text("承担县区", "counties on it")),
    )  # fmt: skip
    rows = tuple(
        (
            each.link.title.text.say(language), STAGES[each.link.stage].say(language), STATES[each.state].say(language), ADVICE[each.advice].say(language),
            each.measure.say(language), "、".join(each.link.products), "、".join(each.link.codes), each.link.named,
            "、".join(f"{place.name}{'' if plain else '（笼统）'}" for place, plain, _ in _holders(each, language)),
        )
        for each in standings
    )  # fmt: skip
    return Table(columns, rows, found.title.text)


def _targets_table(found: Chain, targets: Sequence[Target], language: Language) -> Table:
    columns = (
        Column("link", Text("环节", "link")), Column("state", Text("强弱", "state")), Column("advice", Text("建议", "advice")),
        Column("products", Text("引什么产品", "products to court")), Column("codes", Text("行业代码", "industry codes")),
        Column("hosts", Text("上下游已在何处", "counties beside it")), Column("carriers", Text("可承接园区", "parks there")),
        Column("firms", Text("区外企业", "firms elsewhere")),
    )  # fmt: skip
    rows = []
    for each in targets:
        link, hosts = each.standing.link, _hosts(each, found)
        parks = dict.fromkeys(carrier.title.say(language) for host in hosts for carrier in host["carriers"])
        firms = None if each.firms is None else "、".join(firm.name for firm in each.firms)
        rows.append((link.title.text.say(language), STATES[each.standing.state].say(language), ADVICE[each.standing.advice].say(language),
                     "、".join(link.products), "、".join(link.codes), "、".join(host["place"].name for host in hosts), "、".join(parks), firms))  # fmt: skip
    return Table(columns, tuple(rows), Text(f"{found.title.zh}：招商靶单", f"{found.title.en}: what to court"))
