"""What a county decides for itself: named values that overrule the site's, which overrule the program's defaults."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import Base, Json, UtcDateTime, insert_once

SITE = UUID(int=0)


class CountySetting(Base):
    """One value of one county, or of the whole site (`SITE`); who changed it last, and when."""

    __tablename__ = "county_setting"

    county_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(Json)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[UUID | None]


SETTING = CountySetting.__table__


def get(session: Session, county_id: UUID, name: str, default: Any) -> Any:
    """Return the county's value of `name`, else the site's, else `default`; always a JSON value.

    Names are dotted and begin with the room that asks: "messages.quiet_hours".
    """
    rows = session.execute(
        select(SETTING.c.county_id, SETTING.c.value).where(
            SETTING.c.county_id.in_([county_id, SITE]), SETTING.c.name == name
        )
    ).all()
    found = {row.county_id: row.value for row in rows}
    return found.get(county_id, found.get(SITE, default))


def put(session: Session, county_id: UUID, name: str, value: Any, *, actor: Actor) -> Any:
    """Set a value and return what stood there before (None if nothing did).

    The caller checks what the value means and writes the audit row: this corridor knows no room.
    """
    key = {"county_id": county_id, "name": name}
    new = {"value": value, "changed_at": now(), "changed_by": actor.account_id}
    if insert_once(session, SETTING, key | new):
        return None
    mine = (SETTING.c.county_id == county_id) & (SETTING.c.name == name)
    before = session.execute(select(SETTING.c.value).where(mine).with_for_update()).scalar_one()
    session.execute(update(SETTING).where(mine).values(new))
    return before
