"""Declaring an indicator, verifying a declaration from outside, marking a school as urban."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.db import insert_once
from backend.core.errors import Problem
from backend.people.rules import PlaceScopes, may
from backend.places.models import SCHOOL
from backend.places.queries import place_scopes, where
from backend.places.rules import SitePlace
from backend.protection import rules
from backend.protection.catalogue import Atom, load
from backend.protection.errors import ANSWERS
from backend.protection.models import DECLARATION, URBAN, VERIFICATION
from backend.protection.queries import kind_of, newest_declaration


def declare(
    session: Session,
    actor: Actor,
    *,
    school_id: UUID,
    atom: str,
    declaration_id: UUID,
    answers: Mapping[str, Any],
    note: str,
) -> None:
    """Record what the school says of one indicator today; the same declaration again changes nothing."""
    place = _school(session, actor, school_id, "indicator.declare")
    described = _atom(atom)
    if not rules.applies_to(described.applies, kind_of(session, school_id)):
        raise Problem("protection_not_applicable")
    _check_answers(described, answers)
    said = {"school_id": school_id, "atom": atom, "answers": dict(answers), "note": note.strip()}
    more = {"id": declaration_id, "county_id": place.county_id, "catalogue": load().version, "declared_at": now()}
    if insert_once(session, DECLARATION, said | more | {"declared_by": actor.account_id}):
        changes = {"atom": [None, atom], "answers": [None, dict(answers)]}
        _record(session, actor, "protection.declared", declaration_id, place.county_id, changes=changes)
    else:
        _ensure_same(session, DECLARATION, declaration_id, said | {"declared_by": actor.account_id})


def verify(
    session: Session, actor: Actor, *, declaration_id: UUID, verification_id: UUID, outcome: str, note: str
) -> UUID:
    """Record what an outsider found of the newest declaration; returns the school's id."""
    found = session.execute(select(DECLARATION).where(DECLARATION.c.id == declaration_id)).one_or_none()
    if found is None:
        raise Problem("not_found")
    _school(session, actor, found.school_id, "indicator.verify")
    _ensure_outsider(session, actor, found.school_id, declared_by=found.declared_by)
    said = {"declaration_id": declaration_id, "outcome": outcome, "note": note.strip(), "verified_by": actor.account_id}
    if _stands_already(session, VERIFICATION, verification_id, said):
        return found.school_id  # type: ignore[no-any-return]
    if newest_declaration(session, found.school_id, found.atom) != declaration_id:
        raise Problem("protection_declaration_replaced")
    insert_once(session, VERIFICATION, said | {"id": verification_id, "verified_at": now(), "unit_id": actor.unit_id})
    changes = {"atom": [None, found.atom], "outcome": [None, outcome]}
    _record(session, actor, "protection.verified", declaration_id, found.county_id, changes=changes)
    return found.school_id  # type: ignore[no-any-return]


def mark_urban(session: Session, actor: Actor, *, school_id: UUID, urban: bool) -> None:
    """Count a school as urban, or no longer; saying it twice changes nothing."""
    place = _school(session, actor, school_id, "place.edit")
    if may_only_own(actor):
        raise Problem("not_permitted", whom="县教育局或联席会议办公室")
    before = kind_of(session, school_id).urban
    if before == urban:
        return
    if urban:
        insert_once(session, URBAN, {"school_id": school_id, "county_id": place.county_id})
    else:
        session.execute(delete(URBAN).where(URBAN.c.school_id == school_id))
    _record(session, actor, "school.urban", school_id, place.county_id, changes={"urban": [before, urban]})


def may_only_own(actor: Actor) -> bool:
    """Whether all the actor may do here comes from the school itself: a school does not set its own denominators."""
    return all(grant.scope_type == "school" for grant in actor.grants)


def _school(session: Session, actor: Actor, school_id: UUID, verb: str) -> SitePlace:
    place = where(session, school_id)
    if place is None:
        raise Problem("not_found")
    scopes = place_scopes(session, place)
    if not may(actor, verb, scopes):
        raise _refusal(actor, scopes)
    return place


def _refusal(actor: Actor, scopes: PlaceScopes) -> Problem:
    if may(actor, "indicator.read", scopes):
        return Problem("not_permitted", whom="本校安保处、校长，或县教育局、公安、联席办")
    return Problem("not_found")


def _ensure_outsider(session: Session, actor: Actor, school_id: UUID, *, declared_by: UUID) -> None:
    if actor.account_id == declared_by or is_inside(session, actor, school_id):
        raise Problem("protection_own_school")


def is_inside(session: Session, actor: Actor, school_id: UUID) -> bool:
    """Whether the actor belongs to the school or its main school, by unit or by a role of the school."""
    parent = session.execute(select(SCHOOL.c.parent_school_id).where(SCHOOL.c.id == school_id)).scalar_one()
    inside = {school_id, parent} - {None}
    works_there = any(grant.role in _INSIDERS and grant.scope_id in inside for grant in actor.grants)
    return actor.unit_id in inside or works_there


_INSIDERS = frozenset({"school_safety", "principal", "duty_leader", "duty_teacher", "guard", "homeroom_teacher"})


def _atom(key: str) -> Atom:
    atom = load().atoms.get(key)
    if atom is None:
        raise Problem("protection_unknown_indicator")
    return atom


def _check_answers(atom: Atom, answers: Mapping[str, Any]) -> None:
    today, asked = local_date(now()), {question.key: question for question in atom.questions}
    wrong = {key: "protection_answer_unknown" for key in answers if key not in asked}
    for key, question in asked.items():
        code = (
            rules.answer_objection(question.kind, answers[key], on=today)
            if key in answers
            else "protection_answer_missing"
        )
        if code:
            wrong[key] = code
    wrong = wrong or rules.answers_objections(atom.key, answers)
    if wrong:
        raise Problem("protection_answers_incomplete", fields={key: [ANSWERS[code]] for key, code in wrong.items()})


def _stands_already(session: Session, table: Any, row_id: UUID, said: Mapping[str, Any]) -> bool:
    if session.execute(select(table.c.id).where(table.c.id == row_id)).one_or_none() is None:
        return False
    _ensure_same(session, table, row_id, said)
    return True


def _ensure_same(session: Session, table: Any, row_id: UUID, said: Mapping[str, Any]) -> None:
    row = session.execute(select(table).where(table.c.id == row_id)).mappings().one()
    if any(row[name] != value for name, value in said.items()):
        raise Problem("protection_id_taken")


def _record(
    session: Session, actor: Actor, action: str, object_id: UUID, county_id: UUID, *, changes: Mapping[str, Any]
) -> None:
    kind = action.partition(".")[0]
    record(session, actor, action=action, object_type=kind, object_id=object_id, county_id=county_id, changes=changes)
