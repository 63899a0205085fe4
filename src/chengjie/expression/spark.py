"""Running expressions and queries on Spark: the one file that knows PySpark. Processes talk over the loopback address only."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import polars as pl

from chengjie.errors import Fault, Refusal
from chengjie.expression.parse import Expression, transpiled

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

CLUSTER = "local-cluster[2,1,1024]"  # two executors of their own, a core and 1 GB each
HERE = "local[2]"
_LOOPBACK = "127.0.0.1"
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": _LOOPBACK,
    "spark.driver.host": _LOOPBACK,
    "spark.executor.memory": "1024m",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "false",  # what cannot be read is unknown, as in DuckDB
    "spark.sql.shuffle.partitions": "4",
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
}


def refuse_without() -> None:
    """Refuses `spark-missing` and `java-missing` where Spark cannot run; both at once."""
    faults = []
    if importlib.util.find_spec("pyspark") is None:
        faults.append(Fault("spark-missing"))
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java") and not (home and shutil.which("java", path=str(Path(home) / "bin"))):
        faults.append(Fault("java-missing"))
    if faults:
        raise Refusal(faults)


class Spark:
    """A Spark session with named tables; as a context it ends with the block.

    Frames travel as Parquet files in a folder of the session's own, which goes with it.
    """

    def __init__(self, master: str = HERE, *, memory: str = "1g") -> None:
        refuse_without()
        self._folder = tempfile.TemporaryDirectory(prefix="chengjie-spark-")
        self._session = _session(master, memory, Path(self._folder.name))

    def __enter__(self) -> Spark:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def parquet(self, name: str, files: Sequence[Path], *, numbered: bool = False) -> None:
        """A table that is read from Parquet files; with the number of each row in its file where it is `numbered`."""
        found = self._session.read.parquet(*(str(path.resolve()) for path in files))
        given = found.selectExpr("*", "_metadata.row_index AS file_row_number") if numbered else found
        given.createOrReplaceTempView(name)

    def table(self, name: str, frame: pl.DataFrame) -> None:
        """A table of the rows of a frame."""
        path = Path(self._folder.name) / f"{name}-{len(list(Path(self._folder.name).iterdir()))}.parquet"
        frame.write_parquet(path)
        self.parquet(name, [path])

    def view(self, name: str, query: str, *, keep: bool = False) -> None:
        """A table that is the answer of a query; `keep` computes it once and holds it."""
        found = self._session.sql(query)
        (found.cache() if keep else found).createOrReplaceTempView(name)

    def drop(self, name: str) -> None:
        """A table that is held no longer."""
        self._session.catalog.uncacheTable(name)
        self._session.catalog.dropTempView(name)

    def titles(self, name: str) -> tuple[str, ...]:
        """The columns of a table."""
        return tuple(self._session.table(name).columns)

    def rows(self, query: str) -> list[dict[str, Any]]:
        """The answer of a query."""
        return [row.asDict() for row in self._session.sql(query).collect()]

    def frame(self, query: str) -> pl.DataFrame:
        """The answer of a query as columns, which come over many times faster than rows."""
        return pl.DataFrame(self._session.sql(query).toArrow())

    def close(self) -> None:
        """End the session and every process of it."""
        self._session.stop()
        self._folder.cleanup()


def over(expression: Expression, frame: pl.DataFrame, session: Spark) -> pl.Series:
    """The expression for every row of a frame whose columns bear the declared names; unknown is null, as in `columns.over`."""
    missing = [pl.lit(None).alias(name) for name in expression.names if name not in frame.columns]
    session.table("cases", frame.with_columns(missing).with_row_index("case_of_frame"))
    found = session.rows(f"SELECT case_of_frame, {transpiled(expression, 'spark')} AS answer FROM cases")  # noqa: S608  # parsed, checked, printed by sqlglot
    answers = {row["case_of_frame"]: row["answer"] for row in found}
    given = [answers[place] for place in range(frame.height)]
    return pl.Series("answer", [float(each) if _is_number(each) else each for each in given])


def _is_number(value: object) -> bool:
    return value is not None and not isinstance(value, bool | str)


def _session(master: str, memory: str, folder: Path) -> SparkSession:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of pandas, which is not used here
        from pyspark.sql import SparkSession

    os.environ["SPARK_LOCAL_IP"] = _LOOPBACK
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(master).appName("chengjie")
    places = {"spark.local.dir": str(folder / "spill"), "spark.sql.warehouse.dir": str(folder / "warehouse")}
    for key, value in {**_SETTINGS, **places, "spark.driver.memory": memory}.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()
