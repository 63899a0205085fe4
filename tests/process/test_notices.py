"""Kinds of notice as data: what they name exists, one that names more goes first, both languages have the same parts."""

from __future__ import annotations

import re

import pytest

import chengjie.package
from chengjie.process import notices
from chengjie.process.library import processes

PACKAGE = chengjie.package.open_package("xiangnan-xiangxi")
KINDS = notices.kinds(PACKAGE)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda each: each.id)
def test_a_kind_names_what_exists_and_says_the_same_in_both_languages(kind: notices.Kind) -> None:
    assert set(re.findall(r"\{\w+\}", kind.words.zh)) == set(re.findall(r"\{\w+\}", kind.words.en))
    library = processes(PACKAGE)
    if kind.process:
        definition = library.get(kind.process)
        assert not kind.step or kind.step in definition.step_of
        for tells in kind.tells:
            assert (
                tells in {"turn", "opener", "applicants", "escalation", "person"}
                or tells.partition(":")[2] in definition.step_of
            )


def test_one_that_names_the_process_goes_before_a_general_one() -> None:
    def found(**named: str) -> str:
        kind = notices.chosen(KINDS, "waits", **named)
        return kind.id if kind is not None else ""

    assert found(process="problem") == "waits"
    assert found(process="dispatch-round", step="report") == "round-opened"
    assert found(process="dispatch-round", step="collect") == "waits"


def test_what_nobody_defined_is_told_to_nobody() -> None:
    assert notices.chosen(KINDS, "no-such-thing") is None
