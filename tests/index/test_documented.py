"""The definition of the docs page scores as its formula says, written out by hand."""

import re
from math import log
from pathlib import Path

import pytest
import yaml
from tests.index.conftest import sheet

from chengjie.index import IndexDefinition, compute

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_of_the_docs_is_a_geometric_mean_with_education_averaged_inside(language: str) -> None:
    text = (DOCS / f"composite-index.{language}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    definition = IndexDefinition.model_validate(yaml.safe_load(blocks[0]))
    data = sheet(life=[83.2, 60, 60], expected=[18.2, 12, 12], attained=[13.0, 8, 8], gni=[64660, 9000, 9000])
    scores = compute(definition, data)
    health, income = (83.2 - 20) / 65, log(64660 / 100) / log(75000 / 100)
    education = (1 + 13.0 / 15) / 2  # expected years stop at the goalpost
    assert scores.score[0] == pytest.approx((health * education * income) ** (1 / 3), rel=1e-12)
    assert scores.ranks == (1, 2, 2)
