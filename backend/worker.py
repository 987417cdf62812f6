"""Work that nobody waits for. The rows themselves are the queue: what is undone is found again after any crash."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable

import structlog
from sqlalchemy.orm import Session

from backend.config import Config
from backend.core.db import Database
from backend.evidence.erasing import remove_erased_objects
from backend.evidence.redacting import render_pending
from backend.evidence.storage import open_storage
from backend.evidence.versions import make_pending_versions
from backend.inspections.replies import ring_overdue_replies
from backend.messages.delivery import Site, deliver_messages
from backend.patrols.recheck_draw import draw_rechecks
from backend.patrols.settling import settle_rounds
from backend.patrols.upkeep import cancel_rounds_of_closed_schools, make_rounds
from backend.rectifications.anchor_notices import announce_anchor
from backend.rectifications.anchors import anchors_folder, keep_daily_anchor
from backend.rectifications.guesses import settle_guesses, warn_of_missing_years
from backend.rectifications.ringing import ring_clocks
from backend.referrals.notices import remind_of_sealed_reports
from backend.retention.classes import CLASSES, HOUR_S
from backend.retention.running import Keeper

PAUSE_S = 2.0
COUNT_EVERY_S = 24 * 3600.0
SETTLE_EVERY_S = 20.0
log = structlog.get_logger()
Chore = Callable[[], int]


def chores(config: Config, database: Database) -> dict[str, Chore]:
    """Return every chore by name; each does a small batch and says how much it did."""
    storage = open_storage(config.storage_url)
    site = Site(config.public_url, config.smtp_url)
    anchors = anchors_folder(config.home)
    return {
        "deliver_messages": lambda: deliver_messages(database, site),
        "ring_clocks": lambda: ring_clocks(database),
        "ring_replies": now_and_then(lambda: _in_one_unit(database, ring_overdue_replies), every_s=60.0),
        "settle_guesses": now_and_then(lambda: settle_guesses(database)),
        "warn_of_missing_years": now_and_then(lambda: _in_one_unit(database, warn_of_missing_years)),
        "make_rounds": now_and_then(lambda: make_rounds(database), every_s=30.0),
        "cancel_rounds": now_and_then(lambda: cancel_rounds_of_closed_schools(database), every_s=300.0),
        "settle_rounds": now_and_then(settle_rounds(database), every_s=SETTLE_EVERY_S),
        "photo_versions": lambda: make_pending_versions(database, storage),
        "erased_objects": lambda: remove_erased_objects(database, storage),
        "photo_redactions": lambda: render_pending(database, storage),
        "daily_anchor": now_and_then(lambda: keep_daily_anchor(database, anchors, outside=config.anchor_dir)),
        "draw_rechecks": now_and_then(lambda: _in_one_unit(database, draw_rechecks)),
        "announce_anchor": now_and_then(lambda: _in_one_unit(database, lambda work: announce_anchor(work, anchors))),
        "remind_of_sealed_reports": now_and_then(lambda: _in_one_unit(database, remind_of_sealed_reports)),
        "statistics": now_and_then(lambda: _quietly(database.refresh_statistics), every_s=COUNT_EVERY_S),
    } | _purges(database)


def _purges(database: Database) -> dict[str, Chore]:
    """One chore for each class of record that has a time of its own."""
    return {
        f"purge_{each.name}": now_and_then(Keeper(database, each), every_s=each.every_s)
        for each in CLASSES.values()
        if each.purges
    }


def now_and_then(chore: Chore, *, every_s: float = HOUR_S) -> Chore:
    """Do `chore` until it finds nothing, then leave it alone for `every_s` seconds."""
    rest_until = 0.0

    def perhaps() -> int:
        nonlocal rest_until
        if time.monotonic() < rest_until:
            return 0
        done = chore()
        if done == 0:
            rest_until = time.monotonic() + every_s
        return done

    return perhaps


def _quietly(chore: Callable[[], object]) -> int:
    """A chore that is done in one go, whatever it says."""
    chore()
    return 0


def _in_one_unit(database: Database, forget: Callable[[Session], int]) -> int:
    with database.work() as session:
        return forget(session)


def run_once(todo: dict[str, Chore]) -> int:
    """Do one batch of each chore; one that fails is logged and does not keep the others from their turn."""
    done = 0
    for name, chore in todo.items():
        try:
            done += chore()
        except Exception as error:
            log.error("chore failed", chore=name, exc_info=error)
    return done


def run(config: Config) -> None:
    """Work until told to stop (SIGTERM, SIGINT), resting when there is nothing to do."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    todo = chores(config, Database(config.database_url))
    log.info("worker started")
    while not stop.is_set():
        if run_once(todo) == 0:
            stop.wait(PAUSE_S)
