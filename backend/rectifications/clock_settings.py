"""A county's clocks: its own values over the release's, with its calendar; set by one operation that refuses nonsense."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core import calendar, settings
from backend.core.actor import SYSTEM, Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.working_time import Reckoner
from backend.rectifications.clock_book import ClockBook, book_of, shipped, standard
from backend.rectifications.models import CASE
from backend.rectifications.states import OPEN, State

NAME = "clocks"
SEED = "look_back.seed"
KEPT_S = 60.0
log = structlog.get_logger()
_kept: dict[UUID, tuple[float, Rulebook]] = {}


@dataclass(frozen=True)
class Rulebook:
    """What deadlines in one county are reckoned with."""

    book: ClockBook
    reckoner: Reckoner


def rulebook_of(session: Session, county_id: UUID) -> Rulebook:
    """Read the county's clocks and calendar."""
    book = _book_of(settings.get(session, county_id, NAME, {}), county_id)
    found = Rulebook(book, Reckoner(calendar.load(session, county_id), book.hours))
    _kept[county_id] = (time.monotonic(), found)
    return found


def recent_rulebook(session: Session, county_id: UUID) -> Rulebook:
    """The same as somebody in this process read it less than a minute ago: no report or move is to pay four queries for it.

    What another process has set meanwhile counts within that minute; the worker always reads it anew.
    """
    read_at, found = _kept.get(county_id, (0.0, None))
    fresh = found is not None and time.monotonic() - read_at < KEPT_S
    return found if found is not None and fresh else rulebook_of(session, county_id)


def own_values(session: Session, county_id: UUID) -> dict[str, str]:
    """Return what the county (or the site) has set for itself."""
    return dict(settings.get(session, county_id, NAME, {}))


def set_clocks(session: Session, actor: Actor, county_id: UUID, *, values: Mapping[str, str | None]) -> dict[str, str]:
    """Set values by dotted name (None: back to the release's) and return the county's own ones.

    Deadlines that are running stay as they were told to people; the ladder counts at once, for every case.
    """
    before = own_values(session, county_id)
    after = {name: text for name, text in (before | dict(values)).items() if text is not None}
    try:
        book_of({**after, **dict.fromkeys(set(values) - set(shipped()), "")})  # an unknown name is one even when unset
    except ValueError as error:
        raise Problem("clock_value_wrong", why=str(error)) from error
    settings.put(session, county_id, NAME, after, actor=actor)
    changes = {name: [before.get(name), text] for name, text in values.items()}
    about: Any = {"object_type": "county", "object_id": county_id, "county_id": county_id}
    record(session, actor, action="clocks.set", changes=changes, **about)
    _kept.pop(county_id, None)
    waiting = CASE.c.state.in_([state.value for state in (*OPEN, State.CLOSED)])
    session.execute(update(CASE).where(CASE.c.county_id == county_id, waiting).values(rings_at=now()))
    return after


def seed_of(session: Session, county_id: UUID, book: ClockBook) -> str:
    """Return the seed that look-backs are drawn with; the first draw of a county makes one that nobody could foresee."""
    own = own_values(session, county_id)  # not the book's, which may be a minute old
    if own.get(SEED) or book.seed:
        return own.get(SEED) or book.seed
    seed = secrets.token_hex(8)
    settings.put(session, county_id, NAME, own | {SEED: seed}, actor=SYSTEM)
    _kept.pop(county_id, None)
    about: Any = {"object_type": "county", "object_id": county_id, "county_id": county_id}
    record(session, SYSTEM, action="clocks.set", changes={SEED: [None, seed]}, **about)
    return seed


def _book_of(values: Mapping[str, str], county_id: UUID) -> ClockBook:
    """Return the county's book; values that this release no longer understands must not stop anybody's work."""
    try:
        return book_of(values) if values else standard()
    except ValueError as error:
        log.error("clock settings not understood, using the release's", county_id=str(county_id), why=str(error))
        return standard()
