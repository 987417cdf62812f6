"""A case that waits, a worker that passes by at a chosen time, and what it left behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.calendar import CalendarYear
from backend.core.db import Database
from backend.messages.models import INBOX, MESSAGE
from backend.rectifications.models import ENTRY, Case
from backend.rectifications.ringing import ring_clocks
from backend.rectifications.supervision_models import LETTER, RING
from tests.cases import Scene, a_case, a_scene, acknowledged, assigned

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)  # ten o'clock in the county
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MAJOR = {"category": "BLD04", "severity": "major", "criteria_item": "3.2", "handling": "deadline"}


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Everything inside happens at this moment."""
    with time_machine.travel(moment, tick=False):
        yield


@dataclass
class Watched:
    """A case and the database that the worker finds it in."""

    database: Database
    session: Session
    scene: Scene
    case: Case

    def pass_by(self, moment: datetime) -> int:
        """Let the worker pass at this moment until it finds nothing more; returns how many cases it looked at."""
        self.session.commit()
        with at(moment):
            looked = sum(iter(lambda: ring_clocks(self.database), 0))
        self.session.expire_all()
        return looked

    def rings(self, *, loud: bool = True) -> list[tuple[str, str]]:
        """What rang (or was only noted as passed), in order of time."""
        statement = select(RING.c.clock, RING.c.rung).where(RING.c.case_id == self.case.id, RING.c.loud.is_(loud))
        return [tuple(row) for row in self.session.execute(statement.order_by(RING.c.rang_at, RING.c.deadline_at))]  # type: ignore[misc]

    def letters(self) -> list[str]:
        """Kinds of the letters drafted."""
        statement = select(LETTER.c.kind).where(LETTER.c.case_id == self.case.id).order_by(LETTER.c.drafted_at)
        return list(self.session.execute(statement).scalars())

    def entries(self, action: str) -> int:
        """How many entries of this kind the ledger has of the case."""
        mine = (ENTRY.c.case_id == self.case.id, ENTRY.c.action == action)
        return len(self.session.execute(select(ENTRY.c.id).where(*mine)).all())

    def told(self, role: str) -> list[str]:
        """Kinds of the messages about the case in the inbox of this person, in order."""
        return told(self.session, self.scene.account(self.session, role).id, self.case.id)


def told(session: Session, account_id: UUID, case_id: UUID) -> list[str]:
    statement = (
        select(MESSAGE.c.kind)
        .join(INBOX, INBOX.c.message_id == MESSAGE.c.id)
        .where(INBOX.c.account_id == account_id, MESSAGE.c.subject_id == case_id)
        .order_by(MESSAGE.c.created_at, MESSAGE.c.id)
    )
    return list(session.execute(statement).scalars())


def know_years(session: Session, *years: int) -> None:
    for year in years:
        if session.get(CalendarYear, year) is None:
            session.add(CalendarYear(year=year, source="tests"))
    session.flush()


def watched(
    database: Database, session: Session, *, state: str = "rectifying", roles: tuple[str, ...] = (), **details: Any
) -> Watched:
    """A case brought to a state on Monday at ten; `roles` have people with an inbox, `details` are those of assigning."""
    with at(MONDAY):
        scene = a_scene(session)
        know_years(session, 2026, 2027)
        for role in ("joint_office", "school_safety", "principal", *roles):
            scene.account(session, role)
        case = a_case(session, scene)
        if state != "reported":
            assigned(session, scene, case, **details)
        if state == "rectifying":
            acknowledged(session, scene, case)
    return Watched(database, session, scene, case)
