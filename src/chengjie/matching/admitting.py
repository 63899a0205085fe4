"""Whether a project may come to a carrier on a day (准入): what is known of both, put before the rules of the zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import chengjie.register
import chengjie.rule
from chengjie.expression.schema import Value
from chengjie.matching.project import Project
from chengjie.package import Package
from chengjie.register.carrier import Carrier
from chengjie.rule import Admission
from chengjie.values import Quantity, Text

_PROJECT = Text("项目", "the project")
_CARRIER = Text("承载地资料", "what is known of the carrier")
_READ = Text("按行业名称认定", "read from the name of the industry")
_LEDGER = Text("指标账", "the ledger of budgets")
_REGISTER = Text("限批登记", "the register of suspensions")
_UNITS = {
    "investment": "万元",
    "land": "亩",
    "plant_area": "平方米",
    "power": "万千瓦时",
    "water": "万立方米",
    "energy": "吨标准煤",
    "jobs": "人",
}
_NAMES = {"power": "electricity"}
_WESTERN = "xiangxi-area"


@dataclass(frozen=True, slots=True)
class Known:
    """An input with its value and where that came from."""

    value: Value
    ground: Text


def facts(
    project: Project | None, carrier: Carrier | None, package: Package, *, day: date, left: Mapping[str, float] | None = None,
    limited: bool | None = None,
) -> dict[str, Known]:  # fmt: skip
    """What is known of a project and a carrier on a day, by the names that rules ask for; what is not known is left out.

    `left` is what the ledgers of the carrier's place have left (`free_energy` …); `limited` whether a recorded suspension is in force.

    >>> import chengjie.system
    >>> package = chengjie.system.open_zone("xiangnan-xiangxi")
    >>> carrier = chengjie.register.carriers(package).one("郴州高新技术产业开发区")
    >>> facts(None, carrier, package, day=date(2026, 1, 1))["county"].value
    '431003'
    """
    found: dict[str, Known] = {}
    if project is not None:
        found |= _of_project(project, package)
    if carrier is not None:
        found |= _of_carrier(carrier, day)
    found |= {name: Known(amount, _LEDGER) for name, amount in (left or {}).items()}
    if limited is not None:
        found["place_limited"] = Known(limited, _REGISTER)
    asked = chengjie.rule.books(package).inputs
    return {name: known for name, known in found.items() if name in asked}


def admit(
    project: Project | None, carrier: Carrier | None, package: Package, *, day: date, given: Mapping[str, Value] | None = None,
    left: Mapping[str, float] | None = None, limited: bool | None = None, parameters: Mapping[str, float] | None = None,
) -> Admission:  # fmt: skip
    """The verdict on a project at a carrier on a day. What a person has given outranks what is known."""
    known = facts(project, carrier, package, day=day, left=left, limited=limited)
    case = {**{name: each.value for name, each in known.items()}, **(given or {})}
    return chengjie.rule.admit(case, package, day=day, parameters=parameters)


def _of_project(project: Project, package: Package) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for key, unit in _UNITS.items():
        amount: Quantity | None = getattr(project, key)
        if amount is not None:
            found[_NAMES.get(key, key)] = Known(float(amount.to(unit).value), _PROJECT)
    code = industry_code(project.industry, package)
    if code:
        found["industry_code"] = Known(code, _READ)
    return found


def industry_code(text: str, package: Package) -> str | None:
    """The code that an industry's name surely means; of several confirmed ones the part that they share, at least a division.

    Refuses `industry-unknown` for a code that the classification does not have.
    """
    industries = chengjie.register.industries(package)
    industries.refuse_unknown_code(text)
    codes = [each.code for each in industries.label(text) if each.code and each.certainty == "high"]
    codes = codes or [each.industry.code for each in industries.suggest(text, 1) if each.sure]
    shared = codes[0] if codes else ""
    for code in codes[1:]:
        while not code.startswith(shared):
            shared = shared[:-1]
    return shared if len(shared) >= 2 else None


def _of_carrier(carrier: Carrier, day: date) -> dict[str, Known]:
    values: dict[str, Value] = {"carrier": carrier.id, "in_park": carrier.is_park}
    grade = carrier.grade_on(day)
    prefectures = {code[:4] + "00" for code in carrier.counties}
    values |= {"carrier_grade": grade} if grade else {}
    values |= {"county": carrier.counties[0]} if len(carrier.counties) == 1 else {}
    values |= {"prefecture": prefectures.pop()} if len(prefectures) == 1 else {}
    values |= {"in_western_hunan": _WESTERN in carrier.regions} if carrier.regions else {}
    return {name: Known(value, _CARRIER) for name, value in values.items()}
