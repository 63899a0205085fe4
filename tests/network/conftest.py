"""The packaged zone, opened once, and a small country of three towns."""

from __future__ import annotations

import pytest

import chengjie.package
from chengjie.package import Package


@pytest.fixture(scope="session")
def zone() -> Package:
    """The packaged zone."""
    return chengjie.package.open_package("xiangnan-xiangxi")
