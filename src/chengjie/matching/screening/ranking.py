"""The second half of a screening: the best firms of each industry against everybody who takes the industry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from chengjie.matching.screening.answer import Earned, Found, Shortlist
from chengjie.matching.screening.asked import Asked
from chengjie.matching.screening.bringing import Connection, quoted
from chengjie.matching.screening.queries import Queries

ByFits = Mapping[tuple[str, str], tuple[Earned, ...]]


def needed(asked: Asked, queries: Queries, earned: ByFits, files: Sequence[Path], connection: Connection) -> None:
    """The table `near` of the firms that can be in any list, found by the rows that the pieces kept in `files`."""
    tell_fits(earned, connection)
    listed = ", ".join(quoted(path) for path in files)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE best_rows AS SELECT * FROM read_parquet([{listed}])")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE needed AS {queries.needed('best_rows', 'fits', asked.top)}")
    every = f"read_parquet({quoted(queries.register.file)}, file_row_number = true)"
    few = (
        f"(SELECT * FROM {every} WHERE file_row_number IN (SELECT row_of_file FROM needed))"  # before cells are cleaned
    )
    connection.execute(f"CREATE OR REPLACE TEMP VIEW firms AS {queries.firms(few)}")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE near AS {queries.named('firms')}")


def given(near: pl.DataFrame, earned: ByFits, connection: Connection) -> None:
    """The table `near` where the firms themselves are at hand."""
    tell_fits(earned, connection)
    connection.register("near_given", near.to_arrow())
    connection.execute("CREATE OR REPLACE TEMP TABLE near AS SELECT * FROM near_given")
    connection.unregister("near_given")


def tell_fits(earned: ByFits, connection: Connection) -> None:
    """The table `fits`: what each value of the industry column earns with each asker."""
    connection.register("fits_given", fits_of(earned).to_arrow())
    connection.execute("CREATE OR REPLACE TEMP TABLE fits AS SELECT * FROM fits_given")
    connection.unregister("fits_given")


def fits_of(earned: ByFits) -> pl.DataFrame:
    """What each value of the industry column earns with each asker, in millionths of a point."""
    fits = [(asker, value, sum(each.units for each in points)) for (asker, value), points in earned.items()]
    return pl.DataFrame(fits, schema={"asker": pl.String, "industry": pl.String, "points": pl.Int64}, orient="row")


def ranked(asked: Asked, queries: Queries, earned: ByFits, connection: Connection) -> dict[str, list[Found]]:
    """The lists of everybody who asks, from the table `near`."""
    rows = connection.sql(queries.ranked("near", "fits", asked.top)).to_arrow_table().to_pylist()
    known: dict[tuple[int, int, bool], Earned] = {}
    found: dict[str, list[Found]] = defaultdict(list)
    for row in rows:
        found[row["asker"]].append(_found(asked, row, earned[row["asker"], row["industry"]], known))
    return found


def earned_by_fits(asked: Asked, codes: Mapping[str, str]) -> ByFits:
    """What each value of the industry column earns with each asker by its fit; a pair that does not fit is not there."""
    by_code: dict[str, list[str]] = defaultdict(list)
    for value, code in codes.items():
        by_code[code].append(value)
    known: dict[float, tuple[Earned, ...]] = {}
    found = {}
    for asker, fits in asked.fits.items():
        for code, fit in fits.items():
            for value in by_code.get(code, ()):
                if fit.value not in known:
                    known[fit.value] = asked.earned_by_fit(fit.value)
                found[asker, value] = known[fit.value]
    return found


def points_by_fits(earned: ByFits) -> dict[str, dict[str, int]]:
    """The same as whole millionths, asker by asker."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for (asker, value), points in earned.items():
        found[asker][value] = sum(each.units for each in points)
    return found


def lists(
    asked: Asked, tally: pl.DataFrame, codes: Mapping[str, str], found: Mapping[str, list[Found]]
) -> tuple[Shortlist, ...]:
    """Everybody's list with how many firms there are that could be taken."""
    rows = dict(tally.select("industry", "able").iter_rows())
    by_code: dict[str, int] = defaultdict(int)
    for value, code in codes.items():
        by_code[code] += rows.get(value, 0)
    return tuple(
        Shortlist(
            each.id,
            each.title,
            each.kind,
            sum(by_code[code] for code in asked.fits[each.id]),
            tuple(found.get(each.id, ())),
        )
        for each in asked.askers
    )


def _found(asked: Asked, row: Mapping[str, Any], by_fit: tuple[Earned, ...], known: dict[tuple[int, int, bool], Earned]) -> Found:  # fmt: skip
    """A row as a value; what many firms earn alike is one value."""
    of_fit, of_firm = iter(by_fit), iter(range(len(asked.of_the_firm)))
    earned = []
    for each in asked.wanted.criteria:
        if each.id not in asked.own_names:
            earned.append(next(of_fit))
            continue
        place = next(of_firm)
        key = place, row[f"earned_{place}"], row[f"known_{place}"]
        if key not in known:
            known[key] = Earned(each.id, key[1], asked.most[each.id], key[2])
        earned.append(known[key])
    unknown = tuple(each.id for place, each in enumerate(asked.wanted.conditions) if row[f"unknown_{place}"])
    return Found(row["place"], row["id"], row["name"], row["industry"], row["score"], tuple(earned), unknown)
