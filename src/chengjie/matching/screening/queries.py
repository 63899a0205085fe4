"""The queries of a screening.

Among firms of one industry whoever asks prefers those that earn most by themselves, whoever it is. So only the best so many of
each industry can be among the best so many of any list, and the pairs of firm and asker stay few.

    tally    by industry: rows, faults, firms that can be taken, and in which rows the best of them are (one machine)
    steps    by industry and whole points: the same, but no rows (Spark)
    near     the best so many firms of each industry with what they earn (Spark)
    tied     the best of those that earn the same, where a list of rows ends among them (one machine)
    needed   the rows that can be in any list, and then by `named` their firms (one machine)
    ranked   firms against who takes their industry: the best so many of each
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from chengjie.expression import transpiled
from chengjie.expression.schema import Dialect
from chengjie.matching.screening.bringing import quoted
from chengjie.matching.screening.definition import POINT, Points, ScreenDefinition
from chengjie.matching.screening.register import Register

STEP = POINT  # on Spark firms are first counted by whole points that they earn by themselves
_NONE, _HALF, _ONE = (f"CAST('{value}' AS DOUBLE)" for value in ("0.0", "0.5", "1.0"))
REPEATS = "repeats"  # on Spark the table of rows set aside for their id
ROWS = 36  # bits of a row's number; own points lie above them, so that the greatest number is the best firm in the first row


@dataclass(frozen=True)
class Queries:
    """What is asked of a register under a definition, for one engine; `rows` is a table with the register's rows."""

    wanted: ScreenDefinition
    register: Register
    dialect: Dialect = "duckdb"

    @cached_property
    def own(self) -> str:
        """What a firm earns by itself, in millionths of a point."""
        return " + ".join(self.earned(each) for each in self.wanted.of_the_firm()) or "CAST(0 AS BIGINT)"

    @cached_property
    def able(self) -> str:
        """Rows that make sense and of which nothing that must hold is known to fail."""
        return " AND ".join([self.register.sound(), *self._holds()])

    def _holds(self) -> list[str]:
        return [f"({self.sql(each.holds)}) IS NOT FALSE" for each in self.wanted.conditions]

    def earned(self, each: Points) -> str:
        """The millionths of a point that a firm earns under a criterion: the nearest, halves upward; unknown counts half."""
        most = f"CAST('{float(self.wanted.most()[each.id])!r}' AS DOUBLE)"
        value = f"coalesce(CAST({self.sql(each.value)} AS DOUBLE), {_HALF})"  # said once: engines work out each mention anew
        return f"CAST(floor({most} * least(greatest({value}, {_NONE}), {_ONE}) + {_HALF}) AS BIGINT)"

    def _earned_of(self, each: Points, value: str) -> str:
        """The same as a whole double, where a column has the value already: each mention is cheap, and a case is cheaper than `least`."""
        most = f"CAST('{float(self.wanted.most()[each.id])!r}' AS DOUBLE)"
        share = f"CASE WHEN {value} IS NULL THEN {_HALF} WHEN {value} > {_ONE} THEN {_ONE} WHEN {value} < {_NONE} THEN {_NONE} ELSE {value} END"
        return f"floor({most} * {share} + {_HALF})"

    def share(self, each: Points) -> str:
        """What a criterion is worth, from 0 to 1; null where it is unknown."""
        value = f"CAST({self.sql(each.value)} AS DOUBLE)"
        return f"CASE WHEN {value} IS NOT NULL THEN least(greatest({value}, {_NONE}), {_ONE}) END"

    def firms(self, source: str) -> str:
        """The register under our names; on one machine with the number of each row. Rows set aside for their id say so."""
        spark = self.dialect == "spark"
        row = "" if spark else "file_row_number AS row_of_file, "
        columns = f"{row}{self.register.columns('`' if spark else chr(34))}"
        if not self.register.repeats:
            return f"SELECT {columns} FROM {source}"
        if spark:
            return f"SELECT {columns}, repeated FROM {source} LEFT JOIN {REPEATS} ON {source}.file_row_number = {REPEATS}.row_of_file"
        return f"SELECT * FROM (SELECT {columns} FROM {source}) LEFT JOIN {self.repeats()} USING (row_of_file)"

    def repeats(self) -> str:
        """The rows that are set aside for their id, on one machine."""
        return f"read_parquet([{', '.join(quoted(path) for path in self.register.repeats)}])"

    def tally(self, firms: str, top: int) -> str:
        """By industry: rows, rows wrong under each check, rows that make sense, rows that can be taken, the best rows of these.

        In layers, for an engine works out an expression once where a layer names it, and anew at each mention elsewhere.
        """
        own = self.wanted.of_the_firm()
        checks = [f"wrong_{place}" for place in range(len(self.register.checks))]
        sound = " AND ".join(f"NOT {wrong}" for wrong in checks) or "TRUE"
        able = " AND ".join(["sound", *(f"holds_{place}" for place in range(len(self.wanted.conditions)))])
        points = " + ".join(self._earned_of(each, f"value_{place}") for place, each in enumerate(own)) or "0"
        number = f"CASE WHEN {able} THEN CAST({points} AS BIGINT) * {1 << ROWS} + ({(1 << ROWS) - 1} - row_of_file) END"
        wrong = "".join(f", COUNT(CASE WHEN {each} THEN 1 END) AS {each}" for each in checks)
        counted = "COUNT(CASE WHEN sound THEN 1 END)" if checks else "COUNT(*)"
        return (
            f"SELECT industry, COUNT(*) AS rows{wrong}, {counted} AS sound, COUNT(number) AS able, max(number, {int(top) + 1}) AS best "
            f"FROM (SELECT *, {number} AS number FROM (SELECT *, {sound} AS sound FROM ({self._worked_out(firms)}))) GROUP BY 1"
        )

    def _worked_out(self, firms: str) -> str:
        """What is asked of each row: whether it is wrong under each check, which conditions hold, what each criterion is worth."""
        wrong = [f"({each.condition}) IS TRUE AS wrong_{place}" for place, each in enumerate(self.register.checks)]
        holds = [f"{holds} AS holds_{place}" for place, holds in enumerate(self._holds())]
        own = self.wanted.of_the_firm()
        values = [f"CAST({self.sql(each.value)} AS DOUBLE) AS value_{place}" for place, each in enumerate(own)]
        return f"SELECT {', '.join(['industry', 'row_of_file', *wrong, *holds, *values])} FROM {firms}"

    def steps(self, firms: str) -> str:
        """By industry and step of own points the same counts; the step is null where a firm cannot be taken."""
        step = f"CASE WHEN {self.able} THEN CAST(floor(({self.own}) / CAST('{float(STEP)!r}' AS DOUBLE)) AS BIGINT) END"
        return f"SELECT industry, {step} AS step, {self._counts()} FROM {firms} GROUP BY 1, 2"

    def _counts(self) -> str:
        wrong = [
            f"COUNT(*) FILTER (WHERE {each.condition}) AS wrong_{place}"
            for place, each in enumerate(self.register.checks)
        ]
        sound = f"COUNT(*) FILTER (WHERE {self.register.sound()})" if wrong else "COUNT(*)"
        return ", ".join(["COUNT(*) AS rows", *wrong, f"{sound} AS sound"])

    def near(self, firms: str, least: str, top: int) -> str:
        """The best so many of each industry in table `least`, which has the own points from which on firms are looked at."""
        return (
            f"SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY industry ORDER BY own DESC, id, name) AS nearest "
            f"FROM (SELECT {self._firm()} FROM {firms} JOIN {least} ON {firms}.industry = {least}.of_industry "
            f"WHERE {self.able} AND ({self.own}) >= {least}.own_least) chosen) counted WHERE nearest <= {int(top)}"
        )

    def tied(self, firms: str, ties: str, top: int) -> str:
        """Of the firms that earn as much as table `ties` says of their industry the first so many by id and name: their rows."""
        return (
            "SELECT industry, own, row_of_file FROM (SELECT *, row_number() OVER (PARTITION BY industry ORDER BY id, name) AS place FROM "
            f"(SELECT industry, {ties}.own AS own, row_of_file, id, name FROM {firms} JOIN {ties} "
            f"ON {firms}.industry = {ties}.of_industry WHERE {self.able} AND ({self.own}) = {ties}.own)) WHERE place <= {int(top)}"
        )

    def needed(self, rows: str, fits: str, top: int) -> str:
        """Those of the table `rows` that can be among the best so many of anybody in `fits`."""
        return (
            f"WITH bounds AS ({self._bounds(rows, fits, top)}) "
            f"SELECT DISTINCT row_of_file FROM {rows} JOIN {fits} USING (industry) JOIN bounds USING (asker) WHERE own + points >= least"
        )

    def named(self, firms: str) -> str:
        """Who the firms are, what they earn by themselves, and what is not known of them."""
        return f"SELECT {self._firm()} FROM {firms}"

    def _firm(self) -> str:
        """Who a firm is, what it earns by itself, and what is not known of it."""
        own = self.wanted.of_the_firm()
        earned = [f"{self.earned(each)} AS earned_{place}" for place, each in enumerate(own)]
        known = [f"({self.sql(each.value)}) IS NOT NULL AS known_{place}" for place, each in enumerate(own)]
        unknown = [
            f"({self.sql(each.holds)}) IS NULL AS unknown_{place}" for place, each in enumerate(self.wanted.conditions)
        ]
        return ", ".join(["id", "name", "industry", f"{self.own} AS own", *earned, *known, *unknown])

    @staticmethod
    def _bounds(near: str, fits: str, top: int) -> str:
        return f"SELECT asker, list_min(max(own + points, {int(top)})) AS least FROM {near} JOIN {fits} USING (industry) GROUP BY asker"

    def ranked(self, near: str, fits: str, top: int) -> str:
        """The best so many of everybody in `fits`. A first pass over mere numbers finds the score from which on a firm can be among them."""
        return (
            f"WITH bounds AS ({self._bounds(near, fits, top)}), "
            f"found AS (SELECT {near}.*, {fits}.asker, own + points AS score FROM {near} JOIN {fits} USING (industry) "
            f"JOIN bounds ON {fits}.asker = bounds.asker WHERE own + points >= least), "
            "placed AS (SELECT *, row_number() OVER (PARTITION BY asker ORDER BY score DESC, own DESC, id, name) AS place FROM found) "
            f"SELECT * FROM placed WHERE place <= {int(top)} ORDER BY asker, place"
        )

    def faults(self, firms: str, readable: str) -> str:
        """Every fault of every row: its row in the file, whose it is, what is wrong in which column, and what stands there."""
        told = [(each.condition, each.code, each.column, each.said) for each in self.register.checks]
        told.append(
            (
                f"industry IS NOT NULL AND industry NOT IN (SELECT industry FROM {readable})",
                "row-industry-unknown",
                "industry",
                "said_industry",
            )
        )
        cases = ", ".join(
            f"CASE WHEN {condition} THEN {{'code': '{code}', 'field': '{column}', 'said': {said}}} END"
            for condition, code, column, said in told
        )
        return (
            f'SELECT "row", id, name, fault.code AS code, fault.field AS "column", fault.said AS "value" '
            f'FROM (SELECT "row", id, name, unnest([{cases}]) AS fault FROM {firms}) WHERE fault IS NOT NULL'
        )

    def sql(self, text: str) -> str:
        """An expression of the definition as the engine writes it."""
        return transpiled(self.wanted.parsed(text), self.dialect, coded=True)
