"""A register of firms for chains (企业名录): name, industry, county, size where known; rows that cannot be used are named."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import chengjie.register
from chengjie.errors import Fault, Refusal, Where
from chengjie.package import Package, cells

MOST = 500_000
MOST_FAULTS = 50


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm with its GB/T 4754 code and county; `output` in 10,000 yuan where the register says."""

    id: str
    name: str
    industry: str
    place: str
    output: Decimal | None = None


@dataclass(frozen=True)
class Register:
    """The firms that can be used, and the rows set aside with their faults."""

    firms: tuple[Firm, ...]
    aside: tuple[Fault, ...]


def read_firms(path: Path, package: Package) -> Register:
    """A CSV of `name,industry,place[,id][,output]`: an industry is a code or a free text that is read with certainty, a place
    a county's name or code. Refuses `firms-unreadable`; a bad row is set aside and named.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = {"name", "industry", "place"} - set(reader.fieldnames or ())
            if missing:
                raise Refusal.of("firms-unreadable", file=path.name, detail="、".join(sorted(missing)))
            made = list(_rows(reader, package, path.name))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refusal.of("firms-unreadable", file=path.name, detail=type(error).__name__) from error
    firms = tuple(each for each in made if isinstance(each, Firm))
    return Register(firms, tuple(each for each in made if isinstance(each, Fault)))


def _rows(reader: csv.DictReader[str], package: Package, file: str) -> Iterator[Firm | Fault]:
    seen: set[str] = set()
    for number, row in enumerate(reader, 2):
        if number > MOST + 1:
            raise Refusal.of("firms-unreadable", file=file, detail=f"> {MOST}")
        where = Where(file=file, row=number)
        made = _firm(row, package, number, where)
        if isinstance(made, Firm) and made.id in seen:
            yield Fault("firm-unusable", where, {"detail": f"twice: {made.id}"})
            continue
        if isinstance(made, Firm):
            seen.add(made.id)
        yield made


def _firm(row: dict[str, str], package: Package, number: int, where: Where) -> Firm | Fault:
    name, industry, place = ((row.get(key) or "").strip() for key in ("name", "industry", "place"))
    code = _industry(industry, package)
    counties = [each.code for each in chengjie.register.places(package).find(place) if each.level == "county"]
    written = (row.get("output") or "").strip()
    output = cells.number(written) if written else None
    wrong = [
        detail
        for detail, bad in (
            ("name", not name), (f"industry {industry[:20]}", code is None), (f"place {place[:20]}", len(counties) != 1),
            (f"output {written[:20]}", bool(written) and (output is None or output < 0)),
        )
        if bad
    ]  # fmt: skip
    if wrong or code is None:
        return Fault("firm-unusable", where, {"detail": "；".join(wrong)})
    return Firm((row.get("id") or "").strip() or f"row-{number}", name, code, counties[0], output)


def _industry(written: str, package: Package) -> str | None:
    industries = chengjie.register.industries(package)
    found = industries.by_code(written) if written else None
    if found is not None:
        return found.code
    best = industries.suggest(written, limit=1) if written else ()
    return best[0].industry.code if best and best[0].sure else None
