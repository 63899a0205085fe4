"""A register in memory, its firms beside one another by industry, asked again and again: other weights, carriers, conditions.

An index keeps of each firm what each criterion is worth (a share from 0 to 1), which conditions it fails, and where its row is. One
pass over these columns answers everybody at once, with the rows and points of every other engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl

from chengjie.matching.screening import kernels
from chengjie.matching.screening.asked import Asked
from chengjie.matching.screening.bringing import Connection, quoted
from chengjie.matching.screening.kernels import LAST, Real, Small, Whole
from chengjie.matching.screening.queries import Queries

THREADS = 2
MOST_CONDITIONS = 8
_BATCH = 200_000


@dataclass(frozen=True)
class Index:
    """The sound firms of a register. Within an industry they stand by id and name, so the first of equals is the first of them."""

    industries: tuple[str, ...]
    starts: Whole
    """Where each industry begins, and at last where the last one ends."""
    values: Real
    """A row a criterion of the firm, a column a firm."""
    fails: Small
    """A bit for each condition that a firm is known to fail."""
    rows: Whole
    """The row of the register."""

    @property
    def bytes(self) -> int:
        """How much one pass reads."""
        return self.values.nbytes + self.fails.nbytes

    def best(self, most: Real, top: int, *, mask: int = 255, industries: frozenset[str] | None = None) -> Best:
        """The best `top` firms of each industry, or of some, under the conditions of `mask`; `most` is what each criterion can earn."""
        wanted = [place for place, name in enumerate(self.industries) if industries is None or name in industries]
        groups = np.array(wanted, dtype=np.int64)
        starts, ends = self.starts[:-1][groups], self.starts[1:][groups]
        found = np.zeros((len(groups), top), dtype=np.int64)
        counts = np.zeros(len(groups), dtype=np.int64)
        half = int(np.searchsorted(np.cumsum(ends - starts), (ends - starts).sum() // 2)) + 1 if len(groups) else 0

        def part(piece: slice) -> None:
            kernels.best(
                self.values, self.fails, mask, most, starts[piece], ends[piece], top, found[piece], counts[piece]
            )

        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(part, (slice(0, half), slice(half, None))))
        return Best(tuple(self.industries[place] for place in wanted), found, counts)


@dataclass(frozen=True)
class Best:
    """The best firms of each industry: own points and place in the index as one number, best first."""

    industries: tuple[str, ...]
    found: Whole
    counts: Whole

    def of(self, points: Mapping[str, int], top: int) -> tuple[Whole, Whole, Whole]:
        """For somebody who takes industries at `points`: industry, place in the index and score of all that can be among the best."""
        numbers = {name: place for place, name in enumerate(self.industries)}
        taken = [(numbers[name], value) for name, value in points.items() if name in numbers]
        groups = np.array([group for group, _ in taken], dtype=np.int64)
        added = np.array([value for _, value in taken], dtype=np.int64)
        which, chosen, scores = kernels.chosen(self.found, self.counts, groups, added, top)
        return which, LAST - (chosen & LAST), scores


def index(queries: Queries, connection: Connection) -> Index:
    """The index of a register; every sound row is read once and put beside those of its industry."""
    own = queries.wanted.of_the_firm()
    values = ", ".join(f"{queries.share(each)} AS value_{place}" for place, each in enumerate(own))
    fails = " + ".join(
        f"CASE WHEN ({queries.sql(each.holds)}) IS FALSE THEN {1 << place} ELSE 0 END"
        for place, each in enumerate(queries.wanted.conditions)
    )
    source = queries.firms(f"read_parquet({quoted(queries.register.file)}, file_row_number = true)")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW firms AS {source}")
    listed = "SELECT DISTINCT industry FROM firms WHERE industry IS NOT NULL ORDER BY industry"
    names = [name for (name,) in connection.execute(listed).fetchall()]
    numbered = pl.DataFrame(
        {"industry": names, "number": range(len(names))}, schema={"industry": pl.String, "number": pl.Int32}
    )
    connection.register("numbered", numbered.to_arrow())
    sound = f"FROM firms JOIN numbered USING (industry) WHERE {queries.register.sound()}"
    starts = np.zeros(len(names) + 1, dtype=np.int64)
    for number, many in connection.execute(f"SELECT number, COUNT(*) {sound} GROUP BY 1").fetchall():
        starts[number + 1] = many
    np.cumsum(starts, out=starts)
    made = _Columns.of(len(own), int(starts[-1]))
    query = f"SELECT row_of_file, CAST({fails or '0'} AS UTINYINT) AS fails{', ' if values else ''}{values} {sound} ORDER BY number, id, name"
    for batch in connection.sql(query).to_arrow_reader(_BATCH):  # a batch at a time: never the whole twice
        made.take(pl.DataFrame(batch))
    connection.unregister("numbered")
    return Index(tuple(names), starts, made.values, made.fails, made.rows)


@dataclass
class _Columns:
    """The columns of an index while they are filled."""

    values: Real
    fails: Small
    rows: Whole
    filled: int = 0

    @classmethod
    def of(cls, criteria: int, firms: int) -> _Columns:
        return cls(np.empty((criteria, firms)), np.empty(firms, np.uint8), np.empty(firms, np.int64))

    def take(self, batch: pl.DataFrame) -> None:
        here = slice(self.filled, self.filled + batch.height)
        for place, column in enumerate(self.values):
            column[here] = batch[f"value_{place}"].to_numpy()  # what is unknown becomes what is no number
        self.fails[here], self.rows[here] = batch["fails"].to_numpy(), batch["row_of_file"].to_numpy()
        self.filled = here.stop


def rows(asked: Asked, found: Index, fits: Mapping[str, Mapping[str, int]]) -> pl.DataFrame:
    """The rows of the register that can be in any list, with industry and own points, as the other engines keep them."""
    most = np.array([float(asked.most[each.id]) for each in asked.of_the_firm])
    taken = frozenset(name for points in fits.values() for name in points)
    best = found.best(most, asked.top, industries=taken)
    kept = np.unique(
        np.concatenate([np.empty(0, np.int64), *(best.of(points, asked.top)[1] for points in fits.values())])
    )
    which = np.searchsorted(found.starts, kept, side="right") - 1
    own = np.zeros(len(kept), dtype=np.int64)
    for each in range(len(most)):
        value = found.values[each][kept]
        own += np.floor(most[each] * np.where(np.isnan(value), 0.5, value) + 0.5).astype(np.int64)
    return pl.DataFrame(
        {"industry": [found.industries[each] for each in which], "own": own, "row_of_file": found.rows[kept]},
        schema={"industry": pl.String, "own": pl.Int64, "row_of_file": pl.Int64},
    )
