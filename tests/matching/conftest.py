"""The packaged zone, opened once."""

import pytest

import chengjie.package
from chengjie.package import Package


@pytest.fixture(scope="session")
def zone() -> Package:
    return chengjie.package.open_package("xiangnan-xiangxi")
