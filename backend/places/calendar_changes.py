"""Changing the school calendar by hand: days, terms and weeks, of a county or of one school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core import calendar
from backend.core.actor import Actor
from backend.core.calendar import SchoolTerm
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.places.access import ensure_may
from backend.places.calendar_models import ENTRY, OWN_TERM, WEEKDAY
from backend.places.models import DIVISION
from backend.places.queries import county_scopes, place_scopes, where
from backend.places.school_days import Entry, Term, overlapping

TERM = SchoolTerm.__table__


@dataclass(frozen=True)
class Owner:
    """Whose calendar it is: a county's, or that of one of its schools."""

    county_id: UUID
    school_id: UUID | None = None

    @property
    def id(self) -> UUID:
        """The school, else the county."""
        return self.school_id or self.county_id

    @property
    def entries(self) -> list[ColumnElement[bool]]:
        """The condition for its entered days."""
        school = ENTRY.c.school_id == self.school_id if self.school_id else ENTRY.c.school_id.is_(None)
        return [ENTRY.c.county_id == self.county_id, school]


def owner_to_change(
    session: Session, actor: Actor, *, county_id: UUID | None = None, school_id: UUID | None = None
) -> Owner:
    """Return whose calendar is meant (the actor's own county by default), having asked that `actor` may change it."""
    if school_id is not None:
        place = where(session, school_id)
        if place is None:
            raise Problem("not_found")
        ensure_may(actor, "calendar.school", place_scopes(session, place))
        return Owner(place.county_id, school_id)
    county = county_id or actor.county_id
    if county is None:
        raise Problem("calendar_county_unknown")
    if (
        session.execute(select(DIVISION.c.id).where(DIVISION.c.id == county, DIVISION.c.level == "county")).first()
        is None
    ):
        raise Problem("not_found")
    ensure_may(actor, "calendar.edit", county_scopes(session, county))
    return Owner(county)


def set_school_day(session: Session, actor: Actor, owner: Owner, *, day: date, entry: Entry) -> None:
    """Enter what a day is; it holds until it is entered otherwise or cleared."""
    set_school_days(session, actor, owner, entries={day: entry})


def set_school_days(session: Session, actor: Actor, owner: Owner, *, entries: dict[date, Entry]) -> None:
    """Enter many days at once; days that are not named stay as they are."""
    for entry in entries.values():
        _check(entry)
    old = _entered(session, owner, list(entries))
    at = now()
    rows = [
        {"id": new_id(), **asdict(owner), "day": day, "changed_at": at, **asdict(entry)}
        for day, entry in entries.items()
        if old.get(day) != entry
    ]
    if not rows:
        return
    changed = [row["day"] for row in rows]
    session.execute(delete(ENTRY).where(*owner.entries, ENTRY.c.day.in_(changed)))
    session.execute(insert(ENTRY), rows)
    said = {day.isoformat(): [_said(old.get(day)), _said(entries[day])] for day in changed}
    _note(session, actor, owner, "calendar.days_set", said)


def clear_school_day(session: Session, actor: Actor, owner: Owner, *, day: date) -> None:
    """Take an entered day back: what the county, the nation, the terms and the week say holds again."""
    old = _entered(session, owner, [day])
    if old:
        session.execute(delete(ENTRY).where(*owner.entries, ENTRY.c.day == day))
        _note(session, actor, owner, "calendar.day_cleared", {day.isoformat(): [_said(old[day]), None]})


def set_terms(session: Session, actor: Actor, owner: Owner, *, terms: Sequence[Term]) -> None:
    """Say which terms there are, all of them: a term that is not named any more is gone."""
    if pair := overlapping(tuple(terms)):
        raise Problem("calendar_terms_overlap", one=pair[0].name, other=pair[1].name)
    table, column = (OWN_TERM, "school_id") if owner.school_id else (TERM, "county_id")
    mine = table.c[column] == owner.id
    held = select(table.c.starts_on, table.c.ends_on, table.c.name).where(mine).order_by(table.c.starts_on)
    old, new = [Term(*row) for row in session.execute(held)], sorted(terms)
    if old == new:
        return
    session.execute(delete(table).where(mine))
    if new:
        session.execute(insert(table), [{column: owner.id} | asdict(term) for term in new])
    _note(session, actor, owner, "calendar.terms_set", {"terms": [[_plain(t) for t in old], [_plain(t) for t in new]]})


def set_week(session: Session, actor: Actor, owner: Owner, *, week: dict[int, Entry]) -> None:
    """Say on which weekdays this school differs from "lessons from Monday to Friday": all of them."""
    for entry in week.values():
        _check(entry)
    mine = WEEKDAY.c.school_id == owner.school_id
    old = {row.weekday: _plain(row) for row in session.execute(select(WEEKDAY).where(mine))}
    session.execute(delete(WEEKDAY).where(mine))
    rows = [
        {"school_id": owner.school_id, "weekday": weekday, "kind": entry.kind, "half": entry.half, "name": entry.name}
        for weekday, entry in sorted(week.items())
    ]
    if rows:
        session.execute(insert(WEEKDAY), rows)
    new = {weekday: _said(entry) for weekday, entry in sorted(week.items())}
    _note(session, actor, owner, "calendar.week_set", {"week": [old, new]})


def _check(entry: Entry) -> None:
    if (entry.kind == "half") != (entry.half is not None):
        raise Problem("place_input_invalid", fields={"half": ["半天上课请选上午或下午，其他类型不要选。"]})
    if entry.as_weekday is not None and entry.kind != "makeup":
        raise Problem("place_input_invalid", fields={"as_weekday": ["只有补课日才填“按周几上课”。"]})


def _entered(session: Session, owner: Owner, days: list[date]) -> dict[date, Entry]:
    rows = session.execute(select(ENTRY).where(*owner.entries, ENTRY.c.day.in_(days)))
    return {row.day: Entry(row.kind, row.half, row.as_weekday, row.name) for row in rows}


def _note(session: Session, actor: Actor, owner: Owner, action: str, changes: dict[str, Any]) -> None:
    calendar.touch(session, owner.id)
    about = {"object_type": "calendar", "object_id": owner.id, "county_id": owner.county_id}
    record(session, actor, action=action, changes=changes, **about)  # type: ignore[arg-type]


def _said(entry: Entry | None) -> dict[str, Any] | None:
    return None if entry is None else {name: value for name, value in asdict(entry).items() if value not in (None, "")}


def _plain(row: Any) -> dict[str, str]:
    names = ("starts_on", "ends_on", "name") if isinstance(row, Term) else ("kind", "half", "name")
    return {name: str(getattr(row, name)) for name in names if getattr(row, name) not in (None, "")}
