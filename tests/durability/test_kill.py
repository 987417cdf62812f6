"""SIGKILL in the middle of reports, photos and moves, two hundred times on each database: nothing acknowledged is lost.

`XIAOANMA_KILLS=20 pytest -m kill` looks for a shorter time, `XIAOANMA_KILL_SEED` at other moments.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from backend.core.db import Database
from backend.evidence.storage import open_storage
from tests.durability.counting import faults
from tests.durability.killing import Servers, servers
from tests.durability.sites import Site, a_site
from tests.durability.writers import CaseWorkers, PasserBy, Phone, Talkative

KILLS = int(os.environ.get("XIAOANMA_KILLS", "200"))
SEED = os.environ.get("XIAOANMA_KILL_SEED", "校安码")
SHORTEST_S, LONGEST_S = 0.05, 0.4
ANSWER_WITHIN_S = 30.0

pytestmark = pytest.mark.kill


@pytest.fixture
def site(committed_database: Database, tmp_path: Path) -> Site:
    return a_site(committed_database, tmp_path)


def test_nothing_acknowledged_is_lost_half_or_doubled_when_servers_are_killed(site: Site) -> None:
    with servers(site.environment, log=site.log) as running:
        phones, acknowledged = phones_of(site, running.port, (PasserBy, CaseWorkers))
        kill_again_and_again(running, acknowledged, moments(site, KILLS))
        running.start()
        let_them_finish(phones)
    assert count(site, phones) == []
    assert tally(site, phones) >= 3 * KILLS


def test_a_server_that_acknowledges_before_it_commits_is_found_out(site: Site) -> None:
    with servers(site.environment, log=site.log, target="tests.durability.planted:application") as running:
        phones, acknowledged = phones_of(site, running.port, (Talkative,))
        kill_again_and_again(running, acknowledged, moments(site, 5))
        running.start()
        let_them_finish(phones)
        time.sleep(1)
    assert any("was acknowledged and is lost" in fault for fault in count(site, phones))


def phones_of(site: Site, port: int, kinds: Sequence[type[Phone]]) -> tuple[list[Phone], threading.Event]:
    """One working phone of each kind at each school, and the event that the next acknowledged write sets."""
    acknowledged = threading.Event()
    pairs = [(kind, scene) for kind in kinds for scene in site.scenes]
    phones = [kind(port, scene, seed=f"{SEED} {n}", acknowledged=acknowledged) for n, (kind, scene) in enumerate(pairs)]
    for phone in phones:
        phone.start()
    return phones, acknowledged


def moments(site: Site, kills: int) -> list[float]:
    """How long after its first acknowledged write each server dies, in seconds; the same for the same seed."""
    dice = random.Random(f"{SEED} {site.database.url.get_backend_name()}")
    return [dice.triangular(SHORTEST_S, LONGEST_S, SHORTEST_S) for _ in range(kills)]


def kill_again_and_again(running: Servers, acknowledged: threading.Event, delays: list[float]) -> None:
    for delay in delays:
        acknowledged.clear()
        running.start()
        assert acknowledged.wait(ANSWER_WITHIN_S), "no write was acknowledged"
        time.sleep(delay)
        running.kill()


def let_them_finish(phones: list[Phone]) -> None:
    """Stop every phone after what it has begun, so that all it tried has been acknowledged."""
    for phone in phones:
        phone.stop.set()
    for phone in phones:
        phone.join(ANSWER_WITHIN_S)
        assert not phone.is_alive()


def count(site: Site, phones: list[Phone]) -> list[str]:
    storage = open_storage(site.environment["XIAOANMA_STORAGE_URL"])
    with site.database.work(write=False) as session:
        return faults(session, storage, [phone.notes for phone in phones])


def tally(site: Site, phones: list[Phone]) -> int:
    """Print what was acknowledged, and return how many writes in all."""
    notes = [phone.notes for phone in phones]
    told = {"reports": sum(len(n.reports) for n in notes), "photos": sum(len(n.photos) for n in notes)}
    told |= {"moves": sum(len(n.moves) for n in notes)}
    again = sum(n.repeated for n in notes)
    print(f"{site.database.url.get_backend_name()}: {KILLS} kills, acknowledged {told}, sent again {again} times")
    return sum(told.values())
