"""Changing for how long a class is kept: within what the law and the promise allow, and written into the audit book."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, insert, select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.retention import RULE
from backend.core.settings import SITE
from backend.retention.classes import CLASSES


def set_days(session: Session, actor: Actor, record_class: str, *, days: int | None, county_id: UUID = SITE) -> None:
    """Set the days of the whole site, or of one county; a county's None goes back to the site's."""
    about = CLASSES.get(record_class)
    if about is None:
        raise Problem("retention_class_unknown", named=record_class)
    if county_id != SITE and not about.by_county:
        raise Problem("retention_site_only", named=about.zh)
    general = session.execute(_rule(record_class, SITE)).one()
    own = session.execute(_rule(record_class, county_id)).first()
    if days is None:
        _drop_own(session, record_class, county_id)
    else:
        _check(days, about.zh, general.least_days, general.most_days)
        row = {"days": days, "changed_at": now(), "changed_by": actor.account_id}
        if own is None:
            limits = {"least_days": general.least_days, "most_days": general.most_days}
            session.execute(insert(RULE), row | limits | {"county_id": county_id, "record_class": record_class})
        else:
            session.execute(update(RULE).where(*_key(record_class, county_id)).values(row))
    record(
        session,
        actor,
        action="retention.changed",
        object_type="retention",
        object_id=county_id,
        county_id=None if county_id == SITE else county_id,
        changes={record_class: [own.days if own else None, days]},
    )


def _check(days: int, name: str, least: int, most: int | None) -> None:
    if days < least:
        raise Problem("retention_too_short", named=name, least=least)
    if most is not None and days > most:
        raise Problem("retention_too_long", named=name, most=most)


def _drop_own(session: Session, record_class: str, county_id: UUID) -> None:
    if county_id == SITE:
        raise Problem("retention_site_needed")
    session.execute(delete(RULE).where(*_key(record_class, county_id)))


def _key(record_class: str, county_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return RULE.c.record_class == record_class, RULE.c.county_id == county_id


def _rule(record_class: str, county_id: UUID) -> Select[Any]:
    return select(RULE).where(*_key(record_class, county_id)).with_for_update()
