"""The ledger as rows for Excel: one moment of it, read in pieces with plain columns; no object is made of a case."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.hazards.models import Hazard
from backend.people.models import ACCOUNT
from backend.places.models import ORGANISATION, Checkpoint, School
from backend.rectifications import queries
from backend.rectifications.filtering import SCHOOL_NAME, Filters, matching
from backend.rectifications.models import CO_UNIT, CONTENT, ENTRY, Case
from backend.rectifications.scopes import readable
from backend.rectifications.supervision_models import LOOK_BACK

AT_A_TIME = 500
_COLUMNS = (
    *("id", "state", "ledger_no", "place_text", "tile", "category", "severity", "handling", "lead_unit_id"),
    *("responsible_name", "planned_measure", "interim_measure", "due_at", "funds", "measure", "submitted_at"),
    *("verified_at", "verified_by", "verified_unit_id", "closed_at", "criteria_item", "extension_count"),
    *("reopen_count", "government_document_no", "reject_reason", "referred_to", "import_key"),
)
_COPIED = {
    "report": ("place", "note"),
    "import": ("place", "note", "responsible", "measure", "interim", "funds", "outcome", "verifier", "remark"),
    "acknowledge": ("responsible", "measure"),
    "plan": ("responsible", "measure", "funds"),
    "record_interim": ("interim",),
    "submit": ("outcome",),
    "fix_on_spot": ("outcome",),
}
"""Which columns repeat words of which entry: erased there, they are not to be read here."""


@dataclass
class Beside:
    """What stands beside the cases of one piece, by case: helping units, look-backs, what an import said, what is erased."""

    units: dict[UUID, list[str]] = field(default_factory=lambda: defaultdict(list))
    looks: dict[UUID, list[Any]] = field(default_factory=lambda: defaultdict(list))
    sheets: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    erased: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    people: dict[UUID, str] = field(default_factory=dict)


def pieces(
    session: Session, actor: Actor, filters: Filters, *conditions: ColumnElement[bool]
) -> Iterator[tuple[Sequence[Any], Beside]]:
    """Yield the cases that the actor may export, oldest first, `AT_A_TIME` together with what stands beside them.

    Never what was set aside or sealed, whatever is asked for. The session should be a snapshot.
    """
    statement = _statement().where(readable(actor, "case.export"), *matching(filters), *conditions)
    statement = statement.where(
        Case.quarantined.is_(False), or_(Case.referred_to.is_(None), Case.referred_to != "confidential")
    )
    statement = statement.order_by(Case.reported_at, Case.id).execution_options(yield_per=AT_A_TIME)
    for rows in session.connection().execute(statement).partitions():
        yield rows, _beside(session, rows)


def _statement() -> Select[Any]:
    return (
        queries.summaries()
        .outerjoin(School, School.id == Case.school_id)
        .with_only_columns(
            *(getattr(Case, name) for name in _COLUMNS),
            SCHOOL_NAME.name.label("school_name"),
            queries.LEAD.name.label("lead_name"),
            Checkpoint.name.label("checkpoint_name"),
            School.school_code,
            Hazard.place_text.label("reported_place"),
            Hazard.note,
            Hazard.found_via,
            Hazard.happened_at,
        )
    )


def _beside(session: Session, rows: Sequence[Any]) -> Beside:
    ids = [row.id for row in rows]
    beside, connection = Beside(), session.connection()
    units = select(CO_UNIT.c.case_id, ORGANISATION.c.name).join(ORGANISATION, ORGANISATION.c.id == CO_UNIT.c.unit_id)
    for case_id, name in connection.execute(units.where(CO_UNIT.c.case_id.in_(ids)).order_by(ORGANISATION.c.name)):
        beside.units[case_id].append(name)
    for look in connection.execute(_looks(ids)):
        beside.looks[look.case_id].append(look)
    for case_id, action in connection.execute(_erased(ids)):
        beside.erased[case_id].update(_COPIED[action])
    imported = [row.id for row in rows if row.import_key is not None]
    if imported:
        beside.sheets = {case_id: json.loads(text) for case_id, text in connection.execute(_sheets(imported))}
    verifiers = {row.verified_by for row in rows if row.verified_by is not None}
    if verifiers:
        names = select(ACCOUNT.c.id, ACCOUNT.c.display_name).where(ACCOUNT.c.id.in_(verifiers))
        beside.people = {row.id: row.display_name for row in connection.execute(names)}
    return beside


def _looks(ids: list[UUID]) -> Select[Any]:
    wanted = (LOOK_BACK.c.case_id, LOOK_BACK.c.kind, LOOK_BACK.c.due_at, LOOK_BACK.c.result, LOOK_BACK.c.done_at)
    current = or_(LOOK_BACK.c.result.is_(None), LOOK_BACK.c.result != "void")
    return select(*wanted).where(LOOK_BACK.c.case_id.in_(ids), current).order_by(LOOK_BACK.c.due_at)


def _erased(ids: list[UUID]) -> Select[Any]:
    return (
        select(ENTRY.c.case_id, ENTRY.c.action)
        .outerjoin(CONTENT, CONTENT.c.entry_id == ENTRY.c.id)
        .where(ENTRY.c.case_id.in_(ids), ENTRY.c.action.in_(sorted(_COPIED)), CONTENT.c.entry_id.is_(None))
    )


def _sheets(ids: list[UUID]) -> Select[Any]:
    joined = select(ENTRY.c.case_id, CONTENT.c.content).join(CONTENT, CONTENT.c.entry_id == ENTRY.c.id)
    return joined.where(ENTRY.c.case_id.in_(ids), ENTRY.c.action == "import")


def day_of(moment: datetime | None) -> date | None:
    """Return the day of a moment as the county counts it."""
    return None if moment is None else local_date(moment)
