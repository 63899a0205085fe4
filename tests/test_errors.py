"""A refusal names every fault and its place."""

import pytest

from chengjie.errors import Fault, Refusal, Where


def test_a_place_is_read_from_the_outside_in() -> None:
    assert str(Where(file="a.xlsx", sheet="表1", row=3, column="名称")) == "a.xlsx · sheet 表1 · row 3 · 名称"


def test_a_refusal_without_a_fault_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="at least one fault"):
        Refusal([])


def test_a_refusal_carries_all_faults() -> None:
    refusal = Refusal([Fault("a"), Fault("b", Where(line=2), {"name": "x"})])
    assert [fault.code for fault in refusal.faults] == ["a", "b"]
    assert str(refusal) == "a(); b(name='x') at line 2"
