"""Somebody is told something on a running site, as the rooms do it: in the database, by the one operation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend import models
from backend.core.db import Database
from backend.messages.operations import Notice, send
from tests.journeys.site import Site


def tell(site: Site, unit: str, *, kind: str, case_id: UUID | None = None, **about: Any) -> None:
    """Tell everybody of the unit with this name, of a case if one is given; `about` are fields of Notice."""
    database = Database(site.environment["XIAOANMA_DATABASE_URL"])
    units = models.places.ORGANISATION
    with database.work() as session:
        found = session.execute(select(units.c.id, units.c.county_id).where(units.c.name == unit)).one()
        subject = {"subject_type": "case", "subject_id": case_id} if case_id else {}
        notice = Notice(kind=kind, county_id=found.county_id, unit_ids=(found.id,), **(subject | about))
        assert send(session, notice)
    database.engine.dispose()
