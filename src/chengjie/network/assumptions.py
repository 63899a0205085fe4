"""What the data do not hold (假设与参数): freight cost, speed, thresholds; each named, with who can supply it, or unfilled."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from chengjie.errors import Fault, Refusal
from chengjie.package import Package, cells
from chengjie.values import Text

LARGEST = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Assumption:
    """A parameter with its value, or without one: then what rests on it is unknown and says so."""

    id: str
    title: Text
    value: Decimal | None
    measured_in: str
    supplier: Text
    note: str
    source: str
    given: bool = False
    """Whether the user gave this value just now, in place of what the zone says."""


@dataclass(frozen=True)
class Assumptions:
    """Every parameter of networks by its id."""

    _known: Mapping[str, Assumption]

    def __iter__(self) -> Iterator[Assumption]:
        return iter(self._known.values())

    def one(self, name: str) -> Assumption:
        """A parameter. Refuses `network-assumption-unknown` with the nearest."""
        if name not in self._known:
            nearest = difflib.get_close_matches(name, list(self._known), 1, 0.0)
            raise Refusal.of("network-assumption-unknown", name=name, nearest="".join(nearest))
        return self._known[name]

    def value(self, name: str) -> Decimal | None:
        """The value, or None where nobody has filled it in."""
        return self.one(name).value

    def given(self, values: Mapping[str, str]) -> Assumptions:
        """The same with what a user fills in; an empty text leaves a value as it is. Refuses what is no positive number."""
        known, faults = dict(self._known), list[Fault]()
        for name, written in values.items():
            if not written.strip():
                continue
            value = cells.number(written.strip())
            if value is None or not 0 < value <= LARGEST:
                faults.append(Fault("network-assumption-invalid", parameters={"name": name, "value": written[:40]}))
            else:
                known[name] = replace(self.one(name), value=value, given=True)
        if faults:
            raise Refusal(faults)
        return Assumptions(known)


def assumptions(package: Package) -> Assumptions:
    """The parameters of a zone.

    >>> import chengjie.package
    >>> assumptions(chengjie.package.open_package("china")).value("road-cost") is None
    True
    """
    return Assumptions(
        {
            row["id"]: Assumption(
                row["id"], Text(row["zh"], row["en"]), cells.number(row["value"]), row["measured_in"],
                Text(row["supplier_zh"], row["supplier_en"]), row["note"], row["source"],
            )
            for row in package.rows("network_assumptions")
        }
    )  # fmt: skip
