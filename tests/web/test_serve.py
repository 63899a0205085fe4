"""Starting the site: one site on one port."""

from __future__ import annotations

import socket

import pytest

from chengjie.errors import Refusal
from chengjie.web import serve


def test_a_port_that_somebody_serves_is_refused_with_another_one_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Refusal) as refused:
            serve.claim_door("127.0.0.1", port)
    fault = refused.value.faults[0]
    assert (fault.code, fault.parameters["port"], fault.parameters["other"]) == ("port-taken", port, port + 1)


def test_a_port_that_is_free_is_left_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    serve.claim_door("127.0.0.1", port)
    with socket.create_server(("127.0.0.1", port)):
        pass
