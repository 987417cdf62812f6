"""A worker that lets clocks ring, as a process of its own: `python -m tests.rectifications.ringers DATABASE_URL`."""

from __future__ import annotations

import sys

from backend.core import logs
from backend.core.db import Database
from backend.rectifications.ringing import ring_clocks

if __name__ == "__main__":
    logs.configure(level="CRITICAL")
    database = Database(sys.argv[1])
    print("ready", flush=True)
    sys.stdin.readline()
    while ring_clocks(database):
        pass
