"""Every example in a docstring runs and gives what it says."""

import doctest
import importlib
import pkgutil

import pytest

import chengjie

PURE = [
    module.name
    for module in pkgutil.walk_packages(chengjie.__path__, "chengjie.")
    if not module.name.startswith("chengjie.web") and not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", PURE)
def test_the_examples_of_a_module_run(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS).failed == 0
