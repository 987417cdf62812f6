"""The steps of typing a sheet back: upload and preview, then the moves, each by the ordinary operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from backend.core import imports
from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.errors import Problem, body_of
from backend.core.ids import new_id
from backend.core.spreadsheets import CellMistake, Row, read_every
from backend.intake.handover_import.plan import COLUMNS, CaseHere, Planned, plan
from backend.people.rules import verbs_anywhere
from backend.places.models import Organisation
from backend.rectifications import ledger
from backend.rectifications.commands import Command
from backend.rectifications.models import Case
from backend.rectifications.moves import locked_case
from backend.rectifications.operations.fixing import acknowledge_assignment, submit_rectification
from backend.rectifications.scopes import readable
from backend.rectifications.states import State

KIND = "handover"
VERB = "case.type_in"
MOST_ROWS = 2_000
_CHUNK = 500
_LEAD = aliased(Organisation)


def ensure_may(actor: Actor) -> None:
    """Typing in for a unit is the joint office's."""
    if VERB not in verbs_anywhere(actor):
        raise Problem("not_permitted", whom="县联席会议办公室")


def read_sheet(data: bytes) -> list[Row]:
    """Read the rows that came back; those of several sheets follow each other."""
    tables, _ = read_every(data, COLUMNS, most_rows=MOST_ROWS)
    return [row for table in tables for row in table.rows]


def judge(session: Session, actor: Actor, rows: Sequence[Row]) -> list[Planned]:
    """Say what each row would do, as the cases stand now; writes nothing."""
    numbers = sorted({row.values["ledger_no"] for row in rows if "ledger_no" in row.values})
    return plan(rows, _cases(session, actor, numbers), today=local_date(now()))


def keep(session: Session, actor: Actor, kept: list[dict[str, Any]]) -> UUID:
    """Keep the rows (`kept_of`) for their confirmation."""
    if actor.county_id is None:
        raise Problem("ledger_import_county_unknown")
    return imports.keep(session, actor, county_id=actor.county_id, kind=KIND, rows=kept)


def kept_of(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the rows as JSON, before they are judged."""
    return [asdict(row) for row in rows]


def confirm(session: Session, actor: Actor, *, batch_id: UUID) -> dict[str, Any]:
    """Make the moves that the rows ask for. A case that refuses (frozen, moved on) is named, the others go ahead."""
    _, kept = imports.take(session, actor, batch_id=batch_id, kind=KIND)
    rows = [Row(row["row_number"], row["values"], [CellMistake(**each) for each in row["errors"]]) for row in kept]
    planned = judge(session, actor, rows)
    _lock(session, actor, planned)
    done: dict[str, Any] = {"acknowledged": 0, "submitted": 0, "waiting_for_photo": 0, "failed": []}
    for each in planned:
        if each.action == "error" or each.case is None:
            done["failed"] += [{"row": each.row.row_number, "message": mistake.message} for mistake in each.row.errors]
            continue
        try:
            _move(session, actor, each, each.case)
        except Problem as problem:
            done["failed"].append({"row": each.row.row_number, "message": _words(problem)})
            continue
        done["acknowledged"] += each.acknowledges
        done["submitted"] += each.submits
        done["waiting_for_photo"] += bool(each.notice) and each.case.state in (State.ASSIGNED, State.RECTIFYING)
    return done


def _move(session: Session, actor: Actor, planned: Planned, case: CaseHere) -> None:
    said, version = planned.row.values, case.version
    signed = {"source": "spreadsheet", "name": said.get("responsible") or case.responsible or case.unit_name}
    with session.begin_nested():
        if planned.acknowledges:
            details = {"responsible_name": said["responsible"], "planned_measure": said["measure"], "typed_in": signed}
            command = Command(new_id(), version, now(), details=details)
            acknowledge_assignment(session, actor, case.id, command=command)
            version += 1
        if planned.submits:
            told = f"完成时间：{said['done_on']}" if "done_on" in said else ""
            details = {"measure": said["outcome"], "typed_in": signed}
            submit_rectification(
                session, actor, case.id, command=Command(new_id(), version, now(), told, details=details)
            )


def _lock(session: Session, actor: Actor, planned: Sequence[Planned]) -> None:
    """All cases, then all chains, each in one order: whoever else moves several waits for us, and not for each other."""
    cases = {each.case.id: each.case for each in planned if each.case and (each.acknowledges or each.submits)}
    for case_id in sorted(cases):
        locked_case(session, actor, case_id)
    if cases and actor.county_id is not None:
        ledger.lock_heads(session, actor.county_id, [case.school_id for case in cases.values()])


def _cases(session: Session, actor: Actor, numbers: list[str]) -> dict[str, CaseHere]:
    wanted = (Case.ledger_no, Case.id, Case.school_id, Case.state, Case.version, Case.category, Case.responsible_name)
    statement = select(*wanted, _LEAD.name).join(_LEAD, _LEAD.id == Case.lead_unit_id)
    statement = statement.where(readable(actor, VERB), Case.county_id == actor.county_id)
    cases: dict[str, CaseHere] = {}
    for start in range(0, len(numbers), _CHUNK):
        for row in session.execute(statement.where(Case.ledger_no.in_(numbers[start : start + _CHUNK]))):
            number, case_id, school_id, state, version, category, responsible, unit = row
            here = CaseHere(
                case_id, school_id, State(state), version, category, unit_name=unit, responsible=responsible
            )
            cases[number or ""] = here
    return cases


def _words(problem: Problem) -> str:
    told = body_of(problem, language="zh")
    return f"{told['title']}。{told['detail']}"
