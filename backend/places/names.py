"""The names an organisation had: a school keeps its code for life, people keep calling it what it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, insert, or_, select
from sqlalchemy.orm import Session

from backend.core.clock import local_date, now
from backend.core.ids import new_id
from backend.places.initials import initials
from backend.places.models import FORMER_NAME


def note_former_name(
    session: Session, organisation_id: UUID, *, old: Mapping[str, Any], new: Mapping[str, Any]
) -> None:
    """Remember the old name and short name up to today, if one of the two changes; `old` and `new` hold both."""
    if (old["name"], old["short_name"]) == (new["name"], new["short_name"]):
        return
    row = {
        "id": new_id(),
        "organisation_id": organisation_id,
        "name": old["name"],
        "short_name": old["short_name"],
        "initials": initials(old["name"], old["short_name"]),
        "valid_to": local_date(now()),
    }
    session.execute(insert(FORMER_NAME), row)


def former_names(session: Session, organisation_id: UUID) -> list[dict[str, Any]]:
    """Return the names it had, the oldest first, each with the day up to which it held."""
    columns = (FORMER_NAME.c.name, FORMER_NAME.c.valid_to)
    query = select(*columns).where(FORMER_NAME.c.organisation_id == organisation_id).order_by(FORMER_NAME.c.id)
    return [dict(row) for row in session.execute(query).mappings()]


def was_named_like(organisation_id: Any, q: str) -> ColumnElement[bool]:
    """Return the condition that an organisation once had a name (or initials) with `q` in it."""
    like = [FORMER_NAME.c.name.contains(q, autoescape=True), FORMER_NAME.c.short_name.contains(q, autoescape=True)]
    if q.isascii():
        like.append(FORMER_NAME.c.initials.contains(q.lower(), autoescape=True))
    return organisation_id.in_(select(FORMER_NAME.c.organisation_id).where(or_(*like)))  # type: ignore[no-any-return]
