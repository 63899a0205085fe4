"""Layers are found by name or folder, and what cannot be layered is refused."""

from pathlib import Path

import pytest
from tests.package.conftest import Write

import chengjie.package
from chengjie.errors import Refusal
from chengjie.package import layers


def refused(name_or_path: str | Path) -> str:
    with pytest.raises(Refusal) as caught:
        chengjie.package.open_package(name_or_path)
    return caught.value.faults[0].code


def test_a_packaged_zone_is_opened_with_what_it_extends() -> None:
    package = chengjie.package.open_package("xiangnan-xiangxi")
    assert [layer.id for layer in package.layers] == ["china", "hunan", "xiangnan-xiangxi"]
    assert package.id == "xiangnan-xiangxi"


def test_a_users_folder_extends_a_packaged_zone(write: Write) -> None:
    folder = write("coast", {}, extends="hunan")
    assert [layer.id for layer in chengjie.package.open_package(folder).layers] == ["china", "hunan", "coast"]


def test_a_folder_extends_the_folder_beside_it(write: Write) -> None:
    write("plain", {})
    folder = write("hill", {}, extends="plain")
    assert [layer.id for layer in chengjie.package.open_package(str(folder)).layers] == ["plain", "hill"]


def test_an_unknown_name_is_answered_with_the_nearest_known_one() -> None:
    with pytest.raises(Refusal) as caught:
        chengjie.package.open_package("xiangnan-xiangxy")
    fault = caught.value.faults[0]
    assert (fault.code, fault.parameters["nearest"]) == ("zone-unknown", "xiangnan-xiangxi")


def test_a_missing_parent_is_refused(write: Write) -> None:
    assert refused(write("hill", {}, extends="nowhere")) == "zone-extends-unknown"


def test_a_circle_is_refused(write: Write) -> None:
    write("one", {}, extends="two")
    assert refused(write("two", {}, extends="one")) == "zone-extends-cycle"


def test_a_zone_that_extends_itself_is_refused(write: Write) -> None:
    assert refused(write("one", {}, extends="one")) == "zone-extends-cycle"


def test_too_many_layers_are_refused(write: Write) -> None:
    write("z0", {})
    for number in range(1, layers.MOST_LAYERS + 1):
        folder = write(f"z{number}", {}, extends=f"z{number - 1}")
    assert refused(folder) == "zone-too-deep"


@pytest.mark.parametrize("extends", ["../hunan", "/etc", "a/b", "..", "hunan\\n", "HUNAN"])
def test_a_parent_is_a_plain_name_never_a_path(write: Write, extends: str) -> None:
    folder = write("hill", {"zone.yaml": f"id: hill\ntitle: {{zh: 山, en: Hill}}\nextends: '{extends}'\n"})
    assert refused(folder) == "zone-file-invalid"


def test_a_folder_without_a_zone_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path) == "zone-file-missing"


@pytest.mark.parametrize("name", ["", "\x00", "no/such/folder", "~"])
def test_no_name_crashes(name: str) -> None:
    with pytest.raises(Refusal):
        chengjie.package.open_package(name or "no-name")


def test_all_faults_of_a_zone_file_come_at_once(write: Write) -> None:
    folder = write("hill", {"zone.yaml": "id: Hill Top\ntitle: {zh: 山}\nhorizons: [soon]\nmotto: up\n"})
    with pytest.raises(Refusal) as caught:
        chengjie.package.open_package(folder)
    columns = {fault.where.column for fault in caught.value.faults}
    assert columns == {"id", "title.en", "horizons", "motto"}
