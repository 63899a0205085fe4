"""The ASEM connectivity index, step by step, equal to the published reference implementation's figures to 1e-9."""

import csv
import io
from pathlib import Path

import numpy as np
import pytest

from chengjie.index import IndexDefinition, Scores, Sheet, compute, read_definition, read_sheet
from chengjie.index.coherence import coherence, correlation
from chengjie.index.definition import Group, Indicator
from chengjie.index.steps import Aggregation, Imputation, Normalisation, Treatment


@pytest.fixture(scope="module")
def folder() -> Path:
    path = Path(__file__).parents[3] / "shared" / "benchmarks" / "asem"
    if not path.exists():
        pytest.skip("the ASEM reference figures are not beside this checkout")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def definition(folder: Path, **steps: object) -> IndexDefinition:
    rows = rows_of(folder / "ASEM_iMeta.csv")
    indicators = tuple(
        Indicator(
            code=row["iCode"],
            parent=row["Parent"],
            direction=1 if float(row["Direction"]) > 0 else -1,
            weight=float(row["Weight"]),
            denominator=row["Denominator"] or None,
        )
        for row in rows
        if row["Type"] == "Indicator"
    )
    groups = tuple(
        Group(code=row["iCode"], parent=row["Parent"] or None, weight=float(row["Weight"]))
        for row in rows
        if row["Type"] == "Aggregate"
    )
    chosen = {
        "impute": Imputation(method="mean", group="EurAsia_group"),
        "treat": Treatment(method="winsorise"),
        **steps,
    }
    title = {"zh": "亚欧互联", "en": "ASEM"}
    return IndexDefinition.model_validate(
        {"id": "asem", "title": title, "indicators": indicators, "groups": groups, **chosen}
    )


@pytest.fixture(scope="module")
def sheet(folder: Path) -> Sheet:
    return read_sheet(folder / "ASEM_iData.csv")


def golden(folder: Path, name: str) -> dict[str, dict[str, float]]:
    rows = rows_of(folder / "golden" / f"asem_{name}.csv")
    return {
        row["uCode"]: {
            key: float("nan") if value == "NA" else float(value) for key, value in row.items() if key != "uCode"
        }
        for row in rows
    }


def assert_same(scores: Scores, step: str, expected: dict[str, dict[str, float]]) -> None:
    assert set(scores.units) == set(expected)
    for code, values in scores.steps[step].items():
        want = np.array([expected[unit][code] for unit in scores.units])
        if np.isinf(want).any():  # the reference divides by a maximum of zero; here that is unknown
            assert np.isnan(values).all()
            continue
        np.testing.assert_allclose(values, want, rtol=1e-9, atol=1e-9, err_msg=f"{step} {code}")


@pytest.mark.parametrize(
    ("step", "name"),
    [
        ("raw", "Raw"),
        ("denominated", "Denominated"),
        ("imputed", "Imputed"),
        ("treated", "Treated"),
        ("normalised", "Normalised"),
        ("aggregated", "Aggregated"),
    ],
)
def test_every_step_is_reproduced(folder: Path, sheet: Sheet, step: str, name: str) -> None:
    assert_same(compute(definition(folder), sheet), step, golden(folder, name))


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("norm_n_zscore", Normalisation(method="z-score")),
        ("norm_n_rank", Normalisation(method="rank")),
        ("norm_n_borda", Normalisation(method="borda")),
        ("norm_n_prank", Normalisation(method="percentile-rank")),
        ("norm_n_dist2max", Normalisation(method="distance-to-maximum")),
        ("norm_n_fracmax", Normalisation(method="fraction-of-maximum")),
    ],
)
def test_every_normalisation_is_reproduced(folder: Path, sheet: Sheet, name: str, how: Normalisation) -> None:
    assert_same(compute(definition(folder, normalise=how), sheet), "normalised", golden(folder, name))


@pytest.mark.parametrize(("name", "method"), [("amean", "arithmetic"), ("gmean", "geometric"), ("hmean", "harmonic")])
def test_every_mean_is_reproduced(folder: Path, sheet: Sheet, name: str, method: str) -> None:
    steps = {"normalise": Normalisation(low=1), "aggregate": Aggregation(method=method)}  # type: ignore[arg-type]
    assert_same(compute(definition(folder, **steps), sheet), "aggregated", golden(folder, f"agg_a_{name}_minmax1_100"))


def test_the_treatment_log_is_reproduced(folder: Path, sheet: Sheet) -> None:
    rows = rows_of(folder / "golden" / "asem_treatment_log.csv")
    want = {row["iCode"]: f"winsorised {row['winsorise.nwin']}" for row in rows if row["winsorise.nwin"] != "NA"}
    assert dict(compute(definition(folder), sheet).treatment) == want


def test_the_ranks_are_the_published_ones(folder: Path, sheet: Sheet) -> None:
    scores = compute(definition(folder), sheet)
    rows = rows_of(folder / "golden" / "asem_results.csv")
    assert dict(zip(scores.units, scores.ranks, strict=True)) == {row["uCode"]: int(row["Rank"]) for row in rows}


@pytest.fixture(scope="module")
def from_meta(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> IndexDefinition:
    path = tmp_path_factory.mktemp("asem") / "asem.yaml"
    path.write_text("impute: {method: mean, group: EurAsia_group}\ntreat: {method: winsorise}\n", encoding="utf-8")
    return read_definition(path, meta=folder / "ASEM_iMeta.csv")


def test_the_table_of_the_reference_is_read_as_it_is(folder: Path, sheet: Sheet, from_meta: IndexDefinition) -> None:
    assert_same(compute(from_meta, sheet), "aggregated", golden(folder, "Aggregated"))


def test_alpha_of_every_group_is_the_published_one(folder: Path, sheet: Sheet) -> None:
    found = {each.group: each.alpha for each in coherence(compute(definition(folder), sheet)).groups}
    want = {row["group"]: float(row["alpha"]) for row in rows_of(folder / "golden" / "asem_cronbach.csv")}
    assert {group: found[group] for group in want} == pytest.approx(want, rel=1e-9)


def test_correlations_of_the_pillars_are_the_published_ones(folder: Path, sheet: Sheet) -> None:
    """Where the reference leaves a pair out, it is not significant at 5 %."""
    columns = compute(definition(folder), sheet).steps["aggregated"]
    rows = rows_of(folder / "golden" / "asem_corr_pillars.csv")
    for one, row in zip(rows[0], rows, strict=True):
        for other, written in row.items():
            value, _, p = correlation(columns[one], columns[other])
            if written == "NA":
                assert p > 0.05, (one, other)
            else:
                assert value == pytest.approx(float(written), rel=1e-9)
