"""The signature of a delivery: what was changed, is old, or comes from elsewhere does not hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chengjie.web.signing import WINDOW, holds, sign

MOMENTS = st.integers(0, 2**33)


@given(secret=st.text(min_size=1), body=st.binary(), at=MOMENTS, late=st.integers(-WINDOW, WINDOW))
def test_what_was_signed_holds_for_a_while(secret: str, body: bytes, at: int, late: int) -> None:
    secret = secret.encode("utf-8", "replace").decode()
    assert holds(secret, body, sign(secret, body, at=at), now=at + late)


@given(body=st.binary(), other=st.binary(), at=MOMENTS, late=st.integers(WINDOW + 1, 10**6))
def test_what_was_changed_or_is_old_does_not(body: bytes, other: bytes, at: int, late: int) -> None:
    header = sign("secret", body, at=at)
    assert not holds("secret", body, header, now=at + late)
    assert not holds("another", body, header, now=at)
    assert holds("secret", other, header, now=at) is (other == body)


@given(header=st.text(max_size=60))
def test_no_header_that_is_odd_breaks_the_check(header: str) -> None:
    assert not holds("secret", b"{}", header, now=0)
