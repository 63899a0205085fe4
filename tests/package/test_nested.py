"""Nested definitions merge by id and are checked by the mechanism that owns them."""

import pydantic
import pytest
from tests.package.conftest import Write

import chengjie.package
from chengjie.errors import Refusal


class Rule(pydantic.BaseModel):
    id: str
    title: str
    limit: int


def test_a_nearer_definition_replaces_the_one_with_its_id(write: Write) -> None:
    write("plain", {"rules/a.yaml": "id: a\ntitle: old\nlimit: 1\n", "rules/b.yaml": "id: b\ntitle: b\nlimit: 2\n"})
    folder = write("hill", {"rules/other-name.yaml": "id: a\ntitle: new\nlimit: 3\n"}, extends="plain")
    found = chengjie.package.open_package(folder).definitions("rules")
    assert [(each.id, each.data["title"], each.origin.layer) for each in found] == [
        ("a", "new", "hill"),
        ("b", "b", "plain"),
    ]
    assert [rule.limit for rule in chengjie.package.checked(found, Rule)] == [3, 2]


def test_a_definition_is_withdrawn(write: Write) -> None:
    write("plain", {"rules/a.yaml": "id: a\ntitle: old\n"})
    folder = write("hill", {"rules/a.yaml": "id: a\nwithdrawn: true\n"}, extends="plain")
    assert chengjie.package.open_package(folder).definitions("rules") == ()


def test_every_fault_of_every_definition_comes_at_once(write: Write) -> None:
    folder = write("plain", {"rules/a.yaml": "id: a\nlimit: many\n", "rules/b.yaml": "id: b\ntitle: b\nlimit: few\n"})
    found = chengjie.package.open_package(folder).definitions("rules")
    with pytest.raises(Refusal) as caught:
        chengjie.package.checked(found, Rule)
    places = [(fault.where.file, fault.where.column) for fault in caught.value.faults]
    assert places == [("plain/rules/a.yaml", "title"), ("plain/rules/a.yaml", "limit"), ("plain/rules/b.yaml", "limit")]


def test_the_nearest_file_is_found(write: Write) -> None:
    write("plain", {"shapes.geojson": "{}"})
    folder = write("hill", {}, extends="plain")
    package = chengjie.package.open_package(folder)
    found = package.path("shapes.geojson")
    assert found is not None
    assert found.parent.name == "plain"
    assert package.path("nothing.geojson") is None
    with pytest.raises(Refusal):
        package.path("../secret")
