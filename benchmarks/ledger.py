"""Reading a ledger of a million cases, against the bare SQL for the same rows: `python -m benchmarks.ledger [--quick]`."""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from backend.core.clock import local_date, now
from backend.core.db import Database
from backend.overview.board import read_board
from backend.rectifications import views
from backend.rectifications.case_pages import list_cases
from backend.rectifications.filtering import Filters
from benchmarks.bare_reads import BareReads
from benchmarks.filled import YEARS, Filled, fill
from benchmarks.intake import commit
from tests import databases

SMALL = (10_000, 200)
"""Cases and schools of the county that growth is measured against."""
WORDS = "路灯不亮"
EXPORTED = 30_000


@dataclass(frozen=True)
class Subject:
    """A read of ours and the bare one for the same rows; both return how many rows or lines they brought."""

    ours: Callable[[], int]
    bare: Callable[[], int]
    rounds: int


@dataclass(frozen=True)
class Seen:
    """Medians in milliseconds (`small_ms`: ours in the small county), and the rows."""

    ours_ms: float
    bare_ms: float
    small_ms: float
    rows: int


def main() -> None:
    """Measure both databases and print a table, then one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="50,000 cases; end within a minute")
    parser.add_argument("--database", choices=databases.KINDS, action="append", help="only this one (repeatable)")
    asked = parser.parse_args()
    cases, schools = (50_000, 1_000) if asked.quick else (1_000_000, 20_000)
    kinds = asked.database or databases.KINDS
    said = {kind: measure_database(kind, cases=cases, schools=schools) for kind in kinds}
    about = {"benchmark": "ledger", "commit": commit(), "quick": asked.quick, "cases": cases, "schools": schools}
    print(json.dumps(about | said))


def measure_database(kind: str, *, cases: int, schools: int) -> dict[str, Any]:
    """Fill a small and a large county, and let both and the bare reads take turns."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        small, large = (
            _subjects(*_filled(kind, folder, stack, cases=size[0], schools=size[1]), folder)
            for size in (SMALL, (cases, schools))
        )
        print(f"\n{kind}: {cases:,} cases of {schools:,} schools in one county over {YEARS} years")
        return report({name: _measured(subject, small[name]) for name, subject in large.items()})


def report(seen: dict[str, Seen]) -> dict[str, Any]:
    """Print the table and return its figures."""
    print(f"  {'':18}{'ms':>9}{'bare ms':>9}{'÷ bare':>8}{f'at {SMALL[0]:,}':>12}{'growth':>8}{'rows':>8}")
    rows = {name: _row(each) for name, each in seen.items()}
    for name, row in rows.items():
        print(
            f"  {name:18}{row['ms']:>9.1f}{row['bare_ms']:>9.1f}{row['to_bare']:>8.2f}{row['small_ms']:>12.1f}"
            f"{row['growth']:>8.2f}{row['rows']:>8,}"
        )
    return rows


def _filled(kind: str, folder: Path, stack: ExitStack, *, cases: int, schools: int) -> tuple[Database, Filled]:
    database = Database(stack.enter_context(databases.migrated(kind, folder, f"xiaoanma_benchmark_ledger_{cases}")))
    stack.callback(database.engine.dispose)
    began = time.monotonic()
    filled = fill(database, cases=cases, schools=schools)
    print(f"{kind}: {cases:,} cases filled in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return database, filled


def _subjects(database: Database, filled: Filled, folder: Path) -> dict[str, Subject]:
    bare = BareReads(database, filled)
    since = local_date(now()) - timedelta(days=365 * YEARS * EXPORTED // max(filled.cases, EXPORTED))
    subjects = {
        "school page": Subject(_page(database, filled.school, Filters(open=True)), bare.school_page, 31),
        "county board": Subject(_in_session(database, lambda s: _lines(s, filled)), bare.board, 11),
        "search": Subject(_page(database, filled.office, Filters(q=WORDS, open=True)), lambda: bare.search(WORDS), 11),
    }
    if importlib.util.find_spec("backend.overview.ledger_export"):
        export = _export(database, filled, since=since, path=folder / "ledger.xlsx")
        subjects["export"] = Subject(export, lambda: bare.export(since), 3)
    return subjects


def _in_session(database: Database, read: Callable[[Session], int]) -> Callable[[], int]:
    def ask() -> int:
        with database.work(write=False) as session:
            return read(session)

    return ask


def _page(database: Database, actor: Any, filters: Filters) -> Callable[[], int]:
    def read(session: Session) -> int:
        page = list_cases(session, actor, filters=filters, cursor=None)
        return len(views.summaries(session, page.items))

    return _in_session(database, read)


def _lines(session: Session, filled: Filled) -> int:
    return len(read_board(session, filled.office, by="unit")["lines"])


def _export(database: Database, filled: Filled, *, since: date, path: Path) -> Callable[[], int]:
    export_ledger = importlib.import_module("backend.overview.ledger_export").export_ledger
    return lambda: int(export_ledger(database, filled.office, filters=Filters(reported_from=since), path=path)[1])


def _measured(subject: Subject, small: Subject) -> Seen:
    subject.ours(), subject.bare(), small.ours()
    ours, bare, less, rows = [], [], [], 0
    for _ in range(subject.rounds):
        rows, took = _timed(subject.ours)
        ours.append(took)
        bare.append(_timed(subject.bare)[1])
        less.append(_timed(small.ours)[1])
    middle = statistics.median
    return Seen(middle(ours), middle(bare), middle(less), rows)


def _timed(read: Callable[[], int]) -> tuple[int, float]:
    began = time.perf_counter()
    rows = read()
    return rows, 1000 * (time.perf_counter() - began)


def _row(seen: Seen) -> dict[str, Any]:
    return {
        "ms": round(seen.ours_ms, 2),
        "bare_ms": round(seen.bare_ms, 2),
        "to_bare": round(seen.ours_ms / seen.bare_ms, 2),
        "small_ms": round(seen.small_ms, 2),
        "growth": round(seen.ours_ms / seen.small_ms, 2),
        "rows": seen.rows,
    }


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    began = time.monotonic()
    main()
    print(f"{time.monotonic() - began:.0f} s in all", file=sys.stderr)
