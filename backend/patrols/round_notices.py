"""Who is told of missed rounds: the school's security office of each, principal and joint office of many in a week. No names."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.messages.operations import Notice, send
from backend.patrols.models import RUN, PatrolRun
from backend.patrols.round_settings import rules_of
from backend.people.models import GRANT
from backend.places.models import ORGANISATION, SCHOOL

SAFETY_ROLES = frozenset({"school_safety"})
STALE = timedelta(days=8)
"""What a worker that stood still for longer finds is counted, but no longer told one by one."""


def tell_of_outcome(session: Session, run_id: UUID) -> None:
    """Give notice of a round that has just been counted as missed or partial, each thing once however often it is called.

    The week's messages stand on counts, so a round that is found late still completes its own week.
    """
    run = session.get_one(PatrolRun, run_id)
    if run.plan_id is None or run.state not in ("missed", "partial"):
        return
    units, name = _school(session, run.school_id)
    if now() - run.closes_at < STALE:
        _send(session, run, f"round_{run.state}", key=f"round:{run.id}", units=units, roles=SAFETY_ROLES, name=name)
    if run.state == "missed":
        _tell_of_week(session, run, units=units, name=name)


def _tell_of_week(session: Session, run: PatrolRun, *, units: tuple[UUID, ...], name: str) -> None:
    """Tell the principal, then the joint office, when a school's missed rounds of one week (Monday to Sunday) are many."""
    rules = rules_of(session, run.county_id)
    monday = run.on_date - timedelta(days=run.on_date.weekday())
    missed = _missed_between(session, run.school_id, monday, monday + timedelta(days=6))
    if 0 < rules.to_principal <= missed:
        key = f"rounds:{run.school_id}:{monday}:principal"
        _send(session, run, "rounds_missed", key=key, units=units, roles=frozenset({"principal"}), name=name, n=missed)
    if 0 < rules.to_joint_office <= missed:
        key = f"rounds:{run.school_id}:{monday}:joint_office"
        offices = _joint_offices(session, run.county_id)
        roles = frozenset({"joint_office"})
        holders = _joint_office_people(session, run.county_id)
        _send(session, run, "rounds_missed", key=key, units=offices, roles=roles, name=name, n=missed, people=holders)


def _send(
    session: Session,
    run: PatrolRun,
    kind: str,
    *,
    key: str,
    units: tuple[UUID, ...],
    roles: frozenset[str],
    name: str,
    n: int | None = None,
    people: tuple[UUID, ...] = (),
) -> None:
    """Write one message. It says school, time and counts; a route's name is free text and stays out of it."""
    facts = {"school": name, "round_at": run.starts_at.isoformat(), "points": f"{run.visited}/{run.points}"}
    about = ("patrol_run", run.id) if n is None else ("school_rounds", run.school_id)
    notice = Notice(
        kind=kind,
        county_id=run.county_id,
        account_ids=people,
        unit_ids=units,
        roles=roles,
        subject_type=about[0],
        subject_id=about[1],
        values=facts if n is None else {"school": name, "missed": str(n)},
        dedupe_key=key,
    )
    send(session, notice)


def _school(session: Session, school_id: UUID) -> tuple[tuple[UUID, ...], str]:
    """Return the units that look after a school (a campus has its school, too) and its short name."""
    row = session.execute(
        select(SCHOOL.c.parent_school_id, ORGANISATION.c.short_name)
        .join(ORGANISATION, ORGANISATION.c.id == SCHOOL.c.id)
        .where(SCHOOL.c.id == school_id)
    ).one()
    return tuple(filter(None, (school_id, row.parent_school_id))), row.short_name


def _missed_between(session: Session, school_id: UUID, first: date, last: date) -> int:
    session.flush()
    of_week = (RUN.c.school_id == school_id, RUN.c.on_date.between(first, last))
    missed = select(func.count()).where(*of_week, RUN.c.state == "missed", RUN.c.plan_id.is_not(None))
    return session.execute(missed).scalar_one()


def _joint_offices(session: Session, county_id: UUID) -> tuple[UUID, ...]:
    units = select(ORGANISATION.c.id).where(ORGANISATION.c.county_id == county_id, ORGANISATION.c.kind == "JMO")
    return tuple(session.execute(units).scalars())


def _joint_office_people(session: Session, county_id: UUID) -> tuple[UUID, ...]:
    """Whoever holds the role in the county, whichever unit they work for."""
    holders = select(GRANT.c.account_id).where(
        GRANT.c.role == "joint_office",
        GRANT.c.scope_type == "county",
        GRANT.c.scope_id == county_id,
        GRANT.c.revoked_at.is_(None),
    )
    return tuple(session.execute(holders).scalars())
