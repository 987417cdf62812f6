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
from tests import databases

CLIENTS = (1, 16, 64)
HELLO, INSERT = "bare Flask", "bare insert"


@dataclass(frozen=True)
class Plan:
    """How long to look: each subject is measured `rounds` times for `seconds`, all subjects taking turns."""

    rounds: int
    seconds: float


def main() -> None:
    """Measure both databases and print a table, then one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="end within a minute")
    parser.add_argument("--database", choices=databases.KINDS, action="append", help="only this one (repeatable)")
    asked = parser.parse_args()
    plan = Plan(rounds=2, seconds=0.5) if asked.quick else Plan(rounds=5, seconds=2.0)
    kinds = asked.database or databases.KINDS
    said = {kind: measure_database(kind, plan) for kind in kinds}
    print(json.dumps({"benchmark": "intake", "commit": commit(), "quick": asked.quick, **said}))


def measure_database(kind: str, plan: Plan) -> dict[str, Any]:
    """Serve an empty county from a database of `kind` made for the occasion, and measure it at 1, 16 and 64 clients."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        url = stack.enter_context(databases.migrated(kind, folder, "xiaoanma_benchmark"))
        database = Database(url)
        stack.callback(database.engine.dispose)
        codes = county.build(database)
        log = folder / "server.log"
        environment = {
            "XIAOANMA_HOME": str(folder),
            "XIAOANMA_DATABASE_URL": url,
            "XIAOANMA_STORAGE_URL": f"file://{folder / 'photos'}",
        }
        site = stack.enter_context(servers.site(environment, log=log))
        bare = stack.enter_context(servers.hello(log=log))
        photo = messages.photo()
        subjects = {
            HELLO: (bare, messages.hello),
            "scan page": (site, messages.scans(codes)),
            "report": (site, messages.reports(codes)),
            "report with photo": (site, messages.reports(codes, photo)),
        }
        print(f"\n{kind}: {yardsticks.settings(database)}")
        print(
            f"{servers.WORKERS} workers of 1 thread; {len(codes)} plates at {county.SCHOOLS} schools; {len(photo)} byte photo"
        )
        warm_up(subjects)
        return {f"c{n}": measure_clients(subjects, database, plan, clients=n) for n in CLIENTS}


Subjects = dict[str, tuple[int, Callable[[], Conversation]]]


def warm_up(subjects: Subjects) -> None:
    """Fill caches and open connections in both workers, uncounted."""
    for port, talk in subjects.values():
        measure(port, talk, clients=16, seconds=0.3)


def measure_clients(subjects: Subjects, database: Database, plan: Plan, *, clients: int) -> dict[str, Any]:
    """Alternate all subjects and the bare insert, and report medians of the rounds' figures and ratios."""
    rounds: dict[str, list[Measured]] = defaultdict(list)
    inserts: list[float] = []
    for _ in range(plan.rounds):
        inserts.append(yardsticks.bare_inserts_per_second(database, seconds=plan.seconds / 2))
        for name, (port, talk) in subjects.items():
            rounds[name].append(measure(port, talk, clients=clients, seconds=plan.seconds))
    print(f"\n  {clients} clients, {INSERT} {statistics.median(inserts):,.0f}/s")
    print(
        f"  {'':18}{'per s':>8}{'p50 ms':>9}{'p99 ms':>9}{'÷ Flask':>9}{'÷ insert':>9}{'client CPU':>11}{'failed':>8}"
    )
    return {name: _row(name, measured, rounds[HELLO], inserts) for name, measured in rounds.items()}


def _row(name: str, measured: list[Measured], hellos: list[Measured], inserts: list[float]) -> dict[str, Any]:
    middle = statistics.median
    pairs = list(zip(measured, hellos, inserts, strict=True))
    row = {
        "per_second": round(middle(m.per_second for m in measured)),
        "p50_ms": round(middle(m.quantile_ms(0.5) for m in measured), 2),
        "p99_ms": round(middle(m.quantile_ms(0.99) for m in measured), 2),
        "to_hello": round(middle(m.per_second / hello.per_second for m, hello, _ in pairs), 4),
        "to_insert": round(middle(m.per_second / insert for m, _, insert in pairs), 4),
        "client_cpu_share": round(middle(m.client_cpu_s / m.seconds for m in measured), 3),
        "units": sum(m.units for m in measured),
        "failures": sum(m.failures for m in measured),
    }
    print(
        f"  {name:18}{row['per_second']:>8,}{row['p50_ms']:>9}{row['p99_ms']:>9}{row['to_hello']:>9.3f}"
        f"{row['to_insert']:>9.3f}{row['client_cpu_share']:>11.0%}{row['failures']:>8}"
    )
    return row


def commit() -> str:
    """The commit that was measured, marked when files had been changed since."""
    asked = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    began = time.monotonic()
    main()
    print(f"{time.monotonic() - began:.0f} s in all", file=sys.stderr)
