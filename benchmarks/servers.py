"""Starting and stopping a real granian of two workers, as `xiaoanma serve` runs it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

WORKERS = 2
START_TIMEOUT_S = 60.0


@dataclass(frozen=True)
class Server:
    """A running server: its port, and the process group of its main process and workers."""

    port: int
    group: int

    def cpu_s(self) -> float:
        """CPU time that all its processes have used so far."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                ticks += sum(map(int, fields[11:13])) if int(fields[2]) == self.group else 0
        return ticks / os.sysconf("SC_CLK_TCK")


def site(environment: Mapping[str, str], *, log: Path, threads: int) -> AbstractContextManager[Server]:
    """The whole application by `xiaoanma serve`, configured by `environment`."""
    serve = [Path(sys.executable).with_name("xiaoanma"), "serve", "--workers", str(WORKERS)]
    return _running([*serve, "--threads", str(threads), "--port"], environment, log=log, ready="/readyz")


def hello(*, log: Path, threads: int) -> AbstractContextManager[Server]:
    """Bare Flask on the same server."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    command += ["--workers", str(WORKERS), "--blocking-threads", str(threads), "benchmarks.hello:application", "--port"]
    return _running(command, {}, log=log, ready="/")


@contextmanager
def _running(
    command: Sequence[str | Path], environment: Mapping[str, str], *, log: Path, ready: str
) -> Iterator[Server]:
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
        yield Server(port, process.pid)
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
