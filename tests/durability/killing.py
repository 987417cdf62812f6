"""Running a server that can be killed: the process group of a real granian, main process and workers alike."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path


class Servers:
    """One port on which one server after the other runs."""

    def __init__(self, foundry: subprocess.Popen[str], *, port: int, target: str) -> None:
        self._foundry, self._target, self.port = foundry, target, port
        self._group: int | None = None

    def start(self) -> None:
        """Begin a new server; it answers a moment later."""
        assert self._foundry.stdin is not None
        assert self._foundry.stdout is not None
        print(f"{self.port} {self._target}", file=self._foundry.stdin, flush=True)
        self._group = int(self._foundry.stdout.readline())

    def kill(self) -> None:
        """SIGKILL to all of the server's processes at once: no handler runs, nothing is flushed."""
        if self._group is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._group, signal.SIGKILL)
        self._group = None


@contextmanager
def servers(environment: Mapping[str, str], *, log: Path, target: str = "") -> Iterator[Servers]:
    """Servers on a free port, configured by `environment`; `target` is another WSGI application than the site's."""
    with log.open("ab") as output:
        foundry = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.foundry"],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
        )
    running = Servers(foundry, port=_free_port(), target=target)
    try:
        yield running
    finally:
        running.kill()
        assert foundry.stdin is not None
        foundry.stdin.close()
        foundry.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
