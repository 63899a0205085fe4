"""Which industries go together, and how much a place's own lead to another (关联度、复杂度).

Balassa's revealed comparative advantage; proximity of Hidalgo, Klinger, Barabási and Hausmann (2007); density; complexity of
Hidalgo and Hausmann (2009), by eigenvector and by reflections.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chengjie.errors import Fault, Refusal, Where
from chengjie.package import cells

Numbers = NDArray[np.float64]
MOST_FAULTS = 50
LARGEST = 60_000_000


@dataclass(frozen=True)
class Portfolio:
    """What each place has of each industry: workers, output, exports, or whether it has it at all (1 or 0)."""

    places: tuple[str, ...]
    industries: tuple[str, ...]
    amounts: Numbers


@dataclass(frozen=True)
class Complexity:
    """Complexity of places (ECI) and industries (PCI), each with mean 0 and standard deviation 1; None where a place holds
    no industry, or an industry is held nowhere.
    """

    places: Mapping[str, float | None]
    industries: Mapping[str, float | None]


def read_portfolio(path: Path) -> Portfolio:
    """A CSV of `place,industry,value`. Refuses `portfolio-malformed` with every faulty line: no number, negative, twice."""
    found: dict[tuple[str, str], float] = {}
    faults: list[Fault] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refusal.of("portfolio-malformed", file=path.name, detail=type(error).__name__) from error
    for number, row in enumerate(rows, 2):
        key = (row.get("place") or "", row.get("industry") or "")
        value = cells.number(row.get("value") or "")
        detail = "" if all(key) and value is not None else "place, industry, value"
        detail = detail or ("negative" if value is not None and value < 0 else "twice" if key in found else "")
        if detail or value is None:
            faults.append(Fault("portfolio-malformed", Where(file=path.name, row=number), {"detail": detail}))
        else:
            found[key] = float(value)
    if faults or not found:
        raise Refusal(
            faults[:MOST_FAULTS] or [Fault("portfolio-malformed", Where(file=path.name), {"detail": "empty"})]
        )
    return portfolio(found)


def portfolio(amounts: Mapping[tuple[str, str], float]) -> Portfolio:
    """From amounts by place and industry; what is not there is none of it."""
    places, industries = (tuple(sorted({key[side] for key in amounts})) for side in (0, 1))
    table = np.zeros((len(places), len(industries)))
    for (place, industry), amount in amounts.items():
        table[places.index(place), industries.index(industry)] = amount
    return Portfolio(places, industries, table)


def advantage(given: Portfolio) -> Numbers:
    """Balassa's index: an industry's share in a place over its share in all places together; 0 where there is nothing.

    >>> advantage(portfolio({("a", "x"): 3, ("a", "y"): 1, ("b", "x"): 1, ("b", "y"): 3})).tolist()
    [[1.5, 0.5], [0.5, 1.5]]
    """
    amounts = given.amounts
    here, there, all_ = amounts.sum(1, keepdims=True), amounts.sum(0, keepdims=True), amounts.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.nan_to_num((amounts / here) / (there / all_), nan=0.0, posinf=0.0))


def held(given: Portfolio, *, at: float = 1.0) -> NDArray[np.bool_]:
    """Which place has which industry to advantage: an index of 1 or more."""
    return np.asarray(advantage(given) >= at)


def proximity(has: NDArray[np.bool_]) -> Numbers:
    """The chance that a place with one industry has the other, the lesser of both ways round.

    >>> proximity(np.array([[1, 1], [1, 0], [0, 0]], dtype=bool)).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    both = has.astype(float).T @ has.astype(float)
    many = np.diag(both)
    most = np.maximum(many[:, None], many[None, :])
    return np.asarray(np.divide(both, most, out=np.zeros_like(both), where=most > 0))


def density(has: NDArray[np.bool_], near: Numbers) -> Numbers:
    """How much of what goes with an industry a place has: proximity to what it has, over proximity to all other industries."""
    apart = near - np.diag(np.diag(near))
    total = apart.sum(0)
    found: Numbers = np.divide(has.astype(float) @ apart, total, out=np.zeros(has.shape), where=total > 0)
    return found


def complexity(has: NDArray[np.bool_], places: Sequence[str], industries: Sequence[str]) -> Complexity:
    """ECI and PCI: the second eigenvector, signed so that diverse places are complex."""
    rows, columns = has.sum(1) > 0, has.sum(0) > 0
    kept = has[np.ix_(rows, columns)].astype(float)
    if min(kept.shape, default=0) < 2:
        return Complexity(dict.fromkeys(places), dict.fromkeys(industries))
    many, everywhere = kept.sum(1), kept.sum(0)
    links = (kept / many[:, None]) @ (kept / everywhere).T
    eci = _second(links, many)
    spread = _second((kept / everywhere).T @ (kept / many[:, None]), None)
    pci = spread if np.corrcoef(spread, (kept / everywhere).T @ eci)[0, 1] >= 0 else -spread
    return Complexity(_named(places, rows, eci), _named(industries, columns, pci))


def _second(links: Numbers, many: Numbers | None) -> Numbers:
    values, vectors = np.linalg.eig(links)
    second = np.real(vectors[:, np.argsort(-np.real(values))[1]])
    spread = second.std()
    second = (second - second.mean()) / (spread or 1.0)
    turned = many is not None and many.std() > 0 and np.corrcoef(second, many)[0, 1] < 0
    return np.asarray(-second if turned else second)


def _named(names: Sequence[str], kept: NDArray[np.bool_], values: Numbers) -> dict[str, float | None]:
    found = iter(values.tolist())
    return {name: next(found) if there else None for name, there in zip(names, kept, strict=True)}


def reflections(has: NDArray[np.bool_], steps: int) -> tuple[Numbers, Numbers]:
    """The method of reflections: diversity and ubiquity, each step the mean of the other's last (k_c,n and k_p,n)."""
    matrix = has.astype(float)
    many, everywhere = matrix.sum(1), matrix.sum(0)
    places, industries = many.copy(), everywhere.copy()
    for _ in range(steps):
        with np.errstate(divide="ignore", invalid="ignore"):
            places, industries = (
                np.nan_to_num(matrix @ industries / many),
                np.nan_to_num(matrix.T @ places / everywhere),
            )
    return places, industries
