"""What the match form asks, and the answer to it; the same answer under other weights."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

import chengjie.matching
from chengjie.errors import Fault, Refusal
from chengjie.matching import Matching, methods
from chengjie.matching.definition import Definition
from chengjie.values import Place, Text, reading
from chengjie.web import zone

FIELDS = (
    ("land", Text("用地", "Land"), "亩", Text("80 亩", "80 亩 (mu)")),
    ("plant_area", Text("厂房面积", "Plant area"), "平方米", Text("12000 平方米", "12000 平方米 (m²)")),
    ("investment", Text("投资", "Investment"), "亿元", Text("3 亿元", "3 亿元 (100 million yuan)")),
    ("power", Text("年用电", "Power a year"), "万千瓦时", Text("2500 万千瓦时", "2500 万千瓦时 (10,000 kWh)")),
    ("energy", Text("年能耗", "Energy a year"), "吨标准煤", Text("4000 吨标准煤", "4000 吨标准煤 (t of coal)")),
    ("water", Text("年用水", "Water a year"), "万立方米", Text("10 万立方米", "10 万立方米 (10,000 m³)")),
    ("jobs", Text("用工", "Jobs"), "人", Text("600 人", "600 人 (people)")),
)
TITLES = {
    "name": Text("项目名称", "Name"),
    "industry": Text("做什么", "What it makes"),
    "origin": Text("转出地", "Comes from"),
    "most_km_to_port": Text("到海港不超过（公里）", "No farther from a sea port than (km)"),
    **{name: title for name, title, _, _ in FIELDS},
}
PLAIN = ("name", "industry", "origin", "most_km_to_port")


def definition() -> Definition:
    """The kind of match of the page."""
    return chengjie.matching.definition(zone.package())


def form(given: QueryDict) -> dict[str, Any]:
    """What the form shows."""
    return {
        "fields": [(name, title, hint, given.get(name, "")) for name, title, _, hint in FIELDS],
        "given": {name: given.get(name, "") for name in PLAIN},
        "prefectures": _prefectures(),
        "wished": given.getlist("places"),
        "methods": [(name, each.title) for name, each in methods.METHODS.items()],
        "method": given.get("method") or definition().method,
    }


def _prefectures() -> list[Place]:
    counties = [place for code in zone.covered() if (place := zone.places().by_code(code))]
    above = dict.fromkeys(place.parent for place in counties if place.parent)
    return [place for code in above if (place := zone.places().by_code(code))]


def answer(request: HttpRequest, *, as_given: bool = True) -> Matching:
    """The answer to what was asked; `as_given` false leaves out the weights and the method that were changed."""
    given = request.GET
    values: dict[str, Any] = {
        "name": given.get("name") or given["industry"][:40],
        "industry": given["industry"],
        "origin": given.get("origin", ""),
    }
    for name, _, unit, _ in FIELDS:
        values[name] = _with_unit(given.get(name, ""), unit)
    values["wishes"] = {"places": given.getlist("places"), "most_km_to_port": given.get("most_km_to_port", "")}
    try:
        project = chengjie.matching.read_project(values)
    except Refusal as refusal:
        raise Refusal(_titled(each) for each in refusal.faults) from None
    if not as_given:
        return chengjie.matching.match(project, zone.package())
    return chengjie.matching.match(
        project, zone.package(), weights=weights(given) or None, method=given.get("method") or None
    )


def _titled(fault: Fault) -> Fault:
    """A fault that names a field as the form does, not by its key."""
    title = TITLES.get(str(fault.parameters.get("key") or fault.where.column))
    if title is None:
        return fault
    parameters = {**fault.parameters, "key": title.zh, "key_en": title.en}
    where = replace(fault.where, column=title.zh) if fault.where.column else fault.where
    return replace(fault, where=where, parameters=parameters)


def for_admission(given: QueryDict) -> str:
    """The project as the admission page takes it: amounts with their units."""
    said = {"name": given.get("name", ""), "industry": given.get("industry", "")}
    for name, _, unit, _ in FIELDS:
        said["electricity" if name == "power" else name] = _with_unit(given.get(name, ""), unit)
    return urlencode({name: value for name, value in said.items() if value})


def _with_unit(said: str, unit: str) -> str:
    """A bare number takes the unit of its field."""
    return f"{said.strip()} {unit}" if reading.number(said) is not None else said.strip()


def weights(given: QueryDict) -> dict[str, float]:
    """The weights that were written. Refuses `match-weight-unreadable`, all at once."""
    found, faults = {}, []
    for key, written in given.items():
        if not key.startswith("w-") or not str(written).strip():
            continue
        try:
            found[key[2:]] = float(str(written))
        except ValueError:
            faults.append(Fault("match-weight-unreadable", parameters={"name": key[2:], "given": str(written)[:40]}))
    if faults:
        raise Refusal(faults)
    return found


def is_changed(given: QueryDict) -> bool:
    """Whether weights or method differ from the definition's."""
    own = {each.id: each.weight for each in definition().criteria}
    changed = any(own.get(name) != weight for name, weight in weights(given).items())
    return changed or given.get("method", definition().method) not in {"", definition().method}


def sliders(found: Matching) -> list[tuple[Any, float, float]]:
    """Each criterion with the weight that holds and the definition's own."""
    return [
        (each, found.weights.get(each.id, each.weight), each.weight)
        for each in definition().criteria
        if each.id in found.weights
    ]
