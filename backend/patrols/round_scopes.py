"""Who may see or walk which round: the SQL conditions for lists, and the place of one round for the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Text, and_, cast, false, or_
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.patrols.models import RUN, PatrolRun
from backend.patrols.walking import VERB, WALKING_ROLES, Assignment, may_walk, units_of
from backend.people.role_table import ROLES
from backend.people.rules import PlaceScopes, may, verbs_anywhere
from backend.people.scopes import ScopeColumns, scope_condition
from backend.places.queries import place_scopes, where

_AT_SCHOOL = ScopeColumns(county_id=RUN.c.county_id, school_id=RUN.c.school_id)
_COLUMNS = replace(_AT_SCHOOL, unit_ids=(RUN.c.assignee_unit_id,))
READ = "patrol.read"
FIGURES = "figures.read"


def readable(actor: Actor, *verbs: str) -> ColumnElement[bool]:
    """Return the condition that keeps the rounds on which `actor` may do one of `verbs` (patrol.read by default)."""
    return or_(false(), *(_readable(actor, verb) for verb in verbs or (READ,)))


def _readable(actor: Actor, verb: str) -> ColumnElement[bool]:
    units = {
        grant.scope_id
        for grant in actor.grants
        if grant.scope_type in ("precinct", "department") and verb in ROLES[grant.role].verbs
    }
    return or_(scope_condition(actor, verb, _COLUMNS), goes_along(units))


def walkable(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that keeps the rounds that `actor` may walk; the twin of `walking.may_walk`."""
    if VERB not in verbs_anywhere(actor):
        return false()
    units = units_of(actor)
    return or_(
        RUN.c.assignee_account_id == actor.account_id,
        RUN.c.assignee_unit_id.in_(units),
        goes_along(units),
        *(_by_role(actor, role) for role in sorted({grant.role for grant in actor.grants} & WALKING_ROLES)),
    )


def _by_role(actor: Actor, role: str) -> ColumnElement[bool]:
    only = replace(actor, grants=tuple(grant for grant in actor.grants if grant.role == role))
    return and_(RUN.c.assignee_role == role, scope_condition(only, VERB, _AT_SCHOOL))


def goes_along(unit_ids: Iterable[UUID]) -> ColumnElement[bool]:
    """Return the condition that one of the units is a joint one: ids as text in a short list, the same on either database."""
    listed = cast(RUN.c.joint_units, Text)
    return or_(false(), *(listed.contains(str(unit_id)) for unit_id in sorted(unit_ids)))


def assignment_of(run: PatrolRun | Row[Any]) -> Assignment:
    """Return for whom a round is."""
    return Assignment(
        account_id=run.assignee_account_id,
        role=run.assignee_role,
        unit_id=run.assignee_unit_id,
        joint_unit_ids=frozenset(UUID(unit_id) for unit_id in run.joint_units),
    )


def school_of(session: Session, run: PatrolRun | Row[Any]) -> PlaceScopes:
    """Return the school of a round as a place, without the round's units."""
    place = where(session, run.school_id)
    if place is None:
        raise LookupError(f"no school {run.school_id}")  # a foreign key forbids it
    return place_scopes(session, place)


def may_on_run(session: Session, actor: Actor, verb: str, run: PatrolRun | Row[Any]) -> bool:
    """Say whether `actor` may do `verb` on a round; the Python twin of `readable`."""
    return may(actor, verb, replace(school_of(session, run), unit_ids=assignment_of(run).unit_ids))


def walks(session: Session, actor: Actor, run: PatrolRun | Row[Any]) -> bool:
    """Say whether `actor` may walk a round."""
    return may_walk(actor, assignment_of(run), school_of(session, run))
