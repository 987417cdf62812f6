"""Starting and stopping a real granian (2 workers of 1 thread, WSGI), as `xiaoanma serve` runs it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from http.client import HTTPConnection
from pathlib import Path

WORKERS = 2
START_TIMEOUT_S = 60.0


def site(environment: Mapping[str, str], *, log: Path) -> AbstractContextManager[int]:
    """The whole application by `xiaoanma serve`, configured by `environment`; yields its port."""
    serve = [Path(sys.executable).with_name("xiaoanma"), "serve", "--workers", str(WORKERS), "--port"]
    return _running(serve, environment, log=log, ready="/readyz")


def hello(*, log: Path) -> AbstractContextManager[int]:
    """Bare Flask on the same server; yields its port."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    command += ["--workers", str(WORKERS), "--blocking-threads", "1", "benchmarks.hello:application", "--port"]
    return _running(command, {}, log=log, ready="/")


@contextmanager
def _running(command: Sequence[str | Path], environment: Mapping[str, str], *, log: Path, ready: str) -> Iterator[int]:
    """Start `command` with a free port behind it, wait until `ready` answers, and stop it politely at the end."""
    port = free_port()
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*command, str(port)],
            env={**os.environ, **environment},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        wait_until_ready(port, ready)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(port: int, path: str, *, timeout_s: float = START_TIMEOUT_S) -> None:
    """Ask `path` until it answers 200."""
    deadline = time.monotonic() + timeout_s
    while not _answers(port, path):
        if time.monotonic() > deadline:
            raise TimeoutError(f"no server on port {port} after {timeout_s:.0f} s")
        time.sleep(0.02)


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
