"""What SQLite needs to be a server's database: PRAGMAs, BEGIN IMMEDIATE for writers, and a fair queue for the write lock."""

from __future__ import annotations

import fcntl
import os
import threading
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine, event

WORTH_ANALYSING_PAGES = 5_000
"""Twenty megabytes. What is counted in a small database misleads when it grows."""
WRITE_OPTION = "xiaoanma_write"
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA busy_timeout=20000",
    "PRAGMA cache_size=-16000",
    "PRAGMA temp_store=MEMORY",
)


class WriteTurn:
    """A file lock taken before BEGIN IMMEDIATE: waiters sleep in the kernel in turn instead of polling SQLITE_BUSY.

    SQLite's own busy handler retries with growing sleeps, which starves some waiters for seconds; a lock on a file beside
    the database queues threads and processes alike. The kernel frees it when a process dies.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._held = threading.local()

    def take(self) -> None:
        """Wait for the turn; a thread that already has it goes on."""
        if getattr(self._held, "yes", False):
            return
        if getattr(self._held, "pid", None) != os.getpid():
            self._held.fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._held.pid = os.getpid()
        fcntl.flock(self._held.fd, fcntl.LOCK_EX)
        self._held.yes = True

    def give_back(self) -> None:
        """Let the next writer in."""
        if getattr(self._held, "yes", False):
            self._held.yes = False
            fcntl.flock(self._held.fd, fcntl.LOCK_UN)


def prepare(engine: Engine) -> WriteTurn | None:
    """Hook PRAGMAs and transaction starts into a SQLite engine; returns the queue for its write lock (none in memory)."""
    path = engine.url.database
    turn = WriteTurn(f"{path}.turn") if path and path != ":memory:" else None
    if turn is not None and path is not None and not path.startswith("file:"):
        _make_private(path)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(WRITE_OPTION):
            connection.exec_driver_sql("BEGIN")
            return
        if turn is not None:
            turn.take()
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return turn


def analyse(connection: Connection) -> bool:
    """Count what lies where, by samples, so that the planner knows a rare index; False where there is little to count."""
    if connection.exec_driver_sql("PRAGMA page_count").scalar_one() < WORTH_ANALYSING_PAGES:
        return False
    connection.exec_driver_sql("PRAGMA analysis_limit=1000")
    connection.exec_driver_sql("ANALYZE")
    return True


def _make_private(path: str) -> None:
    """Make a new database readable by its owner only (SQLite gives the files beside it the same rights)."""
    with suppress(FileExistsError, FileNotFoundError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
