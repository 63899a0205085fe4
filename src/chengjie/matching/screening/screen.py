"""Screening a register (企业筛选): piece by piece the best of each industry, then those firms against all who ask."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from chengjie.errors import Refusal
from chengjie.expression import columns
from chengjie.expression.spark import Spark, refuse_without
from chengjie.matching.screening import asides, bringing, indexed, ranking, register, repeats, sweeping, work
from chengjie.matching.screening.answer import Screening, SetAside, Shortlist
from chengjie.matching.screening.asked import Asked
from chengjie.matching.screening.bringing import Connection
from chengjie.matching.screening.definition import screen_definition
from chengjie.matching.screening.meaning import meanings
from chengjie.matching.screening.queries import Queries
from chengjie.matching.screening.register import Piece
from chengjie.matching.screening.wanted import Wanted, by_carriers
from chengjie.package import Package
from chengjie.register import Industries, industries

Engine = Literal["duckdb", "spark", "indexed"]
MOST_INDUSTRIES = 50_000
MOST_TOP = 10_000
PROSE = 200_000  # rows
PIECE = 5_000_000  # rows; a register with no more of them is one piece, unless it is to be resumed
PIECE_RESUMED = 1_000_000
_SMALLER = {"TB": "GB", "GB": "MB", "MB": "KB"}


@dataclass(frozen=True, slots=True)
class Step:
    """How far a screening is: bringing the register, its pieces, then ranking."""

    name: Literal["bring", "rows", "resumed", "rank", "aside"]
    done: int = 0
    of: int = 0


Tell = Callable[[Step], None]
Swept = tuple[pl.DataFrame, dict[str, str], ranking.ByFits]


def screen(
    path: Path, package: Package, *, top: int = 100, memory: str = "1GB", engine: Engine = "duckdb",
    askers: tuple[Wanted, ...] | None = None, resume: Path | None = None, rejects: Path | None = None,
    session: Spark | None = None, piece: int | None = None, done: Tell | None = None,
) -> Screening:  # fmt: skip
    """The best `top` firms of a register (.parquet, .csv, .xlsx) for every carrier of a zone, or for whoever else asks.

    Ties go to the firm that earns more by itself, then by id and name, on every engine. A register larger than memory is read in
    pieces within `memory`. With `resume`, a folder, a run of DuckDB that was broken off goes on there. Rows set aside go to `rejects`.
    `done` hears of each step. Refuses `register-…`, `screen-…`, `spark-missing` and a faulty definition.
    """
    if not 1 <= top <= MOST_TOP:
        raise Refusal.of("screen-top", top=top, most=MOST_TOP)
    asides.refuse_form(rejects)
    if resume and engine != "duckdb":
        raise Refusal.of("screen-resume-engine", engine=engine)
    if engine == "spark" and session is None:
        refuse_without()
    known = industries(package)
    asked = Asked(screen_definition(package), by_carriers(package) if askers is None else askers, top, known)
    tell = done or (lambda _step: None)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chengjie-screen-")))
        kept = (
            work.opened(resume, {"register": work.digest_of(path), **asked.digests()}) if resume else work.Work(scratch)
        )
        outs = [scratch, kept.folder, *([rejects.parent] if rejects else [])]
        connect = _connecting(_half(memory) if engine == "indexed" else memory, scratch / "spill")
        tell(Step("bring"))
        brought = bringing.bring(path, kept.folder, connect)
        connection = connect([brought.path], outs)
        stack.callback(connection.close)
        found = register.open_register(brought, asked.wanted, connection)
        found = repeats.without(found, brought, connection, scratch)
        queries = Queries(asked.wanted, found)
        _refuse_prose(found, queries, connection)
        if engine == "spark":
            session = session or stack.enter_context(Spark(memory=_spark_memory(memory)))
            tally, codes, earned = _on_spark(asked, found, connection, session, tell)
        elif engine == "indexed":
            tally, codes, earned = _on_an_index(asked, queries, kept, connection, tell)
        else:
            size = piece or (PIECE_RESUMED if resume else PIECE)
            tally, codes, earned = _on_one_machine(asked, queries, kept, connection, size, tell)
        tell(Step("rank"))
        firms = ranking.ranked(asked, queries, earned, connection)
        lists = ranking.lists(asked, tally, codes, firms)
        tell(Step("aside"))
        aside = asides.asides(queries, tally, codes, brought, connection, rejects)
    return _answer(asked, found, tally, codes, lists, aside, kept.changed)


def _answer(asked: Asked, found: register.Register, tally: pl.DataFrame, codes: dict[str, str], lists: tuple[Shortlist, ...], aside: tuple[SetAside, ...], changed: tuple[str, ...]) -> Screening:  # fmt: skip
    torn = sum(each.rows for each in aside if each.code == asides.TORN)
    screened = int(tally.filter(pl.col("industry").is_in(list(codes)))["sound"].sum())
    titles = {each.id: each.title.text for each in asked.wanted.criteria}
    rows = int(tally["rows"].sum()) + torn
    columns_of = {each.name: each.title.text for each in asked.wanted.columns}
    return Screening(asked.wanted.id, rows, screened, titles, lists, aside, found.missing, columns_of, changed)


def _connecting(memory: str, spill: Path) -> bringing.Connect:
    def connect(files: list[Path], folders: list[Path], *, ordered: bool = False) -> Connection:
        return columns.reading(files, folders, memory=memory, ordered=ordered, spill=spill)

    return connect


def _refuse_prose(found: register.Register, queries: Queries, connection: Connection) -> None:
    """An industry column of free text would make a group of every row; the first rows show it."""
    source = f"({queries.firms(f'read_parquet({bringing.quoted(found.file)}, file_row_number = true)')}) WHERE row_of_file < {PROSE}"
    ((several,),) = connection.execute(f"SELECT approx_count_distinct(industry) FROM {source}").fetchall()
    if several > MOST_INDUSTRIES:
        raise Refusal.of("screen-industries-too-many", file=found.name, most=MOST_INDUSTRIES)


def _on_one_machine(asked: Asked, queries: Queries, kept: work.Work, connection: Connection, size: int, tell: Tell) -> Swept:  # fmt: skip
    """The pieces one after the other; what each found is a small file, and only then do the lists see it."""
    pieces = queries.register.pieces(size)
    tallies = []
    for place, each in enumerate(pieces):
        done = kept.done(place)
        if not done:
            kept.keep(place, *sweeping.OneMachine(queries, connection, each).tally(asked.top))
        tallies.append(kept.tally(place))
        tell(Step("resumed" if done else "rows", place + 1, len(pieces)))
    tally = pl.concat(tallies).group_by("industry").sum()
    codes = _meant(tally, asked.known)
    earned = ranking.earned_by_fits(asked, codes)
    ranking.needed(asked, queries, earned, [kept.rows(place) for place in range(len(pieces))], connection)
    return tally, codes, earned


def _on_an_index(asked: Asked, queries: Queries, kept: work.Work, connection: Connection, tell: Tell) -> Swept:  # fmt: skip
    """The register put beside one another by industry in memory, and asked once."""
    tally, _ = sweeping.OneMachine(queries, connection, Piece(0, queries.register.rows)).tally(1)
    codes = _meant(tally, asked.known)
    earned = ranking.earned_by_fits(asked, codes)
    found = indexed.index(queries, connection)
    tell(Step("rows", 1, 1))
    kept.keep(0, tally, indexed.rows(asked, found, ranking.points_by_fits(earned)))
    ranking.needed(asked, queries, earned, [kept.rows(0)], connection)
    return tally, codes, earned


def _on_spark(asked: Asked, found: register.Register, connection: Connection, session: Spark, tell: Tell) -> Swept:  # fmt: skip
    sweep = sweeping.OnSpark(Queries(asked.wanted, found, "spark"), session)
    steps = sweep.steps()
    tell(Step("rows", 1, 2))
    tally = sweeping.tally_of(steps)
    codes = _meant(tally, asked.known)
    earned = ranking.earned_by_fits(asked, codes)
    least = sweeping.least(steps, ranking.fits_of(earned), asked.top)
    near = sweep.near(least, asked.top)
    tell(Step("rows", 2, 2))
    ranking.given(near, earned, connection)
    return tally, codes, earned


def _meant(tally: pl.DataFrame, known: Industries) -> dict[str, str]:
    values: Iterable[str] = tally["industry"].drop_nulls().to_list()
    return meanings(values, known)


def _half(memory: str) -> str:
    """What is left to the engine beside an index: `1GB` leaves 500MB."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?i?B)", memory)
    return f"{float(found[1]) * 500:.0f}{_SMALLER[found[2]]}" if found and found[2] in _SMALLER else memory


def _spark_memory(memory: str) -> str:
    return memory.removesuffix("B").lower()
