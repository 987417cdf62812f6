"""Taking the ledger out as an Excel file: one moment of it while others write, and a line in the audit book about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, null, select
from sqlalchemy.orm import Session

from backend.audit import operations as audit
from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.db import Database
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.overview.ledger_rows import pieces
from backend.overview.ledger_sheet import title_of, write_sheet
from backend.overview.ledger_words import cells_of
from backend.people.rules import verbs_anywhere
from backend.places.models import DIVISION, ORGANISATION, SCHOOL
from backend.rectifications.filtering import Filters
from backend.rectifications.ledger_columns import FILLED_IN, HANDOVER
from backend.rectifications.models import Case
from backend.rectifications.states import WORKING

VERB = "case.export"


def ensure_may_export(actor: Actor) -> None:
    """Refuse those who export nothing anywhere; what others get is theirs to read."""
    if actor.kind != "system" and VERB not in verbs_anywhere(actor):
        raise Problem("not_permitted", whom="县联席会议办公室")


def export_ledger(
    database: Database, actor: Actor, *, filters: Filters, path: Path, county_id: UUID | None = None
) -> tuple[str, int]:
    """Write what the actor may export to `path`; returns the ledger's title and the number of cases."""
    ensure_may_export(actor)
    county = () if county_id is None else (Case.county_id == county_id,)
    with database.snapshot() as session:
        title = title_of(_place(session, county_id or actor.county_id), local_date(now()))
        rows = write_sheet(path, _cells(session, actor, filters, county), title=title)
    usual = vars(Filters()) | {"quarantined": None}
    asked = {name: value for name, value in vars(filters).items() if value not in (None, [], usual[name])}
    _record(database, actor, "case.exported", asked, rows=rows, county_id=county_id or actor.county_id)
    return title, rows


def export_handover(database: Database, actor: Actor, *, unit_id: UUID, path: Path) -> tuple[str, int]:
    """Write a unit's open cases with columns to fill in, for a unit that works on paper; the same as above is returned."""
    ensure_may_export(actor)
    theirs = (Case.lead_unit_id == unit_id, Case.state.in_([state.value for state in WORKING]))
    with database.snapshot() as session:
        unit = session.execute(
            select(ORGANISATION.c.name, ORGANISATION.c.county_id).where(ORGANISATION.c.id == unit_id)
        ).first()
        if unit is None or unit.county_id != actor.county_id:
            raise Problem("not_found")
        title = f"{unit.name}待整改隐患（{local_date(now()):%Y年%-m月%-d日}）"
        cells = _to_fill_in(_cells(session, actor, Filters(), theirs))
        rows = write_sheet(path, cells, title=title, columns=HANDOVER, open_columns=FILLED_IN)
    _record(database, actor, "case.handed_over", {"unit_id": unit_id}, rows=rows, county_id=actor.county_id)
    return title, rows


def place_of(database: Database, *, county_code: str | None, school_code: str | None) -> tuple[UUID, UUID | None]:
    """Return the ids of the county and (where one was named) the school behind these codes."""
    with database.work(write=False) as session:
        if school_code is not None:
            named = select(SCHOOL.c.county_id, SCHOOL.c.id).where(SCHOOL.c.school_code == school_code)
        else:
            newest = DIVISION.c.valid_from.desc()
            named = select(DIVISION.c.id, null()).where(DIVISION.c.code == county_code, DIVISION.c.level == "county")
            named = named.order_by(newest).limit(1)
        found = session.execute(named).first()
    if found is None:
        raise Problem("not_found")
    return found[0], found[1]


def _cells(
    session: Session, actor: Actor, filters: Filters, conditions: tuple[ColumnElement[bool], ...]
) -> Iterator[dict[str, Any]]:
    number, at = 0, now()
    for rows, beside in pieces(session, actor, filters, *conditions):
        for row in rows:
            number += 1
            yield cells_of(row, beside, number=number, at=at)


def _to_fill_in(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What the unit said when it took a case over stays for it to see; how it went is for it to write."""
    for cells in rows:
        yield cells | {"outcome": None, "done_on": None}


def _place(session: Session, county_id: UUID | None) -> str:
    name = session.execute(select(DIVISION.c.name).where(DIVISION.c.id == county_id)).scalar()
    return name or ""


def _record(
    database: Database, actor: Actor, action: str, asked: Mapping[str, Any], *, rows: int, county_id: UUID | None
) -> None:
    changes = {name: [None, str(value)] for name, value in asked.items()} | {"rows": [None, rows]}
    with database.work() as session:
        audit.record(
            session,
            actor,
            action=action,
            object_type="export",
            object_id=new_id(),
            county_id=county_id,
            changes=changes,
        )
