"""Reports and scans through the real server, against bare Flask and a bare insert: `python -m benchmarks.intake [--quick]`."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.core.db import Database
from benchmarks import county, messages, servers, yardsticks
from benchmarks.load import Conversation, Measured, measure
from benchmarks.servers import Server
from tests import databases

CLIENTS = (1, 16, 64)
HELLO = "bare Flask"


@dataclass(frozen=True)
class Plan:
    """How long to look: each subject is measured `rounds` times for `seconds`, all subjects taking turns."""

    rounds: int
    seconds: float
    threads: int


def main() -> None:
    """Measure both databases and print a table, then one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="end within a minute")
    parser.add_argument("--database", choices=databases.KINDS, action="append", help="only this one (repeatable)")
    parser.add_argument("--threads", type=int, default=1, help="threads of each of the two workers")
    asked = parser.parse_args()
    rounds, seconds = (2, 0.4) if asked.quick else (5, 2.0)
    plan = Plan(rounds, seconds, asked.threads)
    kinds = asked.database or databases.KINDS
    said = {kind: measure_database(kind, plan) for kind in kinds}
    print(
        json.dumps({"benchmark": "intake", "commit": commit(), "quick": asked.quick, "threads": asked.threads, **said})
    )


def measure_database(kind: str, plan: Plan) -> dict[str, Any]:
    """Serve an empty county from a database of `kind` made for the occasion, and measure it at 1, 16 and 64 clients."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        url = stack.enter_context(databases.migrated(kind, folder, "xiaoanma_benchmark"))
        database = Database(url)
        stack.callback(database.engine.dispose)
        codes = county.build(database)
        environment = {
            "XIAOANMA_HOME": str(folder),
            "XIAOANMA_DATABASE_URL": url,
            "XIAOANMA_STORAGE_URL": f"file://{folder / 'photos'}",
            "XIAOANMA_PROXY_HOPS": "1",
        }
        serving = {"log": folder / "server.log", "threads": plan.threads}
        site = stack.enter_context(servers.site(environment, **serving))
        bare = stack.enter_context(servers.hello(**serving))
        photo = messages.photo()
        subjects = {
            HELLO: Subject(bare, messages.hello),
            "scan page": Subject(site, messages.scans(codes)),
            "report": Subject(site, messages.reports(codes)),
            "report with photo": Subject(site, messages.reports(codes, photo)),
        }
        print(f"\n{kind}: {yardsticks.settings(database)}")
        print(
            f"{servers.WORKERS} workers, threads each: {plan.threads}; {len(codes)} plates at {county.SCHOOLS} schools"
        )
        warm_up(subjects)
        return {f"c{n}": measure_clients(subjects, database, plan, clients=n) for n in CLIENTS}


@dataclass(frozen=True)
class Subject:
    """Something to measure: a server and what its clients say."""

    server: Server
    talk: Callable[[], Conversation]


@dataclass(frozen=True)
class Round:
    """One subject measured once, and the bare inserts a second measured just before."""

    load: Measured
    server_cpu_s: float
    inserts_per_second: float


def warm_up(subjects: dict[str, Subject]) -> None:
    """Fill caches and open connections in both workers, uncounted."""
    for subject in subjects.values():
        measure(subject.server.port, subject.talk, clients=16, seconds=0.3)


def measure_clients(subjects: dict[str, Subject], database: Database, plan: Plan, *, clients: int) -> dict[str, Any]:
    """Let all subjects and the bare insert take turns, and report medians of the rounds' figures and ratios."""
    rounds: dict[str, list[Round]] = defaultdict(list)
    for _ in range(plan.rounds):
        for name, subject in subjects.items():
            inserts = yardsticks.bare_inserts_per_second(database, seconds=plan.seconds / 4)
            cpu = subject.server.cpu_s()
            load = measure(subject.server.port, subject.talk, clients=clients, seconds=plan.seconds)
            rounds[name].append(Round(load, subject.server.cpu_s() - cpu, inserts))
    print(f"\n  {clients} clients")
    print(
        f"  {'':18}{'per s':>8}{'p50 ms':>9}{'p99 ms':>9}{'÷ Flask':>9}{'÷ insert':>10}{'CPU ÷ Flask':>13}{'failed':>8}"
    )
    rows = {name: _row(seen, rounds[HELLO]) for name, seen in rounds.items()}
    for name, row in rows.items():
        print(
            f"  {name:18}{row['per_second']:>8,}{row['p50_ms']:>9}{row['p99_ms']:>9}{row['to_hello']:>9.3f}"
            f"{row['to_insert']:>10.3f}{row['cpu_to_hello']:>13.1f}{row['failures']:>8}"
        )
    return rows


def _row(rounds: list[Round], hellos: list[Round]) -> dict[str, Any]:
    middle = statistics.median
    loads = [seen.load for seen in rounds]
    return {
        "per_second": round(middle(load.per_second for load in loads)),
        "p50_ms": round(middle(load.quantile_ms(0.5) for load in loads), 2),
        "p99_ms": round(middle(load.quantile_ms(0.99) for load in loads), 2),
        "to_hello": round(
            middle(a.load.per_second / b.load.per_second for a, b in zip(rounds, hellos, strict=True)), 4
        ),
        "to_insert": round(middle(seen.load.per_second / seen.inserts_per_second for seen in rounds), 4),
        "cpu_to_hello": round(_cpu_us(rounds) / _cpu_us(hellos), 2),
        "server_cpu_us": round(_cpu_us(rounds)),
        "client_cpu_us": round(1e6 * sum(load.client_cpu_s for load in loads) / sum(load.units for load in loads)),
        "inserts_per_second": round(middle(seen.inserts_per_second for seen in rounds)),
        "units": sum(load.units for load in loads),
        "failures": sum(load.failures for load in loads),
    }


def _cpu_us(rounds: list[Round]) -> float:
    """CPU time of the server's processes for one unit; at least a clock tick, so that short rounds divide."""
    return 1e6 * max(0.01, sum(seen.server_cpu_s for seen in rounds)) / sum(seen.load.units for seen in rounds)


def commit() -> str:
    """The commit that was measured, marked when files had been changed since."""
    asked = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    began = time.monotonic()
    main()
    print(f"{time.monotonic() - began:.0f} s in all", file=sys.stderr)
