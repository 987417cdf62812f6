"""Who walks a round: the person it is for, whoever holds its role at the school, and the people of its units. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from backend.core.actor import Actor
from backend.people.role_table import ROLES
from backend.people.rules import PlaceScopes, covers, verbs_anywhere

VERB = "patrol.walk"
WALKING_ROLES = frozenset(role for role, about in ROLES.items() if VERB in about.verbs)


@dataclass(frozen=True)
class Assignment:
    """For whom a round is: one account, a role at the school or a unit, and the units that go along."""

    account_id: UUID | None = None
    role: str | None = None
    unit_id: UUID | None = None
    joint_unit_ids: frozenset[UUID] = frozenset()

    @property
    def unit_ids(self) -> frozenset[UUID]:
        """The unit it is for and those that go along."""
        return self.joint_unit_ids | ({self.unit_id} if self.unit_id else set())


def may_walk(actor: Actor, assignment: Assignment, school: PlaceScopes) -> bool:
    """Say whether `actor` may walk a round at `school`: it is theirs, and they hold a role that walks at all.

    Being named is enough: a plan may send a volunteer of another township. The unit is where the account belongs, or a
    unit on which the person holds a walking role.
    """
    if VERB not in verbs_anywhere(actor) or actor.account_id is None:
        return False
    return (
        actor.account_id == assignment.account_id
        or not units_of(actor).isdisjoint(assignment.unit_ids)
        or _has_role(actor, assignment.role, school)
    )


def units_of(actor: Actor) -> frozenset[UUID]:
    """Return the units for which `actor` walks."""
    own = {actor.unit_id} if actor.unit_id else set()
    on_units = {
        grant.scope_id
        for grant in actor.grants
        if grant.role in WALKING_ROLES and grant.scope_type in ("precinct", "department", "school")
    }
    return frozenset(own | on_units)


def _has_role(actor: Actor, role: str | None, school: PlaceScopes) -> bool:
    return role in WALKING_ROLES and any(grant.role == role and covers(grant, school) for grant in actor.grants)
