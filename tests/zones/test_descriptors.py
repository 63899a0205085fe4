"""The descriptors and tables of our own zones hold against the standard's own schemas and another tool."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest

import chengjie.package

SCHEMA = "benchmarks/datapackage-schemas/profiles/target/2.0/datapackage.json"
SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture(scope="module")
def profile() -> dict[str, object]:
    if not (SHARED / SCHEMA).is_file():
        pytest.skip("the schemas of Data Package 2.0 are not beside the checkout")
    data: dict[str, object] = json.loads((SHARED / SCHEMA).read_text(encoding="utf-8"))
    return data


@pytest.mark.parametrize("zone", chengjie.package.packaged())
def test_the_descriptor_of_a_layer_is_a_data_package(zone: str, profile: dict[str, object]) -> None:
    path = chengjie.package.open_package(zone).nearest.folder / "datapackage.json"
    jsonschema.Draft7Validator(profile).validate(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("zone", chengjie.package.packaged())
def test_a_table_of_a_layer_is_described_as_the_layer_it_extends_does(zone: str) -> None:
    package = chengjie.package.open_package(zone)
    for resource in package.nearest.descriptor.resources:
        if resource.table_schema is not None:
            assert resource.table_schema == package.schema(resource.name), resource.name


@pytest.mark.parametrize("zone", chengjie.package.packaged())
def test_every_table_that_is_there_is_described(zone: str) -> None:
    layer = chengjie.package.open_package(zone).nearest
    described = {resource.path for resource in layer.descriptor.resources}
    there = {path.relative_to(layer.folder).as_posix() for path in layer.folder.glob("**/*.csv")}
    assert there <= described


@pytest.mark.filterwarnings("ignore")  # frictionless warns about its own dependencies
def test_the_whole_zone_is_valid_for_frictionless(tmp_path: Path) -> None:
    import frictionless

    chengjie.package.publish(chengjie.package.open_package("xiangnan-xiangxi"), tmp_path)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["title", "rowNumber", "fieldName", "type", "note"])[:10] == []
    assert report.valid
