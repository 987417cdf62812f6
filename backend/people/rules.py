"""May this person do this here: roles as verbs on scopes, and what passwords and names must look like. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from backend.core.actor import Actor, Grant
from backend.people.role_table import ROLES, VERBS

TRANSPORTS = ("cookie", "bearer")
NATION = UUID(int=0)
"""The scope id of a grant on the whole nation; such a grant covers everything whatever its id."""
OPEN_VERBS = frozenset({"report.create"})
"""Everybody's right, signed in or not: whoever were refused would sign out and report as a passer-by."""
_ABOUT_CASES = ("case.", "photo.")
MIN_PASSWORD = 10
MAX_PASSWORD = 128
_PHONE = re.compile(r"1\d{10}", re.ASCII)
_USERNAME = re.compile(r"[a-z][a-z0-9_.-]{2,31}")


@dataclass(frozen=True)
class PlaceScopes:
    """Where a thing belongs, for asking who may do what with it.

    `division_ids`: the county, its ancestors and the township. `unit_ids`: lead and co-units of a case. `category`: the
    case's hazard code. `own_ids`: accounts that reported the case or were asked to work on it.
    """

    county_id: UUID | None = None
    division_ids: frozenset[UUID] = frozenset()
    school_id: UUID | None = None
    precinct_id: UUID | None = None
    unit_ids: frozenset[UUID] = frozenset()
    category: str | None = None
    parent_school_id: UUID | None = None
    own_ids: frozenset[UUID] = frozenset()


def may(actor: Actor, verb: str, place: PlaceScopes) -> bool:
    """Say whether `actor` may do `verb` there; an unknown verb is a mistake in the program."""
    if verb not in VERBS:
        raise KeyError(f"unknown verb: {verb}")
    if actor.kind == "system" or verb in OPEN_VERBS:
        return True
    return any(_gives_verb(actor, grant, verb, place=place) for grant in _grants_on(actor, place))


def verbs_at(actor: Actor, place: PlaceScopes) -> frozenset[str]:
    """Return every verb that `actor` may do there."""
    return frozenset(verb for verb in VERBS if may(actor, verb, place))


def roles_at(actor: Actor, place: PlaceScopes) -> frozenset[str]:
    """Return the roles that `actor` has there."""
    return frozenset(grant.role for grant in _grants_on(actor, place))


def assignable_kinds(actor: Actor, place: PlaceScopes) -> frozenset[str]:
    """Return the kinds of organisation that `actor` may assign a case there to; "SCH" means the case's own school."""
    kinds = [ROLES[grant.role].assigns_to for grant in _grants_on(actor, place) if filter_allows(grant, place)]
    return frozenset().union(*kinds)


def may_give(actor: Actor, role: str, place: PlaceScopes, *, verb: str = "account.invite") -> bool:
    """Say whether `actor` may give `role` on the scope described by `place` (see the table of givers)."""
    if actor.kind == "system":
        return True
    roles = [ROLES[held] for held in roles_at(actor, place)]
    return any(verb in held.verbs and role in held.gives for held in roles)


def verbs_anywhere(actor: Actor) -> frozenset[str]:
    """Return the verbs that `actor` has on any scope, for showing or hiding whole parts of a screen."""
    held = [ROLES[grant.role] for grant in actor.grants]
    return OPEN_VERBS.union(*(role.verbs | role.own_verbs for role in held))


def covers(grant: Grant, place: PlaceScopes) -> bool:
    """Say whether the grant's scope holds the place; inheritance flows down the division tree only."""
    match grant.scope_type:
        case "nation":
            return True
        case "county":
            return grant.scope_id == place.county_id
        case "province" | "city" | "township":
            return grant.scope_id in place.division_ids
        case "precinct":
            return grant.scope_id == place.precinct_id or grant.scope_id in place.unit_ids
        case "school":
            return grant.scope_id in {place.school_id, place.parent_school_id}
        case "department":
            return grant.scope_id in place.unit_ids
    return False


def filter_applies(verb: str) -> bool:
    """Say whether a category filter narrows this verb: cases and their photos have a category, schools have none."""
    return verb.startswith(_ABOUT_CASES)


def filter_allows(grant: Grant, place: PlaceScopes) -> bool:
    """Say whether the grant's category filter lets this case through; a case not yet classified passes no filter."""
    return grant.category_filter is None or place.category in grant.category_filter


def _grants_on(actor: Actor, place: PlaceScopes) -> Iterator[Grant]:
    return (grant for grant in actor.grants if grant.role in ROLES and covers(grant, place))


def _gives_verb(actor: Actor, grant: Grant, verb: str, *, place: PlaceScopes) -> bool:
    role = ROLES[grant.role]
    own = verb in role.own_verbs and actor.account_id in place.own_ids
    return (verb in role.verbs or own) and (not filter_applies(verb) or filter_allows(grant, place))


def plain_identifier(text: str) -> str:
    """Bring what a person typed (full-width digits, spaces, +86, capitals) into the form that is stored."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    digits = re.sub(r"[\s-]", "", plain).removeprefix("+86")
    return digits if is_phone(digits) else plain


def is_phone(text: str) -> bool:
    """Say whether `text` is a mainland mobile number in its stored form."""
    return _PHONE.fullmatch(text) is not None


def is_username(text: str) -> bool:
    """Say whether `text` may be a user name: it starts with a letter, so it is never mistaken for a phone."""
    return _USERNAME.fullmatch(text) is not None


def password_objection(password: str, *, identifiers: tuple[str, ...]) -> str | None:
    """Return why `password` may not be used: "short", "long", "contains_identifier" or "monotonous"; None if it may."""
    if len(password) < MIN_PASSWORD:
        return "short"
    if len(password) > MAX_PASSWORD:
        return "long"
    if len(set(password)) < 4:
        return "monotonous"
    lower = unicodedata.normalize("NFKC", password).lower()
    return "contains_identifier" if any(name and name in lower for name in identifiers) else None
