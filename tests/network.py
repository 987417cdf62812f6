"""Nothing in the tests leaves this machine: sockets to other hosts fail at once and by name."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

_connect = socket.socket.connect


class NetworkForbiddenError(RuntimeError):
    """A test tried to reach another host."""


def forbid() -> None:
    """Let sockets reach this machine only."""

    def connect(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not _is_here(str(address[0])):
            raise NetworkForbiddenError(f"a test tried to reach {address[0]}")
        _connect(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign]


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
