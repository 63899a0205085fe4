"""The site on the zone of another province: a plan, a few tables, no shapes, no graphs, nothing observed."""

from __future__ import annotations

import functools
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

import chengjie.matching
import chengjie.system
from chengjie.web import zone

INVENTED = Path(__file__).parents[1] / "zones" / "invented"


def forget() -> None:
    """Empty what the site keeps of its zone."""
    for name, module in list(sys.modules.items()):
        if name.startswith("chengjie.web"):
            for each in vars(module).values():
                if isinstance(each, functools._lru_cache_wrapper):
                    each.cache_clear()


@pytest.fixture
def elsewhere(tmp_path: Path, settings: object) -> Iterator[None]:
    folder = shutil.copytree(INVENTED, tmp_path / "invented", ignore=shutil.ignore_patterns("plan.txt"))
    (folder / "headlines.csv").unlink()
    package = chengjie.system.open_zone(folder)
    chengjie.system.accept(package, chengjie.system.build_claims(package, {"P": INVENTED / "plan.txt"}))
    settings.ZONE = str(folder)  # type: ignore[attr-defined]  # the settings of pytest-django
    forget()
    yield
    forget()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/", "还没有选定主要目标"),
        ("/catalogue/", "没有县区图形"),
        ("/access/", "还没有路网"),
        ("/match/", "清河白石"),
        ("/plans/P/", "地区生产总值"),
        ("/rules/", "清河白石"),
    ],
)
def test_a_page_says_what_the_zone_does_not_have(elsewhere: None, client: Client, path: str, says: str) -> None:
    response = client.get(path, follow=True)
    assert response.status_code == 200
    assert says in response.content.decode()


@pytest.mark.django_db
def test_the_examples_of_boards_name_places_that_the_zone_has(elsewhere: None, client: Client) -> None:
    for kind in chengjie.matching.kinds(zone.package()):
        if (
            kind.demand.source == "table" and kind.id != "lead-carrier"
        ):  # a lead is held by a carrier, and there is none
            assert client.get(f"/boards/{kind.id}/example/").status_code == 200, kind.id
