"""SM3 as the standard gives it, the same with and without OpenSSL; Merkle roots."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.process import sealing

needs_native = pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="OpenSSL without SM3")


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
     (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")],
)  # fmt: skip
def test_the_examples_of_gb_t_32905(content: bytes, expected: str) -> None:
    assert sealing.sm3(content) == expected
    assert sealing.digest(content) == expected


@needs_native
@given(st.binary(max_size=300))
def test_plain_python_and_openssl_agree(content: bytes) -> None:
    assert sealing.sm3(content) == hashlib.new("sm3", content).hexdigest()


def test_without_openssl_s_sm3_the_plain_one_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = sealing.digest("记录".encode())
    monkeypatch.setattr(sealing, "_NATIVE", False)
    assert sealing.digest("记录".encode()) == expected


@given(st.lists(st.text(max_size=5), max_size=9), st.data())
def test_a_root_changes_with_any_leaf_and_with_their_order(leaves: list[str], data: st.DataObject) -> None:
    root = sealing.root(leaves)
    if leaves:
        at = data.draw(st.integers(0, len(leaves) - 1))
        assert sealing.root([*leaves[:at], leaves[at] + "x", *leaves[at + 1 :]]) != root
        assert sealing.root(leaves[:-1]) != root
    if leaves[::-1] != leaves:
        assert sealing.root(leaves[::-1]) != root
