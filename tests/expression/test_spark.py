"""An expression means the same on Spark as in DuckDB; without Spark or Java the door says what to install."""

from __future__ import annotations

import importlib.util
import random
import shutil
from collections.abc import Iterator

import polars as pl
import pytest

from chengjie.errors import Refusal
from chengjie.expression import Name, Schema, columns, parse, spark
from chengjie.values import Text

SCHEMA = Schema(
    (
        Name("land", "number", Text("用地", "land"), "亩"),
        Name("jobs", "number", Text("岗位", "jobs")),
        Name("place", "text", Text("地方", "place")),
    )
)
EXPRESSIONS = (
    "land / jobs",
    "land > 80 OR jobs > 3",
    "land > 80 AND jobs > 3",
    "CASE WHEN place IN ('郴州', '永州') THEN 1 ELSE jobs / 1000 END",
    "NOT land BETWEEN 10 AND 80",
    "least(greatest(jobs / 7, 0), 1)",
    "coalesce(jobs, 2) * abs(jobs - 4)",
    "place = '郴州'",
    "land IS NULL",
)


def test_without_spark_and_java_both_are_named_with_their_remedies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(shutil, "which", lambda *_args, **_named: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(Refusal) as refused:
        spark.Spark()
    assert [fault.code for fault in refused.value.faults] == ["spark-missing", "java-missing"]


@pytest.fixture(scope="module")
def session() -> Iterator[spark.Spark]:
    with spark.Spark() as found:
        yield found


@pytest.mark.spark
@pytest.mark.parametrize("text", EXPRESSIONS)
def test_every_engine_gives_the_same_unknowns_included(session: spark.Spark, text: str) -> None:
    chance = random.Random(text)  # noqa: S311  not a secret
    frame = pl.DataFrame(
        {
            "land": [chance.choice([None, 0.0, 10.0, 79.5, 80.0, 200.0]) for _ in range(40)],
            "jobs": [chance.choice([None, 0.0, 3.0, 4.0, 2500.0, -1.0]) for _ in range(40)],
            "place": [chance.choice([None, "郴州", "永州", "", "x'y"]) for _ in range(40)],
        },
        schema={"land": pl.Float64, "jobs": pl.Float64, "place": pl.String},
    )
    parsed = parse(text, SCHEMA)
    assert spark.over(parsed, frame, session).to_list() == columns.over(parsed, frame).to_list()


@pytest.mark.spark
def test_a_name_that_the_frame_lacks_is_unknown_in_every_row(session: spark.Spark) -> None:
    answers = spark.over(parse("land > 1", SCHEMA), pl.DataFrame({"jobs": [1.0, 2.0]}), session)
    assert answers.to_list() == [None, None]
