"""The examples in the docstrings of the site run and say what they show."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import chengjie.web

MODULES = [
    module.name
    for module in pkgutil.walk_packages(chengjie.web.__path__, "chengjie.web.")
    if ".migrations" not in module.name
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS).failed == 0
