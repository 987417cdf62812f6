"""A whole site as a newcomer has it: migrated, filled, its plates printed, served and worked for, all by the command line."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

XIAOANMA = str(Path(sys.executable).with_name("xiaoanma"))
FIRST_SCHOOL = "2199000001"
PATIENCE_S = 30.0


@dataclass(frozen=True)
class Site:
    """Where people find it, where it answers, where its things lie, and what `xiaoanma demo --json` said."""

    kind: str
    url: str
    address: str
    home: Path
    environment: dict[str, str]
    demo: dict[str, Any]
    plates: Path

    @property
    def host(self) -> str:
        """Host and port, as a page's own requests carry them."""
        return self.url.split("://")[1]

    def command(self, *arguments: str, environment: dict[str, str] | None = None) -> str:
        """Run one `xiaoanma` command on this site; returns what it printed."""
        return _command(environment or self.environment, *arguments)

    def code_at(self, place: str, *, state: str = "mounted") -> str:
        """Return the code, in groups, of a plate that the demo's summary names."""
        return next(
            plate["code"] for plate in self.demo["plates"] if (plate["place"], plate["state"]) == (place, state)
        )

    def place_of(self, code: str) -> dict[str, Any]:
        """Return what the API tells anybody of a plate's place."""
        with urllib.request.urlopen(f"{self.address}/api/v1/site_codes/{code}") as answer:
            return dict(json.load(answer)["place"])

    def phone_of(self, name: str) -> str:
        """Return the telephone number of somebody of the demo, for signing in."""
        return next(account["phone"] for account in self.demo["accounts"] if account["name"] == f"演示·{name}")


@contextmanager
def running(kind: str, home: Path, database_url: str, *, url: str | None = None) -> Iterator[Site]:
    """Set up a site in `home` with the commands of the README, and let it run; `url` is what people call it by."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XIAOANMA_")} | {
        "XIAOANMA_HOME": str(home),
        "XIAOANMA_DATABASE_URL": database_url,
        "XIAOANMA_PUBLIC_URL": url or address,
        "XIAOANMA_DEMO": "1",
    }
    home.mkdir(parents=True, exist_ok=True)
    plates = home / "plates.pdf"
    _command(environment, "migrate")
    demo = json.loads(_command(environment, "demo", "--json"))
    _command(environment, "placards", "--school", FIRST_SCHOOL, "--out", str(plates), "--layout", "single")
    site = Site(kind, url or address, address, home, environment, demo, plates)
    with ExitStack() as running_processes:
        running_processes.enter_context(_process(site, "worker"))
        running_processes.enter_context(_process(site, "serve", "--port", str(port)))
        _wait_until_ready(site)
        yield site


def _command(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run([XIAOANMA, *arguments], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"xiaoanma {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@contextmanager
def _process(site: Site, *arguments: str) -> Iterator[None]:
    """Run a command until the block ends, its words in a log beside the site; it and its children are then gone."""
    with (site.home / f"{arguments[0]}.log").open("wb") as log:
        process = _start(site, arguments, log)
        try:
            yield
        finally:
            _stop(process)


def _start(site: Site, arguments: tuple[str, ...], log: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [XIAOANMA, *arguments], env=site.environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
    )


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_ready(site: Site) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{site.address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the site does not answer:\n{(site.home / 'serve.log').read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
