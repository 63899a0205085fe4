"""A table of one's own, sent, read and forgotten: an input–output table with its linkages, or jobs by place with relatedness."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

import chengjie.network
import chengjie.report.refusal
from chengjie.errors import Refusal
from chengjie.network import Coefficients, linkages, relatedness, tabulating
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language
from chengjie.web.door import language_of
from chengjie.web.pages import downloads

LARGEST = 8_000_000
"""Bytes of a table that the page takes; larger ones: `chengjie flows`, `chengjie relatedness`."""
FEW = 3
MOST_ROWS = 400


def flows(request: HttpRequest) -> HttpResponse:
    """The two forms; with a file, what it says, on the page or as a file to save."""
    context: dict[str, Any] = {"few": FEW}
    kind = "flows" if request.POST.get("kind") != "portfolio" else "portfolio"
    sent = request.FILES.get("table") if request.method == "POST" else None
    if not isinstance(sent, UploadedFile):
        return render(request, "chengjie/flows.html", context)
    try:
        found = _flows(sent) if kind == "flows" else _portfolio(sent)
    except Refusal as refusal:
        words = chengjie.report.refusal
        context["faults"] = [
            {"where": str(fault.where), "sentence": words.sentence(fault), "remedy": words.remedy(fault)}
            for fault in refusal.faults
        ]
        return render(request, "chengjie/flows.html", context, status=400)
    if request.POST.get("format"):
        return downloads.table(_table(found, language_of(request)), kind, request.POST["format"], language_of(request))
    return render(request, "chengjie/flows.html", context | found)


def _kept(sent: UploadedFile[Any], folder: str) -> Path:
    """The file under a name of our own, with the ending that says whether it is packed."""
    if (sent.size or 0) > LARGEST:
        raise Refusal.of("flows-unreadable", file=sent.name, detail=f"> {LARGEST}")
    path = Path(folder) / ("table.csv.gz" if str(sent.name).endswith(".gz") else "table.csv")
    path.write_bytes(sent.read())
    return path


def _flows(sent: UploadedFile[Any]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        found = chengjie.network.coefficients(chengjie.network.read_flows(_kept(sent, folder)))
    table = found.table
    sectors = [
        {
            "code": code, "title": table.titles[place], "output": round(float(table.output[place])),
            "share": float(table.value_added[place] / table.output[place]) if table.output[place] else None,
            "backward": float(found.backward[place]), "forward": float(found.forward[place]),
            "suppliers": linkages.suppliers(found, code, FEW), "receivers": linkages.receivers(found, code, FEW),
        }
        for place, code in enumerate(table.codes)
    ]  # fmt: skip
    return {"found": found, "sectors": sectors, "name": sent.name}


def _portfolio(sent: UploadedFile[Any]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        given = chengjie.network.read_portfolio(_kept(sent, folder))
    has = relatedness.held(given)
    complexity = relatedness.complexity(has, given.places, given.industries)
    crowd = relatedness.density(has, relatedness.proximity(has))
    rows: list[dict[str, Any]] = []
    for i, place in enumerate(given.places):
        near = sorted((j for j in range(len(given.industries)) if not has[i, j]), key=lambda j, i=i: -crowd[i, j])[:FEW]  # type: ignore[misc]  # i is bound
        rows.append({"place": place, "held": [name for j, name in enumerate(given.industries) if has[i, j]], "eci": complexity.places[place],
                     "near": [(given.industries[j], float(crowd[i, j])) for j in near]})  # fmt: skip
    rows.sort(key=lambda row: (row["eci"] is None, -(row["eci"] or 0)))
    pci = sorted(complexity.industries.items(), key=lambda item: (item[1] is None, -(item[1] or 0)))
    return {"portfolio": given, "rows": rows[:MOST_ROWS], "pci": pci, "name": sent.name}


def tabled(sent: UploadedFile[Any], kind: str, language: Language) -> Table:
    """What a table says, as a table: linkages of an input–output table, or relatedness of jobs by place."""
    return _table(_flows(sent) if kind == "flows" else _portfolio(sent), language)


def _table(found: dict[str, Any], language: Language) -> Table:
    if "portfolio" in found:
        return tabulating.portfolio_table(found["portfolio"])
    made: Coefficients = found["found"]
    table = tabulating.linkages_table(made, language)
    return Table(
        (*table.columns, Column("domestic", Text("只含国内流量", "domestic only"))),
        tuple((*row, made.domestic) for row in table.rows),
        table.title,
    )
