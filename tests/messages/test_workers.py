"""Several workers, and one that is killed: real processes and threads on real commits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from datetime import UTC, datetime

import time_machine
from sqlalchemy import select

from backend.core.actor import SYSTEM
from backend.core.db import Database
from backend.messages.delivery import LEASE, deliver_messages
from backend.messages.models import DELIVERY
from backend.messages.pace import set_pace
from tests.builders import a_county
from tests.messages.sinks import SITE, Answer, Sink, a_channel, tell

WORKER = """
import sys
from backend.core.db import Database
from backend.messages.delivery import Site, deliver_messages
import backend.models
deliver_messages(Database(sys.argv[1]), Site("https://xam.example"))
"""


def url_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def a_county_with_channels(database: Database, sink: Sink, *, channels: int, messages: int) -> None:
    """Quiet at no hour, so that the test may run at night; each message has its own number."""
    with database.work() as session:
        county = a_county(session)
        set_pace(session, SYSTEM, county.id, quiet=None, per_minute=20, digest_after=20)
        for number in range(channels):
            a_channel(session, county, sink.url(f"/robot{number}?key=k"))
        for number in range(messages):
            tell(session, county, 1, values={"number": f"SF-{number}"})


def test_four_workers_at_once_send_every_message_once_a_channel(committed_database: Database, sink: Sink) -> None:
    a_county_with_channels(committed_database, sink, channels=3, messages=12)

    def work() -> None:
        own = Database(url_of(committed_database))
        for _ in range(30):
            deliver_messages(own, SITE)
        own.engine.dispose()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    sent = Counter(zip(sink.paths, sink.texts, strict=True))
    assert len(sent) == 36
    assert set(sent.values()) == {1}


def test_what_a_killed_worker_had_in_hand_goes_out_after_its_lease(committed_database: Database, sink: Sink) -> None:
    a_county_with_channels(committed_database, sink, channels=1, messages=1)
    sink.answers.append(Answer(stalls=True))
    process = subprocess.Popen([sys.executable, "-c", WORKER, url_of(committed_database)])
    assert sink.asked.wait(30)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert deliver_messages(committed_database, SITE) == 0
    with time_machine.travel(datetime.now(UTC) + LEASE):
        assert deliver_messages(committed_database, SITE) == 1
    assert len(sink.texts) == 2  # at least once: the robot had the first one already
    with committed_database.work(write=False) as session:
        assert session.execute(select(DELIVERY.c.state)).scalars().all() == ["sent"]
