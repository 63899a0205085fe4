"""All processes of a zone: versions side by side, and every system that the plans call for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml
from tests.process.samples import ZONE, base

import chengjie.package
from chengjie.errors import Refusal
from chengjie.process import library


def zone(folder: Path, *definitions: dict[str, object]) -> chengjie.package.Package:
    (folder / "processes").mkdir()
    (folder / "zone.yaml").write_text(
        "id: tried\ntitle: {zh: 试, en: tried}\nextends: xiangnan-xiangxi\n", encoding="utf-8"
    )
    for number, each in enumerate(definitions):
        (folder / f"processes/{number}.yaml").write_text(
            yaml.safe_dump(each, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
    return chengjie.package.open_package(folder)


def test_versions_stand_side_by_side_and_the_latest_is_used(tmp_path: Path) -> None:
    old, latest = {**base(), "id": "sample@1"}, {**base(), "version": 2, "migrations": [{"from": 1}]}
    known = library.processes(zone(tmp_path, old, latest))
    assert (known.get("sample").version, known.get("sample", 1).version) == (2, 1)
    assert known.get("curable-acceptance").version == 1


def test_a_version_that_does_not_fit_its_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="process-version-wrong"):
        library.processes(zone(tmp_path, {**base(), "id": "sample@3"}))


def test_a_faulty_definition_of_a_users_zone_is_refused_with_every_fault(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        library.processes(zone(tmp_path, {**base(), "start": "nowhere", "source": "hearsay"}))
    assert {each.code for each in refused.value.faults} == {"process-target-unknown", "process-source-unknown"}


def test_an_unknown_process_or_version_is_refused() -> None:
    for name, version in (("curable-acceptanc", None), ("curable-acceptance", 9)):
        with pytest.raises(Refusal, match="process-unknown"):
            library.processes(ZONE).get(name, version)


def test_every_system_that_is_a_process_has_its_definition(shared: Path) -> None:
    with (shared / "systems.csv").open(encoding="utf-8") as lines:
        wanted = {row["id"] for row in csv.DictReader(lines) if row["mechanism"] == "process"}
    found = {system for each in library.processes(ZONE).latest.values() for system in each.systems}
    assert wanted - found == set()
