"""Workers as real processes: two at once, and one that is killed in the middle, ring as one that was never disturbed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from backend.core.clock import now
from backend.core.db import Database
from backend.messages.models import MESSAGE
from backend.rectifications import ledger
from backend.rectifications.models import CASE, ENTRY
from backend.rectifications.supervision_models import LETTER, RING
from tests.cases import a_case, a_scene, assigned

CASES = 24


def _overdue_cases(database: Database) -> None:
    """Cases of one school, eight days overdue, that no worker has looked at yet."""
    with database.work() as session:
        scene = a_scene(session)
        for role in ("joint_office", "school_safety", "principal"):
            scene.account(session, role)
        for _ in range(CASES):
            assigned(session, scene, a_case(session, scene), severity="major", criteria_item="3.2")
        past = now() - timedelta(days=8)
        clock = {"due_at": past, "first_due_at": past, "assigned_at": past - timedelta(days=9), "step_due_at": past}
        session.execute(update(CASE).values(clock | {"rings_at": past}))


def _worker(database: Database) -> subprocess.Popen[str]:
    url = database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.rectifications.ringers", url]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    return worker


def _go(worker: subprocess.Popen[str]) -> None:
    assert worker.stdin is not None
    worker.stdin.write("\n")
    worker.stdin.flush()


def _looked_at(database: Database) -> int:
    with database.work(write=False) as session:
        return session.execute(select(func.count(RING.c.case_id.distinct()))).scalar_one()


def _each_rang_exactly_once(database: Database) -> None:
    with database.work(write=False) as session:
        loud = Counter(tuple(row) for row in session.execute(select(RING.c.clock, RING.c.rung).where(RING.c.loud)))
        assert loud == {("due", "fourth"): CASES, ("step", "acknowledge"): CASES}
        entries = Counter(session.execute(select(ENTRY.c.action)).scalars())
        assert (entries["ring"], entries["ack_overdue"]) == (CASES, CASES)
        assert Counter(session.execute(select(LETTER.c.kind)).scalars()) == {"summons_talk": CASES}
        messages = Counter(session.execute(select(MESSAGE.c.kind)).scalars())
        assert (messages["case_overdue"], messages["letter_drafted"]) == (CASES, CASES)
        assert set(session.execute(select(CASE.c.escalation_level)).scalars()) == {4}
        assert ledger.verify_all(session)[1] == []


def test_two_workers_at_once_ring_each_clock_once(committed_database: Database) -> None:
    _overdue_cases(committed_database)
    workers = [_worker(committed_database), _worker(committed_database)]
    for worker in workers:
        _go(worker)
    assert [worker.wait(timeout=120) for worker in workers] == [0, 0]
    _each_rang_exactly_once(committed_database)


def test_a_worker_killed_half_way_leaves_nothing_half_done(committed_database: Database) -> None:
    _overdue_cases(committed_database)
    worker = _worker(committed_database)
    _go(worker)
    until = time.monotonic() + 60
    while _looked_at(committed_database) < 3 and time.monotonic() < until:
        pass
    worker.send_signal(signal.SIGKILL)
    worker.wait(timeout=30)
    assert 0 < _looked_at(committed_database) < CASES, "it was not killed half-way"
    second = _worker(committed_database)
    _go(second)
    assert second.wait(timeout=120) == 0
    _each_rang_exactly_once(committed_database)


def test_a_ring_that_was_forgotten_and_rings_again_is_noticed(committed_database: Database) -> None:
    _overdue_cases(committed_database)
    worker = _worker(committed_database)
    _go(worker)
    assert worker.wait(timeout=120) == 0
    with committed_database.work() as session:
        session.execute(RING.delete().where(RING.c.clock == "step"))
        session.execute(update(CASE).values(rings_at=now()))
    again = _worker(committed_database)
    _go(again)
    assert again.wait(timeout=120) == 0
    with pytest.raises(AssertionError):
        _each_rang_exactly_once(committed_database)
