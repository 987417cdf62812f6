"""A robot that answers on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.messages.sinks import Sink, a_sink


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A robot's web address."""
    with a_sink() as opened:
        yield opened
