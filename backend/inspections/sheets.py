"""A sheet taken in hand: locked, with its inspection, and what stands on it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.errors import Problem
from backend.inspections import rules
from backend.inspections.answers import Standing, sheet
from backend.inspections.models import FINDING, RECORD
from backend.inspections.queries import answers_of, fact_of, is_inspector, read_record, team_of
from backend.inspections.templates import Item, lines_for, templates


@dataclass(frozen=True)
class Sheet:
    """What stands on a school's sheet: its lines, how each is answered, the hazards by line, and every answer's row."""

    record: Any
    items: Mapping[str, Item]
    lines: Mapping[str, Standing]
    findings: list[tuple[str, UUID]]
    answers: list[Any]

    @property
    def digest(self) -> str:
        """The hash that signatures cover."""
        return rules.digest_of(self.lines, self.findings)

    @property
    def took_part(self) -> frozenset[UUID]:
        """The inspectors who have answered something that counts."""
        return frozenset(row.account_id for row in self.answers if not row.after_signing)


def locked_sheet(session: Session, actor: Actor, record_id: UUID) -> Sheet:
    """Lock a sheet that the actor may read: answers and signatures must not cross."""
    read_record(session, actor, record_id)
    session.execute(select(RECORD.c.id).where(RECORD.c.id == record_id).with_for_update())
    return sheet_of(session, read_record(session, actor, record_id))


def sheet_of(session: Session, record: Any, answers: list[Any] | None = None) -> Sheet:
    """Read what stands on a sheet; answers that came after the signing do not count."""
    rows = answers_of(session, [record.id])[record.id] if answers is None else answers
    items = lines_for(templates()[record.template], record.school_type)
    query = select(FINDING.c.item, FINDING.c.hazard_id).where(
        FINDING.c.record_id == record.id, FINDING.c.after_signing.is_(False)
    )
    findings = [(row.item, row.hazard_id) for row in session.execute(query)]
    counting = (fact_of(row) for row in rows if not row.after_signing)
    return Sheet(record, items, sheet(items, counting), findings, rows)


def demand_inspector(session: Session, actor: Actor, record: Any, *, at: datetime) -> UUID:
    """Return the unit that the actor inspects for; refuse who is not named, and what was done outside the days of the inspection.

    What was seen in time and arrives late is taken: a phone in a dead valley loses nothing.
    """
    if not is_inspector(session, actor.account_id, record):
        raise Problem("inspection_not_inspector")
    if record.state == "draft":
        raise Problem("inspection_not_open")
    if not record.starts_on <= local_date(min(at, now())) <= record.ends_on:
        raise Problem("inspection_over")
    unit_id: UUID = next(each.unit_id for each in team_of(session, record) if each.account_id == actor.account_id)
    return unit_id


def demand_line(found: Sheet, item: str) -> Item:
    """Return the line, or refuse one that this school's sheet does not have."""
    line = found.items.get(item)
    if line is None:
        raise Problem("inspection_line_unknown", fields={"item": ["inspection_line_unknown"]})
    return line
