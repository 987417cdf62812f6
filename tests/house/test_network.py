"""No test reaches the network."""

from __future__ import annotations

import socket

import pytest

from tests.network import NetworkForbiddenError


def test_reaching_another_host_fails_by_name() -> None:
    with pytest.raises(NetworkForbiddenError), socket.socket() as s:
        s.connect(("192.0.2.1", 80))


def test_names_of_other_hosts_are_refused_too() -> None:
    with pytest.raises(NetworkForbiddenError), socket.socket() as s:
        s.connect(("example.org", 80))
